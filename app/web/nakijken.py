"""The review as a queue: what needs a look first, one interview after another, and the clean rest at the end."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.domain.reden import Reden
from app.errors import ChangedMeanwhile, InvalidInput
from app.gebieden import find_wijk, list_meetronden, list_wijken
from app.inzage import find_dossier
from app.models import Interview
from app.security import Coordinator
from app.wachtrij import Wachtrij, Wachtrijkeuze
from app.web.dossier import Getypt, chosen_from, decide, getypt, show_dossier
from app.web.overzicht import chosen_meetronde
from app.web.pages import page, redirect

router = APIRouter(prefix="/nakijken")

PAGE = 25
LAST_PAGE = 10_000

REDENEN: Mapping[Reden, str] = {
    Reden.BSN: "Burgerservicenummer",
    Reden.TELEFOON: "Telefoonnummer",
    Reden.EMAIL: "E-mailadres",
    Reden.ADRES: "Postcode met huisnummer",
    Reden.KENTEKEN: "Kenteken",
    Reden.NAAM: "Naam",
    Reden.REACTIE: "Antwoord van de interviewer",
    Reden.BOTSING: "Twee versies",
    Reden.DUBBEL: "Misschien dubbel",
    Reden.PERIODE: "Buiten de meetronde",
    Reden.DEELNAME: "Straat doet niet mee",
    Reden.SNEL: "Heel snel",
    Reden.KLOK: "Klok verkeerd",
    Reden.GELIJK: "Gelijke cijfers",
    Reden.EERDER: "Van vóór het nakijken",
}


def wachtrijkeuze(session: DbSession, meetronde: str = "", wijk: str = "", reden: str = "") -> Wachtrijkeuze:
    """The part of the queue that the address names. What is left open comes as an empty text."""
    return Wachtrijkeuze(
        chosen_meetronde(session, meetronde or None),
        find_wijk(session, wijk).code if wijk else None,
        chosen_from(Reden, reden, "reden"),
    )


Keuze = Annotated[Wachtrijkeuze, Depends(wachtrijkeuze, scope="function")]


@router.get("")
def show_wachtrij(
    request: Request,
    session: DbSession,
    _: Coordinator,
    keuze: Keuze,
    pagina: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1,
    beoordeeld: str = "",
) -> Response:
    wachtrij = Wachtrij(session, keuze)
    waiting = wachtrij.page(PAGE + 1, (pagina - 1) * PAGE)
    return page(
        request,
        "nakijken/wachtrij.html",
        keuze=keuze,
        query=query_of(keuze),
        rest=query_of(replace(keuze, reden=None)),
        stand=wachtrij.count(),
        waiting=waiting[:PAGE],
        following=query_of(keuze, pagina=pagina + 1) if len(waiting) > PAGE else None,
        is_first=pagina == 1,
        just_reviewed=bool(beoordeeld),
        meetronden=list_meetronden(session),
        wijken=list_wijken(session),
        redenen=REDENEN,
    )


@router.get("/{id}")
def show_waiting(
    request: Request,
    session: DbSession,
    _: Coordinator,
    keuze: Keuze,
    id: UUID,  # noqa: A002 -- the name in the address
    beoordeeld: str = "",
    gedaan: str = "",
) -> Response:
    return _show_waiting(request, session, keuze, id, said="beoordeeld" if beoordeeld else gedaan)


@router.post("/{id}/beoordelingen")
def submit_review(
    request: Request,
    session: DbSession,
    coordinator: Coordinator,
    keuze: Keuze,
    id: UUID,  # noqa: A002 -- the name in the address
    typed: Annotated[Getypt, Depends(getypt)],
) -> Response:
    """Record a decision and go on to the next in the queue; what cannot be recorded comes back as it was typed."""
    following = Wachtrij(session, keuze).around(id).next_id
    try:
        decide(session, coordinator, id, typed)
    except (InvalidInput, ChangedMeanwhile) as problem:
        return _show_waiting(request, session, keuze, id, problem=problem, typed=typed)
    return redirect(f"/nakijken{f'/{following}' if following else ''}?{query_of(keuze, beoordeeld='ja')}")


def _show_waiting(request: Request, session: Session, keuze: Wachtrijkeuze, interview_id: UUID, **how: Any) -> Response:
    """One interview with why it waits, and the way to the ones beside it."""
    interview: Interview = find_dossier(session, interview_id).interview
    wachtrij = Wachtrij(session, keuze)
    return show_dossier(
        request,
        session,
        interview_id,
        "nakijken/interview.html",
        query=query_of(keuze),
        rij=query_of(keuze),
        redenen=wachtrij.redenen_of(interview),
        double_id=wachtrij.double_of(interview),
        buren=wachtrij.around(interview_id),
        **how,
    )


def query_of(keuze: Wachtrijkeuze, **more: str | int) -> str:
    """What makes an address lead to the same part of the queue."""
    chosen = {"meetronde": keuze.meetronde.code, "wijk": keuze.wijk_code, "reden": keuze.reden, **more}
    return urlencode({name: value for name, value in chosen.items() if value is not None})
