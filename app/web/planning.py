"""The plan of a meetronde in one wijk: a table of households and wanted interviews, saved in one go."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.domain.vragenlijst import Soort
from app.errors import ChangedMeanwhile, Problem
from app.gebieden import find_wijk
from app.models import Meetronde, Wijk
from app.overzichten import find_meetronde
from app.planning import HUISHOUDENS, plan_of, save_plan
from app.security import Coordinator
from app.web.forms import PostedFields, faults_by_field, typed_in
from app.web.pages import page, redirect

router = APIRouter(prefix="/meetronden/{code}/wijken/{wijk}")

HEADINGS = {
    HUISHOUDENS: "Huishoudens",
    Soort.STRAAT: "Straatinterviews",
    Soort.PORTIEK: "Portiekinterviews",
    Soort.KLANT: "Klantinterviews",
}


@router.get("")
def show_plan(request: Request, session: DbSession, _: Coordinator, code: str, wijk: str, klaar: str = "") -> Response:
    return _plan(request, session, find_meetronde(session, code), find_wijk(session, wijk), is_saved=klaar == "ja")


@router.post("")
def submit_plan(
    request: Request, session: DbSession, _: Coordinator, code: str, wijk: str, fields: PostedFields
) -> Response:
    """Keep the whole table, or nothing of it; then it comes back as it was filled in."""
    meetronde, of_wijk, typed = find_meetronde(session, code), find_wijk(session, wijk), typed_in(fields)
    try:
        save_plan(session, meetronde, of_wijk, typed, typed.get("gezien", ""))
    except Problem as problem:
        return _plan(request, session, meetronde, of_wijk, problem, typed)
    return redirect(f"/meetronden/{meetronde.code}/wijken/{of_wijk.code}?klaar=ja")


def _plan(
    request: Request,
    session: Session,
    meetronde: Meetronde,
    wijk: Wijk,
    problem: Problem | None = None,
    typed: dict[str, str] | None = None,
    *,
    is_saved: bool = False,
) -> Response:
    plan = plan_of(session, meetronde, wijk)
    return page(
        request,
        "meetronden/wijk.html",
        status=problem.status if problem else 200,
        meetronde=meetronde,
        wijk=wijk,
        plan=plan,
        headings=HEADINGS,
        texts=plan.texts | (typed or {}),
        problem=problem,
        faults=faults_by_field(problem),
        is_overtaken=isinstance(problem, ChangedMeanwhile),
        # Until every cell is right the plan that was looked at is still that one.
        seen=plan.fingerprint if typed is None or isinstance(problem, ChangedMeanwhile) else typed.get("gezien", ""),
        is_saved=is_saved,
    )
