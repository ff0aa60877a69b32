"""What others measured, to lay beside a score. These figures were published already, so they are for every visitor."""

from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from app.api.csv_table import csv_response
from app.api.formats import ALSO_CSV, TableParameters, wants_csv
from app.api.paging import PageParameters, page_after
from app.api.wire import problems
from app.berichten import Message
from app.database import DbSession
from app.errors import InvalidInput, NotAcceptable, NotFound, NotLoggedIn
from app.gebieden import find_wijk
from app.models import Eenheid, Referentiecijfer
from app.referentiecijfers import COLUMNS, list_referentiecijfers
from app.security import AnyVisitor

router = APIRouter(prefix="/referentiecijfers", tags=["Referentiecijfers"])


class ReferentiecijferOut(Message):
    """Eén cijfer van een ander, zoals het is gepubliceerd."""

    gebied_code: Annotated[
        str, Field(description="De code van de wijk. Leeg bij de hele plaats.", examples=["crabbehof"])
    ]
    gebied_naam: Annotated[str, Field(description="De naam van de wijk of de plaats.", examples=["Crabbehof"])]
    maat: Annotated[str, Field(description="Wat er is gemeten.", examples=["leefbaarheid eigen buurt"])]
    periode: Annotated[str, Field(description="Wanneer het is gemeten.", examples=["2016-2017"])]
    waarde: Annotated[float, Field(description="Het cijfer.", examples=[6.3])]
    eenheid: Annotated[
        Eenheid, Field(description="Een rapportcijfer van 1 tot en met 10, of een percentage.", examples=["cijfer"])
    ]
    bron: Annotated[
        str, Field(description="Wie het heeft gemeten, en waar het staat.", examples=["Gemeentelijke monitor"])
    ]


class ReferentiecijferParameters(PageParameters, TableParameters):
    """Van welk gebied, en welke pagina. In CSV komt alles in één keer."""

    gebied: Annotated[
        str | None,
        Field(description="Alleen deze wijk. Leeg (`gebied=`) geeft de hele plaats.", examples=["crabbehof"]),
    ] = None


@router.get(
    "",
    summary="Cijfers van anderen",
    response_model=list[ReferentiecijferOut],
    responses={**ALSO_CSV, **problems(InvalidInput, NotLoggedIn, NotFound, NotAcceptable)},
)
def get_referentiecijfers(
    wanted: Annotated[ReferentiecijferParameters, Query()],
    _: AnyVisitor,
    session: DbSession,
    request: Request,
    response: Response,
) -> list[ReferentiecijferOut] | Response:
    """Wat anderen hebben gemeten, zoals de monitor van een gemeente. Ze maten het anders dan wij.

    Zet deze cijfers dus naast een score en reken ze er niet bij op. Ze tellen in geen enkele score mee.
    """
    if wanted.gebied:  # empty is the whole place
        find_wijk(session, wanted.gebied)
    found = list_referentiecijfers(session, wanted.gebied)
    if wants_csv(request):
        lines = (_out(each).model_dump(by_alias=True, mode="json") for each in found)
        return csv_response(COLUMNS, lines, wanted.notatie)
    return [_out(each) for each in page_after(found, _position, wanted, request, response)]


def _position(each: Referentiecijfer) -> str:
    """Where a page may end. Of one length, for the names are too long for a cursor."""
    return sha256("\0".join((each.gebied_code, each.maat, each.periode)).encode()).hexdigest()


def _out(each: Referentiecijfer) -> ReferentiecijferOut:
    return ReferentiecijferOut(
        gebied_code=each.gebied_code,
        gebied_naam=each.gebied_name,
        maat=each.maat,
        periode=each.periode,
        waarde=float(each.value),
        eenheid=Eenheid(each.eenheid),
        bron=each.bron,
    )
