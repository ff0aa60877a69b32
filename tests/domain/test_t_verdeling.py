"""Student's t, against the library that is too heavy to take along."""

from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from app.domain.t_verdeling import t_quantile

LEVELS = (0.6, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995, 0.9995, 0.99995)


@pytest.mark.parametrize("df", [1, 1.5, 2, 2.859, 3, 4, 7, 11.3, 29, 49.99, 50, 51, 240.7, 1_000, 12_345.6, 1e5, 1e6])
def test_the_quantile_is_that_of_scipy(df):
    for probability in LEVELS:
        assert t_quantile(probability, df) == pytest.approx(stats.t.ppf(probability, df), rel=1e-10)


@given(st.floats(0.5, 0.9999), st.floats(1, 1e6))
def test_law_so_it_is_everywhere(probability, df):
    assert t_quantile(probability, df) == pytest.approx(stats.t.ppf(probability, df), rel=1e-10, abs=1e-12)


@pytest.mark.parametrize(
    ("df", "printed"), [(1, 12.706), (2, 4.303), (4, 2.776), (9, 2.262), (29, 2.045), (120, 1.980)]
)
def test_the_table_at_the_back_of_every_textbook(df, printed):
    assert round(t_quantile(0.975, df), 3) == printed


@given(st.floats(0.51, 0.999), st.floats(1, 1e4), st.floats(1.01, 10))
def test_law_more_degrees_of_freedom_reach_less_far_but_never_less_than_the_normal(probability, df, more):
    assert t_quantile(probability, df) > t_quantile(probability, df * more) > NormalDist().inv_cdf(probability)


def test_the_middle_is_the_middle():
    assert t_quantile(0.5, 3) == 0
