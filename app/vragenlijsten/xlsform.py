"""A questionnaire as a file for another survey tool: its XLSForm as a workbook."""

from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook

from app.domain.toonkaart import in_dutch
from app.domain.vragenlijst import Vragenlijst
from app.domain.xlsform import Row, build_xlsform
from app.vragenlijsten import newest_vragenlijst
from app.vragenlijsten.toonkaarten import all_toonkaarten

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_xlsform(vragenlijst: Vragenlijst) -> bytes:
    """The workbook: in every language of the toonkaart, or only in Dutch when a newer version has taken its place."""
    dutch = in_dutch([vragenlijst])
    is_newest = vragenlijst == newest_vragenlijst(vragenlijst.soort)
    translated = list(all_toonkaarten().values())[1:] if is_newest else []
    form = build_xlsform(vragenlijst, [dutch, *translated])
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as workbook:
        for name in ("survey", "choices", "settings"):
            _fill(workbook, name, getattr(form, name))
    return content.getvalue()


def _fill(workbook: Workbook, name: str, rows: Sequence[Row]) -> None:
    sheet = workbook.add_worksheet(name)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    for line, row in enumerate([dict(zip(columns, columns, strict=True)), *rows]):
        for number, column in enumerate(columns):
            sheet.write_string(line, number, row.get(column, ""))
