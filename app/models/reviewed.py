"""What came of the review: decisions, replies to a question, answers that were changed or taken out, and remarks."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, Index
from sqlmodel import Column, Field, SQLModel, Text

from app.columns import UtcDateTime, one_of
from app.models.said import Status


class Beoordeling(SQLModel, table=True):
    """One decision of a coordinator on an interview. The last one is the interview's status, unless a reply came after
    it; all are kept. One that sends back asks something: its remark is the question.
    """

    __table_args__ = (
        one_of("status", Status),
        Index(None, "interview_id", "decided_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    interview_id: UUID = Field(foreign_key="interview.id")
    coordinator_id: UUID = Field(foreign_key="gebruiker.id")
    status: str = Field(max_length=20)
    remark: str = Field(default="", sa_column=Column(Text, nullable=False))
    decided_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Reactie(SQLModel, table=True):
    """What an interviewer answers when an interview was sent back: in words, by changing answers, or both.

    Its id comes from the phone. The answers it changed are the corrections under the same id.
    """

    id: UUID = Field(primary_key=True)
    interview_id: UUID = Field(foreign_key="interview.id", index=True)
    beoordeling_id: UUID = Field(foreign_key="beoordeling.id")
    interviewer_id: UUID = Field(foreign_key="gebruiker.id")
    text: str = Field(sa_column=Column(Text, nullable=False))
    content_hash: str = Field(max_length=64)
    received_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Correctie(SQLModel, table=True):
    """That one answer was changed: the old one and the new one as they travel, null for none; by whom, when and why.

    Answers that were changed together share an id.
    """

    __table_args__ = (CheckConstraint("reason <> ''", name="reason"),)

    id: UUID = Field(primary_key=True)
    vraag: str = Field(primary_key=True, max_length=60)
    interview_id: UUID = Field(foreign_key="interview.id", index=True)
    gebruiker_id: UUID = Field(foreign_key="gebruiker.id")
    reason: str = Field(sa_column=Column(Text, nullable=False))
    old: Any = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    new: Any = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    changed_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Weglating(SQLModel, table=True):
    """That an open answer, or a piece of it, was taken out for good. What it said is nowhere any more."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    interview_id: UUID = Field(foreign_key="interview.id", index=True)
    vraag: str = Field(max_length=60)
    coordinator_id: UUID = Field(foreign_key="gebruiker.id")
    is_whole: bool
    removed_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Opmerking(SQLModel, table=True):
    """What a coordinator writes down about an interview for the colleagues at the desk; no interviewer reads it."""

    __table_args__ = (CheckConstraint("text <> ''", name="text"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    interview_id: UUID = Field(foreign_key="interview.id", index=True)
    coordinator_id: UUID = Field(foreign_key="gebruiker.id")
    text: str = Field(sa_column=Column(Text, nullable=False))
    written_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
