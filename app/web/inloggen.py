"""Coming in and going out: the front door, the coordinator's login, and linking an interviewer's phone."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from app.cookies import (
    KNOWN_BROWSER_COOKIE,
    LONGEST_COOKIE_SECONDS,
    SESSION_COOKIE,
    TOESTEL_COOKIE,
    drop_cookie,
    read_cookie,
    set_cookie,
)
from app.database import DbSession
from app.errors import InvalidInput, NotFound, Problem, TooManyRequests
from app.security import Anyone, HalfLoggedIn, OwnSessie
from app.settings import settings_of
from app.toegang import LOGIN_LENGTH, SESSION_TERM, Binnen, Inlog, end_sessie, finish_log_in, log_in
from app.toestellen import find_koppelcode, link_toestel
from app.web.pages import page, redirect

WRONG = "Het e-mailadres en het wachtwoord horen niet bij elkaar. Kijk ze na en probeer het nog eens."
WRONG_CODE = "Deze code klopt niet, of is al gebruikt. Wacht op de volgende code in uw app en typ die."

NOTICES = {"wachtwoord": "Uw wachtwoord is gewijzigd. Log nu in met uw nieuwe wachtwoord."}
"""What was just done, by the word behind `klaar` in the address."""

router = APIRouter()


@router.get("/")
def front_door(request: Request, _: Anyone) -> Response:
    """To the phone's pages for a linked phone, to the overview for everybody else (who may have to log in)."""
    is_phone = read_cookie(request, TOESTEL_COOKIE) and not read_cookie(request, SESSION_COOKIE)
    return redirect("/telefoon" if is_phone else "/overzicht")


@router.get("/inloggen")
def show_login(request: Request, _: Anyone, naar: str = "/overzicht", klaar: str = "") -> HTMLResponse:
    return _login(request, naar, notice=NOTICES.get(klaar))


@router.post("/inloggen")
def submit_login(
    request: Request,
    session: DbSession,
    _: Anyone,
    email: Annotated[str, Form(max_length=LOGIN_LENGTH)] = "",
    wachtwoord: Annotated[str, Form(max_length=LOGIN_LENGTH)] = "",
    naar: Annotated[str, Form(max_length=500)] = "/overzicht",
) -> Response:
    """The answer is returned and not raised: a failure must be counted, and raising would undo that."""
    try:
        binnen = log_in(session, _inlog(request, email, wachtwoord))
    except TooManyRequests as problem:
        return _login(request, naar, email, problem)
    if binnen is None:
        return _login(request, naar, email, InvalidInput(WRONG))
    return _let_in(request, binnen, naar)


@router.get("/inloggen/code")
def show_code(request: Request, _: HalfLoggedIn, naar: str = "/overzicht") -> HTMLResponse:
    return _code(request, naar)


@router.post("/inloggen/code")
def submit_code(
    request: Request,
    session: DbSession,
    _: HalfLoggedIn,
    code: Annotated[str, Form(max_length=LOGIN_LENGTH)] = "",
    naar: Annotated[str, Form(max_length=500)] = "/overzicht",
) -> Response:
    """The second step. Here too a failure must be counted."""
    token = read_cookie(request, SESSION_COOKIE) or ""
    try:
        binnen = finish_log_in(session, token, code, settings_of(request).pepper)
    except TooManyRequests as problem:
        return _code(request, naar, problem)
    if binnen is None:
        return _code(request, naar, InvalidInput(WRONG_CODE))
    return _let_in(request, binnen, naar)


@router.post("/uitloggen")
def submit_logout(request: Request, session: DbSession, own: OwnSessie) -> Response:
    end_sessie(session, own[0], own[1].token_hash)
    response = redirect("/inloggen")
    drop_cookie(request, response, SESSION_COOKIE)
    return response


@router.get("/koppelen/{code}")
def show_koppelen(request: Request, session: DbSession, code: str, _: Anyone) -> HTMLResponse:
    """Ask first: a preview in a chat program opens a link too, and must not use it up."""
    interviewer = find_koppelcode(session, code)
    if interviewer is None:
        raise NotFound("Deze koppellink werkt niet meer. Vraag de coördinator om een nieuwe.")
    return page(request, "inloggen/koppelen.html", interviewer=interviewer, code=code)


@router.post("/koppelen/{code}")
def submit_koppelen(request: Request, session: DbSession, code: str, _: Anyone) -> Response:
    token = link_toestel(session, code)
    response = redirect("/telefoon/welkom")
    set_cookie(request, response, TOESTEL_COOKIE, token, LONGEST_COOKIE_SECONDS)
    return response


def _login(
    request: Request, to: str, email: str = "", problem: Problem | None = None, notice: str | None = None
) -> HTMLResponse:
    response = page(
        request,
        "inloggen/inloggen.html",
        status=problem.status if problem else 200,
        naar=to,
        email=email,
        problem=problem,
        notice=notice,
    )
    response.headers.update(problem.headers if problem else {})
    return response


def _code(request: Request, to: str, problem: Problem | None = None) -> HTMLResponse:
    status = problem.status if problem else 200
    response = page(request, "inloggen/code.html", status=status, naar=to, problem=problem)
    response.headers.update(problem.headers if problem else {})
    return response


def _let_in(request: Request, binnen: Binnen, to: str) -> Response:
    """On to where somebody wanted to go; to the second step for who still owes it."""
    if binnen.known_browser is None:
        response = redirect(f"/inloggen/code?{urlencode({'naar': to})}")
    else:
        response = redirect(_own_address(to))
        set_cookie(request, response, KNOWN_BROWSER_COOKIE, binnen.known_browser, LONGEST_COOKIE_SECONDS)
    set_cookie(request, response, SESSION_COOKIE, binnen.token, int(SESSION_TERM.total_seconds()))
    return response


def _inlog(request: Request, email: str, password: str) -> Inlog:
    return Inlog(
        email=email,
        password=password,
        address=request.client.host if request.client else "",
        known_browser=read_cookie(request, KNOWN_BROWSER_COOKIE) or "",
        pepper=settings_of(request).pepper,
    )


def _own_address(address: str) -> str:
    """An address within Wijkpeil: a login page must not be a springboard to somebody else's site."""
    is_own = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_own else "/overzicht"
