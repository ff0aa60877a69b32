"""The chain is followed: from its beginning to its end, or quickly over its last part; and held against the backups."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy
from sqlalchemy import Row, Select
from sqlmodel import Session, col, select

from app.database import Database
from app.domain.keten import NOTHING, Bevinding, Gebrek, Kop, Link, follow
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
        controle = Controle(_follow(session, _CHAIN), (*_lost(session, known), *_lost_since_backup(session)))
    with database.transaction() as session:
        kop = controle.bevinding.kop
        session.add(
            Ketencontrole(checked_at=datetime.now(UTC), number=kop.number, hash=kop.hash, is_whole=controle.is_whole)
        )
    return controle


def follow_end(session: Session) -> Controle:
    """The same of the last part alone, and of the newest backup."""
    numbers = select(Schakel.number).order_by(col(Schakel.number).desc()).offset(LAST_PART).limit(1)
    before = session.exec(numbers).first() or 0
    since = _kop_at(session, before)
    if since is None:
        return Controle(Bevinding(NOTHING, Gebrek.ONTBREEKT, before))
    return Controle(
        _follow(session, _CHAIN.where(col(Schakel.number) > before), since), _lost_since_backup(session, limit=1)
    )


def last_check(session: Session) -> Ketencontrole | None:
    """When the whole chain was followed last, and what was found."""
    return session.exec(select(Ketencontrole).order_by(col(Ketencontrole.checked_at).desc()).limit(1)).first()


_CHAIN = (
    sqlalchemy.select(Schakel, Spoor)
    .outerjoin(Spoor, col(Spoor.id) == Schakel.spoor_id)
    .order_by(col(Schakel.number))
    .execution_options(yield_per=AT_ONCE)
)


def _follow(session: Session, chain: Select[Schakel, Spoor], since: Kop = NOTHING) -> Bevinding:
    with session.execute(chain) as rows:
        return follow(_links(session, rows), since)


def _links(session: Session, rows: Iterable[Row[Schakel, Spoor]]) -> Iterator[Link]:
    for schakel, spoor in rows:
        yield as_link(schakel, spoor)
        session.expunge_all()  # a chain may be long, and a session remembers


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
