"""An export as a file of SPSS: numbers with labels, and what is no answer marked as missing.

pandas and pyreadstat are only loaded here, by the process that makes the file: they weigh a hundred megabytes.
"""

import sys
from array import array
from collections.abc import Callable, Mapping, Sequence
from math import nan
from pathlib import Path
from textwrap import wrap
from typing import Any

from app.domain.codeboek import MISSING, NOT_ASKED, Meetniveau, Value, Variabele
from app.uitvoer.tables import Table

LABEL_BYTES = 250
VALUE_LABEL_BYTES = 120
NOTE_LENGTH = 80
"""What SPSS has room for."""

MEASURES = {Meetniveau.NOMINAAL: "nominal", Meetniveau.ORDINAAL: "ordinal", Meetniveau.GETAL: "scale",
            Meetniveau.TEKST: "nominal"}  # fmt: skip


def write_sav(target: Path, rows: Table, papers: tuple[Table, ...], variabelen: Sequence[Variabele]) -> None:
    """Gather the columns and write them all at once: SPSS wants to know beforehand how many rows there are."""
    import pyreadstat

    frame = _gather(rows, variabelen)
    coded = [each for each in variabelen if not _is_text(each)]
    pyreadstat.write_sav(
        frame,
        str(target),
        file_label=f"Wijkpeil: {rows.name}",
        note=[line for label, text in papers[0].rows for line in wrap(f"{label}: {text}", NOTE_LENGTH)],
        row_compress=True,
        column_labels=[_shorten(each.label, LABEL_BYTES) for each in variabelen],
        variable_value_labels={each.name: _labels(each) for each in coded if each.waarden},
        missing_ranges={each.name: [_NO_ANSWER] for each in coded if any(value.is_missing for value in each.waarden)},
        variable_measure={each.name: MEASURES[each.meetniveau] for each in variabelen},
        variable_format={each.name: "F8.0" for each in coded},
    )


def _gather(rows: Table, variabelen: Sequence[Variabele]) -> Any:
    """All values in columns: a number takes eight bytes, a text as well beside the one time that it is kept."""
    from pandas import DataFrame, Series

    columns: list[Any] = [[] if _is_text(each) else array("d") for each in variabelen]
    as_cells = [_cell_of(each) for each in variabelen]
    for row in rows.rows:
        for column, as_cell, value in zip(columns, as_cells, row, strict=True):
            column.append(as_cell(value))
    return DataFrame(
        {
            each.name: Series(column, dtype="object" if _is_text(each) else "float64")
            for each, column in zip(variabelen, columns, strict=True)
        }
    )


_NO_ANSWER: Any = {"lo": MISSING[0].number, "hi": MISSING[-1].number}


def _is_text(variabele: Variabele) -> bool:
    return variabele.meetniveau is Meetniveau.TEKST


def _cell_of(variabele: Variabele) -> Callable[[Value], float | str]:
    """How a value stands in the column: text as text, everything else as a number."""
    if _is_text(variabele):
        # The same code a million times is kept once.
        return lambda value: "" if value is None else sys.intern(str(value))
    numbers: Mapping[str, int] = variabele.numbers

    def as_number(value: Value) -> float:
        if isinstance(value, str):
            return numbers[value]
        return numbers.get(NOT_ASKED, nan) if value is None else value

    return as_number


def _labels(variabele: Variabele) -> dict[int | float, str]:
    """The words of each number; where two questionnaires have other words, both."""
    words: dict[int | float, list[str]] = {}
    for waarde in variabele.waarden:
        words.setdefault(waarde.number, []).append(waarde.label)
    return {float(number): _shorten(" / ".join(labels), VALUE_LABEL_BYTES) for number, labels in words.items()}


def _shorten(text: str, size: int) -> str:
    """This text on one line, in no more than this many bytes of UTF-8."""
    return " ".join(text.split()).encode()[:size].decode(errors="ignore")
