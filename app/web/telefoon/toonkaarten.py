"""The toonkaart for the phone, as JSON: which languages there are, and every text in one of them, to keep offline."""

from typing import Any

from fastapi import APIRouter

from app.domain.toonkaart import Kaartvraag, Taal
from app.errors import NotFound
from app.security import Interviewer
from app.vragenlijsten.toonkaarten import all_toonkaarten
from app.web.pages import in_dutch_language

router = APIRouter(prefix="/telefoon/toonkaarten")


@router.get("")
def list_talen(_: Interviewer) -> list[dict[str, Any]]:
    """The languages to choose from, Dutch first."""
    return [_taal(kaart.taal) for kaart in all_toonkaarten().values()]


@router.get("/{taal}")
def get_toonkaart(_: Interviewer, taal: str) -> dict[str, Any]:
    """Each question once under `vragen`; where a questionnaire words it otherwise, whole again under `afwijkend`."""
    if taal not in all_toonkaarten():
        raise NotFound(f"Er is geen toonkaart in de taal “{taal}”. Kies uit: {', '.join(all_toonkaarten())}.")
    kaart = all_toonkaarten()[taal]
    return {
        **_taal(kaart.taal),
        "woorden": kaart.woorden,
        "vragen": {key: _vraag(vraag) for key, vraag in kaart.shared().items()},
        "afwijkend": {
            soort: {key: _vraag(vraag) for key, vraag in vragen.items()} for soort, vragen in kaart.deviating().items()
        },
    }


def _taal(taal: Taal) -> dict[str, Any]:
    return {
        "code": taal.code,
        "naam": taal.name,
        "inHetNederlands": in_dutch_language(taal.code),
        "richting": taal.richting,
        "concept": taal.is_concept,
    }


def _vraag(vraag: Kaartvraag) -> dict[str, Any]:
    return {
        "tekst": vraag.text,
        "uitleg": vraag.hint,
        "laag": vraag.low_label,
        "hoog": vraag.high_label,
        "opties": {optie.code: optie.label for optie in vraag.options},
    }
