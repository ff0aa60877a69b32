"""Following a meetronde at the desk: what is needed where, what is new since the last look, and a day to print."""

import re
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from app import demo
from app.gebieden import find_wijk
from app.interviews import Afzender, receive
from app.models import Meetronde, Straat, Toestel
from tests.conftest import visitor
from tests.gesprekken import gesprek, straat_in

POLLS = 'hx-trigger="bijwerken"'


@pytest.fixture
def hold(database, world):
    def hold(wijk: str = "crabbehof", number: int = 0, **changes) -> Straat:
        with database.transaction() as session:
            straat = straat_in(session, wijk, number)
            receive(session, gesprek(straat.id, **changes), Afzender(interviewer_id=world.bilal.id))
        return straat

    return hold


def row_of(page: str, straat: Straat) -> str:
    return re.search(rf'<tr id="straat-{straat.id}".*?</tr>', page, re.DOTALL)[0]


def straten_on(page: str) -> list[str]:
    return re.findall(r'<a id="naar-[^"]*" href="[^"]*">([^<]*)</a>', page)


def test_from_an_empty_meetronde_to_its_end(as_anna, database, hold, world):
    page = as_anna.get("/volgen").text
    assert "Er zijn hier nog geen interviews" in page
    assert page.count("nodig een interviewer uit") == len(straten_on(page)) > 20
    assert "nog geen telefoon gekoppeld" in page
    assert POLLS in page
    assert re.search(r"Bijgewerkt om <time datetime=\"[^\"]+\">\d\d:\d\d</time>", page)
    straat = hold()
    page = as_anna.get("/volgen").text
    assert "1 interview nieuw</strong> sinds u eerder keek, om" in page
    assert "1 nieuw</span>" in row_of(page, straat)
    assert "nodig een interviewer uit" not in row_of(page, straat)
    assert "1 nieuw</span>" in row_of(as_anna.get("/volgen").text, straat), "reloading is not another look"
    answer = as_anna.post("/volgen/gezien?wijk=crabbehof", data={"tot": "2026-11-01"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/volgen?meetronde={demo.HERHAALMETING}&wijk=crabbehof&tot=2026-11-01"
    assert "nieuw</span>" not in as_anna.get(answer.headers["location"]).text
    with database.transaction() as session:
        session.get_one(Meetronde, demo.HERHAALMETING).closed_at = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
    page = as_anna.get(f"/volgen?meetronde={demo.HERHAALMETING}").text
    assert "Eindstand." in page
    assert "25 november 2026, 10:30" in page
    for gone in (POLLS, "Bijgewerkt om", "nodig een interviewer uit", "Wat staat er nog op telefoons?"):
        assert gone not in page


def test_filters_stand_in_the_address_and_stay_chosen(as_anna, hold):
    hold("wielwijk")
    page = as_anna.get("/volgen?wijk=wielwijk&soort=portiek").text
    assert '<option value="wielwijk" selected>' in page
    assert '<option value="portiek" selected>' in page
    assert f'hx-get="/volgen?meetronde={demo.HERHAALMETING}&amp;wijk=wielwijk&amp;soort=portiek"' in page
    assert "Straatinterviews:" not in page
    assert "Straatinterviews: <strong>1</strong>" in as_anna.get("/volgen?wijk=wielwijk").text
    assert "Straatinterviews: <strong>0</strong>" in as_anna.get("/volgen?wijk=crabbehof").text
    assert "Straatinterviews: <strong>0</strong>" in as_anna.get(f"/volgen?meetronde={demo.NULMETING}").text


def test_straten_come_in_pages_and_weeks_in_order(as_anna, database):
    with database.transaction() as session:
        code = find_wijk(session, "wielwijk").code
        session.add_all(Straat(wijk_code=code, name=f"Nieuwe straat {number}") for number in range(40))
        everything = len(session.exec(select(Straat.id)).all())
    pages = [as_anna.get(f"/volgen?pagina={number}").text for number in (1, 2, 3)]
    assert [len(straten_on(page)) for page in pages] == [50, everything - 50, 0]
    assert "Volgende straten" in pages[0]
    assert "Vorige straten" in pages[1]
    assert "Verder zijn er geen straten" in pages[2]
    page = as_anna.get("/volgen?tot=2026-11-10").text
    assert ">di 10 nov</a>" in page
    assert "tot=2026-11-03#kop-werk" in page
    assert "tot=2026-11-17#kop-werk" in page
    assert "Latere dagen" not in as_anna.get("/volgen").text


def test_what_phones_still_hold_as_they_told(as_anna, database, world):
    moment = datetime(2026, 9, 24, 12, tzinfo=UTC)
    with database.transaction() as session:
        told = {"last_contact_at": moment, "unsent_count": 3}
        session.add(Toestel(gebruiker_id=world.bilal.id, token_hash="a", linked_at=moment, **told))
        session.add(Toestel(gebruiker_id=world.carla.id, token_hash="b", linked_at=moment))
    page = as_anna.get("/volgen").text
    assert '<strong class="wacht">3</strong>' in page
    assert "op 24 september 2026, 14:00" in page
    assert "meer dan een dag niets gehoord" in page
    assert "nog nooit" in page
    assert "nog nooit" not in as_anna.get("/volgen?wijk=crabbehof").text


def test_a_day_to_print(as_anna, hold):
    straat = hold(started_at=datetime(2026, 9, 24, 12, tzinfo=UTC))
    page = as_anna.get("/volgen/dag?dag=2026-09-24").text
    assert "<h1>Donderdag 24 september 2026</h1>" in page
    assert "<strong>1 interview</strong>" in page
    assert f'<th scope="row">{straat.name}<span class="onder">Crabbehof</span></th>' in page
    assert "dag=2026-09-23" in page
    assert "dag=2026-09-25" in page
    assert "Op deze dag is er niets binnengekomen" in as_anna.get("/volgen/dag?dag=2026-09-24&wijk=wielwijk").text
    assert "Op deze dag is er niets binnengekomen" in as_anna.get("/volgen/dag").text


def test_wrong_addresses_and_wrong_people(as_anna, as_bilal, app):
    for query in ("tot=gisteren", "tot=0001-01-02", "dag=9999-12-31", "soort=vlog", "pagina=0", "pagina=x"):
        path = "/volgen/dag" if query.startswith("dag") else "/volgen"
        assert as_anna.get(f"{path}?{query}").status_code == 400, query
    for query in ("meetronde=nergens", "wijk=nergens"):
        assert as_anna.get(f"/volgen?{query}").status_code == 404, query
    for nobody in (as_bilal, visitor(app)):
        assert nobody.get("/volgen", follow_redirects=False).headers["location"] == "/inloggen?naar=/volgen"
        assert nobody.post("/volgen/gezien", data={}).status_code == 401
