"""What was told to outsiders: the published sets of scores, which never change, and the words of a report."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, LargeBinary
from sqlmodel import Column, Field, SQLModel, Text

from app.database import UtcDateTime, one_of
from app.domain.onderdeel import Onderdeel


class Vaststelling(SQLModel, table=True):
    """The scores of a meetronde as they were published. A correction is the next version, with its reason.

    `threshold` is from how many answers on anything was told; `drempels` is all that was decided beforehand, as it was
    published.
    """

    __table_args__ = (
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint("version = 1 OR reason <> ''", name="reason"),
        CheckConstraint("threshold >= 5", name="threshold"),
    )

    meetronde_code: str = Field(foreign_key="meetronde.code", primary_key=True, max_length=60)
    version: int = Field(primary_key=True)
    published_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    coordinator_id: UUID = Field(foreign_key="gebruiker.id")
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    threshold: int
    drempels: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class Publicatie(SQLModel, table=True):
    """One wijk with its straten in a vaststelling, or under an empty code the meetronde as a whole with all of them.

    `document` is what leaves, JSON in gzip, byte for byte the same for ever; `etag` is its fingerprint. `cellen` are
    the numbers it was made of, for the next version and for a comparison. They never leave.
    """

    __table_args__ = (
        ForeignKeyConstraint(["meetronde_code", "version"], ["vaststelling.meetronde_code", "vaststelling.version"]),
    )

    meetronde_code: str = Field(primary_key=True, max_length=60)
    version: int = Field(primary_key=True)
    wijk_code: str = Field(primary_key=True, max_length=60)
    cellen: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    document: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    etag: str = Field(max_length=64)


class Rapporttekst(SQLModel, table=True):
    """The words around the figures in a part of a report, as a coordinator changed them. They may be none at all."""

    __table_args__ = (one_of("onderdeel", Onderdeel),)

    meetronde_code: str = Field(foreign_key="meetronde.code", primary_key=True, max_length=60)
    wijk_code: str = Field(foreign_key="wijk.code", primary_key=True, max_length=60)
    onderdeel: str = Field(primary_key=True, max_length=20)
    text: str = Field(sa_column=Column(Text, nullable=False))
