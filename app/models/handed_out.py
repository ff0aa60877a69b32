"""What was handed out: which interviews left the house as a file, at whose request."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, Index
from sqlmodel import Column, Field, SQLModel, Text

from app.database import UtcDateTime, one_of
from app.domain.vragenlijst import Soort


class Formaat(StrEnum):
    """The kind of file: CSV with commas or for a Dutch Excel, a workbook of Excel, or a file of SPSS."""

    CSV = "csv"
    CSV_NL = "csv-nl"
    XLSX = "xlsx"
    SAV = "sav"


class Vorm(StrEnum):
    """What is one row of the file: an interview, or an answer."""

    BREED = "breed"
    LANG = "lang"


class Uitvoer(SQLModel, table=True):
    """That a coordinator asked for interviews as a file, and what was in it. The file itself is not kept.

    Which interviews: those of the meetronde, perhaps of one wijk or kind, that had one of `statuses` when it was made.
    `with_text` and `with_straat` say whether open answers and the names of straten were in it, and `reason` what for.
    `count` is how many interviews, `finished_at` when the file was there, `fetched_at` when it was taken away.
    """

    __table_args__ = (
        one_of("soort", Soort),
        one_of("formaat", Formaat),
        one_of("vorm", Vorm),
        CheckConstraint("count >= 0", name="count"),
        CheckConstraint("(finished_at IS NULL) = (count IS NULL)", name="finished"),
        CheckConstraint("reason <> '' OR NOT (with_text OR with_straat)", name="reason"),
        Index(None, "asked_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    coordinator_id: UUID = Field(foreign_key="gebruiker.id")
    asked_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    meetronde_code: str = Field(foreign_key="meetronde.code", max_length=60)
    wijk_code: str | None = Field(default=None, foreign_key="wijk.code", max_length=60)
    soort: str | None = Field(default=None, max_length=20)
    statuses: list[str] = Field(sa_column=Column(JSON, nullable=False))
    formaat: str = Field(max_length=20)
    vorm: str = Field(max_length=20)
    with_text: bool = False
    with_straat: bool = False
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    finished_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    count: int | None = None
    fetched_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
