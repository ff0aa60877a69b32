"""From a posted form to answers, and back to what the form must show again.

A form knows only text: `schoon=6`, `overlast=geluid` more than once, nothing at all for a question that was left open.
Next to a field in which people type stands `<vraag>.niet`, for those who do not know or do not want to say.
"""

from collections.abc import Mapping, Sequence

from app.domain.vragenlijst import Vraag, Vraagsoort, Vragenlijst

NOT_SUFFIX = ".niet"

Fields = Mapping[str, Sequence[str]]


def read_form(vragenlijst: Vragenlijst, fields: Fields) -> dict[str, object]:
    """The answers in a form, still to be checked; what cannot be an answer is kept as it was typed."""
    answers = {vraag.key: _read(vraag, fields) for vraag in vragenlijst.vragen}
    return {key: answer for key, answer in answers.items() if answer is not None}


def as_fields(vragenlijst: Vragenlijst, answers: Mapping[str, object]) -> dict[str, list[str]]:
    """The fields of a form that shows these answers."""
    fields = {}
    for vraag in vragenlijst.vragen:
        answer = answers.get(vraag.key)
        declined = isinstance(answer, str) and answer in [optie.code for optie in vraag.nonresponse]
        is_typed = vraag.soort in (Vraagsoort.OPEN, Vraagsoort.GETAL)
        if answer is not None:
            given = answer if isinstance(answer, list) else [answer]
            fields[vraag.key + (NOT_SUFFIX if declined and is_typed else "")] = [str(each) for each in given]
    return fields


def _read(vraag: Vraag, fields: Fields) -> object:
    given = [value for value in fields.get(vraag.key, ()) if value.strip()]
    declined = [value for value in fields.get(vraag.key + NOT_SUFFIX, ()) if value]
    if not given:
        return declined[0] if declined else None
    if vraag.soort is Vraagsoort.MEERDERE:
        return _read_several(vraag, given)
    if vraag.is_numeric:
        return _read_number(given[0])
    # A browser sends a new line as two characters; people typed one.
    return given[0].replace("\r\n", "\n")


def _read_several(vraag: Vraag, given: list[str]) -> object:
    is_declined = len(given) == 1 and given[0] in [optie.code for optie in vraag.nonresponse]
    return given[0] if is_declined else given


def _read_number(text: str) -> object:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else text
