"""What an outside key gets over the API: published figures, that may be kept, and nothing live."""

import csv
import gzip
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from app import demo
from app.main import create_app
from app.models import Gebruiker
from app.settings import Settings
from app.toegang import store_sleutel
from tests.conftest import BASE_URL, phone_of, visitor

NULMETING = f"/api/v1/meetrondes/{demo.NULMETING}"
HERHAALMETING = f"/api/v1/meetrondes/{demo.HERHAALMETING}"
OUTSIDE_KEY = "wp_buiten"


@pytest.fixture
def outsider(full_database):
    """A key without any right, beside the whole demo world."""
    with full_database.transaction() as session:
        store_sleutel(session, "Buiten", OUTSIDE_KEY, [], datetime.now(UTC) + timedelta(days=1))
    url = full_database.url.render_as_string(hide_password=False)
    app = create_app(Settings(_env_file=None, DATABASE_URL=url))
    with TestClient(app, base_url=BASE_URL, raise_server_exceptions=False) as client:
        client.headers["Authorization"] = f"Bearer {OUTSIDE_KEY}"
        yield client


@pytest.fixture
def anna(outsider):
    """The coordinator, at the same world."""
    with visitor(outsider.app) as client:
        client.post("/inloggen", data={"email": demo.ANNA_EMAIL, "wachtwoord": demo.ANNA_PASSWORD})
        yield client


def publish(anna: TestClient, meetronde: str = HERHAALMETING, versie: int = 1, **more: str) -> Any:
    return anna.put(f"{meetronde}/vaststelling", json={"versie": versie, **more})


def test_everything_in_one_call_and_a_wijk_in_one(outsider):
    whole = outsider.get(f"{NULMETING}/scores").json()
    assert [each["wijk"]["gebied"]["code"] for each in whole["wijken"]] == ["crabbehof", "wielwijk"]
    assert [len(each["straten"]) for each in whole["wijken"]] == [8, 16]
    klanten = {each["maat"]: each for each in whole["totaal"]["klanten"]["maten"]}
    assert (klanten["tevredenheid"]["gemiddelde"], klanten["straatladder"]["notatie"]) == (8.7, "3-")
    wijk = outsider.get(f"{NULMETING}/scores/crabbehof").json()
    assert wijk["voorlopig"] is False
    assert {"wijk": wijk["wijk"], "straten": wijk["straten"]} == whole["wijken"][0]


def test_what_is_live_needs_a_right_of_its_own(outsider):
    for path in ("score", "wijkscores", "straatscores", f"vergelijking/{demo.HERHAALMETING}"):
        assert outsider.get(f"{NULMETING}/voorlopig/{path}").status_code == 403
    assert outsider.get(f"{HERHAALMETING}/scores").status_code == 404, "not published yet"
    assert "nog niets gepubliceerd" in outsider.get(f"{HERHAALMETING}/scores").json()["detail"]


def test_nobody_gets_anything(client):
    for path in ("scores", "scores/crabbehof", "vaststelling", "vaststellingen", f"vergelijking/{demo.HERHAALMETING}"):
        assert client.get(f"{NULMETING}/{path}").status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        f"{NULMETING}/scores/nergens",
        f"{NULMETING}/scores?versie=2",
        "/api/v1/meetrondes/nooit/scores",
        f"{NULMETING}/vergelijking/{demo.HERHAALMETING}",
    ],
)
def test_what_is_not_there(outsider, path):
    answer = outsider.get(path)
    assert (answer.status_code, answer.json()["type"]) == (404, "/api/v1/documentatie#niet-gevonden")


@pytest.mark.parametrize("path", ["scores?wijk=crabbehof", "scores?alleenGoedgekeurd=true", "scores?leeftijd=65"])
def test_a_straat_cannot_be_sliced_any_further(outsider, path):
    assert outsider.get(f"{NULMETING}/{path}").status_code == 400


def test_what_somebody_has_already_is_not_sent_again(outsider):
    first = outsider.get(f"{NULMETING}/scores")
    etag = first.headers["etag"]
    assert etag.startswith('"')
    assert first.headers["cache-control"] == "private, max-age=3600"
    again = outsider.get(f"{NULMETING}/scores", headers={"If-None-Match": f'"iets-anders", {etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert outsider.get(f"{NULMETING}/scores", headers={"If-None-Match": '"iets-anders"'}).status_code == 200
    by_number = outsider.get(f"{NULMETING}/scores?versie=1")
    assert "immutable" in by_number.headers["cache-control"]
    assert by_number.json() == first.json()


def test_every_form_has_an_etag_of_its_own(outsider):
    forms = [
        {"Accept-Encoding": "gzip"},
        {"Accept-Encoding": "identity"},
        {"Accept-Encoding": "gzip", "Accept": "text/csv"},
    ]
    answers = [outsider.get(f"{NULMETING}/scores/crabbehof", headers=form) for form in forms]
    assert [answer.headers.get("content-encoding") for answer in answers] == ["gzip", None, "gzip"]
    assert len({answer.headers["etag"] for answer in answers}) == 3
    assert answers[0].json() == answers[1].json()
    dutch = outsider.get(f"{NULMETING}/scores/crabbehof?notatie=nl", headers=forms[2])
    assert dutch.headers["etag"] != answers[2].headers["etag"]


def test_the_bytes_are_the_same_every_time(outsider):
    with outsider.stream("GET", f"{NULMETING}/scores", headers={"Accept-Encoding": "gzip"}) as first:
        packed = b"".join(first.iter_raw())
    with outsider.stream("GET", f"{NULMETING}/scores", headers={"Accept-Encoding": "gzip"}) as second:
        assert packed == b"".join(second.iter_raw())
    assert json.loads(gzip.decompress(packed)) == outsider.get(f"{NULMETING}/scores").json()


@pytest.mark.parametrize(("notatie", "delimiter", "comma"), [("standaard", ",", "."), ("nl", ";", ",")])
def test_csv_holds_the_same_figures_and_no_finer_ones(outsider, notatie, delimiter, comma):
    document = outsider.get(f"{NULMETING}/scores").json()
    text = outsider.get(f"{NULMETING}/scores?notatie={notatie}", headers={"Accept": "text/csv"}).text
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))
    scores = [document["totaal"], *(each for wijk in document["wijken"] for each in (wijk["wijk"], *wijk["straten"]))]
    expected = [
        (score["gebied"]["code"], groep, maat)
        for score in scores
        for groep in ("bewoners", "klanten")
        for maat in score[groep]["maten"]
    ]
    assert len(lines) == len(expected)
    for line, (code, groep, maat) in zip(lines, expected, strict=True):
        assert (line["gebiedCode"], line["groep"], line["maat"]) == (code, groep, maat["maat"])
        for name in ("n", "gemiddelde", "percentage", "mediaan"):
            assert line[name] == ("" if maat[name] is None else str(maat[name]).replace(".", comma))
        assert (line["nTekst"], line["oordeel"]) == (maat["nTekst"], maat["oordeel"])


def test_a_coordinator_publishes_and_everybody_can_read_which_versions_there_are(outsider, anna):
    answer = publish(anna)
    assert (answer.status_code, answer.json()["versie"], answer.json()["voorlopig"]) == (201, 1, False)
    assert outsider.get(f"{HERHAALMETING}/vaststelling").json() == answer.json()
    assert outsider.get(f"{HERHAALMETING}/vaststellingen").json() == [answer.json()]
    assert outsider.get(HERHAALMETING).json()["open"] is False
    assert outsider.get(f"{HERHAALMETING}/scores").json()["versie"] == 1


@pytest.mark.parametrize(
    ("body", "status", "slug"),
    [
        ({"versie": 1}, 409, "intussen-gewijzigd"),
        ({"versie": 2}, 400, "ongeldige-invoer"),
        ({"versie": 2, "reden": "Verbeterd."}, 400, "ongeldige-invoer"),
        ({"versie": 0}, 400, "ongeldige-invoer"),
        ({}, 400, "ongeldige-invoer"),
        ({"versie": 2, "reden": "x" * 1001}, 400, "ongeldige-invoer"),
    ],
    ids=["exists", "no-reason", "nothing-changed", "zero", "empty", "long"],
)
def test_what_cannot_be_published(anna, body, status, slug):
    answer = anna.put(f"{NULMETING}/vaststelling", json=body)
    assert (answer.status_code, answer.json()["type"].partition("#")[2]) == (status, slug)


def test_only_a_coordinator_publishes(outsider):
    with outsider.app.state.database.transaction() as session:
        bilal = session.exec(select(Gebruiker).where(Gebruiker.name == "Bilal")).one()
    for somebody, status in ((outsider, 401), (phone_of(outsider.app, bilal), 401), (visitor(outsider.app), 401)):
        assert publish(somebody).status_code == status


def test_the_change_between_two_published_meetronden(outsider, anna):
    publish(anna)
    answer = outsider.get(f"{NULMETING}/vergelijking/{demo.HERHAALMETING}")
    change = answer.json()
    assert (change["van"]["versie"], change["naar"]["versie"], change["voorlopig"]) == (1, 1, False)
    niveaus = [each["gebied"]["niveau"] for each in change["gebieden"]]
    assert (niveaus[0], niveaus.count("wijk"), niveaus.count("straat")) == ("totaal", 2, 24)
    crabbehof = next(each for each in change["gebieden"] if each["gebied"]["code"] == "crabbehof")
    schoon = next(each for each in crabbehof["bewoners"] if each["maat"] == "schoon")
    assert schoon["richting"] == "gestegen"
    assert schoon["verschil"] == pytest.approx(schoon["cijferNaar"] - schoon["cijferVan"], abs=0.11)
    assert schoon["marge"]["laag"] <= schoon["verschil"] <= schoon["marge"]["hoog"]
    assert schoon["stratenVergeleken"] >= 1
    only = outsider.get(f"{NULMETING}/vergelijking/{demo.HERHAALMETING}?wijk=crabbehof").json()["gebieden"]
    assert only == [each for each in change["gebieden"] if each["gebied"]["wijk"] == "crabbehof"]
    etag = answer.headers["etag"]
    assert outsider.get(str(answer.url), headers={"If-None-Match": etag}).status_code == 304


def test_a_change_tells_nothing_that_the_two_rounds_do_not(outsider, anna):
    publish(anna)
    rounds = [outsider.get(f"{each}/scores").json() for each in (NULMETING, HERHAALMETING)]
    told = [
        {
            (straat["gebied"]["code"], groep, maat["maat"]): maat["n"]
            for wijk in each["wijken"]
            for straat in wijk["straten"]
            for groep in ("bewoners", "klanten")
            for maat in straat[groep]["maten"]
        }
        for each in rounds
    ]
    change = outsider.get(f"{NULMETING}/vergelijking/{demo.HERHAALMETING}").json()
    compared = 0
    for gebied in (each for each in change["gebieden"] if each["gebied"]["niveau"] == "straat"):
        for groep in ("bewoners", "klanten"):
            for maat in gebied[groep]:
                name = "tevredenheid" if maat["maat"] == "tevreden" else maat["maat"]
                before, after = (each[gebied["gebied"]["code"], groep, name] for each in told)
                both = before is not None and after is not None
                assert (maat["nVan"], maat["nNaar"]) == ((before, after) if both else (None, None))
                assert (maat["verschil"] is None) or both
                compared += both
    assert compared > 5


def test_a_change_as_a_table(outsider, anna):
    publish(anna)
    address = f"{NULMETING}/vergelijking/{demo.HERHAALMETING}"
    change = outsider.get(address).json()
    lines = list(csv.DictReader(io.StringIO(outsider.get(address, headers={"Accept": "text/csv"}).text)))
    assert len(lines) == sum(len(each["bewoners"]) + len(each["klanten"]) for each in change["gebieden"])
    assert lines[0]["verschil"] == str(change["gebieden"][0]["bewoners"][0]["verschil"])


def test_a_meetronde_is_not_compared_with_itself(outsider):
    assert outsider.get(f"{NULMETING}/vergelijking/{demo.NULMETING}").status_code == 400
