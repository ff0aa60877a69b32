"""Planning a meetronde: the list, a new one, what is said about it, and closing and opening it again."""

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.deelname import deelname_of
from app.domain.antwoorden import Fout
from app.domain.codes import CODE_LENGTH
from app.errors import InvalidInput, Problem
from app.gebieden import list_meetronden, list_wijken
from app.meetronden import (
    NAME_LENGTH,
    RESERVED,
    TEXT_LENGTH,
    Description,
    add_meetronde,
    close_meetronde,
    describe_meetronde,
    heropeningen_of,
    is_published,
    reopen_meetronde,
)
from app.models import Gebruiker, Meetronde
from app.overzichten import find_meetronde
from app.planning import add_up, all_sums, sums_of
from app.security import Coordinator
from app.web.forms import PostedFields, faults_by_field, read_date, refuse, typed_in
from app.web.pages import page, redirect

router = APIRouter(prefix="/meetronden")

LIMITS = {"code": CODE_LENGTH, "naam": NAME_LENGTH, "tekst": TEXT_LENGTH}
EMPTY = dict.fromkeys(("code", "naam", "toelichting", "begindatum", "einddatum", "voorbeeld"), "")
NOTICES = {
    "nieuw": "De meetronde is toegevoegd. Vul nu per wijk de huishoudens en de doelen in.",
    "gewijzigd": "De wijziging is opgeslagen.",
    "gesloten": "De meetronde is gesloten. Er kunnen geen interviews meer bij.",
    "heropend": "De meetronde is weer open.",
}
"""What was just done, by the word behind `klaar` in the address."""


@router.get("")
def show_meetronden(request: Request, session: DbSession, _: Coordinator) -> Response:
    return page(request, "meetronden/lijst.html", meetronden=list_meetronden(session))


@router.get(f"/{RESERVED}")
def show_new(request: Request, session: DbSession, _: Coordinator, voorbeeld: str = "") -> Response:
    return _new(request, session, {"voorbeeld": voorbeeld})


@router.post("")
def submit_new(request: Request, session: DbSession, _: Coordinator, fields: PostedFields) -> Response:
    """Add one; with faults the form comes back as it was filled in."""
    typed = typed_in(fields)
    example = find_meetronde(session, typed["voorbeeld"]) if typed.get("voorbeeld") else None
    try:
        described = _description(typed, "De meetronde is niet toegevoegd.")
        added = add_meetronde(session, typed.get("code", ""), described, example)
    except InvalidInput as problem:
        return _new(request, session, typed, problem)
    return redirect(f"/meetronden/{added.code}?klaar=nieuw")


@router.get("/{code}")
def show_meetronde(request: Request, session: DbSession, _: Coordinator, code: str, klaar: str = "") -> Response:
    return _meetronde(request, session, find_meetronde(session, code), notice=NOTICES.get(klaar))


@router.post("/{code}")
def submit_description(
    request: Request, session: DbSession, _: Coordinator, code: str, fields: PostedFields
) -> Response:
    meetronde, typed = find_meetronde(session, code), typed_in(fields)
    try:
        describe_meetronde(session, meetronde, _description(typed, "De meetronde is niet gewijzigd."))
    except InvalidInput as problem:
        return _meetronde(request, session, meetronde, problem, typed)
    return redirect(f"/meetronden/{code}?klaar=gewijzigd")


@router.post("/{code}/sluiting")
def submit_closing(session: DbSession, coordinator: Coordinator, code: str) -> Response:
    close_meetronde(session, find_meetronde(session, code), coordinator)
    return redirect(f"/meetronden/{code}?klaar=gesloten")


@router.post("/{code}/heropening")
def submit_reopening(
    request: Request, session: DbSession, coordinator: Coordinator, code: str, fields: PostedFields
) -> Response:
    meetronde, typed = find_meetronde(session, code), typed_in(fields)
    try:
        reopen_meetronde(session, meetronde, coordinator, typed.get("reden", ""))
    except Problem as problem:
        return _meetronde(request, session, meetronde, problem, typed)
    return redirect(f"/meetronden/{code}?klaar=heropend")


def _new(request: Request, session: Session, typed: dict[str, str], problem: InvalidInput | None = None) -> Response:
    sums = all_sums(session)
    return page(
        request,
        "meetronden/nieuw.html",
        status=problem.status if problem else 200,
        typed=EMPTY | typed,
        problem=problem,
        faults=faults_by_field(problem),
        limits=LIMITS,
        examples=[(each, add_up(sums.get(each.code, {}))) for each in list_meetronden(session)],
    )


def _meetronde(
    request: Request,
    session: Session,
    meetronde: Meetronde,
    problem: Problem | None = None,
    typed: dict[str, str] | None = None,
    notice: str | None = None,
) -> Response:
    sums, deelname = sums_of(session, meetronde), deelname_of(session, meetronde)
    return page(
        request,
        "meetronden/meetronde.html",
        status=problem.status if problem else 200,
        meetronde=meetronde,
        typed=_as_typed(meetronde) | (typed or {}),
        problem=problem,
        faults=faults_by_field(problem),
        limits=LIMITS,
        notice=notice,
        wijken=[(wijk, sums.get(wijk.code, {})) for wijk in list_wijken(session)],
        total=add_up(sums),
        joined=len(deelname.joined),
        offered=len(deelname.straten),
        is_published=is_published(session, meetronde),
        heropeningen=heropeningen_of(session, meetronde),
        closed_by=session.get_one(Gebruiker, meetronde.closed_by_id).name if meetronde.closed_by_id else "",
    )


def _as_typed(meetronde: Meetronde) -> dict[str, str]:
    return {
        "naam": meetronde.name,
        "toelichting": meetronde.note,
        "begindatum": meetronde.starts_on.isoformat(),
        "einddatum": meetronde.ends_on.isoformat() if meetronde.ends_on else "",
        "reden": "",
    }


def _description(typed: Mapping[str, str], refused: str) -> Description:
    """What was typed about a meetronde; raises InvalidInput when a day cannot be read."""
    faults: list[Fout] = []
    starts_on = read_date("begindatum", typed.get("begindatum", ""), faults)
    ends_on = read_date("einddatum", typed.get("einddatum", ""), faults)
    if starts_on is None and not faults:
        faults.append(Fout("begindatum", "Kies de eerste dag."))
    refuse(refused, faults)
    return Description(typed.get("naam", ""), starts_on or date.min, ends_on, typed.get("toelichting", ""))
