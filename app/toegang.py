"""Who gets in: passwords of coordinators, linked phones of interviewers, keys of other systems.

Every secret that we hand out is 32 random bytes, so a plain SHA-256 keeps it; a password is chosen by a person, so
argon2id keeps that.
"""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, select, update

from app.domain.antwoorden import Fout
from app.errors import InvalidInput, NotFound
from app.models import ApiSleutel, Gebruiker, Koppelcode, Rol, Sessie, Toestel

PASSWORD_LENGTH = 12
SESSION_TERM = timedelta(hours=12)
KOPPELCODE_TERM = timedelta(hours=24)
KEY_PREFIX = "wp_"


class Scope(StrEnum):
    """What an API key may do."""

    SCORES_VOORLOPIG = "scores:voorlopig"
    INTERVIEWS_LEZEN = "interviews:lezen"
    INTERVIEWS_SCHRIJVEN = "interviews:schrijven"


def add_coordinator(session: Session, name: str, email: str, password: str) -> Gebruiker:
    """A new coordinator; raises InvalidInput when the password is short or the address is taken."""
    faults = []
    email = email.strip().lower()
    if len(password) < PASSWORD_LENGTH:
        faults.append(Fout("wachtwoord", f"Neem een wachtwoord van {PASSWORD_LENGTH} tekens of meer."))
    if session.exec(select(Gebruiker).where(Gebruiker.email == email)).first():
        faults.append(Fout("email", "Er is al iemand met dit e-mailadres."))
    if faults:
        raise InvalidInput("De coördinator is niet toegevoegd.", faults=faults)
    gebruiker = Gebruiker(name=name, role=Rol.COORDINATOR, email=email, password_hash=_hasher().hash(password))
    session.add(gebruiker)
    session.flush()
    return gebruiker


def log_in(session: Session, email: str, password: str) -> str | None:
    """A new session's token when address and password belong together, else None.

    Takes as long for an unknown address as for a wrong password, so that nobody learns who has an account.
    """
    gebruiker = session.exec(select(Gebruiker).where(Gebruiker.email == email.strip().lower())).first()
    known_hash = gebruiker.password_hash if gebruiker else None
    try:
        _hasher().verify(known_hash or _hash_of_nobody(), password)
    except VerifyMismatchError:
        return None
    if gebruiker is None or gebruiker.blocked_at or gebruiker.role != Rol.COORDINATOR:
        return None
    token = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    session.connection().execute(delete(Sessie).where(col(Sessie.expires_at) < now))
    session.add(Sessie(token_hash=hash_secret(token), gebruiker_id=gebruiker.id, expires_at=now + SESSION_TERM))
    return token


def log_out(session: Session, token: str) -> None:
    """End a coordinator's session; harmless when it had ended."""
    session.connection().execute(delete(Sessie).where(col(Sessie.token_hash) == hash_secret(token)))


def find_coordinator(session: Session, token: str) -> Gebruiker | None:
    """The coordinator whose session this is; None when it has ended or the account is blocked."""
    query = (
        select(Gebruiker)
        .join(Sessie, col(Sessie.gebruiker_id) == Gebruiker.id)
        .where(Sessie.token_hash == hash_secret(token), Sessie.expires_at > datetime.now(UTC))
        .where(col(Gebruiker.blocked_at).is_(None), Gebruiker.role == Rol.COORDINATOR)
    )
    return session.exec(query).first()


def make_koppelcode(session: Session, interviewer: Gebruiker) -> str:
    """A code that links one phone to this interviewer, once, within a day."""
    code = secrets.token_urlsafe(16)
    expires_at = datetime.now(UTC) + KOPPELCODE_TERM
    session.add(Koppelcode(code_hash=hash_secret(code), gebruiker_id=interviewer.id, expires_at=expires_at))
    return code


def find_koppelcode(session: Session, code: str) -> Gebruiker | None:
    """The interviewer a code is for; None when it was used, is too old, or never was."""
    query = (
        select(Gebruiker)
        .join(Koppelcode, col(Koppelcode.gebruiker_id) == Gebruiker.id)
        .where(Koppelcode.code_hash == hash_secret(code), Koppelcode.expires_at > datetime.now(UTC))
        .where(col(Koppelcode.used_at).is_(None), col(Gebruiker.blocked_at).is_(None))
    )
    return session.exec(query).first()


def link_toestel(session: Session, code: str) -> str:
    """Use a code up and link this phone: its token. Raises NotFound when the code does not work (any more)."""
    interviewer = find_koppelcode(session, code)
    used = session.connection().execute(
        update(Koppelcode)
        .where(col(Koppelcode.code_hash) == hash_secret(code), col(Koppelcode.used_at).is_(None))
        .values(used_at=datetime.now(UTC))
    )
    if interviewer is None or used.rowcount == 0:
        raise NotFound("Deze koppellink werkt niet meer. Vraag de coördinator om een nieuwe.")
    token = secrets.token_urlsafe(32)
    session.add(Toestel(gebruiker_id=interviewer.id, token_hash=hash_secret(token), linked_at=datetime.now(UTC)))
    return token


def toestellen_of(session: Session, interviewer: Gebruiker) -> Sequence[Toestel]:
    """The phones that are linked to an interviewer now, the latest first."""
    query = select(Toestel).where(Toestel.gebruiker_id == interviewer.id, col(Toestel.revoked_at).is_(None))
    return session.exec(query.order_by(col(Toestel.linked_at).desc())).all()


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


# Every request of a phone asks this. Built once: putting a query together takes longer than asking it.
_INTERVIEWER_OF_TOESTEL = (
    select(Gebruiker)
    .join(Toestel, col(Toestel.gebruiker_id) == Gebruiker.id)
    .where(col(Toestel.token_hash) == bindparam("token_hash"), col(Toestel.revoked_at).is_(None))
    .where(col(Gebruiker.blocked_at).is_(None), Gebruiker.role == Rol.INTERVIEWER)
)


def find_interviewer(session: Session, token: str) -> Gebruiker | None:
    """The interviewer whose phone this is; None when it was revoked or the person is blocked."""
    return session.exec(_INTERVIEWER_OF_TOESTEL, params={"token_hash": hash_secret(token)}).first()


def add_sleutel(session: Session, name: str, scopes: Collection[Scope], expires_at: datetime) -> str:
    """A new API key, to be shown once."""
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    store_sleutel(session, name, key, scopes, expires_at)
    return key


def store_sleutel(session: Session, name: str, key: str, scopes: Collection[Scope], expires_at: datetime) -> ApiSleutel:
    """Keep a key by its hash."""
    sleutel = ApiSleutel(name=name, key_hash=hash_secret(key), scopes=sorted(scopes), expires_at=expires_at)
    session.add(sleutel)
    return sleutel


def revoke_sleutel(session: Session, name: str) -> None:
    """End every key of this name; raises NotFound when none was still working."""
    revoked = session.connection().execute(
        update(ApiSleutel)
        .where(col(ApiSleutel.name) == name, col(ApiSleutel.revoked_at).is_(None))
        .values(revoked_at=datetime.now(UTC))
    )
    if revoked.rowcount == 0:
        raise NotFound(f"Er is geen werkende sleutel “{name}”.")


def find_sleutel(session: Session, key: str) -> ApiSleutel | None:
    """The key as it is kept, expired and revoked ones too: the visitor deserves to hear which."""
    return session.exec(select(ApiSleutel).where(ApiSleutel.key_hash == hash_secret(key))).first()


def hash_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _hash_of_nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))
