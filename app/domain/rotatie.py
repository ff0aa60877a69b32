"""Which backups stay, by their names alone: the last of each of the last days, weeks and months."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

_MOMENT = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"wijkpeil-([0-9]{8}T[0-9]{6}Z)\.(?:sqlite3|dump)(?:\.age)?")


@dataclass(frozen=True)
class Rotatie:
    """How many days, ISO weeks and months keep their last backup. They are counted over the days there was one, so
    that a schedule that stood still for a year does not cost what was made before it.
    """

    days: int = 7
    weeks: int = 5
    months: int = 12


def backup_name(moment: datetime, extension: str, *, sealed: bool) -> str:
    """How a backup of this moment is called: to the second, in UTC."""
    return f"wijkpeil-{moment.astimezone(UTC):{_MOMENT}}.{extension}{'.age' if sealed else ''}"


def moment_of(name: str) -> datetime | None:
    """When the backup of this name was made; None when it has no name that we give."""
    found = _NAME.fullmatch(name)
    try:
        return datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC) if found else None
    except ValueError:  # digits in the right places that are no day or hour
        return None


def superseded(names: Iterable[str], rotatie: Rotatie) -> set[str]:
    """Which of these may go. Never the newest, and nothing that has no name that we give."""
    newest_first = sorted(((moment, name) for name in names if (moment := moment_of(name))), reverse=True)
    kept = {name for _, name in newest_first[:1]}
    for count, period in ((rotatie.days, "%Y-%j"), (rotatie.weeks, "%G-%V"), (rotatie.months, "%Y-%m")):
        last_of: dict[str, str] = {}
        for moment, name in newest_first:
            last_of.setdefault(f"{moment:{period}}", name)
        kept.update(list(last_of.values())[:count])
    return {name for _, name in newest_first} - kept
