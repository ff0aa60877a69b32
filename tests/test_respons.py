"""The response as it is counted: what is in it, what is not, and where."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from app import demo
from app.domain.respons import Contactuitkomst, Respons
from app.domain.vragenlijst import Soort
from app.gebieden import find_wijk
from app.interviews import Afzender, receive
from app.models import Contactpoging, Meetronde, Status
from app.respons import straat_respons, total_respons, wijk_respons
from tests.gesprekken import ANTWOORDEN, decide, gesprek, portiek_in, straat_in

REFUSED = dict.fromkeys(ANTWOORDEN[Soort.STRAAT]) | {"toestemming": "nee"}


@pytest.fixture
def herhaalmeting(world, session):
    return session.get_one(Meetronde, demo.HERHAALMETING)


@pytest.fixture
def straat(world, session):
    return straat_in(session, "crabbehof")


@pytest.fixture
def hold(session, world, straat):
    """Hold an interview in the straat in Crabbehof."""

    def hold(soort: Soort = Soort.STRAAT, status: Status = Status.NIEUW, **changes) -> None:
        inzending = gesprek(changes.pop("straat_id", straat.id), soort, **changes)
        receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
        decide(session, inzending.id, status)

    return hold


@pytest.fixture
def knock(session, world, straat):
    """Knock in vain at a door in the straat in Crabbehof."""

    def knock(outcome: Contactuitkomst = Contactuitkomst.NIET_THUIS, **changes) -> None:
        row = {
            "id": uuid4(),
            "meetronde_code": demo.HERHAALMETING,
            "straat_id": straat.id,
            "interviewer_id": world.bilal.id,
            "outcome": outcome,
            "happened_at": datetime(2026, 9, 3, 12, tzinfo=UTC),
        }
        session.add(Contactpoging(**(row | changes)))
        session.flush()

    return knock


def test_interviews_refusals_and_doors(session, herhaalmeting, straat, hold, knock):
    hold()
    hold(Soort.PORTIEK)
    hold(antwoorden=REFUSED)
    for outcome in Contactuitkomst:
        knock(outcome)
    knock(Contactuitkomst.TAAL)
    expected = Respons(2, 1, dict.fromkeys(Contactuitkomst, 1) | {Contactuitkomst.TAAL: 2})
    wijk = find_wijk(session, "crabbehof")
    assert total_respons(session, herhaalmeting) == expected
    assert wijk_respons(session, herhaalmeting)["crabbehof"] == expected
    assert straat_respons(session, herhaalmeting, wijk)[str(straat.id)] == expected
    assert (expected.contacts, expected.count(Contactuitkomst.WEIGERT)) == (9, 2)


def test_klanten_stand_apart(session, herhaalmeting, hold):
    hold(Soort.KLANT)
    hold(Soort.KLANT, antwoorden=dict.fromkeys(ANTWOORDEN[Soort.KLANT]) | {"toestemming": "nee"})
    assert total_respons(session, herhaalmeting) == Respons()


@pytest.mark.parametrize(
    ("status", "counted"),
    [(Status.NIEUW, 1), (Status.GOEDGEKEURD, 1), (Status.TERUGGESTUURD, 0), (Status.AFGEKEURD, 0)],
)
def test_only_interviews_that_count(session, herhaalmeting, hold, status, counted):
    hold(status=status)
    assert total_respons(session, herhaalmeting).contacts == counted


def test_a_door_taken_back_does_not_count(session, herhaalmeting, knock):
    knock()
    knock(withdrawn_at=datetime.now(UTC))
    assert total_respons(session, herhaalmeting).contacts == 1


def test_a_door_in_a_portiek_counts_in_its_straat(session, herhaalmeting, knock):
    portiek = portiek_in(session, "crabbehof")
    knock(straat_id=portiek.straat_id, portiek_id=portiek.id)
    wijk = find_wijk(session, "crabbehof")
    assert straat_respons(session, herhaalmeting, wijk)[str(portiek.straat_id)].contacts == 1


def test_every_area_for_itself(session, world, herhaalmeting, straat, hold, knock):
    elsewhere, far = straat_in(session, "crabbehof", 1), straat_in(session, "wielwijk")
    hold()
    knock(straat_id=elsewhere.id)
    knock(straat_id=far.id)
    knock(straat_id=far.id, meetronde_code=demo.NULMETING)
    per_wijk = wijk_respons(session, herhaalmeting)
    assert (per_wijk["crabbehof"].contacts, per_wijk["wielwijk"].contacts) == (2, 1)
    per_straat = straat_respons(session, herhaalmeting, find_wijk(session, "crabbehof"))
    assert [per_straat[str(each.id)].contacts for each in (straat, elsewhere, far)] == [1, 1, 0]
    assert total_respons(session, herhaalmeting).contacts == 3


def test_without_any_contact(session, herhaalmeting):
    assert total_respons(session, herhaalmeting) == wijk_respons(session, herhaalmeting)["crabbehof"] == Respons()
