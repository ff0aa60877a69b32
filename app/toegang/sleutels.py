"""Keys for other systems: what each may do, and until when. Only their hashes are kept."""

from collections.abc import Collection
from datetime import UTC, datetime
from enum import StrEnum

from sqlmodel import Session, col, select, update

from app.errors import NotFound
from app.models import ApiSleutel
from app.tokens import hash_token, new_token

KEY_PREFIX = "wp_"


class Scope(StrEnum):
    """What an API key may do."""

    SCORES_VOORLOPIG = "scores:voorlopig"
    INTERVIEWS_LEZEN = "interviews:lezen"
    INTERVIEWS_SCHRIJVEN = "interviews:schrijven"
    METRICS_LEZEN = "metrics:lezen"


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
