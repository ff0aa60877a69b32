"""The server's own clearing up: once a day, by one process of all there are, and never in anybody's way."""

import asyncio
import threading
from datetime import UTC, datetime

from app import journal
from app.database import Database
from app.opruimingen.running import clear
from app.settings import Settings

LOOK_SECONDS = 3600
"""A day's turn is taken within the hour after midnight, or after the server started."""


class Schedule:
    """Clears up daily, when the organisation wants that, until the server stops."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings, self._database = settings, database
        self._stopping = threading.Event()

    async def run(self) -> None:
        """Look every hour whether today's turn was taken. What fails is written down, and tried again tomorrow."""
        while self._settings.retention_daily:
            await asyncio.to_thread(self._take_turn)
            await asyncio.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        """Begin no further piece. The one that is going on ends."""
        self._stopping.set()

    def _take_turn(self) -> None:
        try:
            now = datetime.now(UTC)
            clear(self._database, self._settings.bewaartermijnen, now, by_schedule=True, pause=self._stopping.wait)
        except Exception as error:
            journal.note_exception(error)
