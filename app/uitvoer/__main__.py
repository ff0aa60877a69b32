"""Make one file and end: what the server starts beside itself, so that it keeps its memory and its attention."""

import os
import sys
from uuid import UUID

from app.changes import Origin, Who
from app.database import Database
from app.settings import Settings
from app.uitvoer.making import make_uitvoer
from app.uitvoer.pickup import Pickup, Stand, Voortgang

YIELDING = 5
"""How far we step back (`nice`): a phone that sends an interview goes first."""


def main() -> None:
    os.nice(YIELDING)
    settings, uitvoer_id = Settings(), UUID(sys.argv[1])
    pickup = Pickup(settings.export_folder)
    number = make_uitvoer(
        Database(settings.database_url, Origin(Who.SERVER, via="uitvoer")),
        uitvoer_id,
        pickup.file(uitvoer_id),
        lambda done, total: pickup.note(uitvoer_id, Voortgang(Stand.BEZIG, done, total)),
    )
    pickup.note(uitvoer_id, Voortgang(Stand.KLAAR, number, number))


if __name__ == "__main__":
    main()
