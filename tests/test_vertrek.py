"""Somebody leaves: their name is nowhere any more, what they did stays, and somebody can always come in."""

from datetime import UTC, datetime
from functools import partial

import pytest
from sqlmodel import col, select

from app.beoordeling import remark
from app.errors import InvalidInput, NotAllowed, NotFound
from app.interviews import Afzender, receive
from app.mensen import list_interviewers
from app.models import Gebruiker, Interview, Status, Toestel
from app.telstand import differences
from app.toegang import add_coordinator, begin_sessie, block_coordinator, list_coordinators, make_herstelcode
from app.toestellen import make_koppelcode, report_contact
from app.verloop import verloop_of
from app.vertrek import FORMER, delete_account, find_account, look_ahead
from app.vragenlijsten import newest_vragenlijst
from tests.commands import run_command
from tests.gesprekken import decide, gesprek, straat_in
from tests.tables import Contents

PASSWORD = "een lange zin"


def test_the_name_goes_and_what_was_done_stays(session, world):
    dina = add_coordinator(session, "Dina", "dina@example.org", PASSWORD)
    inzending = gesprek(straat_in(session, "crabbehof").id)
    receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
    decide(session, inzending.id, Status.TERUGGESTUURD, "Klopt dit?")
    remark(session, session.get_one(Interview, inzending.id), dina, "Nagebeld.")
    begin_sessie(session, dina)
    make_herstelcode(session, dina, None, drops_second_step=False)
    make_koppelcode(session, world.bilal)
    vertrek = look_ahead(session, find_account(session, world.bilal.id))
    assert (vertrek.interviews, vertrek.doors, vertrek.navragen, vertrek.obstacle) == (1, 0, 1, None)
    for each in (world.bilal, dina):
        delete_account(session, find_account(session, each.id), world.anna)
        with pytest.raises(NotFound):
            find_account(session, each.id)
    everything = repr(Contents.of(session.connection()).rows)
    assert "Bilal" not in everything
    assert "ina@example" not in everything
    assert session.get_one(Interview, inzending.id).interviewer_id == world.bilal.id
    told = verloop_of(session, inzending.id, newest_vragenlijst(inzending.soort))
    assert told[-1].name == FORMER
    assert (len(list_interviewers(session)), len(list_coordinators(session))) == (1, 1)
    assert differences(session) == []


def test_what_may_be_on_a_phone_is_not_thrown_away_unknowingly(session, world):
    toestel = Toestel(gebruiker_id=world.bilal.id, token_hash="x", linked_at=datetime.now(UTC))
    session.add(toestel)
    session.flush()
    delete = partial(delete_account, session, session.get_one(Gebruiker, world.bilal.id), world.anna)
    with pytest.raises(InvalidInput):
        delete()
    report_contact(session, toestel, 3)
    with pytest.raises(InvalidInput, match="niet verwijderd"):
        delete()
    assert [each.unsent_count for each in look_ahead(session, world.bilal).holding] == [3]
    delete(accepts_loss=True)
    assert session.exec(select(Toestel)).all() == []


def test_somebody_can_always_come_in(session, world):
    anna = session.get_one(Gebruiker, world.anna.id)
    dina = add_coordinator(session, "Dina", "dina@example.org", PASSWORD)
    block_coordinator(session, dina, anna)
    with pytest.raises(NotAllowed, match="Zonder Anna"):
        delete_account(session, anna, anna)
    delete_account(session, dina, anna)
    erik = add_coordinator(session, "Erik", "erik@example.org", PASSWORD)
    delete_account(session, anna, erik)
    with pytest.raises(NotAllowed, match="niet meer inloggen"):
        delete_account(session, erik, anna)
    assert [each.name for each in list_coordinators(session)] == ["Erik"]


def test_who_left_stays_gone_when_the_tables_go_back_a_version_and_forward_again(database, world):
    with database.transaction() as session:
        dina = add_coordinator(session, "Dina", "dina@example.org", PASSWORD)
        for each in (world.bilal, dina):
            delete_account(session, find_account(session, each.id), None)
    database.migrate("0017")
    database.migrate()
    with database.snapshot() as session:
        left = session.exec(select(Gebruiker).where(col(Gebruiker.left_at).is_not(None))).all()
    assert {(each.id, each.name, each.email) for each in left} == {
        (each.id, FORMER, None) for each in (world.bilal, dina)
    }


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_coordinator_is_warned_and_must_be_sure(app, as_anna, database, world):
    with database.transaction() as session:
        linked_at = datetime.now(UTC)
        session.add(Toestel(gebruiker_id=world.bilal.id, token_hash="x", linked_at=linked_at, unsent_count=2,
                            last_contact_at=linked_at))  # fmt: skip
    address = f"/mensen/{world.bilal.id}/vertrek"
    assert f'href="{address}"' in as_anna.get("/mensen").text
    page = as_anna.get(address).text
    assert "2 nog niet verstuurd" in page
    assert "0 interviews en 0 deuren" in page
    for form, message in (({}, "Kruis aan dat u dit zeker weet."), ({"zeker": "ja"}, "Laat de telefoon eerst")):
        answer = as_anna.post(address, data=form)
        assert answer.status_code == 400
        assert message in answer.text
    done = as_anna.post(address, data={"zeker": "ja", "verlies": "ja"})
    assert "Het account is verwijderd." in done.text
    assert "Bilal" not in done.text
    assert as_anna.get(address).status_code == 404
    assert "Dit kan nu niet." in as_anna.get(f"/mensen/{world.anna.id}/vertrek").text
    assert as_anna.post(f"/mensen/{world.anna.id}/vertrek", data={"zeker": "ja"}).status_code == 403


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_command_asks_first(database, database_url, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", database_url)
    for typed, is_left in (("nee", False), ("verwijder", True)):
        monkeypatch.setattr("typer.prompt", lambda _, typed=typed: typed)
        run_command(monkeypatch, capsys, "verwijder-account", "Bilal")
        with database.snapshot() as session:
            assert (session.exec(select(Gebruiker).where(col(Gebruiker.name) == FORMER)).first() is not None) == is_left
