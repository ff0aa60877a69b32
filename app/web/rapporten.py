"""What is handed over of a wijk: the report and the cards for residents, on the screen, on paper and as a PDF."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.domain.onderdeel import Onderdeel
from app.domain.tevredenheid import SATISFIED_FROM
from app.errors import ChangedMeanwhile, InvalidInput, NotFound, Problem
from app.gebieden import find_wijk, list_meetronden, list_wijken
from app.interviews import local_date
from app.models import Meetronde, Wijk
from app.overzichten import find_meetronde, option_labels
from app.rapporten import (
    Cijfers,
    change_tekst,
    draw_up_kaarten,
    gather_citaten,
    gather_figures,
    huisteksten,
    limit_of,
    read_teksten,
)
from app.referentiecijfers import beside_wijk
from app.security import Coordinator
from app.settings import settings_of
from app.vaststelling import list_published
from app.vaststelling.writing import Maatstaf
from app.web.beelden.rapport import draw_ladder, draw_rapport
from app.web.dossier import chosen_from
from app.web.pages import page, redirect
from app.web.pdf import make_pdf

router = APIRouter(prefix="/rapporten")


@dataclass(frozen=True)
class Waarover:
    """The wijk and the meetronde that something is handed over of."""

    meetronde: Meetronde
    wijk: Wijk

    @property
    def address(self) -> str:
        return f"/rapporten/{self.meetronde.code}/{self.wijk.code}"


def waarover(session: DbSession, meetronde: str, wijk: str) -> Waarover:
    """What the address names; raises NotFound."""
    return Waarover(find_meetronde(session, meetronde), find_wijk(session, wijk))


Over = Annotated[Waarover, Depends(waarover, scope="function")]


@router.get("")
def show_rapporten(request: Request, session: DbSession, _: Coordinator) -> Response:
    published = {meetronde.code: vaststelling for meetronde, vaststelling in list_published(session)}
    return page(
        request,
        "rapporten/rapporten.html",
        meetronden=[(each, published.get(each.code)) for each in list_meetronden(session)],
        wijken=list_wijken(session),
    )


@router.get("/{meetronde}/{wijk}")
def show_rapport(request: Request, session: DbSession, _: Coordinator, over: Over) -> Response:
    return page(request, "rapporten/rapport.html", **_rapport(request, session, over))


@router.get("/{meetronde}/{wijk}/pdf")
def show_rapport_pdf(request: Request, session: DbSession, _: Coordinator, over: Over) -> Response:
    return _as_pdf(request, "rapporten/rapport_papier.html", f"rapport-{_name(over)}", _rapport(request, session, over))


@router.get("/{meetronde}/{wijk}/kaarten")
def show_kaarten(request: Request, session: DbSession, _: Coordinator, over: Over, straat: str = "") -> Response:
    return page(request, "rapporten/kaarten.html", **_kaarten(request, session, over, straat))


@router.get("/{meetronde}/{wijk}/kaarten/pdf")
def show_kaarten_pdf(request: Request, session: DbSession, _: Coordinator, over: Over, straat: str = "") -> Response:
    """All straten of the wijk in one file, a page each, or one of them."""
    found = _kaarten(request, session, over, straat)
    return _as_pdf(request, "rapporten/kaarten_papier.html", f"kaarten-{_name(over)}", found)


@router.get("/{meetronde}/{wijk}/teksten")
def show_teksten(request: Request, session: DbSession, _: Coordinator, over: Over, klaar: str = "") -> Response:
    return _teksten(request, session, over, done=chosen_from(Onderdeel, klaar, "klaar"))


@router.post("/{meetronde}/{wijk}/teksten/{onderdeel}")
def submit_tekst(
    request: Request,
    session: DbSession,
    _: Coordinator,
    over: Over,
    onderdeel: str,
    tekst: Annotated[str, Form(max_length=20_000)] = "",
    gezien: Annotated[str, Form(max_length=20_000)] = "",
    terug: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Keep other words; when that cannot be, the page comes back with what was typed."""
    if onderdeel not in set(Onderdeel):
        raise NotFound("Dit onderdeel heeft het rapport niet. Kies er een van de pagina met teksten.")
    part = Onderdeel(onderdeel)
    # A browser sends a new line as two characters; people typed one.
    typed, seen = tekst.replace("\r\n", "\n"), gezien.replace("\r\n", "\n")
    words = huisteksten()[part].text if terug else typed
    try:
        change_tekst(session, over.meetronde, over.wijk, part, words, seen=seen)
    except (InvalidInput, ChangedMeanwhile) as problem:
        return _teksten(request, session, over, problem=problem, typed={part: typed})
    return redirect(f"{over.address}/teksten?klaar={part}#{part}")


def _rapport(request: Request, session: Session, over: Waarover) -> dict[str, Any]:
    cijfers = _figures(request, session, over)
    return _about(over, cijfers) | {
        "beelden": draw_rapport(cijfers),
        "citaten": gather_citaten(session, cijfers),
        "teksten": read_teksten(session, over.meetronde, over.wijk),
        "titels": huisteksten(),
        "referentie": beside_wijk(session, over.wijk),
        "treden": {code: label.split(":")[0] for code, label in option_labels("straatladder").items()},
        "satisfied_from": SATISFIED_FROM,
    }


def _kaarten(request: Request, session: Session, over: Waarover, straat: str) -> dict[str, Any]:
    cijfers = _figures(request, session, over)
    kaarten = draw_up_kaarten(cijfers, straat or None)
    if straat and not kaarten:
        raise NotFound(f"Deze straat is er niet in {over.wijk.name}.")
    return _about(over, cijfers) | {
        "kaarten": [(each, draw_ladder("straatladder", each.ladder) if each.ladder else None) for each in kaarten],
        "straten": cijfers.told.straten,
        "straat": straat,
        "tekst": read_teksten(session, over.meetronde, over.wijk)[Onderdeel.KAART],
    }


def _figures(request: Request, session: Session, over: Waarover) -> Cijfers:
    settings = settings_of(request)
    maatstaf = Maatstaf(settings.publication_threshold, settings.normen)
    return gather_figures(session, over.meetronde, over.wijk, maatstaf)


def _about(over: Waarover, cijfers: Cijfers) -> dict[str, Any]:
    return {"over": over, "cijfers": cijfers, "publicatie": cijfers.told, "today": local_date(datetime.now(UTC))}


def _teksten(
    request: Request,
    session: Session,
    over: Waarover,
    *,
    problem: Problem | None = None,
    typed: Mapping[Onderdeel, str] | None = None,
    done: Onderdeel | None = None,
) -> Response:
    return page(
        request,
        "rapporten/teksten.html",
        status=problem.status if problem else 200,
        over=over,
        teksten=read_teksten(session, over.meetronde, over.wijk),
        huisteksten=huisteksten(),
        problem=problem,
        typed=typed or {},
        done=done,
        limit_of=limit_of,
    )


def _as_pdf(request: Request, template: str, name: str, context: dict[str, Any]) -> Response:
    written = make_pdf(bytes(page(request, template, **context).body).decode())
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return Response(written, media_type="application/pdf", headers=headers)


def _name(over: Waarover) -> str:
    return f"{over.wijk.code}-{over.meetronde.code}"
