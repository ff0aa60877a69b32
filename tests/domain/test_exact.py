"""Sums of fractions: the same as one after another, to the last digit."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.domain.exact import add_fractions

WHOLE = st.integers(-(10**9), 10**9)
NUMERATORS = WHOLE | st.fractions(max_denominator=1000)


@given(st.lists(st.tuples(NUMERATORS, st.integers(1, 60))))
def test_a_sum_is_exact(fractions):
    one_after_another = Fraction(0)
    for numerator, denominator in fractions:
        one_after_another += Fraction(numerator, denominator)
    assert add_fractions(fractions) == one_after_another


def test_of_none_is_nothing():
    assert add_fractions([]) == 0
