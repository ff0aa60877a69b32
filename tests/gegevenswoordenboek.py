"""Writes docs/gegevenswoordenboek.md from the file that the API reads: `python -m tests.gegevenswoordenboek`."""

import textwrap
from collections.abc import Iterator
from pathlib import Path

from app.api.gegevenswoordenboek import BegripOut, list_rubrieken

PAGE = Path(__file__).parent.parent / "docs" / "gegevenswoordenboek.md"

HEAD = """\
# Gegevenswoordenboek: wat elke naam betekent

Voor wie de gepubliceerde scores van Wijkpeil ophaalt met de API, als JSON of als CSV. Hetzelfde geeft
`GET /api/v1/gegevenswoordenboek`, ook als CSV en zonder sleutel. Hoe de cijfers zijn gemaakt, staat in
[statistiek.md](statistiek.md). Deze pagina is geschreven uit `app/api/gegevenswoordenboek/begrippen.toml`. Verander
haar daar.
"""

WIDTH = 125


def write_page() -> str:
    """The page as it has to be."""
    return "\n".join([HEAD, *_lines()])


def _lines() -> Iterator[str]:
    for rubriek in list_rubrieken():
        yield f"## {rubriek.titel} (`{rubriek.naam}`)\n"
        for begrip in rubriek.begrippen:
            yield f"### `{begrip.naam}`\n"
            yield f"{_wrap(begrip.betekenis)}\n"
            yield from _details(begrip)


def _details(begrip: BegripOut) -> Iterator[str]:
    more = f"[meer]({begrip.uitleg.removeprefix('docs/')})" if begrip.uitleg else ""
    said = {
        "Eenheid": begrip.eenheid,
        "Hoe gemaakt": " ".join(filter(None, (begrip.gemaakt, more))),
        "Van wie": begrip.van_wie,
        "Leeg": begrip.leeg,
        "In CSV": ", ".join(f"`{kolom}`" for kolom in begrip.kolommen),
    }
    lines = [_wrap(f"- {name}: {text}", indent="  ") for name, text in said.items() if text]
    if lines:
        yield "\n".join(lines) + "\n"


def _wrap(text: str, indent: str = "") -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
