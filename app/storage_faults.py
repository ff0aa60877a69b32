"""What the database complains of, as a problem for who asked: it is away, it is full, or nobody foresaw it."""

import sqlite3

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from app.errors import Failure, Problem, StorageFull, Unavailable

AWAY = (psycopg.OperationalError, psycopg.InterfaceError)
FULL = (psycopg.errors.DiskFull, psycopg.errors.OutOfMemory)
# A quota that is used up comes out of SQLite as a write that failed.
FULL_IN_SQLITE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE)
AWAY_IN_SQLITE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)


def explain_failure(error: Exception) -> Problem:
    """The answer to an exception that nobody foresaw, and to those that the database may raise at any moment."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if _is_full(cause):
        return StorageFull(
            "We kunnen niets bewaren: onze opslag is vol. Er is niets opgeslagen. Bewaar het zelf, meld dit aan de "
            "beheerder en probeer het later opnieuw."
        )
    if isinstance(cause, psycopg.errors.QueryCanceled):
        return Unavailable("De database deed er te lang over. Er is niets opgeslagen. Probeer het straks opnieuw.")
    if isinstance(error, NoConnectionLeft) or _is_away(cause):
        return Unavailable("De database is even niet bereikbaar. Er is niets opgeslagen. Probeer het straks opnieuw.")
    return Failure("Er ging bij ons iets mis. Er is niets opgeslagen. Probeer het over een minuut opnieuw.")


def _is_full(cause: object) -> bool:
    return isinstance(cause, FULL) or _code(cause) in FULL_IN_SQLITE


def _is_away(cause: object) -> bool:
    return isinstance(cause, AWAY) or _code(cause) & 0xFF in AWAY_IN_SQLITE  # without the details in the higher bits


def _code(cause: object) -> int:
    """What SQLite calls this error; 0 when it is not SQLite's."""
    code: int = getattr(cause, "sqlite_errorcode", 0)
    return code
