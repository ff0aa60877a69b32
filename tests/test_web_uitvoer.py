"""Taking interviews away at the desk: asking, waiting, fetching once, and who may."""

import time
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import select

from app import demo
from app.interviews import Afzender, receive
from app.models import Uitvoer
from app.toegang import add_coordinator
from tests.conftest import visitor
from tests.gesprekken import gesprek, straat_in

PATH = "/interviews/uitvoer"
FORM = {"meetronde": demo.HERHAALMETING, "status": ["nieuw", "goedgekeurd"], "zeker": "ja"}
ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def ask(client, **form):
    return client.post(PATH, data=FORM | form, follow_redirects=False)


def wait_for(client, address: str, words: str) -> str:
    """The page, when it says this; it is made by another process."""
    until = time.monotonic() + 60
    while words not in (page := client.get(address).text):
        assert time.monotonic() < until, page
    return page


def uitvoeren(database) -> list[Uitvoer]:
    with database.transaction() as session:
        return list(session.exec(select(Uitvoer)))


def test_a_file_is_asked_for_made_and_fetched_once(as_anna, database, world, settings):
    with database.transaction() as session:
        receive(session, gesprek(straat_in(session, "crabbehof").id), Afzender(interviewer_id=world.bilal.id))
    assert "Er is nog niets uitgevoerd" in as_anna.get(PATH).text
    address = ask(as_anna, formaat="csv", tekst="ja", reden="Citaten voor het rapport.").headers["location"]
    assert "met 1 interview." in wait_for(as_anna, address, "Het bestand is klaar")
    head = as_anna.head(f"{address}/bestand")
    assert head.status_code == 405, "looking is not fetching"
    fetched = as_anna.post(f"{address}/bestand")
    assert "wijkpeil-herhaalmeting-2026-interviews-" in fetched.headers["content-disposition"]
    assert fetched.content.startswith(b"PK")
    assert list(Path(settings.export_folder).iterdir()) == []
    assert as_anna.post(f"{address}/bestand").status_code == 404
    assert "U hebt dit bestand opgehaald op" in as_anna.get(address).text
    (uitvoer,) = uitvoeren(database)
    assert (uitvoer.coordinator_id, uitvoer.count, uitvoer.with_text) == (world.anna.id, 1, True)
    assert uitvoer.fetched_at is not None
    record = as_anna.get(PATH).text
    assert "Citaten voor het rapport." in record
    assert "opgehaald" in record


@ONE_DATABASE
def test_only_who_asked_can_fetch_it(app, client, as_anna, as_bilal, database):
    address = ask(as_anna).headers["location"]
    wait_for(as_anna, address, "Het bestand is klaar")
    with database.transaction() as session:
        add_coordinator(session, "Dora", "dora@example.org", "een-lang-wachtwoord")
    with visitor(app) as dora:
        dora.post("/inloggen", data={"email": "dora@example.org", "wachtwoord": "een-lang-wachtwoord"})
        assert dora.get(address).status_code == 404
        assert dora.post(f"{address}/bestand").status_code == 404
        assert f'{address}"' not in dora.get(PATH).text
    for stranger in (client, as_bilal):
        assert stranger.get(PATH, follow_redirects=False).status_code == 303
        assert ask(stranger).status_code == 401
        assert stranger.post(f"{address}/bestand").status_code == 401
    assert "Er zijn geen interviews die bij uw keuze passen" in as_anna.get(address).text
    assert as_anna.post(f"{address}/bestand").status_code == 200


WRONG = [
    ({"meetronde": ""}, 400, "Kies eerst een meetronde"),
    ({"meetronde": "ooit"}, 404, "Er is geen meetronde “ooit”"),
    ({"wijk": "nergens"}, 404, "Er is geen wijk “nergens”"),
    ({"soort": "boot"}, 400, "staat niet in de lijst"),
    ({"status": ["afgekeurd"]}, 400, "Afgekeurde interviews kunt u niet uitvoeren"),
    ({"status": []}, 400, "Kies welke interviews u wilt"),
    ({"formaat": "pdf"}, 400, "staat niet in de lijst"),
    ({"straat": "ja"}, 400, "Schrijf op waarvoor"),
    ({"zeker": ""}, 400, "dat dit bestand vertrouwelijk is"),
]


@ONE_DATABASE
def test_a_wrong_form_comes_back_and_makes_nothing(as_anna, database, settings):
    for wrong, status, words in WRONG:
        answer = ask(as_anna, **wrong)
        assert (answer.status_code, words in answer.text) == (status, True), wrong
    assert uitvoeren(database) == []
    assert not settings.export_folder.exists()
    settings.export_folder.mkdir(mode=0o755)
    assert "Vraag de beheerder" in ask(as_anna).text, "others could look into the folder"
    assert uitvoeren(database) == []


@ONE_DATABASE
def test_when_making_it_fails_that_is_said(app, as_anna, settings, tmp_path):
    app.state.maker._environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'leeg.sqlite3'}"
    address = ask(as_anna).headers["location"]
    wait_for(as_anna, address, "niet gelukt")
    assert as_anna.post(f"{address}/bestand").status_code == 404
    assert "niet gelukt of nog bezig" in as_anna.get(PATH).text
    assert as_anna.get(f"{PATH}/{uuid4()}").status_code == 404
    assert as_anna.get(f"{PATH}/x").status_code == 400
