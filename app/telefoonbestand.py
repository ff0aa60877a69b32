"""A phone's file: what could not be sent, saved by the interviewer and read in by a coordinator.

Every record goes the way it would have gone from the phone, under the interviewer's name: what is there already stays
as it is, and reading a file in twice is harmless. A faulty record is told of, and holds up none of the others.
"""

import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlmodel import Session

from app.berichten import ContactpogingIn, InterviewIn, ReactieIn
from app.contactpogingen import receive_contactpoging
from app.domain.antwoorden import Fout
from app.errors import ChangedMeanwhile, InvalidInput, MeetrondeClosed, NotFound
from app.input_faults import explain_faults
from app.interviews import Afzender, local_date, receive_one
from app.models import Gebruiker, Interview, Rol, Straat
from app.navragen import receive_one_reactie
from app.ontvangst import Uitkomst
from app.telstand import Changes
from app.zegels import Sleutelbos, open_record

SOORT = "wijkpeil-telefoon"
VERSION = 2
"""The newest form of the file that we can read. Add to what it may hold; never change what is there."""


class InterviewRecord(InterviewIn):
    """An interview in a file, with the id that it has in the address when it is sent."""

    id: UUID


class ContactpogingRecord(ContactpogingIn):
    """A contactpoging in a file, with the id that it has in the address when it is sent."""

    id: UUID


class ReactieRecord(ReactieIn):
    """A reply in a file, with the two ids that it has in the address when it is sent."""

    id: UUID
    interview_id: UUID


@dataclass(frozen=True)
class Refused:
    """A record that was not stored: where and when it says it was, as far as that can be read, and what is wrong."""

    straat: str | None
    day: date | None
    faults: tuple[Fout, ...]


@dataclass
class Tally:
    """What became of the records of one kind."""

    outcomes: Counter[Uitkomst] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.outcomes.values()) + len(self.refused)

    @property
    def stored(self) -> int:
        return self.outcomes[Uitkomst.NIEUW]

    @property
    def known(self) -> int:
        return self.outcomes[Uitkomst.AL_ONTVANGEN]

    @property
    def clashes(self) -> int:
        return self.outcomes[Uitkomst.BOTSING]


@dataclass(frozen=True)
class Inlezing:
    """What became of a file."""

    interviewer: Gebruiker
    interviews: Tally
    contactpogingen: Tally
    reacties: Tally

    @property
    def has_refused(self) -> bool:
        return any(tally.refused for tally in (self.interviews, self.contactpogingen, self.reacties))


def read_in(session: Session, content: bytes) -> Inlezing:
    """Store what is in a phone's file and is not there yet.

    Raises InvalidInput when it is no such file, of a newer version, or of nobody we know. Then nothing was stored.
    """
    bestand = _open(content)
    interviewer = _interviewer(session, bestand)

    changes = Changes()

    def take_interview(record: dict[str, Any]) -> Uitkomst:
        message = InterviewRecord.model_validate(_opened(session, record))
        return receive_one(session, message.as_inzending(message.id), Afzender(interviewer.id), changes).uitkomst

    def take_contactpoging(record: dict[str, Any]) -> Uitkomst:
        message = ContactpogingRecord.model_validate(record)
        return receive_contactpoging(session, message.as_contactpoging(message.id, interviewer.id))[1]

    def take_reactie(record: dict[str, Any]) -> Uitkomst:
        message = ReactieRecord.model_validate(_opened(session, record))
        brief = message.as_brief(message.interview_id, message.id)
        return receive_one_reactie(session, brief, interviewer, changes)[1]

    inlezing = Inlezing(
        interviewer,
        interviews=_take_all(session, bestand["interviews"], take_interview, "begonnenOp"),
        contactpogingen=_take_all(session, bestand["contactpogingen"], take_contactpoging, "moment"),
        # Last: the interview it is about may be in this file too. An older phone does not know of it.
        reacties=_take_all(session, bestand.get("reacties", []), take_reactie, "moment"),
    )
    changes.write(session)
    return inlezing


def _open(content: bytes) -> dict[str, Any]:
    """The file as it was written, the records still unread."""
    try:
        bestand = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InvalidInput(
            "Dit bestand is niet te lezen. Misschien is het niet helemaal aangekomen. Vraag de interviewer het opnieuw "
            "te bewaren op de telefoon."
        ) from None
    if not isinstance(bestand, dict) or bestand.get("soort") != SOORT or not isinstance(bestand.get("versie"), int):
        raise InvalidInput(
            "Dit is geen bestand van een telefoon. Kies het bestand dat de interviewer op de telefoon heeft bewaard."
        )
    if bestand["versie"] > VERSION:
        raise InvalidInput(
            "Dit bestand komt van een nieuwere versie van Wijkpeil. Bewaar het, laat Wijkpeil hier bijwerken en lees "
            "het daarna in."
        )
    if not all(isinstance(bestand.get(kind), list) for kind in ("interviews", "contactpogingen")) or not isinstance(
        bestand.get("reacties", []), list
    ):
        raise InvalidInput(
            "In dit bestand ontbreken gegevens. Vraag de interviewer het opnieuw te bewaren op de telefoon."
        )
    return bestand


def _opened(session: Session, record: Any) -> Any:
    """The record, of a sealed one what is in the seal; raises InvalidInput when that cannot be opened."""
    if isinstance(record, dict) and isinstance(seal := record.get("zegel"), str):
        opened = open_record(session, seal, str(record.get("id")), Sleutelbos())
        return {name: value for name, value in opened.items() if name != "concept"}
    return record


def _interviewer(session: Session, bestand: dict[str, Any]) -> Gebruiker:
    """Who saved the file. Somebody who no longer works here may still hand it in."""
    interviewer_id = _as_uuid(bestand.get("interviewer"))
    interviewer = session.get(Gebruiker, interviewer_id) if interviewer_id else None
    if interviewer is None or interviewer.role != Rol.INTERVIEWER:
        raise InvalidInput(
            "Dit bestand is van een interviewer die we niet kennen. Kijk of het bij deze Wijkpeil hoort en niet bij "
            "een andere. Is er een back-up teruggezet? Laat de interviewer de telefoon opnieuw koppelen en het bestand "
            "daarna opnieuw bewaren."
        )
    return interviewer


def _take_all(
    session: Session, records: list[Any], take: Callable[[dict[str, Any]], Uitkomst], moment_field: str
) -> Tally:
    tally = Tally()
    for record in records:
        try:
            tally.outcomes[take(record)] += 1
        except ValidationError as error:
            tally.refused.append(_refused(session, record, explain_faults(error), moment_field))
        except (InvalidInput, MeetrondeClosed, ChangedMeanwhile, NotFound) as problem:
            faults = list(problem.faults) or [Fout(_ABOUT[type(problem)], problem.detail)]
            tally.refused.append(_refused(session, record, faults, moment_field))
    return tally


_ABOUT = {InvalidInput: "bericht", MeetrondeClosed: "meetronde", ChangedMeanwhile: "interview", NotFound: "interview"}
"""What a refusal without faults is about."""


def _refused(session: Session, record: Any, faults: list[Fout], moment_field: str) -> Refused:
    said = record if isinstance(record, dict) else {}
    interview_id = _as_uuid(said.get("interviewId"))
    interview = session.get(Interview, interview_id) if interview_id else None
    straat_id = interview.straat_id if interview else _as_uuid(said.get("straatId"))
    straat = session.get(Straat, straat_id) if straat_id else None
    day = None
    with suppress(ValueError, TypeError, OverflowError):
        day = local_date(datetime.fromisoformat(said.get(moment_field)))  # type: ignore[arg-type]
    return Refused(straat.name if straat else None, day, tuple(faults))


def _as_uuid(text: Any) -> UUID | None:
    try:
        return UUID(text)
    except (ValueError, TypeError, AttributeError):
        return None
