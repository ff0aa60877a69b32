"""How finely a published figure is told: coarse enough that nobody's answer can be counted back from it."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from app.domain.schatting import Marge

FINE_FROM = 20
"""From so many answers on percentages are whole, and there is a distribution; below it they are whole fives."""

EXTREME = 5
"""Percentages below this one, and above 100 less this one, are told as “less than” and “more than”."""


def step_of(n: int) -> int:
    """In steps of how many percent a share among n answers is told."""
    return 1 if n >= FINE_FROM else EXTREME


def round_share(share: Fraction, n: int) -> int | None:
    """A share of 0 to 1 as a percentage; None when it lies so near to 0 or 100 that only that is told."""
    step = step_of(n)
    # Halves up, and in whole numbers: a publication rounds half a million shares, and fractions take ten times as long.
    percentage = step * ((200 * share.numerator + step * share.denominator) // (2 * step * share.denominator))
    return percentage if EXTREME <= percentage <= 100 - EXTREME else None


def share_words(share: Fraction, n: int) -> str:
    """The same in words: 45 %, <5 % or >95 %."""
    percentage = round_share(share, n)
    if percentage is not None:
        return f"{percentage} %"
    return f"<{EXTREME} %" if share < Fraction(1, 2) else f">{100 - EXTREME} %"


def spread_words(counts: Mapping[str, int], n: int) -> dict[str, str]:
    """The distribution of n answers in words; empty below `FINE_FROM`."""
    return {code: share_words(Fraction(count, n), n) for code, count in counts.items()} if n >= FINE_FROM else {}


def round_outward(marge: Marge, step: Fraction, unit: int = 1) -> tuple[float, float]:
    """A margin in whole steps, in the unit of its figure (a share counts `unit` 100): never narrower than it is."""
    low, high = (Fraction(bound) * unit / step for bound in (marge.low, marge.high))
    return float(floor(low) * step), float(ceil(high) * step)
