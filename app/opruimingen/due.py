"""What is over its term on a day, per meetronde and kind, and how much that is. Looking removes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import Session, SQLModel, col, func, select

from app.domain.antwoorden import OPEN_CODE
from app.domain.bewaartermijn import OF_MEETRONDE, Afloop, Bewaarsoort, Bewaartermijnen, shift_months
from app.domain.weglaten import TAKEN_OUT
from app.interviews import LOCAL_TIME, local_date
from app.models import (
    Antwoord,
    Beoordeling,
    Botsing,
    Contactpoging,
    Correctie,
    Fragment,
    Herstelcode,
    Interview,
    Koppelcode,
    Meetronde,
    Opmerking,
    Opruimpost,
    Reactie,
    Sessie,
    Toestel,
    Uitvoer,
    Vaststelling,
    Verzamelnaam,
)

TOLERANCE = timedelta(days=3)
"""For how long something may be due before it is called overdue: a server that stands still for a weekend is no news.
"""

MOMENTS: Mapping[type[SQLModel], str] = {
    Uitvoer: "asked_at",
    Toestel: "revoked_at",
    Koppelcode: "expires_at",
    Herstelcode: "expires_at",
    Sessie: "expires_at",
}
"""From which moment the term of what belongs to no meetronde runs. A phone that is still linked has none."""

OF_KIND: Mapping[Bewaarsoort, tuple[type[SQLModel], ...]] = {
    Bewaarsoort.UITVOER: (Uitvoer,),
    Bewaarsoort.TOEGANG: (Toestel, Koppelcode, Herstelcode, Sessie),
}


@dataclass(frozen=True)
class Due:
    """So much of one kind goes on this day or went over its term then; of a meetronde, or of none.

    `is_published` is whether the figures of the meetronde stay when its interviews go.
    """

    bewaarsoort: Bewaarsoort
    months: int
    due_on: date
    count: int
    meetronde: Meetronde | None = None
    is_published: bool = True

    @property
    def is_costly(self) -> bool:
        """Whether the meetronde can no longer be published afterwards, and never was."""
        return self.bewaarsoort in (Bewaarsoort.INTERVIEWS, Bewaarsoort.DEUREN) and not self.is_published


def find_due(session: Session, termijnen: Bewaartermijnen, until: date) -> list[Due]:
    """Everything of which the term is over on this day: by meetronde, the oldest first, and then what has none."""
    return [*_of_meetronden(session, termijnen, until), *_of_none(session, termijnen, until)]


def find_overdue(session: Session, termijnen: Bewaartermijnen, today: date) -> list[Due]:
    """What should have gone some days ago."""
    return find_due(session, termijnen, today - TOLERANCE)


def afloop_of(session: Session, meetronde: Meetronde) -> Afloop:
    """How a meetronde ended, or is coming to its end."""
    if meetronde.closed_at:
        return Afloop(meetronde.starts_on, meetronde.ends_on, local_date(meetronde.closed_at))
    interview = session.exec(select(func.max(Interview.date)).where(Interview.meetronde_code == meetronde.code)).one()
    door: datetime | None = session.exec(
        select(func.max(Contactpoging.happened_at)).where(Contactpoging.meetronde_code == meetronde.code)
    ).one()
    known = session.exec(select(func.max(Opruimpost.ended_on)).where(Opruimpost.meetronde_code == meetronde.code)).one()
    heard = [day for day in (interview, local_date(door) if door else None, known) if day]
    return Afloop(meetronde.starts_on, meetronde.ends_on, last_heard_on=max(heard, default=None))


def still_there(bewaarsoort: Bewaarsoort, meetronde_code: str) -> ColumnElement[bool]:
    """Of which interviews or doors of a meetronde something is left of this kind."""
    if bewaarsoort is Bewaarsoort.DEUREN:
        return col(Contactpoging.meetronde_code) == meetronde_code
    own = col(Interview.meetronde_code) == meetronde_code
    return own if bewaarsoort is Bewaarsoort.INTERVIEWS else and_(own, _has_words())


def before(table: type[SQLModel], months: int, today: date) -> ColumnElement[bool]:
    """Which rows of a table that belongs to no meetronde are so many months old."""
    first_kept = datetime.combine(shift_months(today, -months), time.min, LOCAL_TIME)
    moment: ColumnElement[bool] = getattr(table, MOMENTS[table]) < first_kept
    return moment


def _of_meetronden(session: Session, termijnen: Bewaartermijnen, until: date) -> Iterator[Due]:
    published = set(session.exec(select(Vaststelling.meetronde_code).distinct()))
    for meetronde in session.exec(select(Meetronde).order_by(col(Meetronde.starts_on), Meetronde.code)):
        ended_on = afloop_of(session, meetronde).ended_on
        ends = {
            kind: shift_months(ended_on, months) for kind in OF_MEETRONDE if (months := termijnen.get(kind)) is not None
        }
        over = {kind: day for kind, day in ends.items() if day <= until}
        if Bewaarsoort.INTERVIEWS in over:
            over.pop(Bewaarsoort.OPEN_TEKST, None)  # it goes with them
        for kind, day in over.items():
            if count := _count(session, kind, meetronde.code):
                yield Due(kind, termijnen[kind] or 0, day, count, meetronde, meetronde.code in published)


def _count(session: Session, kind: Bewaarsoort, meetronde_code: str) -> int:
    table = Contactpoging if kind is Bewaarsoort.DEUREN else Interview
    return session.exec(select(func.count()).select_from(table).where(still_there(kind, meetronde_code))).one()


def _of_none(session: Session, termijnen: Bewaartermijnen, until: date) -> Iterator[Due]:
    for kind, tables in OF_KIND.items():
        if (months := termijnen.get(kind)) is None:
            continue
        found = [
            session.exec(
                select(func.count(), func.min(getattr(table, MOMENTS[table]))).where(before(table, months, until))
            ).one()
            for table in tables
        ]
        oldest = [first for count, first in found if count]
        if oldest:
            due_on = shift_months(local_date(min(oldest)), months)
            yield Due(kind, months, due_on, sum(count for count, _ in found))


def _has_words() -> ColumnElement[bool]:
    """Whether anything is left that somebody said or wrote in their own words."""
    return or_(
        _exists(Antwoord, col(Antwoord.code) == OPEN_CODE, col(Antwoord.text) != TAKEN_OUT),
        *(_exists(table) for table in (Fragment, Verzamelnaam, Botsing, Opmerking)),
        _exists(Beoordeling, col(Beoordeling.remark).not_in(("", TAKEN_OUT))),
        _exists(Reactie, col(Reactie.text).not_in(("", TAKEN_OUT))),
        _exists(Correctie, col(Correctie.reason) != TAKEN_OUT),
    )


def _exists(table: type[SQLModel], *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(col(table.interview_id) == Interview.id, *conditions)  # type: ignore[attr-defined]
