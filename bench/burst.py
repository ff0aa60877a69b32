"""Ten thousand phones find the network in the same second: each hands in one interview, and again when it is told to
come back later, until it has a receipt. Whether each is stored once, and whether the server stands all the while.
"""

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter
from uuid import UUID, uuid4

from sqlmodel import select

from app.database import Database
from app.models import Interview
from bench.clients import Timing
from bench.databases import DATABASES, describe, url_of
from bench.interviews import invented_bodies
from bench.pressing import Headers
from bench.servers import WIJKPEIL, memory_of, server_process
from bench.storing import link_phones
from bench.table import write_table

PHONES, QUICK = 10_000, 300
TOKENS = 50
PATIENCE_SECONDS = 10
"""As long as a phone waits for an answer before it tries again."""

ALIVE_EVERY_SECONDS = 0.5


@dataclass
class Rush:
    """What came of it: the answers by status, how long those took that told to come back, and whether we seem alive."""

    seconds: float = 0
    statuses: Counter[int] = field(default_factory=Counter)
    turned_away: list[float] = field(default_factory=list)
    alive: list[float] = field(default_factory=list)
    received: set[UUID] = field(default_factory=set)


def measure(*, quick: bool) -> str:
    """The table: each database. Raises when an interview is missing, or is there without a receipt."""
    number, remarks, rushes = QUICK if quick else PHONES, [], []
    for open_database in DATABASES.values():
        with open_database() as database:
            remarks.append(describe(database))
            rushes.append(_measure(database, number))
    rows = [
        [f"{name}: {words}", figure(rush, peak)]
        for name, (rush, peak) in zip(DATABASES, rushes, strict=True)
        for words, figure in _ROWS
    ]
    return "\n".join([*remarks, "", write_table((f"{number:,} phones at once", ""), rows)])


def _measure(database: Database, number: int) -> tuple[Rush, int]:
    with database.transaction() as session:
        phones, bodies = link_phones(session, TOKENS), invented_bodies(session, number)
    with server_process(WIJKPEIL, url_of(database)) as (port, server):
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
            rush = process.submit(_rush, port, phones, bodies).result()
        peak = memory_of(server, "VmHWM")
    with database.snapshot() as session:
        stored = set(session.exec(select(Interview.id)).all())
    if stored != rush.received:
        raise RuntimeError(f"{len(rush.received)} receipts were given for {len(stored)} interviews.")
    return rush, peak


def _rush(port: int, phones: Sequence[Headers], bodies: Sequence[str]) -> Rush:
    return asyncio.run(_everybody(port, phones, bodies))


async def _everybody(port: int, phones: Sequence[Headers], bodies: Sequence[str]) -> Rush:
    rush, began = Rush(), perf_counter()
    watching = asyncio.create_task(_watch(port, rush))
    await asyncio.gather(*(_hand_in(port, phones[each % len(phones)], body, rush) for each, body in enumerate(bodies)))
    rush.seconds = perf_counter() - began
    watching.cancel()
    return rush


async def _hand_in(port: int, headers: Headers, body: str, rush: Rush) -> None:
    interview_id = uuid4()
    while interview_id not in rush.received:
        began = perf_counter()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                status, retry_after = await _ask(port, "PUT", f"/api/v1/interviews/{interview_id}", headers, body)
        except (OSError, EOFError, TimeoutError):
            status, retry_after = 0, 15
        rush.statuses[status] += 1
        if status in (200, 201):
            rush.received.add(interview_id)
        elif status in (0, 503):
            if status:
                rush.turned_away.append(perf_counter() - began)
            await asyncio.sleep(retry_after)
        else:
            raise RuntimeError(f"A phone was answered {status}.")


async def _watch(port: int, rush: Rush) -> None:
    """Ask now and then whether the server is alive; an answer that does not come counts for as long as was waited."""
    while True:
        began = perf_counter()
        with suppress(OSError, EOFError, TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await _ask(port, "GET", "/gezond", {}, "")
        rush.alive.append(perf_counter() - began)
        await asyncio.sleep(ALIVE_EVERY_SECONDS)


async def _ask(port: int, method: str, path: str, headers: Headers, body: str) -> tuple[int, int]:
    """The status of the answer, and after how many seconds to come back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        sent = {"Host": f"127.0.0.1:{port}", "Connection": "close", "Content-Length": str(len(body)), **headers}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items()), "", body]
        writer.write("\r\n".join(lines).encode())
        answer = (await reader.read()).decode().lower()
    finally:
        writer.close()
    if not answer:
        raise EOFError
    retry_after = answer.partition("\r\nretry-after: ")[2].partition("\r\n")[0]
    return int(answer.split(" ", 2)[1]), int(retry_after or 0)


def _ms(seconds: Sequence[float], percent: int) -> str:
    return f"{Timing(1, seconds).percentile(percent):,.0f}" if len(seconds) > 1 else "-"


_ROWS = (
    ("everybody has a receipt, after seconds", lambda rush, _: f"{rush.seconds:.0f}"),
    ("stored, each once", lambda rush, _: f"{len(rush.received):,}"),
    ("told to come back", lambda rush, _: f"{rush.statuses[503]:,}"),
    ("not answered within ten seconds", lambda rush, _: f"{rush.statuses[0]:,}"),
    ("told to come back, p95 ms", lambda rush, _: _ms(rush.turned_away, 95)),
    ("/gezond, p95 ms", lambda rush, _: _ms(rush.alive, 95)),
    ("memory of the server at most, MB", lambda _, peak: f"{peak / 1e6:.0f}"),
)
