"""What a coordinator marked in open answers: passages by theme, and one name for answers that say the same."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Column, Field, SQLModel, Text

from app.database import UtcDateTime


class Thema(SQLModel, table=True):
    """What a passage can be about: one of the four of the study, or one of our own. Retired it is chosen no more."""

    __table_args__ = (CheckConstraint("code <> ''", name="code"),)

    code: str = Field(primary_key=True, max_length=60)
    name: str = Field(max_length=120, unique=True)
    retired_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class Fragment(SQLModel, table=True):
    """A passage of an open answer, word for word, and at which character it began when it was marked.

    Only what still stands in the answer counts. As a citaat it may stand in a report.
    """

    __table_args__ = (
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("place >= 0", name="place"),
        Index(None, "interview_id", "vraag"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    interview_id: UUID = Field(foreign_key="interview.id")
    vraag: str = Field(max_length=60)
    place: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    is_citaat: bool = False


class Indeling(SQLModel, table=True):
    """That a fragment is about a thema; it may be about several."""

    fragment_id: UUID = Field(foreign_key="fragment.id", primary_key=True)
    thema_code: str = Field(foreign_key="thema.code", primary_key=True, max_length=60, index=True)


class Verzamelnaam(SQLModel, table=True):
    """Under which name an answer to “anders, namelijk” is counted, together with others that say the same."""

    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    interview_id: UUID = Field(foreign_key="interview.id", primary_key=True)
    vraag: str = Field(primary_key=True, max_length=60)
    name: str = Field(max_length=120)
