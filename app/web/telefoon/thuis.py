"""The first page on the phone: my wijk, my straten, and three big buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.database import DbSession
from app.doelen import progress
from app.domain.vragenlijst import Soort
from app.gebieden import open_meetronde, straten_to_visit, wijken_of
from app.models import Meetronde, Straat, Wijk
from app.security import Interviewer
from app.vragenlijsten import newest_vragenlijst
from app.web.telefoon.bladzijde import phone_page

router = APIRouter(prefix="/telefoon")


@dataclass(frozen=True)
class StraatMetStand:
    """A straat, and per kind of interview how many there are and how many there should be (0: no target)."""

    straat: Straat
    standen: Sequence[tuple[Soort, int, int]]


@router.get("")
def show_home(
    request: Request, session: DbSession, interviewer: Interviewer, straat: Annotated[UUID | None, Query()] = None
) -> HTMLResponse:
    """With `straat`, the buttons begin an interview in that straat."""
    meetronde = open_meetronde(session)
    wijken = [wijk for wijk in wijken_of(session, interviewer) if wijk.is_in_use]
    rows = _standen(session, meetronde, wijken) if meetronde else []
    return phone_page(
        request,
        session,
        interviewer,
        "telefoon/thuis.html",
        meetronde=meetronde,
        wijken=[(wijk, [row for row in rows if row.straat.wijk_code == wijk.code]) for wijk in wijken],
        chosen=next((row.straat for row in rows if row.straat.id == straat), None),
        vragenlijsten=[newest_vragenlijst(soort) for soort in Soort],
        gemeten_op=datetime.now(UTC).isoformat(),
    )


def _standen(session: Session, meetronde: Meetronde, wijken: Sequence[Wijk]) -> list[StraatMetStand]:
    wanted = progress(session, meetronde, wijken)
    return [
        StraatMetStand(straat, [(soort, stand.done, stand.doel or 0) for soort, stand in wanted[straat.id].items()])
        for straat in straten_to_visit(session, meetronde, wijken)
    ]
