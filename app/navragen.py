"""The coordinator asks, the interviewer answers: an interview that was sent back comes to its interviewer, and returns.

A reply comes in like an interview: under an id from the phone, once, and without overwriting what it did not see.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from app.correcties import (
    Answers,
    Herkomst,
    answers_now,
    answers_of,
    change_answers,
    change_faults,
    changed_questions,
)
from app.domain.antwoorden import Fout, text_fault, unflatten
from app.domain.fingerprint import NOT_KEPT, fingerprint, plain
from app.domain.vragenlijst import Soort, Vragenlijst
from app.errors import ChangedMeanwhile, InvalidInput, NotFound
from app.models import Beoordeling, Gebruiker, Interview, Meetronde, Reactie, Status, Straat
from app.ontvangst import Surroundings, Uitkomst, look_around
from app.telstand import Changes, Counts, count_stored, key_of
from app.vragenlijsten import find_vragenlijst

REPLY_LIMIT = 1000

WITHOUT_WORDS = "De interviewer verbeterde dit na een vraag."
"""Why answers were changed, when the interviewer did not say more."""


@dataclass(frozen=True)
class Navraag:
    """What a coordinator wants to know of an interview that was sent back, and the interview as it stands."""

    id: UUID
    text: str
    asked_by: str
    asked_at: datetime
    interview: Interview
    straat: Straat
    vragenlijst: Vragenlijst
    antwoorden: Answers


class Wijziging(NamedTuple):
    """One answer that the interviewer changes: what it was on the phone, and what it becomes; None is no answer."""

    was: object
    wordt: object


@dataclass(frozen=True)
class Antwoordbrief:
    """A reply as it is handed in, still unchecked: in words, by changing answers, or both."""

    id: UUID
    interview_id: UUID
    navraag_id: UUID
    text: str
    wijzigingen: Mapping[str, Wijziging]

    @property
    def content_hash(self) -> str:
        """By this a second sending is told from another reply."""
        changed = {key: [plain(each.was), plain(each.wordt)] for key, each in self.wijzigingen.items()}
        return fingerprint({"navraag": str(self.navraag_id), "tekst": self.text, "wijzigingen": changed})


def open_navragen(session: Session, interviewer: Gebruiker) -> list[Navraag]:
    """What this interviewer is still asked, the oldest question first; nothing of a closed meetronde."""
    each = aliased(Beoordeling)
    latest = select(func.max(each.decided_at)).where(each.interview_id == Interview.id).scalar_subquery()
    query = (
        sqlalchemy.select(Interview, Beoordeling, Straat, col(Gebruiker.name))
        .join(Beoordeling, col(Beoordeling.interview_id) == Interview.id)
        .join(Straat, col(Straat.id) == Interview.straat_id)
        .join(Meetronde, col(Meetronde.code) == Interview.meetronde_code)
        .join(Gebruiker, col(Gebruiker.id) == Beoordeling.coordinator_id)
        .where(col(Interview.interviewer_id) == interviewer.id, col(Interview.status) == str(Status.TERUGGESTUURD))
        .where(col(Beoordeling.decided_at) == latest, col(Meetronde.closed_at).is_(None))
        .order_by(col(Beoordeling.decided_at), col(Beoordeling.id))
    )
    rows = session.execute(query).all()
    answers = answers_of(session, [interview.id for interview, *_ in rows])
    found = []
    for interview, asked, straat, name in rows:
        vragenlijst = find_vragenlijst(Soort(interview.soort), interview.vragenlijst_version)
        if vragenlijst is not None:
            antwoorden = unflatten(vragenlijst, answers[interview.id])
            found.append(
                Navraag(asked.id, asked.remark, name, asked.decided_at, interview, straat, vragenlijst, antwoorden)
            )
    return found


def receive_reactie(session: Session, brief: Antwoordbrief, interviewer: Gebruiker) -> tuple[Reactie, Uitkomst]:
    """Store a reply, change the answers it changes, and let the interview wait again; a second time changes nothing.

    Returns what is stored under this id, and whether that says the same. Raises NotFound when it is not this
    interviewer's, InvalidInput with every fault at once, MeetrondeClosed, or ChangedMeanwhile when a coordinator or
    another reply was first. Then nothing was stored.
    """
    changes = Changes()
    received = receive_one_reactie(session, brief, interviewer, changes)
    changes.write(session)
    return received


def receive_one_reactie(
    session: Session, brief: Antwoordbrief, interviewer: Gebruiker, changes: Changes
) -> tuple[Reactie, Uitkomst]:
    """The same for one of many in a transaction, of which the counts are written when all are stored."""
    surroundings = _surroundings(session, brief)
    # Held until the transaction ends: of a reply that is sent twice at once, the second must find the first.
    interview = session.get(Interview, brief.interview_id, with_for_update=True)
    if interview is None or interview.interviewer_id != interviewer.id:
        raise NotFound("Dit interview is er niet, of het is niet van u.")
    known = session.get(Reactie, brief.id)
    if known is not None:
        # Of what was taken out or withdrawn since, it is no longer known what the reply was.
        is_same = known.interview_id == interview.id and known.content_hash in (brief.content_hash, NOT_KEPT)
        return known, Uitkomst.AL_ONTVANGEN if is_same else Uitkomst.BOTSING
    _require_open(session, interview, brief)
    if surroundings is not None:
        surroundings.require_open("uw antwoord")
    reactie = Reactie(
        id=brief.id,
        interview_id=interview.id,
        beoordeling_id=brief.navraag_id,
        interviewer_id=interviewer.id,
        text=brief.text.strip(),
        content_hash=brief.content_hash,
        received_at=datetime.now(UTC),
    )
    before, after = _change(session, interview, brief, reactie)
    session.add(reactie)
    changes.take(key_of(interview, interview.status), before)
    interview.status, interview.revision = Status.NIEUW, interview.revision + 1
    changes.add(key_of(interview, interview.status), after)
    session.flush()
    return reactie, Uitkomst.NIEUW


def _surroundings(session: Session, brief: Antwoordbrief) -> Surroundings | None:
    """Looked at before the interview is held: whoever merges straten holds the meetronde first, and then interviews."""
    interview = session.get(Interview, brief.interview_id)
    return look_around(session, interview.meetronde_code, interview.straat_id, None) if interview else None


def _require_open(session: Session, interview: Interview, brief: Antwoordbrief) -> None:
    """Raise ChangedMeanwhile when this question is no longer open."""
    query = select(Beoordeling.id).where(Beoordeling.interview_id == interview.id)
    latest = session.exec(query.order_by(col(Beoordeling.decided_at).desc()).limit(1)).first()
    if interview.status != Status.TERUGGESTUURD:
        raise ChangedMeanwhile(_DECIDED[Status(interview.status)])
    if latest != brief.navraag_id:
        raise ChangedMeanwhile(
            "De coördinator heeft intussen een nieuwe vraag over dit interview gesteld. Beantwoord die."
        )


_DECIDED = {
    Status.NIEUW: "Deze vraag is al beantwoord, misschien met een andere telefoon. U hoeft niets meer te doen.",
    Status.GOEDGEKEURD: "De coördinator heeft dit interview intussen goedgekeurd. U hoeft niets meer te doen.",
    Status.AFGEKEURD: "De coördinator heeft dit interview intussen afgekeurd. U hoeft niets meer te doen.",
    Status.INGETROKKEN: "De bewoner heeft dit interview ingetrokken. U hoeft niets meer te doen.",
}


def _change(session: Session, interview: Interview, brief: Antwoordbrief, reactie: Reactie) -> tuple[Counts, Counts]:
    """Change what the reply changes; what the interview counted for, and counts for now."""
    vragenlijst = find_vragenlijst(Soort(interview.soort), interview.vragenlijst_version)
    if vragenlijst is None:
        raise NotFound("De vragenlijst van dit interview is er niet meer. Vraag de coördinator wat te doen.")
    old = answers_now(session, interview, vragenlijst)
    _require_unchanged(vragenlijst, old, brief)
    wanted = {key: each.wordt for key, each in brief.wijzigingen.items()}
    new = {key: answer for key, answer in {**old, **wanted}.items() if answer is not None}
    if faults := _faults(vragenlijst, old, new, reactie.text):
        raise InvalidInput("Uw antwoord is niet opgeslagen. Verbeter wat hieronder staat.", faults=faults)
    if not changed_questions(vragenlijst, old, new):
        counts = count_stored(session, interview)
        return counts, counts
    reason = reactie.text or WITHOUT_WORDS
    herkomst = Herkomst(reactie.id, reactie.interviewer_id, reason, reactie.received_at)
    return change_answers(session, interview, vragenlijst, new, herkomst)


def _require_unchanged(vragenlijst: Vragenlijst, old: Answers, brief: Antwoordbrief) -> None:
    """Raise ChangedMeanwhile when an answer that is to be changed is no longer what the interviewer saw."""
    for key, each in brief.wijzigingen.items():
        if key in vragenlijst.by_key and plain(old.get(key)) != plain(each.was):
            raise ChangedMeanwhile(
                f"De coördinator heeft intussen zelf iets veranderd bij “{vragenlijst.by_key[key].text}”. "
                "Kijk wat er nu staat, verander wat u wilt veranderen, en verstuur uw antwoord opnieuw."
            )


def _faults(vragenlijst: Vragenlijst, old: Answers, new: Answers, text: str) -> list[Fout]:
    is_changed = bool(changed_questions(vragenlijst, old, new)) or not new.keys() <= vragenlijst.by_key.keys()
    faults = []
    if message := text_fault(text, REPLY_LIMIT):
        faults.append(Fout("tekst", message))
    elif not text and not is_changed:
        faults.append(Fout("tekst", "Schrijf een antwoord op, of verbeter wat er niet klopt."))
    if is_changed:
        faults += [Fout(f"wijzigingen.{each.veld}", each.melding) for each in change_faults(vragenlijst, old, new)]
    return faults
