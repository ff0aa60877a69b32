"""What was marked in open answers, and under which name answers to “anders” are counted."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlmodel import Session, col

from app.domain.antwoorden import OPEN_CODE
from app.models import Antwoord, Fragment, Indeling, Interview, Verzamelnaam
from app.statements import occurs_in
from app.tellingen.selectie import Query, Selectie, rows, said


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
    return [Fragmenttelling(*row) for row in rows(session, query)]


def count_verzamelnamen(session: Session, selectie: Selectie, vraag: str) -> list[tuple[str, int]]:
    """How many answers to a question are counted under each name, the most first."""
    query = _open_answers(select(col(Verzamelnaam.name), func.count()), selectie)
    query = query.join(Verzamelnaam, and_(*_has_name())).where(col(Antwoord.vraag) == vraag)
    query = query.group_by(col(Verzamelnaam.name)).order_by(func.count().desc(), col(Verzamelnaam.name))
    return [(name, count) for name, count in rows(session, query)]


def count_unnamed(session: Session, selectie: Selectie, vraag: str, limit: int) -> list[Teksttelling]:
    """The answers to a question that have no verzamelnaam yet, the same ones counted together, the most first."""
    columns = (col(Antwoord.text), col(Antwoord.folded))
    query = _open_answers(select(*columns, func.count()), selectie).outerjoin(Verzamelnaam, and_(*_has_name()))
    query = query.where(col(Antwoord.vraag) == vraag, col(Verzamelnaam.name).is_(None)).group_by(*columns)
    query = query.order_by(func.count().desc(), col(Antwoord.folded), col(Antwoord.text)).limit(limit)
    return [Teksttelling(*row) for row in rows(session, query)]


def is_marked_in(session: Session) -> tuple[ColumnElement[bool], ...]:
    """What makes a fragment one of an open answer: it stands there, letter for letter."""
    return (
        col(Fragment.interview_id) == Antwoord.interview_id,
        col(Fragment.vraag) == Antwoord.vraag,
        occurs_in(session, col(Fragment.text), col(Antwoord.text)),
    )


def _open_answers(query: Query, selectie: Selectie) -> Query:
    return said(query, selectie).where(
        col(Antwoord.code) == OPEN_CODE,
        col(Interview.status).in_(selectie.statuses),
    )


def _has_name() -> tuple[ColumnElement[bool], ...]:
    return col(Verzamelnaam.interview_id) == Antwoord.interview_id, col(Verzamelnaam.vraag) == Antwoord.vraag
