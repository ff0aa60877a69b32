"""What changed between two meetronden, as a coordinator reads it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.database import DbSession
from app.domain.betrouwbaarheid import NORMEN
from app.errors import NotFound
from app.gebieden import list_meetronden
from app.models import Meetronde
from app.overzichten import Populatie, Vergelijking, compare_meetronden, find_meetronde
from app.security import Coordinator
from app.web.beelden import Pijlen
from app.web.beelden.live import draw_pijlen
from app.web.overzicht import AlleenGoedgekeurd, MeetrondeCode
from app.web.pages import page

router = APIRouter(prefix="/overzicht")

Kenmerkkeuze = Literal["straatladder", "tevredenheid", "tevreden", "schoon", "veilig", "gezellig", "bekendheid"]
KENMERKEN: Mapping[Kenmerkkeuze, str] = {
    "straatladder": "Straatladder",
    "tevredenheid": "Tevredenheid",
    "tevreden": "Tevreden, in %-punt",
    "schoon": "Schoon",
    "veilig": "Veilig",
    "gezellig": "Gezellig",
    "bekendheid": "Bekendheid, in %-punt",
}
IN_PERCENT = ("tevreden", "bekendheid")


@router.get("/vergelijking")
def show_vergelijking(
    request: Request,
    session: DbSession,
    _: Coordinator,
    van: MeetrondeCode = None,
    naar: MeetrondeCode = None,
    maat: Kenmerkkeuze = "straatladder",
    approved: AlleenGoedgekeurd = False,
) -> HTMLResponse:
    meetronden = list_meetronden(session)
    earlier, later = _chosen(session, meetronden, van, naar)
    vergelijking = compare_meetronden(session, earlier, later, approved_only=approved)
    return page(
        request,
        "overzicht/vergelijking.html",
        meetronden=meetronden,
        vergelijking=vergelijking,
        approved=approved,
        kenmerken=KENMERKEN,
        maat=maat,
        pijlen=_pictures(vergelijking, maat),
        in_percent=IN_PERCENT,
        normen=NORMEN,
    )


def _pictures(vergelijking: Vergelijking, maat: Kenmerkkeuze) -> dict[str, Pijlen]:
    """Of each population all wijken, by its name; of bewoners the straten of each wijk, by its code."""
    wijken = [each.wijk for each in vergelijking.wijken]
    return {
        each.wijk.gebied.code: draw_pijlen(maat, Populatie.BEWONERS, ("Hele wijk", each.wijk), each.straten)
        for each in vergelijking.wijken
    } | {
        populatie: draw_pijlen(maat, populatie, ("Alle wijken samen", vergelijking.total), wijken)
        for populatie in Populatie
        if vergelijking.total
    }


def _chosen(
    session: Session, meetronden: Sequence[Meetronde], van: str | None, naar: str | None
) -> tuple[Meetronde, Meetronde]:
    """The two that were asked for; else the latest, and the one before it."""
    if len(meetronden) < 2:
        raise NotFound("Er is nog maar één meetronde. Om te vergelijken zijn er twee nodig.")
    later = find_meetronde(session, naar) if naar else meetronden[0]
    if van:
        return find_meetronde(session, van), later
    others = [meetronde for meetronde in meetronden if meetronde.code != later.code]
    return next((each for each in others if each.starts_on <= later.starts_on), others[0]), later
