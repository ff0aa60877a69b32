"""What was said: interviews, answers, doors that stayed shut, and why somebody should look."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlmodel import Column, Field, SQLModel, Text

from app.columns import UtcDateTime, one_of
from app.domain.citaat import fold
from app.domain.reden import Reden
from app.domain.respons import Contactuitkomst
from app.domain.vragenlijst import DUTCH, Soort


class Toestemmingstekst(SQLModel, table=True):
    """The words in which somebody was asked whether their answers may be kept, as they were then.

    Translations change; whoever said yes said it to these. `mark` is the fingerprint of all the rest.
    """

    __table_args__ = (one_of("soort", Soort), CheckConstraint("text <> ''", name="text"))

    mark: str = Field(primary_key=True, max_length=64)
    soort: str = Field(max_length=20)
    vragenlijst_version: int
    language: str = Field(max_length=10)
    text: str = Field(sa_column=Column(Text, nullable=False))


class Status(StrEnum):
    """Where an interview stands in the review. Only the first two count in scores. The last one nobody decides at the
    desk: the bewoner withdrew it, and nothing of what was said is left.
    """

    NIEUW = "nieuw"
    GOEDGEKEURD = "goedgekeurd"
    TERUGGESTUURD = "teruggestuurd"
    AFGEKEURD = "afgekeurd"
    INGETROKKEN = "ingetrokken"


_WORK = ("meetronde_code", "interviewer_id", "soort", "consent", "status", "date", "straat_id")


class Interview(SQLModel, table=True):
    """One conversation. Its id was minted on the phone when it began, and never changes.

    `content_hash` is that of what was sent, so that a second sending can be told from another interview; empty when any
    of it was taken out, cleared away or withdrawn, for then it would tell whether a guess is right. `answers_hash`
    is that of the answers alone, to find one that was filled in twice; a refusal has none, nor has one of which the
    words were cleared away. `language` is the one the questions were shown in (BCP 47). `sent_straat_id` is the straat
    it was sent for, where it counts in another: the two were merged. `clock_offset` is by how many seconds the phone's
    clock was ahead of ours, negative when behind, as the phone measured it; the moments are kept as the phone sent
    them. `revision` is how often somebody changed something about it since it came in: whoever saw an older one is told
    before changing more.

    `consent_at` is when yes or no was said, by the phone's clock, `consent_language` in which language it was asked,
    and `toestemmingstekst_mark` in which words; where none of it was told, as of older interviews, there is nothing.

    `intrekcode_hash` is that of the code with which the bewoner can withdraw it. It is not unique: a second interview
    with the same code, of which there may be a pair among tens of thousands, must still be stored. Of what was
    withdrawn stay the meetronde, the place, the day, the kind and who held it; its moments are the beginning of that
    day.
    """

    __table_args__ = (
        one_of("soort", Soort),
        one_of("status", Status),
        CheckConstraint("length(language) BETWEEN 2 AND 10", name="language"),
        CheckConstraint("portiek_id IS NULL OR soort = 'portiek'", name="portiek"),
        CheckConstraint("interviewer_id IS NOT NULL OR api_sleutel_id IS NOT NULL", name="sender"),
        CheckConstraint("(consent_at IS NULL) = (consent_language IS NULL)", name="consent"),
        CheckConstraint("(status = 'ingetrokken') = (withdrawn_at IS NOT NULL)", name="withdrawn"),
        # What is counted is counted from an index alone, in its order: see `tellingen`.
        Index("ix_interview_gehouden", "meetronde_code", "straat_id", "soort", "consent", "status"),
        Index("ix_interview_werk", *_WORK),
        Index(None, "meetronde_code", "received_at"),
        Index("ix_interview_wachtrij", "meetronde_code", "status", "date", "id", "straat_id"),
        Index(None, "date", "id"),
        Index(None, "interviewer_id", "date"),
    )

    id: UUID = Field(primary_key=True)
    soort: str = Field(max_length=20)
    vragenlijst_version: int
    meetronde_code: str = Field(foreign_key="meetronde.code", max_length=60)
    straat_id: UUID = Field(foreign_key="straat.id")
    sent_straat_id: UUID | None = Field(default=None, foreign_key="straat.id")
    portiek_id: UUID | None = Field(default=None, foreign_key="portiek.id")
    interviewer_id: UUID | None = Field(default=None, foreign_key="gebruiker.id")
    api_sleutel_id: UUID | None = Field(default=None, foreign_key="api_sleutel.id")
    language: str = Field(default=DUTCH, max_length=10, sa_column_kwargs={"server_default": DUTCH})
    consent: bool
    consent_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    consent_language: str | None = Field(default=None, max_length=10)
    toestemmingstekst_mark: str | None = Field(default=None, foreign_key="toestemmingstekst.mark", max_length=64)
    date: date
    started_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    finished_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    clock_offset: int | None = None
    received_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    status: str = Field(default=Status.NIEUW, max_length=20)
    content_hash: str = Field(max_length=64)
    answers_hash: str | None = Field(default=None, max_length=64, index=True)
    revision: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    intrekcode_hash: str | None = Field(default=None, max_length=64, index=True)
    withdrawn_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


def _folded(context: DefaultExecutionContext) -> str | None:
    text = context.get_current_parameters().get("text")  # type: ignore[no-untyped-call]
    return None if text is None else fold(text)


class Antwoord(SQLModel, table=True):
    """One answer: a code, or under the code `tekst` the words of an open answer. Several options are several rows.

    `folded` is what is searched of those words. It follows them by itself, whoever writes them, so nobody sets it.
    """

    __table_args__ = (
        CheckConstraint("(code = 'tekst') = (text IS NOT NULL)", name="text"),
        {"sqlite_with_rowid": False},
    )

    interview_id: UUID = Field(foreign_key="interview.id", primary_key=True)
    vraag: str = Field(primary_key=True, max_length=60)
    code: str = Field(primary_key=True, max_length=60)
    text: str | None = Field(default=None, sa_column=Column(Text))
    folded: str | None = Field(default=None, sa_column=Column(Text, default=_folded, onupdate=_folded))


class Telstand(SQLModel, table=True):
    """What the interviews of one straat, kind and status add up to, kept up to date with every one of them.

    `counts` says how many interviews and refusals there were per version of the questionnaire, how many answered each
    question, and how many gave each answer; `app.telstand` knows under which names.
    """

    __table_args__ = (one_of("soort", Soort), one_of("status", Status))

    meetronde_code: str = Field(foreign_key="meetronde.code", primary_key=True, max_length=60)
    straat_id: UUID = Field(foreign_key="straat.id", primary_key=True)
    soort: str = Field(primary_key=True, max_length=20)
    status: str = Field(primary_key=True, max_length=20)
    counts: dict[str, int] = Field(sa_column=Column(JSON, nullable=False))


class Botsing(SQLModel, table=True):
    """What came in under the id of an interview that already said something else: kept aside, never counted."""

    interview_id: UUID = Field(foreign_key="interview.id", primary_key=True)
    content_hash: str = Field(primary_key=True, max_length=64)
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    received_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Aanleiding(SQLModel, table=True):
    """That somebody should look at an interview before it is approved, and why; noted when it came in.

    `vraag` is the question in whose answer it was seen, empty when it was in none. `seconds` is how long the interview
    took, how far the clock was ahead, or how long before or after the `other` interview it began.
    """

    __table_args__ = (one_of("reden", Reden),)

    interview_id: UUID = Field(foreign_key="interview.id", primary_key=True)
    reden: str = Field(max_length=20, primary_key=True)
    vraag: str = Field(default="", max_length=60, primary_key=True)
    seconds: int | None = None
    other_id: UUID | None = Field(default=None, foreign_key="interview.id")


class Contactpoging(SQLModel, table=True):
    """A door that did not become an interview. Its id, too, comes from the phone. Withdrawn, it no longer counts.

    `sent_straat_id` is as with an interview. `received_at` is not known of the oldest.
    """

    __table_args__ = (
        one_of("outcome", Contactuitkomst),
        Index("ix_contactpoging_deuren", "meetronde_code", "straat_id", "outcome", "withdrawn_at"),
        Index(None, "meetronde_code", "happened_at"),
    )

    id: UUID = Field(primary_key=True)
    meetronde_code: str = Field(foreign_key="meetronde.code", max_length=60)
    straat_id: UUID = Field(foreign_key="straat.id")
    sent_straat_id: UUID | None = Field(default=None, foreign_key="straat.id")
    portiek_id: UUID | None = Field(default=None, foreign_key="portiek.id")
    interviewer_id: UUID = Field(foreign_key="gebruiker.id")
    outcome: str = Field(max_length=20)
    happened_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    received_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime, nullable=True))
    withdrawn_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
