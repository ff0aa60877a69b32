"""The telstand: what the interviews add up to, kept up to date in the same transaction as every one of them.

A score reads a few rows per straat, however many interviews there are. Whoever stores, reviews, moves or takes away an
interview tells it to `Changes` and writes those last; `recount` counts anew from the answers, to compare and to mend.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import Session, col

from app.domain.antwoorden import OPEN_CODE
from app.models import Antwoord, Interview, Meetronde, Straat, Telstand, Wijk
from app.statements import add_counts, keep_others_from_writing
from app.tellingen import (
    NO_ANSWER,
    Key,
    Query,
    Selectie,
    left_out,
    recount_antwoorden,
    recount_interviews,
    recount_respondents,
)
from app.vragenlijsten import all_vragenlijsten

Counts = Mapping[str, int]
"""How often each thing happened: `#interview/1` and `#weigering/1` per version of the questionnaire, `#antwoord/schoon`
for who answered a question, `schoon/7` for who gave this answer. What never happened is not in it."""

INTERVIEW, REFUSAL, ANSWERED = "#interview", "#weigering", "#antwoord"


@dataclass(frozen=True)
class Stand:
    """What the interviews of one kind in one straat add up to."""

    counts: Counts

    @property
    def interviews(self) -> int:
        """How many were held."""
        return sum(self.counts.get(f"{INTERVIEW}/{version}", 0) for version in _versions())

    @property
    def refusals(self) -> int:
        """How many people refused one."""
        return sum(self.counts.get(f"{REFUSAL}/{version}", 0) for version in _versions())

    @property
    def versions(self) -> frozenset[int]:
        """The versions of the questionnaire they were held with, or refused."""
        held = (INTERVIEW, REFUSAL)
        return frozenset(version for version in _versions() if any(f"{what}/{version}" in self.counts for what in held))

    def answers(self, vraag: str, codes: Iterable[str]) -> dict[str, int]:
        """How many people gave each of these answers, without those that nobody gave."""
        return {code: self.counts[name] for code in codes if (name := answer_name(vraag, code)) in self.counts}

    def respondents(self, vraag: str) -> int:
        """How many people answered this question, whatever they said and however many answers they gave."""
        return self.counts.get(f"{ANSWERED}/{vraag}", 0)


NOTHING = Stand({})


@cache
def answer_name(vraag: str, code: str) -> str:
    """Under which name it is counted how many gave this answer."""
    return f"{vraag}/{code}"


@cache
def _versions() -> frozenset[int]:
    """Every version that a questionnaire has. Asking for each is quicker than going through all that was counted."""
    return frozenset(vragenlijst.version for vragenlijst in all_vragenlijsten().values())


class Changes:
    """What a transaction changes in the telstand.

    Write them when everything else is done, and all at once: whoever changes a row holds up the others until the
    commit, and two who take the same rows in another order would wait for each other.
    """

    def __init__(self) -> None:
        self._counts: dict[Key, dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def add(self, key: Key, counts: Counts) -> None:
        """What came in under this key."""
        for name, count in counts.items():
            self._counts[key][name] += count

    def take(self, key: Key, counts: Counts) -> None:
        """What no longer stands under this key."""
        self.add(key, {name: -count for name, count in counts.items()})

    def move(self, source: Key, target: Key, counts: Counts) -> None:
        """What now stands under another key: another status, another straat."""
        self.take(source, counts)
        self.add(target, counts)

    def write(self, session: Session) -> None:
        """Bring the telstand up to date, each key once and in a fixed order."""
        for key in sorted(self._counts):
            if changed := {name: count for name, count in self._counts[key].items() if count}:
                add_counts(session, Telstand, {**key._asdict(), "counts": changed})


def key_of(interview: Interview, status: str) -> Key:
    """Under which key an interview stands that has this status."""
    return Key(interview.meetronde_code, interview.straat_id, interview.soort, str(status))


def count_one(version: int, answers: Iterable[tuple[str, str]], *, consent: bool) -> Counts:
    """What one interview adds, by the version of its questionnaire and its answers as (question, code)."""
    counts = {f"{INTERVIEW if consent else REFUSAL}/{version}": 1}
    for vraag, code in answers:
        if code != OPEN_CODE:
            counts[answer_name(vraag, code)] = 1
        if code not in NO_ANSWER:
            counts[f"{ANSWERED}/{vraag}"] = 1
    return counts


# Built once: putting a query together takes longer than asking it.
_ANSWERS = select(col(Antwoord.vraag), col(Antwoord.code)).where(col(Antwoord.interview_id) == bindparam("id"))


def count_stored(session: Session, interview: Interview) -> Counts:
    """What an interview that is stored has added."""
    answers = session.connection().execute(_ANSWERS, {"id": interview.id})
    return count_one(
        interview.vragenlijst_version, ((vraag, code) for vraag, code in answers), consent=interview.consent
    )


def read(session: Session, selectie: Selectie) -> dict[tuple[UUID, str], Stand]:
    """What counts, by straat and kind of interview. What was heard where the meetronde is not held does not count."""
    query = _select(selectie).where(col(Telstand.status).in_(selectie.statuses))
    query = query.where(col(Telstand.straat_id).not_in(left_out(selectie.meetronde_code)))
    found: dict[tuple[UUID, str], list[Stand]] = defaultdict(list)
    for _, straat_id, soort, _, counts in session.connection().execute(query):
        if counts:
            found[straat_id, soort].append(Stand(counts))
    return {place: add_up(standen) for place, standen in found.items()}


def add_up(standen: Iterable[Stand]) -> Stand:
    """All of these together."""
    first, *others = [stand for stand in standen if stand.counts] or [NOTHING]
    if not others:
        return first
    total = dict(first.counts)
    for stand in others:
        for name, count in stand.counts.items():
            total[name] = total.get(name, 0) + count
    return Stand(total)


@dataclass(frozen=True)
class Difference:
    """A count that does not stand as the answers say: under which key, and of what."""

    key: Key
    name: str
    standing: int
    counted: int


def differences(session: Session) -> list[Difference]:
    """Count everything again and say what stands otherwise, nothing when all is right.

    It takes a minute or two for a million interviews. The session must see one moment all the while
    (`Database.snapshot`), or an interview that comes in meanwhile is counted on one side only.
    """
    return [
        Difference(key, name, stood.get(name, 0), counted.get(name, 0))
        for selectie in _every_wijk(session)
        for key, stood, counted in _unequal(_standing(session, selectie), recount(session, selectie))
        for name in sorted(stood.keys() | counted.keys())
        if stood.get(name, 0) != counted.get(name, 0)
    ]


def rebuild(session: Session) -> int:
    """Count everything again, put that in the place of what stood there, and say how many rows were different.

    That takes as long. Nobody else can store or review an interview until this transaction ends.
    """
    keep_others_from_writing(session, Telstand)
    differing = 0
    for selectie in _every_wijk(session):
        stood, counted = _standing(session, selectie), recount(session, selectie)
        differing += sum(1 for _ in _unequal(stood, counted))
        of_wijk = col(Telstand.straat_id).in_(_straten(selectie.wijk_code))
        own = col(Telstand.meetronde_code) == selectie.meetronde_code
        session.connection().execute(delete(Telstand).where(own, of_wijk))
        if counted:
            rows = [{**key._asdict(), "counts": counts} for key, counts in counted.items()]
            session.connection().execute(insert(Telstand), rows)
    return differing


def recount(session: Session, selectie: Selectie) -> dict[Key, Counts]:
    """The same counts made from the interviews and their answers, of every status."""
    counts: dict[Key, dict[str, int]] = defaultdict(dict)
    for key, version, consent, count in recount_interviews(session, selectie):
        counts[key][f"{INTERVIEW if consent else REFUSAL}/{version}"] = count
    for key, vraag, count in recount_respondents(session, selectie):
        counts[key][f"{ANSWERED}/{vraag}"] = count
    for key, vraag, code, count in recount_antwoorden(session, selectie):
        counts[key][answer_name(vraag, code)] = count
    return dict(counts)


def _every_wijk(session: Session) -> Iterator[Selectie]:
    """Everything there is, in parts that fit in memory."""
    wijken = session.connection().scalars(select(col(Wijk.code)).order_by(Wijk.code)).all()
    for meetronde in session.connection().scalars(select(col(Meetronde.code)).order_by(Meetronde.code)).all():
        yield from (Selectie(meetronde, wijk_code=wijk) for wijk in wijken)


def _standing(session: Session, selectie: Selectie) -> dict[Key, Counts]:
    """What stands there, of every status. A row that has become empty is no row."""
    rows = session.connection().execute(_select(selectie))
    return {Key(*key): counts for *key, counts in rows if counts}


def _unequal(stood: Mapping[Key, Counts], counted: Mapping[Key, Counts]) -> Iterator[tuple[Key, Counts, Counts]]:
    for key in sorted(stood.keys() | counted.keys()):
        if (before := stood.get(key, {})) != (after := counted.get(key, {})):
            yield key, before, after


def _select(selectie: Selectie) -> Query:
    columns = (col(Telstand.meetronde_code), col(Telstand.straat_id), col(Telstand.soort), col(Telstand.status))
    query = select(*columns, col(Telstand.counts)).where(col(Telstand.meetronde_code) == selectie.meetronde_code)
    if selectie.wijk_code is not None:
        query = query.where(col(Telstand.straat_id).in_(_straten(selectie.wijk_code)))
    return query


def _straten(wijk_code: str | None) -> Query:
    return select(col(Straat.id)).where(col(Straat.wijk_code) == wijk_code)
