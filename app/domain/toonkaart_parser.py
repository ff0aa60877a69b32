"""Reading a translation of the toonkaart from its data: the TOML files in `app/vragenlijsten/talen/`.

A question stands once under `vragen`; what one questionnaire words otherwise stands under the name of its kind, and an
empty text there takes the shared one away.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.toonkaart import (
    WOORDEN,
    Kaartvraag,
    Richting,
    Taal,
    Taalstatus,
    Toonkaart,
    has_card,
    hint_on_card,
)
from app.domain.vragenlijst import JA, NEE, Optie, Soort, Vraag, Vraagsoort, Vragenlijst
from app.domain.vragenlijst_parser import check_settings

_TAAL = {"code": str, "naam": str, "richting": str, "status": str, "woorden": dict, "vragen": dict}
_DEVIATING = {str(soort): dict for soort in Soort}


def parse_toonkaart(data: Mapping[str, Any], vragenlijsten: Sequence[Vragenlijst]) -> Toonkaart:
    """Read a translation of these questionnaires from its data (a parsed TOML file).

    Raises ValueError, naming the question, when a text is missing, or stands there for a question or an option that
    is not asked: half a card would be shown to a respondent, and a slip would go unseen.
    """
    check_settings("taal", data, _TAAL, _DEVIATING)
    woorden = _filled(data["woorden"])
    check_settings("woorden", woorden, dict.fromkeys(WOORDEN, str))
    kaart = Toonkaart(
        Taal(data["code"], data["naam"], Richting(data["richting"]), Taalstatus(data["status"])),
        woorden,
        {
            vragenlijst.soort: {
                vraag.key: _kaartvraag(vragenlijst.soort, vraag, data, woorden)
                for vraag in vragenlijst.vragen
                if has_card(vraag)
            }
            for vragenlijst in vragenlijsten
        },
    )
    _refuse_leftovers("vragen", data["vragen"], kaart.shared())
    for soort in Soort:
        _refuse_leftovers(soort, data.get(soort, {}), kaart.vragen.get(soort, {}))
    return kaart


def _kaartvraag(soort: Soort, vraag: Vraag, data: Mapping[str, Any], woorden: Mapping[str, str]) -> Kaartvraag:
    name = f"{soort}.{vraag.key}"
    shared, own = (_entry(name, data.get(section, {}), vraag.key) for section in ("vragen", soort))
    given = _filled({**shared, **own})
    if "opties" in given:
        given["opties"] = _filled({**shared.get("opties", {}), **own.get("opties", {})})
    check_settings(name, given, _expected(vraag))
    return Kaartvraag(
        text=given["tekst"].strip(),
        hint=given.get("uitleg", ""),
        low_label=given.get("laag", ""),
        high_label=given.get("hoog", ""),
        options=_options(name, vraag, given.get("opties", {}), woorden),
    )


def _entry(name: str, section: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    entry = section.get(key, {})
    if not isinstance(entry, Mapping) or not isinstance(entry.get("opties", {}), Mapping):
        raise ValueError(f"{name}: {entry!r} is no table of texts")
    return entry


def _filled(texts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: text for key, text in texts.items() if not isinstance(text, str) or text.strip()}


def _expected(vraag: Vraag) -> dict[str, type]:
    expected: dict[str, type] = {"tekst": str}
    if hint_on_card(vraag):
        expected["uitleg"] = str
    if vraag.low_label:
        expected |= {"laag": str, "hoog": str}
    if vraag.options and vraag.soort is not Vraagsoort.JA_NEE:
        expected["opties"] = dict
    return expected


def _options(name: str, vraag: Vraag, labels: Mapping[str, str], woorden: Mapping[str, str]) -> tuple[Optie, ...]:
    if vraag.soort is Vraagsoort.JA_NEE:
        return Optie(JA, woorden[JA]), Optie(NEE, woorden[NEE])
    check_settings(f"{name}.opties", labels, {optie.code: str for optie in vraag.options})
    return tuple(Optie(optie.code, labels[optie.code]) for optie in vraag.options)


def _refuse_leftovers(name: str, given: Mapping[str, object], asked: Mapping[str, object]) -> None:
    if unknown := given.keys() - asked.keys():
        raise ValueError(f"{name}: no question with fixed answers is called {', '.join(sorted(unknown))}")
