"""One day of a meetronde, to print: what was held and what was tried, per straat and per interviewer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.domain.respons import Contactuitkomst
from app.domain.vragenlijst import Soort
from app.interviews import LOCAL_TIME
from app.models import Gebruiker, Straat, Wijk
from app.tellingen import count_doors_between, count_interviews_on
from app.voortgang.keuze import Volgkeuze
from app.voortgang.werk import OTHER_SYSTEM


@dataclass
class Opbrengst:
    """What a day brought: interviews by kind, and contacts that became none, by how they ended.

    Who refused in the first question of an interview stands with the doors that refused.
    """

    interviews: dict[Soort, int] = field(default_factory=lambda: defaultdict(int))
    others: dict[Contactuitkomst, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def held(self) -> int:
        return sum(self.interviews.values())

    @property
    def without(self) -> int:
        return sum(self.others.values())


@dataclass(frozen=True)
class Dag:
    """The day as a whole, and its straten (with their wijk) and interviewers by name."""

    day: date
    whole: Opbrengst
    straten: Sequence[tuple[str, str, Opbrengst]]
    interviewers: Sequence[tuple[str, Opbrengst]]


def summarize_day(session: Session, keuze: Volgkeuze, day: date) -> Dag:
    """What counts of one day by the Dutch clock. An interview belongs to the day it was held, whenever it came in."""
    whole = Opbrengst()
    straten: dict[UUID, Opbrengst] = defaultdict(Opbrengst)
    people: dict[UUID | None, Opbrengst] = defaultdict(Opbrengst)
    for row in count_interviews_on(session, keuze.selectie, day):
        for part in (whole, straten[row.straat_id], people[row.interviewer_id]):
            if row.consent:
                part.interviews[Soort(row.soort)] += row.count
            else:
                part.others[Contactuitkomst.WEIGERT] += row.count
    for door in count_doors_between(session, keuze.selectie, *_bounds(day)):
        for part in (whole, straten[door.straat_id], people[door.interviewer_id]):
            part.others[Contactuitkomst(door.outcome)] += door.count
    return Dag(day, whole, _with_places(session, straten), _with_names(session, people))


def _bounds(day: date) -> tuple[datetime, datetime]:
    """From midnight to midnight where the interviews are held: 23 or 25 hours when the clock is changed."""
    following = day + timedelta(days=1)
    return datetime.combine(day, time.min, LOCAL_TIME), datetime.combine(following, time.min, LOCAL_TIME)


def _with_places(session: Session, straten: Mapping[UUID, Opbrengst]) -> list[tuple[str, str, Opbrengst]]:
    query = select(Straat.id, Straat.name, Wijk.name).join(Wijk, col(Wijk.code) == Straat.wijk_code)
    rows = session.exec(query.where(col(Straat.id).in_(straten)).order_by(Wijk.name, Straat.name, col(Straat.id)))
    return [(straat, wijk, straten[straat_id]) for straat_id, straat, wijk in rows]


def _with_names(session: Session, people: Mapping[UUID | None, Opbrengst]) -> list[tuple[str, Opbrengst]]:
    known = [each for each in people if each is not None]
    query = select(Gebruiker.id, Gebruiker.name).where(col(Gebruiker.id).in_(known))
    rows = session.exec(query.order_by(Gebruiker.name, col(Gebruiker.id)))
    named = [(name, people[gebruiker_id]) for gebruiker_id, name in rows]
    return [*named, *([(OTHER_SYSTEM, people[None])] if None in people else [])]
