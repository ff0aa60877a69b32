"""Answers to “anders, namelijk”: those that say the same are counted under one name, which a coordinator gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy
from sqlmodel import Session, col, delete, select, update

from app.citaten.reading import open_vragen
from app.domain.antwoorden import OPEN_CODE, Fout
from app.domain.vragenlijst import Vraag
from app.errors import InvalidInput
from app.models import Antwoord, Interview, Straat, Verzamelnaam
from app.tellingen import Selectie, count_unnamed

ANDERS = "anders"
"""The code of the option behind which people say what else."""

NAME_LENGTH = 60


@dataclass(frozen=True)
class Unnamed:
    """What several people answered in other letters only, how many they are, and what it was called elsewhere."""

    text: str
    folded: str
    count: int
    proposal: str = ""


def anders_vragen() -> Mapping[str, Vraag]:
    """The open questions that follow on “anders”, by their key."""
    return {
        key: vraag
        for key, vraag in open_vragen().items()
        if vraag.alleen_als is not None and ANDERS in vraag.alleen_als.codes
    }


def list_unnamed(session: Session, selectie: Selectie, vraag: str, limit: int) -> list[Unnamed]:
    """The answers that are not counted under a name yet, the most given first."""
    found: dict[str, Unnamed] = {}
    for telling in count_unnamed(session, selectie, vraag, limit):
        known = found.get(telling.folded)
        count = telling.count + (known.count if known else 0)
        found[telling.folded] = Unnamed(known.text if known else telling.text, telling.folded, count)
    names = _names_of(session, vraag, list(found))
    return [Unnamed(each.text, each.folded, each.count, names.get(each.folded, "")) for each in found.values()]


def interviews_behind(session: Session, selectie: Selectie, vraag: str, shown: Iterable[Unnamed]) -> list[UUID]:
    """The interviews in which these answers were given."""
    folded = [each.folded for each in shown]
    return [interview_id for interview_id, _ in _unnamed_answers(session, selectie, vraag, folded)]


def take_together(session: Session, selectie: Selectie, vraag: str, names: Mapping[str, str]) -> int:
    """Count every answer in these words, folded, under this name; say of how many answers. Raises InvalidInput.

    Words without a name are passed over.
    """
    wanted = {folded: name.strip() for folded, name in names.items() if name.strip()}
    _check(list(wanted.values()))
    answers = _unnamed_answers(session, selectie, vraag, list(wanted))
    session.add_all(
        Verzamelnaam(interview_id=interview_id, vraag=vraag, name=wanted[folded]) for interview_id, folded in answers
    )
    session.flush()
    return len(answers)


def rename_verzamelnaam(session: Session, selectie: Selectie, vraag: str, name: str, new: str) -> None:
    """Count what stood under a name under another, perhaps one that is there already; without one, under none."""
    new = new.strip()
    _check([new])
    interviews = _counting(sqlalchemy.select(col(Interview.id)), selectie)
    under = (
        col(Verzamelnaam.vraag) == vraag,
        col(Verzamelnaam.name) == name,
        col(Verzamelnaam.interview_id).in_(interviews),
    )
    session.exec(update(Verzamelnaam).where(*under).values(name=new) if new else delete(Verzamelnaam).where(*under))


def _check(names: list[str]) -> None:
    if any(len(name) > NAME_LENGTH for name in names):
        fault = Fout("naam", f"Maak de naam korter: hoogstens {NAME_LENGTH} tekens.")
        raise InvalidInput("De antwoorden zijn niet samengenomen.", faults=[fault])


def _names_of(session: Session, vraag: str, folded: list[str]) -> dict[str, str]:
    """What the same words were called before, in whichever meetronde."""
    query = (
        select(Antwoord.folded, Verzamelnaam.name)
        .join(Verzamelnaam, col(Verzamelnaam.interview_id) == Antwoord.interview_id)
        .where(Verzamelnaam.vraag == vraag, Antwoord.vraag == vraag, Antwoord.code == OPEN_CODE)
        .where(col(Antwoord.folded).in_(folded))
        .distinct()
    )
    return {words: name for words, name in session.exec(query) if words is not None}


def _unnamed_answers(session: Session, selectie: Selectie, vraag: str, folded: list[str]) -> list[tuple[UUID, str]]:
    named = sqlalchemy.select(col(Verzamelnaam.interview_id)).where(col(Verzamelnaam.vraag) == vraag)
    query = (
        _counting(sqlalchemy.select(col(Interview.id), col(Antwoord.folded)), selectie)
        .join(Antwoord, col(Antwoord.interview_id) == Interview.id)
        .where(col(Antwoord.vraag) == vraag, col(Antwoord.code) == OPEN_CODE)
        .where(col(Antwoord.folded).in_(folded), col(Interview.id).not_in(named))
    )
    return [(interview_id, words) for interview_id, words in session.execute(query)]


def _counting(query: sqlalchemy.Select[*tuple[UUID, ...]], selectie: Selectie) -> sqlalchemy.Select[*tuple[UUID, ...]]:
    query = query.where(
        col(Interview.meetronde_code) == selectie.meetronde_code, col(Interview.status).in_(selectie.statuses)
    )
    if selectie.wijk_code is not None:
        straten = select(Straat.id).where(Straat.wijk_code == selectie.wijk_code)
        query = query.where(col(Interview.straat_id).in_(straten))
    return query
