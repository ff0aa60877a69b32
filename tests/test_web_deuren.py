"""The door list and logging out, as a phone without script uses them."""

import re
from uuid import uuid4

import pytest
from sqlmodel import select

from app.models import Contactpoging, Toestel
from tests.gesprekken import portiek_in, straat_in


@pytest.fixture
def door(as_bilal, database):
    """A tap on a door as the page posts it."""

    def door(**changes):
        page = as_bilal.get("/telefoon/deuren").text
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        with database.transaction() as session:
            straat = straat_in(session, "crabbehof")
        return hidden | {"straatId": str(straat.id), "portiekId": "", "uitkomst": "niet_thuis"} | changes

    return door


def post(client, form):
    return client.post("/telefoon/deuren", data=form, follow_redirects=False)


def stored(database) -> list[Contactpoging]:
    with database.transaction() as session:
        return list(session.exec(select(Contactpoging)))


def test_a_tap_is_stored_and_said(as_bilal, door, database, world):
    answer = post(as_bilal, door())
    assert answer.status_code == 303
    assert "Genoteerd: Niet thuis." in as_bilal.get(answer.headers["location"]).text
    (contactpoging,) = stored(database)
    assert (contactpoging.outcome, contactpoging.interviewer_id) == ("niet_thuis", world.bilal.id)


def test_a_portiek_may_be_told(as_bilal, door, database):
    with database.transaction() as session:
        portiek = portiek_in(session, "crabbehof")
    assert post(as_bilal, door(straatId=str(portiek.straat_id), portiekId=str(portiek.id))).status_code == 303
    assert stored(database)[0].portiek_id == portiek.id


@pytest.mark.parametrize(
    "change", [{"straatId": ""}, {"straatId": "x"}, {"straatId": str(uuid4())}, {"uitkomst": "ontploft"}, {"id": "1"}]
)
def test_a_wrong_tap_is_told_and_stores_nothing(as_bilal, door, database, change):
    assert post(as_bilal, door(**change)).status_code == 400
    assert stored(database) == []


def test_the_door_list_is_for_interviewers(client, as_anna, door):
    form = door()
    for visitor in (client, as_anna):
        assert visitor.get("/telefoon/deuren").status_code == 401
        assert post(visitor, form).status_code == 401


def test_logging_out_unlinks_this_phone_only(as_bilal, as_carla, database):
    answer = as_bilal.post("/telefoon/uitloggen")
    assert "staat nog op deze telefoon" in answer.text
    assert answer.url.path == "/telefoon/uitgelogd"
    assert as_bilal.get("/telefoon").status_code == 401
    assert as_carla.get("/telefoon").status_code == 200
    with database.transaction() as session:
        assert len([toestel for toestel in session.exec(select(Toestel)) if toestel.revoked_at]) == 1
