"""Deleting somebody's account: first a page that says what goes and what stays, then for good."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.domain.antwoorden import Fout
from app.errors import InvalidInput
from app.models import Gebruiker, Rol
from app.security import Coordinator
from app.vertrek import FORMER, delete_account, find_account, look_ahead
from app.web.forms import PostedFields, faults_by_field, refuse, typed_in
from app.web.pages import page, redirect

router = APIRouter(prefix="/mensen")


@router.get("/{id}/vertrek")
def show_vertrek(
    request: Request,
    session: DbSession,
    coordinator: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
) -> Response:
    return _vertrek(request, session, coordinator, id)


@router.post("/{id}/vertrek")
def submit_vertrek(
    request: Request,
    session: DbSession,
    coordinator: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
    fields: PostedFields,
) -> Response:
    """Delete it, when who asks says to be sure; whoever deleted themself is out at once."""
    typed, gebruiker = typed_in(fields), find_account(session, id)
    try:
        unsure = Fout("zeker", "Kruis aan dat u dit zeker weet.")
        refuse("Het account is niet verwijderd.", [] if typed.get("zeker") == "ja" else [unsure])
        delete_account(session, gebruiker, coordinator, accepts_loss=typed.get("verlies") == "ja")
    except InvalidInput as problem:
        return _vertrek(request, session, coordinator, id, problem)
    return redirect("/inloggen" if gebruiker.id == coordinator.id else "/mensen?klaar=verwijderd")


def _vertrek(
    request: Request, session: Session, coordinator: Gebruiker, gebruiker_id: UUID, problem: InvalidInput | None = None
) -> Response:
    vertrek = look_ahead(session, find_account(session, gebruiker_id))
    return page(
        request,
        "mensen/vertrek.html",
        status=problem.status if problem else 200,
        vertrek=vertrek,
        is_coordinator=vertrek.gebruiker.role == Rol.COORDINATOR,
        is_oneself=vertrek.gebruiker.id == coordinator.id,
        former=FORMER,
        problem=problem,
        faults=faults_by_field(problem),
    )
