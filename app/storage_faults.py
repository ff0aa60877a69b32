"""What the database complains of, as a problem for who asked: it is away, it is full, or nobody foresaw it."""

import sqlite3

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from app.errors import Failure, Problem, StorageFull, Unavailable

AWAY = (psycopg.OperationalError, psycopg.InterfaceError)
FULL = (psycopg.errors.DiskFull, psycopg.errors.OutOfMemory)
AWAY_IN_SQLITE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)


def explain_failure(error: Exception) -> Problem:
    """The answer to an exception that nobody foresaw, and to those that the database may raise at any moment."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if _is_full(cause):
        return StorageFull(
            "Er is geen ruimte meer om iets te bewaren. Er is niets opgeslagen: bewaar het zelf en probeer het later. "
            "Meld dit aan de beheerder."
        )
    if isinstance(error, NoConnectionLeft) or _is_away(cause):
        return Unavailable("De database is even niet bereikbaar. Er is niets opgeslagen. Probeer het straks opnieuw.")
    return Failure("Er ging bij ons iets mis. Er is niets opgeslagen. Probeer het over een minuut opnieuw.")


def _is_full(cause: object) -> bool:
    if isinstance(cause, sqlite3.Error):
        return _primary(cause) == sqlite3.SQLITE_FULL
    return isinstance(cause, FULL)


def _is_away(cause: object) -> bool:
    if isinstance(cause, sqlite3.Error):
        return _primary(cause) in AWAY_IN_SQLITE
    return isinstance(cause, AWAY)


def _primary(error: sqlite3.Error) -> int:
    """SQLite's result code without the details that stand in its higher bits."""
    code: int = getattr(error, "sqlite_errorcode", 0)  # not there on an error of the driver itself
    return code & 0xFF
