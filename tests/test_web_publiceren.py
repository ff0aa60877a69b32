"""Publishing at the desk: what it will do and what it would tell, and the one step there is no way back from."""

import gzip
import json
import re

import pytest
from sqlmodel import col, func, select

from app import demo
from app.models import Interview, Meetronde, Publicatie, Status, Straat, Vaststelling
from app.toegang import add_coordinator
from tests.conftest import app_on, people_of, visitor
from tests.gesprekken import decide
from tests.test_web_overzicht import words

ADDRESS = f"/publiceren/{demo.HERHAALMETING}"
AGAIN = f"/publiceren/{demo.NULMETING}"
SURE = {"versie": "1", "zeker": "ja"}


@pytest.fixture
def app(full_database):
    """Of the demo world the nulmeting is published and the herhaalmeting is open."""
    return app_on(full_database)


@pytest.fixture
def world(full_database):
    return people_of(full_database)


@pytest.fixture
def many_are_rejected(full_database) -> None:
    with full_database.transaction() as session:
        query = (
            select(Interview.id)
            .join(Straat, Straat.id == Interview.straat_id)
            .where(Straat.wijk_code == "wielwijk", Interview.meetronde_code == demo.NULMETING, col(Interview.consent))
        )
        for interview_id in session.exec(query.order_by(col(Interview.id))).all()[:15]:
            decide(session, interview_id, Status.AFGEKEURD)


def state(database, code: str = demo.HERHAALMETING) -> tuple[bool, int]:
    """Whether a meetronde is open, and how many versions there are."""
    with database.transaction() as session:
        versions = session.exec(select(func.count()).where(Vaststelling.meetronde_code == code)).one()
        return session.get_one(Meetronde, code).is_open, versions


def foreseen(page: str) -> dict[str, list[str]]:
    """By population and measure, of how many straten and of how many wijken there would be a figure."""
    found = {}
    for groep in ("Bewoners", "Klanten"):
        section = re.search(rf"<h3>{groep} .*?</section>", page, re.DOTALL)[0]
        for name, row in re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', section, re.DOTALL):
            found[f"{groep} {name}"] = re.findall(r"<strong>(\d+ van \d+)</strong>", row)
    return found


def test_what_will_happen_and_what_is_not_reviewed_yet(as_anna, full_database):
    page = as_anna.get(ADDRESS)
    assert page.status_code == 200
    with full_database.transaction() as session:
        waiting = session.exec(
            select(func.count()).where(
                Interview.meetronde_code == demo.HERHAALMETING,
                Interview.status == Status.NIEUW,
                col(Interview.consent),
            )
        ).one()
    assert f"{waiting} interviews zijn nog niet bekeken. Ze tellen wel mee." in words(page.text)
    assert f'href="/interviews?meetronde={demo.HERHAALMETING}&amp;status=nieuw"' in page.text
    assert "De meetronde sluit ." in words(page.text)
    assert "Versies tot nu toe" not in page.text
    assert state(full_database) == (True, 0), "looking publishes nothing"


def test_what_was_foreseen_is_what_is_published(as_anna, full_database):
    before = foreseen(as_anna.get(ADDRESS).text)
    answer = as_anna.post(ADDRESS, data=SURE, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/publicaties/{demo.HERHAALMETING}?versie=1")
    assert "Herhaalmeting 2026" in as_anna.get(answer.headers["location"]).text
    assert state(full_database) == (False, 1)
    with full_database.transaction() as session:
        kept = session.get_one(Publicatie, (demo.HERHAALMETING, 1, ""))
        wijken = json.loads(gzip.decompress(kept.document))["wijken"]
    straten = [straat for wijk in wijken for straat in wijk["straten"]]
    for groep, name, maat in (
        ("bewoners", "Straatladder", "straatladder"),
        ("bewoners", "Tevredenheid", "tevredenheid"),
        ("bewoners", "Bekendheid", "bekendheid"),
        ("klanten", "Schoon", "schoon"),
        ("klanten", "Wat is er gedaan", "diensten"),
    ):
        told = [
            [each for score in scores for each in score[groep]["maten"] if each["maat"] == maat and each["n"]]
            for scores in (straten, [wijk["wijk"] for wijk in wijken])
        ]
        assert before[f"{groep.capitalize()} {name}"] == [f"{len(told[0])} van 24", f"{len(told[1])} van 2"]


def test_why_something_is_withheld_adds_up(as_anna):
    page = as_anna.get(AGAIN).text
    for cell in re.findall(r'<td data-label="Straten met cijfer">(.*?)</td>', page, re.DOTALL):
        told, areas, *others = (int(number) for number in re.findall(r"\d+", cell))
        assert told + sum(others) == areas == 24


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"versie": "1"}, "Vink aan dat u weet dat dit niet terug te draaien is."),
        ({"versie": "1", "zeker": "misschien"}, "Vink aan"),
        ({"zeker": "ja"}, "We weten niet welke versie u bedoelt."),
        ({"versie": "een", "zeker": "ja"}, "We weten niet welke versie u bedoelt."),
        ({"versie": "²", "zeker": "ja"}, "We weten niet welke versie u bedoelt."),
        ({**SURE, "reden": "x" * 1001}, "hoogstens 1000 tekens"),
    ],
)
def test_what_is_not_filled_in_rightly_publishes_nothing(as_anna, full_database, data, says):
    answer = as_anna.post(ADDRESS, data=data)
    assert (answer.status_code, says in words(answer.text)) == (400, True)
    assert 'role="alert"' in answer.text
    assert ("checked" in answer.text) == (data.get("zeker") == "ja")
    assert state(full_database) == (True, 0)


def test_of_two_coordinators_the_second_hears_it(app, as_anna, full_database):
    with full_database.transaction() as session:
        add_coordinator(session, "Dirk", "dirk@example.org", "nog-een-wachtwoord")
    with visitor(app) as as_dirk:
        form = {"email": "dirk@example.org", "wachtwoord": "nog-een-wachtwoord"}
        assert as_dirk.post("/inloggen", data=form, follow_redirects=False).status_code == 303
        for coordinator in (as_anna, as_dirk):
            assert 'name="versie" value="1"' in coordinator.get(ADDRESS).text
        assert as_anna.post(ADDRESS, data=SURE, follow_redirects=False).status_code == 303
        answer = as_dirk.post(ADDRESS, data=SURE | {"reden": "Mijn reden"})
    assert answer.status_code == 409
    assert "Versie 1 kan nu niet" in words(answer.text)
    assert "Mijn reden" in answer.text, "what was typed is kept"
    assert 'name="versie" value="2"' in answer.text
    assert "Versie 1 door Anna" in words(answer.text)
    assert state(full_database) == (False, 1)


@pytest.mark.usefixtures("many_are_rejected")
def test_a_correction_needs_a_reason(as_anna, full_database):
    page = as_anna.get(AGAIN).text
    assert re.search(r'<textarea id="reden"[^>]* required>', page)
    answer = as_anna.post(AGAIN, data={"versie": "2", "zeker": "ja", "reden": " \r\n "})
    assert (answer.status_code, "Schrijf op waarom er een nieuwe versie komt." in answer.text) == (400, True)
    assert "checked" in answer.text
    answer = as_anna.post(AGAIN, data={"versie": "2", "zeker": "ja", "reden": "Dubbele\r\neruit."})
    assert answer.status_code == 200
    assert "Dubbele eruit." in words(answer.text), "the public page tells why"
    assert "“Dubbele eruit.”" in words(as_anna.get(AGAIN).text)
    assert state(full_database, demo.NULMETING) == (False, 2)


def test_too_small_a_change_is_told_before_and_after(as_anna, full_database):
    page = as_anna.get(AGAIN)
    assert "Publiceren kan nu niet. Er is te weinig veranderd voor een nieuwe versie." in words(page.text)
    assert "<textarea" not in page.text
    answer = as_anna.post(AGAIN, data={"versie": "2", "zeker": "ja", "reden": "Een tikfout."})
    assert (answer.status_code, "Er is te weinig veranderd" in answer.text) == (400, True)
    assert "Een tikfout.</textarea>" in answer.text
    assert state(full_database, demo.NULMETING) == (False, 1)


def test_what_fails_does_not_close_the_meetronde(as_anna, full_database):
    """Publishing closes first, and only then sees that there is nothing to tell."""
    with full_database.transaction() as session:
        query = select(Interview.id).where(Interview.meetronde_code == demo.HERHAALMETING, col(Interview.consent))
        query = query.where(Interview.status != Status.INGETROKKEN)
        for interview_id in session.exec(query).all():
            decide(session, interview_id, Status.AFGEKEURD)
    assert "Publiceren kan nu niet. Er zijn geen interviews die meetellen." in words(as_anna.get(ADDRESS).text)
    answer = as_anna.post(ADDRESS, data=SURE)
    assert (answer.status_code, "Er valt niets te publiceren." in answer.text) == (400, True)
    assert state(full_database) == (True, 0)


def test_publishing_is_for_coordinators(client, as_bilal, as_dashboard, full_database):
    for stranger in (client, as_bilal, as_dashboard):
        answer = stranger.get(ADDRESS, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/inloggen?naar={ADDRESS}")
        assert stranger.post(ADDRESS, data=SURE).status_code in (401, 403)
    assert state(full_database) == (True, 0)


def test_a_meetronde_that_is_not_there(as_anna):
    for answer in (as_anna.get("/publiceren/nooit"), as_anna.post("/publiceren/nooit", data=SURE)):
        assert (answer.status_code, "Er is geen meetronde “nooit”." in answer.text) == (404, True)
