"""What was counted in a meetronde, per straat and population: all straten at once, in three queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, select

from app.domain.steekproef import Steekproef
from app.domain.verdeling import Verdeling
from app.domain.vragenlijst import Soort
from app.models import Huishoudens, Meetronde, Straat
from app.overzichten.vragen import MULTIPLE_CHOICES, SHARES, lay_out
from app.tellingen import Selectie, left_out
from app.telstand import NOTHING, add_up, read


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
    session: Session,
    meetronde: Meetronde,
    wijk_code: str | None = None,
    *,
    approved_only: bool = False,
    beside: Meetronde | None = None,
) -> list[HeardStraat]:
    """Every straat of a wijk, or of all of them, that takes part, by wijk and name.

    With a meetronde to look at `beside` it, the straten of that one are in it too: of those nothing was heard.
    """
    nowhere = left_out(meetronde.code, *([beside.code] if beside else []))
    query = select(Straat).where(col(Straat.id).not_in(nowhere)).order_by(Straat.wijk_code, Straat.name)
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
        self._telstand = read(session, selectie)
        self._huishoudens = _households(session, selectie)

    def heard(self, straat_id: UUID, populatie: Populatie) -> Heard:
        standen = {soort: self._telstand.get((straat_id, soort), NOTHING) for soort in populatie.soorten}
        together = add_up(standen.values())
        return Heard(
            populatie=populatie,
            huishoudens=self._huishoudens.get(straat_id) if populatie is Populatie.BEWONERS else None,
            interviews=together.interviews,
            refusals=together.refusals,
            vragenlijsten=frozenset(
                f"{soort}-v{version}" for soort, stand in standen.items() for version in stand.versions
            ),
            verdelingen=lay_out(together),
            respondents={vraag: together.respondents(vraag) for vraag in MULTIPLE_CHOICES},
        )


def _households(session: Session, selectie: Selectie) -> dict[UUID, int]:
    query = (
        select(Huishoudens.straat_id, Huishoudens.count)
        .join(Straat, col(Straat.id) == Huishoudens.straat_id)
        .where(Huishoudens.meetronde_code == selectie.meetronde_code)
        .where(col(Huishoudens.straat_id).not_in(left_out(selectie.meetronde_code)))
    )
    if selectie.wijk_code is not None:
        query = query.where(Straat.wijk_code == selectie.wijk_code)
    return dict(session.exec(query).all())
