"""SQL: every GROUP BY of the application. It counts; scores are made of the counts elsewhere."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, SQLColumnExpression, func, literal, select
from sqlmodel import Session, col

from app.domain.vragenlijst import WEET_NIET, WIL_NIET_ZEGGEN
from app.models import Antwoord, Contactpoging, Interview, Status, Straat

COUNTING = (Status.NIEUW, Status.GOEDGEKEURD)
"""Approved and not yet reviewed count; sent back and rejected do not."""


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


@dataclass(frozen=True)
class Antwoordtelling:
    """How many interviews of a kind in an area gave this answer."""

    gebied: str | UUID
    soort: str
    vraag: str
    code: str
    count: int


@dataclass(frozen=True)
class Interviewtelling:
    """How many interviews of a kind and version were held in an area, and how many people refused one."""

    gebied: str | UUID
    soort: str
    version: int
    consent: bool
    count: int


@dataclass(frozen=True)
class Contacttelling:
    """How many contactpogingen in an area ended like this."""

    gebied: str | UUID
    outcome: str
    count: int


def count_antwoorden(
    session: Session, selectie: Selectie, niveau: Niveau, vragen: Collection[str]
) -> list[Antwoordtelling]:
    """Count the answers to these questions per area and kind of interview."""
    area = _area(niveau)
    query = (
        _selected(select(area, col(Interview.soort), col(Antwoord.vraag), col(Antwoord.code), func.count()), selectie)
        .join(Antwoord, col(Antwoord.interview_id) == Interview.id)
        .where(col(Antwoord.vraag).in_(vragen))
        .group_by(*_groups(niveau, area), col(Interview.soort), col(Antwoord.vraag), Antwoord.code)
    )
    return [Antwoordtelling(*row) for row in session.connection().execute(query)]


def count_respondents(
    session: Session, selectie: Selectie, niveau: Niveau, vragen: Collection[str]
) -> dict[tuple[str | UUID, str, str], int]:
    """Count who answered a question with several options, by (area, kind, question): they may give several."""
    area = _area(niveau)
    respondents = func.count(col(Antwoord.interview_id).distinct())
    query = (
        _selected(select(area, col(Interview.soort), col(Antwoord.vraag), respondents), selectie)
        .join(Antwoord, col(Antwoord.interview_id) == Interview.id)
        .where(col(Antwoord.vraag).in_(vragen), col(Antwoord.code).not_in([WEET_NIET, WIL_NIET_ZEGGEN]))
        .group_by(*_groups(niveau, area), col(Interview.soort), col(Antwoord.vraag))
    )
    return {(gebied, soort, vraag): count for gebied, soort, vraag, count in session.connection().execute(query)}


def count_interviews(session: Session, selectie: Selectie, niveau: Niveau) -> list[Interviewtelling]:
    """Count the interviews and refusals per area, kind and version of the questionnaire."""
    area = _area(niveau)
    columns = (col(Interview.soort), col(Interview.vragenlijst_version), col(Interview.consent))
    query = _selected(select(area, *columns, func.count()), selectie).group_by(*_groups(niveau, area), *columns)
    return [Interviewtelling(*row) for row in session.connection().execute(query)]


def count_contactpogingen(session: Session, selectie: Selectie, niveau: Niveau) -> list[Contacttelling]:
    """Count the contactpogingen per area and outcome; what was withdrawn does not count, and nothing is reviewed."""
    area = _area(niveau)
    query = (
        _within(select(area, col(Contactpoging.outcome), func.count()), Contactpoging, selectie)
        .where(col(Contactpoging.withdrawn_at).is_(None))
        .group_by(*_groups(niveau, area), col(Contactpoging.outcome))
    )
    return [Contacttelling(*row) for row in session.connection().execute(query)]


def _selected(query: Select[Any], selectie: Selectie) -> Select[Any]:
    statuses = [Status.GOEDGEKEURD] if selectie.approved_only else COUNTING
    return _within(query, Interview, selectie).where(col(Interview.status).in_(statuses))


def _within(query: Select[Any], table: type[Interview] | type[Contactpoging], selectie: Selectie) -> Select[Any]:
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
