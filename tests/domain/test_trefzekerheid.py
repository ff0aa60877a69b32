"""Whether margins hold the truth as often as they promise: a small run of the simulation behind docs/statistiek.md."""

import pytest

from bench.trefzekerheid import VRAGEN, try_changes, try_straten, try_wijken

LADDER, CIJFER = VRAGEN[0], VRAGEN[3]


def per_cent(tally):
    return 100 * tally.so / tally.times


@pytest.mark.parametrize("vraag", [LADDER, CIJFER], ids=lambda vraag: vraag.name)
@pytest.mark.parametrize("n", [5, 12, 25])
def test_a_margin_of_a_straat_holds_the_truth_19_times_out_of_20(vraag, n):
    for tally in try_straten(vraag, n, times=40):
        assert 93 <= per_cent(tally) <= 97


def test_so_does_that_of_a_wijk_where_more_people_answer_in_better_straten():
    means, shares, unweighted = try_wijken(CIJFER, times=150)
    assert 93 <= per_cent(means) <= 98
    assert 93 <= per_cent(shares) <= 98
    assert per_cent(unweighted) < 75


def test_another_mix_of_straten_in_the_second_round_raises_no_alarm():
    in_straten, in_wijken, unweighted = try_changes(LADDER, times=100)
    assert 2 <= per_cent(in_straten) <= 7
    assert per_cent(in_wijken) <= 8
    assert per_cent(unweighted) > 50
