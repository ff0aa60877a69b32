"""Everybody at once: fifty phones send as fast as they are answered, twenty dashboards pull scores, three coordinators
work. Whether anything goes wrong, how long a phone waits for its receipt, and whether the server's memory stays flat.

A minute by itself; `--minutes 30` makes a soak of it. How fast the machine is shows in the same run, by the same phones
with a server that does nothing.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from statistics import median, quantiles

import httpx
from sqlmodel import func, select

from app import demo
from app.database import Database
from app.interviews import Afzender, receive
from app.models import Gebruiker, Interview, Meetronde
from bench.databases import describe, postgresql, sqlite, url_of
from bench.interviews import invented_bodies
from bench.pressing import Crowd, Headers, Heard, press
from bench.published import publish_city
from bench.servers import NOTHING, WIJKPEIL, memory_of, server, server_process
from bench.storing import link_phones
from bench.table import write_table

PHONES, DASHBOARDS, COORDINATORS = 50, 20, 3
SECONDS = 60
WARM_UP_SECONDS = 10
BODIES = 20_000
PUBLISHED = 400
AIM_MS = 250

INSTALLATIONS: Mapping[str, tuple[Callable[[], AbstractContextManager[Database]], int]] = {
    "SQLite": (sqlite, 1),
    "PostgreSQL": (postgresql, 1),
    "PostgreSQL, 2 processes": (postgresql, 2),
}
"""The steps of docs/schaal.md that can be tried on one machine: which database, and how many processes serve it."""

EVERY_SECONDS = 1.0


@dataclass
class Load:
    """What came of it. `stored` is asked of the database; `memory` is in bytes, of all processes, once a second."""

    heard: Heard
    seconds: float
    stored: int
    memory: list[int] = field(default_factory=list)


def measure(*, quick: bool, minutes: float | None = None) -> str:
    """The table: each database beside what is aimed at. Raises when an interview that was acknowledged is not there."""
    seconds = 3 if quick else (minutes * 60 if minutes else SECONDS)
    remarks, loads = [], []
    for open_database, processes in INSTALLATIONS.values():
        with open_database() as database:
            remarks.append(describe(database))
            loads.append(_measure(database, processes, seconds, bodies=500 if quick else BODIES))
    remarks.append(f"The same phones with a server that does nothing: {_measure_nothing(min(seconds, 10))}.")
    title = f"{PHONES} phones, {DASHBOARDS} dashboards, {COORDINATORS} coordinators, {seconds:.0f} s"
    rows = [[words, aim, *(figure(load) for load in loads)] for words, aim, figure in _ROWS]
    wrong = [f"Went wrong: {dict(load.heard.wrong)}" for load in loads if load.heard.wrong]
    return "\n".join([*dict.fromkeys(remarks), *wrong, "", write_table((title, "aim", *INSTALLATIONS), rows)])


def _measure(database: Database, processes: int, seconds: float, bodies: int) -> Load:
    _publish_nulmeting(database)
    with database.transaction() as session:
        phones, sent = link_phones(session, PHONES), invented_bodies(session, bodies)
    with ExitStack() as running:
        started = [running.enter_context(server_process(WIJKPEIL, url_of(database))) for _ in range(processes)]
        ports = [port for port, _ in started]
        dashboard = {"Authorization": f"Bearer {demo.DASHBOARD_KEY}"}
        crowd = Crowd(phones, [dashboard] * DASHBOARDS, [_log_in(ports[0]) for _ in range(COORDINATORS)], sent)
        press(ports, crowd, min(WARM_UP_SECONDS, seconds))
        before = _stored(database)
        with _watch_memory([process for _, process in started]) as memory:
            heard = press(ports, crowd, seconds)
        load = Load(heard, seconds, _stored(database) - before, memory)
    acknowledged = len(heard.seconds["phones"]) - sum(n for what, n in heard.wrong.items() if what.startswith("PUT"))
    if load.stored < acknowledged:
        raise RuntimeError(f"{acknowledged} interviews were acknowledged, {load.stored} are there.")
    return load


def _measure_nothing(seconds: float) -> str:
    headers = {"Content-Type": "application/json"}
    with server(NOTHING) as port:
        heard = press([port], Crowd([headers] * PHONES, [], [], ["{}"]), seconds)
    load = Load(heard, seconds, len(heard.seconds["phones"]))
    return f"{load.stored / seconds:,.0f} answers a second, p95 {_waited('phones', 95, load)} ms"


def _publish_nulmeting(database: Database) -> None:
    with database.transaction() as session:
        nulmeting = session.get_one(Meetronde, demo.NULMETING)
        bilal = session.exec(select(Gebruiker.id).where(Gebruiker.name == "Bilal")).one()
        for inzending in islice(demo.invented_interviews(session, nulmeting, "load", with_klanten=True), PUBLISHED):
            receive(session, inzending, Afzender(interviewer_id=bilal))
        nulmeting.closed_at = datetime.now(UTC) - timedelta(days=1)
    publish_city(database)


def _log_in(port: int) -> Headers:
    address = f"http://127.0.0.1:{port}"
    form = {"email": demo.ANNA_EMAIL, "wachtwoord": demo.ANNA_PASSWORD}
    answer = httpx.post(f"{address}/inloggen", data=form, headers={"Origin": address})
    cookies = "; ".join(f"{name}={value}" for name, value in answer.cookies.items())
    return {"Cookie": cookies, "Sec-Fetch-Site": "same-origin"}


def _stored(database: Database) -> int:
    with database.snapshot() as session:
        return session.exec(select(func.count()).select_from(Interview)).one()


@contextmanager
def _watch_memory(processes: Sequence[int]) -> Iterator[list[int]]:
    """How much the server holds, every second until the end of the block."""

    def held() -> int:
        return sum(memory_of(process, "VmRSS") for process in processes)

    seen, is_over = [held()], threading.Event()

    def look() -> None:
        while not is_over.wait(EVERY_SECONDS):
            seen.append(held())

    watching = threading.Thread(target=look)
    watching.start()
    try:
        yield seen
    finally:
        is_over.set()
        watching.join()


def _waited(kind: str, percent: int, load: Load) -> str:
    each = load.heard.seconds[kind]
    return f"{quantiles(each, n=100, method='inclusive')[percent - 1] * 1000:,.0f}" if len(each) > 1 else "-"


def _megabytes(memory: list[int]) -> str:
    return f"{median(memory) / 1e6:.0f}"


_ROWS = (
    ("answers that were wrong", "0", lambda load: f"{sum(load.heard.wrong.values()):,}"),
    ("interviews stored, per second", "", lambda load: f"{load.stored / load.seconds:,.0f}"),
    ("a phone waits, p50 ms", "", lambda load: _waited("phones", 50, load)),
    ("a phone waits, p95 ms", str(AIM_MS), lambda load: _waited("phones", 95, load)),
    ("a phone waits, p99 ms", "", lambda load: _waited("phones", 99, load)),
    ("a dashboard waits, p95 ms", "", lambda load: _waited("dashboards", 95, load)),
    ("a coordinator waits, p95 ms", "", lambda load: _waited("coordinators", 95, load)),
    ("memory of the server, first tenth, MB", "", lambda load: _megabytes(load.memory[: len(load.memory) // 10 + 1])),
    ("memory of the server, last tenth, MB", "", lambda load: _megabytes(load.memory[-len(load.memory) // 10 :])),
)  # fmt: skip
