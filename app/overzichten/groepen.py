"""From what was heard to the measures of one population in one area, each with its estimate and its verdict."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.aandeel import estimate_aandeel
from app.domain.betrouwbaarheid import Drempels, Normen, Oordeel, judge, judge_gebied, reason, reason_gebied
from app.domain.gemiddelde import estimate_gemiddelde
from app.domain.maat import Maat
from app.domain.spreiding import Spreiding, spread_within
from app.domain.steekproef import Steekproef
from app.domain.tevredenheid import WITH_EXPERIENCE
from app.domain.verdeling import together
from app.domain.wijkschatting import (
    Gebiedsschatting,
    dekking,
    estimate_wijkaandeel,
    estimate_wijkgemiddelde,
    every_answer_the_same,
    heap,
)
from app.overzichten.heard import Heard, Populatie
from app.overzichten.vragen import MEASURED, MULTIPLE_CHOICES, SCALES, SHARES


@dataclass(frozen=True)
class Groep:
    """The measures of one population in one area.

    `with_experience` of `asked` people could grade the services; `cijfer` is what those who did gave. `dekking` is
    that of bewoners in a wijk or a meetronde, 0 to 1; None where it is unknown, and where there is none to speak of.
    """

    populatie: Populatie
    interviews: int
    refusals: int
    vragenlijsten: tuple[str, ...]
    maten: Mapping[str, Maat]
    with_experience: int
    asked: int
    dekking: Fraction | None


Spreads = Mapping[str, Spreiding | None]


def straat_groep(straat: Heard, spreads: Spreads, normen: Normen) -> Groep:
    """One straat; `spreads` are those within the straten of its wijk."""
    figures = _OneHeap(normen.straat, [straat], spreads)
    return _groep(straat.populatie, [straat], figures, None)


def gebied_groep(populatie: Populatie, straten: Sequence[Heard], normen: Normen) -> Groep:
    """A wijk or a meetronde from its straten: of bewoners weighted by households, of klanten every answer the same."""
    covered = dekking([straat.presence for straat in straten]) if populatie is Populatie.BEWONERS else None
    return _groep(populatie, straten, _strata(populatie, straten, covered, normen), covered)


def straat_maat(vraag: str, straat: Heard, normen: Normen) -> Maat:
    """One measure of one straat, from what was heard there."""
    return _maat(vraag, [straat], straat.interviews, _OneHeap(normen.straat, [straat], {}))


def gebied_maat(
    vraag: str, populatie: Populatie, straten: Sequence[Heard], covered: Fraction | None, normen: Normen
) -> Maat:
    """One measure of a wijk or a meetronde; `straten` may also be straten that were taken together."""
    figures = _strata(populatie, straten, covered, normen)
    return _maat(vraag, straten, sum(straat.interviews for straat in straten), figures)


def spreads_within(straten: Iterable[Heard]) -> Spreads:
    """The spread within the straten of a wijk, per scale."""
    heard = list(straten)
    return {vraag: spread_within(straat.verdelingen[vraag] for straat in heard) for vraag in SCALES}


@dataclass(frozen=True)
class _OneHeap:
    """How figures are made where there are no straten to weigh."""

    drempels: Drempels
    straten: Sequence[Heard]
    spreads: Spreads

    def verdict(self, n: int) -> tuple[Oordeel, str]:
        return judge(n, self.drempels), reason(n, self.drempels)

    def mean(self, vraag: str) -> Gebiedsschatting | None:
        steekproef = _as_one([straat.steekproef(vraag) for straat in self.straten])
        return every_answer_the_same(estimate_gemiddelde(steekproef, SCALES[vraag], self.spreads.get(vraag)))

    def share(self, vraag: str) -> Gebiedsschatting | None:
        steekproef = _as_one([straat.share_steekproef(vraag) for straat in self.straten])
        return every_answer_the_same(estimate_aandeel(steekproef))


@dataclass(frozen=True)
class _Strata:
    """How figures are made where every straat counts for its households."""

    straten: Sequence[Heard]
    dekking: Fraction | None
    normen: Normen

    def verdict(self, n: int) -> tuple[Oordeel, str]:
        return judge_gebied(n, self.dekking, self.normen), reason_gebied(n, self.dekking, self.normen)

    def mean(self, vraag: str) -> Gebiedsschatting | None:
        return estimate_wijkgemiddelde([straat.steekproef(vraag) for straat in self.straten], SCALES[vraag])

    def share(self, vraag: str) -> Gebiedsschatting | None:
        return estimate_wijkaandeel([straat.share_steekproef(vraag) for straat in self.straten])


def _strata(
    populatie: Populatie, straten: Sequence[Heard], covered: Fraction | None, normen: Normen
) -> _OneHeap | _Strata:
    if populatie is Populatie.KLANTEN:
        return _OneHeap(normen.gebied, straten, {})
    return _Strata(straten, covered, normen)


def _as_one(steekproeven: Sequence[Steekproef]) -> Steekproef:
    """A single straat keeps its households; several straten of klanten have none."""
    return steekproeven[0] if len(steekproeven) == 1 else heap(steekproeven)


def _groep(
    populatie: Populatie, straten: Sequence[Heard], figures: _OneHeap | _Strata, covered: Fraction | None
) -> Groep:
    interviews = sum(straat.interviews for straat in straten)
    bekendheid = together(straat.verdelingen["bekendheid"] for straat in straten)
    is_klant = populatie is Populatie.KLANTEN
    with_experience = interviews if is_klant else bekendheid.counts.get(WITH_EXPERIENCE, 0)
    return Groep(
        populatie=populatie,
        interviews=interviews,
        refusals=sum(straat.refusals for straat in straten),
        vragenlijsten=tuple(sorted({code for straat in straten for code in straat.vragenlijsten})),
        maten={
            vraag: _maat(vraag, straten, with_experience if vraag == "cijfer" else interviews, figures)
            for vraag in MEASURED
        },
        with_experience=with_experience,
        asked=interviews if is_klant else bekendheid.given,
        dekking=covered,
    )


def _maat(vraag: str, straten: Sequence[Heard], asked: int, figures: _OneHeap | _Strata) -> Maat:
    verdeling = together(straat.verdelingen[vraag] for straat in straten)
    respondents = verdeling.n
    if vraag in MULTIPLE_CHOICES:
        respondents = sum(straat.respondents[vraag] for straat in straten)
    answered = respondents + verdeling.weet_niet + verdeling.wil_niet_zeggen
    oordeel, why = figures.verdict(respondents)
    return Maat(
        verdeling=verdeling,
        respondents=respondents,
        not_given=max(0, asked - answered),
        oordeel=oordeel,
        reason=why,
        estimated_mean=figures.mean(vraag) if vraag in SCALES else None,
        estimated_share=figures.share(vraag) if vraag in SHARES else None,
    )
