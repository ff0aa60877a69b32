"""Interviews as a file: whatever the format, the same answers, nothing that leads to a person, and a record of it."""

import csv
import io
import os
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4
from zipfile import ZipFile

import openpyxl
import pyreadstat
import pytest
from sqlmodel import select

from app import demo
from app.domain.vragenlijst import Soort
from app.errors import InvalidInput
from app.gebieden import find_wijk
from app.interviews import Afzender, receive
from app.models import Formaat, Meetronde, Status, Uitvoer, Vorm
from app.uitvoer import Uitvoerkeuze, ask_uitvoer, list_uitvoeren, make_uitvoer, note_fetched, workbook
from app.uitvoer.pickup import KEPT_SECONDS, Pickup, Stand, Voortgang
from app.uitvoer.tables import Table
from tests.gesprekken import decide, gesprek, portiek_in, straat_in

BEGAN = datetime(2026, 9, 3, 13, 47, 21, tzinfo=UTC)
ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what is no longer about the database."""

FORMULA = '=HYPERLINK("http://x.example")'


@pytest.fixture
def held(database, world) -> list[UUID]:
    """Thirty interviews of every kind in two wijken, one refusal, one sent back and one rejected."""
    with database.transaction() as session:
        straten = [straat_in(session, wijk) for wijk in ("crabbehof", "wielwijk")]
        portiek = portiek_in(session, "crabbehof")
        held = [
            gesprek(straten[number % 2].id, list(Soort)[number % 3], started_at=BEGAN, antwoorden=_said(number))
            for number in range(30)
        ]
        refused = gesprek(straten[0].id, started_at=BEGAN)
        refused.antwoorden.clear()
        refused.antwoorden["toestemming"] = "nee"
        at_portiek = gesprek(portiek.straat_id, Soort.PORTIEK, started_at=BEGAN, portiek_id=portiek.id)
        for each in (*held, at_portiek, refused):
            receive(session, each, Afzender(interviewer_id=world.bilal.id))
        session.flush()
        decide(session, held[0].id, Status.TERUGGESTUURD)
        decide(session, held[1].id, Status.AFGEKEURD)
        decide(session, held[2].id, Status.GOEDGEKEURD)
        return [each.id for each in (*held, at_portiek)]


def _said(number: int) -> dict[str, object]:
    said = {"schoon": number % 10 + 1, "straatladder": ["weet_niet", "wil_niet_zeggen", 2, 5][number % 4]}
    return said | {"leefbaarheidsladder": number % 5 + 1, "meer_doen": FORMULA if number == 3 else f"Wens\n{number}"}


@pytest.fixture
def export(database, world, tmp_path):
    """Make a file of the herhaalmeting as it was asked for, and say where it is."""

    def export(formaat: Formaat = Formaat.CSV, vorm: Vorm = Vorm.BREED, wijk: str = "", **asked) -> Path:
        with database.transaction() as session:
            keuze = Uitvoerkeuze(
                session.get_one(Meetronde, demo.HERHAALMETING),
                find_wijk(session, wijk) if wijk else None,
                formaat=formaat,
                vorm=vorm,
                **asked,
            )
            uitvoer_id = ask_uitvoer(session, world.anna, keuze).id
        target = tmp_path / f"{uitvoer_id}.{formaat}"
        make_uitvoer(database, uitvoer_id, target, lambda _done, _every: None)
        return target

    return export


EVERYTHING = {"with_text": True, "with_straat": True, "reason": "Citaten voor het rapport."}


def read(file: Path, formaat: Formaat, vorm: Vorm, codes: Mapping[tuple[str, str], str]) -> list[list[str]]:
    """The rows of a file as text, the header first, in the order of what they say."""
    name = "interviews" if vorm is Vorm.BREED else "antwoorden"
    match formaat:
        case Formaat.XLSX:
            sheet = openpyxl.load_workbook(file)[name.capitalize()]
            rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        case Formaat.SAV:
            rows = read_sav(file, codes)
        case _:
            rows = read_csv(file, name, ";" if formaat is Formaat.CSV_NL else ",")
    header, *rest = rows
    assert header[0] == "rij"
    return [header[1:], *sorted(row[1:] for row in rest)]


def read_csv(file: Path, name: str, delimiter: str = ",") -> list[list[str]]:
    with ZipFile(file) as archive:
        text = archive.read(f"{name}.csv").decode("utf-8")
    assert text.startswith("\ufeff") == (delimiter == ";"), "only a Dutch Excel needs a byte order mark"
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    return [[cell.removeprefix("'") for cell in row] for row in rows]


def read_sav(file: Path, codes: Mapping[tuple[str, str], str]) -> list[list[str]]:
    """What SPSS has as numbers, in the codes of the other formats: by the words of the numbers, not by our own list."""
    columns, about = pyreadstat.read_sav(file, user_missing=True, output_format="dict")
    labels = about.variable_value_labels

    def decode(name: str, value: object) -> str:
        if isinstance(value, str):
            return value
        if not isinstance(value, float) or value != value:
            return ""
        label = labels.get(name, {}).get(value, "")
        return codes.get((name, label), str(int(value))).replace("(leeg)", "")

    return [list(columns), *([*map(decode, columns, row)] for row in zip(*columns.values(), strict=True))]


def test_every_format_holds_the_same_interviews(held, export):
    codes = {
        (name, label): code
        for vorm in Vorm
        for name, code, label, *_ in read_csv(export(vorm=vorm, **EVERYTHING), "codes")
    }
    for vorm in Vorm:
        expected = read(export(vorm=vorm, **EVERYTHING), Formaat.CSV, vorm, codes)
        assert len(expected) > len(held) - 2
        for formaat in Formaat:
            assert read(export(formaat, vorm, **EVERYTHING), formaat, vorm, codes) == expected, (formaat, vorm)


def test_the_file_holds_what_was_said(held, export):
    header, *rows = read_csv(export(wijk="wielwijk", soort=Soort.KLANT, **EVERYTHING), "interviews")
    found = [dict(zip(header, row, strict=True)) for row in rows]
    assert sorted(each["meer_doen"] for each in found) == sorted(f"Wens\n{number}" for number in (5, 11, 17, 23, 29))
    one = next(each for each in found if each["meer_doen"] == "Wens\n11")
    assert one["schoon"] == "2"
    assert one["straatladder"] == "5"
    assert (one["diensten.praatje"], one["diensten.zwerfvuil"], one["diensten_anders"]) == ("1", "0", "")
    assert (one["wachttijd"], one["terugkomen"]) == ("2", "geen_antwoord")
    assert (one["wijk"], one["soort"], one["beoordeling"]) == ("Wielwijk", "klant", "nieuw")
    assert int(one["huishoudens"]) > 0


@ONE_DATABASE
def test_spss_knows_what_is_no_answer(held, export):
    _, about = pyreadstat.read_sav(export(Formaat.SAV), metadataonly=True, user_missing=True)
    assert about.missing_ranges["straatladder"] == [{"lo": -9.0, "hi": -6.0}]
    assert about.variable_value_labels["straatladder"][-8.0] == "Weet niet"
    assert about.column_names_to_labels["schoon"] == "Hoe schoon vindt u de wijk? Geef een cijfer."
    means, _ = pyreadstat.read_sav(export(Formaat.SAV), usecols=["leefbaarheidsladder"], output_format="dict")
    known = [value for value in means["leefbaarheidsladder"] if value == value and value is not None]
    assert set(known) == {2.0, 3.0, 4.0, 5.0}, "as SPSS itself averages it, without “weet niet”"


@ONE_DATABASE
def test_nothing_in_it_leads_to_a_person(held, export, world):
    names = [world.bilal.name, world.anna.name, world.anna.email, "Ingang"]
    moments = ["13:47", "15:47", "2026-09-03", "3-9-2026", str(BEGAN.timestamp())]
    secrets = [text for each in held for text in (str(each), each.hex)] + [str(world.bilal.id), *names, *moments]
    for formaat in Formaat:
        for vorm in Vorm:
            bytes_of = _unpacked(export(formaat, vorm, **EVERYTHING))
            assert [secret for secret in secrets if secret.encode() in bytes_of] == []
            plain = _unpacked(export(formaat, vorm))
            straat = b"Troelstraweg"
            assert b"Wens" not in plain
            assert straat not in plain
            assert b"vertrouwelijk" in plain


def _unpacked(file: Path) -> bytes:
    """All that stands in a file, also in the files within it."""
    if file.read_bytes()[:2] != b"PK":
        return file.read_bytes()
    with ZipFile(file) as archive:
        return b"".join(archive.read(name) + name.encode() for name in archive.namelist())


@ONE_DATABASE
def test_a_spreadsheet_runs_nothing(held, export):
    for formaat, delimiter in ((Formaat.CSV, ","), (Formaat.CSV_NL, ";")):
        with ZipFile(export(formaat, **EVERYTHING)) as archive:
            text = archive.read("interviews.csv").decode("utf-8-sig")
        cells = {cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row}
        assert f"'{FORMULA}" in cells
        assert FORMULA not in cells
    sheet = openpyxl.load_workbook(export(Formaat.XLSX, **EVERYTHING))["Interviews"]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    assert [cell.data_type for cell in found] == ["s"]


def test_who_refused_or_was_rejected_is_never_in_it(held, export):
    def statuses(*wanted: Status) -> dict[str, int]:
        rows = read_csv(export(statuses=wanted), "interviews")
        return dict(Counter(row[rows[0].index("beoordeling")] for row in rows[1:]))

    assert statuses(Status.NIEUW, Status.GOEDGEKEURD) == {"nieuw": 28, "goedgekeurd": 1}
    assert statuses(Status.GOEDGEKEURD) == {"goedgekeurd": 1}
    assert statuses(Status.TERUGGESTUURD) == {"teruggestuurd": 1}
    assert dict(read_csv(export(), "lees-mij"))["Niet meegedaan"] == "1"
    with pytest.raises(InvalidInput, match="geen bestand gemaakt"):
        statuses(Status.AFGEKEURD)


@ONE_DATABASE
def test_two_files_have_neither_number_nor_order_in_common(held, export):
    first, second = (read_csv(export(**EVERYTHING), "interviews") for _ in range(2))
    assert sorted(row[1:] for row in first) == sorted(row[1:] for row in second)
    assert [row[1:] for row in first] != [row[1:] for row in second]
    assert [row[0] for row in first] == ["rij", *map(str, range(1, 30))]


@ONE_DATABASE
def test_a_file_without_interviews_has_its_columns_and_its_codebook(export):
    for formaat in Formaat:
        for vorm in Vorm:
            (header,) = read(export(formaat, vorm, **EVERYTHING), formaat, vorm, {})
            assert {"wijk", "straat", "vragenlijst"} <= set(header)
    assert len(read_csv(export(), "codes")) > 50
    workbook = openpyxl.load_workbook(export(Formaat.XLSX))
    assert workbook.sheetnames == ["Lees mij", "Interviews", "Codeboek", "Codes"]


def test_it_is_written_down_who_took_what(held, export, database):
    export(Formaat.SAV, Vorm.LANG, "wielwijk", soort=Soort.STRAAT, **EVERYTHING)
    with database.transaction() as session:
        ((uitvoer, name, meetronde, wijk),) = list_uitvoeren(session, 10)
        assert (name, meetronde, wijk, uitvoer.soort, uitvoer.count) == (
            "Anna",
            "Herhaalmeting 2026",
            "Wielwijk",
            "straat",
            5,
        )
        assert (uitvoer.formaat, uitvoer.vorm, uitvoer.with_text, uitvoer.with_straat) == ("sav", "lang", True, True)
        assert uitvoer.statuses == ["nieuw", "goedgekeurd"]
        assert uitvoer.reason == "Citaten voor het rapport."
        assert uitvoer.finished_at is not None
        assert uitvoer.fetched_at is None
        note_fetched(session, uitvoer.id)
        assert uitvoer.fetched_at is not None


@pytest.mark.parametrize(
    "wrong",
    [{"statuses": ()}, {"with_text": True}, {"with_straat": True, "reason": " "}, {"reason": "x" * 1001}],
    ids=lambda wrong: next(iter(wrong)),
)
@ONE_DATABASE
def test_what_was_not_asked_for_rightly_is_not_made(database, world, wrong):
    with pytest.raises(InvalidInput) as refused, database.transaction() as session:
        ask_uitvoer(session, world.anna, Uitvoerkeuze(session.get_one(Meetronde, demo.HERHAALMETING), **wrong))
    assert refused.value.faults
    with database.transaction() as session:
        assert session.exec(select(Uitvoer)).all() == []


def test_a_file_waits_an_hour_where_nobody_else_can_look(tmp_path):
    pickup, uitvoer_id, other_id = Pickup(tmp_path / "uitvoer"), uuid4(), uuid4()
    for each in (uitvoer_id, other_id):
        pickup.open(each)
        pickup.file(each).write_text("interviews")
    assert pickup.file(uitvoer_id).parent.stat().st_mode & 0o077 == 0
    pickup.note(uitvoer_id, Voortgang(Stand.KLAAR, 3, 3))
    long_ago = time.time() - KEPT_SECONDS - 1
    os.utime(pickup.file(other_id).parent, (long_ago, long_ago))
    pickup.sweep()
    assert pickup.voortgang(other_id) is None
    assert pickup.voortgang(uitvoer_id) == Voortgang(Stand.KLAAR, 3, 3)
    pickup.remove(uitvoer_id)
    assert list((tmp_path / "uitvoer").iterdir()) == []
    (tmp_path / "uitvoer").chmod(0o755)
    with pytest.raises(InvalidInput, match="andere"):
        pickup.open(uuid4())


def test_what_does_not_fit_on_a_sheet_goes_on_on_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "ROWS_PER_SHEET", 10)
    rows = Table("antwoorden", ("rij", "antwoord"), [[number, f"\x07{number}"] for number in range(20)])
    papers = (Table("lees mij", ("onderwerp", "uitleg"), []),)
    workbook.write_workbook(tmp_path / "uit.xlsx", rows, papers, BEGAN)
    sheets = openpyxl.load_workbook(tmp_path / "uit.xlsx")
    assert sheets.sheetnames == ["Lees mij", "Antwoorden", "Antwoorden 2"]
    assert [row[0] for row in sheets["Antwoorden 2"].iter_rows(values_only=True)] == ["rij", *range(10, 20)]
    assert BEGAN.date() == sheets.properties.created.date()
    assert sheets.properties.created.hour == 0
