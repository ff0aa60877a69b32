"""Wijken, straten and portieken at the desk: added and renamed by hand."""

import re
from uuid import uuid4

import pytest
from sqlmodel import select

from app.errors import InvalidInput
from app.gebieden import add_straat, add_wijk, find_wijk
from app.models import Portiek, Straat, Wijk
from tests.gesprekken import straat_in
from tests.tegelijk import second_waits


@pytest.fixture
def straat(database) -> Straat:
    with database.transaction() as session:
        return straat_in(session, "crabbehof")


@pytest.fixture
def portiek(database) -> Portiek:
    with database.transaction() as session:
        return session.exec(select(Portiek).order_by(Portiek.name)).first()


def everything(database) -> tuple:
    with database.transaction() as session:
        return tuple(
            sorted(repr(row.model_dump()) for row in session.exec(select(table))) for table in (Wijk, Straat, Portiek)
        )


def test_every_wijk_with_how_many_straten_it_has(as_anna, database):
    with database.transaction() as session:
        count = len(session.exec(select(Straat).where(Straat.wijk_code == "crabbehof")).all())
        session.add(Wijk(code="leeg", name="Lege wijk"))
    page = as_anna.get("/gebieden").text
    assert re.search(rf'wijken/crabbehof".*?data-label="Straten" class="tel">{count}<', page, re.DOTALL)
    assert re.search(r'wijken/leeg".*?data-label="Straten" class="tel">0<', page, re.DOTALL)


def test_a_new_wijk_with_a_straat_and_a_portiek(as_anna, database):
    answer = as_anna.post("/gebieden", data={"naam": " Oud-Krispijn "}, follow_redirects=False)
    assert answer.headers["location"] == "/gebieden/wijken/oud-krispijn?klaar=toegevoegd"
    assert "nog geen straten" in as_anna.get(answer.headers["location"]).text
    form = {"naam": "Nassauweg", "bagId": "0505300000000123"}
    answer = as_anna.post("/gebieden/wijken/oud-krispijn/straten", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/gebieden/wijken/oud-krispijn?klaar=toegevoegd"
    with database.transaction() as session:
        straat = session.exec(select(Straat).where(Straat.wijk_code == "oud-krispijn")).one()
    assert (straat.name, straat.bag_id) == ("Nassauweg", "0505300000000123")
    address = f"/gebieden/straten/{straat.id}"
    assert address in as_anna.get("/gebieden/wijken/oud-krispijn").text
    answer = as_anna.post(f"{address}/portieken", data={"naam": "12 tot en met 34"}, follow_redirects=False)
    assert answer.headers["location"] == f"{address}?klaar=toegevoegd"
    assert 'value="12 tot en met 34"' in as_anna.get(address).text


def test_another_name(as_anna, database, straat, portiek):
    for path, form in {
        "/gebieden/wijken/crabbehof": {"naam": "Crabbehoven"},
        f"/gebieden/straten/{straat.id}": {"naam": "Nieuwe naam", "bagId": ""},
        f"/gebieden/portieken/{portiek.id}": {"naam": "Bij de lift"},
    }.items():
        answer = as_anna.post(path, data=form, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].endswith("?klaar=gewijzigd")
        assert "De wijziging is opgeslagen." in as_anna.get(answer.headers["location"]).text
    with database.transaction() as session:
        assert session.get_one(Wijk, "crabbehof").name == "Crabbehoven"
        assert session.get_one(Straat, straat.id).name == "Nieuwe naam"
        assert session.get_one(Portiek, portiek.id).name == "Bij de lift"


def test_the_same_name_again_is_no_fault(as_anna, database, straat, portiek):
    before = everything(database)
    same = {"naam": straat.name, "bagId": straat.bag_id or ""}
    assert as_anna.post("/gebieden/wijken/crabbehof", data={"naam": "Crabbehof"}).status_code == 200
    assert as_anna.post(f"/gebieden/straten/{straat.id}", data=same).status_code == 200
    assert as_anna.post(f"/gebieden/portieken/{portiek.id}", data={"naam": portiek.name}).status_code == 200
    assert everything(database) == before


@pytest.mark.parametrize(
    ("path", "form", "message"),
    [
        ("", {"naam": ""}, "Vul een naam in"),
        ("", {"naam": "x" * 121}, "hoogstens 120"),
        ("", {"naam": "wielwijk"}, "Deze wijk is er al."),
        ("", {"naam": "Nieuw", "code": "wielwijk"}, "Deze code is al in gebruik."),
        ("", {"naam": "Nieuw", "code": "a/b"}, "letters, cijfers en streepjes"),
        ("", {"naam": "!"}, "letters, cijfers en streepjes"),
        ("/wijken/crabbehof", {"naam": "Wielwijk"}, "Er is al een wijk met deze naam."),
        ("/wijken/crabbehof", {"naam": " "}, "Vul een naam in"),
        ("/wijken/crabbehof/straten", {"naam": "troelstraweg"}, "Er is al een straat met deze naam"),
        ("/wijken/crabbehof/straten", {"naam": "Nieuw", "bagId": "123"}, "precies 16 cijfers"),
        ("/wijken/crabbehof/straten", {"naam": "Nieuw", "bagId": "²" * 16}, "precies 16 cijfers"),
        ("/straten/{straat}", {"naam": "", "bagId": "x"}, "Vul een naam in"),
        ("/straten/{straat}/portieken", {"naam": "12"}, "Dit is één huisnummer."),
        ("/straten/{straat}/portieken", {"naam": "12 A"}, "Dit is één huisnummer."),
        ("/straten/{straat}/portieken", {"naam": ""}, "Vul een naam in"),
        ("/portieken/{portiek}", {"naam": "7b"}, "Dit is één huisnummer."),
        ("/portieken/{portiek}", {"naam": ""}, "Vul een naam in"),
    ],
)
def test_a_fault_is_named_and_nothing_changes(as_anna, database, straat, portiek, path, form, message):
    before = everything(database)
    answer = as_anna.post(f"/gebieden{path.format(straat=straat.id, portiek=portiek.id)}", data=form)
    assert answer.status_code == 400
    assert message in answer.text
    assert f'value="{form["naam"]}"' in answer.text
    assert everything(database) == before


def test_a_portiek_is_called_once_in_a_straat(as_anna, portiek):
    answer = as_anna.post(f"/gebieden/straten/{portiek.straat_id}/portieken", data={"naam": portiek.name.upper()})
    assert "Er is al een portiek met deze naam" in answer.text


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("add", "message"),
    [
        (lambda session: add_wijk(session, "Oud-Krispijn"), "Deze wijk is er al."),
        (lambda session: add_straat(session, find_wijk(session, "wielwijk"), "Nassauweg"), "Er is al een straat met"),
    ],
)
def test_of_two_who_add_the_same_at_once_the_second_hears_it(database, add, message):
    refused = second_waits(database, add, add)
    assert isinstance(refused, InvalidInput)
    assert message in refused.faults[0].melding


def test_the_same_straat_may_lie_in_two_wijken(as_anna):
    form = {"naam": "Troelstraweg"}
    assert as_anna.post("/gebieden/wijken/wielwijk/straten", data=form, follow_redirects=False).status_code == 303


@pytest.mark.parametrize("path", ["/wijken/nergens", "/wijken/nergens/straten", "/straten/{}", "/portieken/{}"])
def test_what_is_not_there(as_anna, path):
    assert as_anna.post(f"/gebieden{path.format(uuid4())}", data={"naam": "x"}).status_code == 404
    if not path.endswith("/straten") and "portieken" not in path:
        assert as_anna.get(f"/gebieden{path.format(uuid4())}").status_code == 404


def test_places_are_for_coordinators(client, as_anna, as_bilal, as_dashboard, database, straat, portiek):
    before = everything(database)
    paths = ["", "/wijken/crabbehof", "/wijken/crabbehof/straten", f"/straten/{straat.id}",
             f"/straten/{straat.id}/portieken", f"/portieken/{portiek.id}"]  # fmt: skip
    as_elsewhere = as_anna
    as_elsewhere.headers["Origin"] = "https://elders.example"
    for path in paths:
        for stranger in (client, as_bilal, as_dashboard):
            assert stranger.post(f"/gebieden{path}", data={"naam": "Anders"}).status_code == 401
        assert as_elsewhere.post(f"/gebieden{path}", data={"naam": "Anders"}).status_code == 403
    for path in ("", "/wijken/crabbehof", f"/straten/{straat.id}", "/inlezen"):
        assert client.get(f"/gebieden{path}", follow_redirects=False).status_code == 303
    assert everything(database) == before
