"""The second step of a coordinator's login: turning it on with a code of the app, and off with the password."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.database import DbSession
from app.domain.antwoorden import Fout
from app.errors import InvalidInput, Problem, TooManyRequests
from app.models import Gebruiker
from app.security import Coordinator
from app.settings import settings_of
from app.toegang import (
    LOGIN_LENGTH,
    is_own_password,
    totp_address,
    totp_secret,
    turn_off_second_step,
    turn_on_second_step,
)
from app.web.forms import PostedFields, faults_by_field, refuse, typed_in
from app.web.pages import page, redirect
from app.web.qr import as_qr

router = APIRouter(prefix="/account/tweede-stap")

NOT_YOUR_PASSWORD = Fout("oud", "Dit is niet uw huidige wachtwoord.")


@router.get("")
def show_second_step(request: Request, coordinator: Coordinator) -> Response:
    return _second_step(request, coordinator, totp_secret())


@router.post("/aan")
def turn_on(request: Request, session: DbSession, coordinator: Coordinator, fields: PostedFields) -> Response:
    """Answered at once instead of redirected to: the noodcodes are shown once.

    The password is asked, or whoever finds a desk unlocked could shut its owner out.
    """
    typed = typed_in(fields)
    secret = totp_secret(typed.get("geheim", ""))
    try:
        if not is_own_password(session, coordinator, typed.get("oud", ""), settings_of(request).pepper):
            refuse("De tweede stap staat nog niet aan.", [NOT_YOUR_PASSWORD])
        codes = turn_on_second_step(session, coordinator, secret, typed.get("code", ""))
    except (InvalidInput, TooManyRequests) as problem:
        return _second_step(request, coordinator, secret, problem)
    return page(request, "account/noodcodes.html", codes=codes)


@router.post("/uit")
def turn_off(request: Request, session: DbSession, coordinator: Coordinator, fields: PostedFields) -> Response:
    try:
        if not is_own_password(session, coordinator, typed_in(fields).get("oud", ""), settings_of(request).pepper):
            refuse("De tweede stap staat nog aan.", [NOT_YOUR_PASSWORD])
    except (InvalidInput, TooManyRequests) as problem:
        return _second_step(request, coordinator, totp_secret(), problem)
    turn_off_second_step(session, coordinator)
    return redirect("/account?klaar=tweede-stap-uit")


def _second_step(request: Request, coordinator: Gebruiker, secret: str, problem: Problem | None = None) -> Response:
    response = page(
        request,
        "account/tweede_stap.html",
        status=problem.status if problem else 200,
        is_on=coordinator.totp_secret is not None,
        geheim=secret,
        qr=as_qr(totp_address(coordinator, secret)),
        email=coordinator.email,
        limit=LOGIN_LENGTH,
        problem=problem,
        faults=faults_by_field(problem),
    )
    response.headers.update(problem.headers if problem else {})
    return response
