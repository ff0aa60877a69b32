"""An interviewer's phones: linked once with a koppelcode, logged in until revoked, telling what they still hold."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import Session, col, select, update

from app.errors import NotFound
from app.models import Gebruiker, Inzet, Koppelcode, Rol, Toestel, Wijk
from app.tokens import hash_token, new_token

KOPPELCODE_TERM = timedelta(hours=24)
KOPPELCODE_BYTES = 16
"""Short enough for a link that somebody may have to type; it lives for a day and works once."""


def make_koppelcode(session: Session, interviewer: Gebruiker) -> str:
    """A code that links one phone to this interviewer, once, within a day."""
    code = new_token(KOPPELCODE_BYTES)
    expires_at = datetime.now(UTC) + KOPPELCODE_TERM
    session.add(Koppelcode(code_hash=hash_token(code), gebruiker_id=interviewer.id, expires_at=expires_at))
    return code


def koppelcode_ends_at(session: Session, code: str) -> datetime:
    """Until when a code that was just made works."""
    return session.get_one(Koppelcode, hash_token(code)).expires_at


def find_koppelcode(session: Session, code: str) -> Gebruiker | None:
    """The interviewer a code is for; None when it was used, is too old, or never was."""
    query = (
        select(Gebruiker)
        .join(Koppelcode, col(Koppelcode.gebruiker_id) == Gebruiker.id)
        .where(Koppelcode.code_hash == hash_token(code), Koppelcode.expires_at > datetime.now(UTC))
        .where(col(Koppelcode.used_at).is_(None), col(Gebruiker.blocked_at).is_(None))
    )
    return session.exec(query).first()


def link_toestel(session: Session, code: str) -> str:
    """Use a code up and link this phone: its token. Raises NotFound when the code does not work (any more)."""
    interviewer = find_koppelcode(session, code)
    used = session.connection().execute(
        update(Koppelcode)
        .where(col(Koppelcode.code_hash) == hash_token(code), col(Koppelcode.used_at).is_(None))
        .values(used_at=datetime.now(UTC))
    )
    if interviewer is None or used.rowcount == 0:
        raise NotFound("Deze koppellink werkt niet meer. Vraag de coördinator om een nieuwe.")
    token = new_token()
    session.add(Toestel(gebruiker_id=interviewer.id, token_hash=hash_token(token), linked_at=datetime.now(UTC)))
    return token


# Every request of a phone asks one of these. Built once: putting a query together takes longer than asking it.
_KOPPELING = (
    select(Gebruiker, Toestel)
    .join(Toestel, col(Toestel.gebruiker_id) == Gebruiker.id)
    .where(col(Toestel.token_hash) == bindparam("token_hash"), col(Toestel.revoked_at).is_(None))
    .where(col(Gebruiker.blocked_at).is_(None), Gebruiker.role == Rol.INTERVIEWER)
)
_INTERVIEWER_ID = _KOPPELING.with_only_columns(col(Gebruiker.id))


def find_koppeling(session: Session, token: str) -> tuple[Gebruiker, Toestel] | None:
    """The interviewer whose phone this is, and the phone; None when it was revoked or the person is blocked."""
    return session.exec(_KOPPELING, params={"token_hash": hash_token(token)}).first()


def find_interviewer_id(session: Session, token: str) -> UUID | None:
    """Who that interviewer is, for when nothing else matters."""
    return session.connection().scalar(_INTERVIEWER_ID, {"token_hash": hash_token(token)})


def report_contact(session: Session, toestel: Toestel, unsent: int) -> datetime:
    """Note that a phone was heard of, and how many interviews and doors it still holds. Returns when that was."""
    toestel.last_contact_at, toestel.unsent_count = datetime.now(UTC), unsent
    session.add(toestel)
    return toestel.last_contact_at


def toestellen_of(session: Session, interviewer: Gebruiker) -> Sequence[Toestel]:
    """The phones that are linked to an interviewer now, the latest first."""
    query = select(Toestel).where(Toestel.gebruiker_id == interviewer.id, col(Toestel.revoked_at).is_(None))
    return session.exec(query.order_by(col(Toestel.linked_at).desc(), col(Toestel.id))).all()


def linked_toestellen(session: Session, wijk: Wijk | None = None) -> list[tuple[Gebruiker, Toestel]]:
    """Every phone that is linked now, with its interviewer: of who works in a wijk, or of everybody. By name."""
    query = (
        select(Gebruiker, Toestel)
        .join(Toestel, col(Toestel.gebruiker_id) == Gebruiker.id)
        .where(col(Toestel.revoked_at).is_(None))
        .order_by(Gebruiker.name, col(Toestel.linked_at), col(Toestel.id))
    )
    if wijk:
        query = query.where(col(Gebruiker.id).in_(select(Inzet.gebruiker_id).where(Inzet.wijk_code == wijk.code)))
    return list(session.exec(query).all())


def revoke_toestel(session: Session, interviewer: Gebruiker, toestel_id: UUID) -> None:
    """Unlink one phone; harmless when it was unlinked already. Raises NotFound when it is not this interviewer's."""
    toestel = session.get(Toestel, toestel_id)
    if toestel is None or toestel.gebruiker_id != interviewer.id:
        raise NotFound(f"Deze telefoon is er niet, of is niet van {interviewer.name}.")
    toestel.revoked_at = toestel.revoked_at or datetime.now(UTC)


def revoke_toestellen(session: Session, interviewer: Gebruiker) -> None:
    """Unlink every phone of an interviewer, and make links that were not used yet worthless."""
    now, connection = datetime.now(UTC), session.connection()
    connection.execute(
        update(Toestel)
        .where(col(Toestel.gebruiker_id) == interviewer.id, col(Toestel.revoked_at).is_(None))
        .values(revoked_at=now)
    )
    connection.execute(
        update(Koppelcode)
        .where(col(Koppelcode.gebruiker_id) == interviewer.id, col(Koppelcode.used_at).is_(None))
        .values(used_at=now)
    )
