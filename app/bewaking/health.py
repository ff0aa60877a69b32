"""Alive and ready: two answers for whoever asks, that tell nothing more than that."""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse
from starlette.concurrency import run_in_threadpool

from app.database import Database
from app.errors import Unavailable
from app.security import Anyone

SECONDS = 1.0
"""How long the database may take to answer."""

router = APIRouter()


class Readiness:
    """Asks the database one question at a time, however many want to know: what hangs holds one thread, not all."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._asking: asyncio.Task[str] | None = None

    async def complaint(self) -> str:
        """Why we cannot work, in Dutch; empty when we can."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(run_in_threadpool(self._ask))
        await asyncio.wait({self._asking}, timeout=SECONDS)
        if not self._asking.done():
            return f"De database antwoordt niet binnen {SECONDS:.0f} seconde."
        return self._asking.result()

    def _ask(self) -> str:
        try:
            is_up_to_date = self._database.is_up_to_date()
        except Exception:
            return "De database is niet bereikbaar."
        return "" if is_up_to_date else "De tabellen zijn nog niet van deze versie van Wijkpeil."


@router.get("/gezond")
async def tell_alive(_: Anyone) -> PlainTextResponse:
    """The process answers. It does not look at the database: starting us again would not bring that back."""
    return PlainTextResponse("Wijkpeil draait.\n")


@router.get("/gereed")
async def tell_ready(request: Request, _: Anyone) -> PlainTextResponse:
    readiness: Readiness = request.app.state.readiness
    if complaint := await readiness.complaint():
        headers = Unavailable(complaint).headers
        return PlainTextResponse(f"Wijkpeil is niet gereed. {complaint}\n", Unavailable.status, headers)
    return PlainTextResponse("Wijkpeil is gereed.\n")
