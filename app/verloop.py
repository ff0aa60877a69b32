"""All that happened to an interview since it came in: decisions, questions and replies, changed answers, remarks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy
from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, col

from app.domain.antwoorden import in_words
from app.domain.vragenlijst import Vragenlijst
from app.models import Beoordeling, Correctie, Gebruiker, Opmerking, Reactie, Weglating

REACTIE, CORRECTIE, WEGLATING, OPMERKING = "reactie", "correctie", "weglating", "opmerking"


@dataclass(frozen=True)
class ChangedAnswer:
    """One answer that was changed: the question, and in words what it was and what it became."""

    vraag: str
    old: str
    new: str


@dataclass(frozen=True)
class Gebeurtenis:
    """One thing that somebody did: a decision bears the status it gave, anything else its own kind.

    `text` is what they wrote with it, `vraag` the question whose answer was taken out.
    """

    soort: str
    moment: datetime
    name: str
    text: str = ""
    vraag: str = ""
    changed: Sequence[ChangedAnswer] = ()


def verloop_of(session: Session, interview_id: UUID, vragenlijst: Vragenlijst) -> list[Gebeurtenis]:
    """Everything, as coordinators see it, the oldest first."""
    opmerkingen = [
        Gebeurtenis(OPMERKING, each.written_at, name, each.text)
        for each, name in _rows(session, Opmerking, "coordinator_id", interview_id)
    ]
    return _in_order(told_to_interviewer(session, interview_id, vragenlijst) + opmerkingen)


def since_revision(verloop: Sequence[Gebeurtenis], revisions: int) -> Sequence[Gebeurtenis]:
    """The last so many changes of the interview itself: what somebody missed who saw it so many revisions ago."""
    changes = [each for each in verloop if each.soort != OPMERKING]
    return changes[-revisions:] if revisions > 0 else []


def told_to_interviewer(session: Session, interview_id: UUID, vragenlijst: Vragenlijst) -> list[Gebeurtenis]:
    """The same without what coordinators write down for each other."""
    beoordelingen = [
        Gebeurtenis(each.status, each.decided_at, name, each.remark)
        for each, name in _rows(session, Beoordeling, "coordinator_id", interview_id)
    ]
    weglatingen = [
        Gebeurtenis(WEGLATING, each.removed_at, name, vraag=vragenlijst.by_key[each.vraag].text)
        for each, name in _rows(session, Weglating, "coordinator_id", interview_id)
    ]
    return _in_order([*beoordelingen, *weglatingen, *_changes(session, interview_id, vragenlijst)])


def _changes(session: Session, interview_id: UUID, vragenlijst: Vragenlijst) -> list[Gebeurtenis]:
    """Replies with the answers they changed, and what coordinators changed themselves."""
    changed: dict[UUID, list[ChangedAnswer]] = defaultdict(list)
    corrected: dict[UUID, Gebeurtenis] = {}
    for each, name in _rows(session, Correctie, "gebruiker_id", interview_id):
        changed[each.id].append(_changed_answer(vragenlijst, each))
        corrected[each.id] = Gebeurtenis(CORRECTIE, each.changed_at, name, each.reason, changed=changed[each.id])
    replied = {
        each.id: Gebeurtenis(REACTIE, each.received_at, name, each.text, changed=changed[each.id])
        for each, name in _rows(session, Reactie, "interviewer_id", interview_id)
    }
    return list((corrected | replied).values())


def _rows(session: Session, table: type[SQLModel], author: str, interview_id: UUID) -> list[tuple[Any, str]]:
    """The rows of this interview with the name of who made them."""
    columns = inspect(table).columns
    query = (
        sqlalchemy.select(table, col(Gebruiker.name))
        .join(Gebruiker, col(Gebruiker.id) == columns[author])
        .where(columns["interview_id"] == interview_id)
    )
    return [(row, name) for row, name in session.execute(query)]


def _changed_answer(vragenlijst: Vragenlijst, correctie: Correctie) -> ChangedAnswer:
    vraag = vragenlijst.by_key[correctie.vraag]
    return ChangedAnswer(vraag.text, in_words(vraag, correctie.old), in_words(vraag, correctie.new))


def _in_order(found: list[Gebeurtenis]) -> list[Gebeurtenis]:
    return sorted(found, key=lambda each: each.moment)
