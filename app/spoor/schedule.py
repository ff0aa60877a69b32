"""The clock that hangs new rows of the trail on the chain while the server runs."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from app import journal
from app.database import Database
from app.spoor.linking import batches, find_unlinked, link

LINK_SECONDS = 5
RETRY_SECONDS = 60
"""When the database is away or full, everybody else says so already."""


async def keep_linking(database: Database) -> None:
    """Link what is new, every few seconds, until the server stops."""
    wait = LINK_SECONDS
    while True:
        await asyncio.sleep(wait)
        wait = LINK_SECONDS if await link_new(database) else RETRY_SECONDS


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
