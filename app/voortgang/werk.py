"""Who held how many interviews: every interviewer, day by day over a week, and in the whole meetronde."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.interviews import LOCAL_TIME
from app.models import Gebruiker, Inzet, Meetronde
from app.tellingen import count_days, count_work
from app.voortgang.keuze import Volgkeuze

DAYS = 7

OTHER_SYSTEM = "Ander systeem"
"""What hands in interviews over the API and is no interviewer."""


@dataclass(frozen=True)
class Werk:
    """What one interviewer did: interviews on each day that has any, in the whole meetronde, and the last day."""

    name: str
    days: Mapping[date, int]
    total: int = 0
    last_day: date | None = None


@dataclass(frozen=True)
class Werkweek:
    """Seven days, the latest first, and everybody's work on them, by name."""

    days: Sequence[date]
    rows: Sequence[Werk]

    @property
    def per_day(self) -> Mapping[date, int]:
        """Everybody together."""
        return {day: sum(row.days.get(day, 0) for row in self.rows) for day in self.days}

    @property
    def total(self) -> int:
        """Everybody together, in the whole meetronde."""
        return sum(row.total for row in self.rows)


def follow_work(session: Session, keuze: Volgkeuze, last: date | None = None) -> Werkweek:
    """The seven days up to and including `last`: of everybody who works there, and of everybody who did.

    Without a day they end today, and in a closed meetronde on the last day with an interview.
    """
    total: dict[UUID | None, int] = defaultdict(int)
    last_days: dict[UUID | None, date] = {}
    for work in count_work(session, keuze.selectie):
        if work.soort in keuze.soorten:
            total[work.interviewer_id] += work.count
            last_days[work.interviewer_id] = max(work.last_day, last_days.get(work.interviewer_id, date.min))
    last = last or _last_day(keuze.meetronde, last_days.values())
    days = [last - timedelta(days=number) for number in range(DAYS)]
    per_day: dict[UUID | None, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for each in count_days(session, keuze.selectie, days[-1], days[0]):
        if each.soort in keuze.soorten:
            per_day[each.interviewer_id][each.day] += each.count
    rows = [
        Werk(name, per_day.get(interviewer_id, {}), total.get(interviewer_id, 0), last_days.get(interviewer_id))
        for interviewer_id, name in _names(session, keuze, list(total))
    ]
    return Werkweek(days, rows)


def _last_day(meetronde: Meetronde, with_work: Iterable[date]) -> date:
    if meetronde.closed_at is None:
        return datetime.now(LOCAL_TIME).date()
    return max(with_work, default=meetronde.closed_at.astimezone(LOCAL_TIME).date())


def _names(session: Session, keuze: Volgkeuze, with_work: Sequence[UUID | None]) -> list[tuple[UUID | None, str]]:
    """Who works there now, and who did, by name; another system comes last."""
    assigned = select(Inzet.gebruiker_id)
    if keuze.wijk:
        assigned = assigned.where(Inzet.wijk_code == keuze.wijk.code)
    works = col(Gebruiker.id).in_(assigned) & col(Gebruiker.blocked_at).is_(None)
    did = col(Gebruiker.id).in_([each for each in with_work if each])
    query = select(Gebruiker.id, Gebruiker.name).where(works | did).order_by(Gebruiker.name, col(Gebruiker.id))
    return [*session.exec(query).all(), *([(None, OTHER_SYSTEM)] if None in with_work else [])]
