"""A small questionnaire with every kind of question, to try the rules on without the published ones in the way."""

from typing import Any

from app.domain.vragenlijst import Vragenlijst
from app.domain.vragenlijst_parser import parse_vragenlijst


def vraag(key: str, soort: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "soort": soort, "tekst": f"Vraag {key}?", **more}


def options(*codes: str) -> list[dict[str, str]]:
    return [{"code": code, "label": code.capitalize()} for code in codes]


def parse(*vragen: dict[str, Any]) -> Vragenlijst:
    return parse_vragenlijst(
        {"soort": "straat", "versie": 7, "titel": "Proef", "inleiding": " Kort. ", "vragen": list(vragen)}
    )


RUNGS = options("1", "2", "3", "4", "5")

EVERY_KIND = parse(
    vraag("toestemming", "ja_nee", verplicht=True, eindigt_tenzij="ja"),
    vraag("kleur", "een_van", opties=options("rood", "groen", "blauw"), verplicht=True, weet_niet=True),
    vraag("waarom_rood", "open", alleen_als={"vraag": "kleur", "is": ["rood"]}, verplicht=True),
    vraag("overlast", "meerdere", opties=options("geluid", "afval", "geen"), alleen="geen", wil_niet_zeggen=True),
    vraag("hoeveel_geluid", "cijfer", alleen_als={"vraag": "overlast", "is": ["geluid"]}, verplicht=True),
    vraag("ladder", "ladder", opties=RUNGS, weet_niet_trede=1, wil_niet_zeggen=True),
    vraag("weken", "getal", minimum=0, maximum=104, weet_niet=True),
    vraag("verder", "open"),
)
