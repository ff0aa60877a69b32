"""Bodies under way, and answers: none takes a place or our patience for nothing, and all have room together."""

import asyncio

import httpx
import pytest

from app.api.wire import answer_problem
from app.main import create_app
from app.middleware import ReadBody
from app.web.gebiedenbestand import CARRY_OUT_PATH, PREVIEW_PATH
from app.web.inlezen import IMPORT_PATH
from tests.aside import run_aside


class Sender:
    """Somebody who sends a body in parts, each when it is asked for, and then falls silent."""

    def __init__(self, *parts: bytes, path: str = "/inloggen", length: int = 200_000, cookie: str = "") -> None:
        headers = {"host": "127.0.0.1", "content-length": str(length), "cookie": cookie, "origin": "http://127.0.0.1"}
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        self.scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": raw}
        self.parts = iter(parts)
        self.is_silent = asyncio.Event()
        self.answer = {}

    async def send_to(self, app) -> int:
        await app(self.scope, self._next, self._keep)
        return self.answer["status"]

    async def _next(self):
        await asyncio.sleep(0)
        for part in self.parts:
            return {"type": "http.request", "body": part, "more_body": not part.endswith(b".")}
        self.is_silent.set()
        return await asyncio.Event().wait()

    async def _keep(self, message):
        self.answer |= message


def reading(app, **bounds) -> ReadBody:
    usual = {"patience": 60, "slowest": 10**9, "limit": 9, "room": 10**6}
    return ReadBody(app, **usual | bounds, respond=lambda _, problem: answer_problem(problem))


async def nobody(*_):
    pytest.fail("nobody may look at half a body")


async def heard(scope, receive, send):
    """An answer that tells how much was said."""
    said = (await receive())["body"]
    await send({"type": "http.response.start", "status": 200, "said": len(said)})


def test_a_body_that_takes_too_long_is_refused_in_dutch():
    """A server takes half a minute before it says so; here it has no patience at all."""
    silent = Sender(b"half")
    assert run_aside(silent.send_to(reading(nobody, patience=0))) == 408
    assert (b"connection", b"close") in silent.answer["headers"]
    assert "Zoek een betere verbinding" in silent.answer["body"].decode()


def test_a_body_that_trickles_is_refused_whatever_length_was_announced():
    async def try_it() -> int:
        trickle = Sender(*[b"x"] * 10**6, length=10**12)
        async with asyncio.timeout(20):
            return await trickle.send_to(reading(nobody, patience=0.05, slowest=10**9))

    assert run_aside(try_it()) == 408


def test_a_body_that_keeps_pace_may_take_longer_than_our_patience():
    """Each of these letters gives it an hour."""
    slow = Sender(*[b"x"] * 3, b".")
    assert run_aside(slow.send_to(reading(heard, patience=1, slowest=1 / 3600))) == 200
    assert slow.answer["said"] == 4


def test_who_says_nothing_gives_way_to_who_comes_on_top():
    async def try_it(hurry: float) -> tuple[int | None, int]:
        app = reading(heard, limit=2, hurry=hurry)
        silent, busy, new = Sender(), Sender(b"x" * 10**6), Sender(b"all of it.")
        waiting = [asyncio.create_task(each.send_to(app)) for each in (silent, busy)]
        for each in (silent, busy):
            await each.is_silent.wait()
        status = await new.send_to(app)
        for task in waiting:
            task.cancel() if status == 503 or task is waiting[1] else await task
        await asyncio.gather(*waiting, return_exceptions=True)
        assert not app.coming
        assert app.held == 0
        return silent.answer.get("status"), status

    assert run_aside(try_it(hurry=0)) == (503, 200)
    assert run_aside(try_it(hurry=60)) == (None, 503), "all came only just now"


def test_bodies_together_take_no_more_room_than_there_is_and_the_largest_goes():
    async def try_it() -> list[int]:
        app = reading(heard, room=100)
        small, large, next_one = Sender(b"x" * 30), Sender(b"x" * 60), Sender(b"x" * 19, b"x.")
        waiting = [asyncio.create_task(each.send_to(app)) for each in (small, large)]
        for each in (small, large):
            await each.is_silent.wait()
        statuses = [await next_one.send_to(app), await waiting[1]]
        assert app.held == 30
        waiting[0].cancel()
        return statuses

    assert run_aside(try_it()) == [200, 503]


async def open_beside(app, waiting: list[asyncio.Task]) -> int:
    """How somebody is answered who opens a page beside all who are waiting."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        answer = await client.get("/inloggen")
    for task in waiting:
        task.cancel()
    return answer.status_code


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_sends_only_the_beginning_of_a_request_keeps_nobody_out(settings):
    app = create_app(settings.model_copy(update={"requests_at_once": 3}))

    async def try_it() -> int:
        silent = [Sender() for _ in range(3)]
        waiting = [asyncio.create_task(each.send_to(app)) for each in silent]
        for each in silent:
            await each.is_silent.wait()
        return await open_beside(app, waiting)

    assert run_aside(try_it()) == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_does_not_read_an_answer_keeps_nobody_out(settings):
    app = create_app(settings.model_copy(update={"requests_at_once": 2}))

    async def read_nothing(is_answered: asyncio.Event) -> None:
        async def take(_message) -> None:
            is_answered.set()
            await asyncio.Event().wait()

        headers = [(b"host", b"127.0.0.1")]
        scope = {"type": "http", "method": "GET", "path": "/inloggen", "query_string": b"", "headers": headers}
        await app(scope, asyncio.Event().wait, take)

    async def try_it() -> int:
        answered = [asyncio.Event() for _ in range(2)]
        waiting = [asyncio.create_task(read_nothing(each)) for each in answered]
        for each in answered:
            await each.wait()
        return await open_beside(app, waiting)

    assert run_aside(try_it()) == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_who_may_be_a_coordinator_sends_more_than_a_message(app):
    for path in (IMPORT_PATH, PREVIEW_PATH, CARRY_OUT_PATH):
        stranger = Sender(b"all of it.", path=path, length=10**6)
        assert run_aside(stranger.send_to(app)) == 401
        assert "Log eerst in als coördinator." in stranger.answer["body"].decode()
        assert next(stranger.parts, None), "what it sends is not read"
    known = Sender(b"x" * 10**6 + b".", path=PREVIEW_PATH, length=10**6, cookie="sessie=x")
    assert run_aside(known.send_to(app)) == 401, "what it sends is read, and then whose it is"
    assert next(known.parts, None) is None
