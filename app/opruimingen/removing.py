"""One bounded piece of what is due goes for good, so that no phone waits long for its turn to write."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import delete, null, or_, update
from sqlmodel import Session, col, select

from app.citaten import open_vragen
from app.correcties import answers_of
from app.domain.antwoorden import OPEN_CODE
from app.domain.bewaartermijn import Bewaarsoort
from app.domain.fingerprint import NOT_KEPT
from app.domain.weglaten import TAKEN_OUT
from app.models import (
    Aanleiding,
    Antwoord,
    Beoordeling,
    Botsing,
    Contactpoging,
    Correctie,
    Fragment,
    Indeling,
    Interview,
    Opmerking,
    Reactie,
    Verzamelnaam,
)
from app.opruimingen.due import OF_KIND, before, still_there
from app.opruimingen.terms import OF_INTERVIEW
from app.telstand import Changes, count_one, key_of

PIECE = 200
"""How many interviews go in one transaction: a tenth of a second on a small server (measured), in which nobody writes.
"""

START = UUID(int=0)


def remove_interviews(session: Session, meetronde_code: str, after: UUID) -> list[UUID]:
    """The next interviews of a meetronde go with all that hangs on them, and the telstand follows. Says which."""
    interviews = _next(session, Bewaarsoort.INTERVIEWS, meetronde_code, after)
    ids = [interview.id for interview in interviews]
    answers, changes = answers_of(session, ids), Changes()
    for interview in interviews:
        said = ((each.vraag, each.code) for each in answers[interview.id])
        counts = count_one(interview.vragenlijst_version, said, consent=interview.consent)
        changes.take(key_of(interview, interview.status), counts)
    _forget_marks(session, ids)
    for table in OF_INTERVIEW:
        own = col(table.interview_id).in_(ids)  # type: ignore[attr-defined]
        # That it was the double of another is noted there.
        where = or_(own, col(Aanleiding.other_id).in_(ids)) if table is Aanleiding else own
        session.connection().execute(delete(table).where(where))
    session.expunge_all()
    session.connection().execute(delete(Interview).where(col(Interview.id).in_(ids)))
    changes.write(session)
    return ids


def remove_words(session: Session, meetronde_code: str, after: UUID) -> list[UUID]:
    """Of the next interviews everything goes that was said or written in somebody's own words. Says of which.

    That there was an answer stays, and so do the figures. What the answers were before a correction, or in a clash,
    goes as well; so does every fingerprint of it, by which a guess could be confirmed.
    """
    interviews = _next(session, Bewaarsoort.OPEN_TEKST, meetronde_code, after)
    ids, run = [interview.id for interview in interviews], session.connection().execute
    is_open = col(Antwoord.code) == OPEN_CODE
    run(update(Antwoord).where(col(Antwoord.interview_id).in_(ids), is_open).values(text=TAKEN_OUT))
    # Another revision: a form that still shows the words must not bring them back.
    changed = {"content_hash": NOT_KEPT, "answers_hash": None, "revision": Interview.revision + 1}
    run(update(Interview).where(col(Interview.id).in_(ids)).values(changed))
    _forget_marks(session, ids)
    for table in (Fragment, Verzamelnaam, Botsing, Opmerking):
        run(delete(table).where(col(table.interview_id).in_(ids)))
    of_text = col(Aanleiding.vraag).in_(open_vragen())
    run(delete(Aanleiding).where(col(Aanleiding.interview_id).in_(ids), of_text))
    written = col(Beoordeling.remark) != ""
    run(update(Beoordeling).where(col(Beoordeling.interview_id).in_(ids), written).values(remark=TAKEN_OUT))
    run(update(Reactie).where(col(Reactie.interview_id).in_(ids)).values(content_hash=NOT_KEPT))
    replied = col(Reactie.text) != ""
    run(update(Reactie).where(col(Reactie.interview_id).in_(ids), replied).values(text=TAKEN_OUT))
    _blank_correcties(session, ids)
    session.expire_all()
    return ids


def remove_doors(session: Session, meetronde_code: str, after: UUID) -> list[UUID]:
    """The next doors of a meetronde go. Says which."""
    query = select(Contactpoging.id).where(still_there(Bewaarsoort.DEUREN, meetronde_code))
    ids = list(session.exec(query.where(col(Contactpoging.id) > after).order_by(col(Contactpoging.id)).limit(PIECE)))
    session.connection().execute(delete(Contactpoging).where(col(Contactpoging.id).in_(ids)))
    return ids


def remove_old(session: Session, kind: Bewaarsoort, months: int, today: date) -> int:
    """What belongs to no meetronde and is so old goes at once: there is little of it. Says how much."""
    gone = [
        session.connection().execute(delete(table).where(before(table, months, today))).rowcount
        for table in OF_KIND[kind]
    ]
    return sum(gone)


def _next(session: Session, kind: Bewaarsoort, meetronde_code: str, after: UUID) -> Sequence[Interview]:
    """The first interviews behind this one of which something must go. Nobody else changes them until we are done."""
    query = select(Interview).where(still_there(kind, meetronde_code), col(Interview.id) > after)
    return session.exec(query.order_by(col(Interview.id)).limit(PIECE).with_for_update()).all()


def _forget_marks(session: Session, ids: Sequence[UUID]) -> None:
    fragments = select(Fragment.id).where(col(Fragment.interview_id).in_(ids))
    session.connection().execute(delete(Indeling).where(col(Indeling.fragment_id).in_(fragments)))


def _blank_correcties(session: Session, ids: Sequence[UUID]) -> None:
    own = col(Correctie.interview_id).in_(ids)
    session.connection().execute(update(Correctie).where(own).values(reason=TAKEN_OUT))
    for name in ("old", "new"):
        stood = col(getattr(Correctie, name)).is_not(null())
        words = update(Correctie).where(own, stood, col(Correctie.vraag).in_(open_vragen()))
        session.connection().execute(words.values({name: TAKEN_OUT}))
