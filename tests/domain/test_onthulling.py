"""What may be told without telling on anybody: which straten stand alone, which are taken together, and until when."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.onthulling import Cel, divide, renew, take_together
from app.domain.verdeling import Verdeling

THRESHOLD = 10
MIXED = [3, 5, 7, 8, 6, 4, 9, 2, 10, 1]


def cel(name: str, answers: list[int], huishoudens: int | None = 40) -> Cel:
    counts = {str(step): answers.count(step) for step in range(1, 11)}
    return Cel((name,), Verdeling(counts), len(answers), len(answers), huishoudens)


def mixed(name: str, n: int) -> Cel:
    return cel(name, [MIXED[number % len(MIXED)] for number in range(n)])


def names(cellen: list[Cel]) -> list[tuple[str, ...]]:
    return [each.straten for each in cellen]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([12, 14], [("a",), ("b",)]),
        ([0, 12], [("b",)]),
        ([0, 0], []),
        ([9], []),
        ([3, 4], []),
        ([9, 1], [("a", "b")]),
        ([9, 9, 30], [("a", "b", "c")]),
        ([3, 15, 20], [("c",), ("a", "b")]),
        ([3, 4, 5, 20], [("d",), ("a", "b", "c")]),
        ([9, 9, 9], [("a", "b", "c")]),
    ],
    ids=["both", "one-empty", "nobody", "one-too-few", "together-too-few", "together", "counts-would-follow",
         "smallest-protects", "others-protect", "nothing-left-to-subtract"],
)  # fmt: skip
def test_which_straten_are_told(counts, expected):
    cellen = divide([mixed(name, n) for name, n in zip("abcd", counts, strict=False)], THRESHOLD)
    assert names(cellen) == expected


@pytest.mark.parametrize(
    "answers",
    [[8] * 20, [8] * 19 + [3], [8] * 28 + [3, 4]],
    ids=["all-alike", "all-but-one", "nearly-all"],
)
def test_a_straat_of_one_mind_is_not_told_alone(answers):
    cellen = divide([cel("a", answers), mixed("b", 14), mixed("c", 16)], THRESHOLD)
    assert ("a",) not in names(cellen)
    assert any("a" in straten for straten in names(cellen))


def test_where_several_answers_may_be_given_being_alike_is_no_reason():
    everybody = replace(cel("a", [8] * 12), one_option=False)
    assert names(divide([everybody], THRESHOLD)) == [("a",)]


def test_what_is_hidden_in_the_numbers_of_interviews_is_hidden_in_every_question():
    straten = [mixed("a", 12), mixed("b", 0), mixed("c", 15), mixed("d", 11)]
    assert names(divide(straten, THRESHOLD)) == [("d",), ("a",), ("c",)]
    assert names(divide(straten, THRESHOLD, frozenset("ab"))) == [("c",), ("a", "b", "d")]


straten_of_a_wijk = st.lists(st.lists(st.integers(1, 10), max_size=25), max_size=8).map(
    lambda wijk: [cel(f"straat-{number}", answers) for number, answers in enumerate(wijk)]
)


@given(straten_of_a_wijk, st.integers(5, 15))
def test_every_cel_can_be_told_and_no_straat_is_in_two(straten, threshold):
    cellen = divide(straten, threshold)
    told = [name for each in cellen for name in each.straten]
    assert len(told) == len(set(told))
    assert all(each.can_be_told(threshold) for each in cellen)
    assert sum(len(each.straten) > 1 for each in cellen) <= 1


@given(straten_of_a_wijk, st.integers(5, 15))
def test_all_straten_with_answers_are_told_or_none(straten, threshold):
    told = {name for each in divide(straten, threshold) for name in each.straten}
    assert told in (set(), {name for each in straten if each.n for name in each.straten})


@given(straten_of_a_wijk, st.randoms(use_true_random=False))
def test_the_order_of_the_straten_does_not_matter(straten, chance):
    shuffled = list(straten)
    chance.shuffle(shuffled)
    assert divide(shuffled, THRESHOLD) == divide(straten, THRESHOLD)


@given(straten_of_a_wijk)
def test_taken_together_nobody_is_lost(straten):
    if straten:
        whole = take_together(straten)
        assert whole.n == sum(each.n for each in straten)
        assert whole.verdeling.total == sum(each.verdeling.total for each in straten)


def test_households_unknown_in_one_straat_are_unknown_for_all():
    assert take_together([cel("a", MIXED, None), cel("b", MIXED, 40)]).huishoudens is None
    assert take_together([cel("a", MIXED, 30), cel("b", MIXED, 40)]).huishoudens == 70


@pytest.mark.parametrize(
    ("more", "is_renewed"),
    [
        (MIXED, True),
        (MIXED[:9], False),
        ([], False),
        ([7] * 12, False),
    ],
    ids=["ten-different", "nine", "none", "twelve-alike"],
)
def test_a_new_version_tells_only_a_change_that_is_large_enough(more, is_renewed):
    before, now = cel("a", MIXED * 2), cel("a", MIXED * 2 + more)
    assert renew(before, now, THRESHOLD) == (now if is_renewed else before)


def test_answers_taken_back_are_a_change_too():
    before, now = cel("a", MIXED * 3), cel("a", MIXED * 2)
    assert renew(before, now, THRESHOLD) == now
    assert renew(before, cel("a", MIXED * 2 + MIXED[:1]), THRESHOLD) == before


def test_a_cel_that_can_no_longer_be_told_stays_as_it_was():
    before = cel("a", MIXED * 2)
    assert renew(before, cel("a", [4] * 9), THRESHOLD) == before
    assert renew(before, cel("a", [4] * 40), THRESHOLD) == before


def test_of_several_options_the_one_that_changed_most_tells_how_many_interviews_did():
    before = replace(cel("a", MIXED * 2), one_option=False)
    one_more = replace(before, verdeling=Verdeling({str(step): 3 for step in range(1, 11)}), n=21, asked=21)
    assert renew(before, one_more, THRESHOLD) == before


@given(st.lists(st.integers(1, 10), min_size=10, max_size=40), st.lists(st.integers(1, 10), max_size=40))
def test_what_two_versions_of_a_cel_differ_by_is_nothing_or_enough(earlier, later):
    before, now = cel("a", earlier), cel("a", later)
    told = renew(before, now, THRESHOLD)
    differences = [told.verdeling.counts[code] - before.verdeling.counts[code] for code in told.verdeling.counts]
    came, went = sum(max(each, 0) for each in differences), sum(max(-each, 0) for each in differences)
    assert told == before or max(came, went) >= THRESHOLD
