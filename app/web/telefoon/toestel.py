"""The phone itself: whether it is ready, just after it was linked, and logging out."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from app.cookies import TOESTEL_COOKIE, drop_cookie
from app.database import DbSession
from app.models import Gebruiker
from app.security import Anyone, Interviewer, LinkedToestel
from app.toestellen import revoke_toestel
from app.web.pages import page, redirect
from app.web.telefoon.bladzijde import phone_page
from app.web.telefoon.zonder_netwerk import kept_files, kept_pages

router = APIRouter(prefix="/telefoon")


@router.get("/toestel")
def show_phone(request: Request, session: DbSession, interviewer: Interviewer) -> HTMLResponse:
    """What this phone can count on: it looks for itself, by what must be on it."""
    kept = [*kept_files(), *kept_pages()]
    return phone_page(request, session, interviewer, "telefoon/toestel.html", adressen=kept)


@router.get("/welkom")
def show_welcome(request: Request, interviewer: Interviewer) -> HTMLResponse:
    """Never kept on the phone: it is here that the pages of somebody else make place."""
    return page(request, "telefoon/welkom.html", interviewer=interviewer)


@router.post("/uitloggen")
def submit_logout(request: Request, session: DbSession, toestel: LinkedToestel) -> Response:
    """Unlink this phone. What it still holds stays on it, out of sight, until the same person links it again."""
    revoke_toestel(session, session.get_one(Gebruiker, toestel.gebruiker_id), toestel.id)
    response = redirect("/telefoon/uitgelogd")
    drop_cookie(request, response, TOESTEL_COOKIE)
    return response


@router.get("/uitgelogd")
def show_logged_out(request: Request, _: Anyone) -> HTMLResponse:
    return page(request, "telefoon/uitgelogd.html")
