"""The verdict on a figure of a wijk: from its answers and its dekking, by thresholds that stand in one place."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.betrouwbaarheid import GEBIED, NORMEN, Oordeel, judge, judge_gebied, reason, reason_gebied

HALF = Fraction(1, 2)
JUST_BELOW = Fraction(4999, 10_000)


@pytest.mark.parametrize(
    ("n", "dekking", "oordeel"),
    [
        (0, Fraction(1), Oordeel.TE_WEINIG),
        (4, Fraction(1), Oordeel.TE_WEINIG),
        (5, Fraction(1), Oordeel.INDICATIEF),
        (29, Fraction(1), Oordeel.INDICATIEF),
        (30, HALF, Oordeel.BETROUWBAAR),
        (30, JUST_BELOW, Oordeel.INDICATIEF),
        (1000, JUST_BELOW, Oordeel.INDICATIEF),
        (1000, None, Oordeel.INDICATIEF),
        (4, None, Oordeel.TE_WEINIG),
    ],
)
def test_a_wijk_is_judged_by_its_answers_and_its_dekking(n, dekking, oordeel):
    assert judge_gebied(n, dekking) is oordeel


@pytest.mark.parametrize(
    ("n", "dekking", "says"),
    [
        (3, None, "3 antwoorden: te weinig om een cijfer te geven. Dat kan vanaf 5 antwoorden."),
        (12, HALF, "12 antwoorden: een aanwijzing, geen vaststaand cijfer. Dat kan vanaf 30 antwoorden."),
        (40, HALF, "40 antwoorden: genoeg voor een betrouwbaar cijfer."),
        (
            40,
            JUST_BELOW,
            (
                "40 antwoorden: een aanwijzing, geen vaststaand cijfer. "
                "De straten met interviews hebben 49 % van de huishoudens; 50 % is nodig."
            ),
        ),
        (
            12,
            None,
            (
                "12 antwoorden: een aanwijzing, geen vaststaand cijfer. Dat kan vanaf 30 antwoorden. "
                "Niet van elke straat is het aantal huishoudens bekend, en dus ook de dekking niet."
            ),
        ),
    ],
)
def test_the_verdict_is_also_a_sentence(n, dekking, says):
    assert reason_gebied(n, dekking) == says


def test_the_thresholds_can_be_set():
    stricter = replace(NORMEN, dekking_from=Fraction(8, 10))
    assert judge_gebied(40, Fraction(7, 10)) is Oordeel.BETROUWBAAR
    assert judge_gebied(40, Fraction(7, 10), stricter) is Oordeel.INDICATIEF
    assert "hebben 70 % van de huishoudens; 80 % is nodig" in reason_gebied(40, Fraction(7, 10), stricter)


def test_rounding_never_makes_too_little_look_enough():
    a_third = replace(NORMEN, dekking_from=Fraction(1, 3))
    assert "hebben 33 % van de huishoudens; 34 % is nodig" in reason_gebied(40, Fraction(333, 1000), a_third)


@given(st.integers(0, 100), st.none() | st.fractions(0, 1))
def test_law_dekking_only_ever_weakens_a_verdict(n, dekking):
    order = list(Oordeel)
    assert order.index(judge_gebied(n, dekking)) <= order.index(judge(n, GEBIED))


@given(st.integers(0, 100), st.none() | st.fractions(0, 1))
def test_law_the_sentence_and_the_verdict_agree(n, dekking):
    words = {
        Oordeel.TE_WEINIG: "te weinig",
        Oordeel.INDICATIEF: "een aanwijzing",
        Oordeel.BETROUWBAAR: "betrouwbaar cijfer",
    }
    assert words[judge_gebied(n, dekking)] in reason_gebied(n, dekking)
    if judge_gebied(n, dekking) is judge(n, GEBIED) is not Oordeel.INDICATIEF:
        assert reason_gebied(n, dekking) == reason(n, GEBIED)
