"""Where: wijken, their straten, and the shared entrances in them."""

from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Column, Field, SQLModel


class Wijk(SQLModel, table=True):
    """A neighbourhood as the research draws it; it may consist of several wijken and buurten of the CBS."""

    code: str = Field(primary_key=True, max_length=60)
    name: str = Field(max_length=120, unique=True)
    cbs_codes: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Straat(SQLModel, table=True):
    """A street in one wijk. A street through two wijken stands here twice."""

    __table_args__ = (
        UniqueConstraint("wijk_code", "name"),
        CheckConstraint("bag_id IS NULL OR length(bag_id) = 16", name="bag_id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    wijk_code: str = Field(foreign_key="wijk.code", max_length=60)
    name: str = Field(max_length=120)
    bag_id: str | None = Field(default=None, max_length=16)


class Portiek(SQLModel, table=True):
    """A shared entrance. Its name is what stands beside the door, never a single house number."""

    __table_args__ = (UniqueConstraint("straat_id", "name"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    straat_id: UUID = Field(foreign_key="straat.id")
    name: str = Field(max_length=120)
