"""A share of the people in one straat, with the margin of Wilson: honest also for few answers, and near 0 and 1."""

from fractions import Fraction
from math import sqrt

from app.domain.betrouwbaarheid import NORMEN
from app.domain.schatting import Marge, Methode, Schatting, below_upper_end
from app.domain.steekproef import Steekproef
from app.domain.t_verdeling import normal_quantile


def estimate_aandeel(steekproef: Steekproef, zekerheid: Fraction = NORMEN.zekerheid) -> Schatting | None:
    """The share, 0 to 1, of all households behind these answers that have a 1 (`yes_or_no`); None without answers."""
    share = steekproef.verdeling.mean
    if share is None:
        return None
    if steekproef.is_census:
        return Schatting(share, steekproef.n, Marge(float(share), float(share)), Methode.VOLLEDIG)
    marge = wilson(share, _effective_n(steekproef), normal_quantile(below_upper_end(zekerheid)))
    return Schatting(share, steekproef.n, marge, Methode.WILSON, steekproef.kanttekeningen)


def wilson(share: Fraction, n: float, quantile: float) -> Marge:
    """The values of the true share that lie within `quantile` standard errors of the one found among n, n above 0.

    The standard error is that of the true share, not of the one found, so there is always a margin. Source: E.B.
    Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927); recommended for
    small n by L.D. Brown, T.T. Cai & A. DasGupta, "Interval estimation for a binomial proportion", Statistical
    Science 16 (2001).
    """
    found, square = float(share), quantile * quantile
    middle = (found + square / (2 * n)) / (1 + square / n)
    half = quantile / (1 + square / n) * sqrt(found * (1 - found) / n + square / (4 * n * n))
    return Marge(max(0.0, min(found, middle - half)), min(1.0, max(found, middle + half)))


def _effective_n(steekproef: Steekproef) -> float:
    """How many answers from an endless straat would say as much: n (N - 1) / (N - n).

    The variance of a share among n out of N is PQ/n (N - n)/(N - 1): Cochran (1977), 3.2. Where only part of the people
    was asked, n out of m interviewed, N is that part of the households, n N/m, which makes it (n N - m) / (N - m).
    """
    n, asked, households = steekproef.n, steekproef.asked, steekproef.huishoudens
    if households is None or not steekproef.is_draw:
        return float(n)
    return (n * households - asked) / (households - asked)
