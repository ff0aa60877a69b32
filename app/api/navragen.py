"""What a coordinator asks about interviews that were sent back, and the interviewer's reply."""

import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from pydantic import AwareDatetime, Field

from app.api.formats import require_json
from app.api.sealed import ALSO_SEALED, TakesSealed
from app.api.wire import acknowledge, problems
from app.berichten import EXAMPLE_ANTWOORDEN, EXAMPLE_STRAAT, Message, ReactieIn
from app.database import DbSession
from app.domain.vragenlijst import Soort
from app.errors import (
    ChangedMeanwhile,
    InvalidInput,
    LengthRequired,
    MeetrondeClosed,
    NotAllowed,
    NotFound,
    NotLoggedIn,
    OtherContent,
    TooLarge,
    WrongMediaType,
)
from app.models import Reactie
from app.navragen import Navraag, open_navragen, receive_reactie
from app.ontvangst import Uitkomst
from app.security import Interviewer

router = APIRouter(tags=["Navragen"], route_class=TakesSealed)

EXAMPLE_NAVRAAG = "b1e6a0f4-5f0e-4c0b-8f5d-0d1f5a3c7e21"
EXAMPLE_INTERVIEW = "278cff10-f784-5c98-95ce-d916bed53cdc"
EXAMPLE_INTERVIEWER = "0c7e9f5a-6f0d-4f0b-9f4e-0f6f0b6f1a11"
EXAMPLE_REACTIE = "e2b7c1d8-3a4f-4d6e-9b0a-7c8d9e0f1a2b"


class NavraagOut(Message):
    """Een vraag van de coördinator over een interview dat is teruggestuurd, met het interview zoals het er nu staat."""

    id: Annotated[UUID, Field(description="Het UUID van de vraag.", examples=[EXAMPLE_NAVRAAG])]
    interview_id: Annotated[UUID, Field(description="Over welk interview.", examples=[EXAMPLE_INTERVIEW])]
    interviewer_id: Annotated[
        UUID,
        Field(description="Aan wie de vraag is gesteld: van wie deze telefoon is.", examples=[EXAMPLE_INTERVIEWER]),
    ]
    tekst: Annotated[str, Field(description="De vraag.", examples=["Wat bedoelde de bewoner bij overlast?"])]
    van: Annotated[str, Field(description="De coördinator die het vraagt.", examples=["Anna"])]
    gevraagd_op: Annotated[AwareDatetime, Field(description="Sinds wanneer.", examples=["2026-09-10T12:10:31Z"])]
    soort: Annotated[Soort, Field(description="Wie er vragen kreeg.", examples=["straat"])]
    titel: Annotated[str, Field(description="Hoe de vragenlijst heet.", examples=["Straatinterview"])]
    vragenlijst_versie: Annotated[int, Field(description="Met welke versie er is gevraagd.", examples=[1])]
    meetronde: Annotated[str, Field(description="De code van de meetronde.", examples=["herhaalmeting-2026"])]
    straat_id: Annotated[UUID, Field(description="In welke straat.", examples=[EXAMPLE_STRAAT])]
    straat: Annotated[str, Field(description="Hoe die straat heet.", examples=["Colijnstraat"])]
    datum: Annotated[datetime.date, Field(description="Op welke dag het gesprek was.", examples=["2026-09-10"])]
    taal: Annotated[str, Field(description="In welke taal de vragen werden getoond (BCP 47).", examples=["pl"])]
    antwoorden: Annotated[
        dict[str, Any], Field(description="Per vraag het antwoord dat er nu staat.", examples=[EXAMPLE_ANTWOORDEN])
    ]


class ReactieOut(Message):
    """Het bewijs dat we de reactie hebben."""

    id: Annotated[UUID, Field(description="Het UUID waaronder die is ingestuurd.", examples=[EXAMPLE_REACTIE])]
    interview_id: Annotated[UUID, Field(description="Over welk interview.", examples=[EXAMPLE_INTERVIEW])]
    ontvangen_op: Annotated[
        AwareDatetime, Field(description="Sinds wanneer we het hebben.", examples=["2026-09-10T12:10:31Z"])
    ]


@router.get("/navragen", summary="Vragen over teruggestuurde interviews", responses=problems(NotLoggedIn, NotAllowed))
def get_navragen(interviewer: Interviewer, session: DbSession) -> list[NavraagOut]:
    """De vragen die nog open staan, de oudste eerst. Alleen voor een gekoppelde telefoon, over de eigen interviews.

    Een vraag staat open tot de interviewer reageert, de coördinator anders beslist of de meetronde sluit.
    """
    return [_out(navraag, interviewer.id) for navraag in open_navragen(session, interviewer)]


@router.put(
    "/interviews/{id}/reacties/{reactieId}",
    summary="Reageren op een vraag over een interview",
    status_code=201,
    response_model=ReactieOut,
    dependencies=[Depends(require_json)],
    openapi_extra=ALSO_SEALED,
    responses={
        201: {"description": "Opgeslagen. Het interview wacht weer op de coördinator."},
        200: {"model": ReactieOut, "description": "Deze reactie hadden we al. Er is niets veranderd."},
        **problems(InvalidInput, NotLoggedIn, NotAllowed, NotFound, MeetrondeClosed, OtherContent, ChangedMeanwhile),
        **problems(LengthRequired, TooLarge, WrongMediaType),
    },
)
def put_reactie(
    interview_id: Annotated[UUID, Path(alias="id", description="Het UUID van het interview.")],
    reactie_id: Annotated[
        UUID, Path(alias="reactieId", description="Het UUID dat de telefoon maakte toen de interviewer begon.")
    ],
    reactie: ReactieIn,
    interviewer: Interviewer,
    session: DbSession,
) -> Response:
    """Antwoord in woorden, verbeter antwoorden, of doe allebei. Alleen de interviewer van het interview kan dit.

    Wat er eerst stond, blijft bewaard. Hetzelfde nog eens insturen mag altijd en verandert niets. Heeft de coördinator
    intussen beslist, of staat er een ander antwoord dan onder `was`, dan krijgt u 409 en wordt er niets bewaard.
    """
    kept, uitkomst = receive_reactie(session, reactie.as_brief(interview_id, reactie_id), interviewer)
    if uitkomst is Uitkomst.BOTSING:
        raise OtherContent("Deze reactie hebben we al, met een andere inhoud. Er is niets vervangen of bewaard.")
    return acknowledge(_receipt(kept), uitkomst)


def _out(navraag: Navraag, interviewer_id: UUID) -> NavraagOut:
    interview = navraag.interview
    return NavraagOut(
        id=navraag.id,
        interview_id=interview.id,
        interviewer_id=interviewer_id,
        tekst=navraag.text,
        van=navraag.asked_by,
        gevraagd_op=navraag.asked_at,
        soort=Soort(interview.soort),
        titel=navraag.vragenlijst.title,
        vragenlijst_versie=interview.vragenlijst_version,
        meetronde=interview.meetronde_code,
        straat_id=navraag.straat.id,
        straat=navraag.straat.name,
        datum=interview.date,
        taal=interview.language,
        antwoorden=dict(navraag.antwoorden),
    )


def _receipt(reactie: Reactie) -> ReactieOut:
    return ReactieOut(id=reactie.id, interview_id=reactie.interview_id, ontvangen_op=reactie.received_at)
