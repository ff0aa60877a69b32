"""A table that somebody brings in as CSV: from a spreadsheet or a program, Dutch or not."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

from app.domain.antwoorden import Fout
from app.errors import InvalidInput

REFUSED = "Het bestand is niet ingelezen."

Line = dict[str, str]


def decode_table(content: bytes) -> str:
    """The text of a file in UTF-8, or else in Windows-1252: what Excel makes of “CSV” without asking.

    Raises InvalidInput for what is no text, such as a workbook.
    """
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InvalidInput("Dit bestand is geen tekst. Sla het op als “CSV UTF-8” en probeer het opnieuw.")


def read_lines(text: str, required: Sequence[str], faults_of: Callable[[Line], list[str]]) -> list[Line]:
    """Every line by the names in the header, with semicolons or with commas between the cells.

    Raises InvalidInput when a required column is not there, or naming every line of which `faults_of` says what is
    wrong. It is asked of the lines in their order, once each.
    """
    columns, rows = _parse(text.removeprefix("\ufeff"))
    if missing := [column for column in required if column not in columns]:
        fault = Fout("regel 1", f"Deze kolommen ontbreken: {', '.join(missing)}.")
        raise InvalidInput(REFUSED, faults=[fault])
    lines, faults = [], []
    for number, row in rows:
        line = {key: value.strip() for key, value in row.items() if key is not None and isinstance(value, str)}
        lines.append(line)
        messages = faults_of(line)
        if any(row.get(None) or ()):
            messages.append("Er zijn meer cellen dan kolommen. Gebruik puntkomma’s als getallen een komma hebben.")
        faults += [Fout(f"regel {number}", message) for message in messages]
    if faults:
        raise InvalidInput(f"{REFUSED} Verbeter deze regels.", faults=faults)
    return lines


def _parse(text: str) -> tuple[Sequence[str], list[tuple[int, dict[Any, Any]]]]:
    """The names of the columns, and every row with its line number; cells beyond the last column are under None."""
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    # newline=None makes every kind of newline one, as in a file that is opened as text.
    reader = csv.DictReader(io.StringIO(text, newline=None), delimiter=delimiter, restval="")
    try:
        return reader.fieldnames or (), [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        fault = Fout(f"regel {reader.line_num}", "Hier is iets niet te lezen. Staat er een aanhalingsteken te veel?")
        raise InvalidInput(REFUSED, faults=[fault]) from error
