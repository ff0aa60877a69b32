"""What a copy of the database is, whichever database it was: a file, and what was found when it was tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from app.errors import Failure

CLOCK_MARGIN = timedelta(minutes=1)
"""How far the clocks of the server's processes and of the database may differ without a wrong promise."""

Counts = Mapping[str, int]
"""How many rows each table has."""


@dataclass(frozen=True)
class Copied:
    """A readable copy of everything. `restored` tells whether it was tried by restoring it, or only read through."""

    file: Path
    counts: Counts
    safe_before: datetime
    restored: bool


def count_rows(connection: Connection) -> Counts:
    """How many rows each table has, as this connection sees them."""
    preparer = connection.dialect.identifier_preparer
    return {
        table: connection.execute(text(f"SELECT count(*) FROM {preparer.quote(table)}")).scalar_one()  # noqa: S608
        for table in sorted(inspect(connection).get_table_names())
    }


def require_equal(there: Counts, copied: Counts) -> None:
    """Raise Failure when the copy does not have every row of every table."""
    for table in sorted(there.keys() | copied.keys()):
        if there.get(table) != copied.get(table):
            raise Failure(
                f"De back-up klopt niet: tabel {table} heeft {there.get(table)} regels, de kopie {copied.get(table)}. "
                "Er is geen back-up bewaard. Probeer het opnieuw."
            )
