"""The command line: a demo that keeps its data, a strict production start, and the first people, streets and keys."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial

import httpx
import pytest
from sqlalchemy import delete
from sqlmodel import select

from app import demo
from app.cli.serving import wait_for_database
from app.database import Database
from app.errors import InvalidInput
from app.models import (
    ApiSleutel,
    Gebruiker,
    Huishoudens,
    Interview,
    Meetronde,
    Referentiecijfer,
    Straat,
    Telstand,
)
from tests.commands import run_command

START = "from app.cli import main; main()"


@pytest.fixture
def empty_url(tmp_path) -> str:
    return f"sqlite:///{tmp_path / 'leeg.sqlite3'}"


@pytest.fixture
def run(monkeypatch, empty_url, capsys, tmp_path):
    """Run a command on an empty database: its exit code, what it said, and what it complained of."""
    monkeypatch.setenv("DATABASE_URL", empty_url)
    monkeypatch.setenv("WIJKPEIL_PUBLIC_URL", "https://wijkpeil.example")
    monkeypatch.chdir(tmp_path)
    return partial(run_command, monkeypatch, capsys)


@contextmanager
def started(command: str, url: str, directory, **environment: str):
    """A server from the command line on a free port, until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": url, "WIJKPEIL_PORT": str(port), **environment}
    process = subprocess.Popen(
        [sys.executable, "-c", START, command], cwd=directory, env=environment, stdout=subprocess.PIPE, text=True
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 30
        while not _answers(f"{address}/inloggen"):
            assert process.poll() is None, "the server stopped"
            assert time.monotonic() < deadline, "the server did not start"
        yield process, address
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=1).status_code == 200
    except httpx.TransportError:
        return False


def test_the_demo_says_how_to_get_in_and_keeps_its_data(empty_url, tmp_path):
    with started("demo", empty_url, tmp_path) as (process, address):
        welcome = "".join(iter(process.stdout.readline, "Stoppen: Ctrl+C. Wat u doet blijft bewaard.\n"))
        assert demo.ANNA_EMAIL in welcome
        assert demo.ANNA_PASSWORD in welcome
        header, url = re.search(r'curl -H "Authorization: (.*)" (http\S+)', welcome).groups()
        assert httpx.get(url, headers={"Authorization": header}).json()[0]["bewoners"]["interviews"] > 0
        link = re.search(rf"{address}/koppelen/\S+", welcome)[0]
        with httpx.Client(headers={"Origin": address}) as phone:
            assert phone.post(link).headers["location"] == "/telefoon/welkom"
            assert "toestel" in phone.cookies
    before = _interviews(empty_url)
    assert before > 100
    with started("demo", empty_url, tmp_path):
        assert _interviews(empty_url) == before


def test_a_real_start_has_no_demo_data(empty_url, tmp_path):
    with started("serve", empty_url, tmp_path):
        assert _interviews(empty_url) == 0


def test_a_real_start_refuses_the_demo_world_and_an_address_without_tls(run, empty_url, monkeypatch):
    database = Database(empty_url)
    database.migrate()
    with database.transaction() as session:
        demo.people_and_places(session)
    monkeypatch.setenv("WIJKPEIL_PUBLIC_URL", "http://wijkpeil.example")
    code, _, complaint = run("serve")
    assert code == 1
    assert "demowereld" in complaint
    assert "https://" in complaint


@pytest.mark.parametrize("password", ["", ":wijkpeil", ":postgres", ":Password"])
def test_a_real_start_refuses_a_password_that_can_be_guessed(password):
    from app.cli.serving import _objections
    from app.settings import Settings

    settings = Settings(_env_file=None, WIJKPEIL_PUBLIC_URL="https://wijkpeil.example", DATABASE_URL="sqlite://")
    empty = Database("sqlite://")
    empty.migrate()
    with empty.transaction() as session:
        guessed = Database(f"postgresql+psycopg://wijkpeil{password}@db/wijkpeil")
        assert any("DATABASE_URL" in objection for objection in _objections(settings, guessed, session))
        strong = Database("postgresql+psycopg://wijkpeil:4f6b1c9a8d2e@db/wijkpeil")
        assert not any("DATABASE_URL" in objection for objection in _objections(settings, strong, session))


def test_without_its_database_a_start_waits_and_a_command_says_so(run, monkeypatch):
    waited = []

    def patience(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 2:
            raise KeyboardInterrupt

    away = "postgresql+psycopg://wijkpeil:4f6b1c9a8d2e@127.0.0.1:1/wijkpeil"
    with pytest.raises(KeyboardInterrupt):
        wait_for_database(Database(away), sleep=patience)
    assert waited == [2, 2]
    wait_for_database(Database("sqlite://"), sleep=patience)
    monkeypatch.setenv("DATABASE_URL", away)
    code, _, complaint = run("koppelcode", "Bilal")
    assert code == 1
    assert complaint.splitlines()[-1].startswith("De database is even niet bereikbaar.")


@pytest.mark.parametrize("wrong", ["niemand@/postgres", "wijkpeil@/nergens"])
def test_a_start_that_the_database_refuses_says_so_at_once(postgres_server, wrong):
    role, _, name = wrong.partition("/")
    address = f"postgresql+psycopg://{role}{postgres_server.rpartition('@')[2]}/{name}"
    with pytest.raises(InvalidInput, match="laat Wijkpeil niet binnen") as refused:
        wait_for_database(Database(address), sleep=lambda _: pytest.fail("it waits for what will not come"))
    assert "does not exist" in refused.value.detail, "what PostgreSQL itself says of it"


def test_a_demo_does_not_start_on_real_data(run):
    run("meetronde", "herhaalmeting-2027", "Herhaalmeting 2027", "2027-03-01")
    run("coordinator", "Anna", "anna@wijk.example", "--wachtwoord", "een lang wachtwoord")
    code, _, complaint = run("demo")
    assert code == 1
    assert "echte gegevens" in complaint


def test_a_new_project_from_nothing(run, empty_url, tmp_path):
    streets = tmp_path / "straten.csv"
    streets.write_text(
        "wijkCode;wijkNaam;straatNaam;huishoudens\ncrabbehof;Crabbehof;Nassauweg;120\n", encoding="utf-8"
    )
    assert run("meetronde", "herhaalmeting-2027", "Herhaalmeting 2027", "2027-03-01", "2027-06-30")[0] == 0
    code, said, _ = run("gebieden", str(streets), "--meetronde", "herhaalmeting-2027")
    assert (code, said) == (0, "Nieuwe wijken: 1. Nieuwe straten: 1.\n")
    assert run("coordinator", "Anna", "anna@wijk.example", "--wachtwoord", "een lang wachtwoord")[0] == 0
    assert "https://wijkpeil.example/herstel/" in run("wachtwoord", "anna@wijk.example")[1]
    code, said, _ = run("interviewer", "Bilal", "crabbehof")
    assert "https://wijkpeil.example/koppelen/" in said
    code, again, _ = run("koppelcode", "Bilal")
    assert again != said
    code, key, _ = run("sleutel", "Dashboard", "--recht", "scores:voorlopig")
    assert key.startswith("wp_")
    with Database(empty_url).transaction() as session:
        assert session.exec(select(Meetronde)).one().is_open
        assert session.exec(select(Straat)).one().name == "Nassauweg"
        assert session.exec(select(Huishoudens)).one().count == 120
        assert {person.name for person in session.exec(select(Gebruiker))} == {"Anna", "Bilal"}
        assert key.strip() not in str(session.exec(select(ApiSleutel)).one())
    assert run("sleutel-intrekken", "Dashboard")[0] == 0
    with Database(empty_url).transaction() as session:
        assert session.exec(select(ApiSleutel)).one().revoked_at is not None


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["koppelcode", "Karel"], "Er is geen interviewer “Karel”."),
        (["wachtwoord", "anna@wijk.example"], "Er is geen coördinator met het adres “anna@wijk.example”."),
        (["interviewer", "Karel", "nergens"], "Er is geen wijk “nergens”."),
        (["sleutel-intrekken", "Niets"], "Er is geen werkende sleutel “Niets”."),
        (
            ["coordinator", "Anna", "anna@wijk.example", "--wachtwoord", "kort"],
            "wachtwoord: Neem een wachtwoord van 12",
        ),
        (["meetronde", "x", "X", "2027-03-01", "2026-03-01"], "einddatum: De einddatum ligt voor de begindatum."),
    ],
)
def test_what_goes_wrong_is_said_in_dutch(run, arguments, complaint):
    code, _, said = run(*arguments)
    assert code == 1
    assert complaint in said
    assert "Traceback" not in said


def test_a_wrong_telstand_is_told_of_and_mended(run, empty_url):
    database = Database(empty_url)
    database.migrate()
    with database.transaction() as session:
        demo.fill(session)
    assert run("controleer") == (0, "De telstand klopt met de antwoorden.\n", "")
    with database.transaction() as session:
        wrong = session.exec(
            select(Telstand).where(Telstand.soort == "klant", Telstand.status == "goedgekeurd")
        ).first()
        straat = session.get_one(Straat, wrong.straat_id)
        counted = wrong.counts["#interview/1"]
        wrong.counts = wrong.counts | {"#interview/1": counted + 2, "#weigering/9": 1, "#antwoord/x": 3, "schoon/x": 4}
        place = f"  {wrong.meetronde_code}, {straat.name} ({straat.wijk_code}), soort klant, status goedgekeurd: "
    code, said, _ = run("controleer")
    assert code == 1
    assert f"{place}interviews met versie 1 staat op {counted + 2}, geteld is {counted}\n" in said
    assert f"{place}weigeringen bij versie 9 staat op 1, geteld is 0\n" in said
    assert f"{place}mensen die “x” beantwoordden staat op 3, geteld is 0\n" in said
    assert f"{place}“schoon” met antwoord “x” staat op 4, geteld is 0\n" in said
    assert "`wijkpeil hertel`" in said
    assert run("hertel")[1] == "De telstand is opnieuw gemaakt. Regels die niet klopten: 1.\n"
    assert run("controleer")[0] == 0
    with database.transaction() as session:
        session.connection().execute(delete(Telstand))
    code, said, _ = run("controleer")
    assert code == 1
    assert re.search(r"\n  en nog \d+\n", said)


@pytest.mark.parametrize("content", [b"naam\n\xff", b"wijk,straat\na,b\n", b"wijkCode,wijkNaam,straatNaam\n,,\n"])
def test_a_bad_file_brings_nothing_in(run, empty_url, tmp_path, content):
    streets = tmp_path / "straten.csv"
    streets.write_bytes(content)
    assert run("gebieden", str(streets))[0] == 1
    Database(empty_url).migrate()
    with Database(empty_url).transaction() as session:
        assert session.exec(select(Straat)).all() == []


def test_figures_of_others_come_in_whole_or_not_at_all(run, empty_url, tmp_path):
    header = "gebiedCode;gebiedNaam;maat;periode;waarde;eenheid;bron\n"
    table = tmp_path / "monitor.csv"
    table.write_text(f"{header};Dordrecht;uitkering;2009;3,7;procent;Gemeente – één\n", encoding="cp1252")
    assert run("referentiecijfers", str(table))[:2] == (0, "Nieuwe cijfers: 1. Gewijzigd: 0.\n")
    lines = ";Dordrecht;uitkering;2009;3,8;procent;Gemeente\ncrabbehof;Crabbehof;uitkering;2009;8,9;procent;Gemeente\n"
    table.write_text(header + lines, encoding="utf-8")
    code, _, complaint = run("referentiecijfers", str(table))
    assert code == 1
    assert "regel 3: Er is geen wijk “crabbehof”." in complaint
    with Database(empty_url).transaction() as session:
        kept = session.exec(select(Referentiecijfer)).one()
        assert (str(kept.value), kept.bron) == ("3.7", "Gemeente – één")


def _interviews(url: str) -> int:
    database = Database(url)
    with database.transaction() as session:
        count = len(session.exec(select(Interview)).all())
    database.engine.dispose()
    return count


def test_interviews_go_to_a_file_that_only_its_owner_reads_and_never_over_another(run, tmp_path):
    run("meetronde", "ronde-1", "Ronde 1", "2026-09-01")
    run("coordinator", "Anna", "anna@example.org", "--wachtwoord", "een-lang-wachtwoord")
    asked = ("uitvoer", "ronde-1", "anna@example.org")
    code, said, _ = run(*asked, "uit.zip")
    assert (code, "0 interviews in uit.zip" in said) == (0, True)
    assert (tmp_path / "uit.zip").stat().st_mode & 0o077 == 0
    for wrong, words in (
        ([*asked, "uit.zip"], "is er al"),
        ([*asked, "uit.pdf"], "eindigen op .zip, .xlsx, .sav"),
        ([*asked, "nergens/uit.zip"], "De map nergens is er niet"),
        (["uitvoer", "ooit", "anna@example.org", "ander.zip"], "Er is geen meetronde “ooit”"),
        ([*asked, "ander.zip", "--met-straten"], "Schrijf op waarvoor"),
        ([*asked, "ander.zip", "--status", "afgekeurd"], "Afgekeurde interviews"),
    ):
        code, _, complaint = run(*wrong)
        assert (code, words in complaint) == (1, True), (wrong, complaint)
    assert not (tmp_path / "ander.zip").exists()
