"""The commands for backups: a key, a backup, and putting it back, from nothing; and by the clock."""

import io
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from app import demo
from app.backups import Plan, last_backup
from app.cli.backups import RETRY_AFTER, _keep_making
from app.database import Database
from tests.commands import run_command


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run a command in an empty folder: its exit code, what it said, and what it complained of."""
    monkeypatch.chdir(tmp_path)
    return partial(run_command, monkeypatch, capsys)


def _furnish() -> None:
    database = Database("sqlite:///var/wijkpeil.sqlite3")
    database.migrate()
    with database.transaction() as session:
        demo.people_and_places(session)
    database.engine.dispose()


def test_from_a_key_to_a_backup_to_another_machine(run, monkeypatch):
    code, said, warning = run("backup-sleutel", "sleutel.txt")
    assert (code, said[:24]) == (0, "WIJKPEIL_BACKUP_KEY=age1")
    assert "niet deze server" in warning
    assert run("backup-sleutel", "sleutel.txt")[0] == 1, "a key is never overwritten"
    _furnish()
    code, _, complaint = run("backup")
    assert code == 1
    assert "--zonder-versleuteling" in complaint
    monkeypatch.setenv("WIJKPEIL_BACKUP_KEY", said.strip().split("=")[1])
    code, said, complaint = run("backup")
    assert (code, complaint) == (0, "")
    assert "Beproefd door hem terug te zetten." in said
    (file,) = Path("var/backups").glob("*.age")
    code, _, complaint = run("herstel", str(file), "--sleutel", "sleutel.txt")
    assert code == 1
    assert "--vervang" in complaint
    monkeypatch.setattr("sys.stdin", _typed("nee"))
    code, _, complaint = run("herstel", str(file), "--sleutel", "sleutel.txt", "--vervang")
    assert (code, complaint) == (1, "Er is niets veranderd.\n")
    monkeypatch.setattr("sys.stdin", _typed("vervang"))
    assert run("herstel", str(file), "--sleutel", "sleutel.txt", "--vervang")[0] == 0
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elders/nieuw.sqlite3")
    code, said, _ = run("herstel", str(file), "--sleutel", "sleutel.txt")
    assert code == 0
    assert said.startswith("Hersteld: 0 interviews, 24 straten en 3 gebruikers.\n")
    assert "werkt nu weer" in said


def test_a_key_that_is_given_on_standard_input_opens_it_and_is_nowhere_else(run, monkeypatch):
    _, said, _ = run("backup-sleutel", "sleutel.txt")
    key = Path("sleutel.txt").read_text(encoding="utf-8")
    Path("sleutel.txt").unlink()
    monkeypatch.setenv("WIJKPEIL_BACKUP_KEY", said.strip().split("=")[1])
    _furnish()
    run("backup")
    (file,) = Path("var/backups").glob("*.age")
    for given, extra, code, words in (
        (key, ["--vervang"], 1, "zet vóór de sleutel een regel met “vervang”"),
        (f"vervang\n{key}", ["--vervang"], 0, ""),
        (key, [], 1, "--vervang"),
        ("", [], 1, "--vervang"),
    ):
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        ended, _, complaint = run("herstel", str(file), "--sleutel", "-", *extra)
        assert (ended, words in complaint) == (code, True), complaint
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elders/nieuw.sqlite3")
    monkeypatch.setattr("sys.stdin", io.StringIO("geen sleutel"))
    assert "De standaardinvoer is geen geheime sleutel." in run("herstel", str(file), "--sleutel", "-")[2]
    monkeypatch.setattr("sys.stdin", io.StringIO(key))
    assert run("herstel", str(file), "--sleutel", "-")[0] == 0


def test_the_tables_go_back_for_an_older_wijkpeil_when_that_is_confirmed(run, monkeypatch):
    _furnish()
    assert "geen stap “nergens”" in run("migreer", "nergens")[2]
    database = Database("sqlite:///var/wijkpeil.sqlite3")
    for answer, code, is_newest in (("nee", 1, True), ("terug", 0, False)):
        monkeypatch.setattr("sys.stdin", _typed(answer))
        assert run("migreer", "0009")[0] == code
        assert database.is_up_to_date() is is_newest
    assert run("migreer")[0] == 0
    assert database.is_up_to_date()
    database.engine.dispose()


@pytest.mark.parametrize("often", ["0u", "24", "24h", "uur"])
def test_a_schedule_that_says_nothing_is_refused(run, monkeypatch, often):
    code, _, complaint = run("backup", "--zonder-versleuteling", "--elke", often)
    assert code == 1
    assert "24u" in complaint


def test_by_the_clock_it_waits_for_the_next_and_tries_again_after_a_failure(run, tmp_path):
    _furnish()
    database = Database("sqlite:///var/wijkpeil.sqlite3")
    blocked = tmp_path / "bestand"
    blocked.touch()
    waited = []
    for folder in (blocked, Path("backups"), Path("backups")):
        plan = Plan(folder, "", unsealed=True)
        with pytest.raises(StopIteration):
            _keep_making(database, plan, timedelta(hours=24), sleep=_stop_after(waited))
    assert waited[0] == RETRY_AFTER.total_seconds(), "there can be no folder there"
    assert waited[1] == 86_400
    assert 86_000 < waited[2] < 86_400, "started again, it does not make another"
    with database.snapshot() as session:
        assert last_backup(session) is not None
    assert len(list(Path("backups").glob("wijkpeil-*"))) == 1
    database.engine.dispose()


def _stop_after(waited):
    def stop(seconds: float) -> None:
        waited.append(seconds)
        raise StopIteration

    return stop


def _typed(answer: str):
    return io.StringIO(f"{answer}\n")


def test_the_keys_of_seals_are_kept_in_a_file_and_brought_in_elsewhere(run, monkeypatch):
    _furnish()
    assert run("zegelsleutel", "zegels.json")[0] == 0
    assert run("zegelsleutel", "zegels.json")[0] == 1, "a key is never overwritten"
    assert run("zegelsleutel", "zegels.json", "--inlezen")[1] == "Ingelezen: 0 nieuwe sleutels.\n"
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elders/nieuw.sqlite3")
    assert run("zegelsleutel", "zegels.json", "--inlezen")[1] == "Ingelezen: 1 nieuwe sleutel.\n"
    Path("anders.json").write_text("{}", encoding="utf-8")
    code, _, complaint = run("zegelsleutel", "anders.json", "--inlezen")
    assert (code, "geen zegelsleutel" in complaint) == (1, True)


def test_the_keys_of_seals_go_past_the_file_system_where_nothing_can_be_written(run, monkeypatch):
    _furnish()
    code, keys, reminder = run("zegelsleutel", "-")
    assert (code, "in een kluis" in reminder) == (0, True)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elders/nieuw.sqlite3")
    monkeypatch.setattr("sys.stdin", io.StringIO(keys))
    assert run("zegelsleutel", "-", "--inlezen")[1] == "Ingelezen: 1 nieuwe sleutel.\n"
    code, _, complaint = run("zegelsleutel", "nergens/zegels.json")
    assert (code, "geef - in plaats van een naam" in complaint) == (1, True)
    code, _, complaint = run("zegelsleutel", "nergens/zegels.json", "--inlezen")
    assert (code, "nergens/zegels.json is niet te lezen" in complaint) == (1, True)
    code, _, complaint = run("backup-sleutel", "nergens/sleutel.txt")
    assert (code, "Kies een plek waar dat mag" in complaint) == (1, True)
