"""The server's side of making files: start a process for each, one at a time, and take away what waited too long."""

import asyncio
import os
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from uuid import UUID

from app.settings import Settings
from app.uitvoer.pickup import Pickup, Stand, Voortgang

SWEEP_SECONDS = 300


class Maker:
    """Starts what was asked for, until the server stops."""

    def __init__(self, settings: Settings) -> None:
        self.pickup = Pickup(settings.export_folder)
        self._environment = {
            "DATABASE_URL": settings.database_url,
            "WIJKPEIL_EXPORT_FOLDER": str(settings.export_folder),
        }
        # One at a time: the other processor is for the phones. The thread only waits for the process.
        self._turns = ThreadPoolExecutor(max_workers=1, thread_name_prefix="uitvoer")
        self._asked: dict[UUID, Future[None]] = {}
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self, uitvoer_id: UUID) -> None:
        """Have this file made, when it is its turn; come back at once."""
        self._asked[uitvoer_id] = self._turns.submit(self._make, uitvoer_id)

    def stop(self) -> None:
        """End what is under way and begin no more. Whoever waits for it hears that it failed."""
        for uitvoer_id, turn in list(self._asked.items()):
            if turn.cancel():
                self._note_failure(uitvoer_id)
        if self._process is not None:
            self._process.kill()

    async def sweep(self) -> None:
        """Take away what waited too long, now and every few minutes."""
        while True:
            await asyncio.to_thread(self.pickup.sweep)
            await asyncio.sleep(SWEEP_SECONDS)

    def _make(self, uitvoer_id: UUID) -> None:
        command = [sys.executable, "-m", "app.uitvoer", str(uitvoer_id)]
        try:
            self._process = subprocess.Popen(command, env=os.environ | self._environment)  # noqa: S603 -- our own
            if self._process.wait() != 0:
                self._note_failure(uitvoer_id)
        finally:
            self._process = None
            del self._asked[uitvoer_id]

    def _note_failure(self, uitvoer_id: UUID) -> None:
        voortgang = self.pickup.voortgang(uitvoer_id)
        # A process that is ended while it ends by itself has made its file.
        if voortgang is not None and voortgang.stand is Stand.BEZIG:
            self.pickup.file(uitvoer_id).unlink(missing_ok=True)
            self.pickup.note(uitvoer_id, Voortgang(Stand.MISLUKT))
