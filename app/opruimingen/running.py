"""Everything that is due goes, piece by piece and on record; what was interrupted is taken up by the next time."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from time import perf_counter
from uuid import UUID

from sqlmodel import Session, col, select

from app.database import Database, shred
from app.domain.bewaartermijn import Bewaarsoort, Bewaartermijnen, shift_months
from app.interviews import local_date
from app.models import Meetronde, Opruiming, Opruimpost
from app.opruimingen import removing
from app.opruimingen.due import Due, afloop_of, find_due
from app.opruimingen.removing import START, remove_doors, remove_interviews, remove_old, remove_words
from app.statements import insert_once

NO_MEETRONDE = ""

BREATH_SECONDS = 0.2
"""At least this long others may write between two pieces, and at least as long as a piece took."""

Pause = Callable[[float], bool]
"""Told after each piece how many seconds to let others write; does so, and says whether to stop."""


REMOVERS = {
    Bewaarsoort.INTERVIEWS: remove_interviews,
    Bewaarsoort.OPEN_TEKST: remove_words,
    Bewaarsoort.DEUREN: remove_doors,
}


def let_others_write(seconds: float) -> bool:
    """Wait, and go on."""
    time.sleep(seconds)
    return False


@dataclass(frozen=True)
class Cleared:
    """One time that was cleared, and what went: how much of which kind, and of which meetronde, if of any."""

    opruiming: Opruiming
    posten: Sequence[tuple[Opruimpost, str | None]]


def clear(
    database: Database,
    termijnen: Bewaartermijnen,
    now: datetime,
    *,
    by_schedule: bool = False,
    pause: Pause = let_others_write,
) -> Cleared | None:
    """Remove everything that is due, for good; None when the schedule has had its turn today.

    Two at once do no harm: what one removed, the other no longer finds.
    """
    today = local_date(now)
    opruiming = Opruiming(begun_at=now, day=today if by_schedule else None)
    with database.transaction() as session:
        if not _begin(session, opruiming):
            return None
    with database.snapshot() as session:
        due = find_due(session, termijnen, today)
    if not any(_stopped_at(database, opruiming.id, each, today, pause) for each in due):
        with database.transaction() as session:
            session.get_one(Opruiming, opruiming.id).finished_at = datetime.now(UTC)
    with database.snapshot() as session:
        return _read(session, session.get_one(Opruiming, opruiming.id))


def list_opruimingen(session: Session, limit: int) -> list[Cleared]:
    """The last times that something went or was interrupted, and the very last one whatever it did; newest first."""
    went = select(Opruimpost.opruiming_id)
    newest = select(Opruiming.id).order_by(col(Opruiming.begun_at).desc()).limit(1)
    query = select(Opruiming).where(
        col(Opruiming.id).in_(went) | col(Opruiming.finished_at).is_(None) | col(Opruiming.id).in_(newest)
    )
    found = session.exec(query.order_by(col(Opruiming.begun_at).desc()).limit(limit)).all()
    return [_read(session, each) for each in found]


def is_cleared(session: Session, meetronde: Meetronde) -> bool:
    """Whether interviews or doors of this meetronde are gone, so that its figures can be made no more."""
    counted = (Bewaarsoort.INTERVIEWS, Bewaarsoort.DEUREN)
    query = select(Opruimpost.count).where(
        Opruimpost.meetronde_code == meetronde.code, col(Opruimpost.bewaarsoort).in_(counted)
    )
    return session.exec(query).first() is not None


def _begin(session: Session, opruiming: Opruiming) -> bool:
    """Put it on record; False when another process has done today's."""
    if opruiming.day is None:
        session.add(opruiming)
        return True
    known = select(Opruiming.id).where(Opruiming.day == opruiming.day)
    if session.exec(known).first() is not None:
        return False
    return insert_once(session, Opruiming, opruiming.model_dump())


def _stopped_at(database: Database, opruiming_id: UUID, due: Due, today: date, pause: Pause) -> bool:
    """Remove what is due here; True when it was told to stop before everything was gone."""
    after: UUID | None = START
    while after is not None:
        began = perf_counter()
        with database.transaction() as session:
            after = _remove_piece(session, opruiming_id, due, today, after)
        if after is not None and pause(max(BREATH_SECONDS, perf_counter() - began)):
            return True
    return False


def _remove_piece(session: Session, opruiming_id: UUID, due: Due, today: date, after: UUID) -> UUID | None:
    """Remove a piece and note it; how far we are, None when it was the last."""
    if due.meetronde is None:
        _note(session, opruiming_id, due, remove_old(session, due.bewaarsoort, due.months, today))
        shred(session)
        return None
    # Who opens it again, or publishes it, waits until this piece is gone; then we see that, and go no further.
    held = select(Meetronde).where(Meetronde.code == due.meetronde.code).with_for_update(read=True)
    meetronde = session.exec(held).one()
    ids, ended_on = [], afloop_of(session, meetronde).ended_on
    if shift_months(ended_on, due.months) <= today:
        ids = REMOVERS[due.bewaarsoort](session, meetronde.code, after)
    if ids:
        _note(session, opruiming_id, due, len(ids), ended_on)
    if len(ids) == removing.PIECE:
        return ids[-1]
    shred(session)  # only behind the last piece: it waits a moment for whoever is reading
    return None


def _note(session: Session, opruiming_id: UUID, due: Due, count: int, ended_on: date | None = None) -> None:
    code = due.meetronde.code if due.meetronde else NO_MEETRONDE
    post = session.get(Opruimpost, (opruiming_id, code, due.bewaarsoort))
    if post is None:
        post = Opruimpost(
            opruiming_id=opruiming_id,
            meetronde_code=code,
            bewaarsoort=due.bewaarsoort,
            months=due.months,
            count=0,
            ended_on=ended_on,
        )
    post.count += count
    session.add(post)


def _read(session: Session, opruiming: Opruiming) -> Cleared:
    query = (
        select(Opruimpost, Meetronde.name)
        .outerjoin(Meetronde, col(Meetronde.code) == Opruimpost.meetronde_code)
        .where(Opruimpost.opruiming_id == opruiming.id)
        .order_by(col(Opruimpost.meetronde_code), col(Opruimpost.bewaarsoort))
    )
    return Cleared(opruiming, session.exec(query).all())
