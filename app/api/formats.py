"""In which form a message comes and goes: JSON, or CSV where a table makes sense."""

import math
from typing import Annotated, Any

from fastapi import Request
from pydantic import Field

from app.api.wire import Parameters
from app.errors import NotAcceptable, WrongMediaType
from app.spreadsheet import Notatie

JSON = "application/json"
CSV = "text/csv"

ALSO_CSV: dict[int | str, dict[str, Any]] = {200: {"content": {CSV: {"schema": {"type": "string"}}}}}
"""For the API's document, of a route whose answer is a table too."""


class TableParameters(Parameters):
    """How the answer is written down when it is CSV.

    JSON knows one way, and then this changes nothing: unlike a filter it cannot make one figure pass for another, and
    a program may so ask for both forms at one address.
    """

    notatie: Annotated[
        Notatie,
        Field(
            description="Hoe de CSV eruitziet. `standaard`: komma’s tussen de kolommen en een punt in getallen. "
            "`nl`: puntkomma’s en een decimale komma, voor Excel in Nederland. Voor JSON maakt het niet uit.",
            examples=["nl"],
        ),
    ] = Notatie.STANDAARD


def kind_of(request: Request) -> str:
    """What a body says it is, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def require_json(request: Request) -> None:
    """Refuse a body that does not say it is JSON."""
    if kind_of(request) != JSON:
        raise WrongMediaType("Stuur het bericht als JSON, met Content-Type: application/json.")


def wants_csv(request: Request) -> bool:
    """Whether the client prefers CSV to JSON; raises NotAcceptable when it wants neither."""
    accept = ",".join(request.headers.getlist("accept")) or "*/*"
    csv, json = _quality(accept, CSV), _quality(accept, JSON)
    if not csv and not json:
        raise NotAcceptable(f"Dit is er als {JSON} en als {CSV}. Vraag een van die twee in de Accept-header.")
    return csv > json


def _quality(accept: str, kind: str) -> float:
    """How much a client wants this kind, 0 to 1 (RFC 9110, 12.5.1: the most precise range counts)."""
    ranges = ("*/*", f"{kind.partition('/')[0]}/*", kind)
    precision, wanted = -1, 0.0
    for part in accept.lower().split(","):
        name, *options = (piece.strip() for piece in part.split(";"))
        if name in ranges and ranges.index(name) > precision:
            precision = ranges.index(name)
            wanted = _weight(next((option[2:] for option in options if option.startswith("q=")), "1"))
    return wanted


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if math.isfinite(weight) else 0.0
