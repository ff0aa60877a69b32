"""An export as a workbook of Excel: what a reader must know, the rows, and the codebook, each on a sheet."""

from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.uitvoer.tables import Table

ROWS_PER_SHEET = 1_048_575
"""What fits on a sheet below its header."""

WIDTH = 18


def write_workbook(target: Path, rows: Table, papers: tuple[Table, ...], made_on: datetime) -> None:
    """Write row by row to the disk, in the folder of the target: half a file may not lie about elsewhere."""
    explanation, *codebook = papers
    with Workbook(target, {"constant_memory": True, "tmpdir": str(target.parent)}) as workbook:
        workbook.set_properties({"created": made_on.replace(hour=0, minute=0, second=0)})
        for table in (explanation, rows, *codebook):
            _fill(workbook, table)


def _fill(workbook: Workbook, table: Table) -> None:
    sheet = _add_sheet(workbook, table, table.name.capitalize())
    for number, row in enumerate(table.rows):
        part, line = divmod(number, ROWS_PER_SHEET)
        if part and not line:
            sheet = _add_sheet(workbook, table, f"{table.name.capitalize()} {part + 1}")
        for column, value in enumerate(row):
            if isinstance(value, str):
                # Never `write`, which would take a text that begins with = for a formula.
                sheet.write_string(line + 1, column, value)
            elif value is not None:
                sheet.write_number(line + 1, column, value)


def _add_sheet(workbook: Workbook, table: Table, name: str) -> Worksheet:
    sheet: Worksheet = workbook.add_worksheet(name)
    sheet.set_column(0, len(table.header) - 1, WIDTH)
    sheet.freeze_panes(1, 0)
    bold = workbook.add_format({"bold": True})
    for column, title in enumerate(table.header):
        sheet.write_string(0, column, title, bold)
    return sheet
