"""A CSV file with straten: first what it would change, then the change, and every faulty line by its number."""

import re
from html import unescape

import pytest
from sqlmodel import select

from app import demo
from app.models import Doel, Huishoudens, Meetronde, Straat, Wijk

HEADER = "wijkCode;wijkNaam;straatNaam"
NEW = f"{HEADER};bagId;huishoudens;doelStraat\ncrabbehof;Crabbehof;Nieuwe straat;0505300000000123;120;8\n"
PATH = "/gebieden/inlezen"


def preview(client, text: str | bytes, meetronde: str = demo.HERHAALMETING):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(PATH, data={"meetronde": meetronde}, files={"bestand": ("straten.csv", content)})


def carry_out(client, page: str):
    """What a browser sends when the button below a preview is pressed."""
    hidden = {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)}
    as_text = {name: (None, value.replace("\n", "\r\n")) for name, value in hidden.items()}
    return client.post(f"{PATH}/uitvoering", files=as_text, follow_redirects=False)


def counts(database) -> tuple[int, ...]:
    with database.transaction() as session:
        return tuple(len(session.exec(select(table)).all()) for table in (Wijk, Straat, Huishoudens, Doel))


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_a_preview_changes_nothing_and_the_second_step_does_what_it_said(as_anna, database):
    before = counts(database)
    page = preview(as_anna, NEW + "staart;Staart;Eerste straat;;;\n").text
    assert "Nieuwe wijken: 1 Nieuwe straten: 2 Nieuwe of andere aantallen in Herhaalmeting 2026: 2" in words(page)
    assert "Nieuwe straat, Crabbehof: huishoudens 120, was niet ingevuld" in words(page)
    assert counts(database) == before
    answer = carry_out(as_anna, page)
    assert (answer.status_code, answer.headers["location"]) == (303, "/gebieden?klaar=ingelezen")
    assert counts(database) == (before[0] + 1, before[1] + 2, before[2] + 1, before[3] + 1)
    with database.transaction() as session:
        straat = session.exec(select(Straat).where(Straat.name == "Nieuwe straat")).one()
        assert straat.bag_id == "0505300000000123"
        assert session.get_one(Huishoudens, (demo.HERHAALMETING, straat.id)).count == 120
        assert session.get_one(Doel, (demo.HERHAALMETING, straat.id, "straat")).count == 8


def test_twice_is_harmless(as_anna, database):
    carry_out(as_anna, preview(as_anna, NEW).text)
    after = counts(database)
    page = preview(as_anna, NEW).text
    assert "Er verandert niets." in page
    assert "Lees het zo in" not in page
    assert counts(database) == after


def test_another_number_is_shown_beside_what_stood_there(as_anna, database):
    carry_out(as_anna, preview(as_anna, NEW).text)
    page = preview(as_anna, NEW.replace(";120;8", ";130;9")).text
    assert "huishoudens van 120 naar 130" in words(page)
    carry_out(as_anna, page)
    with database.transaction() as session:
        straat = session.exec(select(Straat).where(Straat.name == "Nieuwe straat")).one()
        assert session.get_one(Huishoudens, (demo.HERHAALMETING, straat.id)).count == 130
        assert session.get_one(Doel, (demo.HERHAALMETING, straat.id, "straat")).count == 9


def test_a_wijk_keeps_its_name_here(as_anna, database):
    page = preview(as_anna, f"{HEADER}\ncrabbehof;Crabbefhof;Nieuwe straat\n", "").text
    assert "hier Crabbehof, in het bestand Crabbefhof" in words(page)
    carry_out(as_anna, page)
    with database.transaction() as session:
        assert session.get_one(Wijk, "crabbehof").name == "Crabbehof"


def test_what_changed_between_the_steps_is_shown_first(as_anna, database):
    page = preview(as_anna, NEW).text
    as_anna.post("/gebieden/wijken/crabbehof/straten", data={"naam": "Nieuwe straat"})
    before = counts(database)
    answer = carry_out(as_anna, page)
    assert answer.status_code == 409
    assert "Nieuwe straten: 0" in words(answer.text)
    assert counts(database) == before
    assert carry_out(as_anna, answer.text).status_code == 303


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ","])
def test_as_a_spreadsheet_saves_it(as_anna, database, encoding, separator):
    text = f"{HEADER}\r\nstaart;Staart;Café-“straat”\r\n".replace(";", separator)
    assert carry_out(as_anna, preview(as_anna, text.encode(encoding), "").text).status_code == 303
    with database.transaction() as session:
        assert session.exec(select(Straat.name).where(Straat.wijk_code == "staart")).all() == ["Café-“straat”"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("crabbehof;;Nieuw;;;", "regel 2: wijkNaam is leeg."),
        (f"crabbehof;Crabbehof;{'x' * 121};;;", "regel 2: straatNaam is te lang"),
        ("a/b;Nieuw;Nieuw;;;", "regel 2: wijkCode heeft hoogstens 60 letters"),
        ("crabbehof;Crabbehof;Nieuw;123;;", "regel 2: bagId heeft precies 16 cijfers."),
        ("crabbehof;Crabbehof;Nieuw;;-1;", "regel 2: huishoudens is een getal"),
        ("crabbehof;Crabbehof;Nieuw;;;²", "regel 2: doelStraat is een getal"),
        ("anders;Wielwijk;Nieuw;;;", "regel 2: De wijk “Wielwijk” heeft al een andere code: wielwijk."),
        ("a;Een;Nieuw;;;\na;Twee;Nieuw;;;", "regel 3: De wijk met code a heet eerder in het bestand “Een”."),
        ("a;Een;Nieuw;;;\nb;Een;Nieuw;;;", "regel 3: De wijk “Een” heeft al een andere code: a."),
        ("a;Een;Nieuw;;5;\na;Een;Nieuw;;6;", "regel 3: Deze straat staat eerder in het bestand met een ander aantal."),
        ("a;Een;Nieuw;;5;;;7", "regel 2: Er zijn meer cellen dan kolommen."),
    ],
)
def test_a_faulty_line_is_named_and_nothing_changes(as_anna, database, lines, message):
    before = counts(database)
    answer = preview(as_anna, f"{HEADER};bagId;huishoudens;doelStraat\n{lines}\n")
    assert answer.status_code == 400
    assert message in words(answer.text)
    assert "Er is niets veranderd." in answer.text
    assert counts(database) == before


def test_a_straat_twice_with_the_same_numbers_comes_once(as_anna, database):
    line = NEW.splitlines()[1]
    before = counts(database)
    carry_out(as_anna, preview(as_anna, f"{NEW}{line}\n").text)
    assert counts(database)[1] == before[1] + 1


def test_of_many_faulty_lines_the_first_are_named(as_anna):
    text = f"{HEADER}\n" + "crabbehof;Crabbehof;\n" * 60
    said = words(preview(as_anna, text, "").text)
    assert "regel 51:" in said
    assert "regel 52:" not in said
    assert "En nog 10 meldingen." in said


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Deze kolommen ontbreken: wijkCode, wijkNaam, straatNaam."),
        (b"wijkCode;straatNaam\na;b\n", "Deze kolommen ontbreken: wijkNaam."),
        (b"PK\x03\x04\0\0", "Dit bestand is geen tekst."),
        (NEW.encode(), "horen bij een meetronde"),
    ],
)
def test_a_file_that_is_no_such_table(as_anna, database, content, message):
    before = counts(database)
    answer = preview(as_anna, content, "")
    assert answer.status_code == 400
    assert message in answer.text
    assert counts(database) == before


def test_no_file_at_all(as_anna):
    assert "Kies eerst een bestand." in as_anna.post(PATH, data={"meetronde": ""}).text


def test_numbers_of_a_closed_meetronde_stay(as_anna, database):
    page = preview(as_anna, NEW).text
    as_anna.post(f"/meetronden/{demo.HERHAALMETING}/sluiting")
    before = counts(database)
    assert preview(as_anna, NEW).status_code == 409
    answer = carry_out(as_anna, page)
    assert answer.status_code == 409
    assert "Deze meetronde is gesloten." in answer.text
    assert counts(database) == before
    assert "Herhaalmeting 2026" not in as_anna.get(PATH).text


def test_a_text_that_was_tampered_with_changes_nothing(as_anna, database):
    before = counts(database)
    page = preview(as_anna, NEW).text
    assert carry_out(as_anna, page.replace(";120;8", ";120;8x")).status_code == 400
    assert carry_out(as_anna, page.replace(";120;8", ";120;9")).status_code == 409
    assert counts(database) == before


def test_fifty_thousand_lines(as_anna, database):
    """More than the framework takes in one field by itself, and some seconds of work."""
    lines = "".join(f"w{number // 500};Wijk {number // 500};Straat nummer {number};12\n" for number in range(50_000))
    page = preview(as_anna, f"{HEADER};huishoudens\n{lines}").text
    assert "Nieuwe wijken: 100 Nieuwe straten: 50.000" in words(page)
    assert "en nog 49.950" in words(page)
    before = counts(database)
    assert carry_out(as_anna, page).status_code == 303
    assert counts(database) == (before[0] + 100, before[1] + 50_000, before[2] + 50_000, before[3])


def test_a_file_that_is_too_large(as_anna):
    assert preview(as_anna, b"x" * 5_000_000, "").status_code == 413
    assert as_anna.post("/gebieden", data={"naam": "x" * 600_000}).status_code == 413


def test_a_wijk_with_many_straten_is_planned_at_once(as_anna, database):
    """Its form has more fields than the framework takes by itself."""
    with database.transaction() as session:
        session.add(Wijk(code="groot", name="Groot"))
        session.flush()
        session.add_all(Straat(wijk_code="groot", name=f"Straat {number}") for number in range(400))
    address = f"/meetronden/{demo.HERHAALMETING}/wijken/groot"
    fields = dict(re.findall(r'name="([\w.-]+)"[^>]*value="([^"]*)"', as_anna.get(address).text))
    form = {name: "3" if "." in name else value for name, value in fields.items()}
    assert len(form) == 1601
    assert as_anna.post(address, data=form, follow_redirects=False).status_code == 303
    with database.transaction() as session:
        doelen = session.exec(select(Doel.count).join(Straat).where(Straat.wijk_code == "groot")).all()
        assert doelen == [3] * 1200
        assert session.get_one(Meetronde, demo.HERHAALMETING).is_open


def test_a_file_is_for_coordinators(client, as_anna, as_bilal, as_dashboard, database):
    page = preview(as_anna, NEW).text
    before = counts(database)
    for stranger in (client, as_bilal, as_dashboard):
        assert preview(stranger, NEW).status_code == 401
        assert carry_out(stranger, page).status_code == 401
    as_anna.headers["Origin"] = "https://elders.example"
    assert carry_out(as_anna, page).status_code == 403
    assert counts(database) == before
