"""The toonkaart: what a respondent reads and may tap, in one language, and how a translation stands beside the Dutch.

Only questions with fixed answers have a card. How a translation is read from its file stands in `toonkaart_parser`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.vragenlijst import JA, NEE, WEET_NIET, WIL_NIET_ZEGGEN, Optie, Soort, Vraag, Vraagsoort, Vragenlijst

DUTCH = "nl"

WOORDEN: Mapping[str, str] = {
    JA: "Ja",
    NEE: "Nee",
    WEET_NIET: "Weet niet",
    WIL_NIET_ZEGGEN: "Wil niet zeggen",
    "voorlezen": "Voorlezen",
    "stoppen": "Stop met voorlezen",
    "terug": "Houd ingedrukt om terug te gaan",
}
"""The words of the card itself, by name, in Dutch; every language has each of them."""

FIXED_ANSWERS = frozenset(
    {Vraagsoort.JA_NEE, Vraagsoort.EEN_VAN, Vraagsoort.MEERDERE, Vraagsoort.LADDER, Vraagsoort.CIJFER}
)


class Richting(StrEnum):
    """Where a line of the language begins, as HTML says it."""

    LINKS = "ltr"
    RECHTS = "rtl"


class Taalstatus(StrEnum):
    """Whether somebody who speaks the language has looked at every text."""

    CONCEPT = "concept"
    GECONTROLEERD = "gecontroleerd"


@dataclass(frozen=True)
class Taal:
    """A language: its BCP 47 code, and its name in the language itself."""

    code: str
    name: str
    richting: Richting
    status: Taalstatus

    @property
    def is_concept(self) -> bool:
        return self.status is Taalstatus.CONCEPT


@dataclass(frozen=True)
class Kaartvraag:
    """What the card says for one question. The options of a grade are its numbers, so it has none here."""

    text: str
    hint: str
    low_label: str
    high_label: str
    options: tuple[Optie, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text in the order in which it is read; two languages of one question have as many."""
        every = (self.text, self.hint, self.low_label, self.high_label, *(optie.label for optie in self.options))
        return tuple(text for text in every if text)


@dataclass(frozen=True)
class Toonkaart:
    """The card of every questionnaire in one language."""

    taal: Taal
    woorden: Mapping[str, str]
    vragen: Mapping[Soort, Mapping[str, Kaartvraag]]

    def shared(self) -> dict[str, Kaartvraag]:
        """Each question once, as the first questionnaire that asks it has it."""
        first: dict[str, Kaartvraag] = {}
        for vragen in self.vragen.values():
            first |= {key: vraag for key, vraag in vragen.items() if key not in first}
        return first

    def deviating(self) -> dict[Soort, dict[str, Kaartvraag]]:
        """The questions that a questionnaire words otherwise than `shared` does."""
        shared = self.shared()
        return {
            soort: {key: vraag for key, vraag in vragen.items() if vraag != shared[key]}
            for soort, vragen in self.vragen.items()
        }


@dataclass(frozen=True)
class Vergelijking:
    """A question in Dutch beside its translation, text by text, and the questionnaires that word it so."""

    vraag: str
    soorten: tuple[Soort, ...]
    pairs: tuple[tuple[str, str], ...]


def has_card(vraag: Vraag) -> bool:
    """Whether there is something to tap: a number or a sentence of one's own is said, not shown."""
    return vraag.soort in FIXED_ANSWERS


def hint_on_card(vraag: Vraag) -> str:
    """The hint for whoever answers; that of consent, or of a rung that does not count, is meant for the interviewer."""
    is_for_interviewer = vraag.ends_unless is not None or vraag.weet_niet_trede is not None
    return "" if is_for_interviewer else vraag.hint


def in_dutch(vragenlijsten: Iterable[Vragenlijst]) -> Toonkaart:
    """The card in Dutch: the texts of the questionnaires themselves."""
    return Toonkaart(
        Taal(DUTCH, "Nederlands", Richting.LINKS, Taalstatus.GECONTROLEERD),
        WOORDEN,
        {
            vragenlijst.soort: {
                vraag.key: Kaartvraag(vraag.text, hint_on_card(vraag), vraag.low_label, vraag.high_label, vraag.options)
                for vraag in vragenlijst.vragen
                if has_card(vraag)
            }
            for vragenlijst in vragenlijsten
        },
    )


def compare(dutch: Toonkaart, translated: Toonkaart) -> Iterator[Vergelijking]:
    """Every text of a translation beside the Dutch, each wording once, in the order in which it is asked."""
    soorten: dict[tuple[str, Kaartvraag, Kaartvraag], list[Soort]] = {}
    for soort, vragen in dutch.vragen.items():
        for key, vraag in vragen.items():
            soorten.setdefault((key, vraag, translated.vragen[soort][key]), []).append(soort)
    for (key, vraag, translation), asked_in in soorten.items():
        yield Vergelijking(key, tuple(asked_in), tuple(zip(vraag.texts, translation.texts, strict=True)))
