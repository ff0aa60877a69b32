"""What a phone tells about itself, and that nobody else tells it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from app.models import Gebruiker, Toestel
from app.toestellen import revoke_toestellen
from app.vertrek import delete_account
from tests.api.test_interviews_api import faults, problem

PATH = "/api/v1/toestel"


def reported(database) -> list[int | None]:
    with database.transaction() as session:
        return [toestel.unsent_count for toestel in session.exec(select(Toestel))]


def test_a_phone_reports_and_hears_what_time_it_is(as_bilal, world, database):
    before = datetime.now(UTC)
    answer = as_bilal.put(PATH, json={"nietVerstuurd": 3})
    assert answer.status_code == 200
    assert answer.json().keys() == {"ontvangenOp", "interviewerId", "veilig", "ontbreekt", "onbekend"}
    assert answer.json()["interviewerId"] == str(world.bilal.id)
    received_at = answer.json()["ontvangenOp"]
    assert received_at.endswith("Z")
    assert timedelta(0) <= datetime.fromisoformat(received_at) - before < timedelta(seconds=30)
    with database.transaction() as session:
        toestel = session.exec(select(Toestel)).one()
        assert toestel.unsent_count == 3
        assert toestel.last_contact_at == datetime.fromisoformat(received_at)


def test_the_last_report_counts(as_bilal, database):
    for unsent in (3, 0):
        as_bilal.put(PATH, json={"nietVerstuurd": unsent})
    assert reported(database) == [0]


def test_each_phone_reports_for_itself(as_bilal, as_carla, database):
    as_carla.put(PATH, json={"nietVerstuurd": 5})
    assert sorted(reported(database), key=str) == [5, None]


def test_a_phone_hears_whose_account_is_gone_and_who_left_is_not(as_bilal, world, database):
    with database.transaction() as session:
        delete_account(session, session.get_one(Gebruiker, world.carla.id), None)
    gone = str(uuid4())
    answer = as_bilal.put(PATH, json={"nietVerstuurd": 0, "anderen": [gone, str(world.carla.id)]})
    assert answer.json()["onbekend"] == [gone]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"nietVerstuurd": -1}, "nietVerstuurd"),
        ({"nietVerstuurd": 10**12}, "nietVerstuurd"),
        ({"nietVerstuurd": "3"}, "nietVerstuurd"),
        ({}, "nietVerstuurd"),
        ({"nietVerstuurd": 1, "model": "X"}, "model"),
        ({"nietVerstuurd": 1, "anderen": ["Nora"]}, "anderen.0"),
    ],
)
def test_a_wrong_report_is_refused_and_not_kept(as_bilal, database, body, field):
    assert field in faults(as_bilal.put(PATH, json=body))
    assert reported(database) == [None]


def test_another_content_type(as_bilal):
    problem(as_bilal.put(PATH, content=b"3", headers={"content-type": "text/plain"}), 415, "verkeerd-soort-inhoud")


def test_only_a_linked_phone_reports(client, as_anna, as_dashboard):
    for stranger in (client, as_anna, as_dashboard):
        problem(stranger.put(PATH, json={"nietVerstuurd": 1}), 401, "niet-aangemeld")


def test_a_phone_that_was_unlinked_hears_so(as_bilal, world, database):
    with database.transaction() as session:
        revoke_toestellen(session, world.bilal)
    problem(as_bilal.put(PATH, json={"nietVerstuurd": 1}), 401, "niet-aangemeld")
    assert reported(database) == [None]


def test_another_website_cannot_report(as_bilal, database):
    as_bilal.headers["Origin"] = "https://elders.example"
    problem(as_bilal.put(PATH, json={"nietVerstuurd": 1}), 403, "geen-toegang")
    assert reported(database) == [None]
