"""What a database needs to count the same answers itself: GROUP BY, asked without a server around it."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import duckdb

from app import demo
from app.database import Database
from app.overzichten.vragen import MEASURED
from bench.city import City, answer_lines

COUNT = f"""
SELECT interview.straat_id, interview.soort, antwoord.vraag, antwoord.code, count(*)
FROM interview JOIN antwoord ON antwoord.interview_id = interview.id
WHERE interview.meetronde_code = '{demo.NULMETING}' AND interview.status IN ('nieuw', 'goedgekeurd')
AND antwoord.vraag IN ({", ".join(f"'{vraag}'" for vraag in MEASURED)})
"""
OF_WIJK = "AND interview.straat_id IN (SELECT id FROM straat WHERE wijk_code = 'wijk-0')"
GROUPS = "GROUP BY interview.straat_id, interview.soort, antwoord.vraag, antwoord.code"

Ask = Callable[[str], Any]


def time_group_by(ask: Ask, times: int) -> tuple[float, float]:
    """The median of so many times, in milliseconds: of one wijk, and of all of them at most three times."""
    return _median(ask, f"{COUNT} {OF_WIJK} {GROUPS}", times), _median(ask, f"{COUNT} {GROUPS}", min(times, 3))


def asking(database: Database) -> Ask:
    """Ask SQLite or PostgreSQL by its own driver."""

    def ask(query: str) -> Any:
        with database.engine.connect() as connection:
            return connection.exec_driver_sql(query).all()

    return ask


@contextmanager
def asking_duckdb(city: City) -> Iterator[Ask]:
    """Ask DuckDB, with the same interviews in a file of its own."""
    interviews = (
        f"{held.id}\t{demo.NULMETING}\t{held.straat_id}\t{held.sheet.soort}\t{held.status}\n" for held in city.held()
    )
    straten = (f"{key}\t{code}\n" for key, code in city.straten)
    with (
        tempfile.TemporaryDirectory(prefix="wijkpeil-duckdb-") as folder,
        duckdb.connect(f"{folder}/city.duckdb") as connection,
    ):
        connection.execute("SET enable_progress_bar = false")
        for table, columns, lines in (
            ("straat", "id UUID, wijk_code TEXT", straten),
            ("interview", "id UUID, meetronde_code TEXT, straat_id UUID, soort TEXT, status TEXT", interviews),
            ("antwoord", "interview_id UUID, vraag TEXT, code TEXT, text TEXT, folded TEXT", answer_lines(city)),
        ):
            file = Path(folder) / table
            with file.open("w", encoding="utf-8") as written:
                written.writelines(lines)
            connection.execute(f"CREATE TABLE {table} ({columns})")
            connection.execute(f"COPY {table} FROM '{file}' (DELIMITER '\t', NULLSTR '\\N', HEADER false, QUOTE '')")
        yield lambda query: connection.execute(query).fetchall()


def _median(ask: Ask, query: str, times: int) -> float:
    each = []
    for _ in range(times):
        began = perf_counter()
        ask(query)
        each.append(perf_counter() - began)
    return median(each) * 1000
