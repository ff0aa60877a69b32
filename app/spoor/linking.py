"""New rows of the trail become links of the chain: by one transaction at a time, and in none that others wait for."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import insert, select
from sqlmodel import Session, col

from app.database import Database
from app.domain.keten import NOTHING, Kop, link_hash
from app.models import Schakel, Spoor
from app.spoor.links import content_of
from app.statements import keep_others_from_writing

BATCH = 200
"""As many as SQLite's other writers wait for without noticing."""

AT_A_LOOK = 10_000
"""How many are looked up at most before the first of them are linked."""

LATE = timedelta(minutes=10)
"""How much older than the last linked row one may be that only now turns up: a commit that took long, or the clock of
another process. What comes later still, `everything` finds."""

UNLINKED = select(Spoor).outerjoin(Schakel, col(Schakel.spoor_id) == Spoor.id).where(col(Schakel.number).is_(None))
IN_ORDER = (col(Spoor.moment), col(Spoor.id))


def kop_of(session: Session) -> Kop:
    """The end of the chain."""
    query = select(col(Schakel.number), col(Schakel.hash)).order_by(col(Schakel.number).desc()).limit(1)
    last = session.connection().execute(query).first()
    return Kop(last.number, last.hash) if last else NOTHING


def find_unlinked(session: Session, *, everything: bool = False) -> list[UUID]:
    """Which rows are no link yet, the oldest first, and not more than AT_A_LOOK. For a session that holds up nobody."""
    query = UNLINKED.with_only_columns(col(Spoor.id))
    if not everything:
        last = select(col(Spoor.moment)).join(Schakel, col(Schakel.spoor_id) == Spoor.id)
        since = session.scalars(last.order_by(col(Schakel.number).desc()).limit(1)).first()
        if since:
            query = query.where(col(Spoor.moment) >= since - LATE)
    return list(session.scalars(query.order_by(*IN_ORDER).limit(AT_A_LOOK)))


def batches(found: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """What was found, in parts for one transaction each."""
    return (found[start : start + BATCH] for start in range(0, len(found), BATCH))


def link(session: Session, batch: Sequence[UUID]) -> None:
    """Hang these rows on the chain, but for those that somebody else has hung there meanwhile.

    Of two that do this at once, the second waits for the first and goes on behind it.
    """
    keep_others_from_writing(session, Schakel)
    connection, kop, links = session.connection(), kop_of(session), []
    query = UNLINKED.with_only_columns(*Spoor.__table__.columns)  # type: ignore[attr-defined]
    for row in connection.execute(query.where(col(Spoor.id).in_(batch)).order_by(*IN_ORDER)):
        made = Kop(kop.number + 1, link_hash(kop.number + 1, kop.hash, content_of(row)))
        links.append({"number": made.number, "spoor_id": row.id, "previous": kop.hash, "hash": made.hash})
        kop = made
    if links:
        connection.execute(insert(Schakel), links)


def link_all(database: Database) -> Kop:
    """Hang every row on the chain that is no link yet, however old; the end of the chain then."""
    more = True
    while more:
        with database.snapshot() as session:
            found = find_unlinked(session, everything=True)
        for batch in batches(found):
            with database.transaction() as session:
                link(session, batch)
        more = len(found) == AT_A_LOOK  # what comes in meanwhile is for the next time
    with database.snapshot() as session:
        return kop_of(session)
