"""Reading interviews: the list with its filters, page by page, and one interview in full."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from uuid import UUID

import sqlalchemy
from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from app.correcties import answers_of
from app.domain.antwoorden import Antwoord, Fout, in_words, unflatten
from app.domain.opvallend import CLOCK_SLACK_SECONDS
from app.domain.vragenlijst import Soort, Vraag, Vragenlijst
from app.domain.weglaten import TAKEN_OUT
from app.errors import InvalidInput, NotFound
from app.inzagelog import note_seen
from app.models import Botsing, Gebruiker, Interview, Meetronde, Portiek, Status, Straat, Wijk
from app.vragenlijsten import find_vragenlijst


@dataclass(frozen=True)
class Filter:
    """Which interviews to list; what is None is not filtered on."""

    meetronde_code: str | None = None
    wijk_code: str | None = None
    straat_id: UUID | None = None
    soort: Soort | None = None
    status: Status | None = None
    interviewer_id: UUID | None = None


@dataclass(frozen=True)
class Positie:
    """Where a page begins: after this interview, in the order of the list."""

    date: date
    id: UUID

    def __str__(self) -> str:
        return f"{self.date}_{self.id}"

    @classmethod
    def from_text(cls, text: str) -> "Positie":
        """The position in an address that we gave out; raises InvalidInput."""
        day, _, interview_id = text.partition("_")
        try:
            return cls(date.fromisoformat(day), UUID(interview_id))
        except ValueError:
            fault = Fout("na", "Deze plek in de lijst kennen we niet. Begin weer bij het begin van de lijst.")
            raise InvalidInput("Deze pagina van de lijst is er niet.", faults=[fault]) from None


@dataclass(frozen=True)
class Regel:
    """One interview in a list, with the names of where it was held."""

    interview: Interview
    straat: Straat
    wijk: Wijk

    @property
    def positie(self) -> Positie:
        return Positie(self.interview.date, self.interview.id)


@dataclass(frozen=True)
class Dossier:
    """One interview in full."""

    interview: Interview
    straat: Straat
    wijk: Wijk
    portiek: Portiek | None
    meetronde: Meetronde
    interviewer: Gebruiker | None
    vragenlijst: Vragenlijst
    answers: Mapping[str, Sequence[Antwoord]]
    clashes: Sequence[Botsing]

    @property
    def has_clash(self) -> bool:
        return bool(self.clashes)

    @property
    def is_withdrawn(self) -> bool:
        """Whether the bewoner withdrew it: then nothing is left but where and on which day it was."""
        return self.interview.status == Status.INGETROKKEN

    @property
    def clock_was_wrong(self) -> bool:
        return abs(self.interview.clock_offset or 0) > CLOCK_SLACK_SECONDS

    def values(self) -> dict[str, object]:
        """The answers as they travel: numbers, codes, lists of codes, text."""
        return unflatten(self.vragenlijst, chain.from_iterable(self.answers.values()))

    def words(self) -> list[tuple[Vraag, list[str]]]:
        """Every question that was answered, with the answers in words."""
        return [
            (vraag, [antwoord.text or vraag.label_of(antwoord.code) for antwoord in self.answers[vraag.key]])
            for vraag in self.vragenlijst.vragen
            if vraag.key in self.answers
        ]

    def left_open(self) -> list[Vraag]:
        """The questions that go with these answers and were left without one; of a refusal none."""
        if self.is_withdrawn or not self.interview.consent:
            return []
        return [vraag for vraag in self.vragenlijst.asked(self.values()) if vraag.key not in self.answers]

    def has_text(self, vraag: Vraag) -> bool:
        """Whether something was written down here that may have to be taken out."""
        return any(antwoord.text not in (None, TAKEN_OUT) for antwoord in self.answers.get(vraag.key, ()))

    def differences(self, clash: Botsing) -> list[tuple[str, str, str]]:
        """What a clash says otherwise: the question, what is kept here, what came in there; all in words."""
        here, there = self.values(), clash.content["antwoorden"]
        return [
            (vraag.text, in_words(vraag, here.get(vraag.key)), in_words(vraag, there.get(vraag.key)))
            for vraag in self.vragenlijst.vragen
            if here.get(vraag.key) != there.get(vraag.key)
        ]


def list_interviews(session: Session, wanted: Filter, limit: int, after: Positie | None = None) -> list[Regel]:
    """At most `limit` interviews, newest day first; the order is the same at every call."""
    query = (
        select(Interview, Straat, Wijk)
        .join(Straat, col(Straat.id) == Interview.straat_id)
        .join(Wijk, col(Wijk.code) == Straat.wijk_code)
        .order_by(col(Interview.date).desc(), col(Interview.id).desc())
        .limit(limit)
    )
    conditions = (
        (Interview.meetronde_code, wanted.meetronde_code),
        (Straat.wijk_code, wanted.wijk_code),
        (Interview.straat_id, wanted.straat_id),
        (Interview.soort, wanted.soort),
        (Interview.status, wanted.status),
        (Interview.interviewer_id, wanted.interviewer_id),
    )
    query = query.where(*(col(column) == value for column, value in conditions if value is not None))
    if after is not None:
        query = query.where(tuple_(col(Interview.date), col(Interview.id)) < tuple_(after.date, after.id))
    return [Regel(*row) for row in session.exec(query).all()]


def find_dossier(session: Session, interview_id: UUID, *, interviewer_id: UUID | None = None) -> Dossier:
    """One interview with its answers; raises NotFound, also when it is not this interviewer's.

    That it was seen is written down before the answer leaves, unless it is an interviewer's own.
    """
    query = (
        sqlalchemy.select(Interview, Straat, Wijk, Portiek, Meetronde, Gebruiker)
        .join(Straat, col(Straat.id) == Interview.straat_id)
        .join(Wijk, col(Wijk.code) == Straat.wijk_code)
        .join(Meetronde, col(Meetronde.code) == Interview.meetronde_code)
        .outerjoin(Portiek, col(Portiek.id) == Interview.portiek_id)
        .outerjoin(Gebruiker, col(Gebruiker.id) == Interview.interviewer_id)
        .where(col(Interview.id) == interview_id)
    )
    if interviewer_id is not None:
        query = query.where(col(Interview.interviewer_id) == interviewer_id)
    row = session.execute(query).first()
    if row is None:
        raise NotFound("Dit interview is er niet, of het is niet van u.")
    interview, straat, wijk, portiek, meetronde, interviewer = row
    vragenlijst = find_vragenlijst(Soort(interview.soort), interview.vragenlijst_version)
    if vragenlijst is None:
        raise NotFound("De vragenlijst van dit interview is er niet meer. Zet het bestand terug in app/vragenlijsten.")
    note_seen(session, [interview_id])
    clashes = session.exec(
        select(Botsing).where(Botsing.interview_id == interview_id).order_by(col(Botsing.received_at))
    )
    return Dossier(
        interview=interview,
        straat=straat,
        wijk=wijk,
        portiek=portiek,
        meetronde=meetronde,
        interviewer=interviewer,
        vragenlijst=vragenlijst,
        answers=_by_question(answers_of(session, [interview_id])[interview_id]),
        clashes=clashes.all(),
    )


def _by_question(antwoorden: Iterable[Antwoord]) -> dict[str, list[Antwoord]]:
    answers: dict[str, list[Antwoord]] = {}
    for antwoord in antwoorden:
        answers.setdefault(antwoord.vraag, []).append(antwoord)
    return answers
