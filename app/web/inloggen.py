"""Coming in and going out: the front door, the coordinator's login, and linking an interviewer's phone."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from app.database import DbSession
from app.errors import InvalidInput, NotFound, Problem, TooManyRequests
from app.security import KNOWN_BROWSER_COOKIE, SESSION_COOKIE, TOESTEL_COOKIE, Anyone, Coordinator
from app.settings import settings_of
from app.toegang import LOGIN_LENGTH, SESSION_TERM, Inlog, log_in, log_out
from app.toestellen import find_koppelcode, link_toestel
from app.web.pages import page, redirect

LONGEST_COOKIE_SECONDS = 400 * 24 * 3600
"""As long as browsers keep a cookie at most; every visit from a linked phone is still checked here."""

WRONG = "Het e-mailadres en het wachtwoord horen niet bij elkaar. Kijk ze na en probeer het nog eens."

router = APIRouter()


@router.get("/")
def front_door(request: Request, _: Anyone) -> Response:
    """To the phone's pages for a linked phone, to the overview for everybody else (who may have to log in)."""
    is_phone = TOESTEL_COOKIE in request.cookies and SESSION_COOKIE not in request.cookies
    return redirect("/telefoon" if is_phone else "/overzicht")


@router.get("/inloggen")
def show_login(request: Request, _: Anyone, naar: str = "/overzicht") -> HTMLResponse:
    return _login(request, naar)


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
    response = redirect(_own_address(naar))
    _set_cookie(request, response, SESSION_COOKIE, binnen.token, int(SESSION_TERM.total_seconds()))
    _set_cookie(request, response, KNOWN_BROWSER_COOKIE, binnen.known_browser, LONGEST_COOKIE_SECONDS)
    return response


@router.post("/uitloggen")
def submit_logout(request: Request, session: DbSession, _: Coordinator) -> Response:
    log_out(session, request.cookies[SESSION_COOKIE])
    response = redirect("/inloggen")
    response.delete_cookie(SESSION_COOKIE)
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
    _set_cookie(request, response, TOESTEL_COOKIE, token, LONGEST_COOKIE_SECONDS)
    return response


def _login(request: Request, to: str, email: str = "", problem: Problem | None = None) -> HTMLResponse:
    status = problem.status if problem else 200
    response = page(request, "inloggen/inloggen.html", status=status, naar=to, email=email, problem=problem)
    response.headers.update(problem.headers if problem else {})
    return response


def _inlog(request: Request, email: str, password: str) -> Inlog:
    return Inlog(
        email=email,
        password=password,
        address=request.client.host if request.client else "",
        known_browser=request.cookies.get(KNOWN_BROWSER_COOKIE, ""),
        pepper=settings_of(request).pepper,
    )


def _set_cookie(request: Request, response: Response, name: str, token: str, seconds: int) -> None:
    secure = settings_of(request).over_tls
    response.set_cookie(name, token, max_age=seconds, httponly=True, samesite="lax", secure=secure)


def _own_address(address: str) -> str:
    """An address within Wijkpeil: a login page must not be a springboard to somebody else's site."""
    is_own = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_own else "/overzicht"
