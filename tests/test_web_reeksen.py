"""The clean rest at the desk: approved at once after one look, undone at once, and nothing of a colleague overruled."""

import re
from datetime import UTC, datetime
from itertools import count
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.domain.vragenlijst import Soort
from app.interviews import Afzender, receive
from app.models import Beoordeling, Interview, Status
from app.reeksen import REEKS_LIMIT
from app.telstand import differences
from app.toegang import add_coordinator
from tests.conftest import visitor
from tests.gesprekken import decide, gesprek, straat_in

CLOCK = {"clock_offset": 600}


@pytest.fixture
def hold(database, world):
    """Hold this many interviews that do not stand out, or that do; tell their ids."""
    wishes = count(1)  # no two alike, and none that looks like a phone number

    def hold(number: int = 1, wijk: str = "crabbehof", **changes) -> list[UUID]:
        with database.transaction() as session:
            straat_id = straat_in(session, wijk).id
            held = [
                gesprek(
                    straat_id,
                    Soort.STRAAT,
                    **{"started_at": datetime(2026, 9, 3, 12, tzinfo=UTC)} | changes,
                    antwoorden={"ouderen": f"Wens {next(wishes)}"},
                )
                for _ in range(number)
            ]
            for each in held:
                receive(session, each, Afzender(interviewer_id=world.bilal.id))
            return [each.id for each in held]

    return hold


def on_the_page(client, query="") -> str:
    """What the form on the page of the rest sends."""
    found = re.search(r'name="gezien" value="([^"]*)"', client.get(f"/nakijken/rest{query}").text)
    return found[1] if found else ""


def approve(client, seen: str, query=""):
    return client.post(f"/nakijken/rest{query}", data={"gezien": seen}, follow_redirects=False)


def undo(client, reeks: str):
    address, _, query = reeks.partition("?")
    return client.post(f"{address}/ongedaan?{query}", follow_redirects=False)


def statuses(database, ids) -> set[str]:
    with database.transaction() as session:
        return set(session.exec(select(Interview.status).where(Interview.id.in_(ids))))


def assert_that_the_counts_are_right(database):
    with database.snapshot() as session:
        assert differences(session) == []


def test_the_clean_rest_is_approved_at_once(as_anna, hold, database):
    clean, odd = hold(3), hold(1, **CLOCK)
    page = as_anna.get("/nakijken/rest").text
    assert "Keur deze 3 interviews goed" in page
    assert str(odd[0]) not in page
    answer = approve(as_anna, on_the_page(as_anna))
    assert answer.status_code == 303
    assert "3 interviews goedgekeurd" in as_anna.get(answer.headers["location"]).text
    assert statuses(database, clean) == {"goedgekeurd"}
    assert statuses(database, odd) == {"nieuw"}
    assert_that_the_counts_are_right(database)
    with database.transaction() as session:
        beoordelingen = session.exec(select(Beoordeling)).all()
    assert {each.interview_id for each in beoordelingen} == set(clean)
    assert len({(each.decided_at, each.coordinator_id) for each in beoordelingen}) == 1
    assert "Goedgekeurd</strong> door Anna" in as_anna.get(f"/interviews/{clean[0]}").text


def test_it_is_undone_in_one_step_and_once(as_anna, hold, database):
    clean = hold(2)
    reeks = approve(as_anna, on_the_page(as_anna)).headers["location"]
    answer = undo(as_anna, reeks)
    assert (answer.status_code, answer.headers["location"]) == (303, reeks)
    assert statuses(database, clean) == {"nieuw"}
    assert_that_the_counts_are_right(database)
    assert "Maak ongedaan" not in as_anna.get(reeks).text
    assert "Goedkeuring ongedaan gemaakt" in as_anna.get(f"/interviews/{clean[0]}").text
    approve(as_anna, on_the_page(as_anna))
    assert undo(as_anna, reeks).status_code == 409
    assert statuses(database, clean) == {"goedgekeurd"}, "what was approved again is another reeks"


def test_what_somebody_touched_since_is_not_undone(as_anna, hold, database):
    touched, other = hold(2)
    reeks = approve(as_anna, on_the_page(as_anna)).headers["location"]
    with database.transaction() as session:
        decide(session, touched, Status.AFGEKEURD)
    with database.transaction() as session:
        decide(session, touched, Status.GOEDGEKEURD)
    assert "1 interview weer als" in as_anna.get(reeks).text
    undo(as_anna, reeks)
    assert statuses(database, [touched]) == {"goedgekeurd"}
    assert statuses(database, [other]) == {"nieuw"}
    assert_that_the_counts_are_right(database)


def test_what_a_colleague_decided_meanwhile_is_left_alone_and_named(as_anna, hold, database):
    rejected, *others = hold(3)
    seen = on_the_page(as_anna)
    with database.transaction() as session:
        decide(session, rejected, Status.AFGEKEURD)
    answer = approve(as_anna, seen)
    assert answer.status_code == 200
    assert "Niet goedgekeurd: 1" in answer.text
    assert re.search(rf'href="/interviews/{rejected}".*: afgekeurd', answer.text)
    assert statuses(database, [rejected]) == {"afgekeurd"}
    assert statuses(database, others) == {"goedgekeurd"}


def test_what_stands_out_meanwhile_is_left_alone_and_named(as_anna, hold, database, world):
    first, second = hold(2)
    seen = on_the_page(as_anna)
    with database.transaction() as session:
        straat_id = session.get_one(Interview, first).straat_id
        receive(session, gesprek(straat_id, id=first), Afzender(interviewer_id=world.bilal.id))
    assert re.search(rf'href="/interviews/{first}".*: nog niet bekeken', approve(as_anna, seen).text)
    assert statuses(database, [first]) == {"nieuw"}
    assert statuses(database, [second]) == {"goedgekeurd"}


def test_when_nothing_is_left_to_approve_nothing_changes(as_anna, hold, database):
    (only,) = hold()
    seen = on_the_page(as_anna)
    with database.transaction() as session:
        decide(session, only, Status.TERUGGESTUURD)
    answer = approve(as_anna, seen)
    assert answer.status_code == 409
    assert "een collega was u voor" in answer.text
    assert statuses(database, [only]) == {"teruggestuurd"}


def test_what_came_in_after_the_look_waits(as_anna, hold, database):
    hold()
    seen = on_the_page(as_anna)
    later = hold()
    approve(as_anna, seen)
    assert statuses(database, later) == {"nieuw"}


def test_only_of_the_wijk_that_was_chosen(as_anna, hold, database):
    here, there = hold(), hold(1, "wielwijk")
    approve(as_anna, on_the_page(as_anna, "?wijk=wielwijk"), "?wijk=wielwijk")
    assert statuses(database, here) == {"nieuw"}
    assert statuses(database, there) == {"goedgekeurd"}


def test_more_than_can_be_looked_over_goes_in_parts(as_anna, hold):
    hold(REEKS_LIMIT + 1)
    assert f"Dit zijn de eerste {REEKS_LIMIT}" in as_anna.get("/nakijken/rest").text
    approve(as_anna, on_the_page(as_anna))
    assert "Keur dit interview goed" in as_anna.get("/nakijken/rest").text


def test_nothing_to_approve(as_anna):
    assert "Er zijn geen interviews zonder bijzonderheden" in as_anna.get("/nakijken/rest").text


@pytest.mark.parametrize("seen", ["", ",", "x", ",".join(str(uuid4()) for _ in range(REEKS_LIMIT + 1)), "a" * 9000])
def test_a_wrong_form_changes_nothing(as_anna, hold, database, seen):
    held = hold()
    assert approve(as_anna, seen).status_code == 400
    assert statuses(database, held) == {"nieuw"}


@pytest.mark.parametrize(("nummer", "status"), [("1", 404), ("x", 400), ("-1", 400), ("9" * 30, 400)])
def test_a_reeks_that_is_not_there(as_anna, nummer, status):
    assert as_anna.get(f"/nakijken/reeksen/{nummer}").status_code == status
    assert undo(as_anna, f"/nakijken/reeksen/{nummer}").status_code == status


def test_a_reeks_of_a_colleague_cannot_be_undone(app, as_anna, hold, database):
    held = hold()
    reeks = approve(as_anna, on_the_page(as_anna)).headers["location"]
    with database.transaction() as session:
        add_coordinator(session, "Dora", "dora@example.org", "een-lang-wachtwoord")
    with visitor(app) as dora:
        dora.post("/inloggen", data={"email": "dora@example.org", "wachtwoord": "een-lang-wachtwoord"})
        assert undo(dora, reeks).status_code == 404
    assert statuses(database, held) == {"goedgekeurd"}


def test_the_rest_is_for_coordinators(client, as_bilal, as_anna, hold, database):
    held = hold()
    seen = on_the_page(as_anna)
    for stranger in (client, as_bilal):
        assert stranger.get("/nakijken/rest", follow_redirects=False).status_code == 303
        assert approve(stranger, seen).status_code == 401
        assert undo(stranger, "/nakijken/reeksen/1").status_code == 401
    assert statuses(database, held) == {"nieuw"}
