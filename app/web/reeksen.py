"""The clean rest of the queue: looked over on one page, approved with one button, undone with another."""

from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.domain.antwoorden import Fout
from app.errors import ChangedMeanwhile, InvalidInput, Problem
from app.models import Gebruiker
from app.reeksen import REEKS_LIMIT, Goedkeuring, approve_clean, count_undoable, undo
from app.security import Coordinator
from app.wachtrij import Wachtrij, Wachtrijkeuze
from app.web.nakijken import Keuze, query_of
from app.web.pages import page, redirect

router = APIRouter(prefix="/nakijken")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YEAR_3000 = 32_503_680_000_000_000
Reeksnummer = Annotated[int, Path(ge=0, lt=_YEAR_3000)]
"""In an address: the moment of a reeks in microseconds since 1970."""


@router.get("/rest")
def show_rest(request: Request, session: DbSession, _: Coordinator, keuze: Keuze) -> Response:
    return _show_rest(request, session, keuze)


@router.post("/rest")
def approve_rest(
    request: Request,
    session: DbSession,
    coordinator: Coordinator,
    keuze: Keuze,
    gezien: Annotated[str, Form(max_length=40 * REEKS_LIMIT)] = "",
) -> Response:
    """Approve what was on the page; whatever was not approved is named, so that page is shown at once."""
    try:
        done = approve_clean(session, keuze, coordinator, _ids(gezien))
    except (InvalidInput, ChangedMeanwhile) as problem:
        return _show_rest(request, session, keuze, problem)
    if done.left_alone:
        return _show_reeks(request, session, keuze, coordinator, done.moment, done=done)
    return redirect(f"/nakijken/reeksen/{_number(done.moment)}?{query_of(keuze)}")


@router.get("/reeksen/{nummer}")
def show_reeks(
    request: Request, session: DbSession, coordinator: Coordinator, keuze: Keuze, nummer: Reeksnummer
) -> Response:
    return _show_reeks(request, session, keuze, coordinator, _moment(nummer))


@router.post("/reeksen/{nummer}/ongedaan")
def undo_reeks(
    request: Request, session: DbSession, coordinator: Coordinator, keuze: Keuze, nummer: Reeksnummer
) -> Response:
    try:
        undo(session, coordinator, _moment(nummer))
    except ChangedMeanwhile as problem:
        return _show_reeks(request, session, keuze, coordinator, _moment(nummer), problem=problem)
    return redirect(f"/nakijken/reeksen/{nummer}?{query_of(keuze)}")


def _show_rest(request: Request, session: Session, keuze: Wachtrijkeuze, problem: Problem | None = None) -> Response:
    wachtrij = Wachtrij(session, keuze)
    clean = wachtrij.clean(REEKS_LIMIT)
    return page(
        request,
        "nakijken/rest.html",
        status=problem.status if problem else 200,
        query=query_of(keuze),
        keuze=keuze,
        clean=clean,
        gezien=",".join(str(each.interview.id) for each in clean),
        number=wachtrij.count().clean,
        problem=problem,
    )


def _show_reeks(
    request: Request,
    session: Session,
    keuze: Wachtrijkeuze,
    coordinator: Gebruiker,
    moment: datetime,
    *,
    done: Goedkeuring | None = None,
    problem: Problem | None = None,
) -> Response:
    approved, undoable = count_undoable(session, coordinator, moment)
    return page(
        request,
        "nakijken/reeks.html",
        status=problem.status if problem else 200,
        query=query_of(keuze),
        moment=moment,
        number=_number(moment),
        approved=approved,
        undoable=undoable,
        left_alone=done.left_alone if done else (),
        problem=problem,
    )


def _ids(text: str) -> list[UUID]:
    try:
        return [UUID(each) for each in text.split(",") if each]
    except ValueError:
        fault = Fout("gezien", "Open de lijst opnieuw en keur dan goed.")
        raise InvalidInput("Er is niets goedgekeurd.", faults=[fault]) from None


def _number(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _moment(number: int) -> datetime:
    return _EPOCH + timedelta(microseconds=number)
