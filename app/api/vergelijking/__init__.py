"""What changed between two meetronden, as JSON and as CSV. Live figures, so for the same readers as the scores."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from app.api.formats import TableParameters, wants_csv
from app.api.scores import RESPONSES, AlleenGoedgekeurd, Meetrondecode
from app.api.vergelijking.messages import VergelijkingOut
from app.api.vergelijking.table import answer_table
from app.api.vergelijking.writing import write_vergelijking
from app.database import DbSession
from app.gebieden import find_wijk
from app.overzichten import compare_meetronden, find_meetronde
from app.security import ScoreReader
from app.settings import settings_of

router = APIRouter(prefix="/meetrondes/{meetronde}/voorlopig", tags=["Voorlopige scores"])


class VergelijkingParameters(TableParameters):
    """Welke interviews meetellen, en van welke wijk."""

    alleen_goedgekeurd: AlleenGoedgekeurd = False
    wijk: Annotated[str | None, Field(description="Alleen deze wijk en haar straten.", examples=["crabbehof"])] = None


@router.get("/vergelijking/{naar}", summary="Twee meetronden", response_model=VergelijkingOut, responses=RESPONSES)
def get_vergelijking(
    meetronde: Meetrondecode,
    naar: Annotated[str, Path(description="De code van de meetronde waarmee u vergelijkt, meestal de latere.")],
    wanted: Annotated[VergelijkingParameters, Query()],
    _: ScoreReader,
    session: DbSession,
    request: Request,
) -> VergelijkingOut | Response:
    """Wat er veranderde van de ene meetronde naar de andere: in alles samen, per wijk en per straat.

    Bewoners van een wijk vergelijken we over de straten met antwoorden in beide ronden, met hetzelfde gewicht.
    """
    earlier, later = find_meetronde(session, meetronde), find_meetronde(session, naar)
    wijk = find_wijk(session, wanted.wijk) if wanted.wijk is not None else None
    found = compare_meetronden(
        session, earlier, later, wijk, settings_of(request).normen, approved_only=wanted.alleen_goedgekeurd
    )
    written = write_vergelijking(found, approved_only=wanted.alleen_goedgekeurd)
    return answer_table(written, wanted.notatie) if wants_csv(request) else written
