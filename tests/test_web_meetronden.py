"""Planning a meetronde at the desk: made, changed, closed, opened again, and never once its scores are out."""

import re
from datetime import date

import pytest
from sqlmodel import select

from app import demo
from app.domain.vragenlijst import Soort
from app.gebieden import find_wijk
from app.models import Doel, Heropening, Huishoudens, Meetronde, Vaststelling
from app.planning import Cell, plan_of
from tests.api.conftest import as_body
from tests.gesprekken import gesprek, straat_in

NEW = {"naam": "Herhaalmeting 2030", "begindatum": "2030-03-01", "einddatum": "", "toelichting": "", "voorbeeld": ""}
ADDRESS = f"/meetronden/{demo.HERHAALMETING}"


def submit(client, **changes):
    return client.post("/meetronden", data=NEW | changes, follow_redirects=False)


def found(database, code: str) -> Meetronde | None:
    with database.transaction() as session:
        return session.get(Meetronde, code)


def close(client) -> None:
    assert client.post(f"{ADDRESS}/sluiting", follow_redirects=False).status_code == 303


def plan_in(database, code: str) -> set[tuple]:
    with database.transaction() as session:
        households = session.exec(select(Huishoudens).where(Huishoudens.meetronde_code == code))
        doelen = session.exec(select(Doel).where(Doel.meetronde_code == code))
        return {(each.straat_id, "huishoudens", each.count) for each in households} | {
            (each.straat_id, each.soort, each.count) for each in doelen
        }


def test_the_list_has_every_meetronde_and_says_whether_it_is_open(as_anna):
    close(as_anna)
    page = as_anna.get("/meetronden").text
    assert page.index("Herhaalmeting 2026") < page.index("Nulmeting 2019")
    assert len(re.findall(r">open</span>", page)) == 1
    assert "gesloten</span> op" in page
    assert "1 september 2019 tot en met 30 november 2019" in page


def test_a_new_meetronde_gets_a_code_after_its_name(as_anna, database):
    answer = submit(as_anna, naam=" Één méting, 2030! ", einddatum="2030-06-30", toelichting="Proef")
    assert answer.headers["location"] == "/meetronden/een-meting-2030?klaar=nieuw"
    added = found(database, "een-meting-2030")
    assert (added.name, added.note, added.is_open) == ("Één méting, 2030!", "Proef", True)
    assert (added.starts_on, added.ends_on) == (date(2030, 3, 1), date(2030, 6, 30))
    assert plan_in(database, "een-meting-2030") == set()
    assert "De meetronde is toegevoegd." in as_anna.get(answer.headers["location"]).text


def test_an_example_lends_its_plan_and_nothing_else(as_anna, database):
    with database.transaction() as session:
        straat = straat_in(session, "crabbehof")
        session.add(Doel(meetronde_code=demo.NULMETING, straat_id=straat.id, soort=Soort.KLANT, count=0))
    page = as_anna.get(f"/meetronden/nieuw?voorbeeld={demo.NULMETING}").text
    households = [count for _, column, count in plan_in(database, demo.NULMETING) if column == "huishoudens"]
    chosen = re.search(rf'value="{demo.NULMETING}" checked.*?</label>', page, re.DOTALL)[0]
    assert f"huishoudens van {len(households)} straten, samen {sum(households)}" in re.sub(r"\.(?=\d)", "", chosen)
    assert submit(as_anna, voorbeeld=demo.NULMETING).status_code == 303
    assert plan_in(database, "herhaalmeting-2030") == plan_in(database, demo.NULMETING) != set()
    assert found(database, "herhaalmeting-2030").note == ""


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"naam": "  "}, "Geef de meetronde een naam."),
        ({"naam": "x" * 121}, "hoogstens 120 tekens"),
        ({"begindatum": ""}, "Kies de eerste dag."),
        ({"begindatum": "gisteren"}, "Dit is geen dag."),
        ({"einddatum": "2030-02-30"}, "Dit is geen dag."),
        ({"einddatum": "2030-02-01"}, "De einddatum ligt voor de begindatum."),
        ({"toelichting": "x" * 2001}, "hoogstens 2000 tekens"),
        ({"code": "Nieuwe code"}, "kleine letters, cijfers en streepjes"),
        ({"code": "nieuw"}, "kleine letters, cijfers en streepjes"),
        ({"code": "a" * 61}, "hoogstens 60"),
        ({"naam": "!!!"}, "kleine letters, cijfers en streepjes"),
        ({"code": demo.NULMETING}, "Deze code is al in gebruik."),
    ],
)
def test_a_fault_is_named_and_what_was_typed_is_kept(as_anna, database, changes, message):
    answer = submit(as_anna, voorbeeld=demo.NULMETING, **changes)
    assert answer.status_code == 400
    assert message in answer.text
    for typed in (changes | {"naam": changes.get("naam", NEW["naam"])}).values():
        assert typed in answer.text
    assert f'value="{demo.NULMETING}" checked' in answer.text
    with database.transaction() as session:
        assert len(session.exec(select(Meetronde)).all()) == 2


def test_every_fault_is_named_at_once(as_anna):
    page = submit(as_anna, naam="", code="A B", einddatum="1999-01-01").text
    assert page.count('aria-invalid="true"') == 3


def test_what_is_said_about_it_can_change(as_anna, database):
    form = {"naam": "Herhaling", "begindatum": "2026-08-01", "einddatum": "2026-12-31", "toelichting": "Een\r\nTwee"}
    answer = as_anna.post(ADDRESS, data=form, follow_redirects=False)
    assert answer.headers["location"] == f"{ADDRESS}?klaar=gewijzigd"
    changed = found(database, demo.HERHAALMETING)
    assert (changed.name, changed.note, changed.ends_on) == ("Herhaling", "Een\nTwee", date(2026, 12, 31))


def test_a_wrong_change_changes_nothing(as_anna, database):
    before = found(database, demo.HERHAALMETING)
    answer = as_anna.post(ADDRESS, data={"naam": "Anders", "begindatum": "2026-08-01", "einddatum": "2025-01-01"})
    assert answer.status_code == 400
    assert 'value="Anders"' in answer.text
    assert found(database, demo.HERHAALMETING) == before


def test_a_closed_meetronde_takes_no_interviews_until_it_is_opened_again(as_anna, as_bilal, database):
    with database.transaction() as session:
        inzending = gesprek(straat_in(session, "crabbehof").id, meetronde_code=demo.HERHAALMETING)
    address = f"/api/v1/interviews/{inzending.id}"
    close(as_anna)
    closed_at = found(database, demo.HERHAALMETING).closed_at
    close(as_anna)
    assert found(database, demo.HERHAALMETING).closed_at == closed_at, "twice is harmless"
    assert as_bilal.put(address, json=as_body(inzending)).status_code == 409
    answer = as_anna.post(f"{ADDRESS}/heropening", data={"reden": "Eén telefoon had nog iets."}, follow_redirects=False)
    assert answer.headers["location"] == f"{ADDRESS}?klaar=heropend"
    page = as_anna.get(answer.headers["location"]).text
    assert re.search(r"Gesloten op [^<]* door Anna, <strong>heropend</strong> door Anna op", page)
    assert "“Eén telefoon had nog iets.”" in page
    assert as_bilal.put(address, json=as_body(inzending)).status_code == 201
    with database.transaction() as session:
        assert session.exec(select(Heropening)).one().closed_at == closed_at


@pytest.mark.parametrize(
    ("reason", "message"), [("", "Schrijf op waarom."), (" \n ", "Schrijf op waarom."), ("x" * 2001, "hoogstens 2000")]
)
def test_opening_again_needs_a_reason(as_anna, database, reason, message):
    close(as_anna)
    answer = as_anna.post(f"{ADDRESS}/heropening", data={"reden": reason})
    assert answer.status_code == 400
    assert message in answer.text
    assert reason in answer.text
    assert not found(database, demo.HERHAALMETING).is_open


def test_what_is_open_is_not_opened_again(as_anna, database):
    answer = as_anna.post(f"{ADDRESS}/heropening", data={"reden": "Toch"})
    assert answer.status_code == 409
    assert "is al open" in answer.text
    with database.transaction() as session:
        assert session.exec(select(Heropening)).all() == []


def test_once_published_it_stays_closed(as_anna, world, database):
    close(as_anna)
    page = as_anna.get(ADDRESS).text
    assert "Heropen deze meetronde" in page
    assert f'href="/publiceren/{demo.HERHAALMETING}"' in page
    assert "/publicaties/" not in page
    with database.transaction() as session:
        closed_at = session.get_one(Meetronde, demo.HERHAALMETING).closed_at
        session.add(
            Vaststelling(
                meetronde_code=demo.HERHAALMETING,
                version=1,
                published_at=closed_at,
                coordinator_id=world.anna.id,
                threshold=10,
                drempels={},
            )
        )
    page = as_anna.get(ADDRESS).text
    assert "Heropen deze meetronde" not in page
    assert "kan daarom niet meer open" in page
    assert f'href="/publicaties/{demo.HERHAALMETING}"' in page
    answer = as_anna.post(f"{ADDRESS}/heropening", data={"reden": "Toch"})
    assert answer.status_code == 409
    assert "zijn gepubliceerd" in answer.text
    assert not found(database, demo.HERHAALMETING).is_open


# The plan of a wijk.

PLAN = f"{ADDRESS}/wijken/crabbehof"


@pytest.fixture
def plan(database):
    def plan():
        with database.transaction() as session:
            meetronde = session.get_one(Meetronde, demo.HERHAALMETING)
            return plan_of(session, meetronde, find_wijk(session, "crabbehof"))

    return plan


def save(client, plan, *, seen: str | None = None, **changes):
    data = plan.texts | {"gezien": seen or plan.fingerprint} | changes
    return client.post(PLAN, data=data, follow_redirects=False)


def test_a_whole_table_is_saved_in_one_go(as_anna, plan):
    before = plan()
    first, second = before.straten[:2]
    changes = {
        f"huishoudens.{first.id}": " 120 ",
        f"straat.{first.id}": "8",
        f"klant.{first.id}": "0",
        f"huishoudens.{second.id}": "",
    }
    answer = save(as_anna, before, **changes)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PLAN}?klaar=ja")
    after = dict(plan().counts)
    assert after.pop(Cell(first.id, "huishoudens")) == 120
    assert after.pop(Cell(first.id, "straat")) == 8
    assert after.pop(Cell(first.id, "klant")) == 0
    assert Cell(second.id, "huishoudens") not in after
    untouched = {cell: count for cell, count in before.counts.items() if cell.name not in changes}
    assert after == untouched
    page = as_anna.get(answer.headers["location"]).text
    assert "De tabel is opgeslagen." in page
    assert re.search(rf'name="huishoudens.{first.id}"[^>]*value="120"', page)
    assert save(as_anna, plan(), **{f"straat.{first.id}": ""}).status_code == 303
    assert Cell(first.id, "straat") not in plan().counts


@pytest.mark.parametrize("text", ["-1", "acht", "1,5", "1000000", "²", "1.200"])
def test_a_faulty_cell_is_named_and_nothing_is_stored(as_anna, plan, text):
    before = plan()
    first, second = before.straten[:2]
    answer = save(as_anna, before, **{f"straat.{first.id}": text, f"straat.{second.id}": "7"})
    assert answer.status_code == 400
    assert "Het gaat om 1 cel." in answer.text
    assert re.search(rf'name="straat.{first.id}"[^>]*value="{text}"[^>]*aria-invalid', answer.text)
    assert re.search(rf'name="straat.{second.id}"[^>]*value="7"', answer.text)
    assert plan().counts == before.counts
    seen = re.search(r'name="gezien" value="(\w+)"', answer.text)[1]
    assert save(as_anna, before, seen=seen, **{f"straat.{first.id}": "1"}).status_code == 303


def test_a_colleague_who_was_first_is_not_overwritten(as_anna, plan):
    before = plan()
    first = before.straten[0]
    assert save(as_anna, before, **{f"straat.{first.id}": "5"}).status_code == 303
    answer = save(as_anna, before, **{f"straat.{first.id}": "9"})
    assert answer.status_code == 409
    assert "Iemand anders" in answer.text
    assert "Nu staat er: 5" in answer.text
    assert re.search(rf'name="straat.{first.id}"[^>]*value="9"', answer.text)
    assert plan().counts[Cell(first.id, "straat")] == 5
    seen = re.search(r'name="gezien" value="(\w+)"', answer.text)[1]
    assert save(as_anna, before, seen=seen, **{f"straat.{first.id}": "9"}).status_code == 303
    assert plan().counts[Cell(first.id, "straat")] == 9


def test_the_plan_of_a_closed_meetronde_is_only_looked_at(as_anna, plan):
    close(as_anna)
    page = as_anna.get(PLAN).text
    assert "U kunt hier alleen kijken." in page
    assert "<input name=" not in page
    before = plan()
    answer = save(as_anna, before, **{f"straat.{before.straten[0].id}": "77"})
    assert answer.status_code == 409
    assert 'value="77"' in answer.text
    assert plan().counts == before.counts


def test_the_sums_per_wijk_stand_with_the_meetronde(as_anna, plan):
    before = plan()
    form = {cell.name: "1000" if cell.column == "huishoudens" else "" for cell in before.cells}
    assert save(as_anna, before, **form).status_code == 303
    page = as_anna.get(ADDRESS).text
    row = re.search(r"wijken/crabbehof.*?</tr>", page, re.DOTALL)[0]
    assert f'data-label="Huishoudens">{len(before.straten)}.000<' in row
    assert row.count("niet ingevuld") == 3


@pytest.mark.parametrize("path", ["/meetronden/nergens", f"{ADDRESS}/wijken/nergens", "/meetronden/x/wijken/crabbehof"])
def test_what_is_not_there(as_anna, path):
    assert as_anna.get(path).status_code == 404
    assert as_anna.post(path).status_code == 404


def test_an_example_that_is_not_there(as_anna, database):
    assert submit(as_anna, voorbeeld="nergens").status_code == 404
    assert found(database, "herhaalmeting-2030") is None


@pytest.mark.parametrize("action", ["", "/sluiting", "/heropening", "/wijken/crabbehof"])
def test_planning_is_for_coordinators(client, as_bilal, as_dashboard, database, action):
    before = found(database, demo.HERHAALMETING), plan_in(database, demo.HERHAALMETING)
    for stranger in (client, as_bilal, as_dashboard):
        assert stranger.post(f"{ADDRESS}{action}", data={"naam": "x", "reden": "x"}).status_code == 401
        assert submit(stranger).status_code == 401
        for path in ("/meetronden", "/meetronden/nieuw", ADDRESS, PLAN):
            assert stranger.get(path, follow_redirects=False).status_code == 303
    assert (found(database, demo.HERHAALMETING), plan_in(database, demo.HERHAALMETING)) == before
    assert found(database, "herhaalmeting-2030") is None


@pytest.mark.parametrize("action", ["", "/sluiting", "/heropening", "/wijken/crabbehof"])
def test_another_website_cannot_plan(as_anna, database, action):
    before = found(database, demo.HERHAALMETING)
    as_anna.headers["Origin"] = "https://elders.example"
    assert as_anna.post(f"{ADDRESS}{action}", data={"naam": "x"}).status_code == 403
    assert found(database, demo.HERHAALMETING) == before
