"""What is still needed: how many interviews a meetronde wants per straat and kind, and how many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.domain.vragenlijst import Soort
from app.models import Doel, Meetronde, Straat, Wijk
from app.tellingen import Selectie, count_held

LONGEST_COUNT = 6
"""In digits: no straat has a million of anything, and no database column overflows."""


@dataclass(frozen=True)
class Progress:
    """The doel of one kind in one straat, None when none was set, and how many interviews count there already."""

    doel: int | None
    done: int

    @property
    def to_do(self) -> int:
        """How many are still needed. More than enough is enough, and without a doel nothing is needed."""
        return max(0, (self.doel or 0) - self.done)


def is_count(text: str) -> bool:
    """Whether this is how many there are of something in a straat: a whole number of 0 or more."""
    # Not isdigit: it takes a ² for a digit, and int() does not.
    return text.isdecimal() and len(text) <= LONGEST_COUNT


def set_doel(session: Session, meetronde: Meetronde, straat: Straat, soort: Soort, count: int) -> None:
    """Set how many interviews of a kind are wanted in a straat, over what was set before. `count` is 0 or more."""
    session.merge(Doel(meetronde_code=meetronde.code, straat_id=straat.id, soort=soort, count=count))


def progress(session: Session, meetronde: Meetronde, wijken: Sequence[Wijk]) -> Mapping[UUID, Mapping[Soort, Progress]]:
    """For every straat of these wijken, by its id, and for every kind: wanted, done by everybody, still to do.

    A refusal is not an interview; one that was sent back or rejected does not count until it is approved.
    """
    codes = [wijk.code for wijk in wijken]
    wanted: dict[tuple[UUID, str], int] = {}
    done: dict[tuple[UUID, str], int] = {}
    for selectie in (Selectie(meetronde.code, wijk_code=code) for code in codes):
        wanted |= read_doelen(session, selectie)
        done |= {place: held.interviews for place, held in count_held(session, selectie).items()}
    straten = session.exec(select(Straat.id).where(col(Straat.wijk_code).in_(codes)))
    return {
        straat_id: {soort: Progress(wanted.get((straat_id, soort)), done.get((straat_id, soort), 0)) for soort in Soort}
        for straat_id in straten
    }


def read_doelen(session: Session, selectie: Selectie) -> dict[tuple[UUID, str], int]:
    """How many interviews are wanted, by straat and kind; what was never set is not in it."""
    query = select(Doel.straat_id, Doel.soort, Doel.count).where(Doel.meetronde_code == selectie.meetronde_code)
    if selectie.wijk_code is not None:
        straten = select(Straat.id).where(Straat.wijk_code == selectie.wijk_code)
        query = query.where(col(Doel.straat_id).in_(straten))
    return {(straat_id, soort): count for straat_id, soort, count in session.exec(query)}
