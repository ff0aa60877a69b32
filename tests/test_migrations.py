"""The migrations, on both databases: up, down, with data, and what is left when one fails.

Every revision is found in the folder, so that a new one is tested from the day it is written.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import EnumType, StrEnum
from itertools import pairwise
from textwrap import indent

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import SQLModel, col, select, update

import app.database
import app.models
from app import demo
from app.changes import Who
from app.database import MIGRATIONS, Database
from app.domain.bewaartermijn import Bewaarsoort
from app.domain.onderdeel import Onderdeel
from app.domain.reden import Reden
from app.domain.respons import Contactuitkomst
from app.domain.vragenlijst import Soort
from app.errors import InvalidInput
from app.gebieden import find_wijk
from app.interviews import Afzender, Uitkomst, receive
from app.mensen import add_interviewer
from app.models import (
    Aanleiding,
    Eenheid,
    Formaat,
    Gebruiker,
    Interview,
    Rol,
    Status,
    Straat,
    Telstand,
    Vorm,
    Wijk,
)
from app.telstand import differences, rebuild
from tests.gesprekken import gesprek, straat_in
from tests.tables import ALEMBIC, TABLES, Contents, checks_of, listings, names_in, schema_of

REVISIONS = ["base", *(step.revision for step in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())))]
"""Every place where the tables can be, from no tables at all to the newest."""

MEMBERS = {"soort": Soort, "status": Status, "role": Rol, "outcome": Contactuitkomst, "eenheid": Eenheid,
           "reden": Reden, "formaat": Formaat, "vorm": Vorm, "onderdeel": Onderdeel, "who": Who,
           "bewaarsoort": Bewaarsoort}  # fmt: skip
"""What a column may hold that lists its members in a CHECK."""

WAITING = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"

Write = Callable[..., None]


@pytest.fixture
def next_step(tmp_path, monkeypatch) -> Write:
    """Write the revision that would come next: its statements up and down."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(app.database, "MIGRATIONS", folder)

    def write(up: str = "pass", down: str = "pass") -> None:
        (folder / "versions" / "next.py").write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n"
            f"revision, down_revision = 'next', '{REVISIONS[-1]}'\n"
            f"def upgrade():\n{indent(up, '    ')}\ndef downgrade():\n{indent(down, '    ')}\n"
        )

    return write


def test_every_step_goes_up_and_down_and_leaves_nothing(empty_database):
    on_the_way_up = {}
    for revision in REVISIONS:
        empty_database.migrate(revision)
        on_the_way_up[revision] = _schema(empty_database)
    assert set(on_the_way_up[REVISIONS[-1]]) == {table.name for table in TABLES}
    for revision in reversed(REVISIONS):
        empty_database.migrate(revision)
        assert _schema(empty_database) == on_the_way_up[revision], revision
    with empty_database.engine.connect() as connection:
        assert {name for name in names_in(connection) if ALEMBIC not in name} == set()


def test_what_a_revision_has_room_for_is_kept_down_and_up(full_database):
    reject_what_was_withdrawn(full_database)
    before = _contents(full_database)
    assert before.columns.keys() == {table.name for table in TABLES}
    assert all(before.rows.values()), "a table without rows proves nothing"
    for newer, older in pairwise(reversed(REVISIONS)):
        # Down, up and down again: every step meets the rows of its own time, as far as those below it leave them.
        for step in (older, newer, older):
            full_database.migrate(step)
            after = _contents(full_database)
            assert after.shared_with(before) == before.shared_with(after), step
            before = after
    full_database.migrate()
    hold_an_interview(full_database)


def test_without_the_interviews_the_people_and_places_stay(full_database):
    before = _contents(full_database)
    full_database.migrate("0002")
    kept = _contents(full_database)
    people_and_places = {"wijk", "straat", "portiek", "meetronde", "huishoudens", "gebruiker", "inzet", "koppelcode",
                         "toestel", "sessie", "api_sleutel"}  # fmt: skip
    assert set(kept.rows) == people_and_places
    assert all(kept.rows.values())
    assert kept.shared_with(before) == before.shared_with(kept)
    full_database.migrate()
    hold_an_interview(full_database)


@pytest.mark.parametrize("older", ["0004", "0020"])
def test_a_telstand_is_made_of_the_interviews_that_are_there(full_database, older):
    full_database.migrate(older)
    full_database.migrate()
    with full_database.snapshot() as session:
        # To older tables what was withdrawn is rejected, and so it stays.
        assert {row.status for row in session.exec(select(Telstand))} == set(Status) - {Status.INGETROKKEN}
        assert differences(session) == []


def test_what_nobody_looked_at_is_not_taken_for_clean(full_database):
    full_database.migrate("0008")
    full_database.migrate()
    with full_database.snapshot() as session:
        new = set(session.exec(select(Interview.id).where(Interview.status == Status.NIEUW)))
        noted = session.exec(select(Aanleiding.interview_id, Aanleiding.reden)).all()
    assert new
    assert set(noted) == {(interview_id, Reden.EERDER) for interview_id in new}


def test_the_newest_tables_are_those_of_the_models(empty_database):
    empty_database.migrate()
    with empty_database.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), SQLModel.metadata) == []
    migrated = _schema(empty_database)
    empty_database.migrate("base")
    SQLModel.metadata.create_all(empty_database.engine)
    assert migrated == _schema(empty_database), "constraints and the order of an index too, which Alembic passes over"


def test_a_check_lists_the_members_of_its_enum(empty_database):
    empty_database.migrate()
    listed = {
        name: (MEMBERS[column], members)
        for table in _schema(empty_database).values()
        for name, column, members in listings(table["checks"].items())
    }
    assert listed.keys() == {name for table in TABLES for name, *_ in listings(checks_of(table))}
    for name, (kind, members) in listed.items():
        assert set(members) == set(kind), name
    enums = {kind for kind in vars(app.models).values() if isinstance(kind, EnumType) and kind is not StrEnum}
    assert enums <= {kind for kind, _ in listed.values()} == set(MEMBERS.values())


def test_a_step_that_fails_half_way_changes_nothing(full_database, next_step):
    changes = (
        "op.create_table('half', sa.Column('id', sa.Integer(), primary_key=True))\n"
        "op.create_index('ix_half', 'half', ['id'])\n"
        "op.add_column('wijk', sa.Column('half', sa.Integer()))\n"
        "op.execute(\"UPDATE gebruiker SET name = 'Niemand'\")\n"
        "op.drop_table('antwoord')\n"
    )
    before = _everything(full_database)
    next_step(up=changes + "op.execute('SELECT * FROM nowhere')")
    with pytest.raises(DBAPIError, match="nowhere"):
        full_database.migrate()
    assert _everything(full_database) == before
    next_step(down=changes + "raise OSError('power cut')")
    full_database.migrate()
    before = _everything(full_database)
    with pytest.raises(OSError, match="power cut"):
        full_database.migrate("base")
    assert _everything(full_database) == before


def test_of_several_steps_all_are_taken_or_none(empty_database, next_step):
    next_step(up="raise OSError('power cut')")
    with pytest.raises(OSError, match="power cut"):
        empty_database.migrate()
    with empty_database.engine.connect() as connection:
        assert names_in(connection) == set()
    next_step()
    empty_database.migrate()
    assert _everything(empty_database)[0] == "next"


def test_a_table_can_be_rebuilt_under_the_rows_that_point_to_it(full_database, next_step):
    each = (
        "for name in ('interview', 'straat', 'gebruiker', 'antwoord'):\n    with op.batch_alter_table(name) as table:\n"
    )
    next_step(
        up=each + "        table.create_check_constraint(op.f(f'ck_{name}_new'), '1 = 1')",
        down=each + "        table.drop_constraint(op.f(f'ck_{name}_new'))",
    )
    newest = _schema(full_database)
    with rows_kept(full_database):
        full_database.migrate()
    assert _schema(full_database) != newest
    with rows_kept(full_database):
        full_database.migrate(REVISIONS[-1])
    assert _schema(full_database) == newest
    _assert_that_keys_are_guarded(full_database)


def test_a_step_may_not_leave_rows_that_point_to_nothing(full_database, next_step):
    next_step(up="op.execute('DELETE FROM interview')")
    before = _everything(full_database)
    with pytest.raises((IntegrityError, RuntimeError), match=r"points to nothing|foreign key"):
        full_database.migrate()
    assert _everything(full_database) == before
    _assert_that_keys_are_guarded(full_database)


def test_tables_of_a_newer_wijkpeil_are_left_alone(full_database, next_step, monkeypatch):
    next_step()
    full_database.migrate()
    before = _everything(full_database)
    monkeypatch.setattr(app.database, "MIGRATIONS", MIGRATIONS)
    for revision in ("head", REVISIONS[-1], "base"):
        with pytest.raises(InvalidInput, match="nieuwere Wijkpeil"):
            full_database.migrate(revision)
    assert _everything(full_database) == before


@pytest.mark.parametrize("empty_database", ["postgresql"], indirect=True)
def test_a_process_that_starts_meanwhile_waits_for_the_tables(empty_database):
    url = empty_database.url.render_as_string(hide_password=False)
    script = f"from app.database import Database; Database({url!r}).migrate()"
    started: list[subprocess.Popen[str]] = []

    def start_another(_connection: object) -> None:
        other = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True)
        started.append(other)
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as onlooker:
            while other.poll() is None and not onlooker.execute(WAITING).fetchone():
                with suppress(subprocess.TimeoutExpired):
                    other.wait(0.02)

    event.listen(empty_database.engine, "commit", start_another)
    empty_database.migrate()
    (other,) = started
    _, complaint = other.communicate(timeout=30)
    assert (other.returncode, complaint) == (0, "")


@contextmanager
def rows_kept(database: Database) -> Iterator[None]:
    """Whatever has a place both before and after is the same before and after."""
    before = _contents(database)
    yield
    after = _contents(database)
    assert after.shared_with(before) == before.shared_with(after)


def reject_what_was_withdrawn(database: Database) -> None:
    """What older tables make of it: they have no room for anything else."""
    with database.transaction() as session:
        of_withdrawn = update(Interview).where(col(Interview.status) == Status.INGETROKKEN)
        session.exec(of_withdrawn.values(status=Status.AFGEKEURD, withdrawn_at=None))
        session.flush()
        rebuild(session)


def hold_an_interview(database: Database) -> None:
    """One more interview comes in, after bringing back the places and people that had to go."""
    with database.transaction() as session:
        if session.exec(select(Wijk)).first() is None:
            demo.people_and_places(session)
        query = select(Gebruiker).where(Gebruiker.role == Rol.INTERVIEWER)
        interviewer = session.exec(query).first() or add_interviewer(session, "Dina", [find_wijk(session, "wielwijk")])
        inzending = gesprek(straat_in(session, "wielwijk").id)
        ontvangst = receive(session, inzending, Afzender(interviewer_id=interviewer.id))
        assert ontvangst.uitkomst is Uitkomst.NIEUW


def _assert_that_keys_are_guarded(database: Database) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), database.transaction() as session:
        session.add(Straat(wijk_code="nergens", name="Nergensstraat"))


def _schema(database: Database) -> dict[str, dict[str, object]]:
    with database.engine.connect() as connection:
        return schema_of(connection)


def _contents(database: Database) -> Contents:
    with database.engine.connect() as connection:
        return Contents.of(connection)


def _everything(database: Database) -> tuple[object, ...]:
    with database.engine.connect() as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
        return revision, names_in(connection), schema_of(connection), Contents.of(connection)
