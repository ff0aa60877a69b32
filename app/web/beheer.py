"""Beheer: how the installation is, which backups there are, and what goes when, for whoever leads the research."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.backups import list_backups
from app.database import Database, DbSession
from app.domain.bewaartermijn import shift_months
from app.interviews import local_date
from app.keuring import Ernst, inspect_installation
from app.opruimingen import BEGINS, LOST, MEANING, NAMES, find_due, how_many, list_opruimingen
from app.security import Coordinator
from app.settings import settings_of
from app.web.pages import page

SHOWN = 10

AHEAD = 3
"""How many months ahead is told what goes, so that there is time to publish, or to look something up."""

router = APIRouter(prefix="/beheer")


@router.get("")
def show_beheer(request: Request, session: DbSession, _: Coordinator) -> Response:
    database: Database = request.app.state.database
    settings, now = settings_of(request), datetime.now(UTC)
    points, today = inspect_installation(settings, database, now), local_date(now)
    return page(
        request,
        "beheer/beheer.html",
        points=points,
        wrong=sum(point.ernst is Ernst.FOUT for point in points),
        backups=list_backups(session, SHOWN),
        termijnen=settings.bewaartermijnen,
        daily=settings.retention_daily,
        today=today,
        going=find_due(session, settings.bewaartermijnen, shift_months(today, AHEAD)),
        opruimingen=list_opruimingen(session, SHOWN),
        words={"names": NAMES, "meaning": MEANING, "begins": BEGINS, "how_many": how_many, "lost": LOST},
    )
