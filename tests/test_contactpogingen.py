"""How a door comes in: once, as the first time, never over another one; and how a tap is undone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlmodel import func, select

from app import demo
from app.contactpogingen import receive_contactpoging, withdraw
from app.domain.respons import Contactuitkomst
from app.errors import InvalidInput, MeetrondeClosed, NotFound
from app.models import Contactpoging, Meetronde
from app.ontvangst import Uitkomst
from tests.gesprekken import portiek_in, straat_in


@pytest.fixture
def door(session, world):
    """A door in Crabbehof an hour ago, to be spoiled in one respect; always made anew, as a phone sends it."""
    straat_id, moment = straat_in(session, "crabbehof").id, datetime.now(UTC) - timedelta(hours=1)

    def door(contactpoging_id: UUID | None = None, **changes) -> Contactpoging:
        right = {
            "meetronde_code": demo.HERHAALMETING,
            "straat_id": straat_id,
            "portiek_id": None,
            "interviewer_id": world.bilal.id,
            "outcome": Contactuitkomst.NIET_THUIS,
            "happened_at": moment,
        }
        return Contactpoging(id=contactpoging_id or uuid4(), **(right | changes))

    return door


def stored(session) -> int:
    return session.exec(select(func.count()).select_from(Contactpoging)).one()


def close(session) -> None:
    session.get_one(Meetronde, demo.HERHAALMETING).closed_at = datetime.now(UTC)
    session.flush()


@pytest.mark.parametrize("outcome", Contactuitkomst)
def test_a_new_one_is_stored_whole(session, world, door, outcome):
    portiek = portiek_in(session, "crabbehof")
    offered = door(outcome=outcome, straat_id=portiek.straat_id, portiek_id=portiek.id)
    assert receive_contactpoging(session, offered) == (offered, Uitkomst.NIEUW)
    session.expire_all()
    kept = session.get_one(Contactpoging, offered.id)
    assert (kept.meetronde_code, kept.straat_id, kept.portiek_id) == (
        demo.HERHAALMETING,
        portiek.straat_id,
        portiek.id,
    )
    assert (kept.interviewer_id, kept.outcome) == (world.bilal.id, outcome)
    assert (kept.happened_at, kept.withdrawn_at) == (offered.happened_at, None)


def test_the_same_again_changes_nothing(session, world, door):
    first = door()
    receive_contactpoging(session, first)
    in_summer_time = first.happened_at.astimezone(timezone(timedelta(hours=2)))
    again = door(first.id, happened_at=in_summer_time, interviewer_id=world.carla.id)
    kept, uitkomst = receive_contactpoging(session, again)
    assert uitkomst is Uitkomst.AL_ONTVANGEN
    assert (stored(session), kept.interviewer_id) == (1, world.bilal.id)


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": Contactuitkomst.WEIGERT},
        {"straat_id": uuid4()},
        {"portiek_id": uuid4()},
        {"meetronde_code": "nul\x00meting"},
        {"happened_at": datetime(2026, 9, 1, tzinfo=UTC)},
        {"happened_at": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))},
    ],
)
def test_something_else_under_the_same_id_overwrites_nothing(session, door, change):
    first = door()
    receive_contactpoging(session, first)
    kept, uitkomst = receive_contactpoging(session, door(first.id, **change))
    assert uitkomst is Uitkomst.BOTSING
    session.expire_all()
    assert (stored(session), session.get_one(Contactpoging, first.id).outcome) == (1, Contactuitkomst.NIET_THUIS)
    assert kept.id == first.id


def test_two_senders_at_the_same_moment_make_one(database, world):
    with database.transaction() as session:
        straat_id = straat_in(session, "crabbehof").id
    contactpoging_id, moment, starting_line = uuid4(), datetime.now(UTC), Barrier(4)

    def send(_):
        starting_line.wait()
        with database.transaction() as session:
            offered = Contactpoging(
                id=contactpoging_id,
                meetronde_code=demo.HERHAALMETING,
                straat_id=straat_id,
                interviewer_id=world.bilal.id,
                outcome=Contactuitkomst.TAAL,
                happened_at=moment,
            )
            return receive_contactpoging(session, offered)[1]

    with ThreadPoolExecutor(4) as senders:
        outcomes = list(senders.map(send, range(4)))
    assert sorted(outcome.name for outcome in outcomes) == ["AL_ONTVANGEN"] * 3 + ["NIEUW"]
    with database.transaction() as session:
        assert stored(session) == 1


def test_all_faults_are_named_at_once(session, door):
    wrong = door(
        straat_id=uuid4(),
        portiek_id=uuid4(),
        meetronde_code="nooit",
        happened_at=datetime.now(UTC) + timedelta(days=2),
    )
    with pytest.raises(InvalidInput) as refused:
        receive_contactpoging(session, wrong)
    assert {fault.veld for fault in refused.value.faults} == {"straatId", "portiekId", "meetronde", "moment"}
    assert stored(session) == 0


def test_a_portiek_must_be_in_the_straat(session, door):
    with pytest.raises(InvalidInput) as refused:
        receive_contactpoging(session, door(portiek_id=portiek_in(session, "wielwijk").id))
    assert [fault.veld for fault in refused.value.faults] == ["portiekId"]


def test_a_closed_meetronde_takes_nothing_new_but_still_knows_what_it_has(session, world, door):
    first = door()
    receive_contactpoging(session, first)
    close(session)
    with pytest.raises(MeetrondeClosed, match="Herhaalmeting 2026"):
        receive_contactpoging(session, door())
    assert receive_contactpoging(session, door(first.id))[1] is Uitkomst.AL_ONTVANGEN
    with pytest.raises(MeetrondeClosed):
        withdraw(session, first.id, world.bilal)
    assert stored(session) == 1


def test_a_tap_is_undone_and_twice_is_harmless(session, world, door):
    first = door()
    receive_contactpoging(session, first)
    withdraw(session, first.id, world.bilal)
    session.flush()
    session.expire_all()
    withdrawn_at = session.get_one(Contactpoging, first.id).withdrawn_at
    assert withdrawn_at is not None
    close(session)
    withdraw(session, first.id, world.bilal)
    assert session.get_one(Contactpoging, first.id).withdrawn_at == withdrawn_at


def test_a_sending_that_comes_late_does_not_bring_it_back(session, world, door):
    first = door()
    receive_contactpoging(session, first)
    withdraw(session, first.id, world.bilal)
    session.flush()
    kept, uitkomst = receive_contactpoging(session, door(first.id))
    assert uitkomst is Uitkomst.AL_ONTVANGEN
    assert kept.withdrawn_at is not None


def test_nobody_undoes_the_tap_of_another(session, world, door):
    first = door()
    receive_contactpoging(session, first)
    for contactpoging_id, interviewer in ((first.id, world.carla), (uuid4(), world.bilal)):
        with pytest.raises(NotFound):
            withdraw(session, contactpoging_id, interviewer)
    assert session.get_one(Contactpoging, first.id).withdrawn_at is None
