"""Beheer: how the installation is, and which backups there are, for whoever leads the research."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.backups import list_backups
from app.database import Database, DbSession
from app.keuring import Ernst, inspect_installation
from app.security import Coordinator
from app.settings import settings_of
from app.web.pages import page

SHOWN = 10

router = APIRouter(prefix="/beheer")


@router.get("")
def show_beheer(request: Request, session: DbSession, _: Coordinator) -> Response:
    database: Database = request.app.state.database
    points = inspect_installation(settings_of(request), database, datetime.now(UTC))
    return page(
        request,
        "beheer/beheer.html",
        points=points,
        wrong=sum(point.ernst is Ernst.FOUT for point in points),
        backups=list_backups(session, SHOWN),
    )
