"""The phone's pages as the server makes them, and the form that is posted whole when there is no script."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.domain.vragenlijst import Soort
from app.models import Botsing, Interview, Inzet, Meetronde, Portiek, Status, Straat
from tests.gesprekken import decide

ANSWERS = {
    Soort.STRAAT: {
        "prettig_wonen": "prettig",
        "bekendheid": "zelf_mee_te_maken",
        "cijfer": "9",
        "overlast": ["geluid", "anders"],
    },
    Soort.PORTIEK: {"prettig_wonen": "prettig", "bekendheid": "nee", "portiek_schoon": "4", "cijfer": ""},
    Soort.KLANT: {
        "opdrachtgever": "particulier",
        "diensten": ["praatje"],
        "cijfer": "8",
        "wachttijd": "2",
        "kent_via": "krant",
    },
}
GRADES = {
    "toestemming": "ja",
    "schoon": "7",
    "veilig": "8",
    "gezellig": "6",
    "straatladder": "3",
    "leefbaarheidsladder": "1",
}


class _Hidden(HTMLParser):
    """The hidden fields of a form."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.fields[given["name"]] = given["value"]


@pytest.fixture
def straat(database) -> Straat:
    with database.transaction() as session:
        return session.exec(select(Straat).where(Straat.wijk_code == "crabbehof").order_by(Straat.name)).first()


@pytest.fixture
def fill_in(as_bilal, straat):
    """A form as it is when it is posted: what the page hid, and answers that are right."""

    def fill_in(soort: Soort = Soort.STRAAT, **changes):
        hidden = _Hidden(as_bilal.get(f"/telefoon/interview/{soort}-v1").text).fields
        return hidden | {"straatId": str(straat.id)} | GRADES | ANSWERS[soort] | changes

    return fill_in


def post(client, form, soort=Soort.STRAAT):
    return client.post(f"/telefoon/interview/{soort}-v1", data=form, follow_redirects=False)


def stored(database) -> list[Interview]:
    with database.transaction() as session:
        return list(session.exec(select(Interview)))


def test_home_shows_my_straten_with_how_many_i_held(as_bilal, fill_in, straat):
    post(as_bilal, fill_in())
    page = as_bilal.get("/telefoon").text
    assert "Crabbehof" in page
    assert "Wielwijk" not in page
    row = re.search(rf'<li data-straat="{straat.id}">.*?data-soort="straat" data-gedaan="(\d+)"', page, re.DOTALL)
    assert row[1] == "1"
    assert all(f'href="/telefoon/interview/{soort}-v1"' in page for soort in Soort)


def test_home_begins_in_the_chosen_straat(as_bilal, straat):
    page = as_bilal.get(f"/telefoon?straat={straat.id}").text
    assert f"/telefoon/interview/klant-v1?straat={straat.id}" in page
    form = as_bilal.get(f"/telefoon/interview/klant-v1?straat={straat.id}").text
    assert f'<option value="{straat.id}" selected>' in form


def test_home_without_a_meetronde_or_a_wijk_says_what_to_do(as_bilal, database, world):
    with database.transaction() as session:
        for row in session.exec(select(Inzet).where(Inzet.gebruiker_id == world.bilal.id)):
            session.delete(row)
    assert "nog niet in een wijk" in as_bilal.get("/telefoon").text
    with database.transaction() as session:
        for meetronde in session.exec(select(Meetronde)):
            meetronde.closed_at = datetime.now(UTC)
    assert "geen meetronde open" in as_bilal.get("/telefoon").text
    assert as_bilal.get("/telefoon/interview/straat-v1").status_code == 404


@pytest.mark.parametrize("soort", Soort)
def test_a_whole_form_is_stored_and_answered_with_a_receipt(as_bilal, fill_in, database, soort):
    form = fill_in(soort)
    answer = post(as_bilal, form, soort)
    assert answer.status_code == 303
    receipt = as_bilal.get(answer.headers["location"]).text
    assert re.search(r"Ontvangstnummer: <strong>[0-9A-F]{4}-[0-9A-F]{4}<", receipt)
    assert [str(interview.id) for interview in stored(database)] == [form["id"]]


def test_the_same_form_twice_is_one_interview(as_bilal, fill_in, database):
    form = fill_in()
    assert post(as_bilal, form).headers["location"] == post(as_bilal, form).headers["location"]
    assert len(stored(database)) == 1


def test_another_form_under_the_same_id_is_kept_aside(as_bilal, fill_in, database):
    form = fill_in()
    post(as_bilal, form)
    answer = post(as_bilal, form | {"schoon": "1"})
    assert answer.status_code == 409
    assert "apart bewaard" in answer.text
    with database.transaction() as session:
        assert session.exec(select(Botsing)).one().content["antwoorden"]["schoon"] == 1


def test_a_refusal_keeps_no_answers(as_bilal, fill_in, database):
    hidden = {key: value for key, value in fill_in().items() if key not in GRADES and key not in ANSWERS[Soort.STRAAT]}
    answer = post(as_bilal, hidden | {"toestemming": "nee"})
    assert answer.status_code == 303
    assert [interview.consent for interview in stored(database)] == [False]
    assert "wilde niet meedoen" in as_bilal.get(answer.headers["location"]).text


def test_faults_come_together_and_what_was_filled_in_stays(as_bilal, fill_in, database):
    form = fill_in(straatId="", schoon="", meer_doen="Een bankje <b>hier</b>", overlast=["geen", "geluid"])
    answer = post(as_bilal, form)
    assert answer.status_code == 400
    for anchor in ("#waar", "#vraag-schoon", "#vraag-overlast"):
        assert f'href="{anchor}"' in answer.text
    assert "Een bankje &lt;b&gt;hier&lt;/b&gt;</textarea>" in answer.text
    assert re.search(r'name="veilig" value="8" checked', answer.text)
    assert re.search(r'name="overlast" value="geluid" checked', answer.text)
    assert f'name="id" value="{form["id"]}"' in answer.text, "still the same interview"
    assert stored(database) == []


def test_what_points_at_somebody_comes_back_once_and_is_stored_when_it_is_sent_again(as_bilal, fill_in, database):
    form = fill_in(meer_doen="Vraag buurman Kees")
    warned = post(as_bilal, form)
    assert (warned.status_code, stored(database)) == (400, [])
    assert "Dit lijkt op de naam van iemand: buurman Kees." in warned.text
    seen = _Hidden(warned.text).fields["bewust"]
    assert post(as_bilal, form | {"bewust": seen, "meer_doen": "Vraag buurman Piet"}).status_code == 400
    assert post(as_bilal, form | {"bewust": seen}).status_code == 303
    assert len(stored(database)) == 1


def test_a_meetronde_that_closed_meanwhile_loses_nothing(as_bilal, fill_in, database):
    form = fill_in(meer_doen="Bewaar mij")
    with database.transaction() as session:
        session.get_one(Meetronde, form["meetronde"]).closed_at = datetime.now(UTC)
    answer = post(as_bilal, form)
    assert answer.status_code == 409
    assert "is gesloten" in answer.text
    assert "Bewaar mij" in answer.text
    assert stored(database) == []


@pytest.mark.parametrize(
    "change",
    [{"id": "1"}, {"begonnenOp": "straks"}, {"straatId": "x"}],
)
def test_a_form_that_was_tampered_with(as_bilal, fill_in, database, change):
    assert post(as_bilal, fill_in(**change)).status_code == 400
    assert stored(database) == []


def test_the_portieken_of_my_straten_are_offered(as_bilal, fill_in, database, straat):
    with database.transaction() as session:
        portiek = session.exec(select(Portiek).where(Portiek.straat_id == straat.id)).first()
    assert f'value="{portiek.id}"' in as_bilal.get("/telefoon/interview/portiek-v1").text
    assert post(as_bilal, fill_in(Soort.PORTIEK, portiekId=str(portiek.id)), Soort.PORTIEK).status_code == 303
    assert stored(database)[0].portiek_id == portiek.id


def test_my_own_interviews_and_nobody_elses(as_bilal, as_carla, fill_in, straat):
    form = fill_in()
    post(as_bilal, form)
    assert straat.name in as_bilal.get("/telefoon/interviews").text
    assert "nog geen interviews" in as_carla.get("/telefoon/interviews").text
    assert as_bilal.get(f"/telefoon/interviews/{form['id']}").status_code == 200
    assert as_carla.get(f"/telefoon/interviews/{form['id']}").status_code == 404


def test_an_interview_that_came_back_shows_why(as_bilal, fill_in, database):
    form = fill_in()
    post(as_bilal, form)
    with database.transaction() as session:
        decide(session, UUID(form["id"]), Status.TERUGGESTUURD, "Wat bedoelde de bewoner?")
    assert "teruggestuurd" in as_bilal.get("/telefoon/interviews").text
    assert "Wat bedoelde de bewoner?" in as_bilal.get(f"/telefoon/interviews/{form['id']}").text


def test_my_list_pages_through_everything(as_bilal, fill_in, database):
    form = fill_in()
    sent = set()
    for _ in range(27):
        sent.add(interview_id := str(uuid4()))
        assert post(as_bilal, form | {"id": interview_id}).status_code == 303
    first = as_bilal.get("/telefoon/interviews").text
    second = as_bilal.get(re.search(r'href="(/telefoon/interviews\?na=[^"]+)"', first)[1]).text
    assert "Oudere interviews" not in second
    found = [re.findall(r'href="/telefoon/interviews/([0-9a-f-]{36})"', page) for page in (first, second)]
    assert [len(page) for page in found] == [25, 2]
    assert {*found[0], *found[1]} == sent


PAGES = [
    "/telefoon",
    "/telefoon/toestel",
    "/telefoon/welkom",
    "/telefoon/interview/straat-v1",
    "/telefoon/interviews",
    f"/telefoon/interviews/{'0' * 8}-0000-4000-8000-{'0' * 12}",
]


@pytest.mark.parametrize("path", PAGES)
def test_the_phone_is_for_interviewers(client, as_anna, path):
    for visitor in (client, as_anna):
        answer = visitor.get(path, follow_redirects=False)
        assert answer.status_code == 401
        assert "niet gekoppeld" in answer.text


@pytest.mark.parametrize("path", ["/telefoon?straat=x", "/telefoon/interviews?na=x", "/telefoon/interviews/x"])
def test_wrong_input(as_bilal, path):
    assert as_bilal.get(path).status_code == 400


def test_what_is_not_there(as_bilal):
    for code in ("deur-v1", "straat-v99", "straat"):
        assert as_bilal.get(f"/telefoon/interview/{code}").status_code == 404
    assert as_bilal.get(f"/telefoon/interviews/{uuid4()}").status_code == 404


def test_another_website_cannot_post_the_form(as_bilal, fill_in, database):
    form = fill_in()
    as_bilal.headers["Origin"] = "https://elders.example"
    assert post(as_bilal, form).status_code == 403
    assert stored(database) == []
