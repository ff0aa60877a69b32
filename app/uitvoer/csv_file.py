"""An export as CSV: a zip with the rows, the codebook and what a reader must know, each a file."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.spreadsheet import Notatie, open_csv, written
from app.uitvoer.tables import Table


def write_csv(target: Path, rows: Table, papers: tuple[Table, ...], notatie: Notatie) -> None:
    """Write the rows as they come, and what belongs with them."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for table in (*papers, rows):
            with _member(archive, f"{table.name.replace(' ', '-')}.csv") as file:
                writer = open_csv(file, notatie)
                writer.writerow(table.header)
                writer.writerows([written(cell, notatie) for cell in row] for row in table.rows)


@contextmanager
def _member(archive: ZipFile, name: str) -> Iterator[TextIO]:
    """A file in the archive, dated on the first day a zip knows: the hour it was made is nobody's business."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8", newline="") as file:
        yield file
