"""The phone itself: whether it is ready, just after it was linked, and logging out."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.security import Interviewer
from app.web.pages import page
from app.web.telefoon.zonder_netwerk import kept_files, kept_pages

router = APIRouter(prefix="/telefoon")


@router.get("/toestel")
def show_phone(request: Request, interviewer: Interviewer) -> HTMLResponse:
    """What this phone can count on: it looks for itself, by what must be on it."""
    kept = [*kept_files(), *kept_pages()]
    return page(request, "telefoon/toestel.html", interviewer=interviewer, adressen=kept)


@router.get("/welkom")
def show_welcome(request: Request, interviewer: Interviewer) -> HTMLResponse:
    """Never kept on the phone: it is here that the pages of somebody else make place."""
    return page(request, "telefoon/welkom.html", interviewer=interviewer)
