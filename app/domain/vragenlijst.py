"""A questionnaire as frozen types, with the one rule for which questions are asked.

How it is read from data stands in `vragenlijst_parser`; what counts as a right answer stands in `antwoorden`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

WEET_NIET = "weet_niet"
WIL_NIET_ZEGGEN = "wil_niet_zeggen"

JA = "ja"
NEE = "nee"

DUTCH = "nl"
"""The language in which the questionnaires are written, and in which an interview is held unless it says otherwise."""

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
        return self._labels.get(code, code)

    def ends_with(self, answer: object) -> bool:
        """Whether the interview stops here. A slip is no answer: it must not make the answers after it wrong too."""
        if self.ends_unless is None or not isinstance(answer, str):
            return False
        return answer in self._labels and answer != self.ends_unless

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {optie.code: optie.label for optie in (*self.options, *self.nonresponse)}


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

    def depending_on(self, key: str) -> list[Vraag]:
        """The questions of which this one, by its answer, decides whether they are asked; through others too."""
        found = {key}
        for vraag in self.vragen:
            if vraag.alleen_als and vraag.alleen_als.vraag in found:
                found.add(vraag.key)
        return [vraag for vraag in self.vragen if vraag.key in found - {key}]

    def asked(self, antwoorden: Mapping[str, object]) -> Iterator[Vraag]:
        """The questions that are put to somebody who gives these answers, in order."""
        reached: dict[str, object] = {}
        for vraag in self.vragen:
            if vraag.alleen_als and not _holds(vraag.alleen_als, reached):
                continue
            yield vraag
            answer = antwoorden.get(vraag.key)
            reached[vraag.key] = answer
            if vraag.ends_with(answer):
                return


def _holds(condition: AlleenAls, reached: Mapping[str, object]) -> bool:
    answer = reached.get(condition.vraag)
    given = answer if isinstance(answer, list) else [answer]
    return any(str(code) in condition.codes for code in given if code is not None)
