"""The coordinator's list of interviews, one in full, and the review."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app import demo
from app.domain.vragenlijst import Soort
from app.interviews import Afzender, Inzending, receive
from app.models import Beoordeling, Interview, Status
from tests.gesprekken import decide, gesprek, straat_in


@pytest.fixture
def held(database, world):
    """Hold an interview, and tell its id."""

    def held(soort: Soort = Soort.STRAAT, wijk: str = "crabbehof", **changes) -> Inzending:
        with database.transaction() as session:
            inzending = gesprek(straat_in(session, wijk).id, soort, **changes)
            receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
            return inzending

    return held


def found(page: str) -> list[UUID]:
    return [UUID(each) for each in re.findall(r'href="/interviews/([0-9a-f-]{36})"', page)]


def review(client, interview_id, **form):
    form = {"status": "goedgekeurd", "opmerking": "", "gezien": "0"} | form
    return client.post(f"/interviews/{interview_id}/beoordelingen", data=form, follow_redirects=False)


def status_of(database, interview_id) -> str:
    with database.transaction() as session:
        return session.get_one(Interview, interview_id).status


def test_the_list_pages_through_everything_once(as_anna, held):
    sent = {held(started_at=datetime(2026, 9, 1 + number % 9, 12, tzinfo=UTC)).id for number in range(57)}
    seen, address = [], "/interviews?wijk=crabbehof"
    while address:
        page = as_anna.get(address).text
        seen.append(found(page))
        following = re.search(r'href="(/interviews\?[^"]*na=[^"]*)"', page)
        address = following[1].replace("&amp;", "&") if following else None
    assert [len(page) for page in seen] == [25, 25, 7]
    assert {each for page in seen for each in page} == sent


def test_the_list_can_be_filtered(as_anna, held, database):
    straat, klant = held(), held(Soort.KLANT, "wielwijk")
    with database.transaction() as session:
        decide(session, klant.id, Status.GOEDGEKEURD)
    for query, expected in {
        "": {straat.id, klant.id},
        "wijk=wielwijk": {klant.id},
        "soort=straat": {straat.id},
        "status=goedgekeurd": {klant.id},
        f"straat={straat.straat_id}": {straat.id},
        f"meetronde={demo.NULMETING}": set(),
        "wijk=&straat=&soort=&status=&meetronde=": {straat.id, klant.id},
    }.items():
        assert set(found(as_anna.get(f"/interviews?{query}").text)) == expected, query


def test_an_empty_list_says_what_to_do(as_anna):
    assert "Geen interviews gevonden" in as_anna.get("/interviews?status=afgekeurd").text


def test_a_choice_stays_chosen(as_anna):
    page = as_anna.get("/interviews?soort=klant&wijk=wielwijk").text
    assert '<option value="klant" selected>' in page
    assert '<option value="wielwijk" selected>' in page


def test_one_interview_in_full(as_anna, held):
    inzending = held(antwoorden={"meer_doen": "<script>alert(1)</script> & een bankje 🌳"})
    page = as_anna.get(f"/interviews/{inzending.id}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; een bankje 🌳" in page
    assert "Zwerfafval" in page
    assert "Bilal" in page
    assert "nog niet bekeken" in page


@pytest.mark.parametrize(("offset", "words"), [(420, "liep 7 minuten voor"), (-86_400 * 3, "liep 3 dagen achter")])
def test_a_language_and_a_wrong_clock_are_told(as_anna, held, offset, words):
    inzending = held(language="pl", clock_offset=offset, started_at=datetime(2026, 9, 3, 12, tzinfo=UTC))
    page = as_anna.get(f"/interviews/{inzending.id}").text
    assert "Pools" in page
    assert words in page


@pytest.mark.parametrize("offset", [None, 0, 300, -300])
def test_a_clock_that_was_right_is_not_talked_about(as_anna, held, offset):
    assert "Klok van de telefoon" not in as_anna.get(f"/interviews/{held(clock_offset=offset).id}").text


def test_a_refusal_in_full(as_anna, held):
    inzending = held()
    refused = held(antwoorden=dict.fromkeys(inzending.antwoorden) | {"toestemming": "nee"})
    assert "wilde niet meedoen" in as_anna.get(f"/interviews/{refused.id}").text


def test_a_clash_is_explained(as_anna, held, database, world):
    inzending = held()
    with database.transaction() as session:
        other = replace(inzending, antwoorden={**inzending.antwoorden, "schoon": 1})
        receive(session, other, Afzender(interviewer_id=world.bilal.id))
    page = as_anna.get(f"/interviews/{inzending.id}").text
    assert "kwam ook iets anders binnen" in page
    assert re.search(r"Hoe schoon.*Hier: <strong>7</strong>. Daar: <strong>1</strong>", page)


@pytest.mark.parametrize(
    ("status", "remark"), [("goedgekeurd", ""), ("teruggestuurd", "Wat bedoelde de bewoner?"), ("afgekeurd", "Dubbel.")]
)
def test_a_review_is_kept_with_its_remark(as_anna, held, database, status, remark):
    interview_id = held().id
    answer = review(as_anna, interview_id, status=status, opmerking=remark)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/interviews/{interview_id}?gedaan=beoordeeld")
    page = as_anna.get(answer.headers["location"]).text
    assert "De beoordeling is opgeslagen." in page
    assert remark in page
    assert "door Anna" in page
    assert status_of(database, interview_id) == status


def test_sending_back_needs_a_remark_and_keeps_what_was_chosen(as_anna, held, database):
    interview_id = held().id
    answer = review(as_anna, interview_id, status="teruggestuurd", opmerking="  ")
    assert answer.status_code == 400
    assert "Schrijf op waarom" in answer.text
    assert re.search(r'value="teruggestuurd" checked', answer.text)
    assert status_of(database, interview_id) == "nieuw"


def test_a_remark_that_is_too_long_is_not_lost(as_anna, held):
    remark = "Lang verhaal. " * 100
    answer = review(as_anna, held().id, status="afgekeurd", opmerking=remark)
    assert answer.status_code == 400
    assert "hoogstens 1000 tekens" in answer.text
    assert remark in answer.text


def test_a_colleague_who_was_first_is_not_overruled(as_anna, held, database):
    interview_id = held().id
    review(as_anna, interview_id, status="goedgekeurd")
    answer = review(as_anna, interview_id, status="afgekeurd", opmerking="Mijn reden", gezien="0")
    assert answer.status_code == 409
    assert "Iemand anders" in answer.text
    assert "Mijn reden" in answer.text, "what was typed is still there"
    assert status_of(database, interview_id) == "goedgekeurd"
    with database.transaction() as session:
        assert len(session.exec(select(Beoordeling)).all()) == 1
    assert review(as_anna, interview_id, status="afgekeurd", opmerking="Nu wel", gezien="1").status_code == 303


@pytest.mark.parametrize(
    "form", [{"status": ""}, {"status": "nieuw"}, {"status": "prima"}, {"gezien": "x"}, {"gezien": ""}]
)
def test_a_wrong_review_changes_nothing(as_anna, held, database, form):
    interview_id = held().id
    assert review(as_anna, interview_id, **form).status_code == 400
    assert status_of(database, interview_id) == "nieuw"


@pytest.mark.parametrize("query", ["status=x", "soort=x", "straat=x", "na=x"])
def test_a_wrong_filter(as_anna, query):
    assert as_anna.get(f"/interviews?{query}").status_code == 400


def test_what_is_not_there(as_anna):
    assert as_anna.get(f"/interviews/{uuid4()}").status_code == 404
    assert review(as_anna, uuid4()).status_code == 404


def test_the_desk_is_for_coordinators(client, as_bilal, held, database):
    interview_id = held().id
    for stranger in (client, as_bilal):
        assert stranger.get("/interviews", follow_redirects=False).headers["location"] == "/inloggen?naar=/interviews"
        assert stranger.get(f"/interviews/{interview_id}", follow_redirects=False).status_code == 303
        assert review(stranger, interview_id).status_code == 401
    assert status_of(database, interview_id) == "nieuw"


def test_another_website_cannot_review(as_anna, held, database):
    interview_id = held().id
    as_anna.headers["Origin"] = "https://elders.example"
    assert review(as_anna, interview_id).status_code == 403
    as_anna.headers["Authorization"] = "Basic YTpi"
    assert review(as_anna, interview_id).status_code == 403, "her cookie still opens the door"
    assert status_of(database, interview_id) == "nieuw"
