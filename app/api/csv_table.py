"""Figures as a table, the same way everywhere: what stands in a cell, and how a margin becomes two of them."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from fastapi import Response

from app.api.formats import CSV, Notatie

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for Windows-1252, and ë for two strange characters."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet run a cell instead of showing it; some it finds behind a tab or a new line."""


CSV_TYPE = f"{CSV}; charset=utf-8; header=present"


def csv_response(columns: Sequence[str], lines: Iterable[Mapping[str, Any]], notatie: Notatie) -> Response:
    """An answer of `write_csv`."""
    return Response(write_csv(columns, lines, notatie), media_type=CSV_TYPE)


def write_csv(columns: Sequence[str], lines: Iterable[Mapping[str, Any]], notatie: Notatie) -> str:
    """CSV after RFC 4180 with a header; for Excel in the Netherlands with semicolons, decimal commas and a BOM.

    What is not given is empty, true and false are `ja` and `nee`. A margin called `x` fills `xLaag` and `xHoog`; of
    kanttekeningen there are the codes. A line may hold more than the columns ask for. A text that a spreadsheet would
    run as a formula gets an apostrophe before it, whatever the notation: the file does not say who will open it.
    """
    is_dutch = notatie is Notatie.NL
    table = io.StringIO()
    table.write(BOM if is_dutch else "")
    writer = csv.DictWriter(table, columns, restval="", extrasaction="ignore", delimiter=";" if is_dutch else ",")
    writer.writeheader()
    for line in lines:
        writer.writerow({name: _written(value, is_dutch) for name, value in _cells(line)})
    return table.getvalue()


def _cells(line: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    for name, value in line.items():
        match value:
            case bool():
                yield name, "ja" if value else "nee"
            case {"laag": low, "hoog": high}:
                yield f"{name}Laag", low
                yield f"{name}Hoog", high
            case list():
                yield name, " ".join(item["code"] if isinstance(item, dict) else str(item) for item in value)
            case _:
                yield name, value


def _written(value: object, is_dutch: bool) -> object:
    match value:
        case str() if value.startswith(FORMULA_STARTS):
            return f"'{value}"
        case float() | Decimal() if is_dutch:
            return str(value).replace(".", ",")
        case _:
            return value
