"""What was cleared away because its term was over: when, and how much of what. Never what it said."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint
from sqlmodel import Column, Field, SQLModel

from app.columns import UtcDateTime, one_of
from app.domain.bewaartermijn import Bewaarsoort


class Opruiming(SQLModel, table=True):
    """One time that everything was removed whose term was over, from `begun_at` until `finished_at`.

    `day` is that of the server's own schedule, of which there is one a day however many processes there are; somebody
    who typed the command has none. Without an end it was interrupted, and the next one does the rest.
    """

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    begun_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    finished_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    day: date | None = Field(default=None, unique=True)


class Opruimpost(SQLModel, table=True):
    """How much of one kind went, of a meetronde or, under an empty code, of no meetronde; and after how many months.

    It is written in the same transaction as the removal itself, so it tells exactly what is gone. `ended_on` is the end
    of the meetronde from which the term ran: what is gone can no longer tell it.
    """

    __table_args__ = (
        one_of("bewaarsoort", Bewaarsoort),
        CheckConstraint("count >= 0", name="count"),
        CheckConstraint("months >= 1", name="months"),
    )

    opruiming_id: UUID = Field(foreign_key="opruiming.id", primary_key=True)
    meetronde_code: str = Field(primary_key=True, max_length=60, index=True)
    bewaarsoort: str = Field(primary_key=True, max_length=20)
    months: int
    count: int
    ended_on: date | None = None
