"""Everything that does not stand out, approved at once after one look, and undone at once.

A reeks is ordinary beoordelingen of one coordinator at one moment; nothing else is kept of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.beoordeling import review_all
from app.domain.antwoorden import Fout
from app.errors import ChangedMeanwhile, InvalidInput, NotFound
from app.models import Beoordeling, Gebruiker, Status
from app.wachtrij import Wachtende, Wachtrij, Wachtrijkeuze

REEKS_LIMIT = 200
"""How many are approved at once: as many as somebody can look over."""

UNDONE = "In één keer goedgekeurd, en dat ongedaan gemaakt."


@dataclass(frozen=True)
class Goedkeuring:
    """What became of the interviews that were looked over: when they were approved, how many, and which were not."""

    moment: datetime
    approved: int
    left_alone: Sequence[Wachtende]


def approve_clean(
    session: Session, keuze: Wachtrijkeuze, coordinator: Gebruiker, looked_over: Sequence[UUID]
) -> Goedkeuring:
    """Approve of these interviews the ones that still wait and still do not stand out; leave the others alone.

    Raises InvalidInput for none or too many, and ChangedMeanwhile when none of them is left to approve.
    """
    if not 0 < len(looked_over) <= REEKS_LIMIT:
        message = f"Keur tussen 1 en {REEKS_LIMIT} interviews in één keer goed."
        raise InvalidInput("Er is niets goedgekeurd.", faults=[Fout("gezien", message)])
    wachtrij = Wachtrij(session, keuze)
    clean = [each.interview.id for each in wachtrij.clean(REEKS_LIMIT, among=looked_over)]
    moment = datetime.now(UTC)
    approved = review_all(session, clean, coordinator, Status.GOEDGEKEURD, seen=Status.NIEUW, decided_at=moment)
    if not approved:
        raise ChangedMeanwhile("Er is niets goedgekeurd: een collega was u voor, of er viel intussen iets op.")
    left_alone = [interview_id for interview_id in looked_over if interview_id not in set(approved)]
    return Goedkeuring(moment, len(approved), wachtrij.named(left_alone))


def count_undoable(session: Session, coordinator: Gebruiker, moment: datetime) -> tuple[int, int]:
    """How many interviews this coordinator approved at this moment, and how many of those nobody touched since.

    Raises NotFound when there are none.
    """
    number = len(_reeks(session, coordinator, moment))
    if number == 0:
        raise NotFound("Deze reeks is er niet, of een collega heeft hem goedgekeurd.")
    return number, len(_untouched(session, coordinator, moment))


def undo(session: Session, coordinator: Gebruiker, moment: datetime) -> int:
    """Let the interviews of a reeks wait again, but for those that somebody touched since; say how many.

    Raises NotFound, and ChangedMeanwhile when there is nothing left to undo.
    """
    count_undoable(session, coordinator, moment)
    undone = review_all(
        session,
        _untouched(session, coordinator, moment),
        coordinator,
        Status.NIEUW,
        UNDONE,
        seen=Status.GOEDGEKEURD,
        decided_at=datetime.now(UTC),
    )
    if not undone:
        raise ChangedMeanwhile("Dit is al ongedaan gemaakt, of iemand heeft deze interviews daarna beoordeeld.")
    return len(undone)


def _reeks(session: Session, coordinator: Gebruiker, moment: datetime) -> Sequence[UUID]:
    query = select(Beoordeling.interview_id).where(
        Beoordeling.coordinator_id == coordinator.id,
        Beoordeling.decided_at == moment,
        Beoordeling.status == Status.GOEDGEKEURD,
    )
    return session.exec(query).all()


def _untouched(session: Session, coordinator: Gebruiker, moment: datetime) -> Sequence[UUID]:
    reeks = _reeks(session, coordinator, moment)
    query = select(Beoordeling.interview_id).where(
        col(Beoordeling.interview_id).in_(reeks), Beoordeling.decided_at > moment
    )
    touched = session.exec(query).all()
    return sorted(set(reeks) - set(touched))
