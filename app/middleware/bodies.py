"""The bodies of requests: none too large, none too slow, and not more of them at once than there is room for."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import LengthRequired, Problem, TooLarge, TooSlow
from app.middleware.requests import Respond, too_busy

BODY_METHODS = ("POST", "PUT", "PATCH")

Objection = Callable[[Request], Problem | None]


class LimitBody:
    """Refuse a body that is too large before reading it. A length we are not told is a length we do not trust.

    `larger` are the addresses that take files, each with a limit of its own. `objection` says who need not send one:
    else anybody could let us read what is then refused.
    """

    def __init__(
        self, app: ASGIApp, limit: int, larger: Mapping[str, int], objection: Objection, respond: Respond
    ) -> None:
        self.app = app
        self.limit = limit
        self.larger = larger
        self.objection = objection
        self.respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        problem = self._problem(scope)
        if problem is None:
            await self.app(scope, receive, send)
        else:
            await self.respond(Request(scope), problem)(scope, receive, send)

    def _problem(self, scope: Scope) -> Problem | None:
        if scope["type"] != "http" or scope["method"] not in BODY_METHODS:
            return None
        length = Headers(scope=scope).get("content-length", "")
        if not length.isdigit():
            return LengthRequired("Stuur mee hoe lang het bericht is (Content-Length).")
        limit = self.larger.get(scope["path"], self.limit)
        if int(length) > limit:
            return TooLarge(f"Het bericht is {int(length) // 1024} kB. Meer dan {limit // 1024} kB kan niet.")
        return self.objection(Request(scope)) if int(length) > self.limit else None


@dataclass(eq=False)
class Coming:
    """One body under way. It kept pace until `kept_pace_until`, on the clock of the event loop."""

    kept_pace_until: float
    clock: asyncio.Timeout
    received: int = 0
    must_go: bool = False


class ReadBody:
    """Read the whole body before anybody looks at it: a slow line must hold up nobody who waits for the database, and
    stands in nobody's way until it has said everything.

    A body may take `patience` seconds, and one more for every `slowest` bytes that came: what was announced counts for
    nothing. So many come at once as `limit` says. Who comes on top takes the place of the one that is furthest behind,
    by more than `hurry` seconds, or hears when to come back: so nobody keeps a place by saying nothing. All together
    may be `room` bytes, those that are being answered too; above that the largest of those under way must go.
    """

    def __init__(
        self,
        app: ASGIApp,
        patience: float,
        slowest: int,
        limit: int,
        room: int,
        respond: Respond,
        hurry: float = 1,
    ) -> None:
        self.app = app
        self.patience = patience
        self.slowest = slowest
        self.limit = limit
        self.room = room
        self.respond = respond
        self.hurry = hurry
        self.coming: set[Coming] = set()
        self.held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in BODY_METHODS:
            await self.app(scope, receive, send)
            return
        now = asyncio.get_running_loop().time()
        coming = Coming(now, asyncio.timeout_at(now + self.patience))
        try:
            body = await self._read(coming, receive)
            if body is not None:
                await self.app(scope, _once(body, receive), send)
        except _Refused as refused:
            refused.problem.headers["Connection"] = "close"  # what still comes is no new request
            await self.respond(Request(scope), refused.problem)(scope, receive, send)
        finally:
            self.held -= coming.received

    async def _read(self, coming: Coming, receive: Receive) -> bytes | None:
        """None when the sender went away half-way: then there is nobody to answer. Raises _Refused."""
        if not self._has_place():
            raise _Refused(too_busy())
        self.coming.add(coming)
        try:
            async with coming.clock:
                return await self._whole_body(coming, receive)
        except TimeoutError:
            raise _Refused(too_busy() if coming.must_go else _too_slow()) from None
        finally:
            self.coming.discard(coming)

    async def _whole_body(self, coming: Coming, receive: Receive) -> bytes | None:
        parts = []
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return None
            parts.append(message.get("body", b""))
            self._count(coming, len(parts[-1]))
            if coming.must_go:
                raise TimeoutError
            if not message.get("more_body", False):
                return b"".join(parts)

    def _has_place(self) -> bool:
        """Whether there is one for somebody new, if need be that of another."""
        if len(self.coming) < self.limit:
            return True
        last = min(self.coming, key=lambda each: each.kept_pace_until)
        if asyncio.get_running_loop().time() - last.kept_pace_until <= self.hurry:
            return False
        self._send_away(last)
        return True

    def _count(self, coming: Coming, more: int) -> None:
        coming.received += more
        self.held += more
        if coming.must_go:
            return
        coming.kept_pace_until += more / self.slowest
        coming.clock.reschedule(coming.kept_pace_until + self.patience)
        if self.held > self.room:
            self._send_away(max(self.coming, key=lambda each: each.received))

    def _send_away(self, coming: Coming) -> None:
        coming.must_go = True
        if not coming.clock.expired():
            coming.clock.reschedule(asyncio.get_running_loop().time())
        self.coming.discard(coming)
        self.held -= coming.received
        coming.received = 0


class _Refused(Exception):  # noqa: N818 -- it is no error
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


def _too_slow() -> TooSlow:
    return TooSlow("Het bericht kwam te langzaam binnen. Er is niets opgeslagen. Zoek een betere verbinding.")


def _once(body: bytes, receive: Receive) -> Receive:
    """A body that was read, to be read again; after it whatever comes next."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again
