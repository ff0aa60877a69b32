"""Figures as a table, the same way everywhere: what stands in a cell, and how a margin becomes two of them."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fastapi import Response

from app.api.formats import CSV
from app.spreadsheet import Notatie, open_csv, written

CSV_TYPE = f"{CSV}; charset=utf-8; header=present"


def csv_response(columns: Sequence[str], lines: Iterable[Mapping[str, Any]], notatie: Notatie) -> Response:
    """An answer of `write_csv`."""
    return Response(write_csv(columns, lines, notatie), media_type=CSV_TYPE)


def write_csv(columns: Sequence[str], lines: Iterable[Mapping[str, Any]], notatie: Notatie) -> str:
    """CSV after RFC 4180 with a header; for Excel in the Netherlands with semicolons, decimal commas and a BOM.

    What is not given is empty, true and false are `ja` and `nee`. A margin called `x` fills `xLaag` and `xHoog`; of
    kanttekeningen there are the codes. A line may hold more than the columns ask for.
    """
    table = io.StringIO()
    writer = open_csv(table, notatie)
    writer.writerow(columns)
    for line in lines:
        cells = dict(_cells(line))
        writer.writerow(written(cells.get(name, ""), notatie) for name in columns)
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
