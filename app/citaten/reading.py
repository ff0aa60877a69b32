"""Open answers one after another: to one question, filtered and searched, with what was marked in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from uuid import UUID

import sqlalchemy
from sqlalchemy import ColumnElement, and_, tuple_
from sqlmodel import Session, col, select

from app.citaten.themas import list_themas
from app.domain.antwoorden import OPEN_CODE
from app.domain.citaat import find_passage, fold, split_by
from app.domain.persoonsgegevens import find_persoonsgegevens
from app.domain.vragenlijst import Vraag, Vraagsoort
from app.models import Antwoord, Fragment, Indeling, Interview, Straat, Thema, Wijk
from app.tellingen import COUNTING, is_marked_in
from app.vragenlijsten import all_vragenlijsten


@dataclass(frozen=True)
class Leesfilter:
    """Which answers to read: to this question in this meetronde; what is left open is not filtered on.

    `thema` is a theme of what was marked in it, or empty for answers in which nothing was marked. `search` may stand
    anywhere in the answer, also in the middle of a word; accents and capitals make no difference.
    """

    meetronde_code: str
    vraag: str
    wijk_code: str | None = None
    straat_id: UUID | None = None
    thema: str | None = None
    citaten_only: bool = False
    search: str = ""


@dataclass(frozen=True)
class MarkedFragment:
    """What was marked, under which themes, and where in the answer; without a place it stands there no more."""

    fragment: Fragment
    themas: Sequence[Thema]
    place: tuple[int, int] | None

    @property
    def stays_inside(self) -> bool:
        """Whether it is left out of every report: it seems to hold a name, a number or an address."""
        return bool(find_persoonsgegevens(self.fragment.text))


@dataclass(frozen=True)
class Answer:
    """One open answer, with where it was given and what was marked in it."""

    interview: Interview
    straat: Straat
    wijk: Wijk
    text: str
    fragmenten: Sequence[MarkedFragment] = ()

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The text in parts, each with whether it was marked."""
        return split_by(self.text, [each.place for each in self.fragmenten if each.place])


@cache
def open_vragen() -> Mapping[str, Vraag]:
    """Every open question by its key, over all questionnaires, in the newest words."""
    return {
        vraag.key: vraag
        for vragenlijst in all_vragenlijsten().values()
        for vraag in vragenlijst.vragen
        if vraag.soort is Vraagsoort.OPEN
    }


def list_answers(
    session: Session, wanted: Leesfilter, limit: int, after: tuple[date, UUID] | None = None
) -> list[Answer]:
    """At most `limit` answers of interviews that count, the newest day first; `after` this interview in that order."""
    query = (
        sqlalchemy.select(Interview, Straat, Wijk, col(Antwoord.text))
        .join(Antwoord, col(Antwoord.interview_id) == Interview.id)
        .join(Straat, col(Straat.id) == Interview.straat_id)
        .join(Wijk, col(Wijk.code) == Straat.wijk_code)
        .where(*_conditions(wanted))
        .order_by(col(Interview.date).desc(), col(Interview.id).desc())
        .limit(limit)
    )
    if after is not None:
        query = query.where(tuple_(col(Interview.date), col(Interview.id)) < tuple_(*after))
    # By each status apart, in the order of the index: of both at once SQLite would first sort all there are.
    of_status = (query.where(col(Interview.status) == str(status)) for status in COUNTING)
    rows = [Answer(*row) for each in of_status for row in session.execute(each)]
    rows.sort(key=lambda answer: (answer.interview.date, answer.interview.id), reverse=True)
    return _with_fragmenten(session, wanted.vraag, rows[:limit])


def list_citaten(session: Session, meetronde_code: str, wijk_code: str) -> list[tuple[str, Fragment]]:
    """Everything that may be quoted of a wijk, with the code of each of its themes: it stands once for each."""
    query = (
        sqlalchemy.select(col(Indeling.thema_code), Fragment)
        .select_from(Fragment)
        .join(Antwoord, and_(*is_marked_in(session)))
        .join(Indeling, col(Indeling.fragment_id) == Fragment.id)
        .join(Interview, col(Interview.id) == Fragment.interview_id)
        .join(Straat, col(Straat.id) == Interview.straat_id)
        .where(col(Fragment.is_citaat), col(Antwoord.code) == OPEN_CODE)
        .where(col(Interview.status).in_(COUNTING))
        .where(col(Interview.meetronde_code) == meetronde_code, col(Straat.wijk_code) == wijk_code)
        # Not in the order in which people were spoken to.
        .order_by(col(Indeling.thema_code), col(Fragment.id))
    )
    return [(code, fragment) for code, fragment in session.execute(query)]


def _conditions(wanted: Leesfilter) -> list[ColumnElement[bool]]:
    conditions = [
        col(Antwoord.vraag) == wanted.vraag,
        col(Antwoord.code) == OPEN_CODE,
        col(Interview.meetronde_code) == wanted.meetronde_code,
    ]
    if wanted.wijk_code is not None:
        straten = select(Straat.id).where(Straat.wijk_code == wanted.wijk_code)
        conditions.append(col(Interview.straat_id).in_(straten))
    if wanted.straat_id is not None:
        conditions.append(col(Interview.straat_id) == wanted.straat_id)
    if folded := fold(wanted.search):
        conditions.append(col(Antwoord.folded).contains(folded, autoescape=True))
    return [*conditions, *_marked(wanted)]


def _marked(wanted: Leesfilter) -> list[ColumnElement[bool]]:
    """What must be marked in the answer, or that nothing may be; also when those words stand there no more."""
    if wanted.thema is None and not wanted.citaten_only:
        return []
    # As a list of interviews: looked up for every answer apart it takes twenty times as long.
    query = select(Fragment.interview_id).where(Fragment.vraag == wanted.vraag)
    if wanted.thema == "":
        return [col(Antwoord.interview_id).not_in(query)]
    if wanted.citaten_only:
        query = query.where(col(Fragment.is_citaat))
    if wanted.thema:
        query = query.join(Indeling, col(Indeling.fragment_id) == Fragment.id)
        query = query.where(Indeling.thema_code == wanted.thema)
    return [col(Antwoord.interview_id).in_(query)]


def _with_fragmenten(session: Session, vraag: str, answers: Sequence[Answer]) -> list[Answer]:
    ids = [answer.interview.id for answer in answers]
    of_answers = (col(Fragment.interview_id).in_(ids), col(Fragment.vraag) == vraag)
    query = select(Fragment).where(*of_answers).order_by(col(Fragment.place), col(Fragment.id))
    fragmenten: dict[UUID, list[Fragment]] = {}
    for fragment in session.exec(query):
        fragmenten.setdefault(fragment.interview_id, []).append(fragment)
    themas = _themas_of(session, [each.id for found in fragmenten.values() for each in found])
    return [
        replace(answer, fragmenten=[_placed(answer, each, themas) for each in fragmenten.get(answer.interview.id, ())])
        for answer in answers
    ]


def _themas_of(session: Session, fragment_ids: Sequence[UUID]) -> dict[UUID, list[Thema]]:
    query = select(Indeling).where(col(Indeling.fragment_id).in_(fragment_ids))
    filed = {(each.fragment_id, each.thema_code) for each in session.exec(query)}
    themas = list_themas(session, with_retired=True)
    return {each: [thema for thema in themas if (each, thema.code) in filed] for each in fragment_ids}


def _placed(answer: Answer, fragment: Fragment, themas: Mapping[UUID, Sequence[Thema]]) -> MarkedFragment:
    stands = fragment.text in answer.text
    place = find_passage(answer.text, fragment.text, fragment.place) if stands else None
    return MarkedFragment(fragment, themas[fragment.id], place)
