"""What a linked phone tells about itself."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import AwareDatetime, Field, StrictInt

from app.api.formats import require_json
from app.api.wire import problems
from app.berichten import Message
from app.database import DbSession
from app.errors import InvalidInput, LengthRequired, NotAllowed, NotLoggedIn, TooLarge, TooSlow, WrongMediaType
from app.security import LinkedToestel
from app.toestellen import report_contact

router = APIRouter(prefix="/toestel", tags=["Toestel"])

MOST_UNSENT = 1_000_000


class ToestelIn(Message):
    """Hoe de telefoon ervoor staat."""

    niet_verstuurd: Annotated[
        StrictInt,
        Field(
            ge=0,
            le=MOST_UNSENT,
            description="Hoeveel interviews en contactpogingen op de telefoon staan en nog niet zijn ontvangen.",
            examples=[3],
        ),
    ]


class ToestelOut(Message):
    """Wat de telefoon terug hoort."""

    ontvangen_op: Annotated[
        AwareDatetime,
        Field(
            description="Hoe laat het bij ons was. Daarmee meet de telefoon zijn eigen klok.",
            examples=["2026-09-10T12:10:31Z"],
        ),
    ]
    interviewer_id: Annotated[
        UUID,
        Field(
            description="Aan wie de telefoon is gekoppeld.",
            examples=["0c7e9f5a-6f0d-4f0b-9f4e-0f6f0b6f1a11"],
        ),
    ]


@router.put(
    "",
    summary="Laten weten hoe deze telefoon ervoor staat",
    dependencies=[Depends(require_json)],
    responses=problems(InvalidInput, NotLoggedIn, NotAllowed, LengthRequired, TooLarge, TooSlow, WrongMediaType),
)
def put_toestel(melding: ToestelIn, toestel: LinkedToestel, session: DbSession) -> ToestelOut:
    """Alleen voor een gekoppelde telefoon, over zichzelf. De coördinator ziet het laatste dat een telefoon meldde.

    Een telefoon die is ontkoppeld krijgt 401. Wat nog niet is verstuurd, blijft er dan op staan.
    """
    received_at = report_contact(session, toestel, melding.niet_verstuurd)
    return ToestelOut(ontvangen_op=received_at, interviewer_id=toestel.gebruiker_id)
