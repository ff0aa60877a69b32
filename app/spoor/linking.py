"""New rows of the trail become links of the chain: by one transaction at a time, and in none that others wait for."""

from datetime import timedelta

from sqlmodel import Session, col, select

from app.database import Database
from app.domain.keten import NOTHING, Kop, link_hash
from app.models import Schakel, Spoor
from app.spoor.links import content_of
from app.statements import keep_others_from_writing

BATCH = 200
"""As many as SQLite's other writers wait for without noticing."""

LATE = timedelta(minutes=10)
"""How much older than the last linked row one may be that only now turns up: a commit that took long, or the clock of
another process. What comes later still, `everything` finds."""


def kop_of(session: Session) -> Kop:
    """The end of the chain."""
    last = session.exec(select(Schakel).order_by(col(Schakel.number).desc()).limit(1)).first()
    return Kop(last.number, last.hash) if last else NOTHING


def has_unlinked(session: Session) -> bool:
    """Whether there is a row that is no link yet."""
    return bool(_unlinked(session, 1, everything=False))


def link(session: Session, *, everything: bool = False) -> bool:
    """Hang rows that are no link yet on the chain, at most a batch of them; whether there may be more.

    Of two that do this at once, the second waits for the first and goes on behind it.
    """
    keep_others_from_writing(session, Schakel)
    kop = kop_of(session)
    found = _unlinked(session, BATCH, everything=everything)
    for spoor in found:
        number = kop.number + 1
        made = link_hash(number, kop.hash, content_of(spoor))
        session.add(Schakel(number=number, spoor_id=spoor.id, previous=kop.hash, hash=made))
        kop = Kop(number, made)
    session.flush()
    return len(found) == BATCH


def link_all(database: Database) -> Kop:
    """Hang every row on the chain that is no link yet, however old; the end of the chain then."""
    more, everything = True, True
    while more:
        with database.transaction() as session:
            more = link(session, everything=everything)
            kop = kop_of(session)
        everything = False  # the oldest came first: what is left is not older than what was linked just now
    return kop


def _unlinked(session: Session, limit: int, *, everything: bool) -> list[Spoor]:
    query = select(Spoor).outerjoin(Schakel, col(Schakel.spoor_id) == Spoor.id).where(col(Schakel.number).is_(None))
    if not everything:
        last = select(Spoor.moment).join(Schakel, col(Schakel.spoor_id) == Spoor.id)
        since = session.exec(last.order_by(col(Schakel.number).desc()).limit(1)).first()
        if since:
            query = query.where(col(Spoor.moment) >= since - LATE)
    return list(session.exec(query.order_by(col(Spoor.moment), col(Spoor.id)).limit(limit)))
