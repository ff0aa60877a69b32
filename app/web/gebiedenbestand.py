"""Bringing in a CSV file with wijken and straten, in two steps: see what would change, and then have it changed.

Between the steps nothing is kept here: the page with the preview carries the text along.
"""

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.errors import ChangedMeanwhile, InvalidInput, MeetrondeClosed, Problem
from app.gebieden import change_places_alone, list_meetronden, list_wijken
from app.gebiedenbestand import Proposal, carry_out, propose
from app.models import Meetronde, Wijk
from app.overzichten import find_meetronde
from app.security import Coordinator
from app.table_file import decode_table
from app.web.forms import PostedFields, typed_in
from app.web.pages import page, redirect

PREVIEW_PATH = "/gebieden/inlezen"
CARRY_OUT_PATH = f"{PREVIEW_PATH}/uitvoering"

GROWTH = 4
"""By how much a file can grow when it comes back as text: one byte of Windows-1252 may become three, and every new line
two."""

SHOWN = 50
"""Of how many straten, numbers or faulty lines the page says which; of the rest it says how many."""

router = APIRouter(prefix=PREVIEW_PATH)


@router.get("")
def show_import(request: Request, session: DbSession, _: Coordinator) -> Response:
    return _form(request, session, "", None)


@router.post("")
def submit_file(
    request: Request,
    session: DbSession,
    _: Coordinator,
    bestand: Annotated[UploadFile | None, File()] = None,
    meetronde: Annotated[str, Form(max_length=60)] = "",
) -> Response:
    """Show what the file would change; nothing is changed yet."""
    chosen = find_meetronde(session, meetronde) if meetronde else None
    try:
        if bestand is None or not bestand.filename:
            raise InvalidInput("Kies eerst een bestand.")
        text = decode_table(bestand.file.read())
        proposal = propose(session, text, chosen)
    except (InvalidInput, MeetrondeClosed) as problem:
        return _form(request, session, meetronde, problem)
    return preview(request, session, text, chosen, proposal)


@router.post("/uitvoering")
def submit_proposal(request: Request, session: DbSession, _: Coordinator, fields: PostedFields) -> Response:
    """Change what was shown, or show again what would change by now."""
    typed = typed_in(fields)
    text, meetronde = typed.get("tekst", ""), typed.get("meetronde", "")
    chosen = find_meetronde(session, meetronde) if meetronde else None
    change_places_alone(session)
    try:
        proposal = propose(session, text, chosen)
    except (InvalidInput, MeetrondeClosed) as problem:
        return _form(request, session, meetronde, problem)
    if typed.get("gezien") != proposal.fingerprint:
        changed = ChangedMeanwhile("Intussen is er hier iets veranderd. Er is nog niets ingelezen. Kijk opnieuw.")
        return preview(request, session, text, chosen, proposal, changed)
    carry_out(session, proposal, chosen)
    return redirect("/gebieden?klaar=ingelezen")


def _form(request: Request, session: Session, meetronde: str, problem: Problem | None) -> Response:
    return page(
        request,
        "gebieden/inlezen.html",
        status=problem.status if problem else 200,
        meetronden=[each for each in list_meetronden(session) if each.is_open],
        chosen=meetronde,
        problem=problem,
        shown=SHOWN,
    )


def preview(
    request: Request,
    session: Session,
    text: str,
    meetronde: Meetronde | None,
    proposal: Proposal,
    problem: Problem | None = None,
    *,
    looked_up_for: Wijk | None = None,
) -> Response:
    """What would change; `looked_up_for` is the wijk of which the straten were looked up, when they are in no file."""
    names = {wijk.code: wijk.name for wijk in list_wijken(session)} | dict(proposal.wijken)
    return page(
        request,
        "gebieden/voorbeeld.html",
        status=problem.status if problem else 200,
        text=text,
        meetronde=meetronde,
        proposal=proposal,
        names=names,
        problem=problem,
        shown=SHOWN,
        looked_up_for=looked_up_for,
    )
