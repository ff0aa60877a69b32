"""The tables, in reading order: where, when, who, and what was said.

SQLModel does not validate table classes; the questionnaire and the wire models do. What must never be in the
database, whoever writes, is forbidden here by CHECK, UNIQUE and FOREIGN KEY.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Column, Field, SQLModel, Text

from app.database import UtcDateTime
from app.domain.vragenlijst import Soort


class Rol(StrEnum):
    COORDINATOR = "coordinator"
    INTERVIEWER = "interviewer"


class Status(StrEnum):
    """Where an interview stands in the review. Only the first two count in scores."""

    NIEUW = "nieuw"
    GOEDGEKEURD = "goedgekeurd"
    TERUGGESTUURD = "teruggestuurd"
    AFGEKEURD = "afgekeurd"


class Contactuitkomst(StrEnum):
    """How a contact ended that did not become an interview."""

    NIET_THUIS = "niet_thuis"
    WEIGERT = "weigert"
    TAAL = "taal"
    GEEN_TIJD = "geen_tijd"
    LATER_TERUGKOMEN = "later_terugkomen"


def _one_of(column: str, members: type[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{member}'" for member in members)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


# --- where -------------------------------------------------------------------------------------------------------


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


# --- when --------------------------------------------------------------------------------------------------------


class Meetronde(SQLModel, table=True):
    """A round of interviews: a nulmeting, or its repetition. Open until it is closed."""

    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),)

    code: str = Field(primary_key=True, max_length=60)
    name: str = Field(max_length=120)
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    starts_on: date
    ends_on: date | None = None
    closed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Huishoudens(SQLModel, table=True):
    """How many households a straat has in a meetronde: blocks are pulled down and built between rounds."""

    __table_args__ = (CheckConstraint("count >= 0", name="count"),)

    meetronde_code: str = Field(foreign_key="meetronde.code", primary_key=True, max_length=60)
    straat_id: UUID = Field(foreign_key="straat.id", primary_key=True)
    count: int


# --- who ---------------------------------------------------------------------------------------------------------


class Gebruiker(SQLModel, table=True):
    """Somebody who works with Wijkpeil. A coordinator has a password, an interviewer a linked phone."""

    __table_args__ = (
        _one_of("role", Rol),
        CheckConstraint("role <> 'coordinator' OR (email IS NOT NULL AND password_hash IS NOT NULL)", name="login"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=120)
    role: str = Field(max_length=20)
    email: str | None = Field(default=None, unique=True, max_length=200)
    password_hash: str | None = Field(default=None, max_length=200)
    blocked_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


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
    """A linked phone. Stays logged in until it is revoked."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    gebruiker_id: UUID = Field(foreign_key="gebruiker.id")
    token_hash: str = Field(unique=True, max_length=64)
    linked_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class Sessie(SQLModel, table=True):
    """A coordinator's login in one browser."""

    token_hash: str = Field(primary_key=True, max_length=64)
    gebruiker_id: UUID = Field(foreign_key="gebruiker.id")
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class ApiSleutel(SQLModel, table=True):
    """A key for another system, with what it may do and until when. Only its hash is kept."""

    __tablename__ = "api_sleutel"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=120)
    key_hash: str = Field(unique=True, max_length=64)
    scopes: list[str] = Field(sa_column=Column(JSON, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


# --- what was said -----------------------------------------------------------------------------------------------


class Interview(SQLModel, table=True):
    """One conversation. Its id was minted on the phone when it began, and never changes.

    `content_hash` is that of what was sent, so that a second sending can be told from another interview.
    """

    __table_args__ = (
        _one_of("soort", Soort),
        _one_of("status", Status),
        CheckConstraint("portiek_id IS NULL OR soort = 'portiek'", name="portiek"),
        CheckConstraint("interviewer_id IS NOT NULL OR api_sleutel_id IS NOT NULL", name="sender"),
        Index(None, "meetronde_code", "straat_id", "soort", "status"),
        Index(None, "date", "id"),
        Index(None, "interviewer_id", "date"),
    )

    id: UUID = Field(primary_key=True)
    soort: str = Field(max_length=20)
    vragenlijst_version: int
    meetronde_code: str = Field(foreign_key="meetronde.code", max_length=60)
    straat_id: UUID = Field(foreign_key="straat.id")
    portiek_id: UUID | None = Field(default=None, foreign_key="portiek.id")
    interviewer_id: UUID | None = Field(default=None, foreign_key="gebruiker.id")
    api_sleutel_id: UUID | None = Field(default=None, foreign_key="api_sleutel.id")
    consent: bool
    date: date
    started_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    finished_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    received_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    status: str = Field(default=Status.NIEUW, max_length=20)
    content_hash: str = Field(max_length=64)


class Antwoord(SQLModel, table=True):
    """One answer: a code, or under the code `tekst` the words of an open answer. Several options are several rows."""

    __table_args__ = (
        CheckConstraint("(code = 'tekst') = (text IS NOT NULL)", name="text"),
        {"sqlite_with_rowid": False},
    )

    interview_id: UUID = Field(foreign_key="interview.id", primary_key=True)
    vraag: str = Field(primary_key=True, max_length=60)
    code: str = Field(primary_key=True, max_length=60)
    text: str | None = Field(default=None, sa_column=Column(Text))


class Botsing(SQLModel, table=True):
    """What came in under the id of an interview that already said something else: kept aside, never counted."""

    interview_id: UUID = Field(foreign_key="interview.id", primary_key=True)
    content_hash: str = Field(primary_key=True, max_length=64)
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    received_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Contactpoging(SQLModel, table=True):
    """A door that did not become an interview. Its id, too, comes from the phone."""

    __table_args__ = (_one_of("outcome", Contactuitkomst), Index(None, "meetronde_code", "straat_id"))

    id: UUID = Field(primary_key=True)
    meetronde_code: str = Field(foreign_key="meetronde.code", max_length=60)
    straat_id: UUID = Field(foreign_key="straat.id")
    portiek_id: UUID | None = Field(default=None, foreign_key="portiek.id")
    interviewer_id: UUID = Field(foreign_key="gebruiker.id")
    outcome: str = Field(max_length=20)
    happened_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Beoordeling(SQLModel, table=True):
    """One decision of a coordinator on an interview. The last one is the interview's status; all are kept."""

    __table_args__ = (
        _one_of("status", Status),
        Index(None, "interview_id", "decided_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    interview_id: UUID = Field(foreign_key="interview.id")
    coordinator_id: UUID = Field(foreign_key="gebruiker.id")
    status: str = Field(max_length=20)
    remark: str = Field(default="", sa_column=Column(Text, nullable=False))
    decided_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
