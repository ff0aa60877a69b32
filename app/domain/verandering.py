"""What changed in a straat between two meetronden, and whether it is more than chance.

The two rounds are taken as independent draws. The margin of a change has no correction for a finite population, not
even where the two figures have one: the question is whether people have come to think otherwise, not whether two lists
of answers differ, which they nearly always do. Source: Cochran (1977), 2.14.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import hypot

from app.domain.aandeel import wilson
from app.domain.betrouwbaarheid import NORMEN, Normen
from app.domain.gelaagd import Gelaagd, Laag, stratify
from app.domain.gemiddelde import half_width, margin_around
from app.domain.schatting import Kanttekening, Marge, Methode, below_upper_end
from app.domain.spreiding import Spreiding, usable_spread
from app.domain.steekproef import Steekproef
from app.domain.t_verdeling import normal_quantile


class Richting(StrEnum):
    """The verdict on a change."""

    GESTEGEN = "gestegen"
    GEDAALD = "gedaald"
    GEEN_VERSCHIL = "geen-aantoonbaar-verschil"
    TE_WEINIG = "te-weinig-gesprekken"

    @property
    def sentence(self) -> str:
        """The same in Dutch."""
        return _SENTENCES[self]


_SENTENCES = {
    Richting.GESTEGEN: "Gestegen: het verschil is groter dan u bij toeval verwacht.",
    Richting.GEDAALD: "Gedaald: het verschil is groter dan u bij toeval verwacht.",
    Richting.GEEN_VERSCHIL: "Geen aantoonbaar verschil: toeval kan het verschil ook verklaren.",
    Richting.TE_WEINIG: "Te weinig gesprekken om te vergelijken.",
}


@dataclass(frozen=True)
class Verandering:
    """From an earlier round to a later one, in the unit of the figure; above 0 it went up.

    The numbers of answers are those that were compared, and `earlier` and `later` are the figures of just those. With
    too few in either round nothing else is given; without a margin no difference can be shown.
    """

    richting: Richting
    n_earlier: int
    n_later: int
    earlier: Fraction | None = None
    later: Fraction | None = None
    marge: Marge | None = None
    methode: Methode = Methode.GEEN
    kanttekeningen: tuple[Kanttekening, ...] = ()

    @property
    def difference(self) -> Fraction | None:
        """How far the figure moved."""
        return None if self.earlier is None or self.later is None else self.later - self.earlier


@dataclass(frozen=True)
class FalseAlarms:
    """Of so many comparisons so many found a difference; so many would, on average, if nothing had changed anywhere."""

    compared: int
    found: int
    expected: Fraction


def compare_gemiddelden(
    earlier: Steekproef,
    later: Steekproef,
    scale: range,
    wijk_earlier: Spreiding | None = None,
    wijk_later: Spreiding | None = None,
    normen: Normen = NORMEN,
) -> Verandering:
    """The change of a mean; the spread within the straten of the wijk stands in for a round of equal answers."""
    if min(earlier.n, later.n) < normen.straat.figure_from:
        return Verandering(Richting.TE_WEINIG, earlier.n, later.n)
    before, after = _with_spread(earlier, wijk_earlier), _with_spread(later, wijk_later)
    return welch(before, after, scale, normen.zekerheid)


def compare_aandelen(earlier: Steekproef, later: Steekproef, normen: Normen = NORMEN) -> Verandering:
    """The change of the share that has a 1 (`yes_or_no`)."""
    if min(earlier.n, later.n) < normen.straat.figure_from:
        return Verandering(Richting.TE_WEINIG, earlier.n, later.n)
    quantile = normal_quantile(below_upper_end(normen.zekerheid))
    before, after = _alone(earlier), _alone(later)
    return newcombe(before, after, wilson(before.mean, before.n, quantile), wilson(after.mean, after.n, quantile))


def count_false_alarms(veranderingen: Iterable[Verandering], normen: Normen = NORMEN) -> FalseAlarms:
    """What to expect of many comparisons at once: one in twenty finds a difference where there is none, at 95 %."""
    with_margin = [verandering for verandering in veranderingen if verandering.marge is not None]
    return FalseAlarms(
        compared=len(with_margin),
        found=sum(verandering.richting is not Richting.GEEN_VERSCHIL for verandering in with_margin),
        expected=len(with_margin) * (1 - normen.zekerheid),
    )


def welch(earlier: Gelaagd, later: Gelaagd, scale: range, zekerheid: Fraction) -> Verandering:
    """The difference of two means with variances of their own.

    Source: B.L. Welch, "The generalization of 'Student's' problem when several different population variances are
    involved", Biometrika 34 (1947), with the degrees of freedom of Satterthwaite (1946).
    """
    difference = later.mean - earlier.mean
    if not (earlier.variance and later.variance):
        kanttekeningen = (*_kanttekeningen(earlier, later), Kanttekening.GEEN_SPREIDING)
        means = earlier.mean, later.mean
        return Verandering(Richting.GEEN_VERSCHIL, earlier.n, later.n, *means, kanttekeningen=kanttekeningen)
    variance = earlier.variance + later.variance
    df = variance**2 / (earlier.variance**2 / earlier.df + later.variance**2 / later.df)
    span = scale[-1] - scale[0]
    marge = margin_around(difference, half_width(variance, df, zekerheid), range(-span, span + 1))
    return _judged(earlier, later, marge, Methode.WELCH)


def newcombe(earlier: Gelaagd, later: Gelaagd, earlier_marge: Marge, later_marge: Marge) -> Verandering:
    """The difference of two shares, from the margin of Wilson of each.

    Source: R.G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of
    eleven methods", Statistics in Medicine 17 (1998), method 10.
    """
    before, after = float(earlier.mean), float(later.mean)
    difference = float(later.mean - earlier.mean)
    marge = Marge(
        difference - hypot(after - later_marge.low, earlier_marge.high - before),
        difference + hypot(later_marge.high - after, before - earlier_marge.low),
    )
    return _judged(earlier, later, marge, Methode.NEWCOMBE)


def _alone(steekproef: Steekproef) -> Gelaagd:
    return stratify([Laag(Steekproef(steekproef.verdeling), 1)])


def _with_spread(steekproef: Steekproef, wijk: Spreiding | None) -> Gelaagd:
    spread, kanttekeningen = usable_spread(steekproef.verdeling, wijk)
    if spread is None:
        return _alone(steekproef)
    variance = float(spread.variance / steekproef.n)
    return replace(_alone(steekproef), variance=variance, df=spread.df, kanttekeningen=kanttekeningen)


def _judged(earlier: Gelaagd, later: Gelaagd, marge: Marge, methode: Methode) -> Verandering:
    richting = Richting.GEEN_VERSCHIL
    if marge.low > 0:
        richting = Richting.GESTEGEN
    elif marge.high < 0:
        richting = Richting.GEDAALD
    kanttekeningen = _kanttekeningen(earlier, later)
    return Verandering(richting, earlier.n, later.n, earlier.mean, later.mean, marge, methode, kanttekeningen)


def _kanttekeningen(earlier: Gelaagd, later: Gelaagd) -> tuple[Kanttekening, ...]:
    return tuple(dict.fromkeys(earlier.kanttekeningen + later.kanttekeningen))
