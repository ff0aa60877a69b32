"""What a spreadsheet makes of a table: which notation it reads, and which texts it would run instead of show."""

import csv
from decimal import Decimal
from enum import StrEnum
from typing import Any, TextIO

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for Windows-1252, and ë for two strange characters."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet run a cell instead of showing it; some it finds behind a tab or a new line."""


class Notatie(StrEnum):
    """How a table is written down: after RFC 4180, or with semicolons and decimal commas for a Dutch Excel."""

    STANDAARD = "standaard"
    NL = "nl"

    @property
    def delimiter(self) -> str:
        return ";" if self is Notatie.NL else ","


def open_csv(file: TextIO, notatie: Notatie) -> Any:
    """A writer of CSV into this file, which begins with a BOM where Excel needs one."""
    file.write(BOM if notatie is Notatie.NL else "")
    return csv.writer(file, delimiter=notatie.delimiter)


def written(value: object, notatie: Notatie) -> object:
    """What stands in the cell. A text that a spreadsheet would run as a formula gets an apostrophe before it.

    Whatever the notation: the file does not say who will open it.
    """
    match value:
        case str() if value.startswith(FORMULA_STARTS):
            return f"'{value}"
        case float() | Decimal() if notatie is Notatie.NL:
            return str(value).replace(".", ",")
        case _:
            return value
