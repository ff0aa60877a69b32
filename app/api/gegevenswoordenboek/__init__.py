"""The data dictionary: what every name and every code of a published answer means, and how its figure was made.

Read from `begrippen.toml`. The page docs/gegevenswoordenboek.md is written from the same file, and the tests hold that
file and the published messages together.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from app.api.csv_table import csv_response
from app.api.formats import ALSO_CSV, TableParameters, wants_csv
from app.api.wire import problems
from app.berichten import Message
from app.errors import InvalidInput, NotAcceptable
from app.security import Anyone

OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=3600", "Vary": "Accept"}

router = APIRouter(prefix="/gegevenswoordenboek", tags=["Scores"])


class Begripsoort(StrEnum):
    """What kind of name it is."""

    MAAT = "maat"
    VELD = "veld"
    KOLOM = "kolom"
    CODE = "code"


class BegripOut(Message):
    """Eén naam of code uit wat er is gepubliceerd."""

    rubriek: Annotated[
        str, Field(description="Op welke plek in de JSON, of van welk veld het een code is.", examples=["maat"])
    ]
    naam: Annotated[str, Field(description="Zoals het in de JSON staat.", examples=["gemiddelde"])]
    soort: Annotated[
        Begripsoort,
        Field(description="Een maat, een veld, een kolom die alleen CSV heeft, of een code.", examples=["veld"]),
    ]
    kolommen: Annotated[
        Sequence[str], Field(description="In welke kolommen van de CSV het staat.", examples=[["gemiddelde"]])
    ] = ()
    betekenis: Annotated[
        str, Field(description="Wat het betekent.", examples=["Het gemiddelde van de cijfers of treden."])
    ]
    eenheid: Annotated[
        str, Field(description="In welke eenheid, en tussen welke grenzen.", examples=["Een cijfer 1-10."])
    ] = ""
    gemaakt: Annotated[
        str,
        Field(
            description="Hoe het is gemaakt, met de naam van de formule.",
            examples=["Elke straat telt mee naar haar huishoudens (Cochran 5.3)."],
        ),
    ] = ""
    uitleg: Annotated[
        str,
        Field(
            description="Waar meer staat, in de documentatie bij de broncode.",
            examples=["docs/statistiek.md#gemiddelde-1"],
        ),
    ] = ""
    van_wie: Annotated[str, Field(description="Van wie het iets zegt.", examples=["Bewoners en klanten, apart."])] = ""
    leeg: Annotated[str, Field(description="Wanneer het leeg is.", examples=["Als er geen cijfer is."])] = ""


@dataclass(frozen=True)
class Rubriek:
    """The names that stand at one place."""

    naam: str
    titel: str
    begrippen: Sequence[BegripOut]


COLUMNS = ("rubriek", "naam", "soort", "kolommen", "betekenis", "eenheid", "gemaakt", "uitleg", "vanWie", "leeg")


@router.get(
    "",
    summary="Het gegevenswoordenboek",
    response_model=list[BegripOut],
    responses={**ALSO_CSV, **problems(InvalidInput, NotAcceptable)},
)
def get_gegevenswoordenboek(
    wanted: Annotated[TableParameters, Query()], _: Anyone, request: Request, response: Response
) -> list[BegripOut] | Response:
    """Van elke maat, elk veld, elke kolom en elke code in de gepubliceerde scores: wat het betekent, hoe het is
    gemaakt, van wie het is en wanneer het leeg is. Hiervoor hebt u geen sleutel nodig.
    """
    begrippen = [begrip for rubriek in list_rubrieken() for begrip in rubriek.begrippen]
    if wants_csv(request):
        table = csv_response(COLUMNS, (begrip.model_dump(by_alias=True) for begrip in begrippen), wanted.notatie)
        table.headers.update(OPEN_TO_ALL)
        return table
    response.headers.update(OPEN_TO_ALL)
    return begrippen


@cache
def list_rubrieken() -> Sequence[Rubriek]:
    """Everything, in the order in which one would read it."""
    read = tomllib.loads((Path(__file__).parent / "begrippen.toml").read_text(encoding="utf-8"))
    return [_rubriek(**each) for each in read["rubrieken"]]


def _rubriek(naam: str, soort: str, titel: str, begrippen: Sequence[dict[str, object]]) -> Rubriek:
    return Rubriek(
        naam, titel, [BegripOut.model_validate({"rubriek": naam, "soort": soort} | each) for each in begrippen]
    )
