"""The coordinator's interviews: the list with its filters, one in full, and the review."""

from collections.abc import Callable
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.beoordeling import DECISIONS, NEEDS_REMARK, REMARK_LIMIT, history, review
from app.database import DbSession
from app.domain.antwoorden import Fout
from app.domain.vragenlijst import Soort
from app.errors import ChangedMeanwhile, InvalidInput, Problem
from app.gebieden import list_meetronden, list_wijken, straten_of
from app.interviews import receipt_number
from app.inzage import Filter, Positie, find_dossier, list_interviews
from app.models import Status
from app.security import Coordinator
from app.web.pages import page, redirect

router = APIRouter(prefix="/interviews")

PAGE = 25

Value = TypeVar("Value")


@router.get("")
def show_interviews(
    request: Request,
    session: DbSession,
    _: Coordinator,
    meetronde: str = "",
    wijk: str = "",
    straat: str = "",
    soort: str = "",
    status: str = "",
    na: str = "",
) -> Response:
    """A filter that is left open comes as an empty text, so that a plain form can send it."""
    wanted = Filter(
        meetronde_code=meetronde or None,
        wijk_code=wijk or None,
        straat_id=_one_of(UUID, straat, "straat"),
        soort=_one_of(Soort, soort, "soort"),
        status=_one_of(Status, status, "status"),
    )
    regels = list_interviews(session, wanted, PAGE + 1, Positie.from_text(na) if na else None)
    wijken = list_wijken(session)
    following = request.url.include_query_params(na=str(regels[PAGE - 1].positie)) if len(regels) > PAGE else None
    return page(
        request,
        "interviews/lijst.html",
        regels=regels[:PAGE],
        following=f"{following.path}?{following.query}" if following else None,
        is_first=not na,
        wanted=wanted,
        meetronden=list_meetronden(session),
        wijken=[(each, straten_of(session, [each])) for each in wijken],
        soorten=list(Soort),
        statuses=list(Status),
    )


@router.get("/{id}")
def show_interview(
    request: Request,
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
    beoordeeld: Annotated[str | None, Query()] = None,
) -> Response:
    return _dossier(request, session, id, just_reviewed=beoordeeld is not None)


@router.post("/{id}/beoordelingen")
def submit_review(
    request: Request,
    session: DbSession,
    coordinator: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
    status: Annotated[str, Form(max_length=20)] = "",
    opmerking: Annotated[str, Form(max_length=20_000)] = "",
    gezien: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Record a decision; when it cannot be, the page comes back with what was typed."""
    interview = find_dossier(session, id).interview
    try:
        decision, seen = _one_of(Status, status, "status"), _one_of(Status, gezien, "gezien")
        if decision not in DECISIONS or seen is None:
            raise InvalidInput("Kies eerst wat u van dit interview vindt: goedkeuren, terugsturen of afkeuren.")
        # A browser sends a new line as two characters; people typed one.
        review(session, interview, coordinator, decision, opmerking.replace("\r\n", "\n"), seen=seen)
    except (InvalidInput, ChangedMeanwhile) as problem:
        return _dossier(request, session, id, problem=problem, typed=(status, opmerking))
    return redirect(f"/interviews/{id}?beoordeeld=ja")


def _dossier(
    request: Request,
    session: Session,
    interview_id: UUID,
    *,
    problem: Problem | None = None,
    typed: tuple[str, str] = ("", ""),
    just_reviewed: bool = False,
) -> Response:
    dossier = find_dossier(session, interview_id)
    return page(
        request,
        "interviews/interview.html",
        status=problem.status if problem else 200,
        dossier=dossier,
        number=receipt_number(interview_id, dossier.interview.content_hash),
        history=history(session, interview_id),
        problem=problem,
        typed=typed,
        just_reviewed=just_reviewed,
        decisions=DECISIONS,
        needs_remark=NEEDS_REMARK,
        remark_limit=REMARK_LIMIT,
    )


def _one_of(kind: Callable[[str], Value], text: str, field: str) -> Value | None:
    """A choice from a list in a form; None when nothing was chosen, raises InvalidInput when it is not in the list."""
    try:
        return kind(text) if text else None
    except ValueError:
        fault = Fout(field, "Deze keuze staat niet in de lijst. Kies er een uit de lijst.")
        raise InvalidInput("Deze keuze kennen we niet.", faults=[fault]) from None
