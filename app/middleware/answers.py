"""What every answer gets: a number, headers, words for what went wrong, and no body where none was asked for."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import Problem
from app.middleware.requests import Respond

API_VERSION = "1.0.0"
API_PREFIX = "/api/"

REQUEST_ID = "request_id"
"""Under which name a request carries its number in its scope."""

# Without what looks or sounds alike, for it is read aloud over the phone.
ALPHABET = "23456789ABCDEFGHJKMNPRSTVWXZ"

NOBODY_WAITED = 499
"""What is noted when the connection was gone before there was an answer."""


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
        letters = "".join(random.choices(ALPHABET, k=8))  # noqa: S311 -- no secret
        scope[REQUEST_ID] = request_id = f"{letters[:4]}-{letters[4:]}"

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
