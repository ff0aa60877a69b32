"""The read log: which coordinator or key was shown the answers of which interviews, or took them along, and when.

It is written before the answer leaves, and when it cannot be, nothing is shown. What an interviewer sees of their own
interviews is theirs, and not in it; nor are lists that show no answers.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

from sqlmodel import Session, col, func, insert, select

from app.changes import Who, origin_of
from app.database import Database
from app.models import Ingezien, Inzage
from app.owed import owe
from app.spoor.log import Logfilter, Plek, conditions, names_of

SAME_LOOK = timedelta(minutes=10)
"""Who sees an interview again within this time is still looking at it: that is no new line."""

TAKEN_VIA = "uitvoer"
"""By which way: in a file."""

PIECE = 2000
"""How many lines of a file are written in one transaction, so that no phone waits long for its turn to write."""

MOST_SHOWN = 50
"""Of how many interviews of one line it is said which; a file may hold all there are."""

READERS = (Who.COORDINATOR, Who.SLEUTEL)

_SEEN = "seen"


@dataclass(frozen=True)
class Kijkbeurt:
    """One line of the log: who looked, when and by which way, how many interviews were seen, and the first of these."""

    inzage: Inzage
    name: str
    count: int
    interview_ids: Sequence[UUID]

    @property
    def plek(self) -> Plek:
        return Plek(self.inzage.moment, self.inzage.id)


@dataclass(frozen=True)
class Kijker:
    """Who saw one interview, how often, and when last."""

    name: str
    count: int
    last_at: datetime


def note_seen(session: Session, interview_ids: Iterable[UUID]) -> None:
    """Let it be written down, before the answer leaves, that whoever asks is shown the answers of these interviews."""
    origin = origin_of(session)
    if origin.who not in READERS or origin.who_id is None:
        return
    noted: set[UUID] = session.info.setdefault(_SEEN, set())
    fresh = set(interview_ids) - noted
    noted |= fresh
    now = datetime.now(UTC)
    if fresh := fresh - _seen_lately(session, origin.who_id, fresh, now):
        _, _, route = origin.via.partition(" ")
        inzage = Inzage(moment=now, who=origin.who, who_id=origin.who_id, via=route)
        owe(session, partial(_write, inzage=inzage, interview_ids=sorted(fresh)))


def note_taken(database: Database, coordinator_id: UUID, interview_ids: Sequence[UUID]) -> None:
    """Write down that a coordinator gets these interviews in a file: for good, before the file is there."""
    if not interview_ids:
        return
    inzage = Inzage(moment=datetime.now(UTC), who=Who.COORDINATOR, who_id=coordinator_id, via=TAKEN_VIA)
    with database.transaction() as session:
        session.add(inzage)
    for start in range(0, len(interview_ids), PIECE):
        with database.transaction() as session:
            _write_seen(session, inzage.id, interview_ids[start : start + PIECE])


def list_kijkbeurten(
    session: Session, wanted: Logfilter, limit: int, after: Plek | None = None, *, interview_id: UUID | None = None
) -> list[Kijkbeurt]:
    """At most `limit` lines, the newest first; perhaps only those about one interview."""
    count = select(func.count()).where(Ingezien.inzage_id == Inzage.id).scalar_subquery()
    query = select(Inzage, count).where(*conditions(Inzage, wanted, after))
    if interview_id is not None:
        query = query.where(col(Inzage.id).in_(select(Ingezien.inzage_id).where(Ingezien.interview_id == interview_id)))
    lines = session.exec(query.order_by(col(Inzage.moment).desc(), col(Inzage.id).desc()).limit(limit)).all()
    names = names_of(session, [line.who_id for line, _ in lines])
    return [Kijkbeurt(line, names[line.who_id], count, _first_seen(session, line.id)) for line, count in lines]


def _first_seen(session: Session, inzage_id: UUID) -> Sequence[UUID]:
    query = select(Ingezien.interview_id).where(Ingezien.inzage_id == inzage_id)
    return session.exec(query.order_by(col(Ingezien.interview_id)).limit(MOST_SHOWN)).all()


def kijkers_of(session: Session, interview_id: UUID) -> list[Kijker]:
    """Who saw this interview, the latest first."""
    query = (
        select(Inzage.who_id, Inzage.moment)
        .join(Ingezien, col(Ingezien.inzage_id) == Inzage.id)
        .where(Ingezien.interview_id == interview_id)
        .order_by(col(Inzage.moment).desc(), col(Inzage.who_id))
    )
    looks = session.exec(query).all()
    counts, last = Counter[UUID](), dict[UUID, datetime]()
    for who_id, moment in looks:
        counts[who_id] += 1
        last.setdefault(who_id, moment)
    names = names_of(session, counts)
    return [Kijker(names[who_id], count, last[who_id]) for who_id, count in counts.items()]


def _seen_lately(session: Session, who_id: UUID, interview_ids: set[UUID], now: datetime) -> set[UUID]:
    query = (
        select(Ingezien.interview_id)
        .join(Inzage, col(Inzage.id) == Ingezien.inzage_id)
        .where(col(Ingezien.interview_id).in_(interview_ids))
        .where(Inzage.who_id == who_id, Inzage.moment > now - SAME_LOOK)
    )
    return set(session.exec(query))


def _write(session: Session, *, inzage: Inzage, interview_ids: list[UUID]) -> None:
    session.add(inzage)
    session.flush()
    _write_seen(session, inzage.id, interview_ids)


def _write_seen(session: Session, inzage_id: UUID, interview_ids: Sequence[UUID]) -> None:
    rows = [{"inzage_id": inzage_id, "interview_id": each} for each in interview_ids]
    session.connection().execute(insert(Ingezien), rows)
