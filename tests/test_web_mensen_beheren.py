"""Letting people in and out at the desk: interviewers with their wijken, and coordinators."""

import re
from uuid import uuid4

import pytest
from sqlmodel import select

from app.errors import NotAllowed
from app.models import Gebruiker, Inzet, Sessie
from app.toegang import add_coordinator, block_coordinator
from tests.api.conftest import as_body
from tests.conftest import visitor
from tests.gesprekken import gesprek, straat_in

DINA = {"naam": "Dina", "email": "Dina@Example.org", "wachtwoord": "een lange zin", "herhaling": "een lange zin"}


@pytest.fixture
def dina(database) -> Gebruiker:
    with database.transaction() as session:
        return add_coordinator(session, "Dina", DINA["email"], DINA["wachtwoord"])


def log_in(client, email: str = DINA["email"], password: str = DINA["wachtwoord"]) -> int:
    form = {"email": email, "wachtwoord": password}
    return client.post("/inloggen", data=form, follow_redirects=False).status_code


def names(database) -> set[str]:
    with database.transaction() as session:
        return {gebruiker.name for gebruiker in session.exec(select(Gebruiker))}


def wijken_of(database, gebruiker_id) -> set[str]:
    with database.transaction() as session:
        return set(session.exec(select(Inzet.wijk_code).where(Inzet.gebruiker_id == gebruiker_id)))


def is_blocked(database, gebruiker: Gebruiker) -> bool:
    with database.transaction() as session:
        return session.get_one(Gebruiker, gebruiker.id).blocked_at is not None


def test_a_new_interviewer_works_in_the_chosen_wijken(as_anna, database):
    form = {"naam": " Fatima ", "wijk": ["crabbehof", "wielwijk", "wielwijk"]}
    answer = as_anna.post("/mensen/nieuwe-interviewer", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/mensen?klaar=interviewer"
    page = as_anna.get(answer.headers["location"]).text
    assert "De interviewer is toegevoegd." in page
    assert re.search(r"Fatima</h3>\s*<p>Werkt in Crabbehof en Wielwijk", page)
    assert "Fatima" in names(database)


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"naam": " ", "wijk": "crabbehof"}, "Vul een naam in"),
        ({"naam": "x" * 121, "wijk": "crabbehof"}, "hoogstens 120 tekens"),
        ({"naam": "bilal", "wijk": "crabbehof"}, "Er is al een interviewer met deze naam."),
        ({"naam": "Fatima"}, "Kies ten minste één wijk."),
    ],
)
def test_an_interviewer_with_a_fault_is_not_added(as_anna, database, form, message):
    answer = as_anna.post("/mensen/nieuwe-interviewer", data=form)
    assert answer.status_code == 400
    assert message in answer.text
    assert f'value="{form["naam"]}"' in answer.text
    assert ('value="crabbehof" checked' in answer.text) == ("wijk" in form)
    assert names(database) == {"Anna", "Bilal", "Carla"}


def test_other_wijken_are_on_the_phone_at_once(as_anna, as_bilal, world, database):
    address = f"/mensen/{world.bilal.id}/wijken"
    assert 'value="crabbehof" checked' in as_anna.get(address).text
    answer = as_anna.post(address, data={"wijk": "wielwijk"}, follow_redirects=False)
    assert answer.headers["location"] == "/mensen?klaar=wijken"
    assert wijken_of(database, world.bilal.id) == {"wielwijk"}
    phone = as_bilal.get("/telefoon").text
    assert "Wielwijk" in phone
    assert "Crabbehof" not in phone


def test_without_a_wijk_the_old_ones_stay(as_anna, world, database):
    answer = as_anna.post(f"/mensen/{world.bilal.id}/wijken")
    assert answer.status_code == 400
    assert "Kies ten minste één wijk." in answer.text
    assert wijken_of(database, world.bilal.id) == {"crabbehof"}


def test_a_blocked_interviewer_comes_in_again_and_has_lost_nothing(as_anna, as_bilal, world, database):
    with database.transaction() as session:
        inzending = gesprek(straat_in(session, "crabbehof").id)
    address = f"/api/v1/interviews/{inzending.id}"
    for _ in range(2):
        answer = as_anna.post(f"/mensen/{world.bilal.id}/blokkade", follow_redirects=False)
        assert answer.headers["location"] == "/mensen?klaar=geblokkeerd"
    assert as_bilal.put(address, json=as_body(inzending)).status_code == 401
    assert as_bilal.get("/telefoon").status_code == 401
    page = as_anna.get("/mensen").text
    assert "blijft daar bewaard" in page
    assert re.search(r"<strong>Geblokkeerd</strong> sinds [^.<]*, door Anna\.", page)
    assert page.count("Nieuwe koppellink") == 1, "only for Carla"
    assert as_anna.post(f"/mensen/{world.bilal.id}/koppellink").status_code == 409
    as_anna.post(f"/mensen/{world.bilal.id}/deblokkade")
    assert as_bilal.put(address, json=as_body(inzending)).status_code == 201


def test_a_new_coordinator_can_log_in(app, as_anna):
    answer = as_anna.post("/mensen/nieuwe-coordinator", data=DINA, follow_redirects=False)
    assert answer.headers["location"] == "/mensen?klaar=coordinator"
    assert "dina@example.org" in as_anna.get("/mensen").text
    with visitor(app) as client:
        assert log_in(client) == 303
        assert "Dit bent u." in client.get("/mensen").text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"naam": ""}, "Vul een naam in"),
        ({"email": "dina"}, "Dit is geen e-mailadres."),
        ({"email": "di na@example.org"}, "Dit is geen e-mailadres."),
        ({"email": f"{'d' * 200}@example.org"}, "Dit is geen e-mailadres."),
        ({"email": "ANNA@example.org"}, "Er is al iemand met dit e-mailadres."),
        ({"wachtwoord": "kort", "herhaling": "kort"}, "12 tekens of meer"),
        ({"wachtwoord": "x" * 201, "herhaling": "x" * 201}, "hoogstens 200 tekens"),
        ({"herhaling": "een andere zin"}, "De twee wachtwoorden zijn niet gelijk."),
        ({"herhaling": ""}, "De twee wachtwoorden zijn niet gelijk."),
    ],
)
def test_a_coordinator_with_a_fault_is_not_added(as_anna, database, changes, message):
    form = DINA | changes
    answer = as_anna.post("/mensen/nieuwe-coordinator", data=form)
    assert answer.status_code == 400
    assert message in answer.text
    assert form["email"] in answer.text
    assert form["wachtwoord"] not in answer.text, "a password is never sent back"
    assert names(database) == {"Anna", "Bilal", "Carla"}


def test_every_fault_of_a_coordinator_is_named_at_once(as_anna):
    form = {"naam": "", "email": "x", "wachtwoord": "kort", "herhaling": "lang"}
    assert as_anna.post("/mensen/nieuwe-coordinator", data=form).text.count('aria-invalid="true"') == 4


def test_a_blocked_coordinator_is_out_at_once(app, as_anna, dina, database):
    with visitor(app) as client:
        assert log_in(client) == 303
        answer = as_anna.post(f"/mensen/coordinatoren/{dina.id}/blokkade", follow_redirects=False)
        assert answer.headers["location"] == "/mensen?klaar=geblokkeerd"
        assert client.get("/mensen", follow_redirects=False).status_code == 303
        assert log_in(client) == 400
        as_anna.post(f"/mensen/coordinatoren/{dina.id}/deblokkade")
        assert client.get("/mensen", follow_redirects=False).status_code == 303, "the old login stays ended"
        assert log_in(client) == 303
    with database.transaction() as session:
        assert len(session.exec(select(Sessie).where(Sessie.gebruiker_id == dina.id)).all()) == 1


def test_nobody_blocks_themselves(as_anna, world, dina, database):
    page = as_anna.get("/mensen").text
    assert f"/mensen/coordinatoren/{world.anna.id}/blokkade" not in page
    answer = as_anna.post(f"/mensen/coordinatoren/{world.anna.id}/blokkade")
    assert answer.status_code == 403
    assert "U kunt uzelf niet blokkeren." in answer.text
    assert not is_blocked(database, world.anna)


def test_two_who_block_each_other_are_not_both_out(session, world):
    """Anna's request had begun when Dina's blocked her."""
    dina = add_coordinator(session, "Dina", DINA["email"], DINA["wachtwoord"])
    anna = session.get_one(Gebruiker, world.anna.id)
    block_coordinator(session, anna, dina)
    with pytest.raises(NotAllowed, match="zelf geblokkeerd"):
        block_coordinator(session, dina, anna)
    assert dina.blocked_at is None


@pytest.mark.parametrize(
    "path", ["wijken", "blokkade", "deblokkade", "coordinatoren/{}/blokkade", "coordinatoren/{}/deblokkade"]
)
def test_people_who_are_not_there(as_anna, world, path):
    for wrong in (uuid4(), world.bilal.id if "coordinatoren" in path else world.anna.id):
        address = f"/mensen/{path.format(wrong)}" if "{}" in path else f"/mensen/{wrong}/{path}"
        assert as_anna.post(address, data={"wijk": "crabbehof"}).status_code == 404


def test_a_wijk_that_is_not_there(as_anna, world, database):
    form = {"naam": "Fatima", "wijk": ["crabbehof", "nergens"]}
    assert as_anna.post("/mensen/nieuwe-interviewer", data=form).status_code == 404
    assert as_anna.post(f"/mensen/{world.bilal.id}/wijken", data={"wijk": "nergens"}).status_code == 404
    assert names(database) == {"Anna", "Bilal", "Carla"}
    assert wijken_of(database, world.bilal.id) == {"crabbehof"}


def test_only_coordinators_let_people_in_and_out(client, as_anna, as_bilal, world, dina, database):
    addresses = {
        "/mensen/nieuwe-interviewer": {"naam": "Fatima", "wijk": "crabbehof"},
        "/mensen/nieuwe-coordinator": DINA | {"email": "fatima@example.org", "naam": "Fatima"},
        f"/mensen/{world.bilal.id}/wijken": {"wijk": "wielwijk"},
        f"/mensen/{world.bilal.id}/blokkade": {},
        f"/mensen/{world.bilal.id}/deblokkade": {},
        f"/mensen/coordinatoren/{dina.id}/blokkade": {},
        f"/mensen/coordinatoren/{dina.id}/deblokkade": {},
    }
    for address, form in addresses.items():
        for stranger in (client, as_bilal):
            assert stranger.post(address, data=form).status_code == 401, address
    for address in list(addresses)[:3]:
        assert client.get(address, follow_redirects=False).headers["location"] == f"/inloggen?naar={address}"
    as_anna.headers["Origin"] = "https://elders.example"
    for address, form in addresses.items():
        assert as_anna.post(address, data=form).status_code == 403, address
    assert "Fatima" not in names(database)
    assert wijken_of(database, world.bilal.id) == {"crabbehof"}
    assert not is_blocked(database, world.bilal)
    assert not is_blocked(database, dina)
