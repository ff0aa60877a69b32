"""Backups on a disk that is full: it is said in words and tried again, and what there was stays."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from app.backups import Plan, last_backup, make_backup, make_key, restore, sealing
from app.cli.backups import RETRY_AFTER, _keep_making
from app.database import Database
from app.errors import Failure
from tests.test_backups import NOW, scratch  # noqa: F401 -- a fixture

SQLITE_ONLY = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SMALL = 100_000
"""In bytes, how far any file may grow: less than the smallest copy of the world."""


@pytest.fixture
def plan(tmp_path) -> Plan:
    return Plan(tmp_path / "backups", make_key(tmp_path / "sleutel.txt"))


@contextmanager
def full_disk() -> Iterator[None]:
    """Whatever writes beyond SMALL hears from the system that it cannot."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@SQLITE_ONLY
def test_by_the_clock_it_is_told_and_tried_again(database, plan, capsys):
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        raise StopIteration

    with full_disk(), pytest.raises(StopIteration):
        _keep_making(database, plan, timedelta(hours=24), sleep=sleep)
    assert waited == [RETRY_AFTER.total_seconds()]
    assert "Maak ruimte" in capsys.readouterr().err
    assert list(plan.folder.glob("wijkpeil-*")) == []
    with database.snapshot() as session:
        assert last_backup(session) is None


@SQLITE_ONLY
def test_a_backup_that_has_no_room_here_changes_nothing(database, plan, tmp_path):
    made, _ = make_backup(database, plan, NOW)
    file, target = plan.folder / made.name, tmp_path / "elders" / "nieuw.sqlite3"
    other = Database(f"sqlite:///{target}")
    with full_disk(), pytest.raises(Failure, match="Maak ruimte"):
        restore(other, file, tmp_path / "sleutel.txt", replace=False)
    plain = tmp_path / "leesbaar"
    sealing.unseal(file, plain, tmp_path / "sleutel.txt")
    with full_disk(), pytest.raises(Failure, match=f"Maak ruimte in {target.parent}"):
        restore(other, plain, None, replace=False)
    assert list(target.parent.iterdir()) == []
    other.engine.dispose()


def test_no_room_for_what_is_sealed_is_no_damage(tmp_path):
    key, plain, sealed = tmp_path / "sleutel.txt", tmp_path / "leesbaar", tmp_path / "verzegeld"
    recipients = sealing.read_recipients(make_key(key))
    plain.write_bytes(bytes(2 * SMALL))
    with full_disk(), pytest.raises(Failure, match="Maak ruimte"):
        sealing.seal(plain, sealed, recipients)
    sealed.unlink()
    sealing.seal(plain, sealed, recipients)
    with full_disk(), pytest.raises(Failure, match="Maak ruimte"):
        sealing.unseal(sealed, Path(f"{plain}.terug"), key)
