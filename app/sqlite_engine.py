"""How SQLite is opened, how a transaction begins on it, and how its tables are built anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection


@contextmanager
def rebuilding(connection: Connection) -> Iterator[None]:
    """A transaction in which a table may be built anew under the rows that point to it.

    SQLite cannot alter a constraint: a migration copies the table and drops the old one, which is refused while
    foreign keys are on. That switch does not move inside a transaction, so it is turned around it, and what it would
    have refused is looked for before the commit.
    """
    driver: Any = connection.connection.driver_connection
    untouched = driver.total_changes
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            yield
            # It takes half a second for 100,000 interviews: not at every start.
            changed = driver.total_changes != untouched
            if changed and (dangling := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                raise RuntimeError(f"This migration would leave a row in {dangling[0]} that points to nothing.")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def prepare(connection: Any, _record: object) -> None:
    """What a connection must be told before anything else."""
    connection.isolation_level = None  # we say BEGIN ourselves, so that creating tables is in the transaction too
    # What is taken out of an answer must not stay behind in the file: deleted content is overwritten.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def begin(connection: Connection) -> None:
    """Begin a transaction ourselves."""
    # A transaction that reads first and writes later can be refused half-way; one that will write says so at once.
    immediate = connection.get_execution_options().get("begin_immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
