"""How an interview comes in: once, whole, and without overwriting what is already there."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, select

from app.aanleidingen import note_clash, note_interview
from app.domain.antwoorden import Antwoord as Said
from app.domain.antwoorden import Fout, check, flatten
from app.domain.fingerprint import NOT_KEPT, fingerprint
from app.domain.vragenlijst import Soort, Vragenlijst
from app.errors import InvalidInput, MeetrondeClosed
from app.inzending import Inzending as Inzending
from app.models import Antwoord, Botsing, Interview, Status
from app.ontvangst import Uitkomst as Uitkomst
from app.ontvangst import look_around, moment_faults
from app.statements import insert_once
from app.tellingen import Key
from app.telstand import Changes, Counts, count_one
from app.toestemming import keep_text
from app.vragenlijsten import all_vragenlijsten, find_vragenlijst

LOCAL_TIME = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class Afzender:
    """Who hands it in: an interviewer, or another system with its key."""

    interviewer_id: UUID | None = None
    api_sleutel_id: UUID | None = None


@dataclass(frozen=True)
class Ontvangst:
    """What the sender hears: which number to remember, since when we have it, and whether it was new."""

    id: UUID
    number: str
    received_at: datetime
    uitkomst: Uitkomst


def receive(session: Session, inzending: Inzending, afzender: Afzender) -> Ontvangst:
    """Store an interview and count it; a second time the same changes nothing, something else is kept aside.

    Of an interview that was withdrawn, or of which something was taken out, nothing is kept any more, whatever comes
    in; the sender may let go of it.
    Raises InvalidInput with every fault at once, or MeetrondeClosed. Then nothing was stored.
    """
    changes = Changes()
    ontvangst = receive_one(session, inzending, afzender, changes)
    changes.write(session)
    return ontvangst


def receive_one(session: Session, inzending: Inzending, afzender: Afzender, changes: Changes) -> Ontvangst:
    """The same for one of many in a transaction, of which the counts are written when all are stored."""
    content = inzending.content()
    content_hash = fingerprint(content)
    try:
        vragenlijst, straat_id = _check_inzending(session, inzending)
    except (InvalidInput, MeetrondeClosed):
        # What is not taken (any more) may be here already. Most come once: only now is that worth a question.
        if known := _find_receipt(session, inzending.id):
            return _receive_again(session, inzending.id, content, content_hash, known)
        raise
    received_at = datetime.now(UTC)
    row = _interview_row(inzending, straat_id, afzender, content, content_hash, received_at)
    row["toestemmingstekst_mark"] = keep_text(session, inzending, vragenlijst)
    if not insert_once(session, Interview, row):
        known = _find_receipt(session, inzending.id)
        assert known is not None, "an interview is never removed while it is handed in"  # noqa: S101
        return _receive_again(session, inzending.id, content, content_hash, known)
    antwoorden = _antwoorden(inzending, vragenlijst)
    _insert_antwoorden(session, inzending.id, antwoorden)
    note_interview(session, row, vragenlijst, antwoorden)
    changes.add(_key(row), _count(inzending, antwoorden))
    return _receipt(inzending.id, content_hash, received_at, Uitkomst.NIEUW)


def _receive_again(
    session: Session, interview_id: UUID, content: dict[str, Any], content_hash: str, known: tuple[str, datetime]
) -> Ontvangst:
    known_hash, received_at = known
    if known_hash == content_hash or _is_forgotten(session, interview_id):
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
    note_clash(session, interview_id)
    return _receipt(interview_id, content_hash, received_at, Uitkomst.BOTSING)


def _is_forgotten(session: Session, interview_id: UUID) -> bool:
    """Whether what was sent is no longer known: something was taken out, or all of it was withdrawn.

    Held until the transaction ends: who does so at this moment finds what is kept aside, or we find that.
    """
    query = select(Interview.content_hash).where(Interview.id == interview_id).with_for_update()
    return session.exec(query).one() == NOT_KEPT


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


def _check_inzending(session: Session, inzending: Inzending) -> tuple[Vragenlijst, UUID]:
    """The questionnaire this belongs to, and in which straat it counts.

    Raises InvalidInput with every fault found, or MeetrondeClosed.
    """
    surroundings = look_around(session, inzending.meetronde_code, inzending.straat_id, inzending.portiek_id)
    faults = _moment_faults(inzending) + surroundings.faults()
    if inzending.portiek_id is not None and inzending.soort is not Soort.PORTIEK:
        faults.append(Fout("portiekId", "Alleen een portiekinterview heeft een portiek. Laat dit weg."))
    vragenlijst = find_vragenlijst(inzending.soort, inzending.vragenlijst_version)
    if vragenlijst is None:
        versions = ", ".join(all_vragenlijsten())
        faults.append(Fout("vragenlijstVersie", f"Deze vragenlijst bestaat niet. Kies uit: {versions}."))
    else:
        faults += [
            Fout(f"antwoorden.{fault.veld}", fault.melding) for fault in check(vragenlijst, inzending.antwoorden)
        ]
    if faults or vragenlijst is None or surroundings.straat_id is None:
        raise InvalidInput("Het interview is niet opgeslagen. Verbeter wat hieronder staat.", faults=faults)
    surroundings.require_open("het interview")
    return vragenlijst, surroundings.straat_id


def _moment_faults(inzending: Inzending) -> list[Fout]:
    moments = {
        "begonnenOp": by_our_clock(inzending.started_at, inzending.clock_offset),
        "afgerondOp": by_our_clock(inzending.finished_at, inzending.clock_offset),
    }
    if inzending.consent_at is not None:
        moments["toestemmingOp"] = by_our_clock(inzending.consent_at, inzending.clock_offset)
    faults = moment_faults(moments)
    if not faults and inzending.finished_at < inzending.started_at:
        faults.append(Fout("afgerondOp", "Dit moment ligt voor het begin van het interview. Kijk de klok na."))
    return faults


def _interview_row(
    inzending: Inzending,
    straat_id: UUID,
    afzender: Afzender,
    content: dict[str, Any],
    content_hash: str,
    received_at: datetime,
) -> dict[str, Any]:
    return {
        "id": inzending.id,
        "soort": str(inzending.soort),
        "vragenlijst_version": inzending.vragenlijst_version,
        "meetronde_code": inzending.meetronde_code,
        "straat_id": straat_id,
        "sent_straat_id": inzending.straat_id if inzending.straat_id != straat_id else None,
        "portiek_id": inzending.portiek_id,
        "interviewer_id": afzender.interviewer_id,
        "api_sleutel_id": afzender.api_sleutel_id,
        "language": inzending.language,
        "consent": inzending.has_consent,
        "consent_at": inzending.consent_at,
        "consent_language": inzending.consent_language if inzending.consent_at is not None else None,
        "date": local_date(by_our_clock(inzending.started_at, inzending.clock_offset)),
        "started_at": inzending.started_at,
        "finished_at": inzending.finished_at,
        "clock_offset": inzending.clock_offset,
        "received_at": received_at,
        "content_hash": content_hash,
        "answers_hash": fingerprint(content["antwoorden"]) if inzending.has_consent else None,
        "intrekcode_hash": inzending.intrekcode_hash,
    }


def _antwoorden(inzending: Inzending, vragenlijst: Vragenlijst) -> list[Said]:
    """What was said. A refusal is kept as a refusal: nothing else was said, so nothing else is stored."""
    return list(flatten(vragenlijst, inzending.antwoorden)) if inzending.has_consent else []


def _insert_antwoorden(session: Session, interview_id: UUID, antwoorden: Sequence[Said]) -> None:
    rows = [
        {"interview_id": interview_id, "vraag": antwoord.vraag, "code": antwoord.code, "text": antwoord.text}
        for antwoord in antwoorden
    ]
    if rows:
        session.connection().execute(insert(Antwoord), rows)


def _key(row: Mapping[str, Any]) -> Key:
    return Key(row["meetronde_code"], row["straat_id"], row["soort"], str(Status.NIEUW))


def _count(inzending: Inzending, antwoorden: Sequence[Said]) -> Counts:
    answers = ((antwoord.vraag, antwoord.code) for antwoord in antwoorden)
    return count_one(inzending.vragenlijst_version, answers, consent=inzending.has_consent)


def by_our_clock(moment: datetime, clock_offset: int | None) -> datetime:
    """When it really was, if the phone measured how far its clock was ahead."""
    try:
        return moment - timedelta(seconds=clock_offset or 0)
    except OverflowError:  # off the calendar: as wrong as it was sent
        return moment


def local_date(moment: datetime) -> date:
    """The day on which something happened, as people in the Netherlands would say."""
    return moment.astimezone(LOCAL_TIME).date()
