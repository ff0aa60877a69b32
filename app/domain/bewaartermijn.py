"""How long something is kept: which kinds there are, from which day a term runs, and when it is over."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Bewaarsoort(StrEnum):
    """What has a term of its own. The first three are kept per meetronde and their terms run from its end."""

    OPEN_TEKST = "open_tekst"
    INTERVIEWS = "interviews"
    DEUREN = "deuren"
    UITVOER = "uitvoer"
    TOEGANG = "toegang"


OF_MEETRONDE = (Bewaarsoort.OPEN_TEKST, Bewaarsoort.INTERVIEWS, Bewaarsoort.DEUREN)

Bewaartermijnen = Mapping[Bewaarsoort, int | None]
"""How many months each kind is kept; None for as long as there is no other reason to remove it."""


@dataclass(frozen=True)
class Afloop:
    """How a meetronde ended: when it was closed, and as long as it is not, its last day and its last contact."""

    starts_on: date
    ends_on: date | None = None
    closed_on: date | None = None
    last_heard_on: date | None = None

    @property
    def ended_on(self) -> date:
        """From which day on the terms run. What came in after the last day that was planned moves the end."""
        if self.closed_on is not None:
            return self.closed_on
        return max(day for day in (self.starts_on, self.ends_on, self.last_heard_on) if day is not None)


def shift_months(day: date, months: int) -> date:
    """The same day so many months later, or earlier; in a month that is too short, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:  # a term of a thousand years: for ever
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
