"""The codebook of an export: its variables, what every value means, and how the answers of an interview become values.

A value is the code under which the answer is stored, and a number where the answer is one. What is no answer is never a
number that somebody could average: it has a code of its own, and is empty where the question was not asked. SPSS wants
numbers, so every code has one of those too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from app.domain.antwoorden import Antwoord
from app.domain.vragenlijst import WEET_NIET, WIL_NIET_ZEGGEN, Vraag, Vraagsoort, Vragenlijst

Value = int | str | None
"""A number, a code or a text; None when the question was not asked."""

GEEN_ANTWOORD = "geen_antwoord"
NOT_ASKED = ""

DECLINED = (WEET_NIET, WIL_NIET_ZEGGEN)


class Meetniveau(StrEnum):
    """What may be done with the values of a variable."""

    NOMINAAL = "nominaal"
    ORDINAAL = "ordinaal"
    GETAL = "getal"
    TEKST = "tekst"


@dataclass(frozen=True)
class Waarde:
    """One value that a variable can have: its code, its number in SPSS, and what it means in which questionnaires."""

    code: str
    number: int
    label: str
    vragenlijsten: tuple[str, ...] = ()
    is_missing: bool = False


MISSING = (
    Waarde(WIL_NIET_ZEGGEN, -9, "Wil niet zeggen", is_missing=True),
    Waarde(WEET_NIET, -8, "Weet niet", is_missing=True),
    Waarde(NOT_ASKED, -7, "Niet gevraagd", is_missing=True),
    Waarde(GEEN_ANTWOORD, -6, "Wel gevraagd, geen antwoord", is_missing=True),
)
"""What is no answer. In the order of their numbers, without a gap: SPSS knows them as one range."""

GENOEMD = ("Niet genoemd", "Genoemd")
"""What 0 and 1 mean, where several answers may be given."""


@dataclass(frozen=True)
class Variabele:
    """One column. `texts` are the wordings of its question, each with the questionnaires that word it so.

    `vraag` is None for what is known of the interview itself.
    """

    name: str
    meetniveau: Meetniveau
    texts: tuple[tuple[str, tuple[str, ...]], ...]
    waarden: tuple[Waarde, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    vraag: str | None = None
    option: str | None = None

    @property
    def label(self) -> str:
        """The newest wording."""
        return self.texts[-1][0]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number in SPSS of every code."""
        return {waarde.code: waarde.number for waarde in self.waarden}


@dataclass(frozen=True)
class Codeboek:
    """The variables that hold the answers, in the order of the questionnaires."""

    variabelen: tuple[Variabele, ...]

    def values(self, vragenlijst: Vragenlijst, antwoorden: Iterable[Antwoord]) -> list[Value]:
        """The values of one interview, one for each variable."""
        given = _by_vraag(antwoorden)
        said = {key: [each.code for each in answers] for key, answers in given.items()}
        asked = {vraag.key for vraag in vragenlijst.asked({key: _plain(codes) for key, codes in said.items()})}
        return [
            _value(vragenlijst.by_key[variabele.vraag], variabele.option, given.get(variabele.vraag, ()))
            if variabele.vraag in asked
            else None
            for variabele in self.variabelen
        ]

    def answers(self, vragenlijst: Vragenlijst, antwoorden: Iterable[Antwoord]) -> Iterator[tuple[str, Value]]:
        """The same interview answer by answer: the question and the value; several answers are several of these."""
        given, vragen = _by_vraag(antwoorden), dict.fromkeys(each.vraag for each in self.variabelen)
        for vraag in vragenlijst.vragen:
            for antwoord in given.get(vraag.key, ()) if vraag.key in vragen else ():
                several = vraag.soort is Vraagsoort.MEERDERE and antwoord.code not in DECLINED
                yield vraag.key, antwoord.code if several else _value(vraag, None, (antwoord,))


def build_codeboek(
    every: Sequence[Vragenlijst], chosen: Sequence[Vragenlijst], *, with_text: bool, split: bool
) -> Codeboek:
    """The codebook for interviews with the chosen questionnaires; `split` gives each of several answers a column.

    The numbers of SPSS follow from every questionnaire there is, so that they are the same whatever was chosen, and a
    later version only adds to them. Without text the open questions are left out. Raises ValueError when two
    questionnaires ask something of a different kind under one name.
    """
    asked: dict[str, list[tuple[Vragenlijst, Vraag]]] = {}
    for vragenlijst in every:
        for vraag in vragenlijst.vragen:
            asked.setdefault(vraag.key, []).append((vragenlijst, vraag))
    wanted = dict.fromkeys(vraag.key for vragenlijst in chosen for vraag in vragenlijst.vragen)
    codes = {vragenlijst.code for vragenlijst in chosen}
    variabelen = [variabele for key in wanted for variabele in _variabelen(key, asked[key], codes, split=split)]
    return Codeboek(tuple(each for each in variabelen if with_text or each.meetniveau is not Meetniveau.TEKST))


def _variabelen(
    key: str, asked: Sequence[tuple[Vragenlijst, Vraag]], chosen: set[str], *, split: bool
) -> Iterator[Variabele]:
    """The columns of one question: one, or of several answers one for each."""
    soorten = {vraag.soort for _, vraag in asked}
    if len(soorten) > 1:
        raise ValueError(f"{key}: asked as {', '.join(sorted(soorten))}; another kind of question needs another name")
    soort = soorten.pop()
    here = [(vragenlijst.code, vraag) for vragenlijst, vraag in asked if vragenlijst.code in chosen]
    missing = _missing([vraag for _, vraag in here])
    if soort is Vraagsoort.MEERDERE and split:
        yield from _of_several(key, here, missing)
        return
    is_numeric = soort in (Vraagsoort.LADDER, Vraagsoort.CIJFER, Vraagsoort.GETAL)
    yield Variabele(
        key,
        _MEETNIVEAUS.get(soort, Meetniveau.NOMINAAL),
        _grouped((vraag.text, code) for code, vraag in here),
        _options(asked, chosen) + missing,
        minimum=min(vraag.minimum for _, vraag in here) if is_numeric else None,
        maximum=max(vraag.maximum for _, vraag in here) if is_numeric else None,
        vraag=key,
    )


_MEETNIVEAUS = {
    Vraagsoort.LADDER: Meetniveau.ORDINAAL,
    Vraagsoort.CIJFER: Meetniveau.GETAL,
    Vraagsoort.GETAL: Meetniveau.GETAL,
    Vraagsoort.OPEN: Meetniveau.TEKST,
}


def _of_several(key: str, here: Sequence[tuple[str, Vraag]], missing: tuple[Waarde, ...]) -> Iterator[Variabele]:
    texts: dict[str, list[tuple[str, str]]] = {}
    for code, vraag in here:
        for optie in vraag.options:
            texts.setdefault(optie.code, []).append((f"{vraag.text} {optie.label}", code))
    said = tuple(Waarde(str(number), number, label) for number, label in enumerate(GENOEMD))
    for option, pairs in texts.items():
        # With a dot, that no key has: `diensten` has an option `anders`, and there is a question `diensten_anders`.
        name = f"{key}.{option}"
        yield Variabele(name, Meetniveau.NOMINAAL, _grouped(pairs), said + missing, vraag=key, option=option)


def _options(asked: Sequence[tuple[Vragenlijst, Vraag]], chosen: set[str]) -> tuple[Waarde, ...]:
    """Every fixed answer that the chosen questionnaires offer, numbered over all of them as they came."""
    numbers: dict[str, int] = {}
    offered: list[tuple[tuple[str, str], str]] = []
    for vragenlijst, vraag in asked:
        for code, label in _labelled(vraag):
            number = int(code) if vraag.is_numeric else numbers.get(code, len(numbers) + 1)
            numbers.setdefault(code, number)
            if vragenlijst.code in chosen:
                offered.append(((code, label), vragenlijst.code))
    return tuple(Waarde(code, numbers[code], label, lists) for (code, label), lists in _grouped(offered))


def _labelled(vraag: Vraag) -> list[tuple[str, str]]:
    """Codes with words; of a grade only both ends have any, and a rung for "don't know" is no rung."""
    ends = ((str(vraag.minimum), vraag.low_label), (str(vraag.maximum), vraag.high_label))
    rung = str(vraag.weet_niet_trede)
    return [(optie.code, optie.label) for optie in vraag.options if optie.code != rung] or [
        (code, label) for code, label in ends if label
    ]


def _missing(vragen: Sequence[Vraag]) -> tuple[Waarde, ...]:
    """What is no answer, as far as these questions can be left without one in that way."""
    possible = {NOT_ASKED, GEEN_ANTWOORD}
    for vraag in vragen:
        possible |= {optie.code for optie in vraag.nonresponse}
        possible |= {WEET_NIET} if vraag.weet_niet_trede is not None else set()
    return tuple(waarde for waarde in MISSING if waarde.code in possible)


Thing = TypeVar("Thing")


def _grouped(pairs: Iterable[tuple[Thing, str]]) -> tuple[tuple[Thing, tuple[str, ...]], ...]:
    """Each thing once, with every questionnaire that has it."""
    found: dict[Thing, list[str]] = {}
    for thing, code in pairs:
        found.setdefault(thing, []).append(code)
    return tuple((thing, tuple(codes)) for thing, codes in found.items())


def _by_vraag(antwoorden: Iterable[Antwoord]) -> dict[str, list[Antwoord]]:
    found: dict[str, list[Antwoord]] = {}
    for antwoord in antwoorden:
        found.setdefault(antwoord.vraag, []).append(antwoord)
    return found


def _plain(codes: list[str]) -> object:
    """Codes as the rule for what is asked knows them: one by itself, several as a list."""
    return codes[0] if len(codes) == 1 else codes


def _value(vraag: Vraag, option: str | None, given: Sequence[Antwoord]) -> Value:
    if not given:
        return GEEN_ANTWOORD
    code = given[0].code
    if code in DECLINED:
        return code
    if vraag.weet_niet_trede is not None and code == str(vraag.weet_niet_trede):
        return WEET_NIET
    if option is not None:
        return int(any(antwoord.code == option for antwoord in given))
    if vraag.is_numeric:
        return int(code)
    return given[0].text if vraag.soort is Vraagsoort.OPEN else code
