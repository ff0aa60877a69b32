"""The review: a coordinator approves an interview, sends it back with a question, rejects it, or writes a remark."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.domain.antwoorden import Fout, text_fault
from app.errors import InvalidInput
from app.models import Beoordeling, Gebruiker, Interview, Meetronde, Opmerking, Status
from app.revisions import hold, take_turn
from app.telstand import Changes, count_stored, key_of

DECISIONS = (Status.GOEDGEKEURD, Status.TERUGGESTUURD, Status.AFGEKEURD)
NEEDS_REMARK = (Status.TERUGGESTUURD, Status.AFGEKEURD)
REMARK_LIMIT = 1000


def review(
    session: Session, interview: Interview, coordinator: Gebruiker, status: Status, remark: str, *, seen: int
) -> None:
    """Record a decision; the interview counts, or no longer counts, from the same transaction on.

    `seen` is the revision the coordinator was looking at. Raises ChangedMeanwhile when a colleague was first, and
    InvalidInput when a remark is missing or too long.
    """
    remark = remark.strip()
    if status in NEEDS_REMARK and not remark:
        message = "Schrijf op waarom, zodat de interviewer weet wat er aan de hand is."
        raise InvalidInput("De beoordeling is niet opgeslagen.", faults=[Fout("opmerking", message)])
    if too_much := text_fault(remark, REMARK_LIMIT):
        raise InvalidInput("De beoordeling is niet opgeslagen.", faults=[Fout("opmerking", too_much)])
    take_turn(session, interview, seen)
    changes = Changes()
    changes.move(key_of(interview, interview.status), key_of(interview, status), count_stored(session, interview))
    interview.status, interview.revision = status, interview.revision + 1
    changes.write(session)
    session.add(
        Beoordeling(
            interview_id=interview.id,
            coordinator_id=coordinator.id,
            status=status,
            remark=remark,
            decided_at=datetime.now(UTC),
        )
    )


def review_all(
    session: Session,
    interview_ids: Sequence[UUID],
    coordinator: Gebruiker,
    status: Status,
    remark: str = "",
    *,
    seen: Status,
    decided_at: datetime,
) -> list[UUID]:
    """Record the same decision on each of these that still has the status that was seen; say on which that was.

    What somebody else decided meanwhile is left alone. No remark is asked for: only `review` sends back or rejects.
    """
    # In a fixed order: two coordinators who take the same ones in another order would wait for each other.
    query = select(Interview).where(col(Interview.id).in_(interview_ids), col(Interview.status) == seen)
    locked = query.order_by(col(Interview.id)).with_for_update().execution_options(populate_existing=True)
    interviews = session.exec(locked).all()
    changes = Changes()
    for interview in interviews:
        changes.move(key_of(interview, seen), key_of(interview, status), count_stored(session, interview))
        interview.status, interview.revision = status, interview.revision + 1
        session.add(
            Beoordeling(
                interview_id=interview.id,
                coordinator_id=coordinator.id,
                status=status,
                remark=remark,
                decided_at=decided_at,
            )
        )
    session.flush()
    changes.write(session)
    return [interview.id for interview in interviews]


def remark(session: Session, interview: Interview, coordinator: Gebruiker, text: str) -> None:
    """Write something down about an interview for the colleagues.

    Raises InvalidInput when it is empty or too long, and ChangedMeanwhile when the bewoner withdrew the interview.
    """
    text = text.strip()
    fault = text_fault(text, REMARK_LIMIT) if text else "Schrijf op wat u wilt onthouden."
    if fault:
        raise InvalidInput("De opmerking is niet opgeslagen.", faults=[Fout("tekst", fault)])
    hold(session, interview)
    session.add(
        Opmerking(interview_id=interview.id, coordinator_id=coordinator.id, text=text, written_at=datetime.now(UTC))
    )


def count_waiting(session: Session, meetronde: Meetronde) -> int:
    """How many interviews with answers nobody has decided on yet. They count."""
    query = select(func.count()).where(
        Interview.meetronde_code == meetronde.code, Interview.status == Status.NIEUW, col(Interview.consent)
    )
    return session.exec(query).one()
