"""What phones still keep of what we received: whether it is in a backup by now, or gone from here after a restore."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.backups import last_backup
from app.models import Contactpoging, Gebruiker, Interview, Reactie

Kind = type[Interview | Contactpoging | Reactie]

RECEIVED = {
    Interview: col(Interview.received_at),
    # Of the oldest doors we did not write down when they came in: not long after they happened.
    Contactpoging: func.coalesce(col(Contactpoging.received_at), col(Contactpoging.happened_at)),
    Reactie: col(Reactie.received_at),
}


@dataclass(frozen=True)
class Lot:
    """What became of things that a phone handed in: safe in a backup, or missing here. What is neither must wait."""

    safe: Sequence[UUID]
    missing: Sequence[UUID]


def look_up(session: Session, kept: Mapping[Kind, Sequence[UUID]]) -> Lot:
    """The lot of these ids, by what they are of. What was withdrawn or taken out since is not missing."""
    backup = last_backup(session)
    safe: list[UUID] = []
    missing: list[UUID] = []
    for kind, ids in kept.items():
        received = _received(session, kind, ids)
        missing += [each for each in ids if each not in received]
        safe += [each for each in ids if backup and each in received and received[each] < backup.safe_before]
    return Lot(safe, missing)


def who_is_gone(session: Session, interviewers: Sequence[UUID]) -> list[UUID]:
    """Whom of these we do not know at all: since the backup that was restored they were added. Who left, is known."""
    known = (
        set(session.exec(select(Gebruiker.id).where(col(Gebruiker.id).in_(interviewers)))) if interviewers else set()
    )
    return [each for each in interviewers if each not in known]


def _received(session: Session, kind: Kind, ids: Sequence[UUID]) -> dict[UUID, datetime]:
    rows = session.execute(select(col(kind.id), RECEIVED[kind]).where(col(kind.id).in_(ids)))
    return {each: moment for each, moment in rows}  # noqa: C416 -- a row is no pair to `dict`
