"""A coordinator's logins: each in one browser, ended by its owner, by twelve hours, or by two hours of nothing.

They are kept here and not in the cookie, so that ending one works at once. Only the hash of a token is kept.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, delete, select, update

from app.errors import NotFound
from app.models import Gebruiker, Rol, Sessie
from app.toegang.pogingen import forget_old_pogingen
from app.tokens import hash_token, new_token

SESSION_TERM = timedelta(hours=12)
"""A working day: whoever sits down at a machine tomorrow is not let in by who used it today."""

IDLE_TERM = timedelta(hours=2)
"""After so long without a request a login ends: long enough for a meeting, short for a desk that was left."""

CODE_TERM = timedelta(minutes=10)
"""How long the second step may take after the password."""

NOTED_EVERY = timedelta(minutes=5)
"""How far behind the last use may be noted: writing at every request would make every reader a writer."""


def begin_sessie(session: Session, coordinator: Gebruiker, *, is_in: bool = True) -> str:
    """The token of a new login for a coordinator of whom it is certain who they are.

    One that is not in awaits a code and opens nothing: it remembers for a few minutes that the password was right.
    """
    token, now = new_token(), datetime.now(UTC)
    session.connection().execute(delete(Sessie).where(col(Sessie.expires_at) < now))
    session.add(
        Sessie(
            token_hash=hash_token(token),
            gebruiker_id=coordinator.id,
            begun_at=now,
            last_used_at=now,
            expires_at=now + (SESSION_TERM if is_in else CODE_TERM),
            is_in=is_in,
        )
    )
    return token


def find_sessie(session: Session, token: str, *, is_in: bool = True) -> tuple[Gebruiker, Sessie] | None:
    """The coordinator whose login this is, and the login; None when it has ended or the account is blocked.

    One that still awaits a code is found only by who asks for it.
    """
    now = datetime.now(UTC)
    query = (
        select(Gebruiker, Sessie)
        .join(Sessie, col(Sessie.gebruiker_id) == Gebruiker.id)
        .where(Sessie.token_hash == hash_token(token), _alive(now), Sessie.is_in == is_in)
        .where(col(Gebruiker.blocked_at).is_(None), Gebruiker.role == Rol.COORDINATOR)
    )
    return session.exec(query).first()


def is_due_to_be_noted(sessie: Sessie) -> bool:
    """Whether the last use of a login was noted so long ago that it is worth writing down again."""
    return datetime.now(UTC) - sessie.last_used_at >= NOTED_EVERY


def keep_sessie_alive(session: Session, token_hash: str) -> None:
    """Note that a login was used just now. One that has ended stays ended.

    Somebody is at work, so this is also when what no login waits for any more is removed.
    """
    forget_old_pogingen(session)
    now = datetime.now(UTC)
    used = update(Sessie).where(col(Sessie.token_hash) == token_hash, _alive(now)).values(last_used_at=now)
    session.connection().execute(used)


def list_sessies(session: Session, coordinator: Gebruiker) -> Sequence[Sessie]:
    """The logins of a coordinator that still work, the latest used first."""
    query = select(Sessie).where(Sessie.gebruiker_id == coordinator.id, _alive(datetime.now(UTC)), Sessie.is_in)
    return session.exec(query.order_by(col(Sessie.last_used_at).desc(), col(Sessie.token_hash))).all()


def log_out(session: Session, token: str) -> None:
    """End a login; harmless when it had ended."""
    session.connection().execute(delete(Sessie).where(col(Sessie.token_hash) == hash_token(token)))


def end_sessie(session: Session, coordinator: Gebruiker, token_hash: str) -> None:
    """End one login of a coordinator. Raises NotFound when it had ended, or is somebody else's."""
    ended = session.connection().execute(
        delete(Sessie).where(col(Sessie.token_hash) == token_hash, col(Sessie.gebruiker_id) == coordinator.id)
    )
    if ended.rowcount == 0:
        raise NotFound("Deze inlog is er niet meer. Hij was al beëindigd of verlopen.")


def end_other_sessies(session: Session, coordinator: Gebruiker, kept: str | None = None) -> None:
    """End every login of a coordinator, but for the one with this hash of its token."""
    others = delete(Sessie).where(col(Sessie.gebruiker_id) == coordinator.id)
    if kept is not None:
        others = others.where(col(Sessie.token_hash) != kept)
    session.connection().execute(others)


def _alive(now: datetime) -> ColumnElement[bool]:
    return and_(col(Sessie.expires_at) > now, col(Sessie.last_used_at) > now - IDLE_TERM)
