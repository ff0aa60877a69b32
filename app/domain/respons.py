"""Respons: which part of all contacts became an interview.

After AAPOR, *Standard Definitions* (10th edition, 2023), adapted: AAPOR counts households in a sample, we count
contacts, because nothing is kept of a door but the straat. `docs/respons.md` defines every category and names the
differences.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

PERCENTAGE_FROM = 5
"""With fewer contacts a percentage would jump by twenty points or more at the next door."""


class Contactuitkomst(StrEnum):
    """How a contact ended that did not become an interview."""

    NIET_THUIS = "niet_thuis"
    WEIGERT = "weigert"
    TAAL = "taal"
    GEEN_TIJD = "geen_tijd"
    LATER_TERUGKOMEN = "later_terugkomen"


@dataclass(frozen=True)
class Respons:
    """The contacts with bewoners in one area, by how they ended.

    `refused` are people who said no to the first question of an interview; `doors` are the contactpogingen.
    """

    interviews: int = 0
    refused: int = 0
    doors: Mapping[Contactuitkomst, int] = field(default_factory=dict)

    @property
    def contacts(self) -> int:
        """Everything that was tried. A door that was tried twice counts twice."""
        return self.interviews + self.refused + sum(self.doors.values())

    @property
    def rate(self) -> Fraction | None:
        """Interviews among all contacts, 0 to 1; None when there are too few contacts for a percentage."""
        return Fraction(self.interviews, self.contacts) if self.contacts >= PERCENTAGE_FROM else None

    def count(self, outcome: Contactuitkomst) -> int:
        """How many contacts ended like this, whether it was told at the door or in the interview."""
        return self.doors.get(outcome, 0) + (self.refused if outcome is Contactuitkomst.WEIGERT else 0)


def add_up(parts: Iterable[Respons]) -> Respons:
    """Several areas together."""
    each = list(parts)
    return Respons(
        interviews=sum(part.interviews for part in each),
        refused=sum(part.refused for part in each),
        doors={
            outcome: count for outcome in Contactuitkomst if (count := sum(part.doors.get(outcome, 0) for part in each))
        },
    )
