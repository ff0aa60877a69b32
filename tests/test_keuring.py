"""Looking whether the installation is well: each thing that can be wrong is seen, and said in words."""

import socket
import ssl
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlmodel import update

import app.vragenlijsten.vastgelegd as vastgelegd
from app.backups import Plan, last_backup, make_backup, make_key
from app.database import Database
from app.interviews import Afzender, receive
from app.keuring import Ernst, inspect_certificate, inspect_installation
from app.models import Backup, Interview
from app.settings import Settings
from tests.commands import run_command
from tests.gesprekken import gesprek, straat_in
from tests.test_backups import NOW

ENDS_AT = datetime(2126, 11, 1, tzinfo=UTC)
GREETED = 4
"""How often the certificate is looked at."""

SQLITE_ONLY = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def well(database, database_url, tmp_path, monkeypatch) -> Settings:
    """An installation of which nothing is wrong, and the settings it has."""
    monkeypatch.chdir(tmp_path)
    if database.is_sqlite:
        Path(database.url.database).chmod(0o600)
    key, folder = make_key(tmp_path / "sleutel.txt"), tmp_path / "backups"
    make_backup(database, Plan(folder, key), datetime.now(UTC))
    guarded = database_url.replace("wijkpeil@", "wijkpeil:4f6b1c9a8d2e@")
    return Settings(
        _env_file=None,
        DATABASE_URL=guarded,
        public_url="https://wijkpeil.example",
        backup_folder=folder,
        backup_key=key,
    )


def _look(settings: Settings, now: datetime | None = None) -> dict[str, tuple[Ernst, str]]:
    database = Database(settings.database_url)
    points = inspect_installation(settings, database, now or datetime.now(UTC))
    database.engine.dispose()
    return {point.name: (point.ernst, point.message) for point in points}


def test_a_good_installation_has_no_complaints(well):
    points = _look(well)
    assert {ernst for ernst, _ in points.values()} == {Ernst.GOED}, points
    assert list(points) == [
        "Database", "Tabellen", "Antwoorden", "Klok", "Schijf", "Back-up", "Spoor", "Bewaren", "TLS", "Geheimen",
        "Vragenlijsten",
    ]  # fmt: skip


@SQLITE_ONLY
def test_what_can_be_wrong_is_seen(well, database, world, tmp_path, monkeypatch):
    make_key(well.backup_folder / "sleutel.txt")
    (tmp_path / ".env").touch(0o644)
    (tmp_path / "straat-v1.toml").touch()
    monkeypatch.setattr(vastgelegd, "__file__", str(tmp_path / "vastgelegd.py"))
    monkeypatch.setattr("app.keuring.disk_usage", lambda _: SimpleNamespace(free=10**6))
    with database.transaction() as session:
        inzending = gesprek(straat_in(session, "crabbehof").id)
        receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
        later = datetime.now(UTC) + timedelta(hours=1)
        session.connection().execute(update(Interview).values(received_at=later, vragenlijst_version=9))
        session.connection().execute(update(Backup).values(sealed=False, restored=False))
    points = _look(well.model_copy(update={"public_url": "http://wijkpeil.example", "backup_key": "onzin"}))
    assert {name for name, (ernst, _) in points.items() if ernst is Ernst.FOUT} == {
        "Antwoorden", "Klok", "Schijf", "TLS", "Geheimen", "Vragenlijsten",
    }  # fmt: skip
    assert "straat-v9" in points["Antwoorden"][1]
    assert "geheime sleutel" in points["Geheimen"][1]
    assert "chmod go= .env" in points["Geheimen"][1]
    assert "straat-v1.toml" in points["Vragenlijsten"][1]
    ernst, message = points["Back-up"]
    assert ernst is Ernst.LET_OP
    for part in ("niet versleuteld", "alleen doorgelezen", "geen goede sleutel"):
        assert part in message


@SQLITE_ONLY
def test_a_backup_that_is_too_old_or_not_there_is_a_fault(well, database):
    ernst, message = _look(well, datetime.now(UTC) + timedelta(hours=50))["Back-up"]
    assert (ernst, message[:33]) == (Ernst.FOUT, "De laatste back-up is 50 uur oud.")
    with database.transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM backup")
    assert _look(well)["Back-up"][0] is Ernst.FOUT


@SQLITE_ONLY
def test_a_newest_backup_of_which_the_file_is_not_as_it_was_is_a_fault(well, database):
    with database.snapshot() as session:
        file = well.backup_folder / last_backup(session).name
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    assert _look(well)["Back-up"][0] is Ernst.FOUT
    file.unlink()
    ernst, message = _look(well)["Back-up"]
    assert (ernst, str(file) in message, "wijkpeil backup" in message) == (Ernst.FOUT, True, True)
    elsewhere = well.model_copy(update={"backup_folder": well.backup_folder / "elders"})
    assert _look(elsewhere)["Back-up"][0] is Ernst.GOED, "where it cannot be seen, nothing is said of it"


@SQLITE_ONLY
def test_where_readable_copies_lie_needs_room_only_where_backups_are_made(well, tmp_path, monkeypatch):
    memory = tmp_path / "geheugen"
    monkeypatch.setattr(tempfile, "tempdir", str(memory))
    monkeypatch.setattr(
        "app.keuring.disk_usage", lambda place: SimpleNamespace(free=10**8 if place == memory else 10**11)
    )
    assert _look(well)["Schijf"][0] is Ernst.FOUT
    elsewhere = well.model_copy(update={"backup_folder": tmp_path / "elders"})
    assert _look(elsewhere)["Schijf"][0] is Ernst.GOED


def test_a_database_that_is_away_or_old_is_told_of_and_the_rest_goes_on(well, database, tmp_path):
    database.migrate("0009")
    points = _look(well)
    assert points["Tabellen"][0] is Ernst.FOUT
    assert "Back-up" not in points
    away = {"database_url": "postgresql+psycopg://wijkpeil:wijkpeil@127.0.0.1:1/wijkpeil"}
    points = _look(well.model_copy(update=away))
    assert points["Database"][0] is Ernst.FOUT
    assert "te raden" in points["Geheimen"][1]
    missing = tmp_path / "nergens.sqlite3"
    assert _look(well.model_copy(update={"database_url": f"sqlite:///{missing}"}))["Database"][0] is Ernst.FOUT
    assert not missing.exists(), "looking changes nothing"


@pytest.fixture
def certificate(tmp_path) -> Path:
    """A certificate of localhost until 2126 with its key, made here: only who has the file trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(ENDS_AT)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file: Path = tmp_path / "localhost.pem"
    file.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return file


@pytest.fixture
def https_port(certificate) -> Iterator[int]:
    """Where that certificate is shown."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with context.wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True) as listening:

        def greet() -> None:
            for _ in range(GREETED):
                with suppress(ssl.SSLError):
                    listening.accept()[0].close()

        greeting = threading.Thread(target=greet)
        greeting.start()
        yield listening.getsockname()[1]
        greeting.join(timeout=10)


def test_a_certificate_is_seen_as_a_browser_sees_it(https_port, certificate):
    def look(days_left: int = 5000, trust: ssl.SSLContext | None = None, port: int = https_port) -> Ernst:
        settings = Settings(_env_file=None, public_url=f"https://localhost:{port}")
        (punt,) = inspect_certificate(settings, ENDS_AT - timedelta(days=days_left), trust)
        return punt.ernst

    trusting = ssl.create_default_context(cafile=certificate)
    assert [look(days, trusting) for days in (5000, 5, 2)] == [Ernst.GOED, Ernst.LET_OP, Ernst.FOUT]
    assert look() is Ernst.FOUT, "nobody else trusts it"
    assert look(port=1) is Ernst.LET_OP, "it cannot be seen from here"
    assert inspect_certificate(Settings(_env_file=None), ENDS_AT) == []


@SQLITE_ONLY
def test_the_command_ends_with_1_when_something_is_wrong(well, monkeypatch, capsys):
    for name, value in (
        ("DATABASE_URL", well.database_url),
        ("WIJKPEIL_PUBLIC_URL", "http://wijkpeil.example"),
        ("WIJKPEIL_BACKUP_FOLDER", str(well.backup_folder)),
    ):
        monkeypatch.setenv(name, value)
    code, said, _ = run_command(monkeypatch, capsys, "doctor")
    assert code == 1
    assert "fout    TLS: WIJKPEIL_PUBLIC_URL begint niet met https://" in said


def test_a_coordinator_sees_the_same_and_the_backups(as_anna, as_bilal, database, tmp_path):
    assert as_bilal.get("/beheer").url.path == "/inloggen"
    page = as_anna.get("/beheer")
    assert page.status_code == 200
    assert "Er is nog geen back-up." in page.text
    assert "Er is iets niet in orde." in page.text
    make_backup(database, Plan(tmp_path / "backups", "", unsealed=True), NOW)
    page = as_anna.get("/beheer").text
    assert "staat in een back-up" in page
    assert "teruggezet" in page
    assert "niet versleuteld" in page
