"""Sums of many fractions that stay exact without becoming slow."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction


def add_fractions(fractions: Iterable[tuple[int | Fraction, int]]) -> Fraction:
    """The sum of fractions, each given as numerator and denominator; 0 of none.

    Those with the same denominator are added as the whole numbers they mostly are: of thousands of straten with a few
    answers each, only some dozens of fractions are left.
    """
    numerators: dict[int, int | Fraction] = defaultdict(int)
    for numerator, denominator in fractions:
        numerators[denominator] += numerator
    return sum((Fraction(numerator, denominator) for denominator, numerator in numerators.items()), Fraction(0))
