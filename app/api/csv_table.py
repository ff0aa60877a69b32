"""Figures as a table, the same way everywhere: what stands in a cell, and how a margin becomes two of them."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any


def write_csv(columns: Sequence[str], lines: Iterable[Mapping[str, Any]]) -> str:
    """CSV after RFC 4180 with a header.

    What is not given is empty, true and false are `ja` and `nee`. A margin called `x` fills `xLaag` and `xHoog`; of
    kanttekeningen there are the codes. A line may hold more than the columns ask for.
    """
    table = io.StringIO()
    writer = csv.DictWriter(table, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(dict(_cells(line)) for line in lines)
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
