"""A server that reads what comes in and does nothing with it: the most that the clients and uvicorn could reach."""

from starlette.types import ASGIApp, Receive, Scope, Send


def create_app() -> ASGIApp:
    return _answer


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        raise RuntimeError("Only HTTP here.")  # uvicorn then knows that there is no lifespan
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 201, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})
