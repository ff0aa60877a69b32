"""Every reason to look at an interview: what was noted as it came in, and what stands out only beside the others."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, false, literal, null, or_, select, union_all
from sqlmodel import Session, col

from app.domain.opvallend import hurried_below
from app.domain.reden import Reden
from app.models import Aanleiding, Beoordeling, Botsing, Interview, Meetronde, Reactie, Status
from app.tellingen import COUNTING, left_out
from app.wachtrij.keuze import Wachtrijkeuze

SAMPLE = 600
"""Of how many interviews, by status, the medians are taken: more would hardly move them, and cost time."""

Query = Select[*tuple[Any, ...]]


def reasons(session: Session, keuze: Wachtrijkeuze) -> Subquery:
    """Every reason to look at an interview, one a row: what was noted, and what stands out only now.

    Who was decided on waits no longer, until something else comes in under the same id.
    """
    waits = keuze.holds()
    of_interview: tuple[Any, ...] = (
        col(Interview.id).label("interview_id"),
        col(Interview.date),
        col(Interview.status),
    )
    noted = (
        select(*of_interview, col(Aanleiding.reden), col(Aanleiding.vraag), col(Aanleiding.seconds))
        .join(Aanleiding, col(Aanleiding.interview_id) == Interview.id)
        .where(*waits, or_(col(Aanleiding.reden) != str(Reden.SNEL), _is_hurried(session, waits, keuze.meetronde)))
    )
    outside = col(Interview.date) < keuze.meetronde.starts_on
    if keuze.meetronde.ends_on is not None:
        outside = or_(outside, col(Interview.date) > keuze.meetronde.ends_on)
    elsewhere = col(Interview.straat_id).in_(left_out(keuze.meetronde.code))
    replied = col(Interview.id).in_(select(col(Reactie.interview_id)))
    computed = [
        select(*of_interview, literal(str(reden)), literal(""), null()).where(*conditions)
        for reden, conditions in (
            (Reden.PERIODE, [*waits, outside]),
            (Reden.DEELNAME, [*waits, elsewhere]),
            (Reden.REACTIE, [*waits, replied]),
            (Reden.BOTSING, [*keuze.within(), col(Interview.id).in_(_clashed_since())]),
        )
    ]
    return union_all(noted, *computed).subquery()


def _clashed_since() -> Query:
    """The interviews that were decided on before something else came in under their id; of new ones it is noted."""
    decided_after = (
        select(col(Beoordeling.id))
        .where(col(Beoordeling.interview_id) == Botsing.interview_id)
        .where(col(Beoordeling.decided_at) > col(Botsing.received_at))
        .exists()
    )
    query = select(col(Botsing.interview_id)).join(Interview, col(Interview.id) == Botsing.interview_id)
    return query.where(col(Interview.status) != str(Status.NIEUW), ~decided_after)


def _is_hurried(session: Session, waits: Sequence[ColumnElement[bool]], meetronde: Meetronde) -> ColumnElement[bool]:
    """Whether a quick interview is hurried beside others of its kind; asked only when a quick one waits."""
    quick = (
        select(col(Aanleiding.interview_id))
        .join(Interview, col(Interview.id) == Aanleiding.interview_id)
        .where(*waits, col(Aanleiding.reden) == str(Reden.SNEL))
    )
    durations = _durations(session, meetronde) if session.execute(quick.limit(1)).first() else {}
    return or_(
        false(),
        *(
            and_(col(Interview.soort) == soort, col(Aanleiding.seconds) < hurried_below(seconds))
            for soort, seconds in durations.items()
        ),
    )


def _durations(session: Session, meetronde: Meetronde) -> dict[str, list[float]]:
    """How many seconds the latest interviews of this meetronde took, by kind. Refusals are no measure."""
    durations: dict[str, list[float]] = {}
    for status in COUNTING:
        # By each status apart, in the order of the index: a sample of all would first sort all.
        query = (
            select(col(Interview.soort), col(Interview.started_at), col(Interview.finished_at))
            .where(col(Interview.meetronde_code) == meetronde.code, col(Interview.status) == str(status))
            .where(col(Interview.consent))
            .order_by(col(Interview.date).desc(), col(Interview.id).desc())
            .limit(SAMPLE)
        )
        for soort, started, finished in session.execute(query):
            durations.setdefault(soort, []).append((finished - started).total_seconds())
    return durations
