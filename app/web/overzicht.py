"""The overview: what a meetronde says, as a whole, per wijk and per straat."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.database import DbSession
from app.domain import leefbaarheidsladder, straatladder
from app.domain.betrouwbaarheid import Normen
from app.domain.respons import PERCENTAGE_FROM, Contactuitkomst, Respons, add_up
from app.domain.tevredenheid import SATISFIED_FROM
from app.errors import NotFound
from app.gebieden import find_wijk, list_meetronden
from app.models import Meetronde
from app.opruimingen import is_cleared
from app.overzichten import (
    Populatie,
    Score,
    find_meetronde,
    option_labels,
    straat_scores,
    total_and_wijk_scores,
    wijk_score,
)
from app.referentiecijfers import beside_wijk
from app.respons import straat_respons, wijk_respons
from app.security import Coordinator
from app.settings import settings_of
from app.vaststelling import list_vaststellingen
from app.web.beelden.live import draw_balken, draw_ranglijst
from app.web.pages import page

router = APIRouter(prefix="/overzicht")

MeetrondeCode = Annotated[str | None, Query(max_length=60)]
AlleenGoedgekeurd = Annotated[bool, Query(alias="alleenGoedgekeurd")]
Maatkeuze = Literal["straatladder", "tevredenheid", "schoon", "veilig", "gezellig"]
MATEN: Mapping[Maatkeuze, str] = {
    "straatladder": "Straatladder",
    "tevredenheid": "Tevredenheid",
    "schoon": "Schoon",
    "veilig": "Veilig",
    "gezellig": "Gezellig",
}

MOST_IN_FULL = 6
"""With more wijken than this the overview is a table, and each is shown in full on its own page."""


@router.get("")
def show_overview(
    request: Request,
    session: DbSession,
    _: Coordinator,
    meetronde: MeetrondeCode = None,
    approved: AlleenGoedgekeurd = False,
) -> HTMLResponse:
    chosen = chosen_meetronde(session, meetronde)
    whole, *wijken = _areas(session, chosen, settings_of(request).normen, approved)
    are_many = len(wijken) > MOST_IN_FULL
    return _show(
        request,
        session,
        "overzicht/overzicht.html",
        chosen,
        approved,
        in_full=[whole] if are_many else [whole, *wijken],
        in_rows=wijken if are_many else [],
        is_published=bool(list_vaststellingen(session, chosen)),
    )


@router.get("/wijken/{code}")
def show_wijk(
    request: Request,
    session: DbSession,
    _: Coordinator,
    code: str,
    meetronde: MeetrondeCode = None,
    maat: Maatkeuze = "straatladder",
    approved: AlleenGoedgekeurd = False,
) -> HTMLResponse:
    """Every straat of a wijk, also those without interviews: one measure as a picture, all of them in a table."""
    chosen, wijk = chosen_meetronde(session, meetronde), find_wijk(session, code)
    normen = settings_of(request).normen
    score = wijk_score(session, chosen, wijk, normen, approved_only=approved)
    straten = straat_scores(session, chosen, wijk.code, normen, approved_only=approved)
    respons = straat_respons(session, chosen, wijk)
    return _show(
        request,
        session,
        "overzicht/wijk.html",
        chosen,
        approved,
        wijk=wijk,
        referentie=beside_wijk(session, wijk),
        score=score,
        respons=wijk_respons(session, chosen)[wijk.code],
        straten=[(straat, respons[straat.gebied.code]) for straat in straten],
        maten=MATEN,
        maat=maat,
        **_pictures(chosen, score, straten, maat),
    )


def _pictures(meetronde: Meetronde, wijk: Score, straten: Sequence[Score], maat: Maatkeuze) -> dict[str, Any]:
    """Of each population the straten by a measure and, for the ladder, how the answers are spread over its rungs."""
    answers = f"/interviews?meetronde={meetronde.code}"
    vraag = "cijfer" if maat == "tevredenheid" else maat
    ranglijsten = {each: draw_ranglijst(wijk, straten, each, vraag, answers) for each in Populatie}
    balken = {each: draw_balken(ranglijst, wijk, straten, each) for each, ranglijst in ranglijsten.items()}
    return {"ranglijsten": ranglijsten, "balken": balken if maat == "straatladder" else None}


def _areas(session: Session, meetronde: Meetronde, normen: Normen, approved: bool) -> list[tuple[Score, Respons]]:
    """The meetronde as a whole and each wijk, with the response there."""
    per_wijk = wijk_respons(session, meetronde)
    whole, *wijken = total_and_wijk_scores(session, meetronde, normen, approved_only=approved)
    return [(whole, add_up(per_wijk.values())), *((score, per_wijk[score.gebied.code]) for score in wijken)]


def _show(
    request: Request, session: Session, template: str, meetronde: Meetronde, approved: bool, **context: Any
) -> HTMLResponse:
    return page(
        request,
        template,
        meetronde=meetronde,
        meetronden=list_meetronden(session),
        is_cleared=is_cleared(session, meetronde),
        approved=approved,
        straattreden=straatladder.RUNGS,
        leefbaarheidstreden=leefbaarheidsladder.RUNGS,
        satisfied_from=SATISFIED_FROM,
        option_labels=option_labels,
        uitkomsten=OUTCOME_WORDS,
        percentage_from=PERCENTAGE_FROM,
        normen=settings_of(request).normen,
        **context,
    )


OUTCOME_WORDS = {
    Contactuitkomst.WEIGERT: "weigert",
    Contactuitkomst.NIET_THUIS: "niet thuis",
    Contactuitkomst.TAAL: "taal",
    Contactuitkomst.GEEN_TIJD: "geen tijd",
    Contactuitkomst.LATER_TERUGKOMEN: "later terugkomen",
}


def chosen_meetronde(session: Session, code: str | None) -> Meetronde:
    """The meetronde that was asked for, else the latest one that is open, else the latest."""
    if code:
        return find_meetronde(session, code)
    meetronden = list_meetronden(session)
    if not meetronden:
        raise NotFound("Er is nog geen meetronde. Voeg er een toe bij “Meetronden”.")
    return next((meetronde for meetronde in meetronden if meetronde.is_open), meetronden[0])
