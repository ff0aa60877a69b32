"""How an interview comes in: once, whole, and without overwriting what is already there."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum, auto
from math import isfinite
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, select

from app.database import insert_once
from app.domain.antwoorden import Fout, check, flatten
from app.domain.vragenlijst import JA, Soort, Vragenlijst
from app.errors import InvalidInput, MeetrondeClosed
from app.models import Antwoord, Botsing, Interview, Meetronde, Portiek, Straat
from app.vragenlijsten import all_vragenlijsten, find_vragenlijst

LOCAL_TIME = ZoneInfo("Europe/Amsterdam")

CLOCK_TOLERANCE = timedelta(days=1)
"""How far ahead a phone's clock may be before we say so."""

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""No interview is older: a phone that says so has lost its clock."""


@dataclass(frozen=True)
class Inzending:
    """An interview as somebody hands it in; the answers are still unchecked."""

    id: UUID
    soort: Soort
    vragenlijst_version: int
    meetronde_code: str
    straat_id: UUID
    portiek_id: UUID | None
    started_at: datetime
    finished_at: datetime
    antwoorden: Mapping[str, Any]


@dataclass(frozen=True)
class Afzender:
    """Who hands it in: an interviewer, or another system with its key."""

    interviewer_id: UUID | None = None
    api_sleutel_id: UUID | None = None


class Uitkomst(Enum):
    NIEUW = auto()
    AL_ONTVANGEN = auto()
    BOTSING = auto()


@dataclass(frozen=True)
class Ontvangst:
    """What the sender hears: which number to remember, since when we have it, and whether it was new."""

    id: UUID
    number: str
    received_at: datetime
    uitkomst: Uitkomst


def receive(session: Session, inzending: Inzending, afzender: Afzender) -> Ontvangst:
    """Store an interview; a second time the same changes nothing, something else under its id is kept aside.

    Raises InvalidInput with every fault at once, or MeetrondeClosed. Then nothing was stored.
    """
    content = _content(inzending)
    content_hash = _hash(content)
    known = _find_receipt(session, inzending.id)
    if known is None:
        vragenlijst = _check_inzending(session, inzending)
        received_at = datetime.now(UTC)
        row = _interview_row(inzending, afzender, content_hash, received_at)
        if insert_once(session, Interview, row):
            _insert_antwoorden(session, inzending, vragenlijst)
            return _receipt(inzending.id, content_hash, received_at, Uitkomst.NIEUW)
        known = _find_receipt(session, inzending.id)
    return _receive_again(session, inzending.id, content, content_hash, known)


def _receive_again(
    session: Session, interview_id: UUID, content: dict[str, Any], content_hash: str, known: tuple[str, datetime] | None
) -> Ontvangst:
    assert known is not None, "an interview is never removed while it is handed in"  # noqa: S101
    known_hash, received_at = known
    if known_hash == content_hash:
        return _receipt(interview_id, content_hash, received_at, Uitkomst.AL_ONTVANGEN)
    received_at = datetime.now(UTC)
    insert_once(
        session,
        Botsing,
        {
            "interview_id": interview_id,
            "content_hash": content_hash,
            "content": content,
            "received_at": received_at,
        },
    )
    return _receipt(interview_id, content_hash, received_at, Uitkomst.BOTSING)


def receipt_number(interview_id: UUID, content_hash: str) -> str:
    """A short number for people to read aloud; the same content always has the same."""
    digest = hashlib.sha256(f"{interview_id}{content_hash}".encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def _receipt(interview_id: UUID, content_hash: str, received_at: datetime, uitkomst: Uitkomst) -> Ontvangst:
    return Ontvangst(interview_id, receipt_number(interview_id, content_hash), received_at, uitkomst)


# Built once: putting a query together takes longer than asking it.
_RECEIPT = select(Interview.content_hash, Interview.received_at).where(col(Interview.id) == bindparam("id"))


def _find_receipt(session: Session, interview_id: UUID) -> tuple[str, datetime] | None:
    return session.connection().execute(_RECEIPT, {"id": interview_id}).first()


def _content(inzending: Inzending) -> dict[str, Any]:
    """What was sent, in one form: the order of keys and options and the time zone make no other interview."""
    antwoorden = {key: _plain(answer) for key, answer in inzending.antwoorden.items() if answer is not None}
    return {
        "soort": str(inzending.soort),
        "vragenlijstVersie": inzending.vragenlijst_version,
        "meetronde": inzending.meetronde_code,
        "straatId": str(inzending.straat_id),
        "portiekId": str(inzending.portiek_id) if inzending.portiek_id else None,
        "begonnenOp": _in_utc(inzending.started_at),
        "afgerondOp": _in_utc(inzending.finished_at),
        "antwoorden": antwoorden,
    }


def _plain(answer: Any) -> Any:
    """The answer in a form that can be written down, also when it is nonsense: JSON has no NaN."""
    if isinstance(answer, list):
        return sorted(answer, key=str)
    return str(answer) if isinstance(answer, float) and not isfinite(answer) else answer


def _in_utc(moment: datetime) -> str:
    try:
        return moment.astimezone(UTC).isoformat()
    except OverflowError:  # the first or last day of the calendar, seen from another time zone
        return moment.isoformat()


def _hash(content: dict[str, Any]) -> str:
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _check_inzending(session: Session, inzending: Inzending) -> Vragenlijst:
    """The questionnaire this belongs to; raises InvalidInput with every fault found, or MeetrondeClosed."""
    meetronde, closed_at, straat_id, straat_of_portiek = _look_up(session, inzending)
    faults = _check_moments(inzending)
    if meetronde is None:
        faults.append(Fout("meetronde", "Deze meetronde bestaat niet. Kies er een uit /api/v1/meetrondes."))
    faults += _check_place(inzending, straat_id, straat_of_portiek)
    vragenlijst = find_vragenlijst(inzending.soort, inzending.vragenlijst_version)
    if vragenlijst is None:
        versions = ", ".join(all_vragenlijsten())
        faults.append(Fout("vragenlijstVersie", f"Deze vragenlijst bestaat niet. Kies uit: {versions}."))
    else:
        faults += [
            Fout(f"antwoorden.{fault.veld}", fault.melding) for fault in check(vragenlijst, inzending.antwoorden)
        ]
    if faults or vragenlijst is None:
        raise InvalidInput("Het interview is niet opgeslagen. Verbeter wat hieronder staat.", faults=faults)
    if closed_at is not None:
        raise MeetrondeClosed(
            f"Meetronde “{meetronde}” is gesloten. Bewaar het interview en vraag de coördinator wat te doen."
        )
    return vragenlijst


# One question instead of three. The answer is always one row, with None for what does not exist.
_SURROUNDINGS = select(
    select(Meetronde.name).where(col(Meetronde.code) == bindparam("meetronde")).scalar_subquery(),
    select(Meetronde.closed_at).where(col(Meetronde.code) == bindparam("meetronde")).scalar_subquery(),
    select(Straat.id).where(col(Straat.id) == bindparam("straat")).scalar_subquery(),
    select(Portiek.straat_id).where(col(Portiek.id) == bindparam("portiek")).scalar_subquery(),
)


def _look_up(session: Session, inzending: Inzending) -> tuple[str | None, datetime | None, UUID | None, UUID | None]:
    """The name and the closing of the meetronde, the straat, and in which straat the portiek is."""
    code = inzending.meetronde_code
    wanted = {
        # PostgreSQL refuses to look for text that it cannot hold.
        "meetronde": code if code.isprintable() else None,
        "straat": inzending.straat_id,
        "portiek": inzending.portiek_id,
    }
    return session.connection().execute(_SURROUNDINGS, wanted).one()


def _check_moments(inzending: Inzending) -> list[Fout]:
    moments = {"begonnenOp": inzending.started_at, "afgerondOp": inzending.finished_at}
    latest = datetime.now(UTC) + CLOCK_TOLERANCE
    faults = []
    for veld, moment in moments.items():
        if moment > latest:
            faults.append(
                Fout(veld, "Dit moment ligt meer dan een dag in de toekomst. Zet de klok van de telefoon goed.")
            )
        elif moment < EARLIEST:
            faults.append(Fout(veld, "Dit moment ligt te ver terug. Zet de klok van de telefoon goed."))
    if not faults and inzending.finished_at < inzending.started_at:
        faults.append(Fout("afgerondOp", "Dit moment ligt voor het begin van het interview. Kijk de klok na."))
    return faults


def _check_place(inzending: Inzending, straat_id: UUID | None, straat_of_portiek: UUID | None) -> list[Fout]:
    faults = []
    if straat_id is None:
        faults.append(Fout("straatId", "Deze straat bestaat niet. Kies er een uit /api/v1/straten."))
    if inzending.portiek_id is None:
        return faults
    if inzending.soort is not Soort.PORTIEK:
        faults.append(Fout("portiekId", "Alleen een portiekinterview heeft een portiek. Laat dit weg."))
    elif straat_of_portiek != inzending.straat_id:
        faults.append(Fout("portiekId", "Dit portiek staat niet in deze straat. Kies er een uit /api/v1/portieken."))
    return faults


def _interview_row(
    inzending: Inzending, afzender: Afzender, content_hash: str, received_at: datetime
) -> dict[str, Any]:
    return {
        "id": inzending.id,
        "soort": str(inzending.soort),
        "vragenlijst_version": inzending.vragenlijst_version,
        "meetronde_code": inzending.meetronde_code,
        "straat_id": inzending.straat_id,
        "portiek_id": inzending.portiek_id,
        "interviewer_id": afzender.interviewer_id,
        "api_sleutel_id": afzender.api_sleutel_id,
        "consent": inzending.antwoorden.get("toestemming") == JA,
        "date": local_date(inzending.started_at),
        "started_at": inzending.started_at,
        "finished_at": inzending.finished_at,
        "received_at": received_at,
        "content_hash": content_hash,
    }


def _insert_antwoorden(session: Session, inzending: Inzending, vragenlijst: Vragenlijst) -> None:
    if inzending.antwoorden.get("toestemming") != JA:
        return  # a refusal is kept as a refusal; nothing else was said, so nothing else is stored
    rows = [
        {"interview_id": inzending.id, "vraag": antwoord.vraag, "code": antwoord.code, "text": antwoord.text}
        for antwoord in flatten(vragenlijst, inzending.antwoorden)
    ]
    session.connection().execute(insert(Antwoord), rows)


def local_date(moment: datetime) -> date:
    """The day on which something happened, as people in the Netherlands would say."""
    return moment.astimezone(LOCAL_TIME).date()
