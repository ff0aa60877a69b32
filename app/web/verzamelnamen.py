"""What people answered to “anders, namelijk”, and under which name that is counted."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.citaten import anders_vragen, interviews_behind, list_unnamed, rename_verzamelnaam, take_together
from app.citaten.verzamelnamen import NAME_LENGTH
from app.database import DbSession
from app.domain.antwoorden import Fout
from app.domain.vragenlijst import Vraag
from app.errors import InvalidInput, NotFound
from app.gebieden import find_wijk, list_meetronden, list_wijken
from app.inzagelog import note_seen
from app.models import Meetronde
from app.security import Coordinator
from app.tellingen import Selectie, count_verzamelnamen
from app.web.forms import PostedFields, typed_in
from app.web.overzicht import chosen_meetronde
from app.web.pages import page, redirect

router = APIRouter(prefix="/citaten/anders")

AT_ONCE = 100
"""How many different answers stand on a page."""


@dataclass(frozen=True)
class Keuze:
    """Of which question, in which meetronde and wijk."""

    meetronde: Meetronde
    vraag: Vraag
    wijk_code: str | None

    @property
    def selectie(self) -> Selectie:
        return Selectie(self.meetronde.code, self.wijk_code)

    @property
    def query(self) -> str:
        chosen = {"meetronde": self.meetronde.code, "vraag": self.vraag.key, "wijk": self.wijk_code}
        return urlencode({name: value for name, value in chosen.items() if value is not None})


def keuze(session: DbSession, meetronde: str = "", vraag: str = "", wijk: str = "") -> Keuze:
    """What the address names."""
    vragen = anders_vragen()
    if vraag and vraag not in vragen:
        raise NotFound("Deze vraag heeft geen antwoord “anders” om samen te nemen. Kies er een uit de lijst.")
    if not vragen:
        raise NotFound("Geen enkele vragenlijst vraagt door na “anders”.")
    return Keuze(
        chosen_meetronde(session, meetronde or None),
        vragen[vraag or next(iter(vragen))],
        find_wijk(session, wijk).code if wijk else None,
    )


Gekozen = Annotated[Keuze, Depends(keuze, scope="function")]


@router.get("")
def show_anders(request: Request, session: DbSession, _: Coordinator, chosen: Gekozen, klaar: str = "") -> Response:
    return _show(request, session, chosen, is_done=bool(klaar))


@router.post("")
def submit_names(
    request: Request, session: DbSession, _: Coordinator, chosen: Gekozen, fields: PostedFields
) -> Response:
    """Count these answers under the names typed beside them."""
    names = dict(zip(fields.get("tekst", []), fields.get("naam", []), strict=False))
    try:
        if not take_together(session, chosen.selectie, chosen.vraag.key, names):
            fault = Fout("naam", "Vul bij ten minste één antwoord een naam in.")
            raise InvalidInput("Er is niets samengenomen.", faults=[fault])
    except InvalidInput as problem:
        return _show(request, session, chosen, problem=problem, typed=names)
    return redirect(f"/citaten/anders?{chosen.query}&klaar=ja")


@router.post("/namen")
def submit_new_name(
    request: Request, session: DbSession, _: Coordinator, chosen: Gekozen, fields: PostedFields
) -> Response:
    """Another name, or none: then these answers are to be named again."""
    typed = typed_in(fields)
    try:
        rename_verzamelnaam(
            session, chosen.selectie, chosen.vraag.key, typed.get("naam", ""), typed.get("nieuwe_naam", "")
        )
    except InvalidInput as problem:
        return _show(request, session, chosen, problem=problem)
    return redirect(f"/citaten/anders?{chosen.query}&klaar=ja")


def _show(
    request: Request,
    session: Session,
    chosen: Keuze,
    *,
    problem: InvalidInput | None = None,
    typed: dict[str, str] | None = None,
    is_done: bool = False,
) -> Response:
    selectie, key = chosen.selectie, chosen.vraag.key
    unnamed = list_unnamed(session, selectie, key, AT_ONCE)
    note_seen(session, interviews_behind(session, selectie, key, unnamed))
    return page(
        request,
        "citaten/anders.html",
        status=problem.status if problem else 200,
        chosen=chosen,
        unnamed=unnamed,
        names=count_verzamelnamen(session, selectie, key),
        vragen=anders_vragen(),
        meetronden=list_meetronden(session),
        wijken=list_wijken(session),
        at_once=AT_ONCE,
        name_length=NAME_LENGTH,
        problem=problem,
        typed=typed or {},
        is_done=is_done,
    )
