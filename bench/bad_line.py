"""A bad line between phones and server: it cuts, delays, repeats, and now and then somebody else answers.

A small proxy on the loopback. One request a connection; the faults are drawn from a seed, though which request meets
which fault depends on the order in which they come in.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Any, TypeVar

LONGER_THAN_A_PHONE_WAITS = 10.5
"""Seconds; a phone gives up after ten."""

Result = TypeVar("Result")

NOBODY_HOME = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Fault(StrEnum):
    """What the line does with one request."""

    NONE = "none"
    CUT_BEFORE = "cut before the server had it"
    CUT_AFTER = "cut after the server had it"
    CUT_HALFWAY = "cut in the middle of the answer"
    SLOW = "slow"
    TOO_LATE = "delivered after the phone gave up"
    TWICE_AT_ONCE = "delivered twice at once"
    AGAIN_LATER = "delivered again later"
    STRANGER = "answered by a wifi portal"


WEIGHTS = {
    Fault.NONE: 62,
    Fault.CUT_BEFORE: 7,
    Fault.CUT_AFTER: 7,
    Fault.CUT_HALFWAY: 4,
    Fault.SLOW: 6,
    Fault.TOO_LATE: 0.4,
    Fault.TWICE_AT_ONCE: 6,
    Fault.AGAIN_LATER: 5,
    Fault.STRANGER: 3,
}

STRANGERS = (
    ("200 OK", "text/html", b"<html>Log in op het wifi-netwerk</html>"),
    ("200 OK", "application/json", b"{}"),
    ("200 OK", "application/json", b'{"id":"11111111-1111-4111-8111-111111111111","ontvangstnummer":"AAAA-AAAA"}'),
    ("400 Bad Request", "text/html", b"<html>Verkeerd</html>"),
    ("401 Unauthorized", "text/html", b"<html>Log in</html>"),
    ("404 Not Found", "text/html", b"<html>Niet gevonden</html>"),
    ("511 Network Authentication Required", "text/html", b"<html>Log in</html>"),
)


@dataclass
class BadLine:
    """The line to the server on this port; it is a good one until `is_bad`."""

    server_port: int
    seed: int
    is_bad: bool = False
    faults: Counter[Fault] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)
    """How often each of what is handed in was sent by a phone, by method and address."""

    def __post_init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._faults_to_come, self._random = Random(self.seed), Random(self.seed)
        self._carrying: set[asyncio.Task[Any]] = set()
        self._still_to_deliver: set[asyncio.Task[bytes]] = set()

    def open(self) -> None:
        """Listen to phones, at `url`; the loop must be running."""
        self._listening = self._run(asyncio.start_server(self.carry, "127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.sockets[0].getsockname()[1]}"

    def close(self) -> None:
        """Hang up on everybody: a browser also opens lines on which it never says anything."""
        self._run(self._hang_up())

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request from a browser, and let happen to it what happens."""
        task = asyncio.current_task()
        self._carrying.add(task)  # nobody else holds on to it while it waits
        task.add_done_callback(self._carrying.discard)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                request = await _read_request(reader)
                fault = self._draw(request)
                self.faults[fault] += 1
                answer = await self._suffer(fault, request)
                if fault is Fault.CUT_HALFWAY:
                    answer = answer[: len(answer) // 2]
                writer.write(answer)
                await writer.drain()
        finally:
            await _close(writer)

    def _draw(self, request: bytes) -> Fault:
        method, path, _ = request.split(b" ", 2)
        if method in (b"PUT", b"DELETE"):
            self.requests[f"{method.decode()} {path.decode()}"] += 1
        if not self.is_bad:
            return Fault.NONE
        return self._faults_to_come.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]

    async def _suffer(self, fault: Fault, request: bytes) -> bytes:
        match fault:
            case Fault.CUT_BEFORE:
                return b""
            case Fault.CUT_AFTER:
                await self._deliver(request)
                return b""
            case Fault.SLOW:
                await asyncio.sleep(self._random.uniform(0.05, 1))
                answer = await self._deliver(request)
                await asyncio.sleep(self._random.uniform(0.05, 1))
                return answer
            case Fault.TOO_LATE:
                await asyncio.sleep(LONGER_THAN_A_PHONE_WAITS)
                return await self._deliver(request)
            case Fault.TWICE_AT_ONCE:
                return (await asyncio.gather(self._deliver(request), self._deliver(request)))[0]
            case Fault.AGAIN_LATER:
                self._deliver_later(request, self._random.uniform(0.2, 5))
                return await self._deliver(request)
            case Fault.STRANGER:
                return _as_answer(*self._random.choice(STRANGERS))
            case _:
                return await self._deliver(request)

    async def _deliver(self, request: bytes, after: float = 0) -> bytes:
        """What the server answers; a gateway's own words when it is away, and nothing when it dies meanwhile."""
        await asyncio.sleep(after)
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.server_port)
        except OSError:
            return NOBODY_HOME
        try:
            if writer.get_extra_info("sockname") == writer.get_extra_info("peername"):
                return NOBODY_HOME  # without a server, the loopback can connect a port to itself, and holds it then
            writer.write(request)
            return await reader.read()
        except OSError:
            return b""
        finally:
            await _close(writer)

    def _deliver_later(self, request: bytes, seconds: float) -> None:
        task = asyncio.create_task(self._deliver(request, seconds))
        self._still_to_deliver.add(task)
        task.add_done_callback(self._still_to_deliver.discard)

    def sent(self, collection: str) -> int:
        """How often phones sent one of these, first time or again."""
        return sum(times for request, times in self.requests.items() if f"/{collection}/" in request)

    def settle(self) -> None:
        """Wait until everything that was to be delivered later is."""
        self._run(self._deliver_the_rest())

    async def _deliver_the_rest(self) -> None:
        await asyncio.gather(*self._still_to_deliver)

    async def _hang_up(self) -> None:
        self._listening.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=60)


@contextmanager
def bad_line(server_port: int, seed: int) -> Iterator[BadLine]:
    """A line on a port of its own, carried in a thread of its own."""
    line = BadLine(server_port, seed)
    thread = threading.Thread(target=line.loop.run_forever, daemon=True)
    thread.start()
    line.open()
    try:
        yield line
    finally:
        line.close()
        line.loop.call_soon_threadsafe(line.loop.stop)
        thread.join()
        line.loop.close()


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


async def _read_request(reader: asyncio.StreamReader) -> bytes:
    """A whole request, which asks the server to hang up after its answer."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    length = next((int(line[15:]) for line in lines if line.lower().startswith(b"content-length:")), 0)
    return b"\r\n".join([lines[0], b"Connection: close", *lines[1:]]) + await reader.readexactly(length)


def _as_answer(status: str, kind: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body
