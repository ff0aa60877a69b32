"""When: rounds of interviews, and what belongs to a straat only in one of them."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint
from sqlmodel import Column, Field, SQLModel, Text

from app.database import UtcDateTime, one_of
from app.domain.vragenlijst import Soort


class Meetronde(SQLModel, table=True):
    """A round of interviews: a nulmeting, or its repetition. Open until it is closed."""

    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),)

    code: str = Field(primary_key=True, max_length=60)
    name: str = Field(max_length=120)
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    starts_on: date
    ends_on: date | None = None
    closed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    closed_by_id: UUID | None = Field(default=None, foreign_key="gebruiker.id")

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Heropening(SQLModel, table=True):
    """That a coordinator let a closed meetronde take interviews again, and why.

    It had been closed at `closed_at` by `closed_by_id`, which nobody wrote down at first.
    """

    __table_args__ = (CheckConstraint("reason <> ''", name="reason"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    meetronde_code: str = Field(foreign_key="meetronde.code", max_length=60)
    coordinator_id: UUID = Field(foreign_key="gebruiker.id")
    closed_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    closed_by_id: UUID | None = Field(default=None, foreign_key="gebruiker.id")
    reopened_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))


class Uitzondering(SQLModel, table=True):
    """That a straat does not take part in a meetronde. Without one it does.

    What is heard there all the same is kept, and enters no figure until the straat takes part.
    """

    meetronde_code: str = Field(foreign_key="meetronde.code", primary_key=True, max_length=60)
    straat_id: UUID = Field(foreign_key="straat.id", primary_key=True)


class Huishoudens(SQLModel, table=True):
    """How many households a straat has in a meetronde: blocks are pulled down and built between rounds."""

    __table_args__ = (CheckConstraint("count >= 0", name="count"),)

    meetronde_code: str = Field(foreign_key="meetronde.code", primary_key=True, max_length=60)
    straat_id: UUID = Field(foreign_key="straat.id", primary_key=True)
    count: int


class Doel(SQLModel, table=True):
    """How many interviews of a kind a meetronde wants in a straat. It steers; it forbids nothing."""

    __table_args__ = (one_of("soort", Soort), CheckConstraint("count >= 0", name="count"))

    meetronde_code: str = Field(foreign_key="meetronde.code", primary_key=True, max_length=60)
    straat_id: UUID = Field(foreign_key="straat.id", primary_key=True)
    soort: str = Field(primary_key=True, max_length=20)
    count: int
