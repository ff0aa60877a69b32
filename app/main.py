"""The house put together: routers, static files, what happens around every request, and the answers to errors."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import iter_route_contexts
from fastapi.staticfiles import StaticFiles
from limits import RateLimitItemPerMinute
from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app import api, bewaking, journal, web
from app.addresses import route_of
from app.api.documentation import describe
from app.api.wire import answer_problem, invalid_request
from app.bewaking.health import Readiness
from app.bewaking.metrics import Metrics
from app.cookies import SESSION_COOKIE, read_cookie
from app.database import Database
from app.errors import InvalidInput, MethodNotAllowed, NotFound, NotLoggedIn, Problem
from app.middleware import (
    API_PREFIX,
    REQUEST_ID,
    AnswerFailures,
    HeadAsGet,
    KnownHosts,
    LimitBody,
    LimitCrowd,
    Noticed,
    NoticeRequests,
    ReadBody,
    SetHeaders,
)
from app.opruimingen import Schedule
from app.security import LOG_IN_FIRST, KeyLimit
from app.settings import Settings
from app.spoor import Linker
from app.storage_faults import explain_failure
from app.uitvoer import Maker
from app.web.gebiedenbestand import CARRY_OUT_PATH, GROWTH, PREVIEW_PATH
from app.web.inlezen import IMPORT_PATH
from app.web.pages import HTMX_CDN, problem_page
from app.web.release import RELEASE, STATIC, STATIC_PREFIX
from app.zegels import Sleutelbos

BODY_SECONDS = 30
SLOWEST_LINE = 8 * 1024
"""In bytes a second: a file of 4 MB may take some nine minutes, an interview half a minute."""
BODIES_FOR_EACH_PLACE = 4
"""So many bodies come in at once for each request that is in hand: phones on a slow line ask nothing of us yet."""
ROOM_IN_FILES = 4
"""All bodies together, those in hand too, may be as large as so many of the largest file."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """Wijkpeil as an ASGI application. The database must have been migrated."""
    settings = settings or Settings()
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False, lifespan=_lifespan)
    app.state.settings = settings
    app.state.database = Database(settings.database_url, statement_seconds=settings.statement_seconds)
    app.state.key_limit = KeyLimit(RateLimitItemPerMinute(settings.key_requests_per_minute))
    app.state.sleutelbos = Sleutelbos()
    app.state.maker = Maker(settings)
    app.state.schedule = Schedule(settings, app.state.database)
    app.state.readiness = Readiness(app.state.database)
    app.state.metrics = Metrics()
    for door in (api, web, bewaking):
        app.include_router(door.router)
    app.mount("/static/{release}", StaticFiles(directory=STATIC), name="static")
    describe(app, settings)
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(HTTPException, _on_http_exception)
    for error in (DataError, UnicodeEncodeError):
        app.add_exception_handler(error, _on_what_is_no_text)
    _surround(app, settings)
    return app


def _surround(app: FastAPI, settings: Settings) -> None:
    """What happens around every request."""
    # The last one added is the outermost. Compression stands within HEAD, which then tells the length that GET has.
    app.add_middleware(GZipMiddleware)  # for an installation without a proxy that does it: a third of the bytes
    app.add_middleware(HeadAsGet)
    places = settings.requests_at_once
    app.add_middleware(LimitCrowd, limit=places, always=bewaking.ALWAYS_OPEN, respond=_respond)
    larger = {IMPORT_PATH: settings.import_limit, PREVIEW_PATH: settings.import_limit}
    larger[CARRY_OUT_PATH] = settings.import_limit * GROWTH
    app.add_middleware(  # outside the crowd: only who has said everything takes a place in it
        ReadBody,
        patience=BODY_SECONDS,
        slowest=SLOWEST_LINE,
        limit=places * BODIES_FOR_EACH_PLACE,
        room=max(settings.body_limit, *larger.values()) * ROOM_IN_FILES,
        respond=_respond,
    )
    objection = _objection_to_files
    app.add_middleware(LimitBody, limit=settings.body_limit, larger=larger, objection=objection, respond=_respond)
    app.add_middleware(KnownHosts, hosts=settings.known_hosts, respond=_respond)
    app.add_middleware(AnswerFailures, explain=explain_failure, report=_report, respond=_respond)
    app.add_middleware(SetHeaders, headers=_headers(settings), forever=STATIC_PREFIX)
    app.add_middleware(NoticeRequests, notice=_notice)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.trusted_proxies)


def _objection_to_files(request: Request) -> Problem | None:
    """Cheap, for nothing was read yet: whether it is a coordinator's session is asked when the file is in."""
    return None if read_cookie(request, SESSION_COOKIE) else NotLoggedIn(LOG_IN_FIRST)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    if not gc.get_freeze_count():  # once in a process
        # All that was put together until now stays. Otherwise the garbage collector goes through it again and again,
        # and a page that reads thousands of rows waits for that: 75 ms, every second time.
        gc.collect()
        gc.freeze()
    by_the_clock = [asyncio.create_task(each) for each in (app.state.maker.sweep(), app.state.schedule.run())]
    linker = Linker(app.state.database)
    linking = asyncio.create_task(linker.run())
    yield
    for task in by_the_clock:
        task.cancel()
    app.state.maker.stop()
    app.state.schedule.stop()
    linker.stop()
    await linking
    app.state.database.engine.dispose()


def _notice(noticed: Noticed) -> None:
    """Count every request; write down those that did not go well, by the route and not by what was asked for."""
    route = route_of(noticed.scope)
    metrics: Metrics = noticed.scope["app"].state.metrics
    metrics.count(noticed.method, route, noticed.status, noticed.seconds)
    if noticed.status >= 400:
        level = logging.ERROR if noticed.status >= 500 else logging.INFO
        fields = {"verzoek": noticed.request_id, "methode": noticed.method, "route": route, "status": noticed.status}
        journal.note("Een verzoek lukte niet.", level, **fields, ms=round(noticed.seconds * 1000))


def _report(scope: Scope, error: Exception) -> None:
    journal.note_exception(error, verzoek=scope[REQUEST_ID], methode=scope["method"], route=route_of(scope))


def _headers(settings: Settings) -> dict[str, str]:
    cdn = [HTMX_CDN] if settings.htmx_from_cdn else []
    policy = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *cdn],
        "connect-src": ["'self'", *cdn],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    headers = {
        "Content-Security-Policy": "; ".join(f"{name} {' '.join(values)}" for name, values in policy.items()),
        "X-Content-Type-Options": "nosniff",
        # Not `no-referrer`: browsers then send `Origin: null` with our own forms, and we could not tell them apart.
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        # By this a phone tells what is of this edition from what is older, and from what a wifi portal answers.
        "Wijkpeil-Uitgave": RELEASE,
    }
    if settings.over_tls:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


def _respond(request: Request, problem: Problem) -> Response:
    """The one place where a problem becomes an answer: JSON for programs, a page for people."""
    if request.url.path.startswith(API_PREFIX):
        return answer_problem(problem)
    response = problem_page(request, problem)
    response.headers.update(problem.headers)
    return response


def _on_problem(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)  # noqa: S101 -- registered for this class
    return _respond(request, problem)


def _on_invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 -- registered for this class
    return _respond(request, invalid_request(error))


def _on_what_is_no_text(request: Request, _error: Exception) -> Response:
    """Half a character, or a NUL: neither database looks for it or keeps it."""
    return _respond(request, InvalidInput("In het verzoek staat een teken dat geen tekst is. Haal het weg."))


def _on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 -- registered for this class
    match error.status_code:
        case 404:
            return _respond(request, NotFound("Dit adres bestaat niet. Kijk of het goed is overgenomen."))
        case 405:
            allowed = ", ".join(_allowed_methods(request))
            detail = f"Dit adres kent alleen: {allowed}."
            return _respond(request, MethodNotAllowed(detail, headers={"Allow": allowed}))
        case _:
            return _respond(request, InvalidInput("We konden het bericht niet lezen. Kijk na of het geldig is."))


def _allowed_methods(request: Request) -> list[str]:
    """Every method of every route at this address; the framework only tells those of the first."""
    methods: set[str] = set()
    for route in iter_route_contexts(request.app.routes):
        if route.path_regex and route.path_regex.match(request.url.path):
            methods |= route.methods or {"GET"}
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)
