"""From counts to figures: the spread, the two ladders, tevredenheid, and how far a figure carries."""

from fractions import Fraction
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import leefbaarheidsladder, straatladder
from app.domain.aandeel import estimate_aandeel
from app.domain.betrouwbaarheid import GEBIED, STRAAT, Oordeel, judge, reason
from app.domain.gemiddelde import estimate_gemiddelde
from app.domain.maat import Maat
from app.domain.steekproef import Steekproef
from app.domain.tevredenheid import SATISFIED
from app.domain.verdeling import Verdeling, spread
from app.domain.wijkschatting import every_answer_the_same

GRADES = range(1, 11)
grades = st.lists(st.integers(1, 10), min_size=1, max_size=60)


def counted(answers: list[int]) -> Verdeling:
    return Verdeling({str(grade): answers.count(grade) for grade in range(1, 11)})


@pytest.mark.parametrize(
    ("counts", "n", "expected_mean", "expected_median"),
    [
        ({}, 0, None, None),
        ({"1": 0, "2": 0}, 0, None, None),
        ({"3": 1}, 1, Fraction(3), Fraction(3)),
        ({"2": 1, "3": 1}, 2, Fraction(5, 2), Fraction(5, 2)),
        ({"3": 3, "2": 1}, 4, Fraction(11, 4), Fraction(3)),
        ({"1": 1, "10": 1, "9": 1}, 3, Fraction(20, 3), Fraction(9)),
        ({"2": 2, "10": 2}, 4, Fraction(6), Fraction(6)),
    ],
)
def test_mean_and_median(counts, n, expected_mean, expected_median):
    verdeling = Verdeling(counts)
    assert (verdeling.n, verdeling.mean, verdeling.median) == (n, expected_mean, expected_median)


@given(grades)
def test_law_the_figures_are_those_of_the_answers_one_by_one(answers):
    verdeling = counted(answers)
    assert verdeling.n == len(answers)
    assert verdeling.mean == mean(map(Fraction, answers))
    assert verdeling.median == median(map(Fraction, answers))


@given(grades, st.integers(0, 50), st.integers(0, 50))
def test_law_who_does_not_know_changes_no_figure(answers, weet_niet, wil_niet_zeggen):
    known = counted(answers)
    with_others = Verdeling(known.counts, weet_niet, wil_niet_zeggen)
    assert (with_others.n, with_others.mean, with_others.median) == (known.n, known.mean, known.median)


@given(st.dictionaries(st.sampled_from(["ja", "nee", "soms"]), st.integers(0, 20)))
def test_law_shares_of_all_codes_add_up_to_one(counts):
    shares = [Verdeling(counts).share([code]) for code in counts]
    if sum(counts.values()):
        assert sum(shares) == 1
    else:
        assert set(shares) <= {None}


def test_spread_shows_also_what_nobody_chose():
    verdeling = spread({"a": 2, "weet_niet": 3, "wil_niet_zeggen": 1}, ["a", "b"])
    assert verdeling == Verdeling({"a": 2, "b": 0}, weet_niet=3, wil_niet_zeggen=1)


def test_rung_one_of_the_leefbaarheidsladder_is_no_low_score():
    codes = [str(rung) for rung in leefbaarheidsladder.RUNGS]
    off_scale = [str(leefbaarheidsladder.WEET_NIET_TREDE)]
    verdeling = spread({"1": 6, "3": 1, "5": 1, "weet_niet": 1}, codes, off_scale)
    assert verdeling == Verdeling({"2": 0, "3": 1, "4": 0, "5": 1}, weet_niet=7)
    assert (verdeling.n, verdeling.mean) == (2, 4)


@pytest.mark.parametrize(
    ("mean_rung", "spoken"),
    [
        ("1", "1"),
        ("2.70", "3-"),
        ("2.75", "3-"),
        ("2.8", "3-"),
        ("3", "3"),
        ("3.25", "3+"),
        ("3.5", "3½"),
        ("3.75", "4-"),
        ("5", "5"),
        ("2.624", "2½"),
        ("2.625", "3-"),
        ("2.874", "3-"),
        ("2.875", "3"),
        ("3.124", "3"),
        ("3.125", "3+"),
        ("3.375", "3½"),
        ("4.875", "5"),
    ],
)
def test_a_mean_is_spoken_of_as_at_a_dutch_school(mean_rung, spoken):
    assert straatladder.school_notation(Fraction(mean_rung)) == spoken


@given(st.fractions(1, 5, max_denominator=200))
def test_law_the_spoken_mark_is_at_most_an_eighth_away(mean_rung):
    spoken = straatladder.school_notation(mean_rung)
    sign = {"-": Fraction(-1, 4), "+": Fraction(1, 4), "½": Fraction(1, 2)}.get(spoken[-1], Fraction(0))
    value = int(spoken.rstrip("-+½")) + sign
    assert abs(value - mean_rung) <= Fraction(1, 8)


@pytest.mark.parametrize(
    ("counts", "share"),
    [
        ({}, None),
        ({"6": 4}, Fraction(0)),
        ({"7": 1}, Fraction(1)),
        ({"6": 1, "7": 1, "10": 1}, Fraction(2, 3)),
    ],
)
def test_satisfied_is_a_seven_or_more(counts, share):
    assert Verdeling(counts).share(SATISFIED) == Verdeling(counts).among(SATISFIED).mean == share


@pytest.mark.parametrize(
    ("n", "in_a_straat", "in_a_wijk"),
    [
        (0, Oordeel.TE_WEINIG, Oordeel.TE_WEINIG),
        (4, Oordeel.TE_WEINIG, Oordeel.TE_WEINIG),
        (5, Oordeel.INDICATIEF, Oordeel.INDICATIEF),
        (9, Oordeel.INDICATIEF, Oordeel.INDICATIEF),
        (10, Oordeel.BETROUWBAAR, Oordeel.INDICATIEF),
        (29, Oordeel.BETROUWBAAR, Oordeel.INDICATIEF),
        (30, Oordeel.BETROUWBAAR, Oordeel.BETROUWBAAR),
    ],
)
def test_the_verdict_follows_the_number_of_answers(n, in_a_straat, in_a_wijk):
    assert (judge(n, STRAAT), judge(n, GEBIED)) == (in_a_straat, in_a_wijk)


@pytest.mark.parametrize(
    ("n", "begins", "names"),
    [
        (0, "Geen antwoorden: te weinig", "5"),
        (1, "1 antwoord: te weinig", "5"),
        (7, "7 antwoorden: een aanwijzing", "10"),
        (10, "10 antwoorden: genoeg", ""),
    ],
)
def test_the_verdict_is_also_a_sentence(n, begins, names):
    sentence = reason(n, STRAAT)
    assert sentence.startswith(begins)
    assert names in sentence


@given(st.integers(0, 100))
def test_law_more_answers_never_make_a_weaker_verdict(n):
    order = list(Oordeel)
    for drempels in (STRAAT, GEBIED):
        assert order.index(judge(n, drempels)) <= order.index(judge(n + 1, drempels))


def judged(verdeling: Verdeling, respondents: int) -> Maat:
    """A measure in a straat, with whatever can be estimated of it."""
    is_scale = all(code.isdigit() for code in verdeling.counts)
    return Maat(
        verdeling=verdeling,
        respondents=respondents,
        not_given=2,
        oordeel=judge(respondents, STRAAT),
        reason=reason(respondents, STRAAT),
        estimated_mean=every_answer_the_same(estimate_gemiddelde(Steekproef(verdeling), GRADES)) if is_scale else None,
        estimated_share=every_answer_the_same(estimate_aandeel(Steekproef(verdeling.among({"3"})))),
    )


@given(st.lists(st.integers(1, 5), max_size=60))
def test_law_below_the_threshold_a_measure_gives_nothing_away(answers):
    maat = judged(counted(answers), len(answers))
    figures = (maat.mean, maat.gemiddelde, maat.aandeel, maat.median, maat.counts, maat.share({"3"}))
    if len(answers) < 5:
        assert set(figures) == {None}
        assert not maat.is_shown
    else:
        assert None not in figures
        assert sum(maat.counts.values()) == len(answers)


def test_where_several_may_be_chosen_people_decide_and_not_their_choices():
    maat = judged(Verdeling({"tuinonderhoud": 4, "praatje": 4}), 4)
    assert maat.oordeel is Oordeel.TE_WEINIG
    assert maat.counts is None
