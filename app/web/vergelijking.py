"""What changed between two meetronden, as a coordinator reads it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.database import DbSession
from app.errors import NotFound
from app.gebieden import list_meetronden
from app.models import Meetronde
from app.overzichten import Populatie, Vergelijking, compare_meetronden, find_meetronde
from app.security import Coordinator
from app.settings import settings_of
from app.web.beelden import Pijlen
from app.web.beelden.live import draw_pijlen
from app.web.overzicht import AlleenGoedgekeurd, MeetrondeCode
from app.web.pages import page

router = APIRouter(prefix="/overzicht")

Kenmerkkeuze = Literal["straatladder", "tevredenheid", "tevreden", "schoon", "veilig", "gezellig", "bekendheid"]
KENMERKEN: Mapping[Kenmerkkeuze, str] = {
    "straatladder": "Straatladder",
    "tevredenheid": "Tevredenheid",
    "tevreden": "Tevreden",
    "schoon": "Schoon",
    "veilig": "Veilig",
    "gezellig": "Gezellig",
    "bekendheid": "Bekendheid",
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
    vergelijking = compare_meetronden(
        session, earlier, later, normen=settings_of(request).normen, approved_only=approved
    )
    return page(
        request,
        "overzicht/vergelijking.html",
        meetronden=meetronden,
        vergelijking=vergelijking,
        approved=approved,
        kenmerken=KENMERKEN,
        koppen={code: f"{name}, in %-punt" if code in IN_PERCENT else name for code, name in KENMERKEN.items()},
        maat=maat,
        per_wijk=_per_wijk(vergelijking, maat),
        per_straat=_per_straat(vergelijking, maat),
        in_percent=IN_PERCENT,
        normen=vergelijking.normen,
    )


def _per_wijk(vergelijking: Vergelijking, maat: Kenmerkkeuze) -> dict[Populatie, Pijlen]:
    """Of each population all wijken."""
    if vergelijking.total is None:
        return {}
    total = "Alle wijken samen", vergelijking.total
    wijken = [each.wijk for each in vergelijking.wijken]
    return {populatie: draw_pijlen(maat, populatie, total, wijken) for populatie in Populatie}


def _per_straat(vergelijking: Vergelijking, maat: Kenmerkkeuze) -> dict[str, Pijlen]:
    """Of bewoners the straten of each wijk, by its code."""
    return {
        each.wijk.gebied.code: draw_pijlen(maat, Populatie.BEWONERS, ("Hele wijk", each.wijk), each.straten)
        for each in vergelijking.wijken
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
