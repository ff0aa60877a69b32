"""Many visitors at once for a while: phones that send as fast as they are answered, dashboards and coordinators at the
pace of their own. In a process of their own, so that only the machine's processors are shared with the server.
"""

import multiprocessing
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from time import monotonic, perf_counter, sleep
from uuid import uuid4

from app import demo

PULL_SECONDS = 1.0
"""How long a dashboard waits between one pull and the next."""

THINK_SECONDS = 2.0
"""How long a coordinator looks at a page."""

Headers = Mapping[str, str]
QUEUE = f"/nakijken?meetronde={demo.HERHAALMETING}"
PULLED = (
    f"/api/v1/meetrondes/{demo.NULMETING}/scores",
    f"/api/v1/meetrondes/{demo.HERHAALMETING}/voorlopig/wijkscores",
    f"/api/v1/meetrondes/{demo.HERHAALMETING}/voorlopig/straatscores?wijk=crabbehof",
)
DESK = (f"/volgen?meetronde={demo.HERHAALMETING}", "/interviews", f"/overzicht?meetronde={demo.HERHAALMETING}")


@dataclass(frozen=True)
class Crowd:
    """Who asks: the headers of each, and the bodies that the phones send, over and over under new ids."""

    phones: Sequence[Headers]
    dashboards: Sequence[Headers]
    coordinators: Sequence[Headers]
    bodies: Sequence[str]


@dataclass
class Heard:
    """How long each answer took, in seconds, by who asked; and how often what went wrong."""

    seconds: dict[str, list[float]] = field(
        default_factory=lambda: {"phones": [], "dashboards": [], "coordinators": []}
    )
    wrong: Counter[str] = field(default_factory=Counter)


def press(ports: Sequence[int], crowd: Crowd, seconds: float) -> Heard:
    """Let all of them ask for so long; of several processes, each in its turn."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(_press, ports, crowd, seconds).result()


def _press(ports: Sequence[int], crowd: Crowd, seconds: float) -> Heard:
    heard, until, bodies, turns = Heard(), monotonic() + seconds, _one_at_a_time(crowd.bodies), cycle(ports)
    asking = [
        *((_Visitor(next(turns), headers, "phones", heard).send, (bodies, until)) for headers in crowd.phones),
        *((_Visitor(next(turns), headers, "dashboards", heard).pull, (until,)) for headers in crowd.dashboards),
        *((_Visitor(next(turns), headers, "coordinators", heard).review, (until,)) for headers in crowd.coordinators),
    ]
    threads = [threading.Thread(target=visit, args=arguments) for visit, arguments in asking]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard


def _one_at_a_time(bodies: Sequence[str]) -> Callable[[], str]:
    lock, endless = threading.Lock(), cycle(bodies)

    def take() -> str:
        with lock:
            return next(endless)

    return take


class _Visitor:
    """One connection, and what is asked over it."""

    def __init__(self, port: int, headers: Headers, kind: str, heard: Heard) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers, self._kind, self._heard = headers, kind, heard

    def send(self, next_body: Callable[[], str], until: float) -> None:
        while monotonic() < until:
            self._ask("PUT", f"/api/v1/interviews/{uuid4()}", next_body(), expected=201)

    def pull(self, until: float) -> None:
        for path in _until(until, PULLED, PULL_SECONDS):
            self._ask("GET", path)

    def review(self, until: float) -> None:
        """Look around, and approve what is first in the queue."""
        for path in _until(until, (*DESK, QUEUE), THINK_SECONDS):
            page = self._ask("GET", path)
            if path == QUEUE and (found := re.search(r'href="(/nakijken/[0-9a-f-]{36})', page)):
                dossier = self._ask("GET", found[1])
                seen = re.search(r'name="gezien" value="(\d+)"', dossier)
                form = f"status=goedgekeurd&gezien={seen[1] if seen else 0}"
                # Of two coordinators who approve the same at once the second is told.
                self._ask("POST", f"{found[1]}/beoordelingen", form, expected=303, also=409)

    def _ask(self, method: str, path: str, body: str | None = None, expected: int = 200, also: int = 0) -> str:
        kind = "application/json" if method == "PUT" else "application/x-www-form-urlencoded"
        headers = {**self._headers, "Content-Type": kind} if body else dict(self._headers)
        began = perf_counter()
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            content = answer.read()
        except (OSError, HTTPException) as error:
            self._heard.wrong[f"{method} {self._kind}: {type(error).__name__}"] += 1
            self._connection.close()
            return ""
        self._heard.seconds[self._kind].append(perf_counter() - began)
        if answer.status not in (expected, also):
            self._heard.wrong[f"{method} {self._kind}: {answer.status}"] += 1
        return content.decode()


def _until(until: float, paths: Sequence[str], pause: float) -> Iterator[str]:
    for path in cycle(paths):
        if monotonic() >= until:
            return
        yield path
        sleep(pause)
