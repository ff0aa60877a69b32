"""Where things lie in a picture, and what it says in words."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.betrouwbaarheid import Oordeel
from app.domain.schatting import Marge
from app.domain.verandering import Richting
from app.web.beelden import CIJFERS, LADDER, SHARES, Balk, Lijn, Pijl, Pijlen, Ranglijst
from app.web.beelden.axis import EDGE
from app.web.beelden.pijlen import Head

WITHHELD = Lijn("Talmaweg", "3", Oordeel.TE_WEINIG, "3 antwoorden: te weinig om een cijfer te geven.")
PROTECTED = replace(WITHHELD, n="beschermd", oordeel=Oordeel.BESCHERMD, reason="Dit vertellen we niet.")
ANYWHERE = st.floats(-20, 20)


def lijn(name: str, value: float, low: float | None = None, high: float | None = None) -> Lijn:
    marge = None if low is None or high is None else Marge(low, high)
    return Lijn(name, "8", Oordeel.INDICATIEF, "", value, str(value), marge)


def ranked(*straten: Lijn) -> Ranglijst:
    return Ranglijst(CIJFERS, lijn("Hele wijk", 6.5, 6.0, 7.0), straten)


@pytest.mark.parametrize("axis", [CIJFERS, LADDER, SHARES])
def test_the_ends_of_the_scale_lie_just_inside_the_picture(axis):
    assert (axis.at(axis.low), axis.at(axis.high)) == (EDGE, 100 - EDGE)
    assert [axis.ticks[0].at, axis.ticks[-1].at] == [EDGE, 100 - EDGE]
    steps = {round(after.at - before.at, 1) for before, after in pairwise(axis.ticks)}
    assert max(steps) - min(steps) < 0.11, "at equal distances"


def test_a_value_lies_at_its_own_tick():
    assert [tick.at for tick in LADDER.ticks] == [LADDER.at(trede) for trede in (1, 2, 3, 4, 5)]
    assert [tick.at for tick in CIJFERS.ticks] == [CIJFERS.at(cijfer) for cijfer in range(1, 11)]
    assert SHARES.at(0.5) == 50


@given(st.tuples(ANYWHERE, ANYWHERE, ANYWHERE))
def test_a_whisker_lies_on_the_axis_with_its_dot_in_between(three):
    low, value, high = sorted(three)
    row = ranked(lijn("Colijnstraat", value, low, high)).rows[0]
    assert EDGE <= row.reach.left <= row.at <= row.reach.right <= 100 - EDGE
    assert row.reach.width >= 0


def test_the_highest_first_equal_ones_by_name_and_the_withheld_last():
    other = replace(WITHHELD, name="Colijnstraat")
    straten = ranked(WITHHELD, lijn("b", 7.0), lijn("C", 8.0), other, lijn("A", 7.0)).rows
    assert [row.lijn.name for row in straten] == ["C", "A", "b", "Colijnstraat", "Talmaweg"]
    assert [(row.at, row.reach) for row in straten[-2:]] == [(None, None)] * 2


def test_a_figure_without_a_margin_has_a_dot_and_no_whiskers():
    row = ranked(lijn("Talmaweg", 7.0)).rows[0]
    assert (row.at, row.reach) == (CIJFERS.at(7), None)


@pytest.mark.parametrize(
    ("straten", "says"),
    [
        ([], "Van geen enkele straat zijn er genoeg antwoorden voor een cijfer."),
        ([WITHHELD], "Van geen enkele straat zijn er genoeg antwoorden voor een cijfer."),
        ([lijn("A", 8.0, 7.0, 9.0), WITHHELD], "Alleen van A zijn er genoeg antwoorden voor een cijfer."),
        (
            [lijn("A", 8.0, 7.0, 9.0), lijn("B", 7.0, 6.0, 7.5)],
            "A staat bovenaan. Geen andere straat ligt daar met de hele marge onder: de volgorde kan toeval zijn.",
        ),
        (
            [lijn("A", 8.0, 7.0, 9.0), lijn("B", 5.0, 4.0, 6.0)],
            "A staat bovenaan. De andere straat ligt daar met de hele marge onder.",
        ),
        (
            [lijn("A", 8.0, 7.0, 9.0), lijn("B", 5.0, 4.0, 6.0), lijn("C", 4.0, 3.0, 5.0)],
            (
                "A staat bovenaan. Elke andere straat ligt daar met de hele marge onder; "
                "de volgorde daarvan kan toeval zijn."
            ),
        ),
        (
            [lijn("A", 8.0, 7.0, 9.0), lijn("B", 7.0, 6.0, 7.5), lijn("C", 5.0, 4.0, 6.0)],
            (
                "A staat bovenaan. Van de andere 2 straten ligt er 1 daar met de hele marge onder; "
                "bij de rest kan de volgorde toeval zijn."
            ),
        ),
        (
            [lijn("B", 8.0, 7.0, 9.0), lijn("A", 8.0, 7.5, 8.5), lijn("C", 8.0), lijn("D", 3.0)],
            "Bovenaan staan A, B en C, met hetzelfde cijfer.",
        ),
        ([PROTECTED], "Van geen enkele straat is er een cijfer dat we kunnen vertellen."),
        ([lijn("A", 8.0), PROTECTED], "Alleen van A is er een cijfer dat we kunnen vertellen."),
        (
            [lijn("A", 8.0), lijn("B", 5.0, 4.0, 6.0)],
            "A staat bovenaan. Maar de marge is daar niet te bepalen: de volgorde kan toeval zijn.",
        ),
        (
            [lijn("A", 8.0, 7.0, 9.0), lijn("B", 5.0)],
            "A staat bovenaan. Geen andere straat ligt daar met de hele marge onder: de volgorde kan toeval zijn.",
        ),
    ],
)
def test_what_may_be_read_from_the_order(straten, says):
    assert ranked(*straten).gist == says


def test_every_note_is_told_once_with_those_it_is_about():
    one, other = replace(lijn("B", 6.0), notes=("Gelijk.", "Geleend.")), replace(lijn("A", 5.0), notes=("Gelijk.",))
    assert ranked(other, one, WITHHELD).notes == {"Gelijk.": ["B", "A"], "Geleend.": ["B"]}


def test_a_wijk_without_a_figure_and_without_straten_is_still_a_picture():
    beeld = Ranglijst(CIJFERS, WITHHELD, [])
    assert (beeld.rows, beeld.whole.at, beeld.has_figures) == ((), None, False)


@given(st.lists(st.integers(0, 20), min_size=5, max_size=5).filter(any))
def test_the_parts_of_a_bar_follow_each_other_and_fill_it(counts):
    shares = {str(trede): count / sum(counts) for trede, count in enumerate(counts, start=1)}
    segments = Balk("Colijnstraat", "8", shares, dict.fromkeys(shares, "")).segments
    assert [segment.code for segment in segments] == list("12345")
    for segment, following in pairwise(segments):
        assert following.x == pytest.approx(segment.x + segment.width, abs=0.02)
    assert segments[-1].x + segments[-1].width == pytest.approx(100, abs=0.02)
    assert all(segment.x <= segment.middle <= 100.01 for segment in segments)


def test_a_number_is_written_only_where_it_fits():
    shares = {"1": 0.04, "2": 0.06, "3": 0.9, "4": 0.0, "5": 0.0}
    segments = Balk("Colijnstraat", "50", shares, dict.fromkeys(shares, "")).segments
    assert [segment.has_room for segment in segments] == [False, True, True, False, False]


def test_what_is_not_told_takes_what_the_others_leave():
    """Published shares are whole percentages: together they may also be a little too much."""
    shares = {"1": None, "2": 0.4, "3": 0.5, "4": 0.06, "5": None}
    segments = Balk("Colijnstraat", "50", shares, dict.fromkeys(shares, "")).segments
    assert [segment.width for segment in segments] == [2, 40, 50, 6, 2]
    assert [segment.is_told for segment in segments] == [False, True, True, True, False]
    too_much = Balk("Colijnstraat", "50", {"1": 0.51, "2": 0.51, "3": None}, dict.fromkeys("123", "")).segments
    assert [segment.width for segment in too_much] == [50, 50, 0]


def test_a_bar_of_what_is_withheld_has_no_parts():
    assert Balk("Talmaweg", "3", {}, {}).segments == ()


@pytest.mark.parametrize(("now", "head"), [(8.0, Head.RIGHT), (6.0, Head.LEFT), (7.0, Head.NONE)])
def test_an_arrow_looks_where_it_goes(now, head):
    pijl = Pijl("Crabbehof", "8 en 9", Richting.GEEN_VERSCHIL, then=7.0, now=now, marge=Marge(now - 8, now - 6))
    row = Pijlen(CIJFERS, [pijl]).rows[0]
    assert (row.tail, row.tip, row.head) == (CIJFERS.at(7), CIJFERS.at(now), head)
    assert row.reach.left <= row.tip <= row.reach.right


def test_the_margin_leaves_the_beginning_out_only_when_something_changed():
    up = Pijl("Crabbehof", "8 en 9", Richting.GESTEGEN, then=5.0, now=8.0, marge=Marge(2.0, 4.0))
    same = replace(up, richting=Richting.GEEN_VERSCHIL, now=6.0, marge=Marge(-1.0, 3.0))
    risen, unchanged = Pijlen(CIJFERS, [up, same]).rows
    assert risen.tail < risen.reach.left
    assert unchanged.reach.left < unchanged.tail < unchanged.reach.right


@given(st.floats(1, 10), st.floats(1, 10), st.floats(-9, 9), st.floats(-9, 9))
def test_an_arrow_and_its_margin_stay_on_the_axis(then, now, one, other):
    marge = Marge(min(one, other), max(one, other))
    row = Pijlen(CIJFERS, [Pijl("A", "", Richting.GEEN_VERSCHIL, then=then, now=now, marge=marge)]).rows[0]
    assert all(EDGE <= place <= 100 - EDGE for place in (row.tail, row.tip, row.reach.left, row.reach.right))
    assert row.reach.width >= 0


def test_too_few_to_compare_is_no_arrow():
    row = Pijlen(CIJFERS, [Pijl("Talmaweg", "4 en 0", Richting.TE_WEINIG)]).rows[0]
    assert (row.tail, row.tip, row.reach) == (None, None, None)
    assert row.pijl.verdict == "te weinig gesprekken"


def test_how_many_parts_went_which_way():
    few, up = Pijl("A", "", Richting.TE_WEINIG), Pijl("B", "", Richting.GESTEGEN, then=5.0, now=6.0)
    whole = replace(up, is_whole=True)
    assert Pijlen(CIJFERS, [whole, few, up, up]).gist == "Gestegen: 2, te weinig gesprekken: 1."
    assert Pijlen(CIJFERS, [whole]).gist == ""
