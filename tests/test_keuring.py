"""Looking whether the installation is well: each thing that can be wrong is seen, and said in words."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlmodel import update

import app.vragenlijsten.vastgelegd as vastgelegd
from app.backups import Plan, make_backup, make_key
from app.database import Database
from app.interviews import Afzender, receive
from app.keuring import Ernst, inspect_installation
from app.models import Backup, Interview
from app.settings import Settings
from tests.commands import run_command
from tests.gesprekken import gesprek, straat_in
from tests.test_backups import NOW

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
        "Database", "Tabellen", "Antwoorden", "Klok", "Schijf", "Back-up", "Spoor", "TLS", "Geheimen", "Vragenlijsten",
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
