"""Answers that are changed after an interview came in: the old ones are kept, and what follows from answers follows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from app.aanleidingen import note_again
from app.domain.antwoorden import Antwoord as Said
from app.domain.antwoorden import Fout, check, flatten, in_words, lapsed, text_fault, unflatten
from app.domain.fingerprint import fingerprint, plain
from app.domain.vragenlijst import Vraag, Vragenlijst
from app.errors import InvalidInput
from app.models import Antwoord, Correctie, Gebruiker, Interview
from app.revisions import take_turn
from app.telstand import Changes, Counts, count_one, key_of

REASON_LIMIT = 1000

Answers = Mapping[str, object]
"""Answers as they travel, by question."""


@dataclass(frozen=True)
class Herkomst:
    """Where changed answers come from: under which id, from whom, why, and when."""

    id: UUID
    gebruiker_id: UUID
    reason: str
    moment: datetime


def correct(
    session: Session,
    interview: Interview,
    vragenlijst: Vragenlijst,
    coordinator: Gebruiker,
    wanted: Answers,
    reason: str,
    *,
    seen: int,
    may_lapse: bool = False,
) -> None:
    """Change these answers, None for no answer; the figures follow in the same transaction.

    Answers to questions that are skipped from then on are dropped, if they `may_lapse`. `seen` is the revision the
    coordinator was looking at. Raises InvalidInput with every fault at once, or ChangedMeanwhile.
    """
    take_turn(session, interview, seen)
    old = answers_now(session, interview, vragenlijst)
    new = {key: answer for key, answer in {**old, **wanted}.items() if answer is not None}
    skipped = lapsed(vragenlijst, new)
    result = {key: answer for key, answer in new.items() if key not in {vraag.key for vraag in skipped}}
    faults = _reason_faults(reason.strip()) + change_faults(vragenlijst, old, result)
    if skipped and not may_lapse:
        faults.append(_lapse_fault(skipped, new))
    if not faults and not changed_questions(vragenlijst, old, result):
        faults.append(Fout("antwoord", "Dit antwoord stond er al. Kies een ander antwoord."))
    if faults:
        raise InvalidInput("De verbetering is niet opgeslagen.", faults=faults)
    interview.revision += 1
    changes = Changes()
    herkomst = Herkomst(uuid4(), coordinator.id, reason.strip(), datetime.now(UTC))
    before, after = change_answers(session, interview, vragenlijst, result, herkomst)
    changes.take(key_of(interview, interview.status), before)
    changes.add(key_of(interview, interview.status), after)
    changes.write(session)


def answers_now(session: Session, interview: Interview, vragenlijst: Vragenlijst) -> dict[str, object]:
    """The answers of an interview as they stand, as they travel."""
    return unflatten(vragenlijst, answers_of(session, [interview.id])[interview.id])


def answers_of(session: Session, interview_ids: Sequence[UUID]) -> dict[UUID, list[Said]]:
    """The stored answers of each of these interviews, by question and code; of a refusal none."""
    columns = (col(Antwoord.interview_id), col(Antwoord.vraag), col(Antwoord.code), col(Antwoord.text))
    query = select(*columns).where(columns[0].in_(interview_ids)).order_by(columns[1], columns[2])
    found: dict[UUID, list[Said]] = {interview_id: [] for interview_id in interview_ids}
    for interview_id, vraag, code, text in session.exec(query):
        found[interview_id].append(Said(vraag, code, text))
    return found


def changed_questions(vragenlijst: Vragenlijst, old: Answers, new: Answers) -> list[str]:
    """Which questions are answered otherwise; the order in which options were named is no difference."""
    return [each.key for each in vragenlijst.vragen if plain(old.get(each.key)) != plain(new.get(each.key))]


def change_faults(vragenlijst: Vragenlijst, old: Answers, new: Answers) -> list[Fout]:
    """What is wrong with these answers in the place of the old ones, by question.

    Whether somebody took part is not for us to change: of a refusal nothing may be kept.
    """
    if not old:
        return [Fout("toestemming", "Deze persoon wilde niet meedoen. Er zijn geen antwoorden om te veranderen.")]
    if old.get("toestemming") != new.get("toestemming"):
        return [Fout("toestemming", "Of iemand mee wilde doen, kunt u hier niet veranderen.")]
    return check(vragenlijst, new)


def change_answers(
    session: Session, interview: Interview, vragenlijst: Vragenlijst, result: Answers, herkomst: Herkomst
) -> tuple[Counts, Counts]:
    """Put these checked answers in the place of those that stand; say what the interview counted for, and does now.

    The old ones are kept as correcties. What stands out is looked for anew. The caller tells the telstand.
    """
    stored = answers_of(session, [interview.id])[interview.id]
    old, said = unflatten(vragenlijst, stored), list(flatten(vragenlijst, result))
    changed = changed_questions(vragenlijst, old, result)
    session.connection().execute(
        delete(Antwoord).where(col(Antwoord.interview_id) == interview.id, col(Antwoord.vraag).in_(changed))
    )
    rows = [{"interview_id": interview.id, **vars(each)} for each in said if each.vraag in changed]
    if rows:
        session.connection().execute(insert(Antwoord), rows)
    session.add_all(
        Correctie(
            id=herkomst.id,
            vraag=vraag,
            interview_id=interview.id,
            gebruiker_id=herkomst.gebruiker_id,
            reason=herkomst.reason,
            old=plain(old.get(vraag)),
            new=plain(result.get(vraag)),
            changed_at=herkomst.moment,
        )
        for vraag in changed
    )
    interview.answers_hash = fingerprint({key: plain(answer) for key, answer in result.items()})
    session.flush()
    note_again(session, interview, vragenlijst, said)
    return _count(interview, stored), _count(interview, said)


def _count(interview: Interview, said: Iterable[Said]) -> Counts:
    answers = ((each.vraag, each.code) for each in said)
    return count_one(interview.vragenlijst_version, answers, consent=interview.consent)


def _reason_faults(reason: str) -> list[Fout]:
    if not reason:
        return [Fout("reden", "Schrijf op waarom u dit verbetert. Anders weet later niemand het meer.")]
    message = text_fault(reason, REASON_LIMIT)
    return [Fout("reden", message)] if message else []


def _lapse_fault(skipped: Sequence[Vraag], answers: Answers) -> Fout:
    named = "; ".join(f"“{vraag.text}” ({in_words(vraag, answers[vraag.key])})" for vraag in skipped)
    return Fout("vervalt", f"Na deze verbetering wordt dit niet meer gevraagd, en vervalt het antwoord: {named}.")
