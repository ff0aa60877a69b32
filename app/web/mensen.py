"""The people: interviewers, their wijken and their phones, and a fresh link for a new phone."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.errors import NotFound
from app.gebieden import list_interviewers, wijken_of
from app.models import Gebruiker
from app.security import Coordinator
from app.toestellen import KOPPELCODE_TERM, make_koppelcode, revoke_toestel, revoke_toestellen, toestellen_of
from app.web.pages import page, redirect

router = APIRouter(prefix="/mensen")


@router.get("")
def show_people(request: Request, session: DbSession, _: Coordinator) -> Response:
    return _people(request, session)


@router.post("/{id}/koppellink")
def make_koppellink(
    request: Request,
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
) -> Response:
    """Answered at once instead of redirected to: the link must stand in no address and no history."""
    interviewer = _interviewer(session, id)
    address = f"{request.app.state.settings.public_url}/koppelen/{make_koppelcode(session, interviewer)}"
    return _people(request, session, linked=interviewer, address=address)


@router.post("/{id}/ontkoppeling")
def unlink_all(
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
) -> Response:
    """For a phone that is lost, or an interviewer who stops: links that were not used yet are worthless too."""
    revoke_toestellen(session, _interviewer(session, id))
    return redirect("/mensen")


@router.post("/{id}/toestellen/{toestel}/ontkoppeling")
def unlink(
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
    toestel: UUID,
) -> Response:
    """For one phone; the others of this interviewer go on working."""
    revoke_toestel(session, _interviewer(session, id), toestel)
    return redirect("/mensen")


def _people(
    request: Request, session: Session, *, linked: Gebruiker | None = None, address: str | None = None
) -> Response:
    return page(
        request,
        "mensen/mensen.html",
        people=[
            (interviewer, wijken_of(session, interviewer), toestellen_of(session, interviewer))
            for interviewer in list_interviewers(session)
        ],
        linked=linked,
        address=address,
        hours=int(KOPPELCODE_TERM.total_seconds() // 3600),
    )


def _interviewer(session: Session, interviewer_id: UUID) -> Gebruiker:
    for interviewer in list_interviewers(session):
        if interviewer.id == interviewer_id:
            return interviewer
    raise NotFound("Deze interviewer is er niet.")
