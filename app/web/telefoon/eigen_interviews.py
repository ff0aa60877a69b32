"""What an interviewer handed in: the list, and one interview in full. Nobody else's."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from app.database import DbSession
from app.interviews import receipt_number
from app.inzage import Filter, Positie, find_dossier, list_interviews
from app.security import Interviewer
from app.verloop import told_to_interviewer
from app.web.telefoon.bladzijde import phone_page
from app.web.telefoon.reacties import find_navraag

router = APIRouter(prefix="/telefoon")

PAGE = 25


@router.get("/interviews")
def show_interviews(
    request: Request,
    session: DbSession,
    interviewer: Interviewer,
    na: Annotated[str | None, Query(max_length=60)] = None,
) -> HTMLResponse:
    after = Positie.from_text(na) if na else None
    regels = list_interviews(session, Filter(interviewer_id=interviewer.id), PAGE + 1, after)
    following = regels[PAGE - 1].positie if len(regels) > PAGE else None
    return phone_page(
        request,
        session,
        interviewer,
        "telefoon/interviews.html",
        regels=regels[:PAGE],
        following=following,
        after=after,
    )


@router.get("/interviews/{id}")
def show_interview(
    request: Request,
    session: DbSession,
    interviewer: Interviewer,
    id: UUID,  # noqa: A002 -- the name in the address
    bewaard: Annotated[str | None, Query()] = None,
    beantwoord: Annotated[str | None, Query()] = None,
) -> HTMLResponse:
    dossier = find_dossier(session, id, interviewer_id=interviewer.id)
    return phone_page(
        request,
        session,
        interviewer,
        "telefoon/eigen_interview.html",
        dossier=dossier,
        number=receipt_number(dossier.interview.id, dossier.interview.content_hash),
        verloop=told_to_interviewer(session, id, dossier.vragenlijst),
        navraag=find_navraag(session, interviewer, id),
        just_stored=bewaard is not None,
        just_answered=beantwoord is not None,
    )
