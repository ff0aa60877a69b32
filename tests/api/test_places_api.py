"""Wijken, straten, portieken, meetrondes and questionnaires over the API."""

import pytest

ID = "278cff10-f784-5c98-95ce-d916bed53cdc"
LISTS = ["wijken", "straten", "portieken", "meetrondes", "vragenlijsten"]


def test_wijken(as_dashboard):
    wijken = as_dashboard.get("/api/v1/wijken").json()
    assert [wijk["naam"] for wijk in wijken] == ["Crabbehof", "Wielwijk"]
    assert as_dashboard.get("/api/v1/wijken/crabbehof").json() == wijken[0]
    assert wijken[0]["cbsCodes"] == ["BU05050800", "BU05050801"]


def test_straten_of_one_wijk(as_dashboard):
    everything = as_dashboard.get("/api/v1/straten?limit=1000").json()
    crabbehof = as_dashboard.get("/api/v1/straten?wijk=crabbehof&limit=1000").json()
    assert crabbehof == [straat for straat in everything if straat["wijk"] == "crabbehof"]
    assert 0 < len(crabbehof) < len(everything)
    assert [straat["naam"] for straat in crabbehof] == sorted(straat["naam"] for straat in crabbehof)
    assert as_dashboard.get(f"/api/v1/straten/{crabbehof[0]['id']}").json() == crabbehof[0]


def test_portieken_of_one_straat(as_dashboard):
    first = as_dashboard.get("/api/v1/portieken").json()[0]
    assert as_dashboard.get(f"/api/v1/portieken/{first['id']}").json() == first
    of_straat = as_dashboard.get(f"/api/v1/portieken?straat={first['straatId']}").json()
    assert first in of_straat
    assert {portiek["straatId"] for portiek in of_straat} == {first["straatId"]}


def test_meetrondes_newest_first(as_dashboard):
    meetrondes = as_dashboard.get("/api/v1/meetrondes").json()
    assert [meetronde["code"] for meetronde in meetrondes] == ["herhaalmeting-2026", "nulmeting-2019"]
    nulmeting = as_dashboard.get("/api/v1/meetrondes/nulmeting-2019").json()
    assert (nulmeting["begindatum"], nulmeting["einddatum"], nulmeting["open"]) == ("2019-09-01", "2019-11-30", True)
    assert "gereconstrueerd" in nulmeting["toelichting"]


def test_a_questionnaire_tells_everything_a_sender_needs(as_dashboard):
    vragenlijsten = as_dashboard.get("/api/v1/vragenlijsten").json()
    assert [vragenlijst["code"] for vragenlijst in vragenlijsten] == ["straat-v1", "portiek-v1", "klant-v1"]
    straat = as_dashboard.get("/api/v1/vragenlijsten/straat-v1").json()
    vragen = {vraag["sleutel"]: vraag for vraag in straat["vragen"]}
    assert vragen["toestemming"]["eindigtTenzij"] == "ja"
    assert vragen["cijfer"]["alleenAls"] == {"vraag": "bekendheid", "codes": ["zelf_mee_te_maken"]}
    assert (vragen["schoon"]["minimum"], vragen["schoon"]["maximum"]) == (1, 10)
    assert "geen" in [optie["code"] for optie in vragen["overlast"]["opties"]]
    assert vragen["overlast"]["alleen"] == "geen"


@pytest.mark.parametrize("path", [*LISTS, "wijken/crabbehof", "meetrondes/nulmeting-2019", "vragenlijsten/straat-v1"])
def test_every_linked_phone_coordinator_and_key_may_read_places(client, as_bilal, as_anna, as_dashboard, path):
    assert client.get(f"/api/v1/{path}").status_code == 401
    for visitor in (as_bilal, as_anna, as_dashboard):
        assert visitor.get(f"/api/v1/{path}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "wijken/nergens", "straten?wijk=nergens", f"straten/{ID}", f"portieken/{ID}", f"portieken?straat={ID}",
        "meetrondes/nooit", "vragenlijsten/straat-v99",
    ],
)  # fmt: skip
def test_what_is_not_there(as_dashboard, path):
    answer = as_dashboard.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["title"]) == (404, "Niet gevonden")


@pytest.mark.parametrize(
    "path",
    [
        "straten/1",
        "portieken/x",
        "portieken?straat=x",
        *(f"{name}?{query}" for name in LISTS for query in ("limit=1001", "cursor=?", "cursor=%C3%AF", "x=1")),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_wrong_input(as_dashboard, path):
    answer = as_dashboard.get(f"/api/v1/{path}")
    assert answer.status_code == 400
    assert answer.json()["fouten"]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_pages_through_everything_once(as_dashboard, name):
    whole = as_dashboard.get(f"/api/v1/{name}?limit=1000").json()
    seen, address = [], f"/api/v1/{name}?limit=1"
    while address:
        answer = as_dashboard.get(address)
        assert len(answer.json()) == 1
        seen += answer.json()
        address = answer.links.get("next", {}).get("url")
    assert seen == whole
