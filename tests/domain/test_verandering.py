"""What changed between two rounds, in a straat and in a wijk: examples, and laws."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.betrouwbaarheid import NORMEN, Drempels
from app.domain.schatting import Kanttekening, Methode
from app.domain.spreiding import Spreiding
from app.domain.verandering import (
    FalseAlarms,
    Richting,
    Verandering,
    compare_aandelen,
    compare_gemiddelden,
    count_false_alarms,
)
from app.domain.wijkverandering import compare_wijkaandelen, compare_wijkgemiddelden
from tests.domain.straten import CIJFERS, share_straten, straat, straten, voters

LOW, MIDDLE, HIGH = [3, 4, 4, 5, 4], [4, 5, 6, 7, 8], [7, 8, 8, 9, 8]

named = st.dictionaries(st.sampled_from("abcde"), straten)
named_shares = st.dictionaries(st.sampled_from("abcde"), share_straten)


# --- one straat --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("earlier", "later", "richting"),
    [
        (LOW, HIGH, Richting.GESTEGEN),
        (HIGH, LOW, Richting.GEDAALD),
        (LOW, LOW, Richting.GEEN_VERSCHIL),
        (MIDDLE, [5, 6, 7, 8, 9], Richting.GEEN_VERSCHIL),
        (LOW, HIGH[:4], Richting.TE_WEINIG),
        ([], HIGH, Richting.TE_WEINIG),
    ],
)
def test_the_verdict_on_a_mean(earlier, later, richting):
    assert compare_gemiddelden(straat(earlier, 50), straat(later, 50), CIJFERS).richting is richting


def test_a_change_by_hand():
    # means 4 and 8, each s² 0.5 of 5 answers: 0.1 + 0.1, 8 degrees of freedom, 2.306 * sqrt(0.2)
    verandering = compare_gemiddelden(straat(LOW), straat(HIGH), CIJFERS)
    assert (verandering.difference, verandering.n_earlier, verandering.n_later) == (4, 5, 5)
    assert (verandering.earlier, verandering.later) == (4, 8)
    assert (round(verandering.marge.low, 4), round(verandering.marge.high, 4)) == (2.9687, 5.0313)
    assert verandering.methode is Methode.WELCH


def test_that_nearly_everybody_was_asked_makes_a_change_no_more_certain():
    assert compare_gemiddelden(straat(LOW, 5), straat(HIGH, 6), CIJFERS) == compare_gemiddelden(
        straat(LOW), straat(HIGH), CIJFERS
    )


def test_too_few_answers_give_nothing_away():
    verandering = compare_gemiddelden(straat(LOW), straat(HIGH[:4]), CIJFERS)
    assert verandering == Verandering(Richting.TE_WEINIG, 5, 4)


def test_equal_answers_show_no_difference_without_the_spread_of_the_wijk():
    alone = compare_gemiddelden(straat([4] * 9), straat(HIGH), CIJFERS)
    assert (alone.richting, alone.difference, alone.marge) == (Richting.GEEN_VERSCHIL, 4, None)
    assert alone.kanttekeningen == (Kanttekening.GEEN_SPREIDING,)
    in_a_wijk = compare_gemiddelden(straat([4] * 9), straat(HIGH), CIJFERS, wijk_earlier=Spreiding(Fraction(1), 20))
    assert (in_a_wijk.richting, in_a_wijk.kanttekeningen) == (Richting.GESTEGEN, (Kanttekening.SPREIDING_VAN_DE_WIJK,))


def test_a_change_cannot_be_larger_than_the_scale():
    verandering = compare_gemiddelden(straat([1, 1, 1, 1, 10]), straat([10, 10, 10, 10, 1]), CIJFERS)
    assert verandering.marge.high == 9


@pytest.mark.parametrize(
    ("earlier", "later", "richting"),
    [
        ((1, 10), (8, 10), Richting.GESTEGEN),
        ((8, 10), (1, 10), Richting.GEDAALD),
        ((4, 10), (6, 10), Richting.GEEN_VERSCHIL),
        ((0, 10), (0, 10), Richting.GEEN_VERSCHIL),
        ((0, 4), (4, 4), Richting.TE_WEINIG),
    ],
)
def test_the_verdict_on_a_share(earlier, later, richting):
    assert compare_aandelen(voters(*earlier), voters(*later)).richting is richting


def test_a_change_of_a_share_as_printed():
    # Newcombe (1998), table II, example (a): 56/70 against 48/80
    verandering = compare_aandelen(voters(48, 80), voters(56, 70))
    assert verandering.difference == Fraction(1, 5)
    assert (round(verandering.marge.low, 4), round(verandering.marge.high, 4)) == (0.0524, 0.3339)


@given(straten, straten)
def test_law_looking_back_turns_a_change_around(earlier, later):
    there, back = compare_gemiddelden(earlier, later, CIJFERS), compare_gemiddelden(later, earlier, CIJFERS)
    turned = {Richting.GESTEGEN: Richting.GEDAALD, Richting.GEDAALD: Richting.GESTEGEN}
    assert back.richting is turned.get(there.richting, there.richting)
    if there.marge is not None:
        assert (back.difference, back.marge.low, back.marge.high) == (
            -there.difference,
            -there.marge.high,
            -there.marge.low,
        )


@given(straten, straten)
def test_law_a_margin_holds_the_change_and_the_verdict_follows_from_it(earlier, later):
    verandering = compare_gemiddelden(earlier, later, CIJFERS)
    if verandering.marge is not None:
        low, high = verandering.marge.low, verandering.marge.high
        assert -9 <= low <= float(verandering.difference) <= high <= 9
        assert (verandering.richting is Richting.GESTEGEN) == (low > 0)
        assert (verandering.richting is Richting.GEDAALD) == (high < 0)


@given(share_straten, share_straten)
def test_law_a_margin_holds_the_change_of_a_share(earlier, later):
    verandering = compare_aandelen(earlier, later)
    assert (verandering.marge is None) == (min(earlier.n, later.n) < 5)
    if verandering.marge is not None:
        assert -1 <= verandering.marge.low <= float(verandering.difference) <= verandering.marge.high <= 1


# --- a wijk ------------------------------------------------------------------------------------------------------


def test_a_change_of_a_wijk_by_hand():
    # straat a goes from 4 to 8 and weighs 30 of 40, straat b stays at 6: 3/4 of 4
    earlier = {"a": straat(LOW, 30), "b": straat(MIDDLE, 10)}
    later = {"a": straat(HIGH, 30), "b": straat(MIDDLE, 10)}
    verandering = compare_wijkgemiddelden(earlier, later, CIJFERS)
    assert (verandering.difference, verandering.richting) == (3, Richting.GESTEGEN)
    assert (verandering.earlier, verandering.later) == (Fraction(9, 2), Fraction(15, 2)), "weighted in both rounds"
    assert (verandering.n_earlier, verandering.n_later, verandering.kanttekeningen) == (10, 10, ())


def test_the_households_of_the_later_round_decide():
    earlier = {"a": straat(LOW, 10), "b": straat(MIDDLE, 10)}
    later = {"a": straat(HIGH, 30), "b": straat(MIDDLE)}
    assert compare_wijkgemiddelden(earlier, later, CIJFERS).difference == 3


def test_without_households_the_answers_of_both_rounds_are_the_weight_in_both():
    earlier = {"a": straat(LOW, 10), "b": straat(MIDDLE)}
    later = {"a": straat(HIGH * 3, 10), "b": straat(MIDDLE)}
    verandering = compare_wijkgemiddelden(earlier, later, CIJFERS)
    assert verandering.difference == Fraction(20, 30) * 4
    assert verandering.kanttekeningen == (Kanttekening.HUISHOUDENS_ONBEKEND,)


def test_of_a_question_for_part_of_the_people_that_part_is_the_weight():
    # half of 30 households against all of 10
    earlier = {"a": straat(LOW, 30, gevraagd=10), "b": straat(MIDDLE, 10)}
    later = {"a": straat(HIGH, 30, gevraagd=10), "b": straat(MIDDLE, 10)}
    assert compare_wijkgemiddelden(earlier, later, CIJFERS).difference == Fraction(15, 25) * 4


def test_only_the_straten_of_both_rounds_are_compared():
    earlier = {"a": straat(LOW, 30), "b": straat(LOW, 10), "c": straat([], 10)}
    later = {"a": straat(LOW, 30), "b": straat([], 10), "c": straat(HIGH, 10), "d": straat(HIGH, 80)}
    verandering = compare_wijkgemiddelden(earlier, later, CIJFERS)
    assert (verandering.difference, verandering.n_earlier, verandering.n_later) == (0, 5, 5)
    assert verandering.kanttekeningen == (Kanttekening.NIET_ALLE_STRATEN_VERGELEKEN,)


def test_a_straat_that_fell_away_is_told():
    verandering = compare_wijkgemiddelden({"a": straat(LOW, 30), "b": straat(LOW, 10)}, {"a": straat(LOW, 30)}, CIJFERS)
    assert verandering.kanttekeningen == (Kanttekening.NIET_ALLE_STRATEN_VERGELEKEN,)


@pytest.mark.parametrize("later", [{}, {"b": straat(HIGH, 30)}, {"a": straat([], 30)}])
def test_rounds_that_share_no_straat_cannot_be_compared(later):
    verandering = compare_wijkgemiddelden({"a": straat(LOW, 30)}, later, CIJFERS)
    nothing = Verandering(Richting.TE_WEINIG, 0, 0, kanttekeningen=(Kanttekening.GEEN_STRATEN_OM_TE_VERGELIJKEN,))
    assert (verandering, compare_wijkaandelen({"a": voters(3, 5, 30)}, later)) == (nothing, nothing)


def test_a_wijk_too_has_a_threshold():
    stricter = replace(NORMEN, gebied=Drempels(figure_from=6, reliable_from=30))
    earlier, later = {"a": straat(LOW, 30)}, {"a": straat(HIGH, 30)}
    assert compare_wijkgemiddelden(earlier, later, CIJFERS).richting is Richting.GESTEGEN
    assert compare_wijkgemiddelden(earlier, later, CIJFERS, stricter).richting is Richting.TE_WEINIG


def test_the_change_of_a_share_of_a_wijk():
    earlier = {"a": voters(2, 10, 30), "b": voters(5, 10, 10)}
    later = {"a": voters(8, 10, 30), "b": voters(5, 10, 10)}
    verandering = compare_wijkaandelen(earlier, later)
    assert (verandering.difference, verandering.richting) == (Fraction(45, 100), Richting.GESTEGEN)
    assert verandering.methode is Methode.NEWCOMBE


@given(named, st.lists(st.integers(1, 4), min_size=5, max_size=5))
def test_law_who_is_met_more_often_does_not_pass_for_change(earlier, times):
    later = {
        key: replace(
            one, verdeling=replace(one.verdeling, counts={code: n * more for code, n in one.verdeling.counts.items()})
        )
        for (key, one), more in zip(earlier.items(), times, strict=False)
    }
    assert compare_wijkgemiddelden(earlier, later, CIJFERS).difference in (0, None)


@given(named, named)
def test_law_other_names_for_the_straten_change_nothing(earlier, later):
    renamed = [{f"{key}straat": one[key] for key in reversed(one)} for one in (earlier, later)]
    assert compare_wijkgemiddelden(*renamed, CIJFERS) == compare_wijkgemiddelden(earlier, later, CIJFERS)


@given(named, named)
def test_law_no_count_makes_it_stumble(earlier, later):
    verandering = compare_wijkgemiddelden(earlier, later, CIJFERS)
    if verandering.marge is not None:
        assert -9 <= verandering.marge.low <= float(verandering.difference) <= verandering.marge.high <= 9


@given(named_shares, named_shares)
def test_law_nor_does_it_for_a_share(earlier, later):
    verandering = compare_wijkaandelen(earlier, later)
    if verandering.marge is not None:
        assert -1 <= verandering.marge.low <= float(verandering.difference) <= verandering.marge.high <= 1


# --- many at once ------------------------------------------------------------------------------------------------


def test_of_many_comparisons_some_are_false_alarms():
    same = compare_gemiddelden(straat(LOW), straat(LOW), CIJFERS)
    risen = compare_gemiddelden(straat(LOW), straat(HIGH), CIJFERS)
    too_few = compare_gemiddelden(straat([]), straat(HIGH), CIJFERS)
    no_margin = compare_gemiddelden(straat([4] * 5), straat(HIGH), CIJFERS)
    assert count_false_alarms([same] * 37 + [risen] * 3 + [too_few, no_margin]) == FalseAlarms(40, 3, Fraction(2))


def test_without_comparisons_there_are_no_false_alarms():
    assert count_false_alarms([]) == FalseAlarms(0, 0, Fraction(0))
