"""What stands out is noted as an interview comes in, so that the queue of the review need not read every answer.

Most interviews have no aanleiding. What stands out only beside others or beside the dates of the meetronde is not noted
here: those change, and the queue (`wachtrij`) looks when it is asked.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, delete, insert, or_, select
from sqlmodel import Session, col

from app.domain.antwoorden import Antwoord
from app.domain.opvallend import DOUBLE_NEEDS_ANSWERS, DOUBLE_WITHIN_SECONDS, look_at
from app.domain.persoonsgegevens import find_persoonsgegevens
from app.domain.reden import Reden
from app.domain.vragenlijst import Vragenlijst
from app.models import Aanleiding, Interview
from app.statements import insert_once

LASTING = (str(Reden.BOTSING), str(Reden.EERDER))
"""What does not follow from the answers, and so stays when those change."""


def note_interview(
    session: Session, row: Mapping[str, Any], vragenlijst: Vragenlijst, antwoorden: Sequence[Antwoord]
) -> None:
    """Note what stands out in an interview that was just stored as this row, with these answers."""
    _note(session, row, vragenlijst, antwoorden)


def note_again(
    session: Session, interview: Interview, vragenlijst: Vragenlijst, antwoorden: Sequence[Antwoord]
) -> None:
    """Note anew what stands out, now that these are the answers. Of what it was a double, it may be one no longer."""
    own = and_(col(Aanleiding.interview_id) == interview.id, col(Aanleiding.reden).not_in(LASTING))
    of_others = and_(col(Aanleiding.other_id) == interview.id, col(Aanleiding.reden) == str(Reden.DUBBEL))
    session.connection().execute(delete(Aanleiding).where(or_(own, of_others)))
    _note(session, interview.model_dump(), vragenlijst, antwoorden)


def note_text_again(session: Session, interview_id: UUID, vraag: str, text: str) -> None:
    """Note anew what stands out in this open answer, now that this is its text."""
    own = and_(col(Aanleiding.interview_id) == interview_id, col(Aanleiding.vraag) == vraag)
    session.connection().execute(delete(Aanleiding).where(own))
    if found := [_row(interview_id, reden, vraag) for reden in find_persoonsgegevens(text)]:
        session.connection().execute(insert(Aanleiding), found)


def note_clash(session: Session, interview_id: UUID) -> None:
    """Note that something else came in under the id of this interview; a second time changes nothing."""
    insert_once(session, Aanleiding, _row(interview_id, Reden.BOTSING))


def _note(session: Session, row: Mapping[str, Any], vragenlijst: Vragenlijst, antwoorden: Sequence[Antwoord]) -> None:
    seconds = int((row["finished_at"] - row["started_at"]).total_seconds())
    seen = look_at(vragenlijst, antwoorden, seconds=seconds, clock_offset=row["clock_offset"])
    found = [_row(row["id"], each.reden, each.vraag, each.seconds) for each in seen]
    if len(antwoorden) >= DOUBLE_NEEDS_ANSWERS and (double := _find_double(session, row)):
        other_id, began = double
        distance = round((row["started_at"] - began).total_seconds())
        found.append(_row(row["id"], Reden.DUBBEL, seconds=distance, other_id=other_id))
    if found:
        session.connection().execute(insert(Aanleiding), found)


def _row(
    interview_id: UUID, reden: Reden, vraag: str = "", seconds: int | None = None, other_id: UUID | None = None
) -> dict[str, Any]:
    return {
        "interview_id": interview_id,
        "reden": str(reden),
        "vraag": vraag,
        "seconds": seconds,
        "other_id": other_id,
    }


# Built once: putting a query together takes longer than asking it.
_DOUBLE = (
    select(col(Interview.id), col(Interview.started_at))
    .where(col(Interview.answers_hash) == bindparam("answers_hash"), col(Interview.id) != bindparam("id"))
    .where(
        col(Interview.meetronde_code) == bindparam("meetronde_code"),
        col(Interview.straat_id) == bindparam("straat_id"),
        col(Interview.soort) == bindparam("soort"),
        col(Interview.started_at).between(bindparam("earliest"), bindparam("latest")),
    )
    .limit(1)
)


def _find_double(session: Session, row: Mapping[str, Any]) -> tuple[UUID, datetime] | None:
    """Another interview that says the same, in this straat and at about this time."""
    margin = timedelta(seconds=DOUBLE_WITHIN_SECONDS)
    names = ("answers_hash", "id", "meetronde_code", "straat_id", "soort")
    wanted = {name: row[name] for name in names} | {
        "earliest": row["started_at"] - margin,
        "latest": row["started_at"] + margin,
    }
    found = session.connection().execute(_DOUBLE, wanted).first()
    return (found[0], found[1]) if found else None
