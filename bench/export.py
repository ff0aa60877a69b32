"""How long a file with very many interviews takes, from the button to the last byte, and what it takes of the memory.

Asked of a server as it runs for real, by a coordinator's browser. The memory is what Linux says: of the server how much
it grew, and of the process that it starts the most it ever had.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

import httpx

from app import demo
from app.models import Formaat, Vorm
from bench.city import build_city
from bench.databases import DATABASES, describe, url_of
from bench.servers import WIJKPEIL, memory_of, server_process
from bench.table import write_table

NUMBER = 100_000
QUICK = 1_000
ASKED = [*((formaat, vorm, {}) for formaat in (Formaat.CSV_NL, Formaat.XLSX, Formaat.SAV) for vorm in Vorm)]
WITH_TEXT = {"tekst": "ja", "straat": "ja", "reden": "Bench."}
ALL_OF_IT = [(formaat, Vorm.BREED, WITH_TEXT) for formaat in (Formaat.CSV_NL, Formaat.XLSX, Formaat.SAV)]
HEADER = ("seconds", "of a processor", "file MB", "server grew MB", "process at most MB")


@dataclass(frozen=True)
class Cost:
    """What one file took."""

    seconds: float
    processor: float
    size: int
    growth: int
    peak: int


def measure(*, quick: bool) -> str:
    """The table: every format and form on each database, with and without open answers."""
    number, remarks, rows = QUICK if quick else NUMBER, [], []
    for name, open_database in DATABASES.items():
        with open_database() as database:
            build_city(database, number)
            remarks.append(describe(database))
            with _coordinator(url_of(database)) as (client, server):
                for formaat, vorm, more in ASKED + ALL_OF_IT:
                    cost = _export(client, server, {"formaat": formaat, "vorm": vorm} | more)
                    words = f"{name}: {formaat}, {vorm}{', with open answers and straten' if more else ''}"
                    rows.append([words, *_figures(cost)])
    header = (f"Exporting {number:,} interviews", *HEADER)
    return "\n".join([*remarks, "", write_table(header, rows)])


@contextmanager
def _coordinator(url: str) -> Iterator[tuple[httpx.Client, int]]:
    """Anna's browser, logged in, and the id of the server's process."""
    with (
        tempfile.TemporaryDirectory(prefix="wijkpeil-bench-") as folder,
        server_process(WIJKPEIL, url, WIJKPEIL_EXPORT_FOLDER=f"{folder}/uitvoer") as (port, server),
    ):
        address = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=address, headers={"Origin": address}, timeout=300) as client:
            client.post("/inloggen", data={"email": demo.ANNA_EMAIL, "wachtwoord": demo.ANNA_PASSWORD})
            client.get("/interviews/uitvoer").raise_for_status()
            yield client, server


def _export(client: httpx.Client, server: int, form: dict[str, str]) -> Cost:
    before, began = memory_of(server, "VmRSS"), perf_counter()
    asked = {"meetronde": demo.NULMETING, "status": ["nieuw", "goedgekeurd"], "zeker": "ja"} | form
    address = client.post("/interviews/uitvoer", data=asked).headers["location"]
    peak, processor = 0, 0.0
    while 'hx-trigger="every 1s"' in (page := client.get(address).text):
        # The last that was seen: for a moment after its start a process still tells of its parent's memory.
        peak = max((memory_of(child, "VmHWM") for child in _children(server)), default=peak)
        processor = max((_processor_seconds(child) for child in _children(server)), default=processor)
        sleep(0.1)
    size = sum(len(part) for part in _file(client, address, page))
    seconds = perf_counter() - began
    return Cost(seconds, processor, size, memory_of(server, "VmRSS") - before, peak)


def _file(client: httpx.Client, address: str, page: str) -> Iterator[bytes]:
    if not re.search("Het bestand is klaar", page):
        raise RuntimeError(f"The file was not made: {page}")
    with client.stream("POST", f"{address}/bestand") as answer:
        answer.raise_for_status()
        yield from answer.iter_bytes()


def _children(process: int) -> list[int]:
    listed = [each.read_text() for each in Path(f"/proc/{process}/task").glob("*/children")]
    return [int(child) for line in listed for child in line.split()]


def _processor_seconds(process: int) -> float:
    """How long a processor was at work for it: on a busy machine far less than it took."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    except FileNotFoundError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _figures(cost: Cost) -> list[str]:
    megabytes = (cost.size, cost.growth, cost.peak)
    return [f"{cost.seconds:.1f}", f"{cost.processor:.1f}", *(f"{each / 1e6:.0f}" for each in megabytes)]
