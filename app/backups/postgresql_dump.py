"""PostgreSQL: copied by pg_dump from one snapshot, tried by pg_restore in a database of its own, put back by psql."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, inspect, text

from app.backups.copied import CLOCK_MARGIN, Copied, Counts, count_rows, require_equal
from app.backups.postgresql_tools import Tools
from app.database import Database
from app.errors import ChangedMeanwhile, InvalidInput

EXTENSION = "dump"
FIRST_BYTES = b"PGDMP"

TRIAL_SUFFIX = "_beproeving_van_de_backup"
"""Behind the name of the database: the one in which a copy is tried. What an interrupted trial left is dropped."""

ONLY_TABLES = ("--no-owner", "--no-privileges")

# A transaction began before it looked at the clock for `received_at`; what is not running has been committed.
_OLDEST_RUNNING = """
    SELECT least(min(xact_start), statement_timestamp()) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND backend_type IS DISTINCT FROM 'autovacuum worker'
"""
_MAY_CREATE = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"


def copy(database: Database, folder: Path) -> Copied:
    """Everything as it is at one moment. Writers do not wait for it."""
    file, tools = folder / f"wijkpeil.{EXTENSION}", Tools.beside(database)
    safe_before: datetime = _ask(database, _OLDEST_RUNNING)
    with database.snapshot() as session:
        connection = session.connection()
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        counts = count_rows(connection)
        schema = connection.dialect.identifier_preparer.quote(str(inspect(connection).default_schema_name))
        what = [f"--snapshot={snapshot}", f"--table={schema}.*", *ONLY_TABLES]
        tools.run("pg_dump", "--format=custom", *what, f"--file={file}", f"--dbname={tools.address()}")
    restored = _try_out(database, tools, file, counts)
    return Copied(file, counts, safe_before - CLOCK_MARGIN, restored)


def put_back(database: Database, file: Path, folder: Path) -> None:
    """Put this copy in the place of every table there is, in one transaction, and bring it up to date.

    Raises InvalidInput for a copy of a newer Wijkpeil, ChangedMeanwhile while somebody has the database open.
    """
    tools = Tools.beside(database)
    _require_known(database, tools, file)
    if _ask(database, _OTHERS):
        raise ChangedMeanwhile(
            "De database is in gebruik. Stop eerst Wijkpeil, ook de back-updienst, en probeer het dan opnieuw. "
            "Er is niets veranderd."
        )
    script = folder / "herstel.sql"
    tools.run("pg_restore", *ONLY_TABLES, f"--file={script}", str(file))
    with database.engine.connect() as connection:
        preparer = connection.dialect.identifier_preparer
        tables = ", ".join(preparer.quote(name) for name in inspect(connection).get_table_names())
    clear = [f"--command=DROP TABLE {tables} CASCADE"] if tables else []
    strict = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    tools.run("psql", *strict, *clear, f"--file={script}", f"--dbname={tools.address()}")
    database.migrate()


def _try_out(database: Database, tools: Tools, file: Path, counts: Counts) -> bool:
    """Restore the copy somewhere else and count; only read it through where we may not make a database."""
    if not _ask(database, _MAY_CREATE):
        tools.run("pg_restore", "--file=/dev/null", str(file))
        return False
    with _trial_database(database) as trial:
        strict = ("--exit-on-error", "--single-transaction", f"--dbname={tools.address(str(trial.database))}")
        tools.run("pg_restore", *strict, *ONLY_TABLES, str(file))
        engine = create_engine(trial)
        try:
            with engine.connect() as connection:
                require_equal(counts, count_rows(connection))
        finally:
            engine.dispose()
    return True


@contextmanager
def _trial_database(database: Database) -> Iterator[URL]:
    name = f"{database.url.database}"[: 63 - len(TRIAL_SUFFIX)] + TRIAL_SUFFIX
    quoted = database.engine.dialect.identifier_preparer.quote(name)
    drop = f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)"
    engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(drop)
        connection.exec_driver_sql(f"CREATE DATABASE {quoted} TEMPLATE template0")
    try:
        yield database.url.set(database=name)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(drop)


def _require_known(database: Database, tools: Tools, file: Path) -> None:
    said = tools.run("pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file)).splitlines()
    revisions = [line for before, line in pairwise(said) if before.startswith("COPY ")]
    if not revisions:
        raise InvalidInput("Dit is geen back-up van Wijkpeil. Er is niets veranderd.")
    database.require_known(revisions[0])


def _ask(database: Database, question: str) -> Any:
    with database.engine.connect() as connection:
        return connection.exec_driver_sql(question).scalar_one()
