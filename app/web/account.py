"""Mijn account: where a coordinator is logged in, ending that, and another password."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.domain.antwoorden import Fout
from app.errors import InvalidInput, Problem, TooManyRequests
from app.models import Gebruiker, Sessie
from app.security import OwnSessie
from app.settings import settings_of
from app.toegang import (
    LOGIN_LENGTH,
    PASSWORD_LENGTH,
    change_password,
    count_noodcodes,
    end_other_sessies,
    end_sessie,
    is_own_password,
    list_herstel,
    list_sessies,
    password_faults,
)
from app.web.forms import PostedFields, faults_by_field, refuse, repeat_faults, typed_in
from app.web.pages import page, redirect

router = APIRouter(prefix="/account")

NOTICES = {
    "beeindigd": "Daar bent u nu uitgelogd.",
    "anderen": "U bent overal uitgelogd, behalve hier.",
    "tweede-stap-uit": "De tweede stap staat uit. U logt weer in met alleen uw wachtwoord.",
    "wachtwoord": "Uw wachtwoord is gewijzigd. U bent overal uitgelogd, behalve hier.",
}
"""What was just done, by the word behind `klaar` in the address."""


@router.get("")
def show_account(request: Request, session: DbSession, own: OwnSessie, klaar: str = "") -> Response:
    return _account(request, session, own, notice=NOTICES.get(klaar))


@router.post("/sessies/{afdruk}/beeindiging")
def end_one(session: DbSession, own: OwnSessie, afdruk: str) -> Response:
    """One login, by the hash of its token: of no use to whoever sees it, and it stands in no list of ours."""
    end_sessie(session, own[0], afdruk)
    return redirect("/account?klaar=beeindigd")


@router.post("/sessies/beeindiging")
def end_others(session: DbSession, own: OwnSessie) -> Response:
    """Wherever else somebody is logged in under this account, also when that is not oneself."""
    end_other_sessies(session, own[0], kept=own[1].token_hash)
    return redirect("/account?klaar=anderen")


@router.post("/wachtwoord")
def submit_password(request: Request, session: DbSession, own: OwnSessie, fields: PostedFields) -> Response:
    """The answer is returned and not raised: a wrong old password must be counted, and raising would undo that."""
    coordinator, sessie = own
    typed = typed_in(fields)
    old, new = typed.get("oud", ""), typed.get("wachtwoord", "")
    try:
        faults = password_faults(new, coordinator.name, coordinator.email or "")
        faults += repeat_faults(typed)
        if not is_own_password(session, coordinator, old, settings_of(request).pepper):
            faults.append(Fout("oud", "Dit is niet uw huidige wachtwoord."))
        refuse("Uw wachtwoord is niet gewijzigd.", faults)
    except (InvalidInput, TooManyRequests) as problem:
        return _account(request, session, own, problem)
    change_password(session, coordinator, new, kept=sessie.token_hash)
    return redirect("/account?klaar=wachtwoord")


def _account(
    request: Request,
    session: Session,
    own: tuple[Gebruiker, Sessie],
    problem: Problem | None = None,
    notice: str | None = None,
) -> Response:
    response = page(
        request,
        "account/account.html",
        status=problem.status if problem else 200,
        coordinator=own[0],
        here=own[1],
        sessies=list_sessies(session, own[0]),
        herstel=list_herstel(session, own[0]),
        noodcodes=count_noodcodes(session, own[0]),
        limits={"inloggen": LOGIN_LENGTH, "kortste": PASSWORD_LENGTH},
        notice=notice,
        problem=problem,
        faults=faults_by_field(problem),
    )
    response.headers.update(problem.headers if problem else {})
    return response
