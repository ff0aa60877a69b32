"""The mean and the share of a wijk: examples by hand, and laws."""

from fractions import Fraction
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from app.domain.gemiddelde import estimate_gemiddelde
from app.domain.schatting import Kanttekening, Marge, Methode
from app.domain.steekproef import Steekproef
from app.domain.verdeling import together, yes_or_no
from app.domain.wijkschatting import dekking, estimate_wijkaandeel, estimate_wijkgemiddelde
from tests.domain.straten import CIJFERS, answers, counted_wijken, share_wijken, straat, voters, wijken


def margin(wijk):
    return round(wijk.schatting.marge.low, 4), round(wijk.schatting.marge.high, 4)


# --- the mean ----------------------------------------------------------------------------------------------------


def test_a_weighted_mean_by_hand():
    # means 7 and 5, s² 1 and 2, weights 3/4 and 1/4:
    # 0.5625 * 0.9 * 1/3 + 0.0625 * 0.8 * 2/2 = 0.16875 + 0.05, with 0.21875² / (0.16875²/2 + 0.05²/1) = 2.859 df
    wijk = estimate_wijkgemiddelde([straat([6, 7, 8], 30), straat([4, 6], 10)], CIJFERS)
    assert (wijk.schatting.value, wijk.schatting.n, wijk.unweighted) == (Fraction(13, 2), 5, Fraction(31, 5))
    assert (margin(wijk), wijk.schatting.methode) == ((4.9691, 8.0309), Methode.T_VERDELING)
    assert (wijk.is_weighted, wijk.schatting.kanttekeningen) == (True, ())


def test_a_straat_with_one_answer_borrows_the_spread_of_the_others():
    # the pooled s² is (2 + 2)/3 = 4/3; the third straat weighs 10 of 50 and adds 0.04 * 0.9 * 4/3 = 0.048
    straten = [straat([6, 7, 8], 30), straat([4, 6], 10), straat([9], 10)]
    wijk = estimate_wijkgemiddelde(straten, CIJFERS)
    assert wijk.schatting.value == Fraction(6, 10) * 7 + Fraction(2, 10) * 5 + Fraction(2, 10) * 9
    variance = 0.36 * 0.9 / 3 + 0.04 * 0.8 * 2 / 2 + 0.048
    first, second = 0.36 * 0.9 / 3 + 0.036 * 2 / 3, 0.04 * 0.8 + 0.036 * 2 / 3
    assert variance == pytest.approx(first + second)
    df = variance**2 / (first**2 / 2 + second**2 / 1)
    half = (wijk.schatting.marge.high - wijk.schatting.marge.low) / 2
    assert half == pytest.approx(stats.t.ppf(0.975, df) * variance**0.5)
    assert wijk.schatting.kanttekeningen == (Kanttekening.SPREIDING_GELEEND,)


def test_where_households_are_unknown_every_answer_counts_the_same_and_that_is_said():
    straten = [straat([6, 7, 8], 30), straat([4, 6], None)]
    wijk = estimate_wijkgemiddelde(straten, CIJFERS)
    heap = estimate_gemiddelde(straat([6, 7, 8, 4, 6]), CIJFERS)
    assert (wijk.schatting.value, wijk.schatting.marge) == (heap.value, heap.marge)
    assert (wijk.is_weighted, wijk.unweighted) == (False, heap.value)
    assert wijk.schatting.kanttekeningen == (Kanttekening.HUISHOUDENS_ONBEKEND,)


def test_answers_from_a_straat_without_households_are_told():
    straten = [straat([6, 7, 8], 30), straat([4, 6], 0)]
    wijk = estimate_wijkgemiddelde(straten, CIJFERS)
    assert (wijk.is_weighted, dekking(straten)) == (False, None)
    assert wijk.schatting.kanttekeningen == (
        Kanttekening.MEER_INTERVIEWS_DAN_HUISHOUDENS,
        Kanttekening.HUISHOUDENS_ONBEKEND,
    )


def test_more_interviews_than_households_are_told_while_the_straat_keeps_its_weight():
    wijk = estimate_wijkgemiddelde([straat([6, 7, 8], 2), straat([4, 6], 8)], CIJFERS)
    assert (wijk.is_weighted, wijk.schatting.value) == (True, Fraction(2, 10) * 7 + Fraction(8, 10) * 5)
    assert wijk.schatting.kanttekeningen == (Kanttekening.MEER_INTERVIEWS_DAN_HUISHOUDENS,)


@pytest.mark.parametrize(
    "straten",
    [
        [straat([7], 30), straat([4], 10)],
        [straat([7, 7, 7], 30), straat([4, 4], 10)],
        [straat([7, 7, 7], 30), straat([4], 10)],
        [straat([7], 30)],
    ],
    ids=["one answer each", "equal answers in each", "both", "one answer in all"],
)
def test_without_two_different_answers_in_one_straat_there_is_no_margin(straten):
    wijk = estimate_wijkgemiddelde(straten, CIJFERS)
    assert (wijk.schatting.marge, wijk.schatting.methode) == (None, Methode.GEEN)
    assert wijk.schatting.kanttekeningen == (Kanttekening.GEEN_SPREIDING,)


def test_when_everybody_was_asked_nothing_is_left_to_chance():
    wijk = estimate_wijkgemiddelde([straat([6, 7, 8], 3), straat([4], 1)], CIJFERS)
    assert wijk.schatting.methode is Methode.VOLLEDIG
    assert wijk.schatting.marge == Marge(6.25, 6.25)


@pytest.mark.parametrize("straten", [[], [straat([], 30)], [straat([], None), straat([], 0)]])
def test_a_wijk_without_answers_has_no_figure(straten):
    assert estimate_wijkgemiddelde(straten, CIJFERS) is None
    assert estimate_wijkaandeel(straten) is None


def test_of_a_question_for_part_of_the_people_a_straat_weighs_as_many_as_that_part():
    # 300 households, 1 in 10 with experience, against 60 with 6 in 10: 30 against 36 who could give a cijfer
    straten = [straat([9], 300, gevraagd=10), straat([6, 6, 6, 6, 6, 6], 60, gevraagd=10)]
    wijk = estimate_wijkgemiddelde(straten, CIJFERS)
    assert wijk.schatting.value == Fraction(30 * 9 + 36 * 6, 66)
    assert dekking(straten) == 1


def test_a_margin_over_part_of_the_people_is_as_sure_as_their_answers_and_no_more():
    # 5 of 20 people interviewed answer, so they are 25 of 100 households; the 15 not asked count as zeros:
    # (100/25)² * 0.8/20 * 10/19 = 0.3368, but with the 4 degrees of freedom of the answers
    wijk = estimate_wijkgemiddelde([straat([6, 7, 8, 9, 10], 100, gevraagd=20)], CIJFERS)
    assert wijk.schatting.marge.low == pytest.approx(8 - stats.t.ppf(0.975, 4) * (16 * 0.8 / 20 * 10 / 19) ** 0.5)


@given(counted_wijken, st.randoms(use_true_random=False))
def test_law_which_straat_is_which_does_not_matter(straten, random):
    assert estimate_wijkgemiddelde(random.sample(straten, len(straten)), CIJFERS) == estimate_wijkgemiddelde(
        straten, CIJFERS
    )


@given(counted_wijken.filter(bool), st.integers(0, 400))
def test_law_a_straat_without_interviews_changes_only_the_dekking(straten, huishoudens):
    without, added = (
        estimate_wijkgemiddelde(straten, CIJFERS),
        estimate_wijkgemiddelde([*straten, straat([], huishoudens)], CIJFERS),
    )
    if without is not None:
        assert (added.schatting, added.unweighted) == (without.schatting, without.unweighted)
        total = sum(one.huishoudens for one in straten)
        bigger = [*straten, straat([], huishoudens)]
        assert dekking(bigger) == dekking(straten) * Fraction(total, total + huishoudens)


@given(st.lists(st.lists(st.integers(1, 10), min_size=4, max_size=4), min_size=1, max_size=6), st.integers(5, 400))
def test_law_straten_as_large_and_as_much_heard_give_the_mean_of_all_answers(per_straat, huishoudens):
    wijk = estimate_wijkgemiddelde([straat(given_answers, huishoudens) for given_answers in per_straat], CIJFERS)
    assert wijk.schatting.value == wijk.unweighted


@given(answers, st.integers(12, 400))
def test_law_a_wijk_of_one_straat_is_that_straat(given_answers, huishoudens):
    alone = estimate_gemiddelde(straat(given_answers, huishoudens), CIJFERS)
    wijk = estimate_wijkgemiddelde([straat(given_answers, huishoudens)], CIJFERS)
    if alone is None or wijk is None:
        assert (alone, wijk) == (None, None)
        return
    assert (wijk.schatting.value, wijk.schatting.methode) == (alone.value, alone.methode)
    if alone.marge is not None:
        assert (wijk.schatting.marge.low, wijk.schatting.marge.high) == pytest.approx(
            (alone.marge.low, alone.marge.high)
        )


@given(counted_wijken, st.integers(0, 5))
def test_law_one_more_of_the_highest_grade_never_lowers_a_mean(straten, place):
    if any(one.n for one in straten[place : place + 1]):
        richer = list(straten)
        verdeling = together([straten[place].verdeling, straat([10]).verdeling])
        richer[place] = Steekproef(verdeling, straten[place].huishoudens)
        before, after = estimate_wijkgemiddelde(straten, CIJFERS), estimate_wijkgemiddelde(richer, CIJFERS)
        assert after.schatting.value >= before.schatting.value


@given(wijken)
def test_law_a_margin_holds_the_mean_and_stays_on_the_scale(straten):
    wijk = estimate_wijkgemiddelde(straten, CIJFERS)
    assert (wijk is None) == (not any(one.n for one in straten))
    if wijk is not None and wijk.schatting.marge is not None:
        marge = wijk.schatting.marge
        assert isfinite(marge.low + marge.high)
        assert 1 <= marge.low <= float(wijk.schatting.value) <= marge.high <= 10
        assert (marge.low == marge.high) == (wijk.schatting.methode is Methode.VOLLEDIG)


@given(st.lists(st.lists(st.integers(1, 10), min_size=1, max_size=6), min_size=1, max_size=5))
def test_law_a_margin_shrinks_to_a_point_as_more_of_the_wijk_is_heard(per_straat):
    wijken_heard = [
        estimate_wijkgemiddelde(
            [straat(given_answers, len(given_answers) * times) for given_answers in per_straat], CIJFERS
        )
        for times in (50, 5, 2, 1)
    ]
    if wijken_heard[0].schatting.marge is not None:
        widths = [wijk.schatting.marge.high - wijk.schatting.marge.low for wijk in wijken_heard]
        assert widths == sorted(widths, reverse=True)
        assert widths[-1] == 0


# --- the share ---------------------------------------------------------------------------------------------------


def test_a_weighted_share_by_hand():
    # shares 2/3 and 1/2, s² 1/3 and 1/2, weights 3/4 and 1/4: p = 5/8,
    # variance 0.5625 * 0.9 / 9 + 0.0625 * 0.8 / 4 = 0.06875, so as much as (5/8 * 3/8) / 0.06875 = 3.409 answers,
    # with the 2.719 degrees of freedom of that sum
    wijk = estimate_wijkaandeel([voters(2, 3, 30), voters(1, 2, 10)])
    assert (wijk.schatting.value, wijk.unweighted) == (Fraction(5, 8), Fraction(3, 5))
    assert (margin(wijk), wijk.schatting.methode) == ((0.0932, 0.9643), Methode.WILSON)


MANY = 10_000_000


@pytest.mark.parametrize(
    ("straten", "says_as_much_as"),
    [
        ([voters(5, 5, MANY), voters(5, 5, MANY)], 10),
        # nine times as many households: 1 / (0.81/5 + 0.01/5)
        ([voters(5, 5, 9 * MANY), voters(5, 5, MANY)], 5 / 0.82),
        ([voters(5, 5, 3 * MANY), voters(1, 1, MANY)], 1 / (0.5625 / 5 + 0.0625)),
        ([Steekproef(yes_or_no(5, 5), MANY, gevraagd=10), Steekproef(yes_or_no(5, 5), MANY, gevraagd=10)], 10),
    ],
    ids=["equal weights", "unequal weights", "a single answer", "part of the people"],
)
def test_a_wijk_of_one_mind_has_a_margin_all_the_same(straten, says_as_much_as):
    wijk = estimate_wijkaandeel(straten)
    # with everybody saying yes, Wilson's lower bound is n / (n + 1.96²)
    assert wijk.schatting.marge.low == pytest.approx(says_as_much_as / (says_as_much_as + 1.959964**2), rel=1e-6)
    assert (wijk.schatting.marge.high, wijk.schatting.kanttekeningen) == (1, ())


def test_a_share_of_everybody_is_a_point():
    wijk = estimate_wijkaandeel([voters(2, 4, 4), voters(1, 1, 1)])
    assert (wijk.schatting.methode, wijk.schatting.marge) == (Methode.VOLLEDIG, Marge(0.6, 0.6))


@given(share_wijken)
def test_law_a_margin_holds_the_share_and_stays_within_0_and_1(straten):
    wijk = estimate_wijkaandeel(straten)
    assert (wijk is None) == (not any(one.n for one in straten))
    if wijk is not None:
        marge = wijk.schatting.marge
        assert 0 <= marge.low <= float(wijk.schatting.value) <= marge.high <= 1
        assert (marge.low == marge.high) == (wijk.schatting.methode is Methode.VOLLEDIG)


# --- the dekking -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("straten", "expected"),
    [
        ([], None),
        ([straat([7], 30), straat([], 10)], Fraction(3, 4)),
        ([straat([7], 30), straat([], None)], None),
        ([straat([7], 0), straat([], 10)], None),
        ([straat([7], 30), straat([], 0)], 1),
        ([straat([], 0)], None),
        ([straat([], 30, gevraagd=4), straat([], 10)], Fraction(3, 4)),
    ],
)
def test_dekking_is_the_share_of_households_in_straten_with_an_interview(straten, expected):
    assert dekking(straten) == expected
