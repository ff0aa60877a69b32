"""The scores of a meetronde: as a whole, per wijk and per straat, as JSON and as CSV.

These are live figures. With few interviews one more can give somebody's grade away, so they are only for coordinators
and for keys that were explicitly given this right.
"""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from app.api.formats import ALSO_CSV, TableParameters, wants_csv
from app.api.paging import PageParameters, page_after
from app.api.scores.messages import ScoreOut
from app.api.scores.table import answer_table
from app.api.scores.writing import write_score
from app.api.wire import problems
from app.database import DbSession
from app.errors import InvalidInput, NotAcceptable, NotAllowed, NotFound, NotLoggedIn
from app.gebieden import find_straat, find_wijk
from app.models import Meetronde
from app.overzichten import Score, find_meetronde, straat_score, straat_scores, total_score, wijk_score, wijk_scores
from app.security import ScoreReader
from app.settings import settings_of

router = APIRouter(prefix="/meetrondes/{meetronde}/voorlopig", tags=["Voorlopige scores"])

Meetrondecode = Annotated[str, Path(description="De code van de meetronde.", examples=["herhaalmeting-2026"])]
AlleenGoedgekeurd = Annotated[
    bool, Field(description="Tel alleen goedgekeurde interviews. Anders tellen ook de nog niet beoordeelde mee.")
]


class ScoreParameters(TableParameters):
    """Welke interviews meetellen."""

    alleen_goedgekeurd: AlleenGoedgekeurd = False


class ScoresParameters(PageParameters, TableParameters):
    """Welke interviews meetellen, en welke pagina. In CSV komt alles in één keer."""

    alleen_goedgekeurd: AlleenGoedgekeurd = False


class StraatscoresParameters(ScoresParameters):
    """Van welke wijk, welke interviews meetellen, en welke pagina."""

    wijk: Annotated[str | None, Field(description="Alleen de straten van deze wijk.", examples=["crabbehof"])] = None


RESPONSES: dict[int | str, dict[str, Any]] = {
    **ALSO_CSV,
    **problems(InvalidInput, NotLoggedIn, NotAllowed, NotFound, NotAcceptable),
}


@router.get("/score", summary="De hele meetronde", response_model=ScoreOut, responses=RESPONSES)
def get_score(
    meetronde: Meetrondecode,
    wanted: Annotated[ScoreParameters, Query()],
    _: ScoreReader,
    session: DbSession,
    request: Request,
) -> ScoreOut | Response:
    """Alle wijken samen. Bewoners en klanten staan naast elkaar en worden nooit opgeteld."""
    found = find_meetronde(session, meetronde)
    return _one(
        request,
        found,
        total_score(session, found, settings_of(request).normen, approved_only=wanted.alleen_goedgekeurd),
        wanted,
    )


@router.get("/wijkscores", summary="Alle wijken", response_model=list[ScoreOut], responses=RESPONSES)
def get_wijkscores(
    meetronde: Meetrondecode,
    wanted: Annotated[ScoresParameters, Query()],
    _: ScoreReader,
    session: DbSession,
    request: Request,
    response: Response,
) -> list[ScoreOut] | Response:
    """Elke wijk op naam, ook als er nog geen interviews zijn."""
    found = find_meetronde(session, meetronde)
    scores = wijk_scores(session, found, settings_of(request).normen, approved_only=wanted.alleen_goedgekeurd)
    return _several(request, response, found, scores, wanted)


@router.get("/wijkscores/{wijk}", summary="Eén wijk", response_model=ScoreOut, responses=RESPONSES)
def get_wijkscore(
    meetronde: Meetrondecode,
    wijk: Annotated[str, Path(description="De code van de wijk.")],
    wanted: Annotated[ScoreParameters, Query()],
    _: ScoreReader,
    session: DbSession,
    request: Request,
) -> ScoreOut | Response:
    found = find_meetronde(session, meetronde)
    score = wijk_score(
        session, found, find_wijk(session, wijk), settings_of(request).normen, approved_only=wanted.alleen_goedgekeurd
    )
    return _one(request, found, score, wanted)


@router.get("/straatscores", summary="Alle straten", response_model=list[ScoreOut], responses=RESPONSES)
def get_straatscores(
    meetronde: Meetrondecode,
    wanted: Annotated[StraatscoresParameters, Query()],
    _: ScoreReader,
    session: DbSession,
    request: Request,
    response: Response,
) -> list[ScoreOut] | Response:
    """Elke straat op wijk en naam, ook als er nog geen interviews zijn. Met `wijk` alleen die van één wijk."""
    found = find_meetronde(session, meetronde)
    wijk_code = find_wijk(session, wanted.wijk).code if wanted.wijk is not None else None
    scores = straat_scores(
        session, found, wijk_code, settings_of(request).normen, approved_only=wanted.alleen_goedgekeurd
    )
    return _several(request, response, found, scores, wanted)


@router.get("/straatscores/{straat}", summary="Eén straat", response_model=ScoreOut, responses=RESPONSES)
def get_straatscore(
    meetronde: Meetrondecode,
    straat: Annotated[UUID, Path(description="Het UUID van de straat.")],
    wanted: Annotated[ScoreParameters, Query()],
    _: ScoreReader,
    session: DbSession,
    request: Request,
) -> ScoreOut | Response:
    found = find_meetronde(session, meetronde)
    score = straat_score(
        session,
        found,
        find_straat(session, straat),
        settings_of(request).normen,
        approved_only=wanted.alleen_goedgekeurd,
    )
    return _one(request, found, score, wanted)


def _one(request: Request, meetronde: Meetronde, score: Score, wanted: ScoreParameters) -> ScoreOut | Response:
    written = write_score(meetronde, score, approved_only=wanted.alleen_goedgekeurd)
    return answer_table([written], wanted.notatie) if wants_csv(request) else written


def _several(
    request: Request, response: Response, meetronde: Meetronde, scores: list[Score], wanted: ScoresParameters
) -> list[ScoreOut] | Response:
    as_csv = wants_csv(request)
    if not as_csv:
        scores = list(page_after(scores, lambda score: score.gebied.code, wanted, request, response))
    written = [write_score(meetronde, score, approved_only=wanted.alleen_goedgekeurd) for score in scores]
    return answer_table(written, wanted.notatie) if as_csv else written
