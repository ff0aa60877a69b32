"""Scores over the API: the published figures of 2019, of whom, how sure, and in which form."""

import csv
import io
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from app import demo
from app.models import Interview, Status, Straat
from app.settings import Settings
from app.toegang import Scope, store_sleutel
from tests.api.conftest import as_body
from tests.conftest import visitor
from tests.gesprekken import decide

NULMETING = f"/api/v1/meetrondes/{demo.NULMETING}"


@pytest.fixture
def the_ten(database, as_bilal) -> None:
    """The ten reconstructed klantinterviews of 2019, sent through the API."""
    with database.transaction() as session:
        ten = demo.reconstructed_interviews(session, demo.NULMETING)
    for inzending in ten:
        assert as_bilal.put(f"/api/v1/interviews/{inzending.id}", json=as_body(inzending)).status_code == 201


@pytest.mark.usefixtures("the_ten")
def test_the_ten_give_the_published_figures(as_dashboard):
    score = as_dashboard.get(f"{NULMETING}/voorlopig/score").json()
    klanten = score["klanten"]
    assert (klanten["interviews"], klanten["tevredenheid"]["n"]) == (10, 10)
    assert round(klanten["tevredenheid"]["gemiddelde"], 1) == 8.7
    assert {maat: round(klanten[maat]["gemiddelde"], 1) for maat in ("schoon", "veilig", "gezellig")} == {
        "schoon": 6.9,
        "veilig": 7.2,
        "gezellig": 7.0,
    }
    assert klanten["straatladder"]["notatie"] == "3-"
    assert {line["code"]: line["aantal"] for line in klanten["bekendVia"]["verdeling"] if line["aantal"]} == {
        "mond_tot_mond": 3,
        "krant": 3,
        "op_straat": 1,
        "folder": 1,
        "collega": 2,
    }
    assert klanten["tevredenheid"]["oordeel"] == "indicatief"
    assert score["bewoners"]["interviews"] == 0, "klanten are not bewoners"


@pytest.mark.usefixtures("the_ten")
def test_a_figure_never_travels_alone(as_dashboard):
    score = as_dashboard.get(f"{NULMETING}/voorlopig/score").json()
    assert score["voorlopig"] is True
    assert score["drempels"] == {"cijferVanaf": 5, "betrouwbaarVanaf": 30, "dekkingVanaf": 50, "zekerheid": 95}
    assert score["klanten"]["vragenlijsten"] == ["klant-v1"]
    tevredenheid = score["klanten"]["tevredenheid"]
    assert (tevredenheid["ervaring"], tevredenheid["gevraagd"], tevredenheid["grens"]) == (10, 10, 7)
    for maat in ("straatladder", "leefbaarheidsladder", "tevredenheid", "schoon", "veilig", "gezellig"):
        assert score["klanten"][maat].keys() >= {"n", "verdeling", "mediaan", "oordeel", "reden", "weetNiet"}


@pytest.mark.usefixtures("the_ten")
def test_too_few_give_a_reason_and_no_figure(as_dashboard):
    scores = as_dashboard.get(f"{NULMETING}/voorlopig/straatscores").json()
    few = [score["klanten"]["schoon"] for score in scores if 0 < score["klanten"]["schoon"]["n"] < 5]
    assert few
    for maat in few:
        assert (maat["gemiddelde"], maat["mediaan"], maat["verdeling"]) == (None, None, None)
        assert maat["oordeel"] == "te-weinig-gesprekken"
        assert "te weinig" in maat["reden"]


@pytest.mark.usefixtures("the_ten")
def test_the_same_interviews_stand_in_every_total(as_dashboard):
    total = as_dashboard.get(f"{NULMETING}/voorlopig/score").json()["klanten"]["interviews"]
    wijken = as_dashboard.get(f"{NULMETING}/voorlopig/wijkscores").json()
    straten = as_dashboard.get(f"{NULMETING}/voorlopig/straatscores").json()
    assert total == sum(score["klanten"]["interviews"] for score in wijken)
    assert total == sum(score["klanten"]["interviews"] for score in straten)
    crabbehof = next(score for score in wijken if score["gebied"]["code"] == "crabbehof")
    assert as_dashboard.get(f"{NULMETING}/voorlopig/wijkscores/crabbehof").json() == crabbehof
    straat = straten[0]["gebied"]["code"]
    assert as_dashboard.get(f"{NULMETING}/voorlopig/straatscores/{straat}").json() == straten[0]
    only = as_dashboard.get(f"{NULMETING}/voorlopig/straatscores?wijk=crabbehof").json()
    assert only == [score for score in straten if score["gebied"]["wijk"] == "crabbehof"]


@pytest.mark.usefixtures("the_ten")
def test_rejected_ones_do_not_count_and_only_approved_can_be_asked(as_dashboard, database):
    with database.transaction() as session:
        interviews = session.exec(select(Interview.id).order_by(Interview.id)).all()
        decided = {0: Status.AFGEKEURD, 1: Status.TERUGGESTUURD, 2: Status.GOEDGEKEURD}
        for number, status in decided.items():
            decide(session, interviews[number], status)
    assert as_dashboard.get(f"{NULMETING}/voorlopig/score").json()["klanten"]["interviews"] == 8
    approved = as_dashboard.get(f"{NULMETING}/voorlopig/score?alleenGoedgekeurd=true").json()
    assert (approved["klanten"]["interviews"], approved["alleenGoedgekeurd"]) == (1, True)


@pytest.mark.usefixtures("the_ten")
def test_from_how_many_answers_on_is_for_the_organisation_to_decide(as_dashboard, database_url):
    usual = as_dashboard.get(f"{NULMETING}/voorlopig/score").json()
    assert (usual["klanten"]["tevredenheid"]["oordeel"], usual["drempels"]["betrouwbaarVanaf"]) == ("indicatief", 30)
    as_dashboard.app.state.settings = Settings(
        _env_file=None, DATABASE_URL=database_url, figure_from=11, gebied_reliable_from=12, dekking_from=80
    )
    strict = as_dashboard.get(f"{NULMETING}/voorlopig/score").json()
    assert strict["drempels"] == usual["drempels"] | {"cijferVanaf": 11, "betrouwbaarVanaf": 12, "dekkingVanaf": 80}
    assert strict["klanten"]["tevredenheid"]["oordeel"] == "te-weinig-gesprekken"
    assert strict["klanten"]["tevredenheid"]["gemiddelde"] is None


@pytest.mark.usefixtures("the_ten")
@pytest.mark.parametrize("path", ["score", "wijkscores", "wijkscores/crabbehof", "straatscores"])
def test_csv_says_the_same_as_json(as_dashboard, path):
    answer = as_dashboard.get(f"{NULMETING}/voorlopig/{path}", headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    lines = list(csv.DictReader(io.StringIO(answer.text)))
    scores = as_dashboard.get(f"{NULMETING}/voorlopig/{path}").json()
    for score in scores if isinstance(scores, list) else [scores]:
        line = next(
            line
            for line in lines
            if (line["gebiedCode"], line["groep"], line["maat"]) == (score["gebied"]["code"], "klanten", "straatladder")
        )
        maat = score["klanten"]["straatladder"]
        assert line["n"] == str(maat["n"])
        assert line["gemiddelde"] == ("" if maat["gemiddelde"] is None else str(maat["gemiddelde"]))
        assert (line["notatie"], line["oordeel"], line["reden"]) == (
            maat["notatie"] or "",
            maat["oordeel"],
            maat["reden"],
        )
        assert line["verdeling"] == " ".join(f"{part['code']}:{part['aantal']}" for part in maat["verdeling"] or [])
        assert line["voorlopig"] == "ja"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/json"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.5, application/json", "application/json"),
        ("text/csv, application/json;q=0.9", "text/csv"),
        ("application/*;q=0.2, text/csv;q=0.1", "application/json"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
    ],
)
def test_the_form_that_is_asked_for(as_dashboard, accept, kind):
    answer = as_dashboard.get(f"{NULMETING}/voorlopig/score", headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == kind


@pytest.mark.parametrize("accept", ["application/xml", "text/csv;q=0, application/json;q=0", "text/csv;q=veel"])
def test_a_form_that_we_do_not_have(as_dashboard, accept):
    answer = as_dashboard.get(f"{NULMETING}/voorlopig/score", headers={"Accept": accept})
    assert (answer.status_code, answer.json()["type"]) == (406, "/api/v1/documentatie#vorm-niet-beschikbaar")


def test_open_answers_never_leave_with_a_score(as_dashboard, as_bilal, database):
    with database.transaction() as session:
        inzending = demo.reconstructed_interviews(session, demo.NULMETING)[0]
    body = as_body(inzending)
    body["antwoorden"]["meer_doen"] = "Vraag naar mevrouw Jansen"
    assert as_bilal.put(f"/api/v1/interviews/{uuid4()}", json=body).status_code == 201
    for accept in ("application/json", "text/csv"):
        for path in ("score", "wijkscores", "straatscores"):
            assert "Jansen" not in as_dashboard.get(f"{NULMETING}/voorlopig/{path}", headers={"Accept": accept}).text


@pytest.mark.parametrize("path", ["score", "wijkscores", "wijkscores/crabbehof", "straatscores"])
def test_live_figures_are_not_for_everybody(app, client, as_bilal, database, path):
    for stranger in (client, as_bilal):
        assert stranger.get(f"{NULMETING}/voorlopig/{path}").status_code == 401
    with database.transaction() as session:
        scopes = [Scope.INTERVIEWS_LEZEN, Scope.INTERVIEWS_SCHRIJVEN]
        store_sleutel(session, "Ander", "wp_ander", scopes, datetime.now(UTC) + timedelta(days=1))
    with visitor(app) as other:
        other.headers["Authorization"] = "Bearer wp_ander"
        assert other.get(f"{NULMETING}/voorlopig/{path}").status_code == 403


def test_a_coordinator_may_read_them(as_anna):
    assert as_anna.get(f"{NULMETING}/voorlopig/score").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/meetrondes/nooit/voorlopig/score",
        "/api/v1/meetrondes/nooit/voorlopig/wijkscores",
        "/api/v1/meetrondes/nooit/voorlopig/straatscores",
        f"{NULMETING}/voorlopig/wijkscores/nergens",
        f"{NULMETING}/voorlopig/straatscores?wijk=nergens",
        f"{NULMETING}/voorlopig/straatscores/278cff10-f784-5c98-95ce-d916bed53cdc",
    ],
)
def test_what_is_not_there(as_dashboard, path):
    answer = as_dashboard.get(path)
    assert (answer.status_code, answer.json()["type"]) == (404, "/api/v1/documentatie#niet-gevonden")


@pytest.mark.parametrize("query", ["alleenGoedgekeurd=misschien", "alleengoedgekeurd=true", "limit=5"])
def test_a_wrong_parameter_is_refused(as_dashboard, query):
    answer = as_dashboard.get(f"{NULMETING}/voorlopig/score?{query}")
    assert answer.status_code == 400
    assert [fault["veld"] for fault in answer.json()["fouten"]] == [query.partition("=")[0]]


def test_scores_come_in_pages(as_dashboard, database):
    with database.transaction() as session:
        straten = len(session.exec(select(Straat)).all())
    seen, address = [], f"{NULMETING}/voorlopig/straatscores?limit=7"
    while address:
        answer = as_dashboard.get(address)
        assert len(answer.json()) <= 7
        seen += [score["gebied"]["code"] for score in answer.json()]
        address = answer.links.get("next", {}).get("url")
    assert len(seen) == len(set(seen)) == straten
