"""The people: interviewers, their wijken and their phones, and a fresh link for a new phone."""

from uuid import UUID

import segno
from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup
from sqlmodel import Session

from app.database import DbSession
from app.errors import NotFound
from app.gebieden import list_interviewers, wijken_of
from app.models import Gebruiker
from app.security import Coordinator
from app.toestellen import koppelcode_ends_at, make_koppelcode, revoke_toestel, revoke_toestellen, toestellen_of
from app.web.pages import page, redirect

router = APIRouter(prefix="/mensen")


@router.get("")
def show_people(request: Request, session: DbSession, _: Coordinator) -> Response:
    return page(
        request,
        "mensen/mensen.html",
        people=[
            (interviewer, wijken_of(session, interviewer), toestellen_of(session, interviewer))
            for interviewer in list_interviewers(session)
        ],
    )


@router.post("/{id}/koppellink")
def make_koppellink(
    request: Request,
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
) -> Response:
    """Answered at once instead of redirected to: the link must stand in no address and no history."""
    interviewer = _interviewer(session, id)
    code = make_koppelcode(session, interviewer)
    address = f"{request.app.state.settings.public_url}/koppelen/{code}"
    return page(
        request,
        "mensen/koppelblad.html",
        interviewer=interviewer,
        address=address,
        qr=_as_qr(address),
        ends_at=koppelcode_ends_at(session, code),
    )


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


def _as_qr(address: str) -> Markup:
    """The address as a picture that a camera reads: no style and no script in it, for our policy would block those."""
    qr = segno.make_qr(address, error="m")
    return Markup(qr.svg_inline(omitsize=True, svgclass=None, lineclass=None))  # noqa: S704 -- drawn by us


def _interviewer(session: Session, interviewer_id: UUID) -> Gebruiker:
    for interviewer in list_interviewers(session):
        if interviewer.id == interviewer_id:
            return interviewer
    raise NotFound("Deze interviewer is er niet.")
