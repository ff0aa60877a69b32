"""How long a login waits: nothing at first, then ever longer, and never longer than a quarter of an hour."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.throttle import FIRST, LONGEST, MEMORY, PER_ACCOUNT, PER_ADDRESS, Throttle, in_wait_words

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
FREE = Throttle(free=3)


def seconds(failures: int, ago: float = 0) -> float:
    return FREE.wait(failures, NOW - timedelta(seconds=ago), NOW).total_seconds()


def test_the_first_failures_are_free_and_each_next_wait_is_twice_as_long():
    assert [seconds(failures) for failures in range(11)] == [0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900]


def test_a_wait_passes():
    assert [seconds(6, ago) for ago in (0, 59, 60, 61)] == [60, 1, 0, 0]


def test_after_an_hour_without_a_failure_it_starts_again():
    long_ago = timedelta(seconds=MEMORY.total_seconds() - 1)
    assert LONGEST < MEMORY
    assert FREE.wait(10**9, NOW - long_ago, NOW) == timedelta(0), "the wait itself had passed already"
    assert FREE.wait(10**9, NOW, NOW) == LONGEST


@given(failures=st.integers(0, 10**12), ago=st.timedeltas(-timedelta(days=400), timedelta(days=400)))
def test_nobody_is_shut_out_for_longer_than_a_quarter_of_an_hour(failures, ago):
    """Whatever somebody else did in their name, and also when the clock was set back."""
    for throttle in (FREE, PER_ACCOUNT, PER_ADDRESS):
        assert timedelta(0) <= throttle.wait(failures, NOW - ago, NOW) <= LONGEST


@given(failures=st.integers(0, 10**6))
def test_one_more_failure_never_shortens_the_wait(failures):
    assert FREE.wait(failures, NOW, NOW) <= FREE.wait(failures + 1, NOW, NOW)


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (0.2, "1 seconde"),
        (14.2, "15 seconden"),
        (59.9, "1 minuut"),
        (60, "1 minuut"),
        (61, "2 minuten"),
        (900, "15 minuten"),
    ],
)
def test_a_wait_is_told_in_words_and_never_too_short(wait, words):
    assert in_wait_words(timedelta(seconds=wait)) == words


def test_guessing_slowly_gets_nobody_far():
    """A day of guessing at one account, always at the first moment that it is allowed."""
    failures, last_at, end = 0, NOW, NOW + timedelta(days=1)
    while (free_at := last_at + PER_ACCOUNT.wait(failures, last_at, last_at)) < end:
        failures, last_at = failures + 1, free_at
    assert failures < 120
    assert timedelta(0) < FIRST
