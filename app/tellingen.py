"""SQL: every GROUP BY behind a figure. It counts; scores are made of the counts elsewhere.

Doors are counted when somebody asks. Interviews are counted as they come in (`telstand`), and only counted again here
to see whether that went well.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, and_, case, exists, func, literal, select
from sqlmodel import Session, col

from app.domain.antwoorden import OPEN_CODE
from app.domain.vragenlijst import WEET_NIET, WIL_NIET_ZEGGEN
from app.models import (
    Antwoord,
    Contactpoging,
    Doel,
    Fragment,
    Huishoudens,
    Indeling,
    Interview,
    Status,
    Straat,
    Uitzondering,
    Verzamelnaam,
)
from app.statements import occurs_in

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
    """Which interviews are counted: of one meetronde, in one wijk or everywhere."""

    meetronde_code: str
    wijk_code: str | None = None
    approved_only: bool = False

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


@dataclass(frozen=True)
class Contacttelling:
    """How many contactpogingen in an area ended like this."""

    gebied: str | UUID
    outcome: str
    count: int


@dataclass(frozen=True)
class Plantelling:
    """What a meetronde expects in a wijk: households, or interviews of a kind. In how many straten, and how many.

    Straten that do not take part are not in it.
    """

    meetronde_code: str
    wijk_code: str
    column: str
    straten: int
    total: int


@dataclass(frozen=True)
class Fragmenttelling:
    """In how many interviews of a straat a passage is about a thema, and how many of those passages are a citaat."""

    straat_id: UUID
    thema_code: str
    interviews: int
    citaten: int


@dataclass(frozen=True)
class Teksttelling:
    """How many people gave this open answer: as they wrote it, and as it is searched."""

    text: str
    folded: str
    count: int


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


def left_out(meetronde_code: str, *others: str) -> Query:
    """The straten that take part in none of these meetronden: what is heard there enters no figure."""
    query = select(col(Uitzondering.straat_id)).where(col(Uitzondering.meetronde_code) == meetronde_code)
    return query.where(*(col(Uitzondering.straat_id).in_(left_out(other)) for other in others))


def count_contactpogingen(session: Session, selectie: Selectie, niveau: Niveau) -> list[Contacttelling]:
    """Count the contactpogingen per area and outcome; what was withdrawn does not count, and nothing is reviewed."""
    area = _area(niveau)
    query = (
        _within(select(area, col(Contactpoging.outcome), func.count()), Contactpoging, selectie)
        .where(col(Contactpoging.withdrawn_at).is_(None))
        .where(col(Contactpoging.straat_id).not_in(left_out(selectie.meetronde_code)))
        .group_by(*_groups(niveau, area), col(Contactpoging.outcome))
    )
    return [Contacttelling(*row) for row in _rows(session, query)]


def count_straten(session: Session) -> dict[str, int]:
    """How many straten that are in use each wijk has, by its code; a wijk without any is not in it."""
    in_use = (col(Straat.retired_at).is_(None), col(Straat.merged_into_id).is_(None))
    query = select(col(Straat.wijk_code), func.count()).where(*in_use).group_by(col(Straat.wijk_code))
    return {row[0]: row[1] for row in _rows(session, query)}


def count_plans(session: Session, households: str) -> list[Plantelling]:
    """Add up, per meetronde and wijk, the doelen of each kind and the households; `households` is the name of those."""
    found = []
    for table, column in ((Huishoudens, literal(households)), (Doel, col(Doel.soort))):
        columns = (col(table.meetronde_code), col(Straat.wijk_code), *([] if table is Huishoudens else [column]))
        left_out_there = exists().where(
            col(Uitzondering.meetronde_code) == table.meetronde_code, col(Uitzondering.straat_id) == table.straat_id
        )
        query = (
            select(col(table.meetronde_code), col(Straat.wijk_code), column, func.count(), func.sum(col(table.count)))
            .join(Straat, col(Straat.id) == table.straat_id)
            .where(~left_out_there)
            .group_by(*columns)
        )
        found += [Plantelling(*row) for row in _rows(session, query)]
    return found


def count_per_meetronde(
    session: Session, table: type[Interview] | type[Contactpoging], straat_id: UUID
) -> dict[str, int]:
    """How many interviews, or contactpogingen, there are of a straat in each meetronde, whatever became of them."""
    query = select(col(table.meetronde_code), func.count()).where(col(table.straat_id) == straat_id)
    return {row[0]: row[1] for row in _rows(session, query.group_by(col(table.meetronde_code)))}


def count_per_straat(session: Session, meetronde_code: str) -> dict[UUID, int]:
    """How many interviews there are of a meetronde in each straat, whatever became of them."""
    query = select(col(Interview.straat_id), func.count()).where(col(Interview.meetronde_code) == meetronde_code)
    return {row[0]: row[1] for row in _rows(session, query.group_by(col(Interview.straat_id)))}


def count_fragmenten(session: Session, selectie: Selectie) -> list[Fragmenttelling]:
    """Count per straat and thema what was marked in answers and still stands in them."""
    columns = (col(Interview.straat_id), col(Indeling.thema_code))
    interviews = func.count(col(Fragment.interview_id).distinct())
    query = select(*columns, interviews, func.count(case((col(Fragment.is_citaat), col(Fragment.id)))))
    query = (
        _open_answers(query, selectie)
        .join(Fragment, and_(*is_marked_in(session)))
        .join(Indeling, col(Indeling.fragment_id) == Fragment.id)
        .group_by(*columns)
    )
    return [Fragmenttelling(*row) for row in _rows(session, query)]


def count_verzamelnamen(session: Session, selectie: Selectie, vraag: str) -> list[tuple[str, int]]:
    """How many answers to a question are counted under each name, the most first."""
    query = _open_answers(select(col(Verzamelnaam.name), func.count()), selectie)
    query = query.join(Verzamelnaam, and_(*_has_name())).where(col(Antwoord.vraag) == vraag)
    query = query.group_by(col(Verzamelnaam.name)).order_by(func.count().desc(), col(Verzamelnaam.name))
    return [(name, count) for name, count in _rows(session, query)]


def count_unnamed(session: Session, selectie: Selectie, vraag: str, limit: int) -> list[Teksttelling]:
    """The answers to a question that have no verzamelnaam yet, the same ones counted together, the most first."""
    columns = (col(Antwoord.text), col(Antwoord.folded))
    query = _open_answers(select(*columns, func.count()), selectie).outerjoin(Verzamelnaam, and_(*_has_name()))
    query = query.where(col(Antwoord.vraag) == vraag, col(Verzamelnaam.name).is_(None)).group_by(*columns)
    query = query.order_by(func.count().desc(), col(Antwoord.folded), col(Antwoord.text)).limit(limit)
    return [Teksttelling(*row) for row in _rows(session, query)]


def is_marked_in(session: Session) -> tuple[ColumnElement[bool], ...]:
    """What makes a fragment one of an open answer: it stands there, letter for letter."""
    return (
        col(Fragment.interview_id) == Antwoord.interview_id,
        col(Fragment.vraag) == Antwoord.vraag,
        occurs_in(session, col(Fragment.text), col(Antwoord.text)),
    )


_KEY = (col(Interview.meetronde_code), col(Interview.straat_id), col(Interview.soort), col(Interview.status))


def _rows(session: Session, query: Query) -> Iterable[Row[*tuple[Any, ...]]]:
    return session.connection().execute(query)


def _said(query: Query, selectie: Selectie) -> Query:
    return _within(query, Interview, selectie).join(Antwoord, col(Antwoord.interview_id) == Interview.id)


def _open_answers(query: Query, selectie: Selectie) -> Query:
    return _said(query, selectie).where(
        col(Antwoord.code) == OPEN_CODE,
        col(Interview.status).in_(selectie.statuses),
    )


def _has_name() -> tuple[ColumnElement[bool], ...]:
    return col(Verzamelnaam.interview_id) == Antwoord.interview_id, col(Verzamelnaam.vraag) == Antwoord.vraag


def _within(query: Query, table: type[Interview] | type[Contactpoging], selectie: Selectie) -> Query:
    query = (
        query.select_from(table)
        .join(Straat, col(Straat.id) == table.straat_id)
        .where(col(table.meetronde_code) == selectie.meetronde_code)
    )
    if selectie.wijk_code is not None:
        # As a list of straten: only then SQLite uses the index, instead of reading the whole meetronde.
        straten = select(col(Straat.id)).where(col(Straat.wijk_code) == selectie.wijk_code)
        query = query.where(col(table.straat_id).in_(straten))
    return query


def _area(niveau: Niveau) -> SQLColumnExpression[Any]:
    match niveau:
        case Niveau.TOTAAL:
            return literal("")
        case Niveau.WIJK:
            return col(Straat.wijk_code)
        case Niveau.STRAAT:
            return col(Straat.id)


def _groups(niveau: Niveau, area: SQLColumnExpression[Any]) -> list[SQLColumnExpression[Any]]:
    return [] if niveau is Niveau.TOTAAL else [area]
