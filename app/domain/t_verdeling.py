"""Student's t distribution: how many standard errors an interval has to reach to either side.

Written out because the libraries that have it weigh some 200 MB; the tests hold it against one of them.
"""

from functools import cache, lru_cache
from itertools import count
from math import exp, log1p, pi, sqrt
from statistics import NormalDist

_NEGLIGIBLE = 1e-15
_NEVER_ZERO = 1e-300
_SERIES_FROM = 25.0


@lru_cache(maxsize=4096)
def t_quantile(probability: float, df: float) -> float:
    """The value that a t distribution with `df` degrees of freedom stays below with this probability.

    `probability` lies from 0.5 up to, but not including, 1; `df` is 1 or more and need not be whole. Newton's method
    on the upper tail: right of zero the tail is convex, so every step from below stays below, and the first step that
    no longer climbs has arrived. The normal quantile is always below. Source: Student, "The probable error of a
    mean", Biometrika 6 (1908).
    """
    above = 1 - probability
    peak = _gamma_ratio(df / 2) / sqrt(pi * df)
    t = normal_quantile(probability)
    while True:
        density = peak * exp(-(df + 1) / 2 * log1p(t * t / df))
        further = t + (_upper_tail(t, df, density) - above) / density
        if further <= t * (1 + _NEGLIGIBLE):
            return t
        t = further


@cache
def normal_quantile(probability: float) -> float:
    """The same of the normal distribution: where the degrees of freedom have no end."""
    return NormalDist().inv_cdf(probability)


def _upper_tail(t: float, df: float, density: float) -> float:
    """The probability of a value above t: half the regularised incomplete beta function of df/2, 1/2 and df/(df+t²).

    Of its two mirror images the one is taken whose continued fraction converges fast. Source: NIST Digital Library of
    Mathematical Functions (DLMF), 8.17.4 and 8.17.22.
    """
    x = df / (df + t * t)
    if x < (df + 2) / (df + 5):
        return t * density / df * _continued_fraction(df / 2, 0.5, x)
    return 0.5 - t * density * _continued_fraction(0.5, df / 2, t * t / (df + t * t))


def _continued_fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method.

    Source: W.J. Lentz, Applied Optics 15 (1976); as modified by Thompson & Barnett (1986).
    """
    c, d = 1.0, 1 / _nonzero(1 - (a + b) * x / (a + 1))
    value = d
    for m in count(1):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        before = value
        for term in (even, odd):
            d = 1 / _nonzero(1 + term * d)
            c = _nonzero(1 + term / c)
            value *= c * d
        if abs(value - before) <= _NEGLIGIBLE * abs(value):
            break
    return value


def _nonzero(value: float) -> float:
    return value if abs(value) > _NEVER_ZERO else _NEVER_ZERO


def _gamma_ratio(a: float) -> float:
    """Gamma(a + 1/2) / Gamma(a).

    Not from the difference of two log-gammas: with a million degrees of freedom that keeps only nine digits. Instead a
    series that holds for large a, reached by stepping up. Source: DLMF 5.5.1 and 5.11.14.
    """
    factor = 1.0
    while a < _SERIES_FROM:
        factor *= a / (a + 0.5)
        a += 1
    w = a - 0.25
    v = 1 / (w * w)
    return factor * sqrt(w) * (1 + v * (1 / 64 - v * (19 / 8192 - v * 631 / 524288)))
