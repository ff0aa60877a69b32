"""The chain is followed: from its beginning to its end, or quickly over its last part; and held against the backups."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy
from sqlalchemy import Select
from sqlmodel import Session, col, select

from app.database import Database
from app.domain.keten import NOTHING, Bevinding, Kop, follow
from app.models import Backup, Ketencontrole, Schakel, Spoor
from app.spoor.linking import link_all
from app.spoor.links import as_link

AT_ONCE = 1000
LAST_PART = 200
"""How many links are followed where it must be quick."""


@dataclass(frozen=True)
class Controle:
    """What was found: following the chain, and holding it against links that were written down elsewhere.

    `lost` are those that are not in it any more, or with another hash.
    """

    bevinding: Bevinding
    lost: tuple[Kop, ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.bevinding.gebrek is None and not self.lost


def check_keten(database: Database, known: tuple[Kop, ...] = ()) -> Controle:
    """Compute the whole chain anew, row by row, and write down what was found. Others work on meanwhile.

    It is held against the backups that the server knows of, and against what is `known` from elsewhere.
    """
    link_all(database)
    with database.snapshot() as session:
        controle = Controle(_follow(session, _CHAIN), _lost_since_backup(session))
        lost = _lost(session, known)
    with database.transaction() as session:
        kop = controle.bevinding.kop
        # Without what is only known from elsewhere: somebody may have written that down wrongly.
        session.add(
            Ketencontrole(checked_at=datetime.now(UTC), number=kop.number, hash=kop.hash, is_whole=controle.is_whole)
        )
    return replace(controle, lost=(*lost, *controle.lost))


def follow_end(session: Session) -> Controle:
    """The same of the last part alone, and of the newest backup."""
    before = session.exec(select(Schakel).order_by(col(Schakel.number).desc()).offset(LAST_PART).limit(1)).first()
    since = Kop(before.number, before.hash) if before else NOTHING
    bevinding = _follow(session, _CHAIN.where(col(Schakel.number) > since.number), since)
    return Controle(bevinding, _lost_since_backup(session, limit=1))


def last_check(session: Session) -> Ketencontrole | None:
    """When the whole chain was followed last, and what was found."""
    return session.exec(select(Ketencontrole).order_by(col(Ketencontrole.checked_at).desc()).limit(1)).first()


# Columns and not objects: a chain may be long, and a session remembers every object.
_COLUMNS: list[Any] = [
    Schakel.number, Schakel.previous, Schakel.hash,
    Spoor.id, Spoor.moment, Spoor.who, Spoor.who_id, Spoor.via, Spoor.changes,
]  # fmt: skip
_CHAIN: Select[Any] = (
    sqlalchemy.select(*_COLUMNS)
    .select_from(Schakel)
    .outerjoin(Spoor, col(Spoor.id) == Schakel.spoor_id)
    .order_by(col(Schakel.number))
    .execution_options(yield_per=AT_ONCE)
)


def _follow(session: Session, chain: Select[Any], since: Kop = NOTHING) -> Bevinding:
    with session.execute(chain) as rows:
        return follow((as_link(row) for row in rows), since)


def _lost_since_backup(session: Session, *, limit: int | None = None) -> tuple[Kop, ...]:
    """The ends that backups had and the chain has not: so it is seen when the end was cut off."""
    query = select(Backup.schakel_number, Backup.schakel_hash).where(col(Backup.schakel_number).is_not(None))
    noted = session.exec(query.order_by(col(Backup.made_at).desc()).limit(limit))
    return _lost(session, tuple(Kop(number or 0, hash_ or "") for number, hash_ in noted))


def _lost(session: Session, known: tuple[Kop, ...]) -> tuple[Kop, ...]:
    return tuple(kop for kop in known if _kop_at(session, kop.number) != kop)


def _kop_at(session: Session, number: int) -> Kop | None:
    if number == 0:
        return NOTHING
    schakel = session.get(Schakel, number)
    return Kop(number, schakel.hash) if schakel else None
