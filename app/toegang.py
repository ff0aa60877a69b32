"""Who gets in: passwords of coordinators, and keys of other systems. Phones of interviewers have `toestellen`.

A password is chosen by a person, so argon2id keeps it.
"""

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlmodel import Session, col, delete, select, update

from app.domain.antwoorden import Fout
from app.errors import InvalidInput, NotAllowed, NotFound
from app.models import ApiSleutel, Gebruiker, Rol, Sessie
from app.tokens import hash_token, new_token

PASSWORD_LENGTH = 12
NAME_LENGTH = 120
LOGIN_LENGTH = 200
"""Of an address or a password: the form to log in takes no more."""

SESSION_TERM = timedelta(hours=12)
KEY_PREFIX = "wp_"


class Scope(StrEnum):
    """What an API key may do."""

    SCORES_VOORLOPIG = "scores:voorlopig"
    INTERVIEWS_LEZEN = "interviews:lezen"
    INTERVIEWS_SCHRIJVEN = "interviews:schrijven"
    METRICS_LEZEN = "metrics:lezen"


def add_coordinator(session: Session, name: str, email: str, password: str) -> Gebruiker:
    """A new coordinator; raises InvalidInput, naming every fault."""
    name, email = name.strip(), email.strip().lower()
    if faults := coordinator_faults(session, name, email, password):
        raise InvalidInput("De coördinator is niet toegevoegd.", faults=faults)
    gebruiker = Gebruiker(name=name, role=Rol.COORDINATOR, email=email, password_hash=_hasher().hash(password))
    session.add(gebruiker)
    session.flush()
    return gebruiker


def coordinator_faults(session: Session, name: str, email: str, password: str) -> list[Fout]:
    """What is wrong with a new coordinator: the name, the address or the password."""
    faults, email = [], email.strip().lower()
    if not 1 <= len(name.strip()) <= NAME_LENGTH:
        faults.append(Fout("naam", f"Vul een naam in van hoogstens {NAME_LENGTH} tekens."))
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email) or len(email) > LOGIN_LENGTH:
        faults.append(Fout("email", "Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl."))
    elif session.exec(select(Gebruiker).where(Gebruiker.email == email)).first():
        faults.append(Fout("email", "Er is al iemand met dit e-mailadres."))
    if len(password) < PASSWORD_LENGTH:
        faults.append(Fout("wachtwoord", f"Neem een wachtwoord van {PASSWORD_LENGTH} tekens of meer."))
    elif len(password) > LOGIN_LENGTH:
        faults.append(Fout("wachtwoord", f"Neem een wachtwoord van hoogstens {LOGIN_LENGTH} tekens."))
    return faults


def list_coordinators(session: Session) -> Sequence[Gebruiker]:
    """Every coordinator by name, those that are blocked too."""
    query = select(Gebruiker).where(Gebruiker.role == Rol.COORDINATOR)
    return session.exec(query.order_by(Gebruiker.name, col(Gebruiker.id))).all()


def block_coordinator(session: Session, coordinator: Gebruiker, by: Gebruiker) -> None:
    """Let a coordinator in no more: every login ends at once. Harmless when that was so already.

    Raises NotAllowed for oneself: one who can let the others in again must be left.
    """
    if coordinator.id == by.id:
        raise NotAllowed("U kunt uzelf niet blokkeren. Vraag het een andere coördinator.")
    # Two who block each other at the same moment would both be out: the second hears it here.
    both = select(Gebruiker).where(col(Gebruiker.id).in_([coordinator.id, by.id])).order_by(col(Gebruiker.id))
    session.exec(both.with_for_update().execution_options(populate_existing=True)).all()
    if by.blocked_at:
        raise NotAllowed("U bent intussen zelf geblokkeerd. Er is niets veranderd.")
    coordinator.blocked_at = coordinator.blocked_at or datetime.now(UTC)
    session.connection().execute(delete(Sessie).where(col(Sessie.gebruiker_id) == coordinator.id))


def unblock_coordinator(coordinator: Gebruiker) -> None:
    """Let a coordinator in again, who then has to log in."""
    coordinator.blocked_at = None


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
    return begin_session(session, gebruiker)


def begin_session(session: Session, coordinator: Gebruiker) -> str:
    """The token of a new session for a coordinator of whom it is certain who they are."""
    token = new_token()
    now = datetime.now(UTC)
    session.connection().execute(delete(Sessie).where(col(Sessie.expires_at) < now))
    session.add(Sessie(token_hash=hash_token(token), gebruiker_id=coordinator.id, expires_at=now + SESSION_TERM))
    return token


def log_out(session: Session, token: str) -> None:
    """End a coordinator's session; harmless when it had ended."""
    session.connection().execute(delete(Sessie).where(col(Sessie.token_hash) == hash_token(token)))


def find_coordinator(session: Session, token: str) -> Gebruiker | None:
    """The coordinator whose session this is; None when it has ended or the account is blocked."""
    query = (
        select(Gebruiker)
        .join(Sessie, col(Sessie.gebruiker_id) == Gebruiker.id)
        .where(Sessie.token_hash == hash_token(token), Sessie.expires_at > datetime.now(UTC))
        .where(col(Gebruiker.blocked_at).is_(None), Gebruiker.role == Rol.COORDINATOR)
    )
    return session.exec(query).first()


def find_coordinator_by_email(session: Session, email: str) -> Gebruiker:
    """The coordinator who logs in with this address; raises NotFound, also when the account is blocked."""
    query = select(Gebruiker).where(Gebruiker.email == email.strip().lower(), Gebruiker.role == Rol.COORDINATOR)
    gebruiker = session.exec(query.where(col(Gebruiker.blocked_at).is_(None))).first()
    if gebruiker is None:
        raise NotFound(f"Er is geen coördinator met het adres “{email}”.")
    return gebruiker


def add_sleutel(session: Session, name: str, scopes: Collection[Scope], expires_at: datetime) -> str:
    """A new API key, to be shown once."""
    key = KEY_PREFIX + new_token()
    store_sleutel(session, name, key, scopes, expires_at)
    return key


def store_sleutel(session: Session, name: str, key: str, scopes: Collection[Scope], expires_at: datetime) -> ApiSleutel:
    """Keep a key by its hash."""
    sleutel = ApiSleutel(name=name, key_hash=hash_token(key), scopes=sorted(scopes), expires_at=expires_at)
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
    return session.exec(select(ApiSleutel).where(ApiSleutel.key_hash == hash_token(key))).first()


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _hash_of_nobody() -> str:
    return _hasher().hash(new_token())
