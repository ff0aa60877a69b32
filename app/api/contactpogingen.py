"""Telling of a door that did not become an interview, and taking that back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from pydantic import AwareDatetime, Field

from app.api.formats import require_json
from app.api.wire import acknowledge, problems
from app.berichten import EXAMPLE_STRAAT, ContactpogingIn, Message
from app.contactpogingen import receive_contactpoging, withdraw
from app.database import DbSession
from app.domain.respons import Contactuitkomst
from app.errors import (
    InvalidInput,
    LengthRequired,
    MeetrondeClosed,
    NotAllowed,
    NotFound,
    NotLoggedIn,
    OtherContent,
    TooLarge,
    TooSlow,
    WrongMediaType,
)
from app.models import Contactpoging
from app.ontvangst import Uitkomst
from app.security import Interviewer

router = APIRouter(prefix="/contactpogingen", tags=["Contactpogingen"])

EXAMPLE_ID = "5b0d1a86-0b0c-4c57-8d0a-6f4f0e1c2b3a"

ContactpogingId = Annotated[
    UUID, Path(alias="id", description="Het UUID dat de telefoon maakte toen de interviewer tikte.")
]


class ContactpogingOut(Message):
    """De contactpoging zoals die is bewaard."""

    id: Annotated[UUID, Field(description="Het UUID waaronder die is ingestuurd.", examples=[EXAMPLE_ID])]
    meetronde: Annotated[str, Field(description="De code van de meetronde.", examples=["herhaalmeting-2026"])]
    straat_id: Annotated[UUID, Field(description="In welke straat.", examples=[EXAMPLE_STRAAT])]
    portiek_id: Annotated[UUID | None, Field(description="In welk portiek, als dat is opgegeven.")]
    uitkomst: Annotated[Contactuitkomst, Field(description="Hoe het afliep.", examples=["niet_thuis"])]
    moment: Annotated[AwareDatetime, Field(description="Wanneer het was.", examples=["2026-09-10T12:03:00Z"])]
    ingetrokken: Annotated[bool, Field(description="Bij `true` telt die niet mee.")]


@router.put(
    "/{id}",
    summary="Een contactpoging insturen",
    status_code=201,
    response_model=ContactpogingOut,
    dependencies=[Depends(require_json)],
    responses={
        201: {"description": "Opgeslagen."},
        200: {"model": ContactpogingOut, "description": "Deze contactpoging hadden we al. Er is niets veranderd."},
        **problems(InvalidInput, NotLoggedIn, NotAllowed, MeetrondeClosed, OtherContent),
        **problems(LengthRequired, TooLarge, TooSlow, WrongMediaType),
    },
)
def put_contactpoging(
    contactpoging_id: ContactpogingId,
    contactpoging: ContactpogingIn,
    interviewer: Interviewer,
    session: DbSession,
) -> Response:
    """Stuur een contactpoging in onder het UUID dat de telefoon maakte. Alleen voor een gekoppelde telefoon.

    Hetzelfde nog eens insturen mag altijd en verandert niets, ook niet aan een contactpoging die is ingetrokken.
    Iets anders onder hetzelfde UUID vervangt nooit wat er was: u krijgt 409 en het wordt niet bewaard.
    """
    offered = contactpoging.as_contactpoging(contactpoging_id, interviewer.id)
    kept, uitkomst = receive_contactpoging(session, offered)
    if uitkomst is Uitkomst.BOTSING:
        raise OtherContent("Deze contactpoging hebben we al, met een andere inhoud. Er is niets vervangen of bewaard.")
    return acknowledge(_out(kept), uitkomst)


@router.delete(
    "/{id}",
    summary="Een contactpoging intrekken",
    status_code=204,
    responses=problems(InvalidInput, NotLoggedIn, NotAllowed, NotFound, MeetrondeClosed),
)
def delete_contactpoging(contactpoging_id: ContactpogingId, interviewer: Interviewer, session: DbSession) -> None:
    """Voor een tik te veel. Alleen de interviewer die de contactpoging instuurde kan haar intrekken.

    Nog eens intrekken mag altijd. Wat is ingetrokken telt niet mee en komt niet terug.
    """
    withdraw(session, contactpoging_id, interviewer)


def _out(contactpoging: Contactpoging) -> ContactpogingOut:
    return ContactpogingOut(
        id=contactpoging.id,
        meetronde=contactpoging.meetronde_code,
        straat_id=contactpoging.straat_id,
        portiek_id=contactpoging.portiek_id,
        uitkomst=Contactuitkomst(contactpoging.outcome),
        moment=contactpoging.happened_at,
        ingetrokken=contactpoging.withdrawn_at is not None,
    )
