"""The mean of a scale in one straat, with the margin of Student's t.

A mean takes the steps of the scale as equal. For the rungs of a ladder that is a convention, not a measurement, so a
mean never stands without its spread, its median and its n.
"""

from fractions import Fraction
from math import sqrt

from app.domain.betrouwbaarheid import NORMEN
from app.domain.schatting import Marge, Methode, Schatting, below_upper_end
from app.domain.spreiding import Spreiding, usable_spread
from app.domain.steekproef import Steekproef
from app.domain.t_verdeling import t_quantile


def estimate_gemiddelde(
    steekproef: Steekproef,
    scale: range,
    wijk: Spreiding | None = None,
    zekerheid: Fraction = NORMEN.zekerheid,
) -> Schatting | None:
    """The mean, on this scale, of all households behind these answers; None without answers.

    The variance of the mean is (1 - n/N) s²/n, without the correction for a finite population where N is not known.
    `wijk` is the spread within the straten of the wijk: it stands in when all answers are equal. Source: Cochran
    (1977), 2.6 to 2.8; for a question that only part of the people was asked, 2.12.
    """
    verdeling = steekproef.verdeling
    if verdeling.mean is None:
        return None
    if steekproef.is_census:
        exact = margin_around(verdeling.mean, 0, scale)
        return Schatting(verdeling.mean, verdeling.n, exact, Methode.VOLLEDIG)
    spread, kanttekeningen = usable_spread(verdeling, wijk)
    kanttekeningen = steekproef.kanttekeningen + kanttekeningen
    if spread is None:
        return Schatting(verdeling.mean, verdeling.n, None, Methode.GEEN, kanttekeningen)
    variance = steekproef.not_heard * float(spread.variance) / verdeling.n
    marge = margin_around(verdeling.mean, half_width(variance, spread.df, zekerheid), scale)
    return Schatting(verdeling.mean, verdeling.n, marge, Methode.T_VERDELING, kanttekeningen)


def half_width(variance: float, df: float, zekerheid: Fraction) -> float:
    """How far a margin reaches to either side of a mean with this variance."""
    return t_quantile(below_upper_end(zekerheid), df) * sqrt(variance)


def margin_around(mean: Fraction, half: float, scale: range) -> Marge:
    """As far to either side of the mean, but not beyond what can be answered at all."""
    middle = float(mean)
    return Marge(max(float(scale[0]), middle - half), min(float(scale[-1]), middle + half))
