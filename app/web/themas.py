"""The themes of what people said: adding and renaming our own, and in how many interviews each comes up."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.citaten import add_thema, find_thema, list_themas, rename_thema, retire_thema, take_back_thema
from app.citaten.themas import NAME_LENGTH, is_own
from app.database import DbSession
from app.errors import InvalidInput
from app.gebieden import find_wijk, list_meetronden, list_wijken, straten_of
from app.security import Coordinator
from app.tellingen import Selectie, count_fragmenten
from app.web.forms import PostedFields, typed_in
from app.web.overzicht import chosen_meetronde
from app.web.pages import page, redirect

router = APIRouter(prefix="/citaten")

NOTICES = {
    "toegevoegd": "Het thema is toegevoegd. U kunt het meteen kiezen.",
    "gewijzigd": "Het thema heeft een andere naam. Wat erbij hoorde, hoort er nog bij.",
    "gestopt": "Het thema is niet meer te kiezen. Wat erbij hoorde, telt nog mee.",
    "terug": "Het thema is weer te kiezen.",
}
"""What was just done, by the word behind `klaar` in the address."""


@router.get("/themas")
def show_themas(request: Request, session: DbSession, _: Coordinator, klaar: str = "") -> Response:
    return _themas(request, session, notice=NOTICES.get(klaar))


@router.post("/themas")
def submit_thema(request: Request, session: DbSession, _: Coordinator, fields: PostedFields) -> Response:
    typed = typed_in(fields)
    try:
        add_thema(session, typed.get("naam", ""))
    except InvalidInput as problem:
        return _themas(request, session, problem=problem, typed=typed)
    return redirect("/citaten/themas?klaar=toegevoegd")


@router.post("/themas/{code}")
def submit_name(request: Request, session: DbSession, _: Coordinator, code: str, fields: PostedFields) -> Response:
    thema, typed = find_thema(session, code), typed_in(fields)
    try:
        rename_thema(session, thema, typed.get("naam", ""))
    except InvalidInput as problem:
        return _themas(request, session, problem=problem, typed=typed, wrong_code=code)
    return redirect("/citaten/themas?klaar=gewijzigd")


@router.post("/themas/{code}/stop")
def submit_stop(session: DbSession, _: Coordinator, code: str) -> Response:
    retire_thema(find_thema(session, code))
    return redirect("/citaten/themas?klaar=gestopt")


@router.post("/themas/{code}/terug")
def submit_return(session: DbSession, _: Coordinator, code: str) -> Response:
    take_back_thema(find_thema(session, code))
    return redirect("/citaten/themas?klaar=terug")


@router.get("/tellingen")
def show_counts(request: Request, session: DbSession, _: Coordinator, meetronde: str = "", wijk: str = "") -> Response:
    """In how many interviews of each straat a theme comes up; a straat in which nothing was marked is named below."""
    chosen, wijken = chosen_meetronde(session, meetronde or None), list_wijken(session)
    shown = [find_wijk(session, wijk)] if wijk else list(wijken)
    tellingen = count_fragmenten(session, Selectie(chosen.code, shown[0].code if wijk else None))
    cells = {(each.straat_id, each.thema_code): each for each in tellingen}
    counted = {thema_code for _, thema_code in cells}
    themas = list_themas(session, with_retired=True)
    return page(
        request,
        "citaten/tellingen.html",
        meetronde=chosen,
        meetronden=list_meetronden(session),
        wijken=wijken,
        wijk=wijk,
        themas=[each for each in themas if not each.retired_at or each.code in counted],
        straten=[(each, straten_of(session, [each])) for each in shown],
        cells=cells,
        totals={
            code: (sum(each.interviews for each in of), sum(each.citaten for each in of))
            for code in counted
            if (of := [each for each in tellingen if each.thema_code == code])
        },
    )


def _themas(
    request: Request,
    session: Session,
    *,
    problem: InvalidInput | None = None,
    typed: Mapping[str, str] | None = None,
    **context: Any,
) -> Response:
    return page(
        request,
        "citaten/themas.html",
        status=problem.status if problem else 200,
        themas=[(each, is_own(each)) for each in list_themas(session, with_retired=True)],
        problem=problem,
        typed=typed or {},
        name_length=NAME_LENGTH,
        **({"notice": None, "wrong_code": None} | context),
    )
