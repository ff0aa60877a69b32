"""The clock that hangs new rows of the trail on the chain while the server runs."""

import asyncio

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from app import journal
from app.database import Database
from app.spoor.linking import has_unlinked, link

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
        while await run_in_threadpool(_is_needed, database):
            async with database.request_session(writes=True) as session:
                await run_in_threadpool(link, session)
    except SQLAlchemyError as error:
        journal.note_exception(error)
        return False
    return True


def _is_needed(database: Database) -> bool:
    with database.snapshot() as session:
        return has_unlinked(session)
