"""Where is measured: wijken, straten and portieken. Names of places, nothing about people."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from app.api.paging import AnyPage, PageParameters, page_after
from app.api.wire import problems
from app.berichten import Message
from app.database import DbSession
from app.errors import InvalidInput, NotFound, NotLoggedIn
from app.gebieden import find_portiek, find_straat, find_wijk, list_wijken, portieken_of, straten_of
from app.models import Portiek, Straat, Wijk
from app.security import AnyVisitor

router = APIRouter(tags=["Gebieden"])

LIST_PROBLEMS = problems(InvalidInput, NotLoggedIn)
ONE_PROBLEMS = problems(InvalidInput, NotLoggedIn, NotFound)

InGebruik = Annotated[
    bool,
    Field(description="Bij `false` gaat er niemand meer heen. Wat er is gehoord, telt mee.", examples=[True]),
]


class WijkOut(Message):
    """Een wijk zoals het onderzoek die afbakent."""

    code: Annotated[str, Field(description="De code van de wijk.", examples=["crabbehof"])]
    naam: Annotated[str, Field(description="De naam van de wijk.", examples=["Crabbehof"])]
    cbs_codes: Annotated[
        list[str],
        Field(description="De wijken en buurten van het CBS die erin liggen.", examples=[["BU05050800", "BU05050801"]]),
    ]
    in_gebruik: InGebruik


class StraatOut(Message):
    """Een straat in één wijk. Loopt een straat door twee wijken, dan staat hij er twee keer."""

    id: Annotated[UUID, Field(description="Het UUID van de straat.", examples=["6f1c2a34-52a2-5f0e-9d0b-3a1f6f2f7d10"])]
    naam: Annotated[str, Field(description="De naam van de straat.", examples=["Nassauweg"])]
    wijk: Annotated[str, Field(description="De code van de wijk.", examples=["crabbehof"])]
    bag_id: Annotated[
        str | None, Field(description="Het nummer van de openbare ruimte in de BAG.", examples=["0505300000000123"])
    ]
    in_gebruik: InGebruik
    samengevoegd_met: Annotated[
        UUID | None,
        Field(
            description="De straat waar deze een deel van werd. Wat er voor deze wordt ingestuurd, komt bij die.",
            examples=[None],
        ),
    ]


class PortiekOut(Message):
    """Een gedeelde ingang van een gebouw."""

    id: Annotated[
        UUID, Field(description="Het UUID van het portiek.", examples=["0b6d6d3e-1f0e-5f0e-8d0b-6a1f6f2f7d10"])
    ]
    naam: Annotated[str, Field(description="Wat er bij de ingang staat.", examples=["Ingang noord"])]
    straat_id: Annotated[UUID, Field(description="In welke straat.", examples=["6f1c2a34-52a2-5f0e-9d0b-3a1f6f2f7d10"])]
    in_gebruik: InGebruik


class StratenParameters(PageParameters):
    """Welke straten."""

    wijk: Annotated[str | None, Field(description="Alleen de straten van deze wijk.", examples=["crabbehof"])] = None


class PortiekenParameters(PageParameters):
    """Welke portieken."""

    straat: Annotated[UUID | None, Field(description="Alleen de portieken van deze straat.")] = None


@router.get("/wijken", summary="Alle wijken", responses=LIST_PROBLEMS)
def get_wijken(page: AnyPage, _: AnyVisitor, session: DbSession, request: Request, response: Response) -> list[WijkOut]:
    """Op naam."""
    return [_wijk(wijk) for wijk in page_after(list_wijken(session), lambda wijk: wijk.code, page, request, response)]


@router.get("/wijken/{code}", summary="Eén wijk", responses=ONE_PROBLEMS)
def get_wijk(
    code: Annotated[str, Path(description="De code van de wijk.")], _: AnyVisitor, session: DbSession
) -> WijkOut:
    return _wijk(find_wijk(session, code))


@router.get("/straten", summary="Alle straten", responses=ONE_PROBLEMS)
def get_straten(
    page: Annotated[StratenParameters, Query()],
    _: AnyVisitor,
    session: DbSession,
    request: Request,
    response: Response,
) -> list[StraatOut]:
    """Op naam. Met `wijk` alleen die van één wijk."""
    wijken = [find_wijk(session, page.wijk)] if page.wijk is not None else list_wijken(session)
    straten = straten_of(session, wijken)
    return [_straat(straat) for straat in page_after(straten, lambda straat: str(straat.id), page, request, response)]


@router.get("/straten/{id}", summary="Eén straat", responses=ONE_PROBLEMS)
def get_straat(
    straat_id: Annotated[UUID, Path(alias="id", description="Het UUID van de straat.")],
    _: AnyVisitor,
    session: DbSession,
) -> StraatOut:
    return _straat(find_straat(session, straat_id))


@router.get("/portieken", summary="Alle portieken", responses=ONE_PROBLEMS)
def get_portieken(
    page: Annotated[PortiekenParameters, Query()],
    _: AnyVisitor,
    session: DbSession,
    request: Request,
    response: Response,
) -> list[PortiekOut]:
    """Op naam. Met `straat` alleen die van één straat."""
    straten = [find_straat(session, page.straat)] if page.straat else straten_of(session, list_wijken(session))
    portieken = portieken_of(session, straten)
    chosen = page_after(portieken, lambda portiek: str(portiek.id), page, request, response)
    return [_portiek(portiek) for portiek in chosen]


@router.get("/portieken/{id}", summary="Eén portiek", responses=ONE_PROBLEMS)
def get_portiek(
    portiek_id: Annotated[UUID, Path(alias="id", description="Het UUID van het portiek.")],
    _: AnyVisitor,
    session: DbSession,
) -> PortiekOut:
    return _portiek(find_portiek(session, portiek_id))


def _wijk(wijk: Wijk) -> WijkOut:
    return WijkOut(code=wijk.code, naam=wijk.name, cbs_codes=wijk.cbs_codes, in_gebruik=wijk.is_in_use)


def _straat(straat: Straat) -> StraatOut:
    return StraatOut(
        id=straat.id,
        naam=straat.name,
        wijk=straat.wijk_code,
        bag_id=straat.bag_id,
        in_gebruik=straat.is_in_use,
        samengevoegd_met=straat.merged_into_id,
    )


def _portiek(portiek: Portiek) -> PortiekOut:
    return PortiekOut(id=portiek.id, naam=portiek.name, straat_id=portiek.straat_id, in_gebruik=portiek.is_in_use)
