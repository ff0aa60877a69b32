"""Backups on both databases: made while everybody writes, put back somewhere else, and never half."""

import sqlite3
import stat
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pyrage import x25519
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from app.backups import Plan, last_backup, make_backup, make_key, postgresql_dump, restore, sqlite_file
from app.backups.restoring import is_empty
from app.backups.workplace import only_one
from app.database import Database
from app.domain.rotatie import Rotatie
from app.errors import ChangedMeanwhile, Failure, InvalidInput, OtherContent
from app.interviews import Afzender, receive
from app.models import Interview
from app.spoor import link_all
from tests.conftest import new_database
from tests.gesprekken import gesprek, straat_in
from tests.tables import Contents

NOW = datetime(2026, 9, 3, 3, 15, tzinfo=UTC)

# What stands here, but not in a database that is made of it.
SPOIL = {
    "sqlite": "id text REFERENCES wijk",
    "postgresql": "id text CHECK (right(current_database(), 6) <> 'backup')",
}


@pytest.fixture
def identity(tmp_path) -> Path:
    return tmp_path / "sleutel.txt"


@pytest.fixture
def plan(tmp_path, identity) -> Plan:
    return Plan(tmp_path / "backups", make_key(identity))


@pytest.fixture(autouse=True)
def scratch(tmp_path, monkeypatch, postgres_server) -> Iterator[Path]:
    """Where readable copies may lie meanwhile; afterwards nothing does."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def elsewhere(request, database, tmp_path) -> Iterator[Database]:
    """An empty place of the same kind."""
    folder = tmp_path / "elders"
    folder.mkdir()
    with new_database(request, database.engine.dialect.name, folder) as url:
        other = Database(url)
        yield other
        other.engine.dispose()


def test_whoever_had_a_receipt_before_the_backup_is_in_it_once(database, elsewhere, world, plan, identity, monkeypatch):
    for kind in (sqlite_file, postgresql_dump):
        monkeypatch.setattr(kind, "CLOCK_MARGIN", timedelta(0))  # on one machine there is one clock
    with _writers(database, world.bilal.id) as receipts:
        before = dict(receipts)
        made, noted = make_backup(database, plan, NOW)
        _wait_for_more(receipts, beyond=len(receipts))
    file = plan.folder / made.name
    assert (made.name[-4:], made.restored, made.sealed, noted) == (".age", True, True, True)
    assert file.read_bytes().startswith(b"age-encryption.org/v1")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.stat().st_size == made.size
    restored = restore(elsewhere, file, identity, replace=False)
    with elsewhere.snapshot() as session:
        back = session.exec(select(Interview.id)).all()
    safe = {each for each, received_at in receipts.items() if received_at < made.safe_before}
    assert before.keys() | safe <= set(back) <= receipts.keys()
    assert len(back) == len(set(back)) == restored.interviews == made.interviews
    assert before
    assert len(before) < len(receipts), "it was made while others wrote"
    assert restored.newest == max(receipts[each] for each in back)
    assert database.engine.dialect.name == elsewhere.engine.dialect.name
    with database.snapshot() as session:
        assert last_backup(session).name == made.name


def test_everything_comes_back_as_it_was_and_works(full_database, request, plan, identity, tmp_path):
    link_all(full_database)  # a backup would
    with full_database.engine.connect() as connection:
        before = Contents.of(connection)
    made, _ = make_backup(full_database, plan, NOW)
    with new_database(request, full_database.engine.dialect.name, tmp_path / "backups") as url:
        other = Database(url)
        restore(other, plan.folder / made.name, identity, replace=False)
        with other.engine.connect() as connection:
            back = Contents.of(connection)
        restored = [row for row in back.rows["spoor"] if row not in before.rows["spoor"]]
        back.rows["spoor"].remove(*restored)  # that it was put back is the one thing more
        assert back == before
        with pytest.raises(DBAPIError, match="only added to"), other.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM spoor")
        other.engine.dispose()


def test_what_is_there_is_replaced_only_when_that_is_said(database, world, plan, identity):
    made, _ = make_backup(database, plan, NOW)
    _hand_in(database, world.bilal.id)
    file = plan.folder / made.name
    with pytest.raises(OtherContent, match="--vervang"):
        restore(database, file, identity, replace=False)
    assert _interviews(database) == 1
    assert restore(database, file, identity, replace=True).interviews == 0
    _hand_in(database, world.bilal.id)


def test_nothing_is_replaced_under_a_server_that_runs(database, database_url, plan, identity):
    made, _ = make_backup(database, plan, NOW)
    server = Database(database_url)
    with server.snapshot() as session:
        session.exec(select(Interview)).all()
    with pytest.raises(ChangedMeanwhile, match="Stop eerst Wijkpeil"):
        restore(database, plan.folder / made.name, identity, replace=True)
    server.engine.dispose()
    restore(database, plan.folder / made.name, identity, replace=True)


def test_a_backup_of_an_older_wijkpeil_is_brought_up_to_date(database, elsewhere, plan, identity):
    database.migrate("0009")
    made, noted = make_backup(database, plan, NOW)
    assert not noted, "the tables have no place for it yet"
    restore(elsewhere, plan.folder / made.name, identity, replace=False)
    with elsewhere.snapshot() as session:
        assert last_backup(session) is None


def test_a_backup_of_a_newer_wijkpeil_is_refused(database, elsewhere, plan, identity):
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = 'next'")
    made, _ = make_backup(database, plan, NOW)
    with pytest.raises(InvalidInput, match="nieuwere Wijkpeil"):
        restore(elsewhere, plan.folder / made.name, identity, replace=False)
    assert is_empty(elsewhere)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_cannot_be_read_changes_nothing(database, elsewhere, plan, identity, tmp_path):
    made, _ = make_backup(database, plan, NOW)
    file, other_key = plan.folder / made.name, tmp_path / "andere.txt"
    make_key(other_key)
    with pytest.raises(InvalidInput, match="--sleutel"):
        restore(elsewhere, file, None, replace=False)
    with pytest.raises(InvalidInput, match="past niet"):
        restore(elsewhere, file, other_key, replace=False)
    with pytest.raises(InvalidInput, match="geen geheime sleutel"):
        restore(elsewhere, file, file, replace=False)
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(InvalidInput, match="beschadigd"):
        restore(elsewhere, file, identity, replace=False)
    file.write_bytes(b"Zomaar iets anders")
    with pytest.raises(InvalidInput, match="Dit is niet"):
        restore(elsewhere, file, None, replace=False)
    assert is_empty(elsewhere)


def test_a_backup_that_cannot_be_put_back_is_not_kept(database, plan):
    first, _ = make_backup(database, plan, NOW)
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.connection.execute("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(f"CREATE TABLE loose ({SPOIL[connection.dialect.name]})")
        connection.exec_driver_sql("INSERT INTO loose VALUES ('nergens')")
        connection.commit()
    with pytest.raises(Failure, match=r"verwijst naar niets|pg_restore lukte niet"):
        make_backup(database, plan, NOW + timedelta(days=1))
    assert _names(plan) == {first.name}
    with database.snapshot() as session:
        assert last_backup(session).name == first.name


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_old_ones_go_when_the_new_one_is_there(database, plan):
    plan = Plan(plan.folder, plan.public_keys, Rotatie(days=2, weeks=0, months=0))
    plan.folder.mkdir()
    (plan.folder / "eigen.txt").touch()
    (plan.folder / ".wijkpeil-20260101T000000Z.dump.age.half").touch()
    made = [make_backup(database, plan, NOW + timedelta(days=day))[0].name for day in range(3)]
    assert _names(plan) == {*made[1:], "eigen.txt"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_a_key_a_backup_is_refused_unless_asked_for(database, plan):
    open_plan = Plan(plan.folder, "", unsealed=False)
    with pytest.raises(InvalidInput, match="backup-sleutel"):
        make_backup(database, open_plan, NOW)
    with pytest.raises(InvalidInput, match="age1"):
        make_backup(database, Plan(plan.folder, "age1onzin"), NOW)
    made, _ = make_backup(database, Plan(plan.folder, "", unsealed=True), NOW)
    assert not made.sealed
    assert stat.S_IMODE((plan.folder / made.name).stat().st_mode) == 0o600
    with only_one(plan.folder), pytest.raises(ChangedMeanwhile, match="al een back-up"):
        make_backup(database, plan, NOW)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_may_not_make_a_database_hears_that_it_was_only_read_through(database, database_url, plan):
    with database.transaction() as session:
        for statement in (
            "DROP ROLE IF EXISTS backup_zonder_rechten",
            "CREATE ROLE backup_zonder_rechten LOGIN",
            "GRANT SELECT, INSERT, DELETE ON ALL TABLES IN SCHEMA public TO backup_zonder_rechten",
        ):
            session.connection().exec_driver_sql(statement)
    modest = Database(database_url.replace("wijkpeil@", "backup_zonder_rechten@"))
    try:
        made, _ = make_backup(modest, plan, NOW)
        assert not made.restored
    finally:
        modest.engine.dispose()
        with database.transaction() as session:
            session.connection().exec_driver_sql("DROP OWNED BY backup_zonder_rechten")
            session.connection().exec_driver_sql("DROP ROLE backup_zonder_rechten")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_any_of_several_keys_opens_it(plan, database, tmp_path, elsewhere):
    second = x25519.Identity.generate()
    (tmp_path / "tweede.txt").write_text(f"# van de gemeente\n{second}\n")
    made, _ = make_backup(database, Plan(plan.folder, f"{plan.public_keys}, {second.to_public()}"), NOW)
    restore(elsewhere, plan.folder / made.name, tmp_path / "tweede.txt", replace=False)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_was_there_stays_beside_a_restored_file(database, world, plan, identity):
    made, _ = make_backup(database, plan, NOW)
    _hand_in(database, world.bilal.id)
    target = Path(database.url.database)
    restore(database, plan.folder / made.name, identity, replace=True)
    database.engine.dispose()
    (aside,) = target.parent.glob("*.voor-herstel-*")
    with closing(sqlite3.connect(aside)) as connection:
        assert connection.execute("SELECT count(*) FROM interview").fetchone() == (1,)
    target.write_bytes(b"SQLite format 3\0 en daarna onzin" * 1000)
    assert restore(Database(f"sqlite:///{target}"), plan.folder / made.name, identity, replace=True).interviews == 0


@contextmanager
def _writers(database: Database, interviewer_id: UUID) -> Iterator[dict[UUID, datetime]]:
    """Two who hand in interviews without a pause: by id, when the receipts that they heard say they came in."""
    receipts: dict[UUID, datetime] = {}
    enough = threading.Event()

    def write() -> None:
        while not enough.is_set():
            ontvangst = _hand_in(database, interviewer_id)
            receipts[ontvangst.id] = ontvangst.received_at

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        _wait_for_more(receipts, beyond=5)
        yield receipts
    finally:
        enough.set()
        for thread in threads:
            thread.join()


def _wait_for_more(receipts: dict[UUID, datetime], beyond: int) -> None:
    deadline = datetime.now(UTC) + timedelta(seconds=20)
    while len(receipts) <= beyond:
        assert datetime.now(UTC) < deadline, "nobody writes"
        threading.Event().wait(0.005)


def _hand_in(database: Database, interviewer_id: UUID):
    with database.transaction() as session:
        inzending = gesprek(straat_in(session, "crabbehof").id)
        return receive(session, inzending, Afzender(interviewer_id=interviewer_id))


def _interviews(database: Database) -> int:
    with database.snapshot() as session:
        return len(session.exec(select(Interview.id)).all())


def _names(plan: Plan) -> set[str]:
    return {file.name for file in plan.folder.iterdir()} - {".bezig"}
