"""A questionnaire as frozen types, parsed from data, with the one rule for which questions are asked.

The data comes from the TOML files in `app/vragenlijsten/`; their Dutch keys are explained in the word list.
What counts as a right answer stands in `antwoorden`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

WEET_NIET = "weet_niet"
WIL_NIET_ZEGGEN = "wil_niet_zeggen"

JA = "ja"
NEE = "nee"

LADDER_RUNGS = range(1, 6)
CIJFER_RANGE = range(1, 11)


class Soort(StrEnum):
    """Of whom the questions are asked: a passer-by, a resident at a shared entrance, or a client."""

    STRAAT = "straat"
    PORTIEK = "portiek"
    KLANT = "klant"


class Vraagsoort(StrEnum):
    """The kind of answer a question takes."""

    EEN_VAN = "een_van"
    MEERDERE = "meerdere"
    LADDER = "ladder"
    CIJFER = "cijfer"
    GETAL = "getal"
    OPEN = "open"
    JA_NEE = "ja_nee"


@dataclass(frozen=True)
class Optie:
    """One of the fixed answers: what is stored, and what people read."""

    code: str
    label: str


@dataclass(frozen=True)
class AlleenAls:
    """Skip logic: the question is asked only if an earlier question has one of these answers."""

    vraag: str
    codes: frozenset[str]


@dataclass(frozen=True)
class Vraag:
    """One question of a questionnaire.

    `weet_niet_trede` marks the rung of a ladder that means "don't know": it is stored as it was given and
    counted apart. `ends_unless` ends the interview when the answer is another than this one.
    """

    key: str
    soort: Vraagsoort
    text: str
    hint: str = ""
    section: str = ""
    options: tuple[Optie, ...] = ()
    exclusive: str | None = None
    minimum: int = 0
    maximum: int = 0
    low_label: str = ""
    high_label: str = ""
    required: bool = False
    weet_niet: bool = False
    wil_niet_zeggen: bool = False
    weet_niet_trede: int | None = None
    alleen_als: AlleenAls | None = None
    ends_unless: str | None = None

    @cached_property
    def nonresponse(self) -> tuple[Optie, ...]:
        """The ways this question may be declined."""
        offered = (
            (self.weet_niet, Optie(WEET_NIET, "Weet niet")),
            (self.wil_niet_zeggen, Optie(WIL_NIET_ZEGGEN, "Wil niet zeggen")),
        )
        return tuple(optie for is_offered, optie in offered if is_offered)

    @property
    def is_numeric(self) -> bool:
        return self.soort in (Vraagsoort.LADDER, Vraagsoort.CIJFER, Vraagsoort.GETAL)

    def label_of(self, code: str) -> str:
        """The words for a stored code; a number, or a code without words, speaks for itself."""
        labels = {optie.code: optie.label for optie in (*self.options, *self.nonresponse)}
        return labels.get(code, code)


@dataclass(frozen=True)
class Vragenlijst:
    """One published version of a questionnaire; never changed once used."""

    soort: Soort
    version: int
    title: str
    introduction: str
    vragen: tuple[Vraag, ...]

    @property
    def code(self) -> str:
        """The name in addresses and files, such as `straat-v1`."""
        return f"{self.soort}-v{self.version}"

    @cached_property
    def by_key(self) -> Mapping[str, Vraag]:
        return {vraag.key: vraag for vraag in self.vragen}

    def asked(self, antwoorden: Mapping[str, object]) -> Iterator[Vraag]:
        """The questions that are put to somebody who gives these answers, in order."""
        reached: dict[str, object] = {}
        for vraag in self.vragen:
            if vraag.alleen_als and not _holds(vraag.alleen_als, reached):
                continue
            yield vraag
            answer = antwoorden.get(vraag.key)
            reached[vraag.key] = answer
            if vraag.ends_unless is not None and answer is not None and answer != vraag.ends_unless:
                return


def _holds(condition: AlleenAls, reached: Mapping[str, object]) -> bool:
    answer = reached.get(condition.vraag)
    given = answer if isinstance(answer, list) else [answer]
    return any(str(code) in condition.codes for code in given if code is not None)


def parse_vragenlijst(data: Mapping[str, Any]) -> Vragenlijst:
    """Read a questionnaire from its data (a parsed TOML file).

    Raises ValueError, naming the question, when the data contradicts itself: a key twice, a condition on a
    question that does not come earlier, a fixed choice without options, an unknown setting.
    """
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


def _check_condition(key: str, condition: AlleenAls, earlier: Mapping[str, Vraag]) -> None:
    if condition.vraag not in earlier:
        raise ValueError(f"{key}: `alleen_als` names {condition.vraag}, which is not an earlier question")
    known = {optie.code for optie in earlier[condition.vraag].options}
    if unknown := condition.codes - known:
        raise ValueError(f"{key}: `alleen_als` names {', '.join(sorted(unknown))}, which is no option there")


_KEYS = {
    "id", "soort", "tekst", "uitleg", "rubriek", "opties", "alleen", "minimum", "maximum", "laag", "hoog",
    "verplicht", "weet_niet", "wil_niet_zeggen", "weet_niet_trede", "alleen_als", "eindigt_tenzij",
}  # fmt: skip


def _parse_vraag(entry: Mapping[str, Any]) -> Vraag:
    key = entry["id"]
    if unknown := entry.keys() - _KEYS:
        raise ValueError(f"{key}: unknown setting {', '.join(sorted(unknown))}")
    soort = Vraagsoort(entry["soort"])
    options = tuple(Optie(optie["code"], optie["label"]) for optie in entry.get("opties", []))
    if soort is Vraagsoort.JA_NEE:
        options = (Optie(JA, "Ja"), Optie(NEE, "Nee"))
    if soort is Vraagsoort.LADDER and [optie.code for optie in options] != [str(r) for r in LADDER_RUNGS]:
        raise ValueError(f"{key}: a ladder has the rungs 1 to 5, in that order")
    if soort in (Vraagsoort.EEN_VAN, Vraagsoort.MEERDERE) and len(options) < 2:
        raise ValueError(f"{key}: a choice needs at least two options")
    minimum, maximum = _bounds(soort, entry)
    condition = entry.get("alleen_als")
    return Vraag(
        key=key,
        soort=soort,
        text=entry["tekst"].strip(),
        hint=entry.get("uitleg", "").strip(),
        section=entry.get("rubriek", ""),
        options=options,
        exclusive=entry.get("alleen"),
        minimum=minimum,
        maximum=maximum,
        low_label=entry.get("laag", ""),
        high_label=entry.get("hoog", ""),
        required=entry.get("verplicht", False),
        weet_niet=entry.get("weet_niet", False),
        wil_niet_zeggen=entry.get("wil_niet_zeggen", False),
        weet_niet_trede=entry.get("weet_niet_trede"),
        alleen_als=AlleenAls(condition["vraag"], frozenset(condition["is"])) if condition else None,
        ends_unless=entry.get("eindigt_tenzij"),
    )


def _bounds(soort: Vraagsoort, entry: Mapping[str, Any]) -> tuple[int, int]:
    if soort is Vraagsoort.LADDER:
        return LADDER_RUNGS[0], LADDER_RUNGS[-1]
    if soort is Vraagsoort.CIJFER:
        return CIJFER_RANGE[0], CIJFER_RANGE[-1]
    if soort is Vraagsoort.GETAL:
        return entry["minimum"], entry["maximum"]
    return 0, 0
