"""Which backups stay: examples, and what may never happen whatever the names are."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.rotatie import Rotatie, backup_name, moment_of, superseded

MOMENTS = st.integers(0, 12 * 366 * 86_400).map(lambda second: datetime(2019, 1, 1, tzinfo=UTC) + timedelta(0, second))
OURS = st.builds(backup_name, MOMENTS, st.sampled_from(["sqlite3", "dump"]), sealed=st.booleans())
OTHERS = st.sampled_from(
    ["", "wijkpeil.sqlite3", "wijkpeil-20261332T250000Z.dump", "wijkpeil-20260101T000000Z.dump.age.old",
     "oud-wijkpeil-20260101T000000Z.dump", "wijkpeil-20260101T000000Z.dump\n", "sleutel.txt"]
)  # fmt: skip
ROTATIES = st.builds(Rotatie, days=st.integers(1, 9), weeks=st.integers(0, 6), months=st.integers(0, 13))


def _daily(first: datetime, days: int) -> list[str]:
    return [backup_name(first + timedelta(days=day), "dump", sealed=True) for day in range(days)]


def test_a_year_of_daily_backups_comes_down_to_days_weeks_and_months():
    names = _daily(datetime(2026, 1, 1, 3, 15, tzinfo=UTC), 365)
    kept = sorted(set(names) - superseded(names, Rotatie(days=3, weeks=2, months=4)))
    days = [moment_of(name).strftime("%m-%d") for name in kept]
    assert days == ["09-30", "10-31", "11-30", "12-27", "12-29", "12-30", "12-31"]


def test_of_one_day_the_last_stays():
    names = [backup_name(datetime(2026, 9, 3, hour, tzinfo=UTC), "sqlite3", sealed=False) for hour in range(24)]
    assert set(names) - superseded(names, Rotatie()) == {"wijkpeil-20260903T230000Z.sqlite3"}


def test_a_schedule_that_stood_still_costs_nothing():
    old = _daily(datetime(2024, 1, 1, tzinfo=UTC), 5)
    new = _daily(datetime(2026, 1, 1, tzinfo=UTC), 2)
    assert superseded(old + new, Rotatie(days=7, weeks=0, months=0)) == set()


@pytest.mark.parametrize("sealed", [True, False])
def test_a_name_tells_its_moment_in_utc(sealed):
    moment = datetime.fromisoformat("2026-10-25T02:30:00+02:00")
    assert moment_of(backup_name(moment, "dump", sealed=sealed)) == moment


@given(st.lists(OURS), st.lists(OTHERS), ROTATIES)
def test_the_newest_and_what_is_not_ours_never_go(ours, others, rotatie):
    gone = superseded([*ours, *others], rotatie)
    assert gone <= set(ours)
    assert not gone & set(others)
    if ours:
        newest = max(map(moment_of, ours))
        assert any(moment_of(name) == newest for name in set(ours) - gone)


@given(st.lists(OURS, min_size=1), ROTATIES)
def test_what_stays_is_enough_and_stays_the_next_time(ours, rotatie):
    kept = set(ours) - superseded(ours, rotatie)
    assert superseded(kept, rotatie) == set()
    assert len({moment_of(name).date() for name in kept}) >= min(rotatie.days, len({moment_of(n).date() for n in ours}))
    assert len(kept) <= rotatie.days + rotatie.weeks + rotatie.months + 1


@given(st.lists(OURS), MOMENTS, ROTATIES)
def test_one_more_backup_never_saves_an_older_one(ours, moment, rotatie):
    newer = [name for name in ours if moment_of(name) < moment.replace(microsecond=0)]
    gone = superseded(newer, rotatie)
    assert gone <= superseded([*newer, backup_name(moment, "dump", sealed=True)], rotatie)
