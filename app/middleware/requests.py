"""Which requests are let in: to a name of ours, and not too many at once."""

import random
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import InvalidInput, Problem, Unavailable

Respond = Callable[[Request, Problem], Response]


def too_busy() -> Unavailable:
    """What somebody hears for whom there is no place: when to come back, and not all at the same second again."""
    return Unavailable(
        "Het is even te druk. Er is niets opgeslagen en niets kwijt. Probeer het straks opnieuw.",
        retry_after=random.randint(5, 30),  # noqa: S311 -- no secret
    )


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
            await self.respond(Request(scope), too_busy())(scope, receive, send)
            return
        self.inside += 1
        is_inside = True

        def leave() -> None:
            nonlocal is_inside
            self.inside -= is_inside
            is_inside = False

        async def leave_and_send(message: Message) -> None:
            leave()  # the work is done; how long the other side takes to read it is up to them
            await send(message)

        try:
            await self.app(scope, receive, leave_and_send)
        finally:
            leave()


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
