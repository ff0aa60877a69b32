"""Open answers one after another, and the passages that are marked in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.citaten import (
    Leesfilter,
    change_fragment,
    find_fragment,
    find_thema,
    list_answers,
    list_themas,
    mark,
    open_vragen,
    remove_fragment,
)
from app.database import DbSession
from app.errors import InvalidInput, NotFound, Problem
from app.gebieden import find_wijk, list_meetronden, list_wijken, straten_of
from app.inzage import Positie
from app.inzagelog import note_seen
from app.security import Coordinator
from app.web.dossier import chosen_from
from app.web.forms import PostedFields, typed_in
from app.web.overzicht import chosen_meetronde
from app.web.pages import page, redirect

router = APIRouter(prefix="/citaten")

PAGE = 20

UNMARKED = "-"
"""In the place of a theme's code: answers in which nothing was marked. No code begins like this."""


@dataclass(frozen=True)
class Plaats:
    """What is read, and from where on."""

    wanted: Leesfilter
    after: str = ""

    @property
    def query(self) -> str:
        """What makes an address lead here again."""
        wanted = self.wanted
        chosen = {
            "meetronde": wanted.meetronde_code,
            "vraag": wanted.vraag,
            "wijk": wanted.wijk_code,
            "straat": wanted.straat_id,
            "thema": UNMARKED if wanted.thema == "" else wanted.thema,
            "citaten": "ja" if wanted.citaten_only else None,
            "zoek": wanted.search or None,
            "na": self.after or None,
        }
        return urlencode({name: value for name, value in chosen.items() if value is not None})


def plaats(
    session: DbSession,
    meetronde: str = "",
    vraag: str = "",
    wijk: str = "",
    straat: str = "",
    thema: str = "",
    citaten: str = "",
    zoek: str = "",
    na: str = "",
) -> Plaats:
    """What the address names. A filter that is left open comes as an empty text, so that a plain form can send it."""
    vragen = open_vragen()
    if vraag and vraag not in vragen:
        raise NotFound("Deze open vraag staat in geen enkele vragenlijst. Kies er een uit de lijst.")
    wanted = Leesfilter(
        meetronde_code=chosen_meetronde(session, meetronde or None).code,
        vraag=vraag or next(iter(vragen)),
        wijk_code=find_wijk(session, wijk).code if wijk else None,
        straat_id=chosen_from(UUID, straat, "straat"),
        thema="" if thema == UNMARKED else find_thema(session, thema).code if thema else None,
        citaten_only=bool(citaten),
        search=zoek.strip(),
    )
    return Plaats(wanted, na)


Gelezen = Annotated[Plaats, Depends(plaats, scope="function")]


@dataclass(frozen=True)
class Typed:
    """What was filled in to mark a passage of an answer."""

    interview_id: UUID | None = None
    passage: str = ""
    place: str = ""
    themas: Sequence[str] = ()
    is_citaat: bool = False

    @classmethod
    def from_fields(cls, fields: Mapping[str, list[str]]) -> "Typed":
        typed = typed_in(fields)
        return cls(
            interview_id=chosen_from(UUID, typed.get("interview", ""), "interview"),
            passage=typed.get("passage", ""),
            place=typed.get("plaats", ""),
            themas=fields.get("thema", []),
            is_citaat="citaat" in fields,
        )

    @property
    def near(self) -> int:
        """At about which character the passage begins; a browser without script does not say."""
        is_number = self.place.isascii() and self.place.isdigit() and len(self.place) < 6
        return int(self.place) if is_number else 0


@router.get("")
def show_answers(request: Request, session: DbSession, _: Coordinator, here: Gelezen, klaar: str = "") -> Response:
    return _show(request, session, here, done=chosen_from(UUID, klaar, "klaar"))


@router.post("/fragmenten")
def submit_mark(request: Request, session: DbSession, _: Coordinator, here: Gelezen, fields: PostedFields) -> Response:
    """Mark a passage; when it cannot be, the page comes back with what was typed."""
    typed = Typed.from_fields(fields)
    if typed.interview_id is None:
        raise InvalidInput("We weten niet welk antwoord u bedoelt. Open de lijst opnieuw en markeer daar.")
    try:
        mark(
            session,
            typed.interview_id,
            here.wanted.vraag,
            typed.passage,
            typed.themas,
            near=typed.near,
            is_citaat=typed.is_citaat,
        )
    except InvalidInput as problem:
        return _show(request, session, here, problem=problem, typed=typed)
    return _back(here, typed.interview_id)


@router.post("/fragmenten/{id}")
def submit_change(
    request: Request,
    session: DbSession,
    _: Coordinator,
    here: Gelezen,
    id: UUID,  # noqa: A002 -- the name in the address
    fields: PostedFields,
) -> Response:
    fragment = find_fragment(session, id)
    try:
        change_fragment(session, fragment, fields.get("thema", []), is_citaat="citaat" in fields)
    except InvalidInput as problem:
        return _show(request, session, here, problem=problem, wrong_fragment=id)
    return _back(here, fragment.interview_id)


@router.post("/fragmenten/{id}/verwijdering")
def submit_removal(
    session: DbSession,
    _: Coordinator,
    here: Gelezen,
    id: UUID,  # noqa: A002 -- the name in the address
) -> Response:
    fragment = find_fragment(session, id)
    interview_id = fragment.interview_id
    remove_fragment(session, fragment)
    return _back(here, interview_id)


def _back(here: Plaats, interview_id: UUID) -> Response:
    return redirect(f"/citaten?{here.query}&klaar={interview_id}#antwoord-{interview_id}")


def _show(
    request: Request,
    session: Session,
    here: Plaats,
    *,
    problem: Problem | None = None,
    typed: Typed | None = None,
    **context: Any,
) -> Response:
    after = Positie.from_text(here.after) if here.after else None
    found = list_answers(session, here.wanted, PAGE + 1, (after.date, after.id) if after else None)
    answers, following = found[:PAGE], None
    note_seen(session, [answer.interview.id for answer in answers])
    if len(found) > PAGE:
        last = answers[-1].interview
        following = Plaats(here.wanted, str(Positie(last.date, last.id))).query
    return page(
        request,
        "citaten/lijst.html",
        status=problem.status if problem else 200,
        here=here,
        answers=answers,
        following=following,
        meetronden=list_meetronden(session),
        wijken=[(each, straten_of(session, [each])) for each in list_wijken(session)],
        vragen=open_vragen(),
        themas=list_themas(session),
        all_themas=list_themas(session, with_retired=True),
        unmarked=UNMARKED,
        problem=problem,
        typed=typed or Typed(),
        **({"done": None, "wrong_fragment": None} | context),
    )
