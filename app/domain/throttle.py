"""How long a login has to wait after failures: longer after each, and never longer than a quarter of an hour.

Whoever guesses is stopped by the growth; whoever is shut out by somebody else's guessing is let in again by the limit.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

FIRST = timedelta(seconds=15)
LONGEST = timedelta(minutes=15)

MEMORY = timedelta(hours=1)
"""After so long without a failure, failures are forgotten. Longer than the longest wait: else each wait would be the
first again."""


@dataclass(frozen=True)
class Throttle:
    """How many failures are free; the next one costs the first wait, and each after that twice the wait before.

    `by_the_hour`, those of one hour of the clock are forgotten in the next. Otherwise a few an hour add up for as long
    as they go on: right for one account, and wrong where many people make their mistakes.
    """

    free: int
    by_the_hour: bool = False

    def count(self, failures: int, last_at: datetime, now: datetime) -> int:
        """How many there are with one more now, when the last of so many failures was then."""
        return 1 if self._is_over(last_at, now) else failures + 1

    def wait(self, failures: int, last_at: datetime, now: datetime) -> timedelta:
        """How long to wait from now, when the last of so many failures was then; zero when there is no need.

        A clock that was set back makes nobody wait longer than the wait itself.
        """
        beyond = failures - self.free
        if beyond <= 0 or self._is_over(last_at, now):
            return timedelta(0)
        doublings = min(beyond - 1, 10)  # by then it is the longest; more would only be a huge number
        whole: timedelta = min(FIRST * (1 << doublings), LONGEST)
        return max(timedelta(0), min(whole, last_at + whole - now))

    def _is_over(self, last_at: datetime, now: datetime) -> bool:
        is_other_hour = _hour_of(last_at) != _hour_of(now)
        return now - last_at >= MEMORY or (self.by_the_hour and is_other_hour)


PER_ACCOUNT = Throttle(free=5)
"""For one e-mail address, whoever tries it, and for a browser in which its owner came in before."""

PER_ADDRESS = Throttle(free=20, by_the_hour=True)
"""For one internet address: a whole office may stand behind it."""

ALL_ADDRESSES = Throttle(free=100, by_the_hour=True)
"""For everybody together who types an intrekcode that is none: against a guesser with many addresses. So many that
nobody but a guesser reaches it, for it holds up the others too."""


def _hour_of(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def in_wait_words(wait: timedelta) -> str:
    """How long to wait, as people say it, rounded up: 45 seconden, 1 minuut, 8 minuten."""
    seconds = math.ceil(wait.total_seconds())
    if seconds < 60:
        return "1 seconde" if seconds == 1 else f"{seconds} seconden"
    minutes = math.ceil(seconds / 60)
    return "1 minuut" if minutes == 1 else f"{minutes} minuten"
