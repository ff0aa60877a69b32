"""The queue of the review at the desk: what waits and why, one after another, and its filters."""

import re
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from app import demo
from app.domain.vragenlijst import Soort
from app.interviews import Afzender, Inzending, receive
from app.models import Interview, Status
from tests.gesprekken import decide, gesprek, straat_in

SECRET = "06-12345678"
PHONE = {"antwoorden": {"meer_doen": f"Bel {SECRET}"}}
CLOCK = {"clock_offset": 600}


@pytest.fixture
def hold(database, world):
    """Hold an interview; no two give the same answers."""
    held: list[Inzending] = []

    def hold(wijk: str = "crabbehof", **changes) -> UUID:
        answers = {"ouderen": f"Een bankje, nummer {len(held)}"} | changes.pop("antwoorden", {})
        with database.transaction() as session:
            straat = straat_in(session, wijk)
            moment = {"started_at": datetime(2026, 9, 3, 12, tzinfo=UTC)}
            held.append(gesprek(straat.id, Soort.STRAAT, **moment | changes, antwoorden=answers))
            receive(session, held[-1], Afzender(interviewer_id=world.bilal.id))
        return held[-1].id

    return hold


def waiting(page: str) -> list[UUID]:
    """The interviews a page of the queue leads to, in its order."""
    rows = page.split('class="wachtenden', 1)[-1] if 'class="wachtenden' in page else ""
    return [UUID(each) for each in re.findall(r'href="/nakijken/([0-9a-f-]{36})\?', rows)]


def review(client, interview_id, query="", **form):
    form = {"status": "goedgekeurd", "opmerking": "", "gezien": "0"} | form
    return client.post(f"/nakijken/{interview_id}/beoordelingen{query}", data=form, follow_redirects=False)


def status_of(database, interview_id) -> str:
    with database.transaction() as session:
        return session.get_one(Interview, interview_id).status


def test_the_queue_tells_why_and_not_what(as_anna, hold):
    clock, phone = hold(**CLOCK), hold(**PHONE)
    hold()
    page = as_anna.get("/nakijken").text
    assert waiting(page) == [phone, clock]
    assert "Misschien een telefoonnummer bij" in page
    assert "De klok van de telefoon liep 10 minuten voor." in page
    assert SECRET not in page
    assert "Opvallend: 2" in page
    assert "Zonder bijzonderheden: 1" in page


def test_filters_stand_in_the_address_and_stay_chosen(as_anna, hold, database):
    here, there = hold(**PHONE), hold("wielwijk", **CLOCK)
    for query, expected in {
        "": [here, there],
        "wijk=wielwijk": [there],
        "reden=telefoon": [here],
        "wijk=wielwijk&reden=telefoon": [],
        "meetronde=&wijk=&reden=": [here, there],
        f"meetronde={demo.NULMETING}": [],
    }.items():
        assert waiting(as_anna.get(f"/nakijken?{query}").text) == expected, query
    page = as_anna.get("/nakijken?wijk=wielwijk&reden=klok").text
    assert '<option value="wielwijk" selected>' in page
    assert '<option value="klok" selected>' in page
    assert f'href="/nakijken/{there}?meetronde={demo.HERHAALMETING}&amp;wijk=wielwijk&amp;reden=klok"' in page


def test_the_queue_pages_through_everything_once(as_anna, hold):
    sent, seen, address = {hold(**CLOCK) for _ in range(28)}, [], "/nakijken?reden=klok"
    while address:
        page = as_anna.get(address).text
        seen.append(waiting(page))
        following = re.search(r'href="(/nakijken\?[^"]*pagina=[^"]*)"', page)
        address = following[1].replace("&amp;", "&") if following else None
    assert [len(page) for page in seen] == [25, 3]
    assert {each for page in seen for each in page} == sent


def test_an_empty_queue_says_so(as_anna, hold):
    assert "Er valt niets op" in as_anna.get("/nakijken").text
    assert "Verder staat er niets meer in de rij" in as_anna.get("/nakijken?pagina=3").text
    assert "Om deze reden hoeft u niets te bekijken" in as_anna.get("/nakijken?reden=bsn").text


def test_an_interview_in_the_queue_leads_to_the_ones_beside_it(as_anna, hold):
    for _ in range(3):
        hold(**CLOCK)
    first, second, third = waiting(as_anna.get("/nakijken").text)
    page = as_anna.get(f"/nakijken/{second}?reden=klok").text
    query = f"?meetronde={demo.HERHAALMETING}&amp;reden=klok"
    assert f'id="vorige" href="/nakijken/{first}{query}"' in page
    assert f'id="volgende" href="/nakijken/{third}{query}"' in page
    assert "Waarom u dit bekijkt" in page
    assert 'id="vorige"' not in as_anna.get(f"/nakijken/{first}").text
    assert 'id="volgende"' not in as_anna.get(f"/nakijken/{third}").text


def test_a_double_leads_to_the_other(as_anna, hold):
    first = hold(antwoorden={"ouderen": "Hetzelfde"})
    second = hold(antwoorden={"ouderen": "Hetzelfde"})
    assert f'href="/interviews/{first}"' in as_anna.get(f"/nakijken/{second}").text


def test_what_does_not_wait_can_be_looked_at_all_the_same(as_anna, hold):
    page = as_anna.get(f"/nakijken/{hold()}").text
    assert "Waarom u dit bekijkt" not in page
    assert 'id="volgende"' not in page


def test_a_decision_leads_to_the_next_and_at_the_end_to_the_queue(as_anna, hold, database):
    for _ in range(2):
        hold(**CLOCK)
    first, second = waiting(as_anna.get("/nakijken").text)
    query = f"?meetronde={demo.HERHAALMETING}"
    answer = review(as_anna, first)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/nakijken/{second}{query}&beoordeeld=ja")
    assert "De beoordeling is opgeslagen." in as_anna.get(answer.headers["location"]).text
    answer = review(as_anna, second, status="afgekeurd", opmerking="Dubbel.")
    assert answer.headers["location"] == f"/nakijken{query}&beoordeeld=ja"
    page = as_anna.get(answer.headers["location"]).text
    assert "De beoordeling is opgeslagen." in page
    assert waiting(page) == []
    assert [status_of(database, each) for each in (first, second)] == ["goedgekeurd", "afgekeurd"]


def test_a_decision_keeps_to_the_part_that_was_chosen(as_anna, hold):
    here, _, there = hold(**CLOCK), hold("wielwijk", **CLOCK), hold(**CLOCK)
    first, second = sorted((here, there))
    answer = review(as_anna, first, "?wijk=crabbehof")
    assert answer.headers["location"].startswith(f"/nakijken/{second}?")
    assert "wijk=crabbehof" in answer.headers["location"]


def test_a_wrong_decision_comes_back_in_the_queue_with_what_was_typed(as_anna, hold, database):
    interview_id = hold(**CLOCK)
    answer = review(as_anna, interview_id, status="teruggestuurd", opmerking=" ")
    assert answer.status_code == 400
    assert "Schrijf op waarom" in answer.text
    assert f'action="/nakijken/{interview_id}/beoordelingen?' in answer.text
    assert status_of(database, interview_id) == "nieuw"


def test_a_colleague_who_was_first_is_not_overruled(as_anna, hold, database):
    interview_id = hold(**CLOCK)
    with database.transaction() as session:
        decide(session, interview_id, Status.GOEDGEKEURD)
    answer = review(as_anna, interview_id, status="afgekeurd", opmerking="Mijn reden")
    assert answer.status_code == 409
    assert "Mijn reden" in answer.text
    assert status_of(database, interview_id) == "goedgekeurd"


@pytest.mark.parametrize("query", ["reden=x", "pagina=0", "pagina=x", "pagina=99999999999"])
def test_a_wrong_address(as_anna, query):
    assert as_anna.get(f"/nakijken?{query}").status_code == 400


@pytest.mark.parametrize("query", ["meetronde=nergens", "wijk=nergens"])
def test_what_the_address_names_is_not_there(as_anna, query):
    assert as_anna.get(f"/nakijken?{query}").status_code == 404


def test_an_interview_that_is_not_there(as_anna):
    assert as_anna.get(f"/nakijken/{uuid4()}").status_code == 404
    assert review(as_anna, uuid4()).status_code == 404


def test_the_queue_is_for_coordinators(client, as_bilal, hold, database):
    interview_id = hold(**CLOCK)
    for stranger in (client, as_bilal):
        assert stranger.get("/nakijken", follow_redirects=False).headers["location"] == "/inloggen?naar=/nakijken"
        assert stranger.get(f"/nakijken/{interview_id}", follow_redirects=False).status_code == 303
        assert review(stranger, interview_id).status_code == 401
    assert status_of(database, interview_id) == "nieuw"
