"""Figures of others: how they come in, who sees them where, and that no score knows of them."""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest

from app import demo
from app.domain.vragenlijst import Soort
from app.errors import InvalidInput
from app.interviews import Afzender, receive
from app.models import Wijk
from app.referentiecijfers import Ingelezen, beside_wijk, import_referentiecijfers, list_referentiecijfers
from app.table_file import decode_table
from tests.gesprekken import gesprek, straat_in
from tests.test_web_overzicht import words

HEADER = "gebiedCode;gebiedNaam;maat;periode;waarde;eenheid;bron"
LINE = "crabbehof;Crabbehof;leefbaarheid eigen buurt;2009;6,5;cijfer;Gemeente"
DEMO_FILE = Path(demo.__file__).parent / "referentiecijfers.csv"
ADDRESS = "/api/v1/referentiecijfers"
WIJK_PAGE = "/overzicht/wijken/crabbehof"


def file(*lines: str) -> str:
    return "\n".join([HEADER, *lines]) + "\n"


def stored(session) -> list[tuple[str, str, str, Decimal]]:
    return [(each.gebied_code, each.maat, each.periode, each.value) for each in list_referentiecijfers(session)]


@pytest.fixture
def monitor(database) -> None:
    """The municipal monitor of the demo."""
    with database.transaction() as session:
        assert import_referentiecijfers(session, DEMO_FILE.read_text(encoding="utf-8")) == Ingelezen(30, 0)


@pytest.mark.usefixtures("monitor")
def test_the_monitor_is_the_published_one(database):
    with database.transaction() as session:
        values = {(code, maat, periode): value for code, maat, periode, value in stored(session)}
    assert values["crabbehof", "leefbaarheid eigen buurt", "2016-2017"] == Decimal("6.3")
    assert values["wielwijk", "uitkering", "2017"] == Decimal("11.8")
    assert values["", "vertrouwen in de buurt", "2009"] == 17
    assert len(values) == 30


@pytest.mark.parametrize(
    "text",
    [
        file(LINE),
        file(LINE.replace("6,5", "6.5")),
        file(LINE.replace("6,5", "6,50")),
        file(LINE.replace("6,5", "6.5")).replace(";", ","),
        file(LINE).replace("\n", "\r\n"),
        f"\ufeff{file(LINE)}",
        file(f"  {LINE}  ", ""),
    ],
)
def test_however_the_file_is_written(session, text):
    assert import_referentiecijfers(session, text) == Ingelezen(1, 0)
    assert stored(session) == [("crabbehof", "leefbaarheid eigen buurt", "2009", Decimal("6.5"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_in_either_encoding(session, encoding):
    content = file(LINE.replace("Gemeente", "Gemeente – één bron, € 5")).encode(encoding)
    import_referentiecijfers(session, decode_table(content))
    assert [each.bron for each in list_referentiecijfers(session)] == ["Gemeente – één bron, € 5"]


@pytest.mark.parametrize("content", [file(LINE).encode("utf-16"), b"PK\x03\x04\x00\x81\x00", b"\x81"])
def test_what_is_no_text_is_refused(content):
    with pytest.raises(InvalidInput, match="CSV UTF-8"):
        decode_table(content)


def test_twice_is_harmless_and_another_value_replaces(session):
    other = "wielwijk;Wielwijk;uitkering;2017;11,8;procent;Gemeente"
    assert import_referentiecijfers(session, file(LINE, other)) == Ingelezen(2, 0)
    assert import_referentiecijfers(session, file(LINE, other)) == Ingelezen(0, 0)
    assert import_referentiecijfers(session, file(LINE.replace("6,5", "6,55"))) == Ingelezen(0, 1)
    assert stored(session) == [
        ("crabbehof", "leefbaarheid eigen buurt", "2009", Decimal("6.55")),
        ("wielwijk", "uitkering", "2017", Decimal("11.8")),
    ]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (LINE.replace("crabbehof", "nergens"), "Er is geen wijk “nergens”."),
        (LINE.replace("6,5", ""), "waarde is leeg."),
        (LINE.replace("Gemeente", " "), "bron is leeg."),
        (LINE.replace("2009", ""), "periode is leeg."),
        (LINE.replace("6,5", "zes"), "waarde is een getal"),
        (LINE.replace("6,5", "6,555"), "waarde is een getal"),
        (LINE.replace("6,5", "-6"), "waarde is een getal"),
        (LINE.replace("6,5", "٦"), "waarde is een getal"),
        (LINE.replace("6,5", "10,1"), "van 1 tot en met 10."),
        (LINE.replace("6,5", "0,5"), "van 1 tot en met 10."),
        (LINE.replace("6,5;cijfer", "100,01;procent"), "van 0 tot en met 100."),
        (LINE.replace("cijfer", "punten"), "eenheid is cijfer of procent."),
        (LINE.replace("leefbaarheid", "l" * 60), "maat heeft hoogstens 60 tekens."),
        (LINE.replace("2009", "2" * 21), "periode heeft hoogstens 20 tekens."),
        (LINE.replace("Gemeente", "b" * 201), "bron heeft hoogstens 200 tekens."),
        (f"{LINE};extra", "meer cellen dan kolommen"),
        (LINE.split(";cijfer")[0], "eenheid is leeg."),
    ],
)
def test_a_faulty_line_is_named_and_nothing_comes_in(session, line, complaint):
    good = "wielwijk;Wielwijk;uitkering;2017;11,8;procent;Gemeente"
    with pytest.raises(InvalidInput) as refused:
        import_referentiecijfers(session, file(good, line))
    assert {fault.veld for fault in refused.value.faults} == {"regel 3"}
    assert any(complaint in fault.melding for fault in refused.value.faults), refused.value.faults
    assert stored(session) == []


def test_every_faulty_line_is_named_at_once(session):
    cities = ";Dordrecht;uitkering;2009;3,7;procent;G", ";Rotterdam;a;b;1;cijfer;G"
    lines = [LINE, LINE, LINE.replace("6,5", "x"), *cities]
    with pytest.raises(InvalidInput) as refused:
        import_referentiecijfers(session, file(*lines))
    assert [fault.veld for fault in refused.value.faults] == ["regel 3", "regel 4", "regel 4", "regel 6"]
    assert "al op een eerdere regel" in refused.value.faults[0].melding
    assert "De hele plaats heet al “Dordrecht”" in refused.value.faults[-1].melding
    assert stored(session) == []


def test_two_places_do_not_pass_for_one_in_two_files(session):
    import_referentiecijfers(session, file(";Dordrecht;uitkering;2009;3,7;procent;G"))
    with pytest.raises(InvalidInput):
        import_referentiecijfers(session, file(";Rotterdam;uitkering;2017;9;procent;G"))


@pytest.mark.parametrize("text", ["", "gebiedCode;maat\ncrabbehof;x\n", "x" * 200_000, f'{HEADER}\n"{"x" * 200_000}'])
def test_what_is_not_such_a_table_is_refused(session, text):
    with pytest.raises(InvalidInput) as refused:
        import_referentiecijfers(session, text)
    assert refused.value.faults
    assert stored(session) == []


@pytest.mark.usefixtures("monitor")
def test_a_wijk_stands_beside_the_other_wijk_and_the_city(database):
    with database.transaction() as session:
        (source,) = beside_wijk(session, session.get_one(Wijk, "wielwijk"))
    assert source.gebieden == ["Wielwijk", "Crabbehof", "Dordrecht"]
    rows = {maat: [[(str(each.value), each.periode) for each in cell] for cell in cells] for maat, cells in source.rows}
    assert rows["leefbaarheid eigen buurt"] == [
        [("6.6", "2009"), ("6.6", "2017")],
        [("6.5", "2009"), ("6.3", "2016-2017")],
        [("7.1", "2009"), ("7.2", "2016-2017")],
    ]
    assert len(rows) == 5


def test_only_what_was_measured_in_the_wijk_stands_there_and_per_source(session):
    lines = [
        LINE,
        ";Dordrecht;leefbaarheid eigen buurt;2009;7,1;cijfer;Gemeente",
        ";Dordrecht;uitkering;2009;3,7;procent;Gemeente",
        "crabbehof;Crabbehof;veilig;2023;40;procent;Corporatie",
        "wielwijk;Wielwijk;sport;2023;40;procent;Sportbond",
    ]
    import_referentiecijfers(session, file(*lines))
    sources = beside_wijk(session, session.get_one(Wijk, "crabbehof"))
    assert [(source.bron, source.gebieden, [maat for maat, _ in source.rows]) for source in sources] == [
        ("Corporatie", ["Crabbehof"], ["veilig"]),
        ("Gemeente", ["Crabbehof", "Dordrecht"], ["leefbaarheid eigen buurt"]),
    ]


@pytest.mark.usefixtures("monitor")
def test_the_page_of_a_wijk_shows_them_apart(as_anna):
    page = words(as_anna.get(WIJK_PAGE).text).split("Andere cijfers over deze wijk")[1]
    assert "door anderen gemeten, op een andere manier" in page
    assert "Bron: Gemeentelijke monitor van Dordrecht" in page
    assert re.search(r"Leefbaarheid eigen buurt 6,5 \(2009\) 6,3 \(2016-2017\) 6,6 \(2009\)", page)
    assert "8,9 % (2009) 12,6 % (2016-2017)" in page
    assert "78 % (2009)" in page


def test_a_wijk_that_nobody_else_measured_has_no_such_part(as_anna):
    assert "Andere cijfers" not in as_anna.get(WIJK_PAGE).text


@pytest.mark.usefixtures("monitor")
def test_every_visitor_may_read_them(as_dashboard, as_anna, as_bilal, client):
    for visitor in (as_dashboard, as_anna, as_bilal):
        assert len(visitor.get(ADDRESS).json()) == 30
    assert client.get(ADDRESS).status_code == 401


@pytest.mark.usefixtures("monitor")
def test_the_figures_of_one_gebied(as_dashboard):
    crabbehof = as_dashboard.get(f"{ADDRESS}?gebied=crabbehof").json()
    assert len(crabbehof) == 10
    assert crabbehof[2] == {
        "gebiedCode": "crabbehof",
        "gebiedNaam": "Crabbehof",
        "maat": "leefbaarheid eigen buurt",
        "periode": "2009",
        "waarde": 6.5,
        "eenheid": "cijfer",
        "bron": "Gemeentelijke monitor van Dordrecht, zoals aangehaald in “Met elkaar voor de wijk” (Erik Sterk, 2020)",
    }
    assert {each["gebiedNaam"] for each in as_dashboard.get(f"{ADDRESS}?gebied=").json()} == {"Dordrecht"}
    assert as_dashboard.get(f"{ADDRESS}?gebied=nergens").status_code == 404
    assert as_dashboard.get(f"{ADDRESS}?wijk=crabbehof").status_code == 400


@pytest.mark.usefixtures("monitor")
def test_they_come_in_pages(as_dashboard):
    seen, address = [], f"{ADDRESS}?limit=7"
    while address:
        answer = as_dashboard.get(address)
        seen += answer.json()
        address = answer.links.get("next", {}).get("url")
    assert seen == as_dashboard.get(ADDRESS).json()


@pytest.mark.usefixtures("monitor")
@pytest.mark.parametrize("notatie", ["standaard", "nl"])
def test_the_table_is_the_json_and_can_be_brought_in_again(as_dashboard, database, notatie):
    answer = as_dashboard.get(f"{ADDRESS}?notatie={notatie}", headers={"Accept": "text/csv"})
    text = decode_table(answer.content)
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";" if notatie == "nl" else ","))
    told = as_dashboard.get(ADDRESS).json()
    assert [line | {"waarde": float(line["waarde"].replace(",", "."))} for line in lines] == told
    assert ("6,5" in text) == (notatie == "nl")
    with database.transaction() as session:
        assert import_referentiecijfers(session, text) == Ingelezen(0, 0)


def test_no_score_and_no_change_knows_of_them(as_dashboard, database, world):
    with database.transaction() as session:
        straat = straat_in(session, "crabbehof")
        for meetronde in (demo.NULMETING, demo.HERHAALMETING):
            for number in range(6):
                antwoorden = {"schoon": 5 + number % 3}
                inzending = gesprek(straat.id, Soort.STRAAT, meetronde_code=meetronde, antwoorden=antwoorden)
                receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
    live = f"/api/v1/meetrondes/{demo.NULMETING}/voorlopig"
    addresses = [f"{live}/{path}" for path in ("score", "wijkscores", "straatscores")]
    addresses.append(f"{live}/vergelijking/{demo.HERHAALMETING}")
    before = [as_dashboard.get(address).json() for address in addresses]
    assert before[0]["bewoners"]["schoon"]["gemiddelde"] == 6
    ours = ["schoon", "straatladder", "tevredenheid"]
    lines = [f"{code};{code or 'Dordrecht'};{maat};2019;1;cijfer;G" for code in ("", "crabbehof") for maat in ours]
    with database.transaction() as session:
        assert import_referentiecijfers(session, file(*lines)) == Ingelezen(6, 0)
    assert [as_dashboard.get(address).json() for address in addresses] == before
