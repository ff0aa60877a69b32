"""The clock that hangs new rows of the trail on the chain while the server runs."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from app import journal
from app.database import Database
from app.spoor.linking import batches, find_unlinked, link

LINK_SECONDS = 5
RETRY_SECONDS = 60
"""When the database is away or full, everybody else says so already."""


class Linker:
    """Links what is new, every few seconds, until the server stops."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Go on until `stop`, and then link what came in last. Not to be cancelled: that would cut a transaction."""
        wait = LINK_SECONDS
        while not await self._is_stopping(within=wait):
            wait = LINK_SECONDS if await link_new(self._database) else RETRY_SECONDS
        await link_new(self._database)

    def stop(self) -> None:
        """Begin nothing new but the last round."""
        self._stopping.set()

    async def _is_stopping(self, within: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), within)
        return self._stopping.is_set()


async def link_new(database: Database) -> bool:
    """Link what is new; whether that went well. It takes its turn among those who write."""
    try:
        for batch in batches(await run_in_threadpool(_find, database)):
            async with database.request_session(writes=True) as session:
                await run_in_threadpool(link, session, batch)
    except SQLAlchemyError as error:
        journal.note_exception(error)
        return False
    return True


def _find(database: Database) -> Sequence[UUID]:
    with database.snapshot() as session:
        return find_unlinked(session)
