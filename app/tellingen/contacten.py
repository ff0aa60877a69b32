"""How many interviews were held and doors were tried: where, by whom, and when.

Counted when somebody asks, from an index and grouped in its order: anything else takes ten times as long.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.models import Contactpoging, Contactuitkomst, Interview
from app.tellingen.selectie import Selectie, counting, doors, held, rows


class Gehouden(NamedTuple):
    """How many interviews were held, and how many people refused one."""

    interviews: int
    refusals: int


NOBODY = Gehouden(0, 0)


@dataclass(frozen=True)
class Contacttelling:
    """How many contactpogingen in a straat ended like this."""

    straat_id: UUID
    outcome: str
    count: int


@dataclass(frozen=True)
class Werktelling:
    """How many interviews of a kind an interviewer held in a meetronde, and the last day; None is another system."""

    interviewer_id: UUID | None
    soort: str
    last_day: date
    count: int


@dataclass(frozen=True)
class Dagtelling:
    """How many interviews of a kind an interviewer held on a day; None is another system."""

    day: date
    interviewer_id: UUID | None
    soort: str
    count: int


@dataclass(frozen=True)
class Daginterviews:
    """How many interviews of a kind, or refusals of one, an interviewer brought from a straat on one day."""

    straat_id: UUID
    interviewer_id: UUID | None
    soort: str
    consent: bool
    count: int


@dataclass(frozen=True)
class Dagdeuren:
    """How many doors in a straat ended like this for an interviewer on one day."""

    straat_id: UUID
    interviewer_id: UUID
    outcome: str
    count: int


def count_held(session: Session, selectie: Selectie) -> dict[tuple[UUID, str], Gehouden]:
    """Count the interviews that count and the refusals, by straat and kind."""
    columns, consent = (col(Interview.straat_id), col(Interview.soort)), col(Interview.consent)
    query = select(*columns, func.count().filter(consent), func.count().filter(~consent))
    counted = rows(session, counting(query, selectie).group_by(*columns))
    return {(straat_id, soort): Gehouden(held, refused) for straat_id, soort, held, refused in counted}


def count_contactpogingen(session: Session, selectie: Selectie) -> list[Contacttelling]:
    """Count the contactpogingen per straat and outcome; what was withdrawn does not count, and nothing is reviewed."""
    columns = (col(Contactpoging.straat_id), col(Contactpoging.outcome))
    query = doors(select(*columns, func.count()), selectie).group_by(*columns)
    return [Contacttelling(*row) for row in rows(session, query)]


def count_all_contactpogingen(session: Session, selectie: Selectie) -> dict[Contactuitkomst, int]:
    """Count the same contactpogingen by outcome alone, of all straten together."""
    outcomes = list(Contactuitkomst)
    # One pass with a counter for each: grouped, they would be sorted first.
    counters = [func.count().filter(col(Contactpoging.outcome) == str(outcome)) for outcome in outcomes]
    [counts] = rows(session, doors(select(*counters), selectie))
    return {outcome: count for outcome, count in zip(outcomes, counts, strict=True) if count}


def count_work(session: Session, selectie: Selectie) -> list[Werktelling]:
    """Count the interviews that count, by interviewer and kind."""
    columns = (col(Interview.interviewer_id), col(Interview.soort))
    query = held(select(*columns, func.max(col(Interview.date)), func.count()), selectie).group_by(*columns)
    return [Werktelling(*row) for row in rows(session, query)]


def count_days(session: Session, selectie: Selectie, first: date, last: date) -> list[Dagtelling]:
    """Count the interviews that count from one day up to and including another, by day, interviewer and kind."""
    columns = (col(Interview.date), col(Interview.interviewer_id), col(Interview.soort))
    query = held(select(*columns, func.count()), selectie).where(col(Interview.date).between(first, last))
    return [Dagtelling(*row) for row in rows(session, query.group_by(*columns))]


def count_received(session: Session, selectie: Selectie, since: datetime) -> dict[tuple[UUID, str], int]:
    """Count the interviews that count and came in after this moment, by straat and kind."""
    columns = (col(Interview.straat_id), col(Interview.soort))
    query = held(select(*columns, func.count()), selectie).where(col(Interview.received_at) > since)
    return {(straat_id, soort): count for straat_id, soort, count in rows(session, query.group_by(*columns))}


def count_interviews_on(session: Session, selectie: Selectie, day: date) -> list[Daginterviews]:
    """Count the interviews that count, and the refusals, of one day."""
    columns = (
        col(Interview.straat_id),
        col(Interview.interviewer_id),
        col(Interview.soort),
        col(Interview.consent),
    )
    query = counting(select(*columns, func.count()), selectie).where(col(Interview.date) == day)
    return [Daginterviews(*row) for row in rows(session, query.group_by(*columns))]


def count_doors_between(session: Session, selectie: Selectie, begin: datetime, end: datetime) -> list[Dagdeuren]:
    """Count the contactpogingen from this moment on and before that one; what was withdrawn does not count."""
    columns = (col(Contactpoging.straat_id), col(Contactpoging.interviewer_id), col(Contactpoging.outcome))
    query = doors(select(*columns, func.count()), selectie).where(
        col(Contactpoging.happened_at) >= begin, col(Contactpoging.happened_at) < end
    )
    return [Dagdeuren(*row) for row in rows(session, query.group_by(*columns))]


def count_per_meetronde(
    session: Session, table: type[Interview] | type[Contactpoging], straat_id: UUID
) -> dict[str, int]:
    """How many interviews, or contactpogingen, there are of a straat in each meetronde, whatever became of them."""
    query = select(col(table.meetronde_code), func.count()).where(col(table.straat_id) == straat_id)
    return {row[0]: row[1] for row in rows(session, query.group_by(col(table.meetronde_code)))}


def count_per_straat(
    session: Session, table: type[Interview] | type[Contactpoging], meetronde_code: str
) -> dict[UUID, int]:
    """The same of a meetronde in each straat."""
    query = select(col(table.straat_id), func.count()).where(col(table.meetronde_code) == meetronde_code)
    return {row[0]: row[1] for row in rows(session, query.group_by(col(table.straat_id)))}
