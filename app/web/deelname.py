"""Where a meetronde is held: every wijk with its straten to tick, saved in one go."""

from collections.abc import Collection
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.deelname import deelname_of, save_deelname
from app.errors import Problem
from app.models import Meetronde
from app.overzichten import find_meetronde
from app.security import Coordinator
from app.web.forms import PostedFields, faults_by_field, typed_in
from app.web.pages import page, redirect

router = APIRouter(prefix="/meetronden/{code}/deelname")


@router.get("")
def show_deelname(request: Request, session: DbSession, _: Coordinator, code: str, klaar: str = "") -> Response:
    return _deelname(request, session, find_meetronde(session, code), is_saved=klaar == "ja")


@router.post("")
def submit_deelname(request: Request, session: DbSession, _: Coordinator, code: str, fields: PostedFields) -> Response:
    """Keep what was ticked; a button of a wijk ticks or clears all of that wijk first."""
    meetronde, typed = find_meetronde(session, code), typed_in(fields)
    ticked = _ticked(session, meetronde, fields.get("straat", []), typed)
    try:
        save_deelname(session, meetronde, ticked, typed.get("gezien", ""))
    except Problem as problem:
        return _deelname(request, session, meetronde, ticked, problem)
    return redirect(f"/meetronden/{meetronde.code}/deelname?klaar=ja")


def _ticked(session: Session, meetronde: Meetronde, values: Collection[str], typed: dict[str, str]) -> set[UUID]:
    ticked = set()
    for wijk, straten in deelname_of(session, meetronde).wijken:
        for straat in straten:
            is_ticked = str(straat.id) in values or typed.get("heel") == wijk.code
            if is_ticked and typed.get("geen") != wijk.code:
                ticked.add(straat.id)
    return ticked


def _deelname(
    request: Request,
    session: Session,
    meetronde: Meetronde,
    ticked: Collection[UUID] | None = None,
    problem: Problem | None = None,
    *,
    is_saved: bool = False,
) -> Response:
    deelname = deelname_of(session, meetronde)
    return page(
        request,
        "meetronden/deelname.html",
        status=problem.status if problem else 200,
        meetronde=meetronde,
        deelname=deelname,
        ticked=deelname.joined if ticked is None else ticked,
        problem=problem,
        faults=faults_by_field(problem),
        is_saved=is_saved,
    )
