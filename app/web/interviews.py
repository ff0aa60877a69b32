"""The coordinator's interviews: the list with its filters, one in full, and the review."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.domain.vragenlijst import Soort
from app.errors import ChangedMeanwhile, InvalidInput
from app.gebieden import list_meetronden, list_wijken, straten_of
from app.inzage import Filter, Positie, list_interviews
from app.models import Status, Straat, Wijk
from app.security import Coordinator
from app.web.dossier import Getypt, chosen_from, decide, getypt, show_dossier, way_back
from app.web.pages import page, redirect

router = APIRouter(prefix="/interviews")

PAGE = 25


@router.get("")
def show_interviews(
    request: Request,
    session: DbSession,
    _: Coordinator,
    meetronde: str = "",
    wijk: str = "",
    straat: str = "",
    soort: str = "",
    status: str = "",
    na: str = "",
) -> Response:
    """A filter that is left open comes as an empty text, so that a plain form can send it."""
    wanted = Filter(
        meetronde_code=meetronde or None,
        wijk_code=wijk or None,
        straat_id=chosen_from(UUID, straat, "straat"),
        soort=chosen_from(Soort, soort, "soort"),
        status=chosen_from(Status, status, "status"),
    )
    regels = list_interviews(session, wanted, PAGE + 1, Positie.from_text(na) if na else None)
    following = request.url.include_query_params(na=str(regels[PAGE - 1].positie)) if len(regels) > PAGE else None
    return page(
        request,
        "interviews/lijst.html",
        regels=regels[:PAGE],
        following=f"{following.path}?{following.query}" if following else None,
        is_first=not na,
        wanted=wanted,
        meetronden=list_meetronden(session),
        wijken=_with_straten(session),
        soorten=list(Soort),
        statuses=list(Status),
    )


def _with_straten(session: Session) -> list[tuple[Wijk, list[Straat]]]:
    """Every wijk with its straten, all read at once."""
    wijken = list_wijken(session)
    straten: dict[str, list[Straat]] = {wijk.code: [] for wijk in wijken}
    for straat in straten_of(session, wijken):
        straten[straat.wijk_code].append(straat)
    return [(wijk, straten[wijk.code]) for wijk in wijken]


@router.get("/{id}")
def show_interview(
    request: Request,
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
    gedaan: str = "",
) -> Response:
    return show_dossier(request, session, id, said=gedaan)


@router.post("/{id}/beoordelingen")
def submit_review(
    request: Request,
    session: DbSession,
    coordinator: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
    typed: Annotated[Getypt, Depends(getypt)],
) -> Response:
    """Record a decision; when it cannot be, the page comes back with what was typed."""
    try:
        decide(session, coordinator, id, typed)
    except (InvalidInput, ChangedMeanwhile) as problem:
        return show_dossier(request, session, id, problem=problem, typed=typed)
    return redirect(way_back(id, "", "beoordeeld"))
