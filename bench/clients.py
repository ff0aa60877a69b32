"""Clients that ask as fast as they are answered, in a process of their own: they must not slow the server down."""

import multiprocessing
import threading
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import quantiles
from time import perf_counter


@dataclass(frozen=True)
class Call:
    """One request, with its body written out beforehand."""

    method: str
    path: str
    body: str | None = None


@dataclass(frozen=True)
class Timing:
    """How long a number of things took together, and each of them, in seconds."""

    seconds: float
    each: Sequence[float]

    @property
    def per_second(self) -> float:
        return len(self.each) / self.seconds

    def percentile(self, percent: int) -> float:
        """Within how many milliseconds this part of them was done."""
        return quantiles(self.each, n=100, method="inclusive")[percent - 1] * 1000


def ask(port: int, calls: Sequence[Call], visitors: Sequence[Mapping[str, str]], expected: int) -> Timing:
    """Make these calls, each visitor (by its headers) one after another; raise when one is answered otherwise."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        timing, statuses = process.submit(_ask, port, calls, visitors).result()
    if set(statuses) != {expected}:
        raise RuntimeError(f"Expected {expected} and nothing else, got {dict(statuses)}")
    return timing


def _ask(port: int, calls: Sequence[Call], visitors: Sequence[Mapping[str, str]]) -> tuple[Timing, Counter[int]]:
    waiting, each, statuses = deque(calls), [], Counter[int]()
    starting_line = threading.Barrier(len(visitors) + 1)

    def visit(headers: Mapping[str, str]) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        connection.connect()
        starting_line.wait()
        while call := _next(waiting):
            began = perf_counter()
            connection.request(call.method, call.path, call.body, dict(headers))
            response = connection.getresponse()
            response.read()
            each.append(perf_counter() - began)
            statuses[response.status] += 1
        connection.close()

    threads = [threading.Thread(target=visit, args=[headers]) for headers in visitors]
    for thread in threads:
        thread.start()
    starting_line.wait()
    began = perf_counter()
    for thread in threads:
        thread.join()
    return Timing(perf_counter() - began, each), statuses


def _next(waiting: deque[Call]) -> Call | None:
    try:
        return waiting.popleft()
    except IndexError:
        return None
