"""The places: wijken, their straten, and the portieken in them; added and renamed by hand."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.domain.codes import CODE_LENGTH
from app.errors import InvalidInput
from app.gebieden import (
    BAG_LENGTH,
    NAME_LENGTH,
    add_portiek,
    add_straat,
    add_wijk,
    change_straat,
    find_portiek,
    find_straat,
    find_wijk,
    list_wijken,
    portieken_of,
    rename_portiek,
    rename_wijk,
    straten_of,
)
from app.models import Gebruiker, Straat, Wijk
from app.samenvoegingen import candidates, samenvoeging_of, samenvoegingen_of
from app.security import Coordinator
from app.settings import settings_of
from app.tellingen import count_straten
from app.web.forms import PostedFields, faults_by_field, typed_in
from app.web.pages import page, redirect

router = APIRouter(prefix="/gebieden")

LIMITS = {"naam": NAME_LENGTH, "code": CODE_LENGTH, "bag": BAG_LENGTH}
NOTICES = {
    "toegevoegd": "Toegevoegd.",
    "gewijzigd": "De wijziging is opgeslagen.",
    "ingelezen": "Alles is ingelezen.",
    "uit": "Uit gebruik. Er gaat niemand meer heen; wat er is gehoord, blijft meetellen.",
    "in": "Weer in gebruik. In een meetronde die al loopt, kijkt u bij “Waar meten we?” of hij meedoet.",
    "ongedaan": "Het samenvoegen is ongedaan gemaakt. Alles is terug.",
}
"""What was just done, by the word behind `klaar` in the address."""


@router.get("")
def show_wijken(request: Request, session: DbSession, _: Coordinator, klaar: str = "") -> Response:
    return _wijken(request, session, notice=NOTICES.get(klaar))


@router.post("")
def submit_wijk(request: Request, session: DbSession, _: Coordinator, fields: PostedFields) -> Response:
    typed = typed_in(fields)
    try:
        wijk = add_wijk(session, typed.get("naam", ""), typed.get("code", ""))
    except InvalidInput as problem:
        return _wijken(request, session, problem, typed)
    return redirect(f"/gebieden/wijken/{wijk.code}?klaar=toegevoegd")


@router.get("/wijken/{code}")
def show_wijk(request: Request, session: DbSession, _: Coordinator, code: str, klaar: str = "") -> Response:
    return _wijk(request, session, find_wijk(session, code), notice=NOTICES.get(klaar))


@router.post("/wijken/{code}")
def submit_wijk_name(request: Request, session: DbSession, _: Coordinator, code: str, fields: PostedFields) -> Response:
    wijk, typed = find_wijk(session, code), typed_in(fields)
    try:
        rename_wijk(session, wijk, typed.get("naam", ""))
    except InvalidInput as problem:
        return _wijk(request, session, wijk, problem, typed, asked="wijk")
    return redirect(f"/gebieden/wijken/{code}?klaar=gewijzigd")


@router.post("/wijken/{code}/straten")
def submit_straat(request: Request, session: DbSession, _: Coordinator, code: str, fields: PostedFields) -> Response:
    wijk, typed = find_wijk(session, code), typed_in(fields)
    try:
        add_straat(session, wijk, typed.get("naam", ""), typed.get("bagId", ""))
    except InvalidInput as problem:
        return _wijk(request, session, wijk, problem, typed, asked="straat")
    return redirect(f"/gebieden/wijken/{code}?klaar=toegevoegd")


@router.get("/straten/{id}")
def show_straat(
    request: Request,
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
    klaar: str = "",
) -> Response:
    return _straat(request, session, find_straat(session, id), notice=NOTICES.get(klaar))


@router.post("/straten/{id}")
def submit_straat_name(
    request: Request,
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
    fields: PostedFields,
) -> Response:
    straat, typed = find_straat(session, id), typed_in(fields)
    try:
        change_straat(session, straat, typed.get("naam", ""), typed.get("bagId", ""))
    except InvalidInput as problem:
        return _straat(request, session, straat, problem, typed, asked="straat")
    return redirect(f"/gebieden/straten/{id}?klaar=gewijzigd")


@router.post("/straten/{id}/portieken")
def submit_portiek(
    request: Request,
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
    fields: PostedFields,
) -> Response:
    straat, typed = find_straat(session, id), typed_in(fields)
    try:
        add_portiek(session, straat, typed.get("naam", ""))
    except InvalidInput as problem:
        return _straat(request, session, straat, problem, typed, asked="portiek")
    return redirect(f"/gebieden/straten/{id}?klaar=toegevoegd")


@router.post("/portieken/{id}")
def submit_portiek_name(
    request: Request,
    session: DbSession,
    _: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
    fields: PostedFields,
) -> Response:
    portiek, typed = find_portiek(session, id), typed_in(fields)
    straat = find_straat(session, portiek.straat_id)
    try:
        rename_portiek(session, portiek, typed.get("naam", ""))
    except InvalidInput as problem:
        return _straat(request, session, straat, problem, typed, asked=str(portiek.id))
    return redirect(f"/gebieden/straten/{straat.id}?klaar=gewijzigd")


def _wijken(
    request: Request,
    session: Session,
    problem: InvalidInput | None = None,
    typed: dict[str, str] | None = None,
    notice: str | None = None,
) -> Response:
    wijken, straten = list_wijken(session), count_straten(session)
    rows = [(wijk, straten.get(wijk.code, 0)) for wijk in wijken]
    return _page(request, "gebieden/wijken.html", problem, typed, notice, rows=rows)


def _wijk(
    request: Request,
    session: Session,
    wijk: Wijk,
    problem: InvalidInput | None = None,
    typed: dict[str, str] | None = None,
    notice: str | None = None,
    asked: str = "",
) -> Response:
    """`asked` is the form that was sent, of the several on the page: only that one comes back as it was filled in."""
    straten = straten_of(session, [wijk])
    return _page(
        request,
        "gebieden/wijk.html",
        problem,
        typed,
        notice,
        wijk=wijk,
        straten=straten,
        names={straat.id: straat.name for straat in straten},
        retired_by=_name_of(session, wijk.retired_by_id),
        can_look_up=bool(settings_of(request).locatieserver_url),
        asked=asked,
    )


def _straat(
    request: Request,
    session: Session,
    straat: Straat,
    problem: InvalidInput | None = None,
    typed: dict[str, str] | None = None,
    notice: str | None = None,
    asked: str = "",
) -> Response:
    return _page(
        request,
        "gebieden/straat.html",
        problem,
        typed,
        notice,
        straat=straat,
        wijk=find_wijk(session, straat.wijk_code),
        portieken=portieken_of(session, [straat]),
        retired_by=_name_of(session, straat.retired_by_id),
        parts=samenvoegingen_of(session, straat),
        merge=samenvoeging_of(session, straat),
        can_merge=bool(straat.is_in_use and candidates(session, straat)),
        asked=asked,
    )


def _name_of(session: Session, gebruiker_id: UUID | None) -> str:
    return session.get_one(Gebruiker, gebruiker_id).name if gebruiker_id else ""


def _page(
    request: Request,
    template: str,
    problem: InvalidInput | None,
    typed: dict[str, str] | None,
    notice: str | None,
    **context: Any,
) -> Response:
    return page(
        request,
        template,
        status=problem.status if problem else 200,
        problem=problem,
        faults=faults_by_field(problem),
        typed={"naam": "", "code": "", "bagId": ""} | (typed or {}),
        notice=notice,
        limits=LIMITS,
        **context,
    )
