"""The same figures from independent libraries: statsmodels for a straat and a change, svy for straten as strata."""

from fractions import Fraction
from math import sqrt

import polars
import pytest
import svy
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from app.domain.aandeel import estimate_aandeel
from app.domain.gelaagd import Laag, stratify
from app.domain.gemiddelde import estimate_gemiddelde
from app.domain.steekproef import Steekproef
from app.domain.verandering import compare_aandelen, compare_gemiddelden
from tests.domain.straten import one_by_one, straat, voters

WIDE = range(-1000, 1001)
"""A scale that clips nothing: the libraries do not know of scales."""

several = st.lists(st.integers(1, 10), min_size=2, max_size=25).filter(lambda answers: len(set(answers)) > 1)
enough = st.lists(st.integers(1, 10), min_size=5, max_size=25).filter(lambda answers: len(set(answers)) > 1)
zekerheden = st.sampled_from([Fraction(percent, 100) for percent in (80, 90, 95, 99)])


def approx(low, high):
    return pytest.approx((low, high), rel=1e-9, abs=1e-9)


def bounds(figure):
    return figure.marge.low, figure.marge.high


@given(several, zekerheden)
def test_a_mean_as_in_statsmodels(answers, zekerheid):
    ours = estimate_gemiddelde(straat(answers), WIDE, zekerheid=zekerheid)
    assert bounds(ours) == approx(*DescrStatsW(answers).tconfint_mean(alpha=float(1 - zekerheid)))


@given(enough, enough)
def test_a_change_as_in_statsmodels(earlier, later):
    ours = compare_gemiddelden(straat(earlier), straat(later), WIDE)
    theirs = CompareMeans(DescrStatsW(later), DescrStatsW(earlier)).tconfint_diff(usevar="unequal")
    assert bounds(ours) == approx(*theirs)


@given(st.integers(1, 25).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(26, 400), zekerheden)
def test_a_share_as_in_statsmodels(counted, huishoudens, zekerheid):
    yes, n = counted
    as_many_as = n * (huishoudens - 1) / (huishoudens - n)
    for steekproef, effective_n in ((voters(yes, n), n), (voters(yes, n, huishoudens), as_many_as)):
        theirs = proportion_confint(effective_n * yes / n, effective_n, alpha=float(1 - zekerheid), method="wilson")
        assert bounds(estimate_aandeel(steekproef, zekerheid)) == approx(*theirs)


@pytest.mark.parametrize(("earlier", "later"), [((48, 80), (56, 70)), ((0, 10), (0, 20)), ((5, 5), (1, 9))])
def test_a_change_of_a_share_as_in_statsmodels(earlier, later):
    theirs = confint_proportions_2indep(*later, *earlier, method="newcomb", compare="diff")
    assert bounds(compare_aandelen(voters(*earlier), voters(*later))) == approx(*theirs)


strata = st.lists(
    st.builds(straat, st.lists(st.integers(1, 10), min_size=2, max_size=12), st.integers(12, 400)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40)
@given(strata)
def test_a_weighted_mean_and_its_standard_error_as_in_svy(straten):
    ours = stratify([Laag(one, one.huishoudens) for one in straten])
    rows = [(place, float(answer), one) for place, one in enumerate(straten) for answer in one_by_one(one)]
    theirs = _survey(rows).estimation.mean("answer").to_polars().row(0, named=True)
    assert float(ours.mean) == pytest.approx(theirs["est"], rel=1e-9)
    assert sqrt(ours.variance) == pytest.approx(theirs["se"], rel=1e-9, abs=1e-9)


parts = st.lists(
    st.builds(
        straat, st.lists(st.integers(1, 10), min_size=1, max_size=8), st.integers(12, 400), gevraagd=st.integers(9, 12)
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40)
@given(parts)
def test_a_mean_over_part_of_the_people_as_in_svy(straten):
    ours = stratify([Laag(one, one.huishoudens) for one in straten])
    rows = []
    for place, one in enumerate(straten):
        rows += [(place, float(answer), one) for answer in one_by_one(one)]
        rows += [(place, None, one)] * (one.asked - one.n)
    theirs = _survey(rows).estimation.mean("answer", where=svy.col("is_asked") == 1).to_polars().row(0, named=True)
    assert float(ours.mean) == pytest.approx(theirs["est"], rel=1e-9)
    assert sqrt(ours.variance) == pytest.approx(theirs["se"], rel=1e-9, abs=1e-9)


def _survey(rows: list[tuple[int, float | None, Steekproef]]) -> svy.Sample:
    data = polars.DataFrame(
        {
            "straat": [str(place) for place, _, _ in rows],
            "answer": [answer or 0.0 for _, answer, _ in rows],
            "is_asked": [int(answer is not None) for _, answer, _ in rows],
            "weight": [one.huishoudens / one.asked for _, _, one in rows],
            "households": [one.huishoudens for _, _, one in rows],
        }
    )
    return svy.Sample(data, svy.Design(stratum="straat", wgt="weight", pop_size="households"))
