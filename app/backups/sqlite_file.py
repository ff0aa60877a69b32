"""SQLite: copied by its own backup while others write, tried by opening the copy, put back by changing places."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import DatabaseError

from app.backups.copied import CLOCK_MARGIN, Copied, Counts, count_rows, require_equal
from app.backups.workplace import flush_folder, flush_to_disk
from app.database import Database
from app.errors import ChangedMeanwhile, Failure

EXTENSION = "sqlite3"
FIRST_BYTES = b"SQLite format 3\0"


def copy(database: Database, folder: Path) -> Copied:
    """Everything as it is at one moment. Writers do not wait for it. Raises Failure when the copy cannot be made."""
    file = folder / f"wijkpeil.{EXTENSION}"
    safe_before = _all_earlier_is_committed(database) - CLOCK_MARGIN
    with _failing_in_words(f"Maak ruimte in {folder.parent}, of kies met TMPDIR een andere plek."):
        with database.snapshot() as session, closing(sqlite3.connect(file)) as target:
            connection = session.connection()
            counts = count_rows(connection)
            source: Any = connection.connection.driver_connection
            source.backup(target)
        _make_one_file(file)
    require_equal(counts, _try_out(file))
    return Copied(file, counts, safe_before, restored=True)


def put_back(database: Database, file: Path, _folder: Path) -> None:
    """Put this copy where the database is, brought up to date first. What was there stays beside it.

    Raises InvalidInput for a copy of a newer Wijkpeil, ChangedMeanwhile while somebody has the database open, Failure
    when there is no room for it.
    """
    target = Path(str(database.url.database))
    advice = f"Maak ruimte in {target.parent}."
    incoming = target.with_name(f".{target.name}.herstel")
    incoming.unlink(missing_ok=True)
    try:
        with _failing_in_words(advice), incoming.open("xb") as there, file.open("rb") as plain:
            incoming.chmod(0o600)
            shutil.copyfileobj(plain, there)
        _try_out(incoming)
        newest = Database(f"sqlite:///{incoming}")
        try:
            newest.migrate()
        finally:
            newest.engine.dispose()
        with _failing_in_words(advice):
            _make_one_file(incoming)
        _try_out(incoming)
        flush_to_disk(incoming)
        database.engine.dispose()
        _set_aside(target)
        incoming.replace(target)
        flush_folder(target.parent)
    finally:
        for leftover in target.parent.glob(f"{incoming.name}*"):
            leftover.unlink()


@contextmanager
def _failing_in_words(advice: str) -> Iterator[None]:
    """Raise Failure for what cannot be written of a copy: nearly always, because the disk is full."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise Failure(f"De kopie is niet te schrijven ({error}). {advice} Er is niets veranderd.") from error


def _all_earlier_is_committed(database: Database) -> datetime:
    """A moment before which nothing was received that is not yet committed.

    Who writes holds the database from before it looks at the clock until the commit: once we hold it, nobody does.
    """
    with database.transaction() as session:
        session.connection()
        return datetime.now(UTC)


def _make_one_file(file: Path) -> None:
    """Without a journal beside it, and without what was deleted but still stood in it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("VACUUM")


def _try_out(file: Path) -> Counts:
    """Open a copy as a server would, and count; raises Failure when anything in it is not whole."""
    engine = create_engine(f"sqlite:///file:{quote(str(file.resolve()))}?mode=ro&uri=true", poolclass=NullPool)
    try:
        with engine.connect() as connection:
            verdict = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
            dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if verdict == "ok" and dangling is None:
                return count_rows(connection)
    except DatabaseError as error:
        verdict, dangling = str(error.orig), None
    what = f"een regel in {dangling[0]} verwijst naar niets" if dangling else verdict
    raise Failure(f"De kopie is niet heel: {what}. Er is niets veranderd.")


def _set_aside(target: Path) -> None:
    """Keep what is there under another name, with its journals: a journal must never meet another database."""
    if not target.exists():
        return
    _require_alone(target)
    aside = target.with_name(f"{target.name}.voor-herstel-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}")
    for journal in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            target.with_name(target.name + journal).rename(aside.with_name(aside.name + journal))
    os.link(target, aside)


def _require_alone(target: Path) -> None:
    """Only who is alone may take a database out of the mode with a journal: that is how others are noticed."""
    try:
        with closing(sqlite3.connect(target, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise ChangedMeanwhile(
            "De database is in gebruik. Stop eerst Wijkpeil, ook de back-updienst, en probeer het dan opnieuw. "
            "Er is niets veranderd."
        ) from error
    except sqlite3.DatabaseError:
        return  # broken: nobody works with it, and it is a good reason to restore
