"""Where: wijken, their straten, and the shared entrances in them; and which straten became one."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Column, Field, SQLModel

from app.database import UtcDateTime


class Wijk(SQLModel, table=True):
    """A neighbourhood as the research draws it; it may consist of several wijken and buurten of the CBS.

    Out of use since `retired_at`, nobody is sent there any more; what was heard there stays, and counts.
    """

    code: str = Field(primary_key=True, max_length=60)
    name: str = Field(max_length=120, unique=True)
    cbs_codes: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    retired_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    retired_by_id: UUID | None = Field(default=None, foreign_key="gebruiker.id")

    @property
    def is_in_use(self) -> bool:
        return self.retired_at is None


class Straat(SQLModel, table=True):
    """A street in one wijk. A street through two wijken stands here twice.

    `merged_into_id` is the straat that this one became a part of: everything that comes in for this one lands there.
    """

    __table_args__ = (
        UniqueConstraint("wijk_code", "name"),
        CheckConstraint("bag_id IS NULL OR length(bag_id) = 16", name="bag_id"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="merged_into_id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    wijk_code: str = Field(foreign_key="wijk.code", max_length=60)
    name: str = Field(max_length=120)
    bag_id: str | None = Field(default=None, max_length=16)
    retired_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    retired_by_id: UUID | None = Field(default=None, foreign_key="gebruiker.id")
    merged_into_id: UUID | None = Field(default=None, foreign_key="straat.id")

    @property
    def is_in_use(self) -> bool:
        return self.retired_at is None and self.merged_into_id is None


class Portiek(SQLModel, table=True):
    """A shared entrance. Its name is what stands beside the door, never a single house number."""

    __table_args__ = (UniqueConstraint("straat_id", "name"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    straat_id: UUID = Field(foreign_key="straat.id")
    name: str = Field(max_length=120)
    retired_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    retired_by_id: UUID | None = Field(default=None, foreign_key="gebruiker.id")

    @property
    def is_in_use(self) -> bool:
        return self.retired_at is None


class Samenvoeging(SQLModel, table=True):
    """That a straat became a part of another one, by whom, and what moved: enough to undo it exactly.

    `moved` is a `Verhuizing` of `app.samenvoegingen`. Which interviews and doors moved is told by each of them itself.
    """

    __table_args__ = (CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    straat_id: UUID = Field(foreign_key="straat.id", index=True)
    into_id: UUID = Field(foreign_key="straat.id", index=True)
    coordinator_id: UUID = Field(foreign_key="gebruiker.id")
    merged_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    moved: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    undone_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    undone_by_id: UUID | None = Field(default=None, foreign_key="gebruiker.id")
