"""Who: people, their phones and logins, and keys for other systems."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint
from sqlmodel import Column, Field, SQLModel

from app.columns import UtcDateTime, one_of


class Rol(StrEnum):
    COORDINATOR = "coordinator"
    INTERVIEWER = "interviewer"


class Gebruiker(SQLModel, table=True):
    """Somebody who works with Wijkpeil. A coordinator has a password, an interviewer a linked phone."""

    __table_args__ = (
        one_of("role", Rol),
        CheckConstraint(
            "left_at IS NOT NULL OR role <> 'coordinator' OR (email IS NOT NULL AND password_hash IS NOT NULL)",
            name="login",
        ),
        CheckConstraint(
            "left_at IS NULL OR "
            "(blocked_at IS NOT NULL AND email IS NULL AND password_hash IS NULL AND totp_secret IS NULL)",
            name="left",
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=120)
    role: str = Field(max_length=20)
    email: str | None = Field(default=None, unique=True, max_length=200)
    password_hash: str | None = Field(default=None, max_length=200)
    blocked_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    blocked_by_id: UUID | None = Field(default=None, foreign_key="gebruiker.id")
    totp_secret: str | None = Field(default=None, max_length=64)
    """What a coordinator's authenticator app shares with us, when they want a second step at logging in."""
    totp_step: int | None = None
    """Of the code that was used last: one that was seen over a shoulder works no second time."""
    left_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    """When the account was deleted. What they did stays under this id, which then says no more about anybody."""


class Inzet(SQLModel, table=True):
    """In which wijken an interviewer works."""

    gebruiker_id: UUID = Field(foreign_key="gebruiker.id", primary_key=True)
    wijk_code: str = Field(foreign_key="wijk.code", primary_key=True, max_length=60)


class Koppelcode(SQLModel, table=True):
    """A link that ties one phone to an interviewer: valid once, for a day. Only its hash is kept."""

    code_hash: str = Field(primary_key=True, max_length=64)
    gebruiker_id: UUID = Field(foreign_key="gebruiker.id")
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class Toestel(SQLModel, table=True):
    """A linked phone. Stays logged in until it is revoked.

    At its last contact it told how many interviews and doors it had not sent yet.
    """

    __table_args__ = (CheckConstraint("unsent_count >= 0", name="unsent_count"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    gebruiker_id: UUID = Field(foreign_key="gebruiker.id")
    token_hash: str = Field(unique=True, max_length=64)
    linked_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    last_contact_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    unsent_count: int | None = None
    revoked_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class Sessie(SQLModel, table=True):
    """A coordinator's login in one browser. When it was last used is noted every few minutes, not every time."""

    token_hash: str = Field(primary_key=True, max_length=64)
    gebruiker_id: UUID = Field(foreign_key="gebruiker.id")
    begun_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    last_used_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    is_in: bool
    """Not while the password was right and the second step is still to come: that lets nobody in."""


class Noodcode(SQLModel, table=True):
    """A code to come in without the authenticator app. Only its hash is kept, and it goes when it is used."""

    code_hash: str = Field(primary_key=True, max_length=64)
    gebruiker_id: UUID = Field(foreign_key="gebruiker.id")


class Herstelcode(SQLModel, table=True):
    """A link to choose a new password: valid once, for an hour. Only its hash is kept.

    It stays when it was used: whose account it is sees who made it. The command line has no name.
    """

    code_hash: str = Field(primary_key=True, max_length=64)
    gebruiker_id: UUID = Field(foreign_key="gebruiker.id")
    made_by_id: UUID | None = Field(default=None, foreign_key="gebruiker.id")
    made_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    drops_second_step: bool


class Inlogpoging(SQLModel, table=True):
    """How often logging in failed lately, for one account or from one address: under a hash, and for an hour."""

    __table_args__ = (CheckConstraint("failures >= 0", name="failures"),)

    subject: str = Field(primary_key=True, max_length=64)
    failures: int
    last_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class ApiSleutel(SQLModel, table=True):
    """A key for another system, with what it may do and until when. Only its hash is kept."""

    __tablename__ = "api_sleutel"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=120)
    key_hash: str = Field(unique=True, max_length=64)
    scopes: list[str] = Field(sa_column=Column(JSON, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
