"""Making a straat a part of another, in one transaction with the standing counts."""

from collections.abc import Collection
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from app.errors import ChangedMeanwhile
from app.models import (
    Contactpoging,
    Doel,
    Gebruiker,
    Huishoudens,
    Interview,
    Portiek,
    Samenvoeging,
    Straat,
    Telstand,
    Uitzondering,
)
from app.planning import HUISHOUDENS
from app.samenvoegingen.proposing import propose
from app.samenvoegingen.verhuizing import Aantal, Verhuizing, hold_still
from app.tellingen import Key
from app.telstand import Changes


def merge(
    session: Session, straat: Straat, into: Straat, coordinator: Gebruiker, *, adds_up: bool, seen: str
) -> Samenvoeging:
    """Make `straat` a part of `into`, just as it was proposed; `seen` is the fingerprint of that.

    Raises InvalidInput when it may not be, and ChangedMeanwhile when something else would happen by now.
    """
    hold_still(session, (straat, into))
    voorstel = propose(session, straat, into, adds_up=adds_up)
    if voorstel.fingerprint != seen:
        raise ChangedMeanwhile("Intussen is er iets veranderd. Er is nog niets samengevoegd. Kijk opnieuw.")
    move, movable = voorstel.verhuizing, voorstel.meetronde_names.keys()
    for table in (Interview, Contactpoging):
        _move_said(session, table, straat.id, into.id, movable)
    # Only now: until here a colleague may have reviewed one of the interviews, and changed what stands.
    changes = _move_standing(session, straat.id, into.id, movable)
    _move_places(session, straat, into, move)
    for each in move.aantallen:
        set_number(session, each, straat.id, None)
        set_number(session, each, into.id, each.together)
    session.add_all(Uitzondering(meetronde_code=code, straat_id=straat.id) for code in move.closed_to)
    session.connection().execute(
        delete(Uitzondering).where(
            col(Uitzondering.straat_id) == into.id, col(Uitzondering.meetronde_code).in_(move.opened_to)
        )
    )
    samenvoeging = Samenvoeging(
        straat_id=straat.id,
        into_id=into.id,
        coordinator_id=coordinator.id,
        merged_at=datetime.now(UTC),
        moved=move.model_dump(mode="json"),
    )
    session.add(samenvoeging)
    session.flush()
    changes.write(session)
    return samenvoeging


def set_number(session: Session, aantal: Aantal, straat_id: UUID, count: int | None) -> None:
    """Let this be the number of a straat in the plan of a meetronde; None is not known, or not wanted."""
    key: dict[str, object] = {"meetronde_code": aantal.meetronde, "straat_id": straat_id}
    table: type[Huishoudens] | type[Doel] = Huishoudens
    if aantal.column != HUISHOUDENS:
        table, key = Doel, key | {"soort": aantal.column}
    session.connection().execute(delete(table).where(*(getattr(table, name) == value for name, value in key.items())))
    if count is not None:
        session.connection().execute(table.__table__.insert(), [key | {"count": count}])  # type: ignore[union-attr]


def _move_said(
    session: Session,
    table: type[Interview] | type[Contactpoging],
    straat_id: UUID,
    into_id: UUID,
    movable: Collection[str],
) -> None:
    sent = func.nullif(func.coalesce(table.sent_straat_id, straat_id), into_id)
    session.connection().execute(
        update(table)
        .where(col(table.straat_id) == straat_id, col(table.meetronde_code).in_(movable))
        .values(straat_id=into_id, sent_straat_id=sent)
    )


def _move_standing(session: Session, straat_id: UUID, into_id: UUID, movable: Collection[str]) -> Changes:
    changes = Changes()
    query = select(Telstand).where(Telstand.straat_id == straat_id, col(Telstand.meetronde_code).in_(movable))
    for stand in session.exec(query):
        key = Key(stand.meetronde_code, stand.straat_id, stand.soort, stand.status)
        changes.move(key, key._replace(straat_id=into_id), stand.counts)
    return changes


def _move_places(session: Session, straat: Straat, into: Straat, move: Verhuizing) -> None:
    for portiek in move.portieken:
        session.connection().execute(
            update(Portiek).where(col(Portiek.id) == portiek.id).values(straat_id=into.id, name=portiek.after)
        )
    session.connection().execute(
        update(Straat).where(col(Straat.id).in_([*move.straten, straat.id])).values(merged_into_id=into.id)
    )
    session.expire_all()
