"""The people: interviewers with their wijken and their phones, a fresh link for a new phone, and coordinators."""

from collections.abc import Collection, Mapping
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.errors import ChangedMeanwhile, InvalidInput
from app.gebieden import find_wijk, list_wijken, wijken_of
from app.mensen import (
    NAME_LENGTH,
    add_interviewer,
    block_interviewer,
    change_wijken,
    find_interviewer,
    list_interviewers,
    unblock_interviewer,
)
from app.models import Gebruiker, Wijk
from app.security import Coordinator
from app.toegang import list_coordinators
from app.toestellen import koppelcode_ends_at, make_koppelcode, revoke_toestel, revoke_toestellen, toestellen_of
from app.vertrek import FORMER
from app.web.forms import PostedFields, faults_by_field, typed_in
from app.web.pages import page, redirect
from app.web.qr import as_qr

router = APIRouter(prefix="/mensen")

NOTICES = {
    "interviewer": "De interviewer is toegevoegd. Maak nu een koppellink voor de telefoon.",
    "coordinator": "De coördinator is toegevoegd en kan nu inloggen.",
    "wijken": "De wijken zijn gewijzigd.",
    "geblokkeerd": "Geblokkeerd. Inloggen en versturen kan niet meer.",
    "gedeblokkeerd": "De blokkade is weg.",
    "verwijderd": "Het account is verwijderd. Wat diegene deed, staat er nog, zonder naam.",
}
"""What was just done, by the word behind `klaar` in the address."""


@router.get("")
def show_people(request: Request, session: DbSession, coordinator: Coordinator, klaar: str = "") -> Response:
    coordinators = list_coordinators(session)
    return page(
        request,
        "mensen/mensen.html",
        people=[
            (interviewer, wijken_of(session, interviewer), toestellen_of(session, interviewer))
            for interviewer in list_interviewers(session)
        ],
        coordinators=coordinators,
        names={each.id: each.name for each in coordinators},
        oneself=coordinator,
        former=FORMER,
        notice=NOTICES.get(klaar),
    )


@router.get("/nieuwe-interviewer")
def show_new(request: Request, session: DbSession, _: Coordinator) -> Response:
    return _new(request, session, {}, ())


@router.post("/nieuwe-interviewer")
def submit_new(request: Request, session: DbSession, _: Coordinator, fields: PostedFields) -> Response:
    typed, codes = typed_in(fields), fields.get("wijk", [])
    wijken = [find_wijk(session, code) for code in codes]
    try:
        add_interviewer(session, typed.get("naam", ""), wijken)
    except InvalidInput as problem:
        return _new(request, session, typed, codes, problem)
    return redirect("/mensen?klaar=interviewer")


@router.get("/{id}/wijken")
def show_wijken(
    request: Request,
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
) -> Response:
    interviewer = find_interviewer(session, id)
    return _wijken(request, session, interviewer, {wijk.code for wijk in wijken_of(session, interviewer)})


@router.post("/{id}/wijken")
def submit_wijken(
    request: Request,
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
    fields: PostedFields,
) -> Response:
    interviewer, codes = find_interviewer(session, id), fields.get("wijk", [])
    wijken = [find_wijk(session, code) for code in codes]
    try:
        change_wijken(session, interviewer, wijken)
    except InvalidInput as problem:
        return _wijken(request, session, interviewer, codes, problem)
    return redirect("/mensen?klaar=wijken")


@router.post("/{id}/blokkade")
def block(
    session: DbSession,
    coordinator: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
) -> Response:
    """For who stops, or may no longer: the phones hear it at their next contact and lose nothing."""
    block_interviewer(find_interviewer(session, id), coordinator)
    return redirect("/mensen?klaar=geblokkeerd")


@router.post("/{id}/deblokkade")
def unblock(
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
) -> Response:
    unblock_interviewer(find_interviewer(session, id))
    return redirect("/mensen?klaar=gedeblokkeerd")


@router.post("/{id}/koppellink")
def make_koppellink(
    request: Request,
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
) -> Response:
    """Answered at once instead of redirected to: the link must stand in no address and no history."""
    interviewer = find_interviewer(session, id)
    if interviewer.blocked_at:
        raise ChangedMeanwhile(f"{interviewer.name} is geblokkeerd. Haal eerst de blokkade weg.")
    code = make_koppelcode(session, interviewer)
    address = f"{request.app.state.settings.public_url}/koppelen/{code}"
    return page(
        request,
        "mensen/koppelblad.html",
        interviewer=interviewer,
        address=address,
        qr=as_qr(address),
        ends_at=koppelcode_ends_at(session, code),
    )


@router.post("/{id}/ontkoppeling")
def unlink_all(
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
) -> Response:
    """For a phone that is lost, or an interviewer who stops: links that were not used yet are worthless too."""
    revoke_toestellen(session, find_interviewer(session, id))
    return redirect("/mensen")


@router.post("/{id}/toestellen/{toestel}/ontkoppeling")
def unlink(
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
    toestel: UUID,
) -> Response:
    """For one phone; the others of this interviewer go on working."""
    revoke_toestel(session, find_interviewer(session, id), toestel)
    return redirect("/mensen")


def _new(
    request: Request,
    session: Session,
    typed: Mapping[str, str],
    chosen: Collection[str],
    problem: InvalidInput | None = None,
) -> Response:
    return page(
        request,
        "mensen/nieuwe_interviewer.html",
        status=problem.status if problem else 200,
        naam=typed.get("naam", ""),
        limit=NAME_LENGTH,
        wijken=_to_choose(session, chosen),
        chosen=chosen,
        problem=problem,
        faults=faults_by_field(problem),
    )


def _wijken(
    request: Request,
    session: Session,
    interviewer: Gebruiker,
    chosen: Collection[str],
    problem: InvalidInput | None = None,
) -> Response:
    return page(
        request,
        "mensen/wijken.html",
        status=problem.status if problem else 200,
        interviewer=interviewer,
        wijken=_to_choose(session, chosen),
        chosen=chosen,
        problem=problem,
        faults=faults_by_field(problem),
    )


def _to_choose(session: Session, chosen: Collection[str]) -> list[Wijk]:
    """What is out of use is only there for who works there still."""
    return [wijk for wijk in list_wijken(session) if wijk.is_in_use or wijk.code in chosen]
