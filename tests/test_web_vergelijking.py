"""Margins and change as a coordinator reads them."""

import re

import pytest
from sqlmodel import select

from app import demo
from app.interviews import Afzender, receive
from app.models import Huishoudens, Meetronde
from tests.gesprekken import gesprek, straat_in
from tests.test_web_overzicht import words

CHANGE = "/overzicht/vergelijking"


@pytest.fixture
def both_rounds(database, world) -> None:
    with database.transaction() as session:
        straat = straat_in(session, "crabbehof")
        for meetronde, base in ((demo.NULMETING, 3), (demo.HERHAALMETING, 8)):
            for number in range(6):
                inzending = gesprek(straat.id, meetronde_code=meetronde, antwoorden={"schoon": base + number % 2})
                receive(session, inzending, Afzender(interviewer_id=world.bilal.id))


def cell(page: str, row: str, label: str) -> str:
    """What stands in a row of the first table that has it, under this heading."""
    rows = re.findall(rf'<th scope="row">{row}</th>(.*?)</tr>', page, re.DOTALL)
    cells = [re.search(rf'data-label="{label}">(.*?)</td>', found, re.DOTALL) for found in rows]
    return words(next(found for found in cells if found)[1]).strip()


@pytest.mark.usefixtures("both_rounds")
def test_the_change_of_a_wijk_and_a_straat(as_anna, database):
    with database.transaction() as session:
        name = straat_in(session, "crabbehof").name
    page = as_anna.get(f"{CHANGE}?van={demo.NULMETING}&naar={demo.HERHAALMETING}").text
    for row in ("Alle wijken samen", "Crabbehof", name):
        assert re.fullmatch(r"\+5,0 gestegen tussen 4,\d en 5,\d n 6 en 6", cell(page, row, "Schoon")), row
        assert cell(page, row, "Veilig").startswith("0,0 geen aantoonbaar verschil marge niet te bepalen")
    assert cell(page, "Wielwijk", "Schoon") == "te weinig gesprekken"
    assert "In 1 van de 8 straten is er iets te vergelijken" in words(page)


@pytest.mark.usefixtures("both_rounds")
def test_the_latest_round_against_the_one_before_it(as_anna):
    for address in (CHANGE, f"{CHANGE}?naar={demo.HERHAALMETING}"):
        assert "van Nulmeting 2019 naar Herhaalmeting 2026" in words(as_anna.get(address).text)
    assert f'href="{CHANGE}?naar={demo.HERHAALMETING}"' in as_anna.get("/overzicht").text


def test_a_round_without_interviews(as_anna):
    page = words(as_anna.get(CHANGE).text)
    assert "In een van de twee meetronden zijn nog geen interviews die meetellen." in page
    assert "nan" not in page.lower().split()


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        (f"van={demo.NULMETING}&naar={demo.NULMETING}", 400, "Kies twee verschillende meetronden"),
        ("van=nooit", 404, "Er is geen meetronde “nooit”."),
        ("naar=nooit", 404, "Er is geen meetronde “nooit”."),
        ("alleenGoedgekeurd=misschien", 400, ""),
    ],
)
def test_what_cannot_be_compared(as_anna, query, status, says):
    answer = as_anna.get(f"{CHANGE}?{query}")
    assert answer.status_code == status
    assert says in answer.text


def forget_households(session, meetronde: str) -> None:
    for row in session.exec(select(Huishoudens).where(Huishoudens.meetronde_code == meetronde)):
        session.delete(row)
    session.flush()


def test_one_meetronde_is_not_enough(as_anna, database):
    with database.transaction() as session:
        forget_households(session, demo.NULMETING)
        session.delete(session.get_one(Meetronde, demo.NULMETING))
    answer = as_anna.get(CHANGE)
    assert (answer.status_code, "Er is nog maar één meetronde." in answer.text) == (404, True)
    assert CHANGE not in as_anna.get("/overzicht").text


def test_the_comparison_is_for_coordinators(client, as_bilal, as_dashboard):
    for stranger in (client, as_bilal, as_dashboard):
        answer = stranger.get(CHANGE, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/inloggen?naar={CHANGE}")


@pytest.mark.usefixtures("both_rounds")
def test_a_figure_is_shown_with_its_margin_and_how_far_it_speaks(as_anna, database):
    page = words(as_anna.get("/overzicht").text).split("Crabbehof", maxsplit=1)[1]
    assert re.search(r"Schoon 8,5 n 6 indicatief tussen 8,0 en 9,0 \(ongewogen 8,5\)", page)
    assert re.search(r"Dekking \d+ %: dat deel van de huishoudens woont in een straat met interviews\.", page)
    assert "Een marge is dan niet te bepalen." in page, "everybody said rung 3"
    assert re.search(r"100 % kiest trede 3 of hoger, tussen \d\d en 100 %", page)
    with database.transaction() as session:
        forget_households(session, demo.HERHAALMETING)
    page = words(as_anna.get("/overzicht").text).split("Crabbehof", maxsplit=1)[1]
    assert "Dekking onbekend: niet van elke straat weten we hoeveel huishoudens er zijn." in page
    assert "De straten zijn daarom niet gewogen naar huishoudens." in page
    assert "ongewogen 8,5" not in page
