"""How long a login waits: nothing at first, then ever longer, and never longer than a quarter of an hour."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.throttle import (
    ALL_ADDRESSES,
    FIRST,
    LONGEST,
    MEMORY,
    PER_ACCOUNT,
    PER_ADDRESS,
    Throttle,
    in_wait_words,
)

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


BY_THE_HOUR = Throttle(free=3, by_the_hour=True)
END_OF_HOUR = NOW - timedelta(seconds=1)


@pytest.mark.parametrize("throttle", [PER_ADDRESS, ALL_ADDRESSES])
def test_a_few_failures_an_hour_hold_up_nobody_however_long_it_goes_on(throttle):
    """One in the office forgets a password, or somebody types a wrong code now and then, for a year."""
    every = timedelta(hours=1) / throttle.free
    failures, last_at = 0, NOW
    for number in range(1, 365 * 24):
        now = NOW + number * every
        failures, last_at = throttle.count(failures, last_at, now), now
        assert throttle.wait(failures, last_at, now) == timedelta(0)


def test_what_counts_by_the_hour_is_forgotten_in_the_next_and_not_before():
    assert BY_THE_HOUR.wait(6, END_OF_HOUR, END_OF_HOUR) == timedelta(minutes=1)
    assert BY_THE_HOUR.wait(6, END_OF_HOUR, NOW) == timedelta(0)
    assert BY_THE_HOUR.count(6, END_OF_HOUR, NOW) == 1
    assert BY_THE_HOUR.count(6, NOW, NOW + timedelta(minutes=59)) == 7


def test_an_account_is_guarded_over_the_hour():
    assert PER_ACCOUNT.wait(99, END_OF_HOUR, NOW) == LONGEST - timedelta(seconds=1)
    assert PER_ACCOUNT.count(99, END_OF_HOUR, NOW) == 100
    assert PER_ACCOUNT.count(99, NOW - MEMORY, NOW) == 1


@pytest.mark.parametrize(("throttle", "most"), [(PER_ADDRESS, 29), (ALL_ADDRESSES, 109)])
def test_how_often_somebody_can_guess_in_an_hour(throttle, most):
    """Always at the first moment that it is allowed; the domain tells what that means for the intrekcode."""
    guesses, last_at, end = 0, NOW, NOW + timedelta(hours=1)
    while (free_at := last_at + throttle.wait(guesses, last_at, last_at)) < end:
        guesses, last_at = throttle.count(guesses, last_at, free_at), free_at
    assert guesses == most


def test_guessing_slowly_gets_nobody_far():
    """A day of guessing at one account, always at the first moment that it is allowed."""
    failures, last_at, end = 0, NOW, NOW + timedelta(days=1)
    while (free_at := last_at + PER_ACCOUNT.wait(failures, last_at, last_at)) < end:
        failures, last_at = failures + 1, free_at
    assert failures < 120
    assert timedelta(0) < FIRST
