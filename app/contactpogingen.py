"""How a door comes in that did not become an interview: once, like an interview; and how the last tap is undone."""

from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session

from app.errors import InvalidInput, NotFound
from app.models import Contactpoging, Gebruiker
from app.ontvangst import Uitkomst, look_around, moment_faults
from app.statements import insert_once

CONTENT = ("meetronde_code", "portiek_id", "outcome", "happened_at")
"""What makes two of them the same, under one id; and the straat that was sent."""


def receive_contactpoging(session: Session, offered: Contactpoging) -> tuple[Contactpoging, Uitkomst]:
    """Store a contactpoging; under a known id nothing changes. Returns what is stored there, and what that says.

    One that was withdrawn stays withdrawn, however late its first sending comes in. Raises InvalidInput with every
    fault at once, or MeetrondeClosed. Then nothing was stored.
    """
    known = session.get(Contactpoging, offered.id)
    if known is None:
        sent_straat_id, offered.straat_id = offered.straat_id, _check(session, offered)
        offered.sent_straat_id = sent_straat_id if sent_straat_id != offered.straat_id else None
        offered.received_at = datetime.now(UTC)
        if insert_once(session, Contactpoging, offered.model_dump()):
            return offered, Uitkomst.NIEUW
        known = session.get_one(Contactpoging, offered.id)
    is_same = _sent_for(known) == _sent_for(offered) and all(
        getattr(known, name) == getattr(offered, name) for name in CONTENT
    )
    return known, Uitkomst.AL_ONTVANGEN if is_same else Uitkomst.BOTSING


def withdraw(session: Session, contactpoging_id: UUID, interviewer: Gebruiker) -> None:
    """Undo a contactpoging: it stays, and no longer counts. Twice is harmless.

    Raises NotFound when it is not this interviewer's, and MeetrondeClosed when its figures stand.
    """
    known = session.get(Contactpoging, contactpoging_id)
    if known is None or known.interviewer_id != interviewer.id:
        raise NotFound("Deze contactpoging is er niet, of is niet van u.")
    if known.withdrawn_at is None:
        look_around(session, known.meetronde_code, known.straat_id, None).require_open("de contactpoging")
        known.withdrawn_at = datetime.now(UTC)


def _sent_for(contactpoging: Contactpoging) -> UUID:
    return contactpoging.sent_straat_id or contactpoging.straat_id


def _check(session: Session, offered: Contactpoging) -> UUID:
    """In which straat it counts; raises InvalidInput with every fault found, or MeetrondeClosed."""
    surroundings = look_around(session, offered.meetronde_code, offered.straat_id, offered.portiek_id)
    faults = moment_faults({"moment": offered.happened_at}) + surroundings.faults()
    if faults or surroundings.straat_id is None:
        raise InvalidInput("De contactpoging is niet opgeslagen. Verbeter wat hieronder staat.", faults=faults)
    surroundings.require_open("de contactpoging")
    return surroundings.straat_id
