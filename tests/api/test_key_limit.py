"""A key that asks too often: it waits, and nobody else does."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from limits import RateLimitItemPerSecond

from app.models import Interview
from app.security import KeyLimit
from app.toegang import Scope, store_sleutel
from tests.api.conftest import count
from tests.conftest import visitor

LIMIT = 3
WIJKEN = "/api/v1/wijken"


@pytest.fixture
def settings(settings):
    return settings.model_copy(update={"key_requests_per_minute": LIMIT})


@pytest.fixture
def as_other(app, database, world):  # the world first: it knows one key only
    """Another system, that may hand in interviews."""
    with database.transaction() as session:
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        store_sleutel(session, "Ander", "wp_ander", [Scope.INTERVIEWS_SCHRIJVEN], tomorrow)
    with visitor(app) as client:
        client.headers["Authorization"] = "Bearer wp_ander"
        yield client


def use_up(client) -> None:
    assert [client.get(WIJKEN).status_code for _ in range(LIMIT)] == [200] * LIMIT


def test_the_last_one_goes_through_and_the_next_hears_when_to_come_back(as_dashboard):
    use_up(as_dashboard)
    answer = as_dashboard.get(WIJKEN)
    assert (answer.status_code, answer.headers["content-type"]) == (429, "application/problem+json")
    assert answer.json()["type"] == "/api/v1/documentatie#te-veel-verzoeken"
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert f"over {answer.headers['retry-after']} seconden" in answer.json()["detail"]
    assert answer.headers["api-version"]


def test_every_address_counts_also_where_a_key_may_not_come(as_other):
    for path in ("interviews", "meetrondes", "wijken/nergens"):
        assert as_other.get(f"/api/v1/{path}").status_code in (200, 403, 404)
    assert as_other.get(WIJKEN).status_code == 429


def test_nobody_else_is_hindered(as_dashboard, as_other, as_bilal, as_anna):
    use_up(as_dashboard)
    assert as_dashboard.get(WIJKEN).status_code == 429
    use_up(as_other)
    for person in (as_bilal, as_anna):
        assert {person.get(WIJKEN).status_code for _ in range(LIMIT + 1)} == {200}


def test_a_key_that_is_not_valid_hears_that_and_is_not_counted(client):
    client.headers["Authorization"] = "Bearer wp_verzonnen"
    assert {client.get(WIJKEN).status_code for _ in range(LIMIT + 1)} == {401}


def test_a_write_that_is_refused_stored_nothing(as_other, database, send, body):
    use_up(as_other)
    refused = uuid4()
    assert send(body, refused, as_other).status_code == 429
    with database.transaction() as session:
        assert count(session, Interview) == 0
    assert send(body, refused).status_code == 201, "and the same interview is welcome from a phone"


def test_it_works_again_when_the_time_has_passed(app, as_dashboard):
    app.state.key_limit = KeyLimit(RateLimitItemPerSecond(1, 2))
    refused = wait_for(lambda: as_dashboard.get(WIJKEN), 429)
    assert refused.headers["retry-after"] in ("1", "2")
    wait_for(lambda: as_dashboard.get(WIJKEN), 200)


def wait_for(ask: Callable[[], Any], status: int) -> Any:
    """The first answer with this status; fails when none comes within half a minute."""
    deadline = time.monotonic() + 30
    while (answer := ask()).status_code != status:
        assert time.monotonic() < deadline
    return answer
