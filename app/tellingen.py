"""SQL: every GROUP BY behind a figure. It counts; scores are made of the counts elsewhere.

What was answered is counted as it comes in (`telstand`), and only counted again here to see whether that went well.
How many interviews and doors there are is counted when somebody asks: from an index and grouped in its order, for
anything else takes ten times as long.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, Select, func, literal, select
from sqlmodel import Session, col

from app.domain.antwoorden import OPEN_CODE
from app.domain.vragenlijst import WEET_NIET, WIL_NIET_ZEGGEN
from app.models import Antwoord, Contactpoging, Contactuitkomst, Doel, Huishoudens, Interview, Status, Straat

Query = Select[*tuple[Any, ...]]

COUNTING = (Status.NIEUW, Status.GOEDGEKEURD)
"""Approved and not yet reviewed count; sent back and rejected do not."""

NO_ANSWER = (WEET_NIET, WIL_NIET_ZEGGEN)
"""What somebody says who does not answer the question."""


class Niveau(Enum):
    """Over which areas is counted."""

    TOTAAL = "totaal"
    WIJK = "wijk"
    STRAAT = "straat"


@dataclass(frozen=True)
class Selectie:
    """Which interviews are counted: of one meetronde, in one wijk or everywhere, or only in some straten."""

    meetronde_code: str
    wijk_code: str | None = None
    approved_only: bool = False
    straat_ids: tuple[UUID, ...] | None = None

    @property
    def statuses(self) -> tuple[Status, ...]:
        """Which interviews count. Counting again is done for every status, each by itself."""
        return (Status.GOEDGEKEURD,) if self.approved_only else COUNTING


class Key(NamedTuple):
    """Of which interviews the answers are counted together, and so what a row of the telstand is about."""

    meetronde_code: str
    straat_id: UUID
    soort: str
    status: str


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


@dataclass(frozen=True)
class Plantelling:
    """What a meetronde expects in a wijk: households, or interviews of a kind. In how many straten, and how many."""

    meetronde_code: str
    wijk_code: str
    column: str
    straten: int
    total: int


def recount_interviews(session: Session, selectie: Selectie) -> list[tuple[Key, int, bool, int]]:
    """Count the interviews and refusals per key, version of the questionnaire and consent."""
    columns = (*_KEY, col(Interview.vragenlijst_version), col(Interview.consent))
    query = _within(select(*columns, func.count()), Interview, selectie).group_by(*columns)
    return [(Key(*key), version, consent, count) for *key, version, consent, count in _rows(session, query)]


def recount_respondents(session: Session, selectie: Selectie) -> list[tuple[Key, str, int]]:
    """Count who answered each question, per key: of several options one person may give several."""
    columns = (*_KEY, col(Antwoord.vraag))
    query = _said(select(*columns, func.count(col(Antwoord.interview_id).distinct())), selectie)
    query = query.where(col(Antwoord.code).not_in(NO_ANSWER)).group_by(*columns)
    return [(Key(*key), vraag, count) for *key, vraag, count in _rows(session, query)]


def recount_antwoorden(session: Session, selectie: Selectie) -> list[tuple[Key, str, str, int]]:
    """Count each answer to each question per key; an open answer is nobody else's, and not counted."""
    columns = (*_KEY, col(Antwoord.vraag), col(Antwoord.code))
    query = _said(select(*columns, func.count()), selectie).where(col(Antwoord.code) != OPEN_CODE).group_by(*columns)
    return [(Key(*key), vraag, code, count) for *key, vraag, code, count in _rows(session, query)]


def count_held(session: Session, selectie: Selectie) -> dict[tuple[UUID, str], Gehouden]:
    """Count the interviews that count and the refusals, by straat and kind."""
    columns, consent = (col(Interview.straat_id), col(Interview.soort)), col(Interview.consent)
    query = select(*columns, func.count().filter(consent), func.count().filter(~consent))
    rows = _rows(session, _counting(query, selectie).group_by(*columns))
    return {(straat_id, soort): Gehouden(held, refused) for straat_id, soort, held, refused in rows}


def count_contactpogingen(session: Session, selectie: Selectie) -> list[Contacttelling]:
    """Count the contactpogingen per straat and outcome; what was withdrawn does not count, and nothing is reviewed."""
    columns = (col(Contactpoging.straat_id), col(Contactpoging.outcome))
    query = _doors(select(*columns, func.count()), selectie).group_by(*columns)
    return [Contacttelling(*row) for row in _rows(session, query)]


def count_all_contactpogingen(session: Session, selectie: Selectie) -> dict[Contactuitkomst, int]:
    """Count the same contactpogingen by outcome alone, of all straten together."""
    outcomes = list(Contactuitkomst)
    # One pass with a counter for each: grouped, they would be sorted first.
    counters = [func.count().filter(col(Contactpoging.outcome) == str(outcome)) for outcome in outcomes]
    [counts] = _rows(session, _doors(select(*counters), selectie))
    return {outcome: count for outcome, count in zip(outcomes, counts, strict=True) if count}


def count_work(session: Session, selectie: Selectie) -> list[Werktelling]:
    """Count the interviews that count, by interviewer and kind."""
    columns = (col(Interview.interviewer_id), col(Interview.soort))
    query = _held(select(*columns, func.max(col(Interview.date)), func.count()), selectie).group_by(*columns)
    return [Werktelling(*row) for row in _rows(session, query)]


def count_days(session: Session, selectie: Selectie, first: date, last: date) -> list[Dagtelling]:
    """Count the interviews that count from one day up to and including another, by day, interviewer and kind."""
    columns = (col(Interview.date), col(Interview.interviewer_id), col(Interview.soort))
    query = _held(select(*columns, func.count()), selectie).where(col(Interview.date).between(first, last))
    return [Dagtelling(*row) for row in _rows(session, query.group_by(*columns))]


def count_received(session: Session, selectie: Selectie, since: datetime) -> dict[tuple[UUID, str], int]:
    """Count the interviews that count and came in after this moment, by straat and kind."""
    columns = (col(Interview.straat_id), col(Interview.soort))
    query = _held(select(*columns, func.count()), selectie).where(col(Interview.received_at) > since)
    return {(straat_id, soort): count for straat_id, soort, count in _rows(session, query.group_by(*columns))}


def count_interviews_on(session: Session, selectie: Selectie, day: date) -> list[Daginterviews]:
    """Count the interviews that count, and the refusals, of one day."""
    columns = (
        col(Interview.straat_id),
        col(Interview.interviewer_id),
        col(Interview.soort),
        col(Interview.consent),
    )
    query = _counting(select(*columns, func.count()), selectie).where(col(Interview.date) == day)
    return [Daginterviews(*row) for row in _rows(session, query.group_by(*columns))]


def count_doors_between(session: Session, selectie: Selectie, begin: datetime, end: datetime) -> list[Dagdeuren]:
    """Count the contactpogingen from this moment on and before that one; what was withdrawn does not count."""
    columns = (col(Contactpoging.straat_id), col(Contactpoging.interviewer_id), col(Contactpoging.outcome))
    query = _doors(select(*columns, func.count()), selectie).where(
        col(Contactpoging.happened_at) >= begin, col(Contactpoging.happened_at) < end
    )
    return [Dagdeuren(*row) for row in _rows(session, query.group_by(*columns))]


def count_straten(session: Session) -> dict[str, int]:
    """How many straten each wijk has, by its code; a wijk without any is not in it."""
    query = select(col(Straat.wijk_code), func.count()).group_by(col(Straat.wijk_code))
    return {row[0]: row[1] for row in _rows(session, query)}


def count_plans(session: Session, households: str) -> list[Plantelling]:
    """Add up, per meetronde and wijk, the doelen of each kind and the households; `households` is the name of those."""
    found = []
    for table, column in ((Huishoudens, literal(households)), (Doel, col(Doel.soort))):
        columns = (col(table.meetronde_code), col(Straat.wijk_code), *([] if table is Huishoudens else [column]))
        query = (
            select(col(table.meetronde_code), col(Straat.wijk_code), column, func.count(), func.sum(col(table.count)))
            .join(Straat, col(Straat.id) == table.straat_id)
            .group_by(*columns)
        )
        found += [Plantelling(*row) for row in _rows(session, query)]
    return found


_KEY = (col(Interview.meetronde_code), col(Interview.straat_id), col(Interview.soort), col(Interview.status))


def _rows(session: Session, query: Query) -> Iterable[Row[*tuple[Any, ...]]]:
    return session.connection().execute(query)


def _said(query: Query, selectie: Selectie) -> Query:
    return _within(query, Interview, selectie).join(Antwoord, col(Antwoord.interview_id) == Interview.id)


def _held(query: Query, selectie: Selectie) -> Query:
    """Of the interviews that count, and that were held."""
    return _counting(query, selectie).where(col(Interview.consent))


def _counting(query: Query, selectie: Selectie) -> Query:
    """Of the interviews that count, and of the refusals."""
    return _within(query, Interview, selectie).where(col(Interview.status).in_(selectie.statuses))


def _doors(query: Query, selectie: Selectie) -> Query:
    """Of the contactpogingen that count."""
    return _within(query, Contactpoging, selectie).where(col(Contactpoging.withdrawn_at).is_(None))


def _within(query: Query, table: type[Interview] | type[Contactpoging], selectie: Selectie) -> Query:
    query = query.select_from(table).where(col(table.meetronde_code) == selectie.meetronde_code)
    if selectie.wijk_code is not None:
        # As a list of straten: only then SQLite uses the index, instead of reading the whole meetronde.
        straten = select(col(Straat.id)).where(col(Straat.wijk_code) == selectie.wijk_code)
        query = query.where(col(table.straat_id).in_(straten))
    if selectie.straat_ids is not None:
        query = query.where(col(table.straat_id).in_(selectie.straat_ids))
    return query
