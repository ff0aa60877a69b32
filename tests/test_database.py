"""What the database promises, whoever writes: no receipt before the commit, nothing half, nothing that may not be."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from sqlalchemy import (
    Connection,
    Executable,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    and_,
    func,
    insert,
    null,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError, OperationalError

import app
from app.database import Database, get_session
from app.errors import NotFound
from app.main import create_app
from app.models import Antwoord, Interview, Wijk
from app.settings import Settings
from app.storage_faults import explain_failure
from tests.api.conftest import as_body
from tests.gesprekken import gesprek, straat_in
from tests.tables import TABLES, allow_changes, checks_of, invent_other, listings

# Whoever stores an interview also owes the database a row that will never come: the commit itself is refused.
DEBT = ["CREATE TABLE never (id INTEGER PRIMARY KEY)",
        "CREATE TABLE debt (id INTEGER REFERENCES never DEFERRABLE INITIALLY DEFERRED)"]  # fmt: skip
OWE = {
    "sqlite": ["CREATE TRIGGER owe AFTER INSERT ON interview BEGIN INSERT INTO debt VALUES (1); END"],
    "postgresql": [
        """CREATE FUNCTION owe() RETURNS trigger LANGUAGE plpgsql
           AS $$ BEGIN INSERT INTO debt VALUES (1); RETURN NEW; END $$""",
        "CREATE TRIGGER owe AFTER INSERT ON interview FOR EACH ROW EXECUTE FUNCTION owe()",
    ],
}
FORGIVE = {"sqlite": "DROP TRIGGER owe", "postgresql": "DROP TRIGGER owe ON interview"}

# A constraint, and what breaks it. A constraint that lists its members is broken by the test itself.
BROKEN = [
    ("ck_straat_bag_id", "UPDATE straat SET bag_id = '123'"),
    ("ck_straat_merged_into_id", "UPDATE straat SET merged_into_id = id"),
    ("ck_samenvoeging_undone", "UPDATE samenvoeging SET undone_at = NULL"),
    ("ck_meetronde_period", "UPDATE meetronde SET starts_on = '2019-09-02', ends_on = '2019-09-01'"),
    ("ck_heropening_reason", "UPDATE heropening SET reason = ''"),
    ("ck_huishoudens_count", "UPDATE huishoudens SET count = -1"),
    ("ck_gebruiker_login", "UPDATE gebruiker SET role = 'coordinator', email = NULL"),
    ("ck_gebruiker_login", "UPDATE gebruiker SET role = 'coordinator', password_hash = NULL"),
    ("ck_interview_portiek", "UPDATE interview SET soort = 'klant', portiek_id = (SELECT id FROM portiek LIMIT 1)"),
    ("ck_interview_sender", "UPDATE interview SET interviewer_id = NULL, api_sleutel_id = NULL"),
    ("ck_antwoord_text", "UPDATE antwoord SET code = 'tekst', text = NULL WHERE vraag = 'meer_doen'"),
    ("ck_interview_language", "UPDATE interview SET language = 'n'"),
    ("ck_interview_consent", "UPDATE interview SET consent_at = received_at, consent_language = NULL"),
    ("ck_toestemmingstekst_text", "UPDATE toestemmingstekst SET text = ''"),
    ("ck_interview_withdrawn", "UPDATE interview SET status = 'ingetrokken', withdrawn_at = NULL"),
    ("ck_interview_withdrawn", "UPDATE interview SET status = 'nieuw', withdrawn_at = received_at"),
    ("ck_antwoord_text", "UPDATE antwoord SET text = 'Jan' WHERE code <> 'tekst'"),
    ("ck_thema_code", "UPDATE thema SET code = '' WHERE code = 'participatie'"),
    ("ck_fragment_text", "UPDATE fragment SET text = ''"),
    ("ck_fragment_place", "UPDATE fragment SET place = -1"),
    ("ck_verzamelnaam_name", "UPDATE verzamelnaam SET name = ''"),
    ("ck_doel_count", "UPDATE doel SET count = -1"),
    ("ck_toestel_unsent_count", "UPDATE toestel SET unsent_count = -1"),
    ("ck_inlogpoging_failures", "UPDATE inlogpoging SET failures = -1"),
    ("ck_vaststelling_version", "UPDATE vaststelling SET version = 0, reason = 'Verbeterd'"),
    ("ck_vaststelling_reason", "UPDATE vaststelling SET version = 2, reason = ''"),
    ("ck_vaststelling_threshold", "UPDATE vaststelling SET threshold = 4"),
    ("ck_referentiecijfer_hundredths", "UPDATE referentiecijfer SET eenheid = 'cijfer', hundredths = 7800"),
    ("ck_referentiecijfer_hundredths", "UPDATE referentiecijfer SET eenheid = 'procent', hundredths = 10001"),
    ("ck_backup_size", "UPDATE backup SET size = 0"),
    ("ck_backup_interviews", "UPDATE backup SET interviews = -1"),
    ("ck_correctie_reason", "UPDATE correctie SET reason = ''"),
    ("ck_opmerking_text", "UPDATE opmerking SET text = ''"),
    ("ck_uitvoer_count", "UPDATE uitvoer SET count = -1"),
    ("ck_uitvoer_finished", "UPDATE uitvoer SET finished_at = NULL"),
    ("ck_uitvoer_reason", "UPDATE uitvoer SET reason = '', with_text = TRUE"),
    ("ck_gebruiker_left", "UPDATE gebruiker SET left_at = '2026-09-03 12:00:00', blocked_at = NULL"),
    ("ck_opruimpost_count", "UPDATE opruimpost SET count = -1"),
    ("ck_opruimpost_months", "UPDATE opruimpost SET months = 0"),
    ("ck_referentiecijfer_bron", "UPDATE referentiecijfer SET bron = ''"),
]


def test_a_commit_that_the_database_refuses_is_never_a_receipt(database, as_bilal):
    backend = database.engine.dialect.name
    with database.transaction() as session:
        for statement in DEBT + OWE[backend]:
            session.connection().exec_driver_sql(statement)
        inzending = gesprek(straat_in(session, "crabbehof").id)
    address, body = f"/api/v1/interviews/{inzending.id}", as_body(inzending)
    assert as_bilal.put(address, json=body).status_code == 500
    with database.transaction() as session:
        counts = [session.scalar(select(func.count()).select_from(table)) for table in (Interview, Antwoord)]
        assert counts == [0, 0]
        session.connection().exec_driver_sql(FORGIVE[backend])
    assert as_bilal.put(address, json=body).status_code == 201, "the failure left no lock behind"


def test_every_session_is_committed_before_the_answer():
    everything = create_app(Settings(_env_file=None, DATABASE_URL="sqlite://")).routes
    routes = [route for route in iter_route_contexts(everything) if not route.path.startswith("/static")]
    sessions = [found for route in routes for found in _sessions(route.dependant)]
    assert len(sessions) > 20
    assert {found.scope for found in sessions} == {"function"}


def test_nobody_else_commits():
    sources = Path(app.__file__).parent.rglob("*.py")
    assert [path.name for path in sources if ".commit(" in path.read_text(encoding="utf-8")] == ["database.py"]


@pytest.mark.parametrize(
    ("writes", "problem", "is_kept"), [(True, None, True), (True, NotFound("Weg."), False), (False, None, False)]
)
def test_returning_keeps_and_raising_undoes(database, writes, problem, is_kept):
    async def request() -> None:
        async with database.request_session(writes=writes) as session:
            session.add(Wijk(code="nieuw", name="Nieuw"))
            session.flush()
            if problem:
                raise problem

    with start_blocking_portal() as loop, pytest.raises(type(problem)) if problem else nullcontext():
        loop.call(request)
    with database.transaction() as session:
        assert (session.get(Wijk, "nieuw") is not None) == is_kept


def test_what_a_request_reads_is_of_one_moment(database):
    """A page that asks twice must not find the second time what was not there the first."""
    with start_blocking_portal() as portal:

        async def read() -> tuple[int, int]:
            async with database.request_session(writes=False) as session:
                before = session.scalar(select(func.count()).select_from(Wijk))
                with database.transaction() as other:
                    other.add(Wijk(code="nieuw", name="Nieuw"))
                return before, session.scalar(select(func.count()).select_from(Wijk))

        before, after = portal.call(read)
    assert before == after


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_statement_that_hangs_gives_its_connection_back(database, database_url):
    limited = Database(database_url, statement_seconds=0.1)
    with limited.snapshot() as session, pytest.raises(OperationalError) as cancelled:
        session.connection().exec_driver_sql("SELECT pg_sleep(20)")
    assert "te lang" in explain_failure(cancelled.value).detail
    with limited.snapshot() as session:
        assert session.scalar(select(1)) == 1
    limited.engine.dispose()
    with database.snapshot() as session:
        assert session.connection().exec_driver_sql("SHOW statement_timeout").scalar() == "0", "commands are free"


def test_every_check_refuses_what_it_forbids(full_database):
    listed = [
        (name, f"UPDATE {table.name} SET {column} = 'onzin'")
        for table in TABLES
        for name, column, _ in listings(checks_of(table))
    ]
    assert {name for name, _ in BROKEN + listed} == {name for table in TABLES for name, _ in checks_of(table)}
    with full_database.engine.connect() as connection:
        allow_changes(connection)
        for name, statement in BROKEN + listed:
            assert name in refusal(connection, text(statement)), statement


def test_every_key_points_to_something(full_database):
    with full_database.engine.connect() as connection:
        allow_changes(connection)
        for key in [key for table in TABLES for key in table.foreign_keys]:
            column = key.parent
            row = connection.execute(select(column.table).order_by(column.is_(None)).limit(1)).mappings().one()
            change = update(column.table).where(_is(column.table, row)).values({column.name: invent_other(column)})
            assert "foreign key" in refusal(connection, change).lower(), key


def test_what_is_unique_comes_once(full_database):
    constraints = [
        constraint
        for table in TABLES
        for constraint in table.constraints
        if isinstance(constraint, (UniqueConstraint, PrimaryKeyConstraint))
    ]
    with full_database.engine.connect() as connection:
        allow_changes(connection)
        for constraint in constraints:
            known = [column.is_not(None) for column in constraint.columns]
            row = dict(connection.execute(select(constraint.table).where(*known).limit(1)).mappings().one())
            if isinstance(constraint, UniqueConstraint):
                row |= {column.name: invent_other(column) for column in constraint.table.primary_key}
            assert "unique" in refusal(connection, insert(constraint.table).values(row)).lower(), constraint


def test_what_is_required_is_there(full_database):
    with full_database.engine.connect() as connection:
        allow_changes(connection)
        for column in [column for table in TABLES for column in table.columns if not column.nullable]:
            change = update(column.table).values({column.name: null()})
            assert "null constraint" in refusal(connection, change).lower().replace("-", " "), column


def refusal(connection: Connection, statement: Executable) -> str:
    """The words in which the database refuses this."""
    try:
        with connection.begin_nested():
            connection.execute(statement)
    except IntegrityError as error:
        return str(error.orig)
    return "accepted"


def _is(table: Table, row) -> Any:
    return and_(*(column == row[column.name] for column in table.primary_key))


def _sessions(dependant: Dependant) -> list[Dependant]:
    found = [dependant] if dependant.call is get_session else []
    return found + [session for each in dependant.dependencies for session in _sessions(each)]
