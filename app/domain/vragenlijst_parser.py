"""Reading a questionnaire from its data: the TOML files in `app/vragenlijsten/`.

Their Dutch keys are explained in the word list.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.domain.vragenlijst import (
    CIJFER_RANGE,
    JA,
    LADDER_RUNGS,
    NEE,
    WEET_NIET,
    WIL_NIET_ZEGGEN,
    AlleenAls,
    Optie,
    Soort,
    Vraag,
    Vraagsoort,
    Vragenlijst,
)

_Settings = Mapping[str, type]

_VRAGENLIJST: _Settings = {"soort": str, "versie": int, "titel": str, "inleiding": str, "vragen": list}
_VRAAG: _Settings = {"id": str, "soort": str, "tekst": str}
_VRAAG_OPTIONAL: _Settings = {
    "uitleg": str, "rubriek": str, "opties": list, "alleen": str, "minimum": int, "maximum": int, "laag": str,
    "hoog": str, "verplicht": bool, "weet_niet": bool, "wil_niet_zeggen": bool, "weet_niet_trede": int,
    "alleen_als": dict, "eindigt_tenzij": str,
}  # fmt: skip
_OPTIE: _Settings = {"code": str, "label": str}
_ALLEEN_ALS: _Settings = {"vraag": str, "is": list}


def parse_vragenlijst(data: Mapping[str, Any]) -> Vragenlijst:
    """Read a questionnaire from its data (a parsed TOML file).

    Raises ValueError, naming the question, when the data contradicts itself: a key twice, a condition on a
    question that does not come earlier, a fixed choice without options, a setting that is unknown or missing.
    """
    check_settings("vragenlijst", data, _VRAGENLIJST)
    vragen: list[Vraag] = []
    for entry in data["vragen"]:
        vraag = _parse_vraag(entry)
        earlier = {known.key: known for known in vragen}
        if vraag.key in earlier:
            raise ValueError(f"{vraag.key}: this key is used twice")
        if vraag.alleen_als:
            _check_condition(vraag.key, vraag.alleen_als, earlier)
        vragen.append(vraag)
    return Vragenlijst(
        soort=Soort(data["soort"]),
        version=data["versie"],
        title=data["titel"],
        introduction=data["inleiding"].strip(),
        vragen=tuple(vragen),
    )


def check_settings(name: str, given: object, required: _Settings, optional: _Settings = MappingProxyType({})) -> None:
    """Raises ValueError, naming the setting, when one is missing, unknown or of another type than it must be."""
    if not isinstance(given, Mapping):
        raise ValueError(f"{name}: {given!r} is no table of settings")
    if missing := required.keys() - given.keys():
        raise ValueError(f"{name}: missing setting {', '.join(sorted(missing))}")
    known = {**required, **optional}
    if unknown := given.keys() - known.keys():
        raise ValueError(f"{name}: unknown setting {', '.join(sorted(unknown))}")
    for key, value in given.items():
        if type(value) is not known[key]:
            raise ValueError(f"{name}: `{key}` must be a {known[key].__name__}, not {value!r}")


def _check_condition(key: str, condition: AlleenAls, earlier: Mapping[str, Vraag]) -> None:
    if condition.vraag not in earlier:
        raise ValueError(f"{key}: `alleen_als` names {condition.vraag}, which is not an earlier question")
    asked = earlier[condition.vraag]
    known = {optie.code for optie in (*asked.options, *asked.nonresponse)}
    if unknown := condition.codes - known:
        raise ValueError(f"{key}: `alleen_als` names {', '.join(sorted(unknown))}, which is no option there")


def _parse_vraag(entry: Mapping[str, Any]) -> Vraag:
    key = str(entry.get("id", "vragen")) if isinstance(entry, Mapping) else "vragen"
    check_settings(key, entry, _VRAAG, _VRAAG_OPTIONAL)
    if entry["soort"] not in list(Vraagsoort):
        raise ValueError(f"{key}: there is no kind of question {entry['soort']}")
    soort = Vraagsoort(entry["soort"])
    minimum, maximum = _bounds(key, soort, entry)
    vraag = Vraag(
        key=key,
        soort=soort,
        text=entry["tekst"].strip(),
        hint=entry.get("uitleg", "").strip(),
        section=entry.get("rubriek", ""),
        options=_options(key, soort, entry),
        exclusive=entry.get("alleen"),
        minimum=minimum,
        maximum=maximum,
        low_label=entry.get("laag", ""),
        high_label=entry.get("hoog", ""),
        required=entry.get("verplicht", False),
        weet_niet=entry.get("weet_niet", False),
        wil_niet_zeggen=entry.get("wil_niet_zeggen", False),
        weet_niet_trede=entry.get("weet_niet_trede"),
        alleen_als=_condition(key, entry.get("alleen_als")),
        ends_unless=entry.get("eindigt_tenzij"),
    )
    _check_options(vraag)
    return vraag


def _options(key: str, soort: Vraagsoort, entry: Mapping[str, Any]) -> tuple[Optie, ...]:
    if soort is Vraagsoort.JA_NEE:
        return Optie(JA, "Ja"), Optie(NEE, "Nee")
    options = entry.get("opties", [])
    for optie in options:
        check_settings(key, optie, _OPTIE)
    return tuple(Optie(optie["code"], optie["label"]) for optie in options)


def _condition(key: str, condition: Mapping[str, Any] | None) -> AlleenAls | None:
    if condition is None:
        return None
    check_settings(f"{key}: `alleen_als`", condition, _ALLEEN_ALS)
    return AlleenAls(condition["vraag"], frozenset(str(code) for code in condition["is"]))


def _bounds(key: str, soort: Vraagsoort, entry: Mapping[str, Any]) -> tuple[int, int]:
    if soort is Vraagsoort.LADDER:
        return LADDER_RUNGS[0], LADDER_RUNGS[-1]
    if soort is Vraagsoort.CIJFER:
        return CIJFER_RANGE[0], CIJFER_RANGE[-1]
    if soort is Vraagsoort.GETAL:
        minimum, maximum = entry.get("minimum"), entry.get("maximum")
        if minimum is None or maximum is None or minimum > maximum:
            raise ValueError(f"{key}: a number needs a minimum and a maximum, in that order")
        return minimum, maximum
    return 0, 0


def _check_options(vraag: Vraag) -> None:
    codes = [optie.code for optie in vraag.options]
    if vraag.soort is Vraagsoort.LADDER and codes != [str(rung) for rung in LADDER_RUNGS]:
        raise ValueError(f"{vraag.key}: a ladder has the rungs 1 to 5, in that order")
    if vraag.soort in (Vraagsoort.EEN_VAN, Vraagsoort.MEERDERE) and len(codes) < 2:
        raise ValueError(f"{vraag.key}: a choice needs at least two options")
    if len(set(codes)) < len(codes):
        raise ValueError(f"{vraag.key}: an option stands there twice")
    if reserved := {WEET_NIET, WIL_NIET_ZEGGEN} & set(codes):
        raise ValueError(f"{vraag.key}: {reserved.pop()} is a setting of the question, not an option")
    named = (("alleen", vraag.exclusive), ("eindigt_tenzij", vraag.ends_unless))
    for setting, code in (*named, ("weet_niet_trede", vraag.weet_niet_trede)):
        if code is not None and str(code) not in codes:
            raise ValueError(f"{vraag.key}: `{setting}` names {code}, which is no option")
