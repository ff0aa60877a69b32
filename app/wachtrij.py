"""The queue of the review: which interviews of a meetronde somebody should look at first, and which are clean.

Nothing is kept of the order: it follows from the aanleidingen, from how quick others of the kind were, and from the
dates of the meetronde as they are when the queue is asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    case,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlmodel import Session, col

from app.domain.opvallend import hurried_below, in_words
from app.domain.reden import Reden
from app.domain.vragenlijst import Soort
from app.models import Aanleiding, Beoordeling, Botsing, Interview, Meetronde, Reactie, Status, Straat, Wijk
from app.tellingen import COUNTING, left_out
from app.vragenlijsten import find_vragenlijst

SAMPLE = 600
"""Of how many interviews, by status, the medians are taken: more would hardly move them, and cost time."""

Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Wachtrijkeuze:
    """Which part of the queue: of one meetronde, in one wijk or everywhere, for one reden or all."""

    meetronde: Meetronde
    wijk_code: str | None = None
    reden: Reden | None = None
    only: tuple[UUID, ...] | None = None
    """Among these interviews; None is all."""

    def holds(self) -> list[ColumnElement[bool]]:
        """What an interview must be to wait in this part, whatever its reden."""
        return [*self.within(), col(Interview.status) == str(Status.NIEUW)]

    def within(self) -> list[ColumnElement[bool]]:
        """What an interview must be to belong to this part, whether it waits or not."""
        meetronde: SQLColumnExpression[str] = col(Interview.meetronde_code)
        if self.only is not None:
            # Hidden from SQLite, which would find them by the index that begins with it, and not by their ids.
            meetronde = func.coalesce(meetronde, "")
        conditions = [meetronde == self.meetronde.code]
        if self.wijk_code is not None:
            straten = select(col(Straat.id)).where(col(Straat.wijk_code) == self.wijk_code)
            conditions.append(col(Interview.straat_id).in_(straten))
        if self.only is not None:
            conditions.append(col(Interview.id).in_(self.only))
        return conditions


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
        self._reasons = _reasons(session, keuze)

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
        reasons = _reasons(self._session, replace(self._keuze, only=tuple(by_id))).c
        rows = self._rows(select(reasons.interview_id, reasons.reden, reasons.vraag, reasons.seconds))
        words: dict[UUID, list[str]] = {}
        for interview_id, code, vraag, seconds in sorted(rows, key=lambda row: (-Reden(row[1]).weight, row[2])):
            place = _question(by_id[interview_id], vraag)
            words.setdefault(interview_id, []).append(in_words(Reden(code), place, seconds))
        return words

    def _rows(self, query: Query) -> Iterator[Any]:
        yield from self._session.execute(query)


def _reasons(session: Session, keuze: Wachtrijkeuze) -> Subquery:
    """Every reason to look at an interview, one a row: what was noted, and what stands out only now.

    Who was decided on waits no longer, until something else comes in under the same id.
    """
    waits = keuze.holds()
    of_interview: tuple[Any, ...] = (
        col(Interview.id).label("interview_id"),
        col(Interview.date),
        col(Interview.status),
    )
    noted = (
        select(*of_interview, col(Aanleiding.reden), col(Aanleiding.vraag), col(Aanleiding.seconds))
        .join(Aanleiding, col(Aanleiding.interview_id) == Interview.id)
        .where(*waits, or_(col(Aanleiding.reden) != str(Reden.SNEL), _is_hurried(session, waits, keuze.meetronde)))
    )
    outside = col(Interview.date) < keuze.meetronde.starts_on
    if keuze.meetronde.ends_on is not None:
        outside = or_(outside, col(Interview.date) > keuze.meetronde.ends_on)
    elsewhere = col(Interview.straat_id).in_(left_out(keuze.meetronde.code))
    replied = col(Interview.id).in_(select(col(Reactie.interview_id)))
    computed = [
        select(*of_interview, literal(str(reden)), literal(""), null()).where(*conditions)
        for reden, conditions in (
            (Reden.PERIODE, [*waits, outside]),
            (Reden.DEELNAME, [*waits, elsewhere]),
            (Reden.REACTIE, [*waits, replied]),
            (Reden.BOTSING, [*keuze.within(), col(Interview.id).in_(_clashed_since())]),
        )
    ]
    return union_all(noted, *computed).subquery()


def _clashed_since() -> Query:
    """The interviews that were decided on before something else came in under their id; of new ones it is noted."""
    decided_after = (
        select(col(Beoordeling.id))
        .where(col(Beoordeling.interview_id) == Botsing.interview_id)
        .where(col(Beoordeling.decided_at) > col(Botsing.received_at))
        .exists()
    )
    query = select(col(Botsing.interview_id)).join(Interview, col(Interview.id) == Botsing.interview_id)
    return query.where(col(Interview.status) != str(Status.NIEUW), ~decided_after)


def _is_hurried(session: Session, waits: Sequence[ColumnElement[bool]], meetronde: Meetronde) -> ColumnElement[bool]:
    """Whether a quick interview is hurried beside others of its kind; asked only when a quick one waits."""
    quick = (
        select(col(Aanleiding.interview_id))
        .join(Interview, col(Interview.id) == Aanleiding.interview_id)
        .where(*waits, col(Aanleiding.reden) == str(Reden.SNEL))
    )
    durations = _durations(session, meetronde) if session.execute(quick.limit(1)).first() else {}
    return or_(
        false(),
        *(
            and_(col(Interview.soort) == soort, col(Aanleiding.seconds) < hurried_below(seconds))
            for soort, seconds in durations.items()
        ),
    )


def _durations(session: Session, meetronde: Meetronde) -> dict[str, list[float]]:
    """How many seconds the latest interviews of this meetronde took, by kind. Refusals are no measure."""
    durations: dict[str, list[float]] = {}
    for status in COUNTING:
        # By each status apart, in the order of the index: a sample of all would first sort all.
        query = (
            select(col(Interview.soort), col(Interview.started_at), col(Interview.finished_at))
            .where(col(Interview.meetronde_code) == meetronde.code, col(Interview.status) == str(status))
            .where(col(Interview.consent))
            .order_by(col(Interview.date).desc(), col(Interview.id).desc())
            .limit(SAMPLE)
        )
        for soort, started, finished in session.execute(query):
            durations.setdefault(soort, []).append((finished - started).total_seconds())
    return durations


def _question(interview: Interview, vraag: str) -> str:
    """The text of this question, empty for none; a questionnaire that is gone leaves its key."""
    vragenlijst = find_vragenlijst(Soort(interview.soort), interview.vragenlijst_version)
    known = vragenlijst.by_key.get(vraag) if vragenlijst else None
    return known.text if known else vraag
