"""What was counted in a meetronde, per straat and population: all straten at once, in five queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, select

from app.domain.steekproef import Steekproef
from app.domain.verdeling import Verdeling
from app.domain.vragenlijst import Soort
from app.models import Huishoudens, Meetronde, Straat
from app.overzichten.vragen import MEASURED, MULTIPLE_CHOICES, SHARES, lay_out
from app.tellingen import Niveau, Selectie, count_antwoorden, count_interviews, count_respondents


class Populatie(StrEnum):
    """Of whom a figure speaks. They are never pooled: clients know the organisation, most residents do not."""

    BEWONERS = "bewoners"
    KLANTEN = "klanten"

    @property
    def soorten(self) -> tuple[Soort, ...]:
        return (Soort.KLANT,) if self is Populatie.KLANTEN else (Soort.STRAAT, Soort.PORTIEK)


@dataclass(frozen=True)
class Heard:
    """What was heard from one population in one straat.

    `huishoudens` is None where nobody counted them, and always for klanten, who are no draw from households.
    `respondents` counts the people behind questions with several answers each.
    """

    populatie: Populatie
    huishoudens: int | None
    interviews: int
    refusals: int
    vragenlijsten: frozenset[str]
    verdelingen: Mapping[str, Verdeling]
    respondents: Mapping[str, int]

    def steekproef(self, vraag: str) -> Steekproef:
        """The answers to a question as a draw from the households of the straat."""
        return Steekproef(self.verdelingen[vraag], self.huishoudens, self._asked(vraag))

    def share_steekproef(self, vraag: str) -> Steekproef:
        """The same as yes or no, for the share that goes with this question."""
        return Steekproef(self.verdelingen[vraag].among(SHARES[vraag]), self.huishoudens, self._asked(vraag))

    @property
    def presence(self) -> Steekproef:
        """Whether there was an interview here at all, for the dekking."""
        return Steekproef(Verdeling({}), self.huishoudens, self.interviews)

    def _asked(self, vraag: str) -> int | None:
        """Only who has experience gives a cijfer; of the bewoners those are as large a part as of who was heard."""
        return self.interviews if vraag == "cijfer" and self.populatie is Populatie.BEWONERS else None


@dataclass(frozen=True)
class HeardStraat:
    """A straat, and what was heard there from each population: perhaps nothing."""

    straat: Straat
    of: Mapping[Populatie, Heard]


def hear(
    session: Session, meetronde: Meetronde, wijk_code: str | None = None, *, approved_only: bool = False
) -> list[HeardStraat]:
    """Every straat of a wijk, or of all of them, by wijk and name."""
    query = select(Straat).order_by(Straat.wijk_code, Straat.name)
    if wijk_code is not None:
        query = query.where(Straat.wijk_code == wijk_code)
    counted = _Counted(session, Selectie(meetronde.code, wijk_code=wijk_code, approved_only=approved_only))
    return [
        HeardStraat(straat, {populatie: counted.heard(straat.id, populatie) for populatie in Populatie})
        for straat in session.exec(query)
    ]


def by_wijk(heard: Iterable[HeardStraat]) -> dict[str, list[HeardStraat]]:
    """The straten of each wijk that has any, by its code."""
    wijken: dict[str, list[HeardStraat]] = defaultdict(list)
    for straat in heard:
        wijken[straat.straat.wijk_code].append(straat)
    return wijken


def of(populatie: Populatie, heard: Iterable[HeardStraat]) -> list[Heard]:
    """What one population said in each of these straten."""
    return [straat.of[populatie] for straat in heard]


class _Counted:
    """The counts of all straten, looked up per straat and kind of interview."""

    def __init__(self, session: Session, selectie: Selectie) -> None:
        self._interviews: dict[tuple[str | UUID, str], Counter[tuple[int, bool]]] = defaultdict(Counter)
        for telling in count_interviews(session, selectie, Niveau.STRAAT):
            self._interviews[telling.gebied, telling.soort][telling.version, telling.consent] += telling.count
        self._antwoorden: dict[tuple[str | UUID, str], list[tuple[str, str, int]]] = defaultdict(list)
        for antwoord in count_antwoorden(session, selectie, Niveau.STRAAT, MEASURED):
            self._antwoorden[antwoord.gebied, antwoord.soort].append((antwoord.vraag, antwoord.code, antwoord.count))
        self._respondents = count_respondents(session, selectie, Niveau.STRAAT, MULTIPLE_CHOICES)
        self._huishoudens = _households(session, selectie)

    def heard(self, straat_id: UUID, populatie: Populatie) -> Heard:
        interviews = [
            (soort, version, consent, count)
            for soort in populatie.soorten
            for (version, consent), count in self._interviews.get((straat_id, soort), Counter()).items()
        ]
        return Heard(
            populatie=populatie,
            huishoudens=self._huishoudens.get(straat_id) if populatie is Populatie.BEWONERS else None,
            interviews=sum(count for _, _, consent, count in interviews if consent),
            refusals=sum(count for _, _, consent, count in interviews if not consent),
            vragenlijsten=frozenset(f"{soort}-v{version}" for soort, version, _, _ in interviews),
            verdelingen=self._verdelingen(straat_id, populatie),
            respondents={
                vraag: sum(self._respondents.get((straat_id, soort, vraag), 0) for soort in populatie.soorten)
                for vraag in MULTIPLE_CHOICES
            },
        )

    def _verdelingen(self, straat_id: UUID, populatie: Populatie) -> dict[str, Verdeling]:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for soort in populatie.soorten:
            for vraag, code, count in self._antwoorden.get((straat_id, soort), []):
                counts[vraag][code] += count
        return lay_out(counts)


def _households(session: Session, selectie: Selectie) -> dict[UUID, int]:
    query = (
        select(Huishoudens.straat_id, Huishoudens.count)
        .join(Straat, col(Straat.id) == Huishoudens.straat_id)
        .where(Huishoudens.meetronde_code == selectie.meetronde_code)
    )
    if selectie.wijk_code is not None:
        query = query.where(Straat.wijk_code == selectie.wijk_code)
    return dict(session.exec(query).all())
