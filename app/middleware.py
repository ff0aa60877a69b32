"""What happens around every request, whatever it asks: its number, for whom it is, its body, how much at once, headers,
HEAD, and what went wrong.
"""

import asyncio
import random
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import InvalidInput, LengthRequired, Problem, TooLarge, TooSlow, Unavailable

API_VERSION = "1.0.0"
API_PREFIX = "/api/"
BODY_METHODS = ("POST", "PUT", "PATCH")

REQUEST_ID = "request_id"
"""Under which name a request carries its number in its scope."""

# Without what looks or sounds alike, for it is read aloud over the phone.
ALPHABET = "23456789ABCDEFGHJKMNPRSTVWXZ"

NOBODY_WAITED = 499
"""What is noted when the connection was gone before there was an answer."""

Respond = Callable[[Request, Problem], Response]


@dataclass(frozen=True)
class Noticed:
    """One request that is over: who asked is not in it, nor what exactly. The time it took is in seconds."""

    request_id: str
    method: str
    scope: Scope
    status: int
    seconds: float


class NoticeRequests:
    """Give every request a number, which is in its answer too, and tell afterwards what became of it."""

    def __init__(self, app: ASGIApp, notice: Callable[[Noticed], None]) -> None:
        self.app = app
        self.notice = notice

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = perf_counter(), NOBODY_WAITED
        letters = [secrets.choice(ALPHABET) for _ in range(8)]
        scope[REQUEST_ID] = request_id = f"{''.join(letters[:4])}-{''.join(letters[4:])}"

        async def send_with_number(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            await send(message)

        try:
            await self.app(scope, receive, send_with_number)
        finally:
            self.notice(Noticed(request_id, scope["method"], scope, status, perf_counter() - began))


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


class SetHeaders:
    """The headers that every answer carries, also the one to a failure."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str], forever: str) -> None:
        self.app = app
        self.headers = headers
        self.forever = f"{forever}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if path.startswith(API_PREFIX):
                    headers["API-Version"] = API_VERSION
                headers.setdefault("Cache-Control", self._keeping(path))
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _keeping(self, path: str) -> str:
        """A page or a score belongs to one visitor; only what is the same for all may be kept by others."""
        if path.startswith(self.forever):
            return "public, max-age=31536000, immutable"
        return "no-cache" if path.startswith("/static/") else "private, no-store"


class AnswerFailures:
    """An exception that nobody answered becomes an answer in our own words; what it was goes to the log."""

    def __init__(
        self,
        app: ASGIApp,
        explain: Callable[[Exception], Problem],
        report: Callable[[Scope, Exception], None],
        respond: Respond,
    ) -> None:
        self.app = app
        self.explain = explain
        self.report = report
        self.respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_started = False

        async def watch(message: Message) -> None:
            nonlocal has_started
            has_started = has_started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as error:
            self.report(scope, error)
            if has_started:
                raise
            await self.respond(Request(scope), self.explain(error))(scope, receive, send)


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


class HeadAsGet:
    """HEAD is GET without a body: the same status and headers for every address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        as_get = {**scope, "method": "GET"}
        await self.app(as_get, receive, send_without_body)
        scope["endpoint"] = as_get.get("endpoint")  # for whoever asks afterwards which route it was
