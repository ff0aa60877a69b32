"""The mean and the share of one straat: examples by hand, and laws."""

from fractions import Fraction
from math import isfinite
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.aandeel import estimate_aandeel
from app.domain.betrouwbaarheid import Oordeel
from app.domain.gemiddelde import estimate_gemiddelde
from app.domain.schatting import Kanttekening, Marge, Methode
from app.domain.spreiding import Spreiding, spread_within
from app.domain.steekproef import Steekproef
from app.domain.verandering import Richting
from app.domain.verdeling import Verdeling
from tests.domain.straten import CIJFERS, answers, share_straten, shares, straat, straten, voters

WIJK = Spreiding(Fraction(2), 30)


def margin(schatting):
    return round(schatting.marge.low, 4), round(schatting.marge.high, 4)


# --- the mean ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_answers", "huishoudens", "value", "expected"),
    [
        # mean 8, s² = 2.5; 2.776 * sqrt(2.5 / 5)
        ([6, 7, 8, 9, 10], None, 8, (6.0368, 9.9632)),
        # the same of 50 households: 2.776 * sqrt(0.9 * 2.5 / 5)
        ([6, 7, 8, 9, 10], 50, 8, (6.1375, 9.8625)),
        # mean 9.8, s² = 0.2; 2.776 * sqrt(0.2 / 5) = 0.555, and a 10 is the highest there is
        ([9, 10, 10, 10, 10], None, Fraction(49, 5), (9.2447, 10)),
        # mean 1.5, s² = 0.5; 12.706 * sqrt(0.5 / 2) = 6.353
        ([1, 2], None, Fraction(3, 2), (1, 7.8531)),
    ],
)
def test_a_mean_by_hand(given_answers, huishoudens, value, expected):
    schatting = estimate_gemiddelde(straat(given_answers, huishoudens), CIJFERS)
    assert (schatting.value, schatting.n, schatting.methode) == (value, len(given_answers), Methode.T_VERDELING)
    assert (margin(schatting), schatting.kanttekeningen) == (expected, ())


def test_without_answers_there_is_no_mean():
    assert estimate_gemiddelde(straat([], 50), CIJFERS) is None


@pytest.mark.parametrize("wijk", [None, WIJK])
def test_a_single_answer_has_no_margin(wijk):
    schatting = estimate_gemiddelde(straat([7], 50), CIJFERS, wijk)
    assert (schatting.value, schatting.marge, schatting.methode) == (7, None, Methode.GEEN)
    assert schatting.kanttekeningen == (Kanttekening.GEEN_SPREIDING,)


def test_equal_answers_borrow_the_spread_of_the_wijk():
    # 2.042 * sqrt(0.9 * 2 / 5), with the 30 degrees of freedom of the wijk
    schatting = estimate_gemiddelde(straat([7] * 5, 50), CIJFERS, WIJK)
    assert (margin(schatting), schatting.kanttekeningen) == ((5.7746, 8.2254), (Kanttekening.SPREIDING_VAN_DE_WIJK,))


@pytest.mark.parametrize("wijk", [None, Spreiding(Fraction(0), 30)])
def test_equal_answers_have_no_margin_where_the_wijk_has_no_spread_either(wijk):
    schatting = estimate_gemiddelde(straat([7] * 5, 50), CIJFERS, wijk)
    assert (schatting.marge, schatting.methode) == (None, Methode.GEEN)
    assert schatting.kanttekeningen == (Kanttekening.GEEN_SPREIDING,)


@pytest.mark.parametrize("given_answers", [[7], [7, 7], [3, 9, 10]])
def test_when_everybody_was_asked_nothing_is_left_to_chance(given_answers):
    schatting = estimate_gemiddelde(straat(given_answers, len(given_answers)), CIJFERS, WIJK)
    assert schatting.methode is Methode.VOLLEDIG
    assert schatting.marge == Marge(float(schatting.value), float(schatting.value))


@pytest.mark.parametrize("huishoudens", [0, 1, 4])
def test_more_interviews_than_households_are_told_and_make_nothing_narrower(huishoudens):
    unknown, overfull = straat([6, 7, 8, 9, 10]), straat([6, 7, 8, 9, 10], huishoudens)
    schatting = estimate_gemiddelde(overfull, CIJFERS)
    assert schatting.marge == estimate_gemiddelde(unknown, CIJFERS).marge
    assert schatting.kanttekeningen == (Kanttekening.MEER_INTERVIEWS_DAN_HUISHOUDENS,)


def test_of_a_question_for_part_of_the_people_those_interviewed_are_the_part_heard():
    # 20 of 40 households interviewed; the 5 with experience are half of those there are
    part = estimate_gemiddelde(straat([6, 7, 8, 9, 10], 40, gevraagd=20), CIJFERS)
    assert part.marge == estimate_gemiddelde(straat([6, 7, 8, 9, 10], 10), CIJFERS).marge


@given(answers, st.randoms(use_true_random=False))
def test_law_the_order_of_the_answers_does_not_matter(given_answers, random):
    shuffled = random.sample(given_answers, len(given_answers))
    as_they_came = Steekproef(Verdeling({str(answer): shuffled.count(answer) for answer in shuffled}), 40)
    assert estimate_gemiddelde(as_they_came, CIJFERS) == estimate_gemiddelde(straat(given_answers, 40), CIJFERS)


@given(st.lists(st.integers(1, 10), min_size=1, max_size=12))
def test_law_one_more_of_the_highest_grade_never_lowers_a_mean(given_answers):
    before = estimate_gemiddelde(straat(given_answers, 40), CIJFERS)
    assert estimate_gemiddelde(straat([*given_answers, 10], 40), CIJFERS).value >= before.value


@given(straten, st.none() | st.just(WIJK))
def test_law_a_margin_holds_the_mean_and_stays_on_the_scale(steekproef, wijk):
    schatting = estimate_gemiddelde(steekproef, CIJFERS, wijk)
    if schatting is not None and schatting.marge is not None:
        assert 1 <= schatting.marge.low <= float(schatting.value) <= schatting.marge.high <= 10


@given(straten, st.none() | st.just(WIJK))
def test_law_there_is_a_margin_with_width_or_none_or_everybody_was_asked(steekproef, wijk):
    schatting = estimate_gemiddelde(steekproef, CIJFERS, wijk)
    if schatting is not None and schatting.marge is not None:
        is_point = schatting.marge.low == schatting.marge.high
        assert is_point == (schatting.methode is Methode.VOLLEDIG)


@given(st.lists(st.integers(1, 10), min_size=2, max_size=12))
def test_law_a_margin_shrinks_to_a_point_as_more_of_the_straat_is_heard(given_answers):
    n = len(given_answers)
    widths = [width(estimate_gemiddelde(straat(given_answers, n + left), CIJFERS, WIJK)) for left in (500, 50, 5, 1, 0)]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == 0


@given(straten)
def test_law_more_certainty_takes_a_wider_margin(steekproef):
    ninety, ninety_nine = (
        estimate_gemiddelde(steekproef, CIJFERS, WIJK, Fraction(percent, 100)) for percent in (90, 99)
    )
    if ninety is not None and ninety.marge is not None:
        assert width(ninety) <= width(ninety_nine)


def width(schatting):
    return schatting.marge.high - schatting.marge.low


# --- the spread --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("straten_of_wijk", "expected"),
    [
        ([], None),
        ([[7], [3], []], None),
        ([[6, 8]], Spreiding(Fraction(2), 1)),
        # 2 + 2 squared distances over 1 + 2 degrees of freedom; that the straten differ does not count
        ([[6, 8], [1, 2, 3], [9]], Spreiding(Fraction(4, 3), 3)),
    ],
)
def test_the_spread_within_straten(straten_of_wijk, expected):
    assert spread_within(straat(given_answers).verdeling for given_answers in straten_of_wijk) == expected


# --- the share ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yes", "n", "huishoudens", "expected"),
    [
        (8, 10, None, (0.4902, 0.9433)),
        (0, 10, None, (0, 0.2775)),
        (10, 10, None, (0.7225, 1)),
        (1, 1, None, (0.2065, 1)),
        # of 40 households the 10 say as much as 10 * 39 / 30 = 13 of an endless number would
        (8, 10, 40, (0.5286, 0.9345)),
        (4, 5, 5, (0.8, 0.8)),
    ],
)
def test_a_share_by_hand(yes, n, huishoudens, expected):
    schatting = estimate_aandeel(voters(yes, n, huishoudens))
    assert (schatting.value, schatting.n, margin(schatting)) == (Fraction(yes, n), n, expected)
    assert schatting.methode is (Methode.VOLLEDIG if n == huishoudens else Methode.WILSON)


def test_without_answers_there_is_no_share():
    assert estimate_aandeel(voters(0, 0, 50)) is None


@given(share_straten)
def test_law_a_margin_holds_the_share_and_stays_within_0_and_1(steekproef):
    schatting = estimate_aandeel(steekproef)
    if schatting is not None:
        assert 0 <= schatting.marge.low <= float(schatting.value) <= schatting.marge.high <= 1


@given(shares.filter(lambda counted: counted[1] > 0))
def test_law_the_margin_of_a_share_shrinks_to_a_point_too(counted):
    widths = [width(estimate_aandeel(voters(*counted, counted[1] + left))) for left in (500, 50, 5, 1, 0)]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == 0


@given(shares.filter(lambda counted: counted[1] > 0), st.none() | st.integers(12, 400))
def test_law_those_who_say_no_are_the_mirror_of_those_who_say_yes(counted, huishoudens):
    yes, n = counted
    of_yes, of_no = estimate_aandeel(voters(yes, n, huishoudens)), estimate_aandeel(voters(n - yes, n, huishoudens))
    assert of_yes.value == 1 - of_no.value
    assert (of_yes.marge.low, of_yes.marge.high) == pytest.approx((1 - of_no.marge.high, 1 - of_no.marge.low))


# --- whatever is counted -----------------------------------------------------------------------------------------


@given(straten, st.none() | st.just(WIJK) | st.just(Spreiding(Fraction(0), 3)))
def test_law_no_count_makes_it_stumble(steekproef, wijk):
    schatting = estimate_gemiddelde(steekproef, CIJFERS, wijk)
    assert (schatting is None) == (steekproef.n == 0)
    if schatting is not None and schatting.marge is not None:
        assert isfinite(schatting.marge.low + schatting.marge.high)


@pytest.mark.parametrize("kanttekening", Kanttekening)
def test_every_kanttekening_is_also_a_sentence(kanttekening):
    assert kanttekening.sentence.endswith(".")


@pytest.mark.parametrize("codes", [Methode, Kanttekening, Oordeel, Richting])
def test_every_code_is_explained_to_the_analyst(codes):
    page = (Path(__file__).parents[2] / "docs" / "statistiek.md").read_text(encoding="utf-8")
    assert [code for code in codes if f"`{code}`" not in page] == []
