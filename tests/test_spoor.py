"""The trail: every change leaves one, whoever makes it and however, and nobody touches it unseen."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from anyio.from_thread import start_blocking_portal
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

import app as house
from app.backups import last_backup
from app.changes import EXEMPT, KEYS, MOST_KEYS, Origin, Verb, Who, key_columns
from app.database import Database
from app.domain.keten import Gebrek, Kop
from app.errors import NotFound
from app.models import Backup, Schakel, Spoor, Straat, Thema, Uitzondering, Wijk
from app.spoor import Linker, check_keten, find_unlinked, follow_end, link, link_all, link_new
from app.statements import insert_once, keep_others_from_writing
from tests.api.conftest import as_body
from tests.commands import run_command
from tests.conftest import visitor
from tests.gesprekken import gesprek, straat_in
from tests.tables import TABLES, allow_changes
from tests.tegelijk import second_waits
from tests.test_storingen import wait_for


def _newest(database: Database) -> Spoor:
    with database.snapshot() as session:
        return session.exec(select(Spoor).order_by(col(Spoor.moment).desc()).limit(1)).one()


def _count(database: Database) -> int:
    with database.snapshot() as session:
        return len(session.exec(select(Spoor.id)).all())


def _changed(spoor: Spoor) -> dict[tuple[str, str], tuple[int, list[str], list[str]]]:
    return {(each["tabel"], each["wat"]): (each["aantal"], each["sleutels"], each["velden"]) for each in spoor.changes}


def test_every_kind_of_statement_leaves_its_trail(database):
    """By a flush, by statements of our own, over many rows and over none, and what was undone half-way."""
    with database.transaction() as session:
        straten = session.exec(select(Straat).order_by(col(Straat.name))).all()
        straten[0].bag_id = "0505300000000001"
        session.add(Wijk(code="nieuw", name="Nieuw"))
        connection = session.connection()
        connection.execute(update(Wijk).where(col(Wijk.code) == "crabbehof").values(name="Krabbehof"))
        connection.execute(update(Straat).where(col(Straat.id) == uuid4()).values(name="Nergens"))
        connection.execute(insert(Thema).values(code="groen", name="Groen"))
        several = [{"code": f"groen-{number}", "name": f"Groen {number}"} for number in range(2)]
        connection.execute(insert(Thema).values(several))
        session.delete(session.get_one(Thema, "groen-1"))
        rows = [{"meetronde_code": "nulmeting-2019", "straat_id": straat.id} for straat in straten]
        connection.execute(insert(Uitzondering), rows)
        connection.execute(delete(Uitzondering).where(col(Uitzondering.straat_id).in_([straten[1].id, straten[2].id])))
        with suppress(NotFound), session.begin_nested():
            session.add(Wijk(code="toch-niet", name="Toch niet"))
            session.flush()
            raise NotFound("Weg.")
        assert not insert_once(session, Wijk, {"code": "nieuw", "name": "Nog eens", "cbs_codes": []})
        connection.execute(text("UPDATE wijk SET name = 'Wielwijk-Zuid' WHERE code = 'wielwijk'"))
    changed = _changed(_newest(database))
    assert changed.pop(("uitzondering", "nieuw"))[0] == len(rows)
    assert changed == {
        ("wijk", "nieuw"): (1, ["nieuw"], []),
        ("straat", "anders"): (1, [str(straten[0].id)], ["bag_id"]),
        ("wijk", "anders"): (2, ["crabbehof"], ["name"]),
        ("uitzondering", "weg"): (2, [], []),
        ("thema", "nieuw"): (3, ["groen", "groen-0", "groen-1"], []),
        ("thema", "weg"): (1, ["groen-1"], []),
    }


def test_what_was_undone_or_changed_nothing_leaves_none(database):
    before = _count(database)
    with suppress(NotFound), database.transaction() as session:
        session.add(Wijk(code="nieuw", name="Nieuw"))
        session.flush()
        raise NotFound("Weg.")
    with database.transaction() as session:
        session.exec(select(Wijk)).all()
    assert _count(database) == before


def test_a_crowd_of_rows_is_counted(database):
    with database.transaction() as session:
        session.add_all(Wijk(code=f"w{number}", name=f"Wijk {number}") for number in range(300))
    count, keys, _ = _changed(_newest(database))["wijk", "nieuw"]
    assert (count, len(keys)) == (300, MOST_KEYS)


def test_an_interview_leaves_who_sent_it_and_nothing_that_was_said(database, as_bilal, world):
    with database.snapshot() as session:
        inzending = gesprek(straat_in(session, "crabbehof").id)
    address = f"/api/v1/interviews/{inzending.id}"
    assert as_bilal.put(address, json=as_body(inzending)).status_code == 201
    spoor, before = _newest(database), _count(database)
    assert (spoor.who, spoor.who_id, spoor.via) == ("interviewer", world.bilal.id, "PUT /api/v1/interviews/{id}")
    assert _changed(spoor)["interview", "nieuw"] == (1, [str(inzending.id)], [])
    count, keys, _ = _changed(spoor)["antwoord", "nieuw"]
    assert (count > 5, keys) == (True, [str(inzending.id)])
    assert not re.search("bankje|zwerfafval|prettig|telstand", str(spoor.changes))
    assert as_bilal.put(address, json=as_body(inzending)).status_code == 200
    assert _count(database) == before, "sending it again changes nothing"


def test_each_door_tells_who_came(database, client, as_anna, as_dashboard, world):
    as_anna.post("/mensen", data={})  # somebody is refused: nothing
    before = _count(database)
    as_anna.post("/citaten/themas", data={"naam": "Groen"})
    spoor = _newest(database)
    assert (_count(database), spoor.who, spoor.who_id) == (before + 1, "coordinator", world.anna.id)
    with database.snapshot() as session:
        inzending = gesprek(straat_in(session, "crabbehof").id)
    assert as_dashboard.put(f"/api/v1/interviews/{inzending.id}", json=as_body(inzending)).status_code == 201
    assert (_newest(database).who, _newest(database).who_id) == ("sleutel", world.dashboard.id)
    client.post("/inloggen", data={"email": "anna@example.org", "wachtwoord": "fout-wachtwoord"})
    assert _newest(database).who == "sleutel", "a failure is counted, and is no change"


def test_a_command_and_the_server_itself_have_a_name(database, database_url):
    with Database(database_url, Origin(Who.OPDRACHT, via="wijkpeil gebieden")).transaction() as session:
        session.add(Wijk(code="nieuw", name="Nieuw"))
        session.flush()
        engine = session.get_bind()
    engine.dispose()
    assert (_newest(database).who, _newest(database).via) == ("opdracht", "wijkpeil gebieden")


def test_the_trail_is_only_added_to(database):
    link_all(database)
    for statement in ("UPDATE spoor SET via = ''", "DELETE FROM spoor", "UPDATE schakel SET hash = ''",
                      "DELETE FROM schakel"):  # fmt: skip
        with pytest.raises(DBAPIError, match="only added to"), database.engine.begin() as connection:
            connection.exec_driver_sql(statement)


def _leave(database: Database, number: int) -> None:
    for each in range(number):
        with database.transaction() as session:
            session.add(Wijk(code=f"w{each}", name=f"Wijk {each}"))


def _touch(database: Database, *statements: str) -> None:
    """What somebody can do who owns the database."""
    with database.engine.begin() as connection:
        allow_changes(connection)
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_who_gets_past_that_is_found(database, database_url, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", database_url)
    _leave(database, 3)
    kop = link_all(database)
    assert check_keten(database).is_whole
    _touch(database, "UPDATE spoor SET via = 'anders' WHERE id = (SELECT spoor_id FROM schakel WHERE number = 2)")
    assert check_keten(database).bevinding.gebrek is Gebrek.VERANDERD
    with database.snapshot() as session:
        assert not follow_end(session).is_whole
    code, said, complaint = run_command(monkeypatch, capsys, "spoor", "--controleer")
    assert (code, "Schakel 2 past niet" in complaint, kop.hash in said) == (1, True, False)
    assert "die past: 1:" in said


def test_that_the_end_was_cut_off_shows_by_the_newest_backup_and_by_what_was_written_down(
    database, database_url, monkeypatch, capsys
):
    _leave(database, 2)
    kop = link_all(database)
    _touch(
        database,
        f"DELETE FROM schakel WHERE number = {kop.number}",
        "DELETE FROM spoor WHERE id NOT IN (SELECT spoor_id FROM schakel)",
    )
    assert check_keten(database).is_whole, "the chain alone cannot tell"
    assert check_keten(database, (kop,)).lost == (kop,)
    monkeypatch.setenv("DATABASE_URL", database_url)
    known = f"{kop.number}:{kop.hash}"
    code, _, complaint = run_command(monkeypatch, capsys, "spoor", "--bekend", known)
    assert (code, "eerder is genoteerd" in complaint) == (1, True)
    assert run_command(monkeypatch, capsys, "spoor", "--bekend", "12")[0] == 1
    assert "nummer:hash" in run_command(monkeypatch, capsys, "spoor", "--bekend", "12")[2]
    with database.transaction() as session:
        session.add(_backup(kop))
    with database.snapshot() as session:
        assert last_backup(session).schakel_number == kop.number
        assert follow_end(session).lost == (kop,)


def test_two_that_link_at_once_make_one_chain(database):
    _leave(database, 3)
    if not database.is_sqlite:
        with database.snapshot() as session:
            at_once = partial(link, batch=find_unlinked(session))
        assert second_waits(database, at_once, at_once) is None
    link_all(database)
    with database.snapshot() as session:
        schakels = session.exec(select(Schakel).order_by(col(Schakel.number))).all()
        assert [each.number for each in schakels] == [*range(1, len(session.exec(select(Spoor.id)).all()) + 1)]
    assert check_keten(database).is_whole


def test_the_server_links_by_itself_and_when_it_stops(database, app):
    _leave(database, 2)
    with visitor(app):
        pass
    with database.snapshot() as session:
        assert session.exec(select(Schakel.number).order_by(col(Schakel.number).desc())).first() == _count(database)
    with start_blocking_portal() as loop:
        assert loop.call(link_new, database)


def test_the_server_does_not_stop_halfway_a_link(database, database_url, monkeypatch, caplog):
    monkeypatch.setattr("app.spoor.schedule.LINK_SECONDS", 0.01)
    _leave(database, 2)
    linker, other = Linker(database), Database(database_url)
    with start_blocking_portal() as loop:
        with other.transaction() as session:
            session.connection()  # SQLite lets nobody else write from here on
            keep_others_from_writing(session, Schakel)
            running = loop.start_task_soon(linker.run)
            wait_for(lambda: database.engine.pool.checkedout() > 0, "it has begun")
            loop.call(linker.stop)
            assert not running.done()
        running.result(timeout=15)
    other.engine.dispose()
    with database.snapshot() as session:
        assert find_unlinked(session, everything=True) == []
    assert check_keten(database).is_whole
    assert caplog.records == []


def test_every_exemption_and_every_key_is_of_something_that_is_there():
    columns = {f"{table.name}.{column.name}" for table in TABLES for column in table.columns}
    tables = {table.name for table in TABLES}
    verbs = {f"{table} {verb}" for table in tables for verb in Verb}
    assert set(EXEMPT) <= columns | tables | verbs
    assert all(EXEMPT.values())
    assert {f"{table}.{name}" for table, names in KEYS.items() for name in names} <= columns


def test_what_names_a_row_tells_of_nobody():
    """An id that we made up or a number may stand in the trail for ever; a text must be known to be harmless."""
    named = {f"{table.name}.{name}": table.c[name] for table in TABLES for name in key_columns(table)}
    texts = {
        name
        for name, column in named.items()
        if str(column.type).startswith("VARCHAR") and not column.foreign_keys and name.split(".")[0] not in EXEMPT
    }
    assert texts == HARMLESS


HARMLESS = {"wijk.code", "meetronde.code", "thema.code", "backup.name", "doel.soort", "correctie.vraag",
            "verzamelnaam.vraag", "referentiecijfer.gebied_code", "referentiecijfer.maat", "referentiecijfer.periode",
            "publicatie.wijk_code", "rapporttekst.onderdeel", "zegelsleutel.kid", "opruimpost.meetronde_code",
            "opruimpost.bewaarsoort", "toestemmingstekst.mark"}  # fmt: skip
"""Names of places, periods, subjects, questions, files and keys: of nobody, and none says what was answered."""


def test_nobody_writes_past_the_trail():
    writes = re.compile(r"exec_driver_sql\(\s*f?[\"'](INSERT|UPDATE|DELETE)")
    assert [path for path in Path(house.__file__).parent.rglob("*.py") if writes.search(path.read_text())] == []


def _backup(kop: Kop) -> Backup:
    now = datetime.now(UTC)
    return Backup(name="b", safe_before=now, made_at=now, size=1, interviews=0, restored=True, sealed=True,
                  schakel_number=kop.number, schakel_hash=kop.hash)  # fmt: skip
