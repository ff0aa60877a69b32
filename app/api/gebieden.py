"""Where is measured: wijken, straten and portieken. Names of places, nothing about people."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field
from sqlmodel import Session

from app.api.paging import AnyPage, PageParameters, page_after
from app.api.wire import problems
from app.berichten import Message
from app.database import DbSession
from app.errors import InvalidInput, NotFound, NotLoggedIn
from app.gebieden import find_portiek, find_straat, find_wijk, list_wijken, portieken_of, straten_of, wijken_of
from app.models import Gebruiker, Portiek, Straat, Wijk
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
def get_wijken(
    page: AnyPage, interviewer: AnyVisitor, session: DbSession, request: Request, response: Response
) -> list[WijkOut]:
    """Op naam. Een interviewer ziet alleen de wijken van de eigen inzet; dat geldt hier voor alle gebieden."""
    wijken = _wijken(session, interviewer)
    return [_wijk(wijk) for wijk in page_after(wijken, lambda wijk: wijk.code, page, request, response)]


@router.get("/wijken/{code}", summary="Eén wijk", responses=ONE_PROBLEMS)
def get_wijk(
    code: Annotated[str, Path(description="De code van de wijk.")], interviewer: AnyVisitor, session: DbSession
) -> WijkOut:
    return _wijk(_find_wijk(session, code, interviewer))


@router.get("/straten", summary="Alle straten", responses=ONE_PROBLEMS)
def get_straten(
    page: Annotated[StratenParameters, Query()],
    interviewer: AnyVisitor,
    session: DbSession,
    request: Request,
    response: Response,
) -> list[StraatOut]:
    """Op naam. Met `wijk` alleen die van één wijk."""
    one = page.wijk
    wijken = [_find_wijk(session, one, interviewer)] if one is not None else _wijken(session, interviewer)
    straten = straten_of(session, wijken)
    return [_straat(straat) for straat in page_after(straten, lambda straat: str(straat.id), page, request, response)]


@router.get("/straten/{id}", summary="Eén straat", responses=ONE_PROBLEMS)
def get_straat(
    straat_id: Annotated[UUID, Path(alias="id", description="Het UUID van de straat.")],
    interviewer: AnyVisitor,
    session: DbSession,
) -> StraatOut:
    return _straat(_find_straat(session, straat_id, interviewer))


@router.get("/portieken", summary="Alle portieken", responses=ONE_PROBLEMS)
def get_portieken(
    page: Annotated[PortiekenParameters, Query()],
    interviewer: AnyVisitor,
    session: DbSession,
    request: Request,
    response: Response,
) -> list[PortiekOut]:
    """Op naam. Met `straat` alleen die van één straat."""
    one = page.straat
    straten = [_find_straat(session, one, interviewer)] if one else straten_of(session, _wijken(session, interviewer))
    portieken = portieken_of(session, straten)
    chosen = page_after(portieken, lambda portiek: str(portiek.id), page, request, response)
    return [_portiek(portiek) for portiek in chosen]


@router.get("/portieken/{id}", summary="Eén portiek", responses=ONE_PROBLEMS)
def get_portiek(
    portiek_id: Annotated[UUID, Path(alias="id", description="Het UUID van het portiek.")],
    interviewer: AnyVisitor,
    session: DbSession,
) -> PortiekOut:
    portiek = find_portiek(session, portiek_id)
    if not _is_visible(session, find_straat(session, portiek.straat_id).wijk_code, interviewer):
        raise NotFound("Dit portiek is er niet.")
    return _portiek(portiek)


def _wijken(session: Session, interviewer: Gebruiker | None) -> Sequence[Wijk]:
    """An interviewer sees the wijken they work in; for them the others are not there."""
    return list_wijken(session) if interviewer is None else wijken_of(session, interviewer)


def _is_visible(session: Session, wijk_code: str, interviewer: Gebruiker | None) -> bool:
    return interviewer is None or wijk_code in {wijk.code for wijk in wijken_of(session, interviewer)}


def _find_wijk(session: Session, code: str, interviewer: Gebruiker | None) -> Wijk:
    wijk = find_wijk(session, code)
    if not _is_visible(session, code, interviewer):
        raise NotFound(f"Er is geen wijk “{code}”.")
    return wijk


def _find_straat(session: Session, straat_id: UUID, interviewer: Gebruiker | None) -> Straat:
    straat = find_straat(session, straat_id)
    if not _is_visible(session, straat.wijk_code, interviewer):
        raise NotFound("Deze straat is er niet.")
    return straat


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
