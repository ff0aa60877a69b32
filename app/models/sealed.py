"""How a phone's interviews are kept from whoever finds the phone: the keys they are sealed with."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Column, Field, SQLModel

from app.columns import UtcDateTime


class Zegelsleutel(SQLModel, table=True):
    """A key pair of the organisation: phones seal with its public half, only this database can open.

    `kid` names it in every seal. `jwk` is the whole key (RFC 7517, P-256), the private half too: a backup that holds
    the interviews holds the key to the ones that come after. A key is never removed: a phone may still hold its seals.
    """

    kid: str = Field(primary_key=True, max_length=64)
    jwk: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    made_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
