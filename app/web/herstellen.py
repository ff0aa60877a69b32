"""A forgotten password: another coordinator makes a link, and who owns the account chooses a new password with it."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.cookies import KNOWN_BROWSER_COOKIE, LONGEST_COOKIE_SECONDS, set_cookie
from app.database import DbSession
from app.errors import InvalidInput
from app.models import Gebruiker
from app.security import Anyone, Coordinator
from app.settings import settings_of
from app.toegang import (
    LOGIN_LENGTH,
    PASSWORD_LENGTH,
    choose_password,
    find_coordinator,
    find_herstelcode,
    know_browser,
    make_herstelcode,
    password_faults,
)
from app.web.forms import PostedFields, faults_by_field, refuse, repeat_faults, typed_in
from app.web.pages import page, redirect

router = APIRouter()


@router.post("/mensen/coordinatoren/{id}/herstellink")
def make_link(
    request: Request,
    session: DbSession,
    coordinator: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
    fields: PostedFields,
) -> Response:
    """Answered at once instead of redirected to: the link must stand in no address and no history."""
    whose = find_coordinator(session, id)
    drops = "tweede_stap" in fields
    code = make_herstelcode(session, whose, coordinator, drops_second_step=drops)
    address = f"{settings_of(request).public_url}/herstel/{code}"
    return page(request, "mensen/herstelblad.html", coordinator=whose, address=address, drops=drops)


@router.get("/herstel/{code}")
def show_herstel(request: Request, session: DbSession, code: str, _: Anyone) -> Response:
    return _choose(request, find_herstelcode(session, code), code)


@router.post("/herstel/{code}")
def submit_herstel(request: Request, session: DbSession, code: str, _: Anyone, fields: PostedFields) -> Response:
    """Not logged in at once: with a second step the password alone must let nobody in."""
    whose, typed = find_herstelcode(session, code), typed_in(fields)
    password = typed.get("wachtwoord", "")
    try:
        faults = password_faults(password, whose.name, whose.email or "")
        faults += repeat_faults(typed)
        refuse("Uw wachtwoord is niet gewijzigd.", faults)
    except InvalidInput as problem:
        return _choose(request, whose, code, problem)
    choose_password(session, code, password)
    response = redirect("/inloggen?klaar=wachtwoord")
    set_cookie(request, response, KNOWN_BROWSER_COOKIE, know_browser(whose), LONGEST_COOKIE_SECONDS)
    return response


def _choose(request: Request, whose: Gebruiker, code: str, problem: InvalidInput | None = None) -> Response:
    return page(
        request,
        "inloggen/herstel.html",
        status=problem.status if problem else 200,
        coordinator=whose,
        code=code,
        limits={"inloggen": LOGIN_LENGTH, "kortste": PASSWORD_LENGTH},
        problem=problem,
        faults=faults_by_field(problem),
    )
