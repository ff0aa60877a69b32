"""A bewoner withdraws an interview: what was said goes for good, that it was withdrawn stays, and the figures follow.

Whoever has the intrekcode may do so and need not say who they are, until the figures of the meetronde are published.
"""

from datetime import UTC, datetime, time
from uuid import UUID

from sqlalchemy import delete, or_, update
from sqlmodel import Session, SQLModel, col, select

from app.citaten import forget
from app.database import shred
from app.domain.fingerprint import NOT_KEPT
from app.domain.intrekcode import hash_intrekcode, read_intrekcode
from app.domain.vragenlijst import DUTCH
from app.errors import InvalidInput, MeetrondeClosed
from app.interviews import LOCAL_TIME
from app.models import (
    Aanleiding,
    Antwoord,
    Beoordeling,
    Botsing,
    Correctie,
    Interview,
    Meetronde,
    Opmerking,
    Reactie,
    Status,
    Vaststelling,
    Weglating,
)
from app.telstand import Changes, count_one, count_stored, key_of

GOES_WHOLE: tuple[type[SQLModel], ...] = (Antwoord, Botsing, Correctie, Weglating, Opmerking)
"""What is kept of an interview only because of what was said in it."""


def find_by_code(session: Session, typed: str) -> Interview | None:
    """The interview with this code, withdrawn already or not; None when there is none.

    Raises InvalidInput when there are two: nobody may withdraw another's, and MeetrondeClosed when its figures are
    published.
    """
    code = read_intrekcode(typed)
    if code is None:
        return None
    found = session.exec(select(Interview).where(Interview.intrekcode_hash == hash_intrekcode(code)).limit(2)).all()
    if len(found) > 1:
        raise InvalidInput(
            "Deze code hoort bij meer dan één gesprek. Er is niets ingetrokken. Vraag het de organisatie die u "
            "interviewde; noem de dag en de straat."
        )
    interview = next(iter(found), None)
    if interview is not None and interview.status != Status.INGETROKKEN:
        _require_unpublished(session, interview.meetronde_code)
    return interview


def withdraw(session: Session, typed: str) -> Interview | None:
    """Take away what was said in the interview with this code; a second time changes nothing.

    Answers and raises as `find_by_code` does.
    """
    interview = find_by_code(session, typed)
    if interview is None:
        return None
    # The meetronde first, as whoever publishes or merges does: held, its figures cannot be frozen meanwhile.
    held = select(Meetronde).where(Meetronde.code == interview.meetronde_code)
    session.exec(held.with_for_update(read=True)).one()
    session.refresh(interview, with_for_update=True)
    if interview.status != Status.INGETROKKEN:
        _require_unpublished(session, interview.meetronde_code)
        _withdraw(session, interview)
    return interview


def _withdraw(session: Session, interview: Interview) -> None:
    changes = Changes()
    changes.take(key_of(interview, interview.status), count_stored(session, interview))
    for table in GOES_WHOLE:
        session.exec(delete(table).where(col(table.interview_id) == interview.id))  # type: ignore[attr-defined]
    forget(session, interview.id)
    _forget_reasons(session, interview.id)
    _forget_words(session, interview.id)
    _make_bare(interview)
    left = count_one(interview.vragenlijst_version, (), consent=interview.consent)
    changes.add(key_of(interview, interview.status), left)
    session.flush()
    changes.write(session)
    shred(session)


def _forget_reasons(session: Session, interview_id: UUID) -> None:
    """Also those of others that said the same: of nothing one is no double."""
    own = col(Aanleiding.interview_id) == interview_id
    session.exec(delete(Aanleiding).where(or_(own, col(Aanleiding.other_id) == interview_id)))


def _forget_words(session: Session, interview_id: UUID) -> None:
    """That was decided and replied stays, without what was written. A reply has a hash of what it changed."""
    session.exec(update(Beoordeling).where(col(Beoordeling.interview_id) == interview_id).values(remark=""))
    for reactie in session.exec(select(Reactie).where(Reactie.interview_id == interview_id)):
        reactie.text, reactie.content_hash = "", NOT_KEPT


def _make_bare(interview: Interview) -> None:
    """What tells one interview from the others of that day in that straat goes too."""
    day = datetime.combine(interview.date, time(), LOCAL_TIME)
    interview.started_at = interview.finished_at = day
    interview.portiek_id = interview.clock_offset = interview.answers_hash = None
    interview.consent_at = interview.consent_language = interview.toestemmingstekst_mark = None
    interview.language, interview.content_hash = DUTCH, NOT_KEPT
    interview.status, interview.withdrawn_at = Status.INGETROKKEN, datetime.now(UTC)
    interview.revision += 1


def _require_unpublished(session: Session, meetronde_code: str) -> None:
    published = select(Vaststelling.version).where(Vaststelling.meetronde_code == meetronde_code).limit(1)
    if session.exec(published).first() is not None:
        raise MeetrondeClosed(
            "Dit gesprek kunt u niet meer intrekken: de cijfers van dit onderzoek zijn al gepubliceerd. Het zijn "
            "alleen totalen; niemand kan uw antwoorden eruit halen. Wilt u toch dat uw antwoorden worden gewist? Vraag "
            "het de organisatie die u interviewde."
        )
