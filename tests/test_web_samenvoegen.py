"""Straten that become one and places that go out of use, at the desk and on the phone."""

import re
from html import unescape
from uuid import uuid4

from sqlmodel import select

from app import demo
from app.domain.vragenlijst import Soort
from app.gebieden import straten_to_visit, wijken_of
from app.models import Huishoudens, Interview, Meetronde, Portiek, Samenvoeging, Straat, Uitzondering
from tests.api.conftest import as_body
from tests.gesprekken import gesprek, portiek_in, straat_in


def two_straten(database) -> tuple[Straat, Straat]:
    with database.transaction() as session:
        return straat_in(session, "crabbehof", 0), straat_in(session, "crabbehof", 1)


def hidden(page: str) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in fields}


def test_the_whole_way_from_looking_to_taking_it_back(as_anna, as_bilal, database):
    straat, into = two_straten(database)
    early, late = gesprek(straat.id), gesprek(straat.id)
    assert as_bilal.put(f"/api/v1/interviews/{early.id}", json=as_body(early)).status_code == 201
    address = f"/gebieden/straten/{straat.id}/samenvoeging"
    assert address in as_anna.get(f"/gebieden/straten/{straat.id}").text
    assert into.name in as_anna.get(address).text
    preview = as_anna.get(f"{address}?met={into.id}&aantallen=optellen").text
    assert "In Herhaalmeting 2026 verhuizen 1 interview en 0 deuren zonder interview." in preview
    assert "heet voortaan “Ingang noord" in preview
    answer = as_anna.post(address, data=hidden(preview), follow_redirects=False)
    assert answer.status_code == 303
    record = answer.headers["location"]
    assert "Samengevoegd door Anna op" in as_anna.get(record).text
    assert "Deze straat is op" in as_anna.get(f"/gebieden/straten/{straat.id}").text
    assert f"samengevoegd met {into.name}" in as_anna.get("/gebieden/wijken/crabbehof").text
    assert record.split("?")[0] in as_anna.get(f"/gebieden/straten/{into.id}").text
    assert straat.name not in as_bilal.get("/telefoon").text
    receipts = [as_bilal.put(f"/api/v1/interviews/{late.id}", json=as_body(late)) for _ in range(2)]
    assert [receipt.status_code for receipt in receipts] == [201, 200]
    assert receipts[0].json() == receipts[1].json()
    assert as_anna.get(f"/api/v1/interviews/{late.id}").json()["straatId"] == str(into.id)
    again = as_anna.post(address, data=hidden(preview))
    assert again.status_code == 400
    assert "is al samengevoegd met" in again.text
    as_anna.post(f"{record.split('?')[0]}/ongedaan")
    with database.transaction() as session:
        assert {each.straat_id for each in session.exec(select(Interview))} == {straat.id}
    assert "Ongedaan gemaakt door Anna" in as_anna.get(record).text
    assert as_anna.post(f"{record.split('?')[0]}/ongedaan").status_code == 409


def test_what_is_wrong_is_said_and_nothing_is_merged(as_anna, database):
    straat, into = two_straten(database)
    address = f"/gebieden/straten/{straat.id}/samenvoeging"
    for form, status, message in [
        ({"met": ""}, 400, "Kies eerst een straat."),
        ({"met": "onzin"}, 400, "Kies eerst een straat."),
        ({"met": str(uuid4())}, 404, "Deze straat is er niet."),
        ({"met": str(straat.id)}, 400, "kan niet met zichzelf samen"),
        ({"met": str(into.id), "gezien": "iets anders"}, 409, "Kijk opnieuw."),
    ]:
        answer = as_anna.post(address, data=form)
        assert (answer.status_code, message in answer.text) == (status, True), form
    assert as_anna.get(f"/gebieden/samenvoegingen/{uuid4()}").status_code == 404
    with database.transaction() as session:
        assert session.exec(select(Samenvoeging)).all() == []


def test_out_of_use_and_back(as_anna, as_bilal, database, world):
    with database.transaction() as session:
        portiek = portiek_in(session, "crabbehof")
        straat = session.get_one(Straat, portiek.straat_id)
    inzending = gesprek(straat.id, Soort.PORTIEK, portiek_id=portiek.id)
    places = [f"/gebieden/portieken/{portiek.id}", f"/gebieden/straten/{straat.id}", "/gebieden/wijken/crabbehof"]
    for place in places:
        assert as_anna.post(f"{place}/uit-gebruik", follow_redirects=False).status_code == 303
        assert as_anna.post(f"{place}/uit-gebruik", follow_redirects=False).status_code == 303, "twice is harmless"
    for address in places[1:]:
        assert re.search(r"Uit gebruik sinds .*, door Anna\.", as_anna.get(address).text)
    form = {"naam": "Volgende", "begindatum": "2027-01-01", "voorbeeld": demo.HERHAALMETING}
    as_anna.post("/meetronden", data=form)
    with database.transaction() as session:
        wijken = wijken_of(session, world.bilal)
        assert straten_to_visit(session, world.herhaalmeting, wijken) == []
        left_out = session.exec(select(Uitzondering).where(Uitzondering.meetronde_code == "volgende")).all()
        assert len(left_out) == len(session.exec(select(Straat).where(Straat.wijk_code == "crabbehof")).all())
        assert session.get(Uitzondering, (demo.HERHAALMETING, straat.id)) is None, "what was planned stays"
    assert straat.name not in as_bilal.get("/telefoon/interview/portiek-v1").text
    assert as_bilal.put(f"/api/v1/interviews/{inzending.id}", json=as_body(inzending)).status_code == 201
    assert straat.name in as_anna.get(f"/overzicht/wijken/crabbehof?meetronde={demo.HERHAALMETING}").text
    for place in places:
        assert as_anna.post(f"{place}/in-gebruik", follow_redirects=False).status_code == 303
    with database.transaction() as session:
        wijken = wijken_of(session, world.bilal)
        assert straat.id in {each.id for each in straten_to_visit(session, world.herhaalmeting, wijken)}
        assert session.get_one(Portiek, portiek.id).is_in_use


def test_a_file_may_not_plan_for_a_straat_that_was_merged(as_anna, database):
    straat, into = two_straten(database)
    with database.transaction() as session:
        session.get_one(Straat, straat.id).merged_into_id = into.id
        before = session.get_one(Huishoudens, (demo.HERHAALMETING, straat.id)).count
        assert session.get_one(Meetronde, demo.HERHAALMETING).is_open
    header, line = "wijkCode;wijkNaam;straatNaam;huishoudens", f"crabbehof;Crabbehof;{straat.name};{before + 1}"
    file = {"bestand": ("straten.csv", f"{header}\n{line}\n")}
    answer = as_anna.post("/gebieden/inlezen", data={"meetronde": demo.HERHAALMETING}, files=file)
    assert answer.status_code == 400
    assert f"Deze straat is samengevoegd met “{into.name}”." in answer.text
