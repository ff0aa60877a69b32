"""Which answers are right: checked against the questionnaire, all faults at once, each naming its question.

An answer travels as JSON: a number for a ladder, a cijfer or a getal; the option's code for a choice; a list of
codes where several may be given; text for an open question. In place of any of these stands `weet_niet` or
`wil_niet_zeggen` where the question allows it. A question without an answer is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.vragenlijst import Vraag, Vraagsoort, Vragenlijst

OPEN_TEXT_LIMIT = 4000
"""The longest open answer, in characters: about a page, far more than anybody dictates in a street."""

_NUMBER_NAMES = {
    Vraagsoort.LADDER: "een trede van de ladder",
    Vraagsoort.CIJFER: "een cijfer",
    Vraagsoort.GETAL: "een getal",
}


@dataclass(frozen=True)
class Fout:
    """One fault in somebody's input: where it is, and in Dutch what to do."""

    veld: str
    melding: str


@dataclass(frozen=True)
class Antwoord:
    """One answer as it is stored and counted: a code, or the text of an open answer.

    A number is stored by its digits; several options are several of these.
    """

    vraag: str
    code: str
    text: str | None = None


OPEN_CODE = "tekst"
"""The code under which the text of an open answer is stored."""


def check(vragenlijst: Vragenlijst, antwoorden: Mapping[str, object]) -> list[Fout]:
    """Every fault in these answers, in the order of the questionnaire; an empty list when they are right."""
    asked = {vraag.key for vraag in vragenlijst.asked(antwoorden)}
    faults = [
        Fout(key, "Deze vraag staat niet in de vragenlijst. Laat het antwoord weg.")
        for key in antwoorden
        if key not in vragenlijst.by_key
    ]
    for vraag in vragenlijst.vragen:
        if (message := _fault(vraag, vraag.key in asked, antwoorden.get(vraag.key))) is not None:
            faults.append(Fout(vraag.key, message))
    return faults


def flatten(vragenlijst: Vragenlijst, antwoorden: Mapping[str, object]) -> Iterator[Antwoord]:
    """The checked answers in the form in which they are stored, in the order of the questionnaire."""
    for vraag in vragenlijst.vragen:
        answer = antwoorden.get(vraag.key)
        if answer is None:
            continue
        if vraag.soort is Vraagsoort.OPEN and answer not in _declined(vraag):
            yield Antwoord(vraag.key, OPEN_CODE, str(answer))
        else:
            for code in answer if isinstance(answer, list) else [answer]:
                yield Antwoord(vraag.key, str(code))


def unflatten(vragenlijst: Vragenlijst, stored: Iterable[Antwoord]) -> dict[str, object]:
    """The stored answers in the form in which they travel, in the order of the questionnaire."""
    found: dict[str, list[Antwoord]] = {}
    for antwoord in stored:
        found.setdefault(antwoord.vraag, []).append(antwoord)
    return {vraag.key: _value(vraag, found[vraag.key]) for vraag in vragenlijst.vragen if vraag.key in found}


def in_words(vraag: Vraag, answer: object) -> str:
    """An answer as people read it."""
    if answer is None:
        return "geen antwoord"
    given = answer if isinstance(answer, list) else [answer]
    return ", ".join(vraag.label_of(str(code)) for code in given)


def lapsed(vragenlijst: Vragenlijst, antwoorden: Mapping[str, object]) -> list[Vraag]:
    """The questions that are answered here, but are skipped with somebody who gives these answers."""
    asked = {vraag.key for vraag in vragenlijst.asked(antwoorden)}
    return [vraag for vraag in vragenlijst.vragen if vraag.key in antwoorden and vraag.key not in asked]


def text_fault(text: str, limit: int) -> str | None:
    """What is wrong with something that somebody wrote: too long, or no text."""
    if len(text) > limit:
        return f"Deze tekst is {len(text)} tekens lang. Maak hem korter: hoogstens {limit} tekens."
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        return "In deze tekst staat een teken dat geen tekst is. Haal het weg."
    return None


def _value(vraag: Vraag, stored: list[Antwoord]) -> object:
    first = stored[0]
    declined = first.code in _declined(vraag)
    if first.code == OPEN_CODE and first.text is not None:
        return first.text
    if vraag.is_numeric and not declined:
        return int(first.code)
    if vraag.soort is Vraagsoort.MEERDERE and not declined:
        return sorted(antwoord.code for antwoord in stored)
    return first.code


def _declined(vraag: Vraag) -> list[str]:
    return [optie.code for optie in vraag.nonresponse]


def _fault(vraag: Vraag, is_asked: bool, answer: object) -> str | None:
    if answer is None:
        return "Deze vraag is verplicht. Geef een antwoord." if vraag.required and is_asked else None
    if not is_asked:
        return "Deze vraag hoort u over te slaan na een eerder antwoord. Haal dit antwoord weg."
    if isinstance(answer, str) and answer in _declined(vraag):
        return None
    return _CHECKS[vraag.soort](vraag, answer)


def _check_number(vraag: Vraag, answer: object) -> str | None:
    what = f"{_NUMBER_NAMES[vraag.soort]} van {vraag.minimum} tot en met {vraag.maximum}"
    if isinstance(answer, str) and answer.strip().lstrip("-").isdigit():
        return f"Het getal staat tussen aanhalingstekens. Stuur {what} als getal."
    if isinstance(answer, bool) or not isinstance(answer, int):
        return f"Geef {what}, zonder cijfers achter de komma."
    return None if vraag.minimum <= answer <= vraag.maximum else f"Geef {what}."


def _check_choice(vraag: Vraag, answer: object) -> str | None:
    codes = [optie.code for optie in vraag.options]
    return None if answer in codes else f"Kies een van: {', '.join(codes)}."


def _check_choices(vraag: Vraag, answer: object) -> str | None:
    codes = [optie.code for optie in vraag.options]
    if not isinstance(answer, list) or not answer or any(code not in codes for code in answer):
        return f"Kies een of meer van: {', '.join(codes)}."
    if len(set(answer)) < len(answer):
        return "Elk antwoord mag maar een keer voorkomen."
    if vraag.exclusive in answer and len(answer) > 1:
        return f"“{vraag.label_of(str(vraag.exclusive))}” kan niet samen met een ander antwoord. Kies een van beide."
    return None


def _check_text(_vraag: Vraag, answer: object) -> str | None:
    if not isinstance(answer, str):
        return "Geef het antwoord als tekst."
    if not answer.strip():
        return "Dit antwoord is leeg. Laat de vraag weg of schrijf een antwoord op."
    return text_fault(answer, OPEN_TEXT_LIMIT)


_CHECKS: Mapping[Vraagsoort, Callable[[Vraag, object], str | None]] = {
    Vraagsoort.LADDER: _check_number,
    Vraagsoort.CIJFER: _check_number,
    Vraagsoort.GETAL: _check_number,
    Vraagsoort.EEN_VAN: _check_choice,
    Vraagsoort.JA_NEE: _check_choice,
    Vraagsoort.MEERDERE: _check_choices,
    Vraagsoort.OPEN: _check_text,
}
