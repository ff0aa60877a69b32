"""A database as in real use, with the demo's streets and people: every commit waits for the disk."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from app.database import Database
from tests import postgres
from tests.conftest import furnish

AS_INSTALLED: Mapping[str, str] = {}
"""PostgreSQL's own settings, unlike those of the tests."""


@contextmanager
def sqlite() -> Iterator[Database]:
    """An SQLite file of its own, on the disk that TMPDIR names."""
    with tempfile.TemporaryDirectory(prefix="wijkpeil-bench-") as folder:
        yield from _furnished(f"sqlite:///{folder}/wijkpeil.sqlite3")


@contextmanager
def postgresql() -> Iterator[Database]:
    """A database of its own, on a PostgreSQL server of its own or on that of TEST_DATABASE_URL."""
    with postgres.server(AS_INSTALLED) as server, postgres.database(server) as name:
        yield from _furnished(f"{server.replace('postgresql://', 'postgresql+psycopg://')}/{name}")


DATABASES: Mapping[str, Callable[[], AbstractContextManager[Database]]] = {"SQLite": sqlite, "PostgreSQL": postgresql}


def url_of(database: Database) -> str:
    """Its address with everything in it, for another process."""
    return database.url.render_as_string(hide_password=False)


def describe(database: Database) -> str:
    """Which database this is, and what it says itself of waiting for the disk (SQLite's 2 is FULL)."""
    if database.is_sqlite:
        name, version, ask, settings = "SQLite", "SELECT sqlite_version()", "PRAGMA", ("journal_mode", "synchronous")
    else:
        name, version, ask, settings = "PostgreSQL", "SHOW server_version", "SHOW", ("fsync", "synchronous_commit")
    with database.engine.connect() as connection:
        number = connection.exec_driver_sql(version).scalar_one().split()[0]
        answers = [f"{each}={connection.exec_driver_sql(f'{ask} {each}').scalar_one()}" for each in settings]
    return f"{name} {number}, {', '.join(answers)}."


def _furnished(url: str) -> Iterator[Database]:
    furnish(url)
    database = Database(url)
    yield database
    database.engine.dispose()
