"""When somebody looked before: what came in since then is new. Kept in the browser, and nowhere else."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

BLIK_SECONDS = 30 * 24 * 3600
SITTING = timedelta(minutes=15)
"""Who looks again within this time is still looking: what was new stays new, also when the page refreshes itself."""


@dataclass(frozen=True)
class Blik:
    """Since when things are new, and when the page was last asked for. At the first look nothing is new yet."""

    since: datetime
    latest: datetime

    def __str__(self) -> str:
        return f"{self.since.timestamp():.3f}_{self.latest.timestamp():.3f}"


def look_again(before: str | None, now: datetime) -> Blik:
    """The look of this moment, after the one that the browser remembers; what cannot be read is forgotten."""
    known = _read(before)
    if known is None or known.latest > now:
        return Blik(now, now)
    return Blik(known.since if now - known.latest <= SITTING else known.latest, now)


def _read(text: str | None) -> Blik | None:
    since, _, latest = (text or "").partition("_")
    try:
        return Blik(*(datetime.fromtimestamp(float(each), UTC) for each in (since, latest)))
    except (ValueError, OverflowError, OSError):
        return None
