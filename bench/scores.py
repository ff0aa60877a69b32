"""How long a score takes with a city's interviews stored: asked over HTTP, one request after another."""

from collections.abc import Iterator

from app import demo
from app.database import Database
from bench.city import build_city
from bench.clients import Call, Timing, ask
from bench.databases import DATABASES, describe, url_of
from bench.servers import WIJKPEIL, server
from bench.table import write_table

MEETRONDE = f"/api/v1/meetrondes/{demo.NULMETING}"
DASHBOARD = {"Authorization": f"Bearer {demo.DASHBOARD_KEY}"}
WARM_UP = 3


def measure(*, quick: bool) -> str:
    """The table: how long each question takes, on each database."""
    number, part = (2_000, 10) if quick else (100_000, 1)
    remarks, rows = [], []
    for name, open_database in DATABASES.items():
        with open_database() as database:
            build_city(database, number)
            remarks.append(describe(database))
            rows += [_row(f"{name}: {question}", timing) for question, timing in _measure(database, part)]
    header = (f"Scores, with {number:,} interviews stored", "p50 ms", "p95 ms")
    return "\n".join([*remarks, "", write_table(header, rows)])


def _measure(database: Database, part: int) -> Iterator[tuple[str, Timing]]:
    questions = {
        "one wijk": ("/voorlopig/wijkscores/crabbehof", 200),
        "all straten of a wijk": ("/voorlopig/straatscores?wijk=crabbehof", 100),
        "all wijken": ("/voorlopig/wijkscores", 10),
        "the whole meetronde": ("/voorlopig/score", 10),
    }
    with server(WIJKPEIL, url_of(database)) as port:
        for question, (path, times) in questions.items():
            call = Call("GET", MEETRONDE + path)
            ask(port, [call] * WARM_UP, [DASHBOARD], expected=200)
            yield question, ask(port, [call] * (times // part), [DASHBOARD], expected=200)


def _row(name: str, timing: Timing) -> list[str]:
    return [name, f"{timing.percentile(50):.0f}", f"{timing.percentile(95):.0f}"]
