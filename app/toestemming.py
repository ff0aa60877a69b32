"""Proof of consent: in which words somebody was asked, kept as they were, for the files they come from change."""

from uuid import UUID

from sqlmodel import Session, col, select

from app.domain.fingerprint import fingerprint
from app.domain.vragenlijst import DUTCH, Vragenlijst
from app.inzending import Inzending
from app.models import Interview, Toestemmingstekst
from app.statements import insert_once
from app.vragenlijsten.toonkaarten import all_toonkaarten


def keep_text(session: Session, inzending: Inzending, vragenlijst: Vragenlijst) -> str | None:
    """Under which mark the words are kept in which consent was asked; None when that is not told, or has no words here.

    They are inserted when they are used for the first time.
    """
    text = _text_in(vragenlijst, inzending.consent_language) if inzending.consent_at is not None else None
    if text is None:
        return None
    row = {
        "soort": str(vragenlijst.soort),
        "vragenlijst_version": vragenlijst.version,
        "language": inzending.consent_language,
        "text": text,
    }
    mark = fingerprint(row)
    insert_once(session, Toestemmingstekst, {"mark": mark, **row})
    return mark


def text_of(session: Session, interview_id: UUID) -> Toestemmingstekst | None:
    """In which words consent was asked for this interview; None when that is not known."""
    query = select(Toestemmingstekst).join(Interview).where(col(Interview.id) == interview_id)
    return session.exec(query).first()


def _text_in(vragenlijst: Vragenlijst, language: str) -> str | None:
    vraag = next((vraag for vraag in vragenlijst.vragen if vraag.ends_unless is not None), None)
    if vraag is None or language == DUTCH:
        return vraag.text if vraag else None
    kaart = all_toonkaarten().get(language)
    translated = kaart.vragen[vragenlijst.soort].get(vraag.key) if kaart else None
    return translated.text if translated else None
