"""How finely a published figure is told."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.afronding import round_outward, round_share, share_words, spread_words
from app.domain.schatting import Marge


@pytest.mark.parametrize(
    ("count", "n", "words"),
    [
        (0, 10, "<5 %"), (1, 10, "10 %"), (1, 12, "10 %"), (5, 11, "45 %"), (9, 10, "90 %"), (10, 10, ">95 %"),
        (0, 20, "<5 %"), (1, 20, "5 %"), (1, 23, "<5 %"), (7, 23, "30 %"), (22, 23, ">95 %"), (20, 20, ">95 %"),
    ],
)  # fmt: skip
def test_a_share_in_words(count, n, words):
    assert share_words(Fraction(count, n), n) == words


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_percentage_is_near_the_share_or_not_told(counted):
    count, n = counted
    percentage = round_share(Fraction(count, n), n)
    if percentage is None:
        assert share_words(Fraction(count, n), n) in ("<5 %", ">95 %")
    else:
        assert 5 <= percentage <= 95
        assert n >= 20 or percentage % 5 == 0
        assert abs(Fraction(count, n) * 100 - percentage) <= (Fraction(1, 2) if n >= 20 else Fraction(5, 2))


def test_there_is_no_distribution_of_fewer_than_twenty():
    assert spread_words({"1": 9, "2": 10}, 19) == {}
    assert spread_words({"1": 9, "2": 11}, 20) == {"1": "45 %", "2": "55 %"}


@given(st.floats(1, 10), st.floats(0, 5), st.sampled_from([Fraction(1, 10), Fraction(1), Fraction(5)]))
def test_a_margin_only_becomes_wider(low, width, step):
    laag, hoog = round_outward(Marge(low, low + width), step)
    assert laag <= low + 1e-12
    assert hoog >= low + width - 1e-12
    assert hoog - laag <= width + 2 * float(step) + 1e-9


def test_a_margin_of_a_share_is_told_in_percent():
    assert round_outward(Marge(0.521, 0.879), Fraction(5), 100) == (50.0, 90.0)
