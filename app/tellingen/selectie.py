"""Which interviews and doors are counted, and the beginning of every query that counts them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlmodel import Session, col

from app.domain.vragenlijst import WEET_NIET, WIL_NIET_ZEGGEN
from app.models import Antwoord, Contactpoging, Interview, Status, Straat, Uitzondering

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


def left_out(meetronde_code: str, *others: str) -> Query:
    """The straten that take part in none of these meetronden: what is heard there enters no figure."""
    query = select(col(Uitzondering.straat_id)).where(col(Uitzondering.meetronde_code) == meetronde_code)
    return query.where(*(col(Uitzondering.straat_id).in_(left_out(other)) for other in others))


def rows(session: Session, query: Query) -> Iterable[Row[*tuple[Any, ...]]]:
    return session.connection().execute(query)


def said(query: Query, selectie: Selectie) -> Query:
    return within(query, Interview, selectie).join(Antwoord, col(Antwoord.interview_id) == Interview.id)


def held(query: Query, selectie: Selectie) -> Query:
    """Of the interviews that count, and that were held."""
    return counting(query, selectie).where(col(Interview.consent))


def counting(query: Query, selectie: Selectie) -> Query:
    """Of the interviews that count, and of the refusals."""
    query = within(query, Interview, selectie).where(col(Interview.status).in_(selectie.statuses))
    return query.where(col(Interview.straat_id).not_in(left_out(selectie.meetronde_code)))


def doors(query: Query, selectie: Selectie) -> Query:
    """Of the contactpogingen that count."""
    query = within(query, Contactpoging, selectie).where(col(Contactpoging.withdrawn_at).is_(None))
    return query.where(col(Contactpoging.straat_id).not_in(left_out(selectie.meetronde_code)))


def within(query: Query, table: type[Interview] | type[Contactpoging], selectie: Selectie) -> Query:
    query = query.select_from(table).where(col(table.meetronde_code) == selectie.meetronde_code)
    if selectie.wijk_code is not None:
        # As a list of straten: only then SQLite uses the index, instead of reading the whole meetronde.
        straten = select(col(Straat.id)).where(col(Straat.wijk_code) == selectie.wijk_code)
        query = query.where(col(table.straat_id).in_(straten))
    if selectie.straat_ids is not None:
        query = query.where(col(table.straat_id).in_(selectie.straat_ids))
    return query
