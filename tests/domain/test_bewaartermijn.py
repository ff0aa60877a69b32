"""From which day a term runs, and when it is over."""

from datetime import date

import pytest

from app.domain.bewaartermijn import Afloop, shift_months

STARTED, PLANNED, HEARD, CLOSED = date(2026, 9, 1), date(2026, 11, 30), date(2026, 12, 4), date(2027, 1, 8)


@pytest.mark.parametrize(
    ("known", "ended_on"),
    [
        ({}, STARTED),
        ({"ends_on": PLANNED}, PLANNED),
        ({"ends_on": PLANNED, "last_heard_on": HEARD}, HEARD),
        ({"ends_on": PLANNED, "last_heard_on": date(2026, 10, 1)}, PLANNED),
        ({"ends_on": PLANNED, "last_heard_on": HEARD, "closed_on": CLOSED}, CLOSED),
        ({"ends_on": PLANNED, "closed_on": date(2026, 10, 1)}, date(2026, 10, 1)),
    ],
)
def test_a_term_runs_from_the_closing_or_else_from_the_last_there_was(known, ended_on):
    assert Afloop(STARTED, **known).ended_on == ended_on


@pytest.mark.parametrize(
    ("day", "months", "shifted"),
    [
        (date(2026, 11, 25), 1, date(2026, 12, 25)),
        (date(2026, 11, 25), 2, date(2027, 1, 25)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
        (date(2026, 1, 15), 120_000, date.max),
    ],
)
def test_so_many_months_later_is_the_same_day_or_the_last_one_there_is(day, months, shifted):
    assert shift_months(day, months) == shifted
