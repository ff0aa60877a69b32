"""Interviews as a file for researchers: CSV, Excel or SPSS, a row for each interview or for each answer.

`asking` records who wants which; `reading` gets the interviews in a fresh random order, a batch at a time; `tables`
makes rows of them by the codebook in `domain`; `csv_file`, `workbook` and `spss` write them; `making` does all that in
a process of its own, and in `pickup` the file waits until it is fetched. `maker` is the server's side of it.

What never leaves: an interview's id, its clock times and day, its interviewer, its language and its portiek.
"""

from app.uitvoer.asking import (
    EXPORTABLE,
    REASON_LIMIT,
    Uitvoerkeuze,
    ask_uitvoer,
    find_uitvoer,
    list_uitvoeren,
    note_fetched,
)
from app.uitvoer.maker import Maker
from app.uitvoer.making import make_uitvoer
from app.uitvoer.pickup import Pickup, Stand, Voortgang
from app.uitvoer.tables import file_name

__all__ = [
    "EXPORTABLE",
    "REASON_LIMIT",
    "Maker",
    "Pickup",
    "Stand",
    "Uitvoerkeuze",
    "Voortgang",
    "ask_uitvoer",
    "file_name",
    "find_uitvoer",
    "list_uitvoeren",
    "make_uitvoer",
    "note_fetched",
]
