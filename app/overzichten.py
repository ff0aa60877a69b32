"""Counts and domain put together: what people look at, for one straat, one wijk, or the meetronde as a whole.

Bewoners (straat- and portiekinterviews) and klanten stand side by side and are never pooled: clients know the
organisation, most residents do not.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from sqlmodel import Session, select

from app.domain import leefbaarheidsladder
from app.domain.betrouwbaarheid import GEBIED, STRAAT, Drempels
from app.domain.maat import Maat
from app.domain.tevredenheid import WITH_EXPERIENCE, share_satisfied
from app.domain.verdeling import spread
from app.domain.vragenlijst import CIJFER_RANGE, LADDER_RUNGS, Soort
from app.errors import NotFound
from app.models import Meetronde, Straat, Wijk
from app.tellingen import (
    Antwoordtelling,
    Interviewtelling,
    Niveau,
    Selectie,
    count_antwoorden,
    count_interviews,
    count_respondents,
)
from app.vragenlijsten import all_vragenlijsten

LADDERS = ("straatladder", "leefbaarheidsladder")
CIJFERS = ("cijfer", "schoon", "veilig", "gezellig")
CHOICES = ("bekendheid", "opdrachtgever", "kent_via")
MULTIPLE_CHOICES = ("diensten",)
MEASURED = (*LADDERS, *CIJFERS, *CHOICES, *MULTIPLE_CHOICES)

KNOWS_IT = {"van_naam", WITH_EXPERIENCE}


class Populatie(StrEnum):
    """Of whom a figure speaks."""

    BEWONERS = "bewoners"
    KLANTEN = "klanten"

    @property
    def soorten(self) -> tuple[Soort, ...]:
        return (Soort.KLANT,) if self is Populatie.KLANTEN else (Soort.STRAAT, Soort.PORTIEK)


@dataclass(frozen=True)
class Gebied:
    """An area with a score: the whole meetronde, a wijk or a straat."""

    niveau: Niveau
    code: str
    name: str
    wijk_code: str | None = None


@dataclass(frozen=True)
class Groep:
    """The measures of one population in one area.

    `with_experience` of `asked` people could grade the services; `cijfer` is what those who did gave.
    """

    populatie: Populatie
    interviews: int
    refusals: int
    vragenlijsten: tuple[str, ...]
    maten: Mapping[str, Maat]
    with_experience: int
    asked: int

    @property
    def share_satisfied(self) -> Fraction | None:
        """The part of the grades of 7 and more, 0 to 1; None when too few gave one."""
        cijfer = self.maten["cijfer"]
        return share_satisfied(cijfer.verdeling) if cijfer.is_shown else None

    @property
    def share_known(self) -> Fraction | None:
        """Bekendheid: the part that knows the organisation, 0 to 1; None when too few answered."""
        return self.maten["bekendheid"].share(KNOWS_IT)


@dataclass(frozen=True)
class Score:
    """What a meetronde says about an area."""

    gebied: Gebied
    drempels: Drempels
    bewoners: Groep
    klanten: Groep

    @property
    def groepen(self) -> tuple[Groep, Groep]:
        return self.bewoners, self.klanten


def total_score(session: Session, meetronde: Meetronde, *, approved_only: bool = False) -> Score:
    """The meetronde as a whole."""
    gebied = Gebied(Niveau.TOTAAL, meetronde.code, meetronde.name)
    selectie = Selectie(meetronde.code, approved_only=approved_only)
    return _scores(session, selectie, {"": gebied})[0]


def wijk_scores(session: Session, meetronde: Meetronde, *, approved_only: bool = False) -> list[Score]:
    """Every wijk, by name, also those without interviews."""
    wijken = session.exec(select(Wijk).order_by(Wijk.name)).all()
    selectie = Selectie(meetronde.code, approved_only=approved_only)
    return _scores(session, selectie, _of_wijken(wijken))


def wijk_score(session: Session, meetronde: Meetronde, wijk: Wijk, *, approved_only: bool = False) -> Score:
    """One wijk."""
    selectie = Selectie(meetronde.code, wijk_code=wijk.code, approved_only=approved_only)
    return _scores(session, selectie, _of_wijken([wijk]))[0]


def straat_scores(
    session: Session, meetronde: Meetronde, wijk_code: str | None = None, *, approved_only: bool = False
) -> list[Score]:
    """Every straat of a wijk, or of all of them, by wijk and name, also those without interviews."""
    query = select(Straat).order_by(Straat.wijk_code, Straat.name)
    if wijk_code is not None:
        query = query.where(Straat.wijk_code == wijk_code)
    selectie = Selectie(meetronde.code, wijk_code=wijk_code, approved_only=approved_only)
    return _scores(session, selectie, _of_straten(session.exec(query).all()))


def straat_score(session: Session, meetronde: Meetronde, straat: Straat, *, approved_only: bool = False) -> Score:
    """One straat."""
    selectie = Selectie(meetronde.code, straat_id=straat.id, approved_only=approved_only)
    return _scores(session, selectie, _of_straten([straat]))[0]


def find_meetronde(session: Session, code: str) -> Meetronde:
    """This meetronde; raises NotFound."""
    meetronde = session.get(Meetronde, code)
    if meetronde is None:
        raise NotFound(f"Er is geen meetronde “{code}”.")
    return meetronde


def _of_wijken(wijken: Iterable[Wijk]) -> dict[str | UUID, Gebied]:
    return {wijk.code: Gebied(Niveau.WIJK, wijk.code, wijk.name, wijk.code) for wijk in wijken}


def _of_straten(straten: Iterable[Straat]) -> dict[str | UUID, Gebied]:
    return {straat.id: Gebied(Niveau.STRAAT, str(straat.id), straat.name, straat.wijk_code) for straat in straten}


def _scores(session: Session, selectie: Selectie, gebieden: Mapping[str | UUID, Gebied]) -> list[Score]:
    if not gebieden:
        return []
    niveau = next(iter(gebieden.values())).niveau
    counted = _Counted(
        count_interviews(session, selectie, niveau),
        count_antwoorden(session, selectie, niveau, MEASURED),
        count_respondents(session, selectie, niveau, MULTIPLE_CHOICES),
    )
    drempels = STRAAT if niveau is Niveau.STRAAT else GEBIED
    return [
        Score(gebied, drempels, *(_groep(counted, key, populatie, drempels) for populatie in Populatie))
        for key, gebied in gebieden.items()
    ]


class _Counted:
    """The counts of all areas at once, looked up per area and population."""

    def __init__(
        self,
        interviews: Sequence[Interviewtelling],
        antwoorden: Sequence[Antwoordtelling],
        respondents: Mapping[tuple[str | UUID, str, str], int],
    ) -> None:
        self._interviews: dict[tuple[str | UUID, str], list[Interviewtelling]] = defaultdict(list)
        for telling in interviews:
            self._interviews[telling.gebied, telling.soort].append(telling)
        self._antwoorden: dict[tuple[str | UUID, str], list[Antwoordtelling]] = defaultdict(list)
        for antwoord in antwoorden:
            self._antwoorden[antwoord.gebied, antwoord.soort].append(antwoord)
        self._respondents = respondents

    def interviews(self, key: str | UUID, populatie: Populatie) -> list[Interviewtelling]:
        return [telling for soort in populatie.soorten for telling in self._interviews.get((key, soort), [])]

    def antwoorden(self, key: str | UUID, populatie: Populatie) -> dict[str, dict[str, int]]:
        """How many gave each code, per question."""
        counts: dict[str, dict[str, int]] = {vraag: defaultdict(int) for vraag in MEASURED}
        for soort in populatie.soorten:
            for telling in self._antwoorden.get((key, soort), []):
                counts[telling.vraag][telling.code] += telling.count
        return counts

    def respondents(self, key: str | UUID, populatie: Populatie, vraag: str) -> int:
        return sum(self._respondents.get((key, soort, vraag), 0) for soort in populatie.soorten)


def _groep(counted: _Counted, key: str | UUID, populatie: Populatie, drempels: Drempels) -> Groep:
    tellingen = counted.interviews(key, populatie)
    interviews = sum(telling.count for telling in tellingen if telling.consent)
    counts = counted.antwoorden(key, populatie)
    is_klant = populatie is Populatie.KLANTEN
    with_experience = interviews if is_klant else counts["bekendheid"].get(WITH_EXPERIENCE, 0)
    maten = {}
    for vraag in MEASURED:
        several = counted.respondents(key, populatie, vraag) if vraag in MULTIPLE_CHOICES else None
        asked = with_experience if vraag == "cijfer" else interviews
        maten[vraag] = _maat(vraag, counts[vraag], asked, several, drempels)
    return Groep(
        populatie=populatie,
        interviews=interviews,
        refusals=sum(telling.count for telling in tellingen if not telling.consent),
        vragenlijsten=tuple(sorted({f"{telling.soort}-v{telling.version}" for telling in tellingen})),
        maten=maten,
        with_experience=with_experience,
        asked=interviews if is_klant else sum(counts["bekendheid"].values()),
    )


def _maat(vraag: str, counts: Mapping[str, int], asked: int, several: int | None, drempels: Drempels) -> Maat:
    weet_niet = [str(leefbaarheidsladder.WEET_NIET_TREDE)] if vraag == "leefbaarheidsladder" else []
    verdeling = spread(counts, _codes(vraag), weet_niet)
    respondents = verdeling.n if several is None else several
    answered = respondents + verdeling.weet_niet + verdeling.wil_niet_zeggen
    return Maat(verdeling, respondents, max(0, asked - answered), drempels)


def _codes(vraag: str) -> Collection[str]:
    if vraag in LADDERS:
        return [str(rung) for rung in LADDER_RUNGS]
    if vraag in CIJFERS:
        return [str(cijfer) for cijfer in CIJFER_RANGE]
    return option_labels(vraag)


def option_labels(vraag: str) -> dict[str, str]:
    """The options of a question over all versions of all questionnaires, with the newest words for each."""
    labels: dict[str, str] = {}
    for vragenlijst in all_vragenlijsten().values():
        if vraag in vragenlijst.by_key:
            labels |= {optie.code: optie.label for optie in vragenlijst.by_key[vraag].options}
    return labels
