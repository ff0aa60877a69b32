"""The queue itself: counted, in order, page by page, and what stands beside an interview in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlmodel import Session, col

from app.domain.opvallend import in_words
from app.domain.reden import Reden
from app.domain.vragenlijst import Soort
from app.models import Aanleiding, Interview, Status, Straat, Wijk
from app.vragenlijsten import find_vragenlijst
from app.wachtrij.keuze import Wachtrijkeuze
from app.wachtrij.redenen import Query
from app.wachtrij.redenen import reasons as reasons_in


@dataclass(frozen=True)
class Wachtende:
    """One interview that waits, with where it was held and every reason to look at it in words."""

    interview: Interview
    straat: Straat
    wijk: Wijk
    redenen: Sequence[str] = ()


@dataclass(frozen=True)
class Stand:
    """How many wait: with a reason, per reden (an interview with two counts in both), and without any.

    `sent_back` wait for their interviewer.
    """

    flagged: int
    per_reden: Mapping[Reden, int]
    clean: int
    sent_back: int


@dataclass(frozen=True)
class Buren:
    """What stands before and after an interview in the queue; None at the ends, or when it does not wait."""

    previous_id: UUID | None = None
    next_id: UUID | None = None


class Wachtrij:
    """The queue as it is in this transaction."""

    def __init__(self, session: Session, keuze: Wachtrijkeuze) -> None:
        self._session = session
        self._keuze = keuze
        self._reasons = reasons_in(session, keuze)

    def count(self) -> Stand:
        """How many wait in the meetronde and wijk, whatever the reden that was chosen."""
        # In one pass: going through everything that waits takes longer than all the rest.
        reasons = self._reasons.c
        has = {reden: func.max(case((reasons.reden == str(reden), 1), else_=0)) for reden in Reden}
        columns = (func.min(reasons.status).label("status"), *(flag.label(str(reden)) for reden, flag in has.items()))
        each = select(*columns).group_by(reasons.interview_id).subquery().c
        sums = (func.sum(each[str(reden)]) for reden in Reden)
        counted = select(func.count(), func.count().filter(each.status == str(Status.NIEUW)), *sums)
        [(flagged, new, *counts)] = self._rows(counted)
        per_reden = {reden: int(count) for reden, count in zip(Reden, counts, strict=True) if count}
        waiting = self._count_interviews(Status.NIEUW)
        sent_back = self._count_interviews(Status.TERUGGESTUURD)
        return Stand(flagged, per_reden, waiting - new, sent_back)

    def page(self, limit: int, offset: int = 0) -> list[Wachtende]:
        """At most so many of them, the gravest first and of those the oldest day."""
        query = self._grouped(self._reasons.c.interview_id).order_by(*self._order()).limit(limit).offset(offset)
        return self._read([interview_id for (interview_id,) in self._rows(query)])

    def around(self, interview_id: UUID) -> Buren:
        """What stands next to this one."""
        place = func.row_number().over(order_by=self._order())
        ordered = self._grouped(self._reasons.c.interview_id, place.label("place")).subquery().c
        of_type = {"type_": ordered.interview_id.type}
        before = func.lag(ordered.interview_id, **of_type).over(order_by=ordered.place)
        after = func.lead(ordered.interview_id, **of_type).over(order_by=ordered.place)
        placed = select(ordered.interview_id, before.label("before"), after.label("after")).subquery()
        found = self._session.execute(
            select(placed.c.before, placed.c.after).where(placed.c.interview_id == interview_id)
        ).first()
        return Buren(*found) if found else Buren()

    def redenen_of(self, interview: Interview) -> list[str]:
        """Why this one waits, in words; nothing when it is clean or does not wait."""
        return self._words([interview]).get(interview.id, [])

    def double_of(self, interview: Interview) -> UUID | None:
        """The interview that this one may be a double of."""
        query = select(col(Aanleiding.other_id)).where(
            col(Aanleiding.interview_id) == interview.id, col(Aanleiding.reden) == str(Reden.DUBBEL)
        )
        return self._session.scalar(query)

    def clean(self, limit: int, among: Sequence[UUID] | None = None) -> list[Wachtende]:
        """At most so many without any reason, the oldest day first; `among` these, if they are named."""
        query = self._interviews().where(
            *self._keuze.holds(), col(Interview.id).not_in(select(self._reasons.c.interview_id))
        )
        if among is not None:
            query = query.where(col(Interview.id).in_(among))
        query = query.order_by(col(Interview.date), col(Interview.id)).limit(limit)
        return [Wachtende(*row) for row in self._rows(query)]

    def named(self, ids: Sequence[UUID]) -> list[Wachtende]:
        """These interviews with where they were held, whether they wait or not."""
        query = self._interviews().where(col(Interview.id).in_(ids)).order_by(col(Interview.date), col(Interview.id))
        return [Wachtende(*row) for row in self._rows(query)]

    def _count_interviews(self, status: Status) -> int:
        query = select(func.count()).select_from(Interview).where(*self._keuze.within())
        return self._session.scalar(query.where(col(Interview.status) == str(status))) or 0

    def _order(self) -> tuple[ColumnElement[Any], ...]:
        """What puts one interview before another, of all the reasons of each."""
        reasons = self._reasons.c
        weight = func.sum(case({str(reden): reden.weight for reden in Reden}, value=reasons.reden))
        return weight.desc(), func.min(reasons.date), reasons.interview_id

    def _grouped(self, *columns: ColumnElement[Any]) -> Query:
        """Every interview of this part of the queue, its reasons together."""
        reasons = self._reasons.c
        query = select(*columns).group_by(reasons.interview_id)
        if self._keuze.reden is not None:
            chosen = select(reasons.interview_id).where(reasons.reden == str(self._keuze.reden))
            query = query.where(reasons.interview_id.in_(chosen))
        return query

    def _read(self, ids: Sequence[UUID]) -> list[Wachtende]:
        rows = {row[0].id: row for row in self._rows(self._interviews().where(col(Interview.id).in_(ids)))}
        words = self._words([interview for interview, *_ in rows.values()])
        return [replace(Wachtende(*rows[each]), redenen=words[each]) for each in ids]

    def _interviews(self) -> Query:
        query = select(Interview, Straat, Wijk).join(Straat, col(Straat.id) == Interview.straat_id)
        return query.join(Wijk, col(Wijk.code) == Straat.wijk_code)

    def _words(self, interviews: Sequence[Interview]) -> dict[UUID, list[str]]:
        """The reasons of each, the gravest first."""
        by_id = {interview.id: interview for interview in interviews}
        # Looked for among these alone: SQLite would otherwise go through everything that waits.
        reasons = reasons_in(self._session, replace(self._keuze, only=tuple(by_id))).c
        rows = self._rows(select(reasons.interview_id, reasons.reden, reasons.vraag, reasons.seconds))
        words: dict[UUID, list[str]] = {}
        for interview_id, code, vraag, seconds in sorted(rows, key=lambda row: (-Reden(row[1]).weight, row[2])):
            place = _question(by_id[interview_id], vraag)
            words.setdefault(interview_id, []).append(in_words(Reden(code), place, seconds))
        return words

    def _rows(self, query: Query) -> Iterator[Any]:
        yield from self._session.execute(query)


def _question(interview: Interview, vraag: str) -> str:
    """The text of this question, empty for none; a questionnaire that is gone leaves its key."""
    vragenlijst = find_vragenlijst(Soort(interview.soort), interview.vragenlijst_version)
    known = vragenlijst.by_key.get(vraag) if vragenlijst else None
    return known.text if known else vraag
