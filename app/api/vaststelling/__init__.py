"""What was published of a meetronde: frozen, so it may be kept for long, and open to every key."""

import gzip
import json
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field
from sqlmodel import Session

from app.api.csv_table import CSV_TYPE
from app.api.formats import JSON, TableParameters, require_json, wants_csv
from app.api.scores import Meetrondecode
from app.api.vaststelling import comparison
from app.api.vaststelling.answers import FOR_AN_HOUR, FOR_EVER, RESPONSES
from app.api.vaststelling.table import write_table
from app.api.wire import problems
from app.berichten import Message
from app.database import DbSession
from app.errors import (
    ChangedMeanwhile,
    InvalidInput,
    LengthRequired,
    NotAllowed,
    NotFound,
    NotLoggedIn,
    TooLarge,
    TooSlow,
    WrongMediaType,
)
from app.lasting import lasting_answer
from app.overzichten import find_meetronde
from app.security import AnyVisitor, Coordinator
from app.settings import settings_of
from app.spreadsheet import Notatie
from app.vaststelling import (
    WHOLE,
    Document,
    describe,
    find_document,
    find_etag,
    find_vaststelling,
    list_vaststellingen,
    publish,
)
from app.vaststelling.messages import MeetrondescoresOut, VaststellingOut, WijkscoresOut

router = APIRouter(prefix="/meetrondes/{meetronde}", tags=["Scores"])


class VaststellingIn(Message):
    """Welke versie u publiceert, en waarom."""

    versie: Annotated[int, Field(ge=1, description="De eerste is 1, elke verbetering is de volgende.", examples=[1])]
    reden: Annotated[
        str, Field(max_length=1000, description="Verplicht vanaf versie 2.", examples=["Dubbele interviews eruit."])
    ] = ""


class VersieParameters(TableParameters):
    """Welke versie, en hoe een tabel eruitziet."""

    versie: Annotated[int | None, Field(ge=1, description="Zonder nummer de nieuwste.", examples=[1])] = None


@router.get("/scores", summary="Alle wijken en straten", response_model=MeetrondescoresOut, responses=RESPONSES)
def get_scores(
    meetronde: Meetrondecode,
    wanted: Annotated[VersieParameters, Query()],
    _: AnyVisitor,
    session: DbSession,
    request: Request,
) -> Response:
    """Alles wat er is gepubliceerd in één keer: de hele meetronde, elke wijk en elke straat."""
    return _answer(session, request, meetronde, WHOLE, wanted)


@router.get("/scores/{wijk}", summary="Eén wijk met haar straten", response_model=WijkscoresOut, responses=RESPONSES)
def get_scores_of_wijk(
    meetronde: Meetrondecode,
    wijk: Annotated[str, Path(description="De code van de wijk.")],
    wanted: Annotated[VersieParameters, Query()],
    _: AnyVisitor,
    session: DbSession,
    request: Request,
) -> Response:
    """Een wijk en al haar straten in één keer, ook de straten waarvan we niets vertellen."""
    return _answer(session, request, meetronde, wijk, wanted)


@router.get("/vaststellingen", summary="Alle versies", responses=problems(NotLoggedIn, NotFound))
def get_vaststellingen(meetronde: Meetrondecode, _: AnyVisitor, session: DbSession) -> list[VaststellingOut]:
    """De nieuwste eerst. Een oude versie blijft te lezen."""
    found = find_meetronde(session, meetronde)
    return [describe(found, vaststelling) for vaststelling in list_vaststellingen(session, found)]


@router.get("/vaststelling", summary="De nieuwste versie", responses=problems(NotLoggedIn, NotFound))
def get_vaststelling(meetronde: Meetrondecode, _: AnyVisitor, session: DbSession) -> VaststellingOut:
    found = find_meetronde(session, meetronde)
    return describe(found, find_vaststelling(session, found))


@router.put(
    "/vaststelling",
    summary="Publiceer",
    status_code=201,
    dependencies=[Depends(require_json)],
    responses={
        201: {"description": "Gepubliceerd."},
        **problems(InvalidInput, NotLoggedIn, NotAllowed, NotFound, ChangedMeanwhile),
        **problems(LengthRequired, TooLarge, TooSlow, WrongMediaType),
    },
)
def put_vaststelling(
    meetronde: Meetrondecode, wanted: VaststellingIn, coordinator: Coordinator, session: DbSession, request: Request
) -> VaststellingOut:
    """Sluit de meetronde en publiceer haar cijfers. Alleen voor coördinatoren, en niet terug te draaien."""
    found = find_meetronde(session, meetronde)
    settings = settings_of(request)
    published = publish(
        session,
        found,
        coordinator,
        wanted.versie,
        wanted.reden,
        threshold=settings.publication_threshold,
        normen=settings.normen,
    )
    return describe(found, published)


def _answer(session: Session, request: Request, code: str, wijk: str, wanted: VersieParameters) -> Response:
    meetronde, as_csv = find_meetronde(session, code), wants_csv(request)
    vaststelling = find_vaststelling(session, meetronde, wanted.versie)

    def zipped() -> bytes:
        document = find_document(session, vaststelling, wijk)
        return _as_table(document, wanted.notatie) if as_csv else document.zipped

    return lasting_answer(
        request,
        find_etag(session, vaststelling, wijk) + (f"-csv-{wanted.notatie}" if as_csv else ""),
        CSV_TYPE if as_csv else JSON,
        FOR_EVER if wanted.versie else FOR_AN_HOUR,
        zipped=zipped,
    )


def _as_table(document: Document, notatie: Notatie) -> bytes:
    return gzip.compress(write_table(json.loads(document.written), notatie).encode(), mtime=0)


router.include_router(comparison.router)
