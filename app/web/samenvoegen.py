"""Making two straten one, in two steps: read in words what will happen, and then have it happen; and taking it back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BeforeValidator
from sqlmodel import Session

from app.database import DbSession
from app.errors import ChangedMeanwhile, InvalidInput, Problem
from app.gebieden import find_straat, find_wijk, list_meetronden
from app.models import Gebruiker, Samenvoeging, Straat
from app.samenvoegingen import candidates, find_samenvoeging, look_back, merge, propose, undo
from app.security import Coordinator
from app.web.forms import PostedFields, typed_in
from app.web.pages import page, redirect

router = APIRouter(prefix="/gebieden")

PlaceId = Annotated[UUID, Path(alias="id")]
ChosenId = Annotated[UUID | None, BeforeValidator(lambda text: text or None)]
"""A choice in a form that may be left open: then it arrives as an empty text."""

KEEP = "houden"
"""The straten are one that stood here twice: its numbers are not added up."""


@router.get("/straten/{id}/samenvoeging")
def show_merge(
    request: Request,
    session: DbSession,
    _: Coordinator,
    straat_id: PlaceId,
    met: Annotated[ChosenId, Query()] = None,
    aantallen: str = "",
) -> Response:
    """With `met` in the address, what would happen."""
    return _merge(request, session, find_straat(session, straat_id), met, aantallen)


@router.post("/straten/{id}/samenvoeging")
def submit_merge(
    request: Request, session: DbSession, coordinator: Coordinator, straat_id: PlaceId, fields: PostedFields
) -> Response:
    straat, typed = find_straat(session, straat_id), typed_in(fields)
    met, aantallen, seen = (typed.get(name, "") for name in ("met", "aantallen", "gezien"))
    try:
        into = find_straat(session, UUID(met))
    except ValueError:
        return _merge(request, session, straat, None, aantallen, InvalidInput("Kies eerst een straat."))
    try:
        samenvoeging = merge(session, straat, into, coordinator, adds_up=aantallen != KEEP, seen=seen)
    except (InvalidInput, ChangedMeanwhile) as problem:
        return _merge(request, session, straat, into.id, aantallen, problem)
    return redirect(f"/gebieden/samenvoegingen/{samenvoeging.id}?klaar=ja")


@router.get("/samenvoegingen/{id}")
def show_samenvoeging(
    request: Request, session: DbSession, _: Coordinator, samenvoeging_id: PlaceId, klaar: str = ""
) -> Response:
    return _samenvoeging(request, session, find_samenvoeging(session, samenvoeging_id), is_new=klaar == "ja")


@router.post("/samenvoegingen/{id}/ongedaan")
def submit_undoing(
    request: Request, session: DbSession, coordinator: Coordinator, samenvoeging_id: PlaceId
) -> Response:
    samenvoeging = find_samenvoeging(session, samenvoeging_id)
    try:
        undo(session, samenvoeging, coordinator)
    except ChangedMeanwhile as problem:
        return _samenvoeging(request, session, samenvoeging, problem)
    return redirect(f"/gebieden/straten/{samenvoeging.straat_id}?klaar=ongedaan")


def _merge(
    request: Request,
    session: Session,
    straat: Straat,
    met: UUID | None,
    aantallen: str,
    problem: Problem | None = None,
) -> Response:
    voorstel = None
    if met is not None:
        try:
            voorstel = propose(session, straat, find_straat(session, met), adds_up=aantallen != KEEP)
        except InvalidInput as refused:
            problem = refused
    return page(
        request,
        "gebieden/samenvoegen.html",
        status=problem.status if problem else 200,
        straat=straat,
        wijk=find_wijk(session, straat.wijk_code),
        others=candidates(session, straat),
        met=met,
        aantallen=KEEP if aantallen == KEEP else "optellen",
        voorstel=voorstel,
        problem=problem,
    )


def _samenvoeging(
    request: Request,
    session: Session,
    samenvoeging: Samenvoeging,
    problem: Problem | None = None,
    *,
    is_new: bool = False,
) -> Response:
    terugkeer = look_back(session, samenvoeging)
    undone_by = samenvoeging.undone_by_id
    return page(
        request,
        "gebieden/samenvoeging.html",
        status=problem.status if problem else 200,
        samenvoeging=samenvoeging,
        terugkeer=terugkeer,
        wijk=find_wijk(session, terugkeer.into.wijk_code),
        coordinator=session.get_one(Gebruiker, samenvoeging.coordinator_id),
        names={meetronde.code: meetronde.name for meetronde in list_meetronden(session)},
        undone_by=session.get_one(Gebruiker, undone_by) if undone_by else None,
        problem=problem,
        is_new=is_new,
    )
