"""What was done and seen: the trail of every change, with its chain and when that was followed; and who read what."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Column, Field, SQLModel

from app.changes import Who
from app.columns import UtcDateTime, one_of


class Spoor(SQLModel, table=True):
    """What one transaction changed: tables, keys and columns, not what stood there. See `app.changes`.

    Who did it has no foreign key, for an account may go and what it did stays. The database refuses to change or to
    remove a row (migration 0021).
    """

    __table_args__ = (one_of("who", Who), Index(None, "moment", "id"))

    id: UUID = Field(primary_key=True)
    moment: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    who: str = Field(max_length=20)
    who_id: UUID | None = None
    via: str = Field(max_length=120)
    changes: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))


class Schakel(SQLModel, table=True):
    """A link of the chain: the hash over one row of the trail and over the link before. It never changes either."""

    number: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    spoor_id: UUID = Field(foreign_key="spoor.id", unique=True)
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64)


class Ketencontrole(SQLModel, table=True):
    """That the chain was followed from its beginning: up to which link it fits, and whether one did not."""

    checked_at: datetime = Field(sa_column=Column(UtcDateTime, primary_key=True))
    number: int = Field(sa_column=Column(BigInteger, nullable=False))
    hash: str = Field(max_length=64)
    is_whole: bool


class Inzage(SQLModel, table=True):
    """That a coordinator or a key was shown the answers of interviews, and by which route. See `app.inzagelog`.

    Neither who looked nor what was seen has a foreign key: both may go, and that it was seen stays.
    """

    __table_args__ = (
        one_of("who", Who),
        Index(None, "moment", "id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    moment: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    who: str = Field(max_length=20)
    who_id: UUID
    via: str = Field(max_length=120)


class Ingezien(SQLModel, table=True):
    """One interview that was seen on that occasion."""

    inzage_id: UUID = Field(foreign_key="inzage.id", primary_key=True)
    interview_id: UUID = Field(primary_key=True, index=True)
