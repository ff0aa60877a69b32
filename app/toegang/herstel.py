"""A forgotten password: a link, made by another coordinator or on the command line, with which its owner chooses anew.

Whoever makes the link never knows the password, and whose account it is sees afterwards who made it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col, select, update

from app.errors import ChangedMeanwhile, NotAllowed, NotFound
from app.models import Gebruiker, Herstelcode, Rol
from app.toegang.tweede_stap import turn_off_second_step
from app.toegang.wachtwoorden import change_password
from app.tokens import hash_token, new_token

HERSTEL_TERM = timedelta(hours=1)
HERSTEL_BYTES = 16
"""As short as a koppelcode: somebody may have to type it."""

GONE = "Deze herstellink werkt niet meer. Vraag een andere coördinator om een nieuwe."


def make_herstelcode(
    session: Session, coordinator: Gebruiker, by: Gebruiker | None, *, drops_second_step: bool = False
) -> str:
    """A code with which a coordinator chooses a new password, once, within an hour. Without `by`: the command line.

    Raises NotAllowed for oneself: who is in needs the old password to change it. Raises ChangedMeanwhile for somebody
    who is blocked.
    """
    if by is not None and coordinator.id == by.id:
        raise NotAllowed("Uw eigen wachtwoord wijzigt u bij “Mijn account”, met uw huidige wachtwoord.")
    if coordinator.blocked_at:
        raise ChangedMeanwhile(f"{coordinator.name} is geblokkeerd. Haal eerst de blokkade weg.")
    code, now = new_token(HERSTEL_BYTES), datetime.now(UTC)
    session.add(
        Herstelcode(
            code_hash=hash_token(code),
            gebruiker_id=coordinator.id,
            made_by_id=by.id if by else None,
            made_at=now,
            expires_at=now + HERSTEL_TERM,
            drops_second_step=drops_second_step,
        )
    )
    return code


def find_herstelcode(session: Session, code: str) -> Gebruiker:
    """Whose password a code is for. Raises NotFound when it was used, is too old, or never was."""
    query = (
        select(Gebruiker)
        .join(Herstelcode, col(Herstelcode.gebruiker_id) == Gebruiker.id)
        .where(Herstelcode.code_hash == hash_token(code), Herstelcode.expires_at > datetime.now(UTC))
        .where(col(Herstelcode.used_at).is_(None), col(Gebruiker.blocked_at).is_(None))
        .where(Gebruiker.role == Rol.COORDINATOR)
    )
    coordinator = session.exec(query).first()
    if coordinator is None:
        raise NotFound(GONE)
    return coordinator


def choose_password(session: Session, code: str, password: str) -> Gebruiker:
    """Use a code up: the password is another, and whoever is in under this account is out. Returns whose it is.

    Raises NotFound when the code does not work (any more), and InvalidInput when the password will not do.
    """
    coordinator = find_herstelcode(session, code)
    change_password(session, coordinator, password)
    used = session.connection().execute(
        update(Herstelcode)
        .where(col(Herstelcode.code_hash) == hash_token(code), col(Herstelcode.used_at).is_(None))
        .values(used_at=datetime.now(UTC))
    )
    if used.rowcount == 0:
        raise NotFound(GONE)
    if session.get_one(Herstelcode, hash_token(code)).drops_second_step:
        turn_off_second_step(session, coordinator)
    _end_other_codes(session, coordinator)
    return coordinator


def list_herstel(session: Session, coordinator: Gebruiker) -> Sequence[tuple[Herstelcode, str | None]]:
    """The links that were made for this account with the names of who made them, the latest first."""
    query = (
        select(Herstelcode, Gebruiker.name)
        .join(Gebruiker, col(Gebruiker.id) == Herstelcode.made_by_id, isouter=True)
        .where(Herstelcode.gebruiker_id == coordinator.id)
    )
    return session.exec(query.order_by(col(Herstelcode.made_at).desc())).all()


def _end_other_codes(session: Session, coordinator: Gebruiker) -> None:
    """One who has a password needs no second link; it might lie around in a message."""
    now = datetime.now(UTC)
    others = update(Herstelcode).where(
        col(Herstelcode.gebruiker_id) == coordinator.id, col(Herstelcode.used_at).is_(None)
    )
    session.connection().execute(others.where(col(Herstelcode.expires_at) > now).values(expires_at=now))
