"""What a linked phone tells about itself."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import AwareDatetime, Field, StrictInt

from app.api.formats import require_json
from app.api.wire import problems
from app.berichten import Message
from app.bewaard import look_up, who_is_gone
from app.database import DbSession
from app.errors import InvalidInput, LengthRequired, NotAllowed, NotLoggedIn, TooLarge, TooSlow, WrongMediaType
from app.models import Contactpoging, Interview, Reactie
from app.security import LinkedToestel
from app.toestellen import report_contact

router = APIRouter(prefix="/toestel", tags=["Toestel"])

MOST_UNSENT = 1_000_000
MOST_KEPT = 1000
"""Of how much at once a phone may ask: the newest first; what is older comes when those are safe."""

EXAMPLE_INTERVIEW = "278cff10-f784-5c98-95ce-d916bed53cdc"

MOST_OTHERS = 100
"""Of how many interviewers there can be work on one phone."""

Ids = Annotated[tuple[UUID, ...], Field(max_length=MOST_KEPT)]


class BewaardIn(Message):
    """Wat wij hebben ontvangen en nog op de telefoon staat, om het zo nodig nog eens in te sturen."""

    interviews: Annotated[Ids, Field(description="De UUID’s van interviews.", examples=[[EXAMPLE_INTERVIEW]])] = ()
    contactpogingen: Annotated[Ids, Field(description="De UUID’s van contactpogingen.", examples=[[]])] = ()
    reacties: Annotated[Ids, Field(description="De UUID’s van reacties.", examples=[[]])] = ()


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
    bewaard: Annotated[
        BewaardIn, Field(description="Wat er na ontvangst nog op de telefoon staat. Zonder dit veld: niets.")
    ] = BewaardIn()
    anderen: Annotated[
        tuple[UUID, ...],
        Field(
            max_length=MOST_OTHERS,
            description="Van welke andere interviewers er nog werk op de telefoon staat. Zonder dit veld: van niemand.",
            examples=[[]],
        ),
    ] = ()


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
    veilig: Annotated[
        list[UUID],
        Field(
            description="Wat van `bewaard` in een back-up staat. De telefoon hoeft het niet meer te bewaren.",
            examples=[[EXAMPLE_INTERVIEW]],
        ),
    ]
    ontbreekt: Annotated[
        list[UUID],
        Field(
            description="Wat van `bewaard` wij kwijt zijn, na het terugzetten van een back-up. Stuur dit opnieuw.",
            examples=[[]],
        ),
    ]
    onbekend: Annotated[
        list[UUID],
        Field(
            description="Wie van `anderen` wij niet kennen, na het terugzetten van een back-up. De telefoon stuurt hun "
            "werk in als werk van wie hem nu gebruikt.",
            examples=[[]],
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

    Een telefoon bewaart wat is ontvangen, verzegeld, tot het hier in een back-up staat. Raakt de server zijn laatste
    uren kwijt, dan hoort de telefoon hier wat ontbreekt.

    Was ook de interviewer nog niet in die back-up, dan krijgt die een nieuw account. Het werk onder het oude account
    staat nog op de telefoon: bij `onbekend` hoort de telefoon dat het bij het nieuwe mag.

    Een telefoon die is ontkoppeld krijgt 401. Wat nog niet is verstuurd, blijft er dan op staan.
    """
    received_at = report_contact(session, toestel, melding.niet_verstuurd)
    kept = melding.bewaard
    lot = look_up(session, {Interview: kept.interviews, Contactpoging: kept.contactpogingen, Reactie: kept.reacties})
    return ToestelOut(
        ontvangen_op=received_at,
        interviewer_id=toestel.gebruiker_id,
        veilig=lot.safe,
        ontbreekt=lot.missing,
        onbekend=who_is_gone(session, melding.anderen),
    )
