"""A questionnaire as an XLSForm: the same questions, answers and rules for who asks them with another survey tool.

An XLSForm is three sheets: the questions, the fixed answers, and what the form is called (xlsform.org). The codes are
ours, so that the answers can be laid beside each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.domain.antwoorden import OPEN_TEXT_LIMIT
from app.domain.toonkaart import FIXED_ANSWERS, Kaartvraag, Toonkaart
from app.domain.vragenlijst import WEET_NIET, WIL_NIET_ZEGGEN, AlleenAls, Vraag, Vraagsoort, Vragenlijst

Row = dict[str, str]

NONRESPONSE_NUMBERS = {WEET_NIET: -8, WIL_NIET_ZEGGEN: -9}
"""What is typed for a number that somebody does not know or does not want to say; the numbers of the export to SPSS."""


@dataclass(frozen=True)
class Xlsform:
    """The three sheets, row by row."""

    survey: Sequence[Row]
    choices: Sequence[Row]
    settings: Sequence[Row]


def build_xlsform(vragenlijst: Vragenlijst, kaarten: Sequence[Toonkaart]) -> Xlsform:
    """The form in Dutch and in the languages of these cards. What has no translation is Dutch in every language."""
    words = _Words(vragenlijst, kaarten)
    return Xlsform(
        survey=list(_survey(vragenlijst, words)),
        choices=[row for vraag in vragenlijst.vragen if vraag.soort in FIXED_ANSWERS for row in _choices(vraag, words)],
        settings=[
            {
                "form_title": vragenlijst.title,
                "form_id": f"wijkpeil_{vragenlijst.soort}",
                "version": str(vragenlijst.version),
                "default_language": words.names[0],
                "style": "pages",
            }
        ],
    )


class _Words:
    """Every text in every language, under the headings that an XLSForm gives them."""

    def __init__(self, vragenlijst: Vragenlijst, kaarten: Sequence[Toonkaart]) -> None:
        self._soort = vragenlijst.soort
        self._kaarten = kaarten
        self.names = [_language(kaart) for kaart in kaarten]

    def of(self, heading: str, dutch: str, key: str = "", part: str = "text") -> dict[str, str]:
        """A text of a question, or one that no card has and that is Dutch everywhere."""
        vragen = [self._vraag(kaart, key) for kaart in self._kaarten]
        texts = [getattr(vraag, part) if vraag else "" for vraag in vragen]
        return {f"{heading}::{name}": text or dutch for name, text in zip(self.names, texts, strict=True)}

    def of_option(self, vraag: Vraag, code: str, dutch: str) -> dict[str, str]:
        """The words of a fixed answer."""
        return {
            f"label::{name}": self._option(kaart, vraag, code, dutch)
            for name, kaart in zip(self.names, self._kaarten, strict=True)
        }

    def _option(self, kaart: Toonkaart, vraag: Vraag, code: str, dutch: str) -> str:
        if code in NONRESPONSE_NUMBERS:
            return kaart.woorden[code]
        kaartvraag = self._vraag(kaart, vraag.key)
        if kaartvraag is None:
            return dutch
        if vraag.soort is Vraagsoort.CIJFER:
            ends = {str(vraag.minimum): kaartvraag.low_label, str(vraag.maximum): kaartvraag.high_label}
            return f"{code} ({ends[code]})" if ends.get(code) else code
        return next((optie.label for optie in kaartvraag.options if optie.code == code), dutch)

    def _vraag(self, kaart: Toonkaart, key: str) -> Kaartvraag | None:
        return kaart.vragen.get(self._soort, {}).get(key)


def _language(kaart: Toonkaart) -> str:
    """As XLSForm wants it: the name and the code; and honest about what no speaker has looked at."""
    concept = " concept" if kaart.taal.is_concept else ""
    return f"{kaart.taal.name}{concept} ({kaart.taal.code})"


def _survey(vragenlijst: Vragenlijst, words: _Words) -> Iterator[Row]:
    yield {"type": "note", "name": "inleiding", **words.of("label", vragenlijst.introduction)}
    gates: list[str] = []
    for number, (section, vragen) in enumerate(groupby(vragenlijst.vragen, lambda vraag: vraag.section), start=1):
        label = words.of("label", section or vragenlijst.title)
        yield {"type": "begin_group", "name": f"rubriek_{number}", **label, "relevant": " and ".join(gates)}
        for vraag in vragen:
            own = [_condition(vragenlijst, vraag.alleen_als)] if vraag.alleen_als else []
            yield _question(vraag, words) | {"relevant": " and ".join([*gates, *own])}
            # An answer that ends the interview: nothing that follows is asked.
            gates += [f"${{{vraag.key}}} = '{vraag.ends_unless}'"] if vraag.ends_unless else []
        yield {"type": "end_group"}


def _condition(vragenlijst: Vragenlijst, condition: AlleenAls) -> str:
    asked = vragenlijst.by_key[condition.vraag]
    listed = asked.soort in FIXED_ANSWERS
    each = [
        f"selected(${{{asked.key}}}, '{code}')" if listed else f"${{{asked.key}}} = '{code}'"
        for code in sorted(condition.codes)
    ]
    return f"({' or '.join(each)})"


def _question(vraag: Vraag, words: _Words) -> Row:
    row = {"name": vraag.key, **words.of("label", vraag.text, vraag.key), "required": "yes" if vraag.required else ""}
    hint = " ".join(part for part in (vraag.hint, _typing_hint(vraag)) if part)
    if hint:
        row |= words.of("hint", hint, vraag.key, "hint")
    match vraag.soort:
        case Vraagsoort.OPEN:
            limit = f"string-length(.) <= {OPEN_TEXT_LIMIT}"
            return (
                row
                | {"type": "text", "appearance": "multiline", "constraint": limit}
                | words.of("constraint_message", f"Maak dit korter: hoogstens {OPEN_TEXT_LIMIT} tekens.")
            )
        case Vraagsoort.GETAL:
            message = f"Geef een getal van {vraag.minimum} tot en met {vraag.maximum}. {_typing_hint(vraag)}".strip()
            return row | {"type": "integer", "constraint": _range(vraag)} | words.of("constraint_message", message)
        case Vraagsoort.MEERDERE:
            message = "Dit antwoord kan niet samen met een ander antwoord."
            row |= {"type": f"select_multiple {vraag.key}", "constraint": _alone(vraag)}
            return row | words.of("constraint_message", message) if row["constraint"] else row
        case _:
            return row | {"type": f"select_one {vraag.key}"}


def _range(vraag: Vraag) -> str:
    """A number within the bounds, or one that stands for no answer."""
    allowed = [f"(. >= {vraag.minimum} and . <= {vraag.maximum})"]
    allowed += [f". = {NONRESPONSE_NUMBERS[optie.code]}" for optie in vraag.nonresponse]
    return " or ".join(allowed)


def _typing_hint(vraag: Vraag) -> str:
    if vraag.soort is not Vraagsoort.GETAL:
        return ""
    return " ".join(f"{optie.label}: typ {NONRESPONSE_NUMBERS[optie.code]}." for optie in vraag.nonresponse)


def _alone(vraag: Vraag) -> str:
    """What may not be chosen together with something else."""
    alone = [vraag.exclusive] if vraag.exclusive else []
    alone += [optie.code for optie in vraag.nonresponse]
    if not alone:
        return ""
    chosen = " or ".join(f"selected(., '{code}')" for code in alone)
    return f"not(({chosen}) and count-selected(.) > 1)"


def _choices(vraag: Vraag, words: _Words) -> Iterator[Row]:
    options = [(optie.code, optie.label) for optie in vraag.options]
    if vraag.soort is Vraagsoort.CIJFER:
        options = [(str(grade), str(grade)) for grade in range(vraag.minimum, vraag.maximum + 1)]
    options += [(optie.code, optie.label) for optie in vraag.nonresponse]
    for code, label in options:
        yield {"list_name": vraag.key, "name": code, **words.of_option(vraag, code, label)}
