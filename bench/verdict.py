"""What became of it: everything the phones were given, held against what the server has, answer by answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.database import Database
from app.interviews import receipt_number
from app.inzage import find_dossier
from app.models import Botsing, Contactpoging, Interview
from bench.outboxes import Outbox


@dataclass
class Count:
    """Of interviews, or of doors: how many were put in, and what is wrong with how many."""

    put_in: int = 0
    undone: int = 0
    lost: list[UUID] = field(default_factory=list)
    double: list[UUID] = field(default_factory=list)
    different: list[UUID] = field(default_factory=list)
    unsettled: list[UUID] = field(default_factory=list)
    """What the phone does not know to be received, or under another number than the server's."""

    @property
    def stored_once(self) -> int:
        return self.put_in - len({*self.lost, *self.double, *self.different})

    def faults(self, what: str) -> list[str]:
        wrong = {"lost": self.lost, "double": self.double, "different": self.different, "unsettled": self.unsettled}
        return [f"{len(ids)} {what} {name}: {ids[0]} ..." for name, ids in wrong.items() if ids]


@dataclass
class Verdict:
    """How it ended."""

    interviews: Count
    deuren: Count

    @property
    def faults(self) -> list[str]:
        return [*self.interviews.faults("interviews"), *self.deuren.faults("doors")]


def judge(database: Database, outboxes: Sequence[Outbox]) -> Verdict:
    """Compare the phones with the server."""
    verdict = Verdict(Count(), Count())
    with database.transaction() as session:
        for outbox in outboxes:
            states = outbox.states()
            _judge_interviews(session, outbox, states, verdict.interviews)
            _judge_deuren(session, outbox, states, verdict.deuren)
        _find_strangers(session, outboxes, verdict)
    return verdict


def _judge_interviews(session: Session, outbox: Outbox, states: Mapping[UUID, Any], count: Count) -> None:
    for key, bericht in outbox.interviews.items():
        count.put_in += 1
        stored = session.get(Interview, key)
        if stored is None:
            count.lost.append(key)
            continue
        if _as_stored(session, stored) != _as_sent(outbox, bericht):
            count.different.append(key)
        number = receipt_number(key, stored.content_hash)
        if (state := states.get(key)) is None or (state["staat"], state["nummer"]) != ("ontvangen", number):
            count.unsettled.append(key)


def _as_sent(outbox: Outbox, bericht: Mapping[str, Any]) -> tuple[Any, ...]:
    antwoorden = bericht["antwoorden"]
    has_consent = antwoorden["toestemming"] == "ja"
    return (
        *(bericht[name] for name in ("soort", "vragenlijstVersie", "meetronde", "straatId", "taal", "klokverschil")),
        *(datetime.fromisoformat(bericht[name]) for name in ("begonnenOp", "afgerondOp")),
        outbox.interviewer.id,
        has_consent,
        _in_any_order(antwoorden) if has_consent else {},
    )


def _as_stored(session: Session, interview: Interview) -> tuple[Any, ...]:
    return (
        interview.soort,
        interview.vragenlijst_version,
        interview.meetronde_code,
        str(interview.straat_id),
        interview.language,
        interview.clock_offset,
        interview.started_at,
        interview.finished_at,
        interview.interviewer_id,
        interview.consent,
        _in_any_order(find_dossier(session, interview.id).values()),
    )


def _in_any_order(antwoorden: Mapping[str, Any]) -> dict[str, Any]:
    return {key: sorted(value) if isinstance(value, list) else value for key, value in antwoorden.items()}


def _judge_deuren(session: Session, outbox: Outbox, states: Mapping[UUID, Any], count: Count) -> None:
    for key, bericht in outbox.deuren.items():
        count.put_in += 1
        is_undone = key in outbox.undone
        count.undone += is_undone
        stored = session.get(Contactpoging, key)
        counts = stored is not None and stored.withdrawn_at is None
        if is_undone and counts:
            count.different.append(key)
        elif not is_undone and not counts:
            count.lost.append(key)
        elif stored and _deur_as_stored(stored) != _deur_as_sent(outbox, bericht):
            count.different.append(key)
        if (states.get(key, {}).get("staat") == "ontvangen") is is_undone:
            count.unsettled.append(key)


def _deur_as_sent(outbox: Outbox, bericht: Mapping[str, Any]) -> tuple[Any, ...]:
    moment = datetime.fromisoformat(bericht["moment"])
    return bericht["meetronde"], bericht["straatId"], bericht["uitkomst"], moment, outbox.interviewer.id


def _deur_as_stored(deur: Contactpoging) -> tuple[Any, ...]:
    return deur.meetronde_code, str(deur.straat_id), deur.outcome, deur.happened_at, deur.interviewer_id


def _find_strangers(session: Session, outboxes: Sequence[Outbox], verdict: Verdict) -> None:
    """What the server has under an id that no phone was given, or a second time with another content."""
    interviews = {key for outbox in outboxes for key in outbox.interviews}
    deuren = {key for outbox in outboxes for key in outbox.deuren}
    verdict.interviews.double += _others(session.exec(select(Interview.id)), interviews)
    verdict.interviews.different += session.exec(select(Botsing.interview_id).distinct()).all()
    verdict.deuren.double += _others(session.exec(select(Contactpoging.id)), deuren)


def _others(stored: Iterable[UUID], known: set[UUID]) -> list[UUID]:
    return [key for key in stored if key not in known]
