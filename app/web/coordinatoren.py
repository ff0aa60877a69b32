"""The coordinators: a new one, and who may no longer come in."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.database import DbSession
from app.errors import InvalidInput
from app.security import Coordinator
from app.toegang import (
    LOGIN_LENGTH,
    NAME_LENGTH,
    PASSWORD_LENGTH,
    add_coordinator,
    block_coordinator,
    coordinator_faults,
    find_coordinator,
    unblock_coordinator,
)
from app.web.forms import PostedFields, faults_by_field, refuse, repeat_faults, typed_in
from app.web.pages import page, redirect

router = APIRouter(prefix="/mensen")


@router.get("/nieuwe-coordinator")
def show_new(request: Request, _: Coordinator) -> Response:
    return _new(request, {})


@router.post("/nieuwe-coordinator")
def submit_new(request: Request, session: DbSession, _: Coordinator, fields: PostedFields) -> Response:
    """Add one; with faults the form comes back with what was typed, but for the passwords."""
    typed = typed_in(fields)
    name, email, password = (typed.get(field, "") for field in ("naam", "email", "wachtwoord"))
    try:
        faults = coordinator_faults(session, name, email, password)
        faults += repeat_faults(typed)
        refuse("De coördinator is niet toegevoegd.", faults)
        add_coordinator(session, name, email, password)
    except InvalidInput as problem:
        return _new(request, typed, problem)
    return redirect("/mensen?klaar=coordinator")


@router.post("/coordinatoren/{id}/blokkade")
def block(
    session: DbSession,
    coordinator: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
) -> Response:
    block_coordinator(session, find_coordinator(session, id), coordinator)
    return redirect("/mensen?klaar=geblokkeerd")


@router.post("/coordinatoren/{id}/deblokkade")
def unblock(
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
) -> Response:
    unblock_coordinator(find_coordinator(session, id))
    return redirect("/mensen?klaar=gedeblokkeerd")


def _new(request: Request, typed: dict[str, str], problem: InvalidInput | None = None) -> Response:
    return page(
        request,
        "mensen/nieuwe_coordinator.html",
        status=problem.status if problem else 200,
        naam=typed.get("naam", ""),
        email=typed.get("email", ""),
        limits={"naam": NAME_LENGTH, "inloggen": LOGIN_LENGTH, "kortste": PASSWORD_LENGTH},
        problem=problem,
        faults=faults_by_field(problem),
    )
