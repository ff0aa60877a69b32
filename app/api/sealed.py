"""Messages that a phone sealed: opened before the route reads them, and given back when they are to be improved."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import Message

from app.api.formats import JSON, kind_of
from app.api.wire import invalid_request
from app.database import Database
from app.errors import ChangedMeanwhile, InvalidInput
from app.zegels import Sleutelbos, open_record

SEALED = "application/jose"

ALSO_SEALED: dict[str, Any] = {
    "requestBody": {
        "content": {
            SEALED: {
                "schema": {
                    "type": "string",
                    "description": "Hetzelfde bericht, door de telefoon verzegeld: een JWE (RFC 7516) met ECDH-ES op "
                    "P-256 en A256GCM. In het bericht staat dan ook het `id`.",
                    "examples": ["eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTI1NkdDTSIsLi4ufQ..lJd8.0Kw3.x2mA"],
                }
            }
        }
    }
}
"""For the API's document, of a route of this class."""


class TakesSealed(APIRoute):
    """A route that takes its message sealed too (`application/jose`), and then goes on as if it had come as JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def open_first(request: Request) -> Response:
            if kind_of(request) != SEALED:
                return await handle(request)
            opened = await _open(request)
            try:
                return await handle(_as_json(request, opened["bericht"]))
            except (RequestValidationError, InvalidInput, ChangedMeanwhile) as error:
                problem = invalid_request(error) if isinstance(error, RequestValidationError) else error
                # By now the visitor was let in, and without a key that can only be a phone.
                raise problem if "authorization" in request.headers else problem.returning(opened) from None

        return open_first


async def _open(request: Request) -> dict[str, Any]:
    """The `bericht`, and the `concept` it was made of; raises InvalidInput when it was sealed for another address."""
    database: Database = request.app.state.database
    known: Sleutelbos = request.app.state.sleutelbos
    ids = request.path_params
    seal = await request.body()
    async with database.request_session(writes=False) as session:
        message = await run_in_threadpool(open_record, session, seal, ids.get("reactieId", ids["id"]), known)
    message.pop("id")
    if str(message.pop("interviewId", ids["id"])).lower() != ids["id"].lower():
        raise InvalidInput("Dit zegel hoort bij een ander interview. Er is niets opgeslagen.")
    concept = {"concept": message.pop("concept")} if "concept" in message else {}
    return {"bericht": message, **concept}


def _as_json(request: Request, message: dict[str, Any]) -> Request:
    """The same request as if its message had not been sealed."""
    scope = {**request.scope, "headers": list(request.scope["headers"])}
    MutableHeaders(scope=scope)["content-type"] = JSON
    body = json.dumps(message).encode()

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request(scope, receive)
