"""Handing in an interview, and reading what was handed in."""

import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import AwareDatetime, Field

from app.api.formats import require_json
from app.api.paging import PageParameters, decode_cursor, link_next, unknown_cursor
from app.api.sealed import ALSO_SEALED, TakesSealed
from app.api.wire import acknowledge, answer_problem, problems
from app.berichten import EXAMPLE_ANTWOORDEN, EXAMPLE_STRAAT, InterviewIn, Message
from app.database import DbSession
from app.domain.vragenlijst import Soort
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
from app.interviews import receive
from app.inzage import Filter, Positie, find_dossier, list_interviews
from app.models import Interview, Status, Wijk
from app.ontvangst import Uitkomst
from app.security import InterviewReader, InterviewSender

router = APIRouter(prefix="/interviews", tags=["Interviews"], route_class=TakesSealed)

EXAMPLE_ID = "278cff10-f784-5c98-95ce-d916bed53cdc"


class OntvangstOut(Message):
    """Het bewijs dat we het interview hebben."""

    id: Annotated[UUID, Field(description="Het UUID waaronder het is ingestuurd.", examples=[EXAMPLE_ID])]
    ontvangstnummer: Annotated[str, Field(description="Kort nummer om voor te lezen.", examples=["7F3A-91C4"])]
    ontvangen_op: Annotated[
        AwareDatetime, Field(description="Sinds wanneer we het hebben.", examples=["2026-09-10T12:10:31Z"])
    ]


class InterviewSummary(Message):
    """Een interview in een lijst: waar en wanneer, niet door wie en niet hoe laat."""

    id: Annotated[UUID, Field(description="Het UUID van het interview.", examples=[EXAMPLE_ID])]
    soort: Annotated[Soort, Field(description="Wie er vragen kreeg.", examples=["straat"])]
    vragenlijst: Annotated[str, Field(description="De vragenlijst met de versie.", examples=["straat-v1"])]
    meetronde: Annotated[str, Field(description="De code van de meetronde.", examples=["herhaalmeting-2026"])]
    wijk: Annotated[str, Field(description="De code van de wijk.", examples=["crabbehof"])]
    straat_id: Annotated[UUID, Field(description="In welke straat.", examples=[EXAMPLE_STRAAT])]
    portiek_id: Annotated[UUID | None, Field(description="In welk portiek, als dat is opgegeven.")]
    datum: Annotated[datetime.date, Field(description="Op welke dag.", examples=["2026-09-10"])]
    toestemming: Annotated[bool, Field(description="Bij `false` wilde iemand niet meedoen.")]
    status: Annotated[Status, Field(description="Hoe de coördinator het beoordeelde.", examples=["goedgekeurd"])]


class InterviewOut(InterviewSummary):
    """Een interview met alle antwoorden, ook de open antwoorden."""

    antwoorden: Annotated[dict[str, Any], Field(description="Per vraag het antwoord.", examples=[EXAMPLE_ANTWOORDEN])]
    botsing: Annotated[
        bool, Field(description="Of er onder dit UUID ook iets anders is ingestuurd. Dat telt niet mee.")
    ]


class InterviewParameters(PageParameters):
    """Welke interviews."""

    meetronde: Annotated[str | None, Field(description="Alleen deze meetronde.")] = None
    wijk: Annotated[str | None, Field(description="Alleen deze wijk.")] = None
    straat: Annotated[UUID | None, Field(description="Alleen deze straat.")] = None
    soort: Annotated[Soort | None, Field(description="Alleen deze soort.")] = None
    status: Annotated[Status | None, Field(description="Alleen met deze beoordeling.")] = None


@router.put(
    "/{id}",
    summary="Een interview insturen",
    status_code=201,
    response_model=OntvangstOut,
    dependencies=[Depends(require_json)],
    openapi_extra=ALSO_SEALED,
    responses={
        201: {"description": "Opgeslagen."},
        200: {"model": OntvangstOut, "description": "Dit interview hadden we al. Er is niets veranderd."},
        **problems(InvalidInput, NotLoggedIn, NotAllowed, MeetrondeClosed, OtherContent),
        **problems(LengthRequired, TooLarge, TooSlow, WrongMediaType),
    },
)
def put_interview(
    interview_id: Annotated[
        UUID, Path(alias="id", description="Het UUID dat de telefoon maakte toen het interview begon.")
    ],
    interview: InterviewIn,
    afzender: InterviewSender,
    session: DbSession,
) -> Response:
    """Stuur een interview in onder het UUID dat de telefoon maakte toen het begon.

    Hetzelfde nog eens insturen mag altijd: u krijgt hetzelfde bewijs en het wordt niet dubbel bewaard.
    Iets anders onder hetzelfde UUID vervangt nooit wat er was. We bewaren het apart en u krijgt 409.

    Een telefoon stuurt het verzegeld in: een JWE als `application/jose` (ECDH-ES met P-256, A256GCM), met ook het `id`
    in het bericht. Is het ongeldig, dan staat het geopende bericht in de fout.
    """
    ontvangst = receive(session, interview.as_inzending(interview_id), afzender)
    if ontvangst.uitkomst is Uitkomst.BOTSING:
        # Answered, not raised: what came in is to be kept.
        return answer_problem(OtherContent(_CLASH))
    receipt = OntvangstOut(id=ontvangst.id, ontvangstnummer=ontvangst.number, ontvangen_op=ontvangst.received_at)
    return acknowledge(receipt, ontvangst.uitkomst)


@router.get("", summary="Interviews bekijken", responses=problems(InvalidInput, NotLoggedIn, NotAllowed))
def get_interviews(
    wanted: Annotated[InterviewParameters, Query()],
    _: InterviewReader,
    session: DbSession,
    request: Request,
    response: Response,
) -> list[InterviewSummary]:
    """De nieuwste dag eerst, zonder antwoorden. De `Link`-header wijst naar de volgende pagina."""
    filter_ = Filter(wanted.meetronde, wanted.wijk, wanted.straat, wanted.soort, wanted.status)
    after = _positie(wanted.cursor) if wanted.cursor is not None else None
    regels = list_interviews(session, filter_, wanted.limit + 1, after)
    if len(regels) > wanted.limit:
        link_next(request, response, str(regels[wanted.limit - 1].positie))
    return [InterviewSummary(**_summary(regel.interview, regel.wijk)) for regel in regels[: wanted.limit]]


@router.get(
    "/{id}", summary="Eén interview bekijken", responses=problems(InvalidInput, NotLoggedIn, NotAllowed, NotFound)
)
def get_interview(
    interview_id: Annotated[UUID, Path(alias="id", description="Het UUID van het interview.")],
    _: InterviewReader,
    session: DbSession,
) -> InterviewOut:
    """Met alle antwoorden. Open antwoorden kunnen over mensen gaan: ga er zorgvuldig mee om.

    We schrijven op welke sleutel welk interview opvroeg.
    """
    dossier = find_dossier(session, interview_id)
    summary = _summary(dossier.interview, dossier.wijk)
    return InterviewOut(**summary, antwoorden=dossier.values(), botsing=dossier.has_clash)


_CLASH = (
    "Dit interview hebben we al, met andere antwoorden. Er is niets vervangen. Wat u nu stuurde is apart bewaard; "
    "een coördinator kijkt welke van de twee klopt."
)


def _positie(cursor: str) -> Positie:
    try:
        return Positie.from_text(decode_cursor(cursor))
    except InvalidInput:
        raise unknown_cursor() from None


def _summary(interview: Interview, wijk: Wijk) -> dict[str, Any]:
    return {
        "id": interview.id,
        "soort": interview.soort,
        "vragenlijst": f"{interview.soort}-v{interview.vragenlijst_version}",
        "meetronde": interview.meetronde_code,
        "wijk": wijk.code,
        "straat_id": interview.straat_id,
        "portiek_id": interview.portiek_id,
        "datum": interview.date,
        "toestemming": interview.consent,
        "status": interview.status,
    }
