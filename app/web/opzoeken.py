"""Looking up the straten of a wijk at the national address search, and showing what would be added.

With GET, though somebody else is asked: nothing changes, and a POST would keep every phone from storing for as long as
that takes.
"""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.database import DbSession
from app.errors import InvalidInput, NotFound, OtherSystemFails, Problem
from app.gebieden import find_wijk
from app.gebiedenbestand import propose, table_of
from app.locatieserver import look_up_straten, read_codes
from app.models import Wijk
from app.security import Coordinator
from app.settings import settings_of
from app.web.forms import faults_by_field
from app.web.gebiedenbestand import preview
from app.web.pages import page

router = APIRouter(prefix="/gebieden/wijken/{code}/opzoeken")


@router.get("")
def show_look_up(request: Request, session: DbSession, _: Coordinator, code: str, codes: str | None = None) -> Response:
    """Without `codes` the form; with them what would be added."""
    wijk, address = find_wijk(session, code), settings_of(request).locatieserver_url
    if not address:
        raise NotFound("Straten opzoeken staat hier uit. Lees een bestand in, of voeg ze met de hand toe.")
    if codes is None:
        return _form(request, wijk, " ".join(wijk.cbs_codes))
    try:
        found = look_up_straten(address, read_codes(codes))
        text = table_of(session, wijk, found)
        if text.count("\n") == 1:
            return _form(request, wijk, codes, number=len(found))
        return preview(request, session, text, None, propose(session, text), looked_up_for=wijk)
    except (InvalidInput, OtherSystemFails) as problem:
        return _form(request, wijk, codes, problem)


def _form(
    request: Request,
    wijk: Wijk,
    codes: str,
    problem: Problem | None = None,
    *,
    number: int = 0,
) -> Response:
    """`number` is how many straten were found that are all here already."""
    return page(
        request,
        "gebieden/opzoeken.html",
        status=problem.status if problem else 200,
        wijk=wijk,
        codes=codes,
        problem=problem,
        faults=faults_by_field(problem),
        number=number,
    )
