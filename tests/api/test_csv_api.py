"""Tables for programs and for Excel in the Netherlands: the figures of the JSON, and no cell that runs."""

import csv
import io
from decimal import Decimal
from typing import Any

import polars
import pytest
from sqlmodel import select

from app import demo
from app.api.csv_table import csv_response
from app.domain.vragenlijst import Soort
from app.interviews import Afzender, receive
from app.models import Meetronde, Straat, Wijk
from app.spreadsheet import Notatie
from tests.gesprekken import gesprek, straat_in

LIVE = f"/api/v1/meetrondes/{demo.HERHAALMETING}/voorlopig"
CHANGE = f"/api/v1/meetrondes/{demo.NULMETING}/voorlopig/vergelijking/{demo.HERHAALMETING}"
SCORES = [f"{LIVE}/{path}" for path in ("score", "wijkscores", "wijkscores/crabbehof", "straatscores?wijk=crabbehof")]
FORMULAS = ['=HYPERLINK("http://x.example")', "+31", "-Straat", "@som", "\t=1+1"]


@pytest.fixture
def both_rounds(database, world) -> None:
    """Seven straatinterviews in each meetronde in one straat of Crabbehof."""
    with database.transaction() as session:
        straat = straat_in(session, "crabbehof")
        for meetronde, base in ((demo.NULMETING, 3), (demo.HERHAALMETING, 6)):
            for number in range(7):
                antwoorden = {"schoon": base + number % 3, "straatladder": 1 + number % 4, "cijfer": 8 + number % 2}
                inzending = gesprek(straat.id, Soort.STRAAT, meetronde_code=meetronde, antwoorden=antwoorden)
                receive(session, inzending, Afzender(interviewer_id=world.bilal.id))


def dutch(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}notatie=nl"


def fetch(client, address: str) -> bytes:
    answer = client.get(address, headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8; header=present")
    return answer.content


def figures_of(maat: dict[str, Any]) -> dict[str, float]:
    """Every number of a measure in the JSON, under the name of its column."""
    found = {}
    for name, value in maat.items():
        if isinstance(value, dict):
            found |= {f"{name}{key.capitalize()}": number for key, number in value.items()}
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found[name] = value
    return found


@pytest.mark.usefixtures("both_rounds")
@pytest.mark.parametrize("address", [*SCORES, CHANGE])
def test_every_figure_in_the_table_for_excel_is_that_of_the_json(as_dashboard, address):
    content = fetch(as_dashboard, dutch(address))
    assert content.startswith(b"\xef\xbb\xbf")
    lines = polars.read_csv(content, separator=";", decimal_comma=True, infer_schema_length=None).to_dicts()
    told = as_dashboard.get(address).json()
    gebieden = told["gebieden"] if address == CHANGE else told if isinstance(told, list) else [told]
    by_name = {(line["gebiedCode"], line["groep"], line["maat"]): line for line in lines}
    compared = 0
    for gebied in gebieden:
        for groep in ("bewoners", "klanten"):
            for name, maat in gebied[groep].items():
                if not isinstance(maat, dict):
                    continue
                line = by_name.pop((gebied["gebied"]["code"], groep, name))
                for column, figure in figures_of(maat).items():
                    assert line[column] == figure, (column, line)
                    compared += 1
    assert compared > 100
    assert not by_name, "nor is there a line more"


@pytest.mark.usefixtures("both_rounds")
@pytest.mark.parametrize("address", [*SCORES, CHANGE])
def test_without_asking_the_table_is_as_it_was(as_dashboard, address):
    content = fetch(as_dashboard, address)
    assert not content.startswith(b"\xef\xbb\xbf")
    plain = list(csv.DictReader(io.StringIO(content.decode())))
    separator = "&" if "?" in address else "?"
    assert fetch(as_dashboard, f"{address}{separator}notatie=standaard") == content
    for_excel = csv.DictReader(io.StringIO(fetch(as_dashboard, dutch(address)).decode("utf-8-sig")), delimiter=";")
    for line, dutch_line in zip(plain, for_excel, strict=True):
        for column, cell in line.items():
            assert dutch_line[column] in (cell, cell.replace(".", ",")), column
            if column in ("reden", "toelichting", "gebiedNaam"):
                assert dutch_line[column] == cell, "a point in a text is no decimal point"


@pytest.mark.parametrize("address", [*SCORES, CHANGE])
def test_a_notation_we_do_not_have_is_refused(as_dashboard, address):
    separator = "&" if "?" in address else "?"
    answer = as_dashboard.get(f"{address}{separator}notatie=de", headers={"Accept": "text/csv"})
    assert answer.status_code == 400
    assert answer.json()["fouten"] == [{"veld": "notatie", "melding": "Kies uit: 'standaard' of 'nl'."}]


@pytest.mark.usefixtures("both_rounds")
@pytest.mark.parametrize("address", [SCORES[1], CHANGE])
def test_json_is_written_in_one_way(as_dashboard, address):
    assert as_dashboard.get(dutch(address)).json() == as_dashboard.get(address).json()


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("notatie", Notatie)
def test_a_name_or_a_note_never_runs_as_a_formula(as_dashboard, database, formula, notatie):
    with database.transaction() as session:
        session.get_one(Wijk, "crabbehof").name = formula
        session.get_one(Meetronde, demo.HERHAALMETING).note = formula
        for straat in session.exec(select(Straat).where(Straat.wijk_code == "crabbehof").limit(1)):
            straat.name = formula
    for path in ("wijkscores", "straatscores"):
        text = fetch(as_dashboard, f"{LIVE}/{path}?notatie={notatie}").decode("utf-8-sig")
        lines = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if notatie is Notatie.NL else ","))
        assert f"'{formula}" in {line["gebiedNaam"] for line in lines}
        assert {line["toelichting"] for line in lines} == {f"'{formula}"}
        assert not any((cell or "").startswith(tuple("=+-@\t")) for line in lines for cell in line.values())


@pytest.mark.parametrize(("notatie", "expected"), [(Notatie.STANDAARD, "-1.5,-2,-0.25"), (Notatie.NL, "-1,5;-2;-0,25")])
def test_a_number_below_zero_stays_a_number(notatie, expected):
    answer = csv_response(["a", "b", "c"], [{"a": -1.5, "b": -2, "c": Decimal("-0.25")}], notatie)
    assert answer.body.decode("utf-8-sig").splitlines()[1] == expected
