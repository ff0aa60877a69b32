"""The overview as a coordinator reads it."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlmodel import select

from app import demo
from app.domain.respons import Contactuitkomst
from app.interviews import Afzender, receive
from app.models import Contactpoging, Interview, Status, Straat, Wijk
from tests.gesprekken import decide, gesprek, straat_in

NULMETING = f"/overzicht?meetronde={demo.NULMETING}"


@pytest.fixture
def the_ten(database, world) -> None:
    with database.transaction() as session:
        for inzending in demo.reconstructed_interviews(session, demo.NULMETING):
            receive(session, inzending, Afzender(interviewer_id=world.bilal.id))


def words(page: str) -> str:
    """What people read: the text without the mark-up."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.usefixtures("the_ten")
def test_the_ten_of_2019_as_published(as_anna):
    whole = words(as_anna.get(NULMETING).text).split("Crabbehof")[0]
    assert "Klanten klantinterviews 10 interviews" in whole
    assert "8,7 gemiddeld" in whole
    assert re.search(r"Schoon 6,9 n 10 .*Veilig 7,2 n 10 .*Gezellig 7,0 n 10", whole)
    assert "rapportnotatie 3-" in whole
    assert "100 % is tevreden: geeft een 7 of hoger" in whole
    assert "Van iemand gehoord 3" in whole
    assert "Bewoners straat- en portiekinterviews 0 interviews" in whole, "side by side, never pooled"


@pytest.mark.usefixtures("the_ten")
@pytest.mark.usefixtures("the_ten")
def test_many_wijken_are_a_table_and_each_is_in_full_on_its_own_page(as_anna, database):
    with database.transaction() as session:
        session.add_all(Wijk(code=f"wijk-{number}", name=f"Wijk {number}") for number in range(5))
    page = as_anna.get(NULMETING).text
    assert page.count("<h4>Schoon, veilig en gezellig</h4>") == 1, "of the meetronde as a whole"
    row = words(re.search(r'<tr><th scope="row"><a href="/overzicht/wijken/wielwijk.*?</tr>', page, re.DOTALL)[0])
    assert "geen cijfer" in row
    assert "te weinig gesprekken" in row


def test_too_few_give_a_reason(as_anna):
    page = words(as_anna.get(f"/overzicht/wijken/crabbehof?meetronde={demo.NULMETING}").text)
    assert "te weinig gesprekken" in page
    assert "geen cijfer" in page


@pytest.mark.usefixtures("the_ten")
def test_the_switch_shows_approved_only(as_anna, database):
    with database.transaction() as session:
        for interview_id in session.exec(select(Interview.id)).all()[:4]:
            decide(session, interview_id, Status.GOEDGEKEURD)
    assert "10 interviews" in words(as_anna.get(NULMETING).text)
    approved = words(as_anna.get(f"{NULMETING}&alleenGoedgekeurd=true").text)
    assert "10 interviews" not in approved
    assert "4 interviews" in approved
    assert "4 antwoorden: te weinig om een cijfer te geven" in approved


@pytest.mark.usefixtures("the_ten")
def test_rejected_and_sent_back_do_not_count(as_anna, database):
    with database.transaction() as session:
        first, second, *_ = session.exec(select(Interview.id)).all()
        decide(session, first, Status.AFGEKEURD)
        decide(session, second, Status.TERUGGESTUURD)
    assert "8 interviews" in words(as_anna.get(NULMETING).text)


def test_a_wijk_shows_all_its_straten_with_the_picture(as_anna, database, world):
    with database.transaction() as session:
        straat = straat_in(session, "crabbehof")
        for _ in range(6):
            receive(session, gesprek(straat.id), Afzender(interviewer_id=world.bilal.id))
        names = session.exec(select(Straat.name).where(Straat.wijk_code == "crabbehof")).all()
    page = as_anna.get("/overzicht/wijken/crabbehof").text
    assert all(name in page for name in names)
    assert 'aria-label="trede 1: 0, trede 2: 0, trede 3: 6, trede 4: 0, trede 5: 0"' in page
    assert "9,0 n 6 , 100 % tevreden" in words(page)
    assert "indicatief" in page
    assert "straat-v1" in page


@pytest.fixture
def knock(database, world):
    """Knock in vain, so many times, at a door in Crabbehof."""

    def knock(times: int, outcome: Contactuitkomst = Contactuitkomst.NIET_THUIS) -> None:
        with database.transaction() as session:
            straat = straat_in(session, "crabbehof")
            session.add_all(
                Contactpoging(
                    id=uuid4(),
                    meetronde_code=demo.HERHAALMETING,
                    straat_id=straat.id,
                    interviewer_id=world.bilal.id,
                    outcome=outcome,
                    happened_at=datetime(2026, 9, 3, 12, tzinfo=UTC),
                )
                for _ in range(times)
            )

    return knock


def hold(database, world, times: int) -> None:
    with database.transaction() as session:
        for _ in range(times):
            receive(session, gesprek(straat_in(session, "crabbehof").id), Afzender(interviewer_id=world.bilal.id))


def test_the_response_with_its_numbers_and_how_the_others_ended(as_anna, database, world, knock):
    hold(database, world, 3)
    knock(3)
    knock(1, Contactuitkomst.TAAL)
    for page in (as_anna.get("/overzicht"), as_anna.get("/overzicht/wijken/crabbehof")):
        line = "Respons 43 % : 3 interviews van 7 contacten. Zonder interview: niet thuis 3, taal 1."
        assert line in words(page.text), page.url
    rows = re.findall(r'data-label="Respons">(.*?)</td>', as_anna.get("/overzicht/wijken/crabbehof").text, re.DOTALL)
    assert [words(row).strip() for row in rows[:2]] == ["43 % 3 van 7"] * 2, "the wijk and its first straat"
    assert all("geen percentage 0 van 0" in words(row) for row in rows[2:])


def test_no_percentage_of_four_contacts(as_anna, database, world, knock):
    hold(database, world, 1)
    knock(3)
    page = words(as_anna.get("/overzicht").text)
    assert "Respons: 1 interview van 4 contacten, te weinig voor een percentage." in page
    assert "25 %" not in page


def test_a_response_without_doors_says_that_it_is_too_high(as_anna, database, world):
    assert "Respons: nog geen contacten." in words(as_anna.get("/overzicht").text)
    hold(database, world, 5)
    page = words(as_anna.get("/overzicht").text)
    assert "Respons 100 % : 5 interviews van 5 contacten." in page
    assert "geen enkele deur zonder interview vastgelegd" in page


def test_the_switch_leaves_the_response_alone(as_anna, database, world, knock):
    hold(database, world, 3)
    knock(3)
    page = words(as_anna.get("/overzicht/wijken/crabbehof?alleenGoedgekeurd=true").text)
    assert "Respons 50 % : 3 interviews van 6 contacten." in page


def test_the_latest_open_meetronde_comes_first(as_anna):
    assert "Voorlopige cijfers van Herhaalmeting 2026" in words(as_anna.get("/overzicht").text)
    assert "Voorlopige cijfers van Nulmeting 2019" in words(as_anna.get(NULMETING).text)


def test_invented_figures_say_so(as_anna):
    assert "zijn verzonnen" in as_anna.get("/overzicht").text


@pytest.mark.parametrize("path", ["/overzicht", "/overzicht/wijken/crabbehof"])
def test_the_overview_is_for_coordinators(client, as_bilal, as_dashboard, path):
    for stranger in (client, as_bilal, as_dashboard):
        answer = stranger.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/inloggen?naar={path}")


@pytest.mark.parametrize("path", ["/overzicht?meetronde=nooit", "/overzicht/wijken/nergens"])
def test_what_is_not_there(as_anna, path):
    answer = as_anna.get(path)
    assert answer.status_code == 404
    assert "<h1>Niet gevonden</h1>" in answer.text


def test_wrong_input(as_anna):
    assert as_anna.get("/overzicht?alleenGoedgekeurd=misschien").status_code == 400
