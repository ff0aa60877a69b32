"""Doors over the API: telling, telling again, every kind of bad input, and taking back."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app import demo
from app.models import Contactpoging, Meetronde
from tests.api.conftest import as_body, count
from tests.api.test_interviews_api import faults, problem
from tests.gesprekken import gesprek, straat_in


@pytest.fixture
def body(straat_id) -> dict[str, Any]:
    """A door in which everything is right."""
    return {
        "meetronde": demo.HERHAALMETING,
        "straatId": str(straat_id),
        "portiekId": None,
        "uitkomst": "niet_thuis",
        "moment": "2026-09-10T12:03:00Z",
    }


def path(contactpoging_id: object = None) -> str:
    return f"/api/v1/contactpogingen/{contactpoging_id or uuid4()}"


def is_empty(database) -> bool:
    with database.transaction() as session:
        return count(session, Contactpoging) == 0


def test_a_new_one_is_created_and_again_is_the_same(as_bilal, body, database):
    contactpoging_id = uuid4()
    first, again = (as_bilal.put(path(contactpoging_id), json=body) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == body | {"id": str(contactpoging_id), "ingetrokken": False}
    with database.transaction() as session:
        assert count(session, Contactpoging) == 1


@pytest.mark.parametrize("uitkomst", ["niet_thuis", "weigert", "taal", "geen_tijd", "later_terugkomen"])
def test_every_outcome(as_bilal, body, uitkomst):
    assert as_bilal.put(path(), json=body | {"uitkomst": uitkomst}).json()["uitkomst"] == uitkomst


def test_what_was_done_outside_ones_own_wijken_is_taken(as_bilal, body, send, database):
    """Whoever helped a colleague out, or whose wijk changed meanwhile, loses nothing."""
    with database.transaction() as session:
        elsewhere = str(straat_in(session, "wielwijk").id)
    offered = as_bilal.get("/telefoon").text
    assert body["straatId"] in offered
    assert elsewhere not in offered
    door = {key: body[key] for key in body if key != "portiekId"} | {"straatId": elsewhere}
    assert as_bilal.put(path(), json=door).status_code == 201
    assert send(as_body(gesprek(UUID(elsewhere)))).status_code == 201


def test_a_portiek_may_be_left_out(as_bilal, body):
    assert as_bilal.put(path(), json={key: body[key] for key in body if key != "portiekId"}).status_code == 201


def test_something_else_under_a_known_id_replaces_nothing(as_bilal, body, database):
    address = path()
    as_bilal.put(address, json=body)
    problem(as_bilal.put(address, json=body | {"uitkomst": "weigert"}), 409, "andere-inhoud")
    with database.transaction() as session:
        assert session.exec(select(Contactpoging)).one().outcome == "niet_thuis"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"uitkomst": "hond"}, "uitkomst"),
        ({"straatId": str(uuid4())}, "straatId"),
        ({"straatId": "Nassauweg"}, "straatId"),
        ({"portiekId": str(uuid4())}, "portiekId"),
        ({"meetronde": "nooit"}, "meetronde"),
        ({"meetronde": "nul\x00meting"}, "meetronde"),
        ({"moment": "2026-09-10T12:03:00"}, "moment"),
        ({"moment": "2099-09-10T12:03:00Z"}, "moment"),
        ({"moment": "1999-09-10T12:03:00Z"}, "moment"),
        ({"naam": "Jan"}, "naam"),
    ],
)
def test_a_fault_names_its_field_and_nothing_is_stored(as_bilal, body, database, change, field):
    assert faults(as_bilal.put(path(), json=body | change)).keys() == {field}
    assert is_empty(database)


def test_a_closed_meetronde(as_bilal, body, database):
    with database.transaction() as session:
        session.get_one(Meetronde, body["meetronde"]).closed_at = datetime.now(UTC)
    problem(as_bilal.put(path(), json=body), 409, "meetronde-gesloten")
    assert is_empty(database)


def test_a_tap_is_taken_back_for_good(as_bilal, body, database):
    address = path()
    as_bilal.put(address, json=body)
    for _ in range(2):
        answer = as_bilal.delete(address)
        assert (answer.status_code, answer.content) == (204, b"")
    late = as_bilal.put(address, json=body)
    assert (late.status_code, late.json()["ingetrokken"]) == (200, True)
    with database.transaction() as session:
        assert session.exec(select(Contactpoging)).one().withdrawn_at is not None


def test_a_tap_in_a_meetronde_that_was_closed_meanwhile_stands(as_bilal, body, database):
    address = path()
    as_bilal.put(address, json=body)
    with database.transaction() as session:
        session.get_one(Meetronde, body["meetronde"]).closed_at = datetime.now(UTC)
    problem(as_bilal.delete(address), 409, "meetronde-gesloten")


def test_what_is_not_there_or_not_yours_is_not_taken_back(as_bilal, as_carla, body, database):
    address = path()
    as_bilal.put(address, json=body)
    problem(as_carla.delete(address), 404, "niet-gevonden")
    problem(as_bilal.delete(path()), 404, "niet-gevonden")
    assert "id" in faults(as_bilal.delete(path("1")))
    with database.transaction() as session:
        assert session.exec(select(Contactpoging)).one().withdrawn_at is None


def test_only_a_linked_phone_tells_and_takes_back(client, as_anna, as_dashboard, as_bilal, body, database):
    address = path()
    as_bilal.put(address, json=body)
    for stranger in (client, as_anna, as_dashboard):
        problem(stranger.put(path(), json=body), 401, "niet-aangemeld")
        problem(stranger.delete(address), 401, "niet-aangemeld")
    with database.transaction() as session:
        assert session.exec(select(Contactpoging)).one().withdrawn_at is None


def test_another_website_neither_tells_nor_takes_back(as_bilal, body, database):
    address = path()
    as_bilal.put(address, json=body)
    as_bilal.headers["Origin"] = "https://elders.example"
    problem(as_bilal.put(path(), json=body), 403, "geen-toegang")
    problem(as_bilal.delete(address), 403, "geen-toegang")
    with database.transaction() as session:
        assert session.exec(select(Contactpoging)).one().withdrawn_at is None


def test_another_content_type(as_bilal):
    headers = {"content-type": "text/plain"}
    problem(as_bilal.put(path(), content=b"{}", headers=headers), 415, "verkeerd-soort-inhoud")


def test_other_methods_are_named(as_bilal):
    answer = as_bilal.get(path())
    assert (answer.status_code, answer.headers["allow"]) == (405, "DELETE, PUT")
