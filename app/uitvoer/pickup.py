"""Where a file waits until it is fetched: a folder for each, that nobody else on this machine can look into.

How far it is stands in the same folder, so that every process of the server can tell.
"""

import json
import shutil
import time
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from app.errors import InvalidInput

KEPT_SECONDS = 3600
"""How long a file waits; a folder without a sign of life for this long goes too."""

PROGRESS_FILE = "voortgang.json"


class Stand(StrEnum):
    """What became of a file so far."""

    BEZIG = "bezig"
    KLAAR = "klaar"
    MISLUKT = "mislukt"


@dataclass(frozen=True)
class Voortgang:
    """How far a file is: how many interviews were read, of how many."""

    stand: Stand = Stand.BEZIG
    done: int = 0
    total: int = 0


class Pickup:
    """All files that wait, in this folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, uitvoer_id: UUID) -> None:
        """Make room for a file. Raises InvalidInput when others could look into the folder."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._folder.stat().st_mode & 0o077:
            raise InvalidInput(
                f"Er is geen bestand gemaakt: anderen kunnen in de map {self._folder.name} kijken. "
                "Vraag de beheerder om WIJKPEIL_EXPORT_FOLDER op een andere map te zetten."
            )
        (self._folder / str(uitvoer_id)).mkdir(mode=0o700)
        self.note(uitvoer_id, Voortgang())

    def file(self, uitvoer_id: UUID) -> Path:
        """Where the file stands, or will."""
        return self._folder / str(uitvoer_id) / "bestand"

    def note(self, uitvoer_id: UUID, voortgang: Voortgang) -> None:
        """Say how far it is; who reads it meanwhile sees the old or the new."""
        stands = self._folder / str(uitvoer_id) / PROGRESS_FILE
        written = stands.with_suffix(".nieuw")
        written.write_text(json.dumps(asdict(voortgang)), encoding="utf-8")
        written.replace(stands)

    def voortgang(self, uitvoer_id: UUID) -> Voortgang | None:
        """How far it is; None when it was fetched, or waited too long."""
        try:
            told = json.loads((self._folder / str(uitvoer_id) / PROGRESS_FILE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return Voortgang(Stand(told["stand"]), told["done"], told["total"])

    def remove(self, uitvoer_id: UUID) -> None:
        """Take a file away, and all that stands with it."""
        shutil.rmtree(self._folder / str(uitvoer_id), ignore_errors=True)

    def sweep(self) -> None:
        """Take away what waited too long."""
        if not self._folder.is_dir():
            return
        for folder in self._folder.iterdir():
            if folder.stat().st_mtime < time.time() - KEPT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
