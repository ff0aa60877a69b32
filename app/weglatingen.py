"""Taking out what points at somebody: it goes for good from wherever it was kept, and only that it went stays."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, SQLModel, col, select

from app.aanleidingen import note_text_again
from app.citaten import forget
from app.correcties import answers_now, hash_of
from app.database import shred
from app.domain.antwoorden import OPEN_CODE, Fout
from app.domain.fingerprint import NOT_KEPT, fingerprint
from app.domain.persoonsgegevens import find_pieces
from app.domain.vragenlijst import Vragenlijst
from app.domain.weglaten import TAKEN_OUT, take_out_piece, take_out_words
from app.errors import InvalidInput
from app.models import Antwoord, Beoordeling, Botsing, Correctie, Gebruiker, Interview, Opmerking, Reactie, Weglating
from app.revisions import take_turn

WRITTEN: Mapping[type[SQLModel], str] = {
    Beoordeling: "remark",
    Reactie: "text",
    Opmerking: "text",
    Correctie: "reason",
}
"""Where people write about an interview, and may have repeated what must go."""


def take_out(
    session: Session,
    interview: Interview,
    vragenlijst: Vragenlijst,
    coordinator: Gebruiker,
    vraag: str,
    piece: str | None = None,
    *,
    seen: int,
) -> None:
    """Take this piece out of an open answer, or all of it; there is no way back.

    Whatever else was kept of that answer, such as what it was before a correction and what was marked in it, goes
    whole, and so does every fingerprint it was in. `seen` is the revision the coordinator was looking at. Raises
    InvalidInput when there is nothing to take out, or ChangedMeanwhile.
    """
    take_turn(session, interview, seen)
    antwoord = session.get(Antwoord, (interview.id, vraag, OPEN_CODE))
    if antwoord is None or antwoord.text is None:
        raise InvalidInput("Bij deze vraag staat geen tekst. Er is niets weggehaald.")
    gone = antwoord.text
    left = TAKEN_OUT if piece is None else take_out_piece(gone, piece)
    if left == gone:
        fault = Fout(
            "stuk", "Dit stuk staat niet in het antwoord. Neem het precies over, of haal het hele antwoord weg."
        )
        raise InvalidInput("Er is niets weggehaald.", faults=[fault])
    antwoord.text, interview.revision = left, interview.revision + 1
    _forget_other_versions(session, interview.id, vraag)
    forget(session, interview.id, vraag)
    for words in [piece] if piece else [gone, *(each for _, each in find_pieces(gone))]:
        _forget_words(session, interview.id, words)
    session.add(_weglating(interview, coordinator, vraag, is_whole=piece is None))
    session.flush()
    interview.content_hash = NOT_KEPT
    interview.answers_hash = hash_of(answers_now(session, interview, vragenlijst))
    note_text_again(session, interview.id, vraag, left)
    shred(session)


def _weglating(interview: Interview, coordinator: Gebruiker, vraag: str, *, is_whole: bool) -> Weglating:
    return Weglating(
        interview_id=interview.id,
        vraag=vraag,
        coordinator_id=coordinator.id,
        is_whole=is_whole,
        removed_at=datetime.now(UTC),
    )


def _forget_other_versions(session: Session, interview_id: UUID, vraag: str) -> None:
    query = select(Correctie).where(Correctie.interview_id == interview_id, Correctie.vraag == vraag)
    for correctie in session.exec(query):
        correctie.old, correctie.new = _blank(correctie.old), _blank(correctie.new)
    for reactie in session.exec(select(Reactie).where(Reactie.interview_id == interview_id)):
        reactie.content_hash = NOT_KEPT
    botsingen = session.exec(select(Botsing).where(Botsing.interview_id == interview_id)).all()
    for botsing in botsingen:
        session.delete(botsing)
    session.flush()
    # Two that differed only in what went are one now.
    session.add_all({each.content_hash: each for each in (_without(botsing, vraag) for botsing in botsingen)}.values())


def _without(botsing: Botsing, vraag: str) -> Botsing:
    answers = {key: _blank(answer) if key == vraag else answer for key, answer in botsing.content["antwoorden"].items()}
    content = {**botsing.content, "antwoorden": answers}
    return Botsing(
        interview_id=botsing.interview_id,
        content_hash=fingerprint(content),
        content=content,
        received_at=botsing.received_at,
    )


def _blank(answer: Any) -> Any:
    return answer if answer is None else TAKEN_OUT


def _forget_words(session: Session, interview_id: UUID, words: str) -> None:
    for table, column in WRITTEN.items():
        rows = session.exec(select(table).where(col(table.interview_id) == interview_id))  # type: ignore[attr-defined]
        for row in rows:
            setattr(row, column, take_out_words(getattr(row, column), words))
