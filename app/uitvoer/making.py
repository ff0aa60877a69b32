"""Making the file: from the database to the disk, row by row, saying how far it is."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

from app.database import Database
from app.domain.codeboek import Value
from app.inzagelog import note_taken
from app.models import Formaat, Uitvoer
from app.spreadsheet import Notatie
from app.uitvoer.asking import note_finished
from app.uitvoer.csv_file import write_csv
from app.uitvoer.reading import Selectie
from app.uitvoer.spss import write_sav
from app.uitvoer.tables import Layout, Table
from app.uitvoer.workbook import write_workbook

Progress = Callable[[int, int], None]


def make_uitvoer(database: Database, uitvoer_id: UUID, target: Path, progress: Progress) -> int:
    """Write what was asked for to this file, note which interviews are in it, and say how many.

    What comes in or is reviewed meanwhile is not in it: time stands still for whoever reads. `progress` hears how many
    interviews were read, of how many.
    """
    with database.snapshot() as session:
        uitvoer = session.get_one(Uitvoer, uitvoer_id)
        selectie, layout = Selectie(session, uitvoer), Layout(uitvoer)
        header = [variabele.name for variabele in layout.variabelen]
        rows = Table(layout.name, header, _rows(selectie, layout, progress))
        _write(uitvoer, target, rows, layout, layout.papers(len(selectie), selectie.count_refusals()))
    note_taken(database, uitvoer.coordinator_id, selectie.interview_ids)
    with database.transaction() as session:
        note_finished(session, uitvoer_id, len(selectie))
    return len(selectie)


def _rows(selectie: Selectie, layout: Layout, progress: Progress) -> Iterator[Sequence[Value]]:
    done = 0
    for batch in selectie.batches():
        for gesprek in batch:
            yield from layout.rows_of(gesprek)
        done += len(batch)
        progress(done, len(selectie))


def _write(uitvoer: Uitvoer, target: Path, rows: Table, layout: Layout, papers: tuple[Table, ...]) -> None:
    match Formaat(uitvoer.formaat):
        case Formaat.CSV:
            write_csv(target, rows, papers, Notatie.STANDAARD)
        case Formaat.CSV_NL:
            write_csv(target, rows, papers, Notatie.NL)
        case Formaat.XLSX:
            write_workbook(target, rows, papers, uitvoer.asked_at)
        case Formaat.SAV:
            write_sav(target, rows, papers, layout.variabelen)
