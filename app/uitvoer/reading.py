"""Getting the interviews of an export out of the database: in a fresh random order, a batch at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import SystemRandom
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select, type_coerce
from sqlalchemy.types import NullType
from sqlmodel import Session, col, func

from app.domain import antwoorden
from app.domain.antwoorden import OPEN_CODE
from app.domain.vragenlijst import Soort, Vragenlijst
from app.errors import NotFound
from app.models import Antwoord, Huishoudens, Interview, Straat, Uitvoer, Wijk
from app.vragenlijsten import find_vragenlijst

BATCH = 1000
"""Few enough to hold at once, many enough that asking costs nothing beside reading."""

Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Plek:
    """Where an interview was held, and in how many households."""

    wijk: str
    straat: str
    huishoudens: int | None


@dataclass(frozen=True)
class Gesprek:
    """One interview as it leaves, under a number that it has in this export only."""

    number: int
    plek: Plek
    soort: str
    status: str
    vragenlijst: Vragenlijst
    antwoorden: Sequence[antwoorden.Antwoord]


class Selectie:
    """The interviews that were asked for, as they are in this session. Refusals hold no answers, and are counted only.

    No number and no order is the same in two exports: with either, two files could be laid side by side and one more
    wijk or straat be read off. The answers of somebody who said something rare still can.
    """

    def __init__(self, session: Session, uitvoer: Uitvoer) -> None:
        self._session = session
        self._uitvoer = uitvoer
        query = self._where(select(col(Interview.id)), consent=True)
        self._ids = list(session.connection().scalars(query))
        SystemRandom().shuffle(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def interview_ids(self) -> Sequence[UUID]:
        """Which interviews they are, in an order that says nothing of their numbers in the file."""
        return sorted(self._ids)

    def count_refusals(self) -> int:
        """How many people did not want their answers kept."""
        query = self._where(select(func.count()).select_from(Interview), consent=False)
        return int(self._session.connection().execute(query).scalar_one())

    def batches(self) -> Iterator[list[Gesprek]]:
        """All of them, numbered from 1."""
        plekken = self._plekken()
        for start in range(0, len(self._ids), BATCH):
            yield self._read(self._ids[start : start + BATCH], start + 1, plekken)

    def _where(self, query: Query, *, consent: bool) -> Query:
        uitvoer = self._uitvoer
        query = query.where(
            col(Interview.meetronde_code) == uitvoer.meetronde_code,
            col(Interview.status).in_(uitvoer.statuses),
            col(Interview.consent).is_(consent),
        )
        if uitvoer.wijk_code is not None:
            straten = select(col(Straat.id)).where(col(Straat.wijk_code) == uitvoer.wijk_code)
            query = query.where(col(Interview.straat_id).in_(straten))
        return query if uitvoer.soort is None else query.where(col(Interview.soort) == uitvoer.soort)

    def _plekken(self) -> dict[UUID, Plek]:
        of_meetronde = col(Huishoudens.meetronde_code) == self._uitvoer.meetronde_code
        query = (
            select(col(Straat.id), col(Wijk.name), col(Straat.name), col(Huishoudens.count))
            .join(Wijk, col(Wijk.code) == Straat.wijk_code)
            .outerjoin(Huishoudens, and_(col(Huishoudens.straat_id) == Straat.id, of_meetronde))
        )
        rows = self._session.connection().execute(query)
        return {straat_id: Plek(wijk, straat, households) for straat_id, wijk, straat, households in rows}

    def _read(self, ids: Sequence[UUID], first: int, plekken: dict[UUID, Plek]) -> list[Gesprek]:
        columns = (Interview.straat_id, Interview.soort, Interview.vragenlijst_version, Interview.status)
        query = select(col(Interview.id), _as_stored(Interview.id), *map(col, columns)).where(
            col(Interview.id).in_(ids)
        )
        rows = {interview_id: row for interview_id, *row in self._session.connection().execute(query)}
        answers = self._answers(ids)
        found = []
        for number, interview_id in enumerate(ids, start=first):
            stored_id, straat_id, soort, version, status = rows[interview_id]
            vragenlijst = _vragenlijst(soort, version)
            found.append(Gesprek(number, plekken[straat_id], soort, status, vragenlijst, answers.get(stored_id, ())))
        return found

    def _answers(self, ids: Sequence[UUID]) -> dict[object, list[antwoorden.Antwoord]]:
        """What was said in these interviews; text is not even read when it was not asked for."""
        query = select(_as_stored(Antwoord.interview_id), col(Antwoord.vraag), col(Antwoord.code), col(Antwoord.text))
        query = query.where(col(Antwoord.interview_id).in_(ids))
        if not self._uitvoer.with_text:
            query = query.where(col(Antwoord.code) != OPEN_CODE)
        found: dict[object, list[antwoorden.Antwoord]] = {}
        for stored_id, vraag, code, text in self._session.connection().execute(query):
            found.setdefault(stored_id, []).append(antwoorden.Antwoord(vraag, code, text))
        return found


def _as_stored(column: Any) -> ColumnElement[Any]:
    """An id as the database has it: making a UUID of it for every answer takes as long as all the rest of reading."""
    return type_coerce(column, NullType())


def _vragenlijst(soort: str, version: int) -> Vragenlijst:
    vragenlijst = find_vragenlijst(Soort(soort), version)
    if vragenlijst is None:
        raise NotFound(
            f"De vragenlijst {soort}-v{version} is er niet meer. Zet het bestand terug in app/vragenlijsten."
        )
    return vragenlijst
