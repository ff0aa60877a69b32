"""Which requests are let in: to a name of ours, not too many at once, with a body that is not too large or too slow."""

import asyncio
import random
from collections.abc import Callable, Collection, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import InvalidInput, LengthRequired, Problem, TooLarge, TooSlow, Unavailable

BODY_METHODS = ("POST", "PUT", "PATCH")

Respond = Callable[[Request, Problem], Response]


class LimitCrowd:
    """Let in so many requests at once; who comes on top hears at once when to come back.

    When thousands of phones find the network again in the same minute, each that waited here would still wait when it
    had given up, and come once more. `always` are the addresses by which others see how we are.
    """

    def __init__(self, app: ASGIApp, limit: int, always: frozenset[str], respond: Respond) -> None:
        self.app = app
        self.limit = limit
        self.always = always
        self.respond = respond
        self.inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self.always:
            await self.app(scope, receive, send)
            return
        if self.inside >= self.limit:
            # Not all at the same second again.
            problem = Unavailable(
                "Het is even te druk. Er is niets opgeslagen en niets kwijt. Probeer het straks opnieuw.",
                retry_after=random.randint(5, 30),  # noqa: S311 -- no secret
            )
            await self.respond(Request(scope), problem)(scope, receive, send)
            return
        self.inside += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.inside -= 1


class KnownHosts:
    """Refuse a request that was sent to another name than ours: somebody else's page or link would pass for us."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], respond: Respond) -> None:
        self.app = app
        self.hosts = hosts
        self.respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _host_of(scope) not in self.hosts:
            problem = InvalidInput("Dit adres is niet van deze Wijkpeil. Open Wijkpeil met het adres dat u kreeg.")
            await self.respond(Request(scope), problem)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _host_of(scope: Scope) -> str:
    """The name without its port, as a browser sends it; empty when it is none."""
    try:
        return urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname or ""
    except ValueError:
        return ""


class LimitBody:
    """Refuse a body that is too large before reading it. A length we are not told is a length we do not trust.

    `larger` are the addresses that take files, each with a limit of its own.
    """

    def __init__(self, app: ASGIApp, limit: int, larger: Mapping[str, int], respond: Respond) -> None:
        self.app = app
        self.limit = limit
        self.larger = larger
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
        return None


class ReadBody:
    """Read the whole body before anybody looks at it: a slow line must hold up nobody who waits for the database.

    A body may take `patience` seconds, and one more for every `slowest` bytes.
    """

    def __init__(self, app: ASGIApp, patience: float, slowest: int, respond: Respond) -> None:
        self.app = app
        self.patience = patience
        self.slowest = slowest
        self.respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in BODY_METHODS:
            await self.app(scope, receive, send)
            return
        length = int(Headers(scope=scope).get("content-length", "0"))
        try:
            async with asyncio.timeout(self.patience + length / self.slowest):
                body = await _whole_body(receive)
        except TimeoutError:
            detail = "Het bericht kwam te langzaam binnen. Er is niets opgeslagen. Zoek een betere verbinding."
            problem = TooSlow(detail, headers={"Connection": "close"})  # what still comes is no new request
            await self.respond(Request(scope), problem)(scope, receive, send)
            return
        if body is not None:
            await self.app(scope, _once(body, receive), send)


async def _whole_body(receive: Receive) -> bytes | None:
    """None when the sender went away half-way: then there is nobody to answer."""
    parts = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _once(body: bytes, receive: Receive) -> Receive:
    """A body that was read, to be read again; after it whatever comes next."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again
