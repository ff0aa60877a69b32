"""The change between two meetronden over the API, and the margins of the scores."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from app import demo
from app.domain.vragenlijst import Soort
from app.interviews import Afzender, receive
from app.toegang import Scope, store_sleutel
from tests.conftest import visitor
from tests.gesprekken import gesprek, straat_in

HERHAALMETING = f"/api/v1/meetrondes/{demo.HERHAALMETING}"
CHANGE = f"/api/v1/meetrondes/{demo.NULMETING}/voorlopig/vergelijking/{demo.HERHAALMETING}"
MATEN = ["straatladder", "tevredenheid", "tevreden", "schoon", "veilig", "gezellig", "bekendheid"]


@pytest.fixture
def both_rounds(database, world) -> None:
    """Six straatinterviews in each meetronde in one straat of Crabbehof: cleaner, and less known."""
    with database.transaction() as session:
        straat = straat_in(session, "crabbehof")
        for meetronde, base, known in ((demo.NULMETING, 3, "van_naam"), (demo.HERHAALMETING, 8, "nee")):
            for number in range(6):
                antwoorden = {"schoon": base + number % 2, "bekendheid": known, "cijfer": None}
                inzending = gesprek(straat.id, Soort.STRAAT, meetronde_code=meetronde, antwoorden=antwoorden)
                receive(session, inzending, Afzender(interviewer_id=world.bilal.id))


def read_csv(client, address: str) -> list[dict[str, str]]:
    answer = client.get(address, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.usefixtures("both_rounds")
def test_the_change_per_wijk_and_straat(as_dashboard):
    answer = as_dashboard.get(CHANGE).json()
    assert (answer["van"]["code"], answer["naar"]["code"]) == (demo.NULMETING, demo.HERHAALMETING)
    assert (answer["zekerheid"], answer["vergelijkenVanaf"], answer["voorlopig"]) == (95, 5, True)
    niveaus = [each["gebied"]["niveau"] for each in answer["gebieden"]]
    assert (niveaus[0], niveaus.count("wijk"), niveaus.count("straat")) == ("totaal", 2, 24)
    wijk = next(each for each in answer["gebieden"] if each["gebied"]["code"] == "crabbehof")
    schoon, bekendheid = wijk["bewoners"]["schoon"], wijk["bewoners"]["bekendheid"]
    assert (schoon["verschil"], schoon["eenheid"], schoon["richting"]) == (5, "punten", "gestegen")
    assert schoon["marge"]["laag"] > 0
    assert (bekendheid["verschil"], bekendheid["eenheid"], bekendheid["richting"]) == (-100, "procentpunten", "gedaald")
    assert -100 <= bekendheid["marge"]["laag"] < bekendheid["marge"]["hoog"] < 0
    assert bekendheid["reden"].startswith("Gedaald: ")
    assert schoon["loosAlarm"] == {"vergeleken": 1, "gevonden": 1, "verwacht": 0.05}
    assert len(wijk["bewoners"]["straten"]) == 1


@pytest.mark.usefixtures("both_rounds")
def test_the_change_of_one_wijk(as_dashboard):
    gebieden = as_dashboard.get(f"{CHANGE}?wijk=wielwijk").json()["gebieden"]
    assert [each["gebied"]["niveau"] for each in gebieden] == ["wijk"] + ["straat"] * 16
    assert {each["bewoners"][maat]["richting"] for each in gebieden for maat in MATEN} == {"te-weinig-gesprekken"}


@pytest.mark.usefixtures("both_rounds")
def test_the_table_of_changes_says_the_same(as_dashboard):
    gebieden, lines = as_dashboard.get(CHANGE).json()["gebieden"], iter(read_csv(as_dashboard, CHANGE))
    for gebied in gebieden:
        for groep in ("bewoners", "klanten"):
            for maat in MATEN:
                line, told = next(lines), gebied[groep][maat]
                assert (line["gebiedCode"], line["groep"], line["maat"]) == (gebied["gebied"]["code"], groep, maat)
                assert (line["richting"], line["nVan"], line["nNaar"]) == (
                    told["richting"],
                    str(told["nVan"]),
                    str(told["nNaar"]),
                )
                assert line["verschil"] == ("" if told["verschil"] is None else str(told["verschil"]))
                assert line["margeLaag"] == ("" if told["marge"] is None else str(told["marge"]["laag"]))
                assert line["loosAlarmVerwacht"] == (
                    "" if told["loosAlarm"] is None else str(told["loosAlarm"]["verwacht"])
                )
    assert next(lines, None) is None


def test_rounds_without_interviews_have_an_answer(as_dashboard):
    answer = as_dashboard.get(CHANGE)
    assert [each["code"] for each in answer.json()["kanttekeningen"]] == ["geen-interviews"]
    assert json.dumps(answer.json(), allow_nan=False), "no NaN anywhere"
    for path in ("score", "wijkscores", "straatscores"):
        assert json.dumps(as_dashboard.get(f"{HERHAALMETING}/voorlopig/{path}").json(), allow_nan=False)


@pytest.mark.parametrize(
    ("address", "status", "slug"),
    [
        (f"{HERHAALMETING}/voorlopig/vergelijking/{demo.HERHAALMETING}", 400, "ongeldige-invoer"),
        (f"{HERHAALMETING}/voorlopig/vergelijking/nooit", 404, "niet-gevonden"),
        (f"/api/v1/meetrondes/nooit/voorlopig/vergelijking/{demo.HERHAALMETING}", 404, "niet-gevonden"),
        (f"{CHANGE}?wijk=nergens", 404, "niet-gevonden"),
        (f"{CHANGE}?straat=1", 400, "ongeldige-invoer"),
    ],
)
def test_what_cannot_be_compared(as_dashboard, address, status, slug):
    answer = as_dashboard.get(address)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/api/v1/documentatie#{slug}")


def test_a_change_is_not_for_everybody(app, client, as_bilal, as_anna, database):
    for stranger in (client, as_bilal):
        assert stranger.get(CHANGE).status_code == 401
    with database.transaction() as session:
        store_sleutel(session, "Ander", "wp_ander", [Scope.INTERVIEWS_LEZEN], datetime.now(UTC) + timedelta(days=1))
    with visitor(app) as other:
        other.headers["Authorization"] = "Bearer wp_ander"
        assert other.get(CHANGE).status_code == 403
    assert as_anna.get(CHANGE).status_code == 200


@pytest.mark.usefixtures("both_rounds")
def test_a_score_tells_its_margin_and_how_it_was_made(as_dashboard):
    bewoners = as_dashboard.get(f"{HERHAALMETING}/voorlopig/wijkscores/crabbehof").json()["bewoners"]
    schoon, straatladder, bekendheid = bewoners["schoon"], bewoners["straatladder"], bewoners["bekendheid"]
    assert schoon["marge"]["laag"] < schoon["gemiddelde"] == schoon["ongewogenGemiddelde"] < schoon["marge"]["hoog"]
    assert (schoon["methode"], schoon["gewogen"], schoon["kanttekeningen"]) == ("t-verdeling", True, [])
    assert (straatladder["methode"], straatladder["marge"]) == ("niet-te-bepalen", None), "everybody said rung 3"
    assert [each["code"] for each in straatladder["kanttekeningen"]] == ["geen-spreiding"]
    assert straatladder["percentageTredeDrieOfHoger"] == 100
    assert straatladder["margeTredeDrieOfHoger"]["laag"] < straatladder["margeTredeDrieOfHoger"]["hoog"] == 100
    assert (bekendheid["percentageBekend"], bekendheid["methode"]) == (0, "wilson")
    assert bekendheid["marge"]["laag"] == 0 < bekendheid["marge"]["hoog"]
    assert 0 < bewoners["dekking"] < 100
    assert (bewoners["tevredenheid"]["marge"], bewoners["tevredenheid"]["margeTevreden"]) == (None, None)


@pytest.mark.usefixtures("both_rounds")
def test_the_table_of_scores_has_the_margins_too(as_dashboard):
    bewoners = as_dashboard.get(f"{HERHAALMETING}/voorlopig/wijkscores/crabbehof").json()["bewoners"]
    lines = {
        line["maat"]: line
        for line in read_csv(as_dashboard, f"{HERHAALMETING}/voorlopig/wijkscores/crabbehof")
        if line["groep"] == "bewoners"
    }
    schoon = lines["schoon"]
    assert (schoon["margeLaag"], schoon["margeHoog"]) == tuple(map(str, bewoners["schoon"]["marge"].values()))
    assert (schoon["gewogen"], schoon["dekking"], schoon["dekkingVanaf"]) == ("ja", str(bewoners["dekking"]), "50.0")
    assert lines["straatladder"]["kanttekeningen"] == "geen-spreiding"
    assert lines["straatladder"]["margeTredeDrieOfHogerHoog"] == "100.0"
    assert lines["tevredenheid"]["margeTevredenLaag"] == "", "nobody could give a cijfer"
