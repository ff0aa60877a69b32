"""The bewoner's page: type the intrekcode, see that it was found, and withdraw the interview. For everybody, no login.

The code is in no address, so in no log; and the page says nothing of the interview, for whoever finds the note may try.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from app.database import DbSession
from app.domain.intrekcode import TYPED_LENGTH, read_intrekcode
from app.errors import InvalidInput, MeetrondeClosed, Problem, TooManyRequests
from app.intrekkingen import find_by_code, withdraw
from app.models import Status
from app.security import Anyone
from app.settings import settings_of
from app.toegang import forget_old_pogingen, intrekcode_subjects, note_failure, refuse_when_too_early
from app.web.pages import page

UNKNOWN = (
    "We vinden geen gesprek met deze code. Kijk op uw briefje en typ de code nog eens: twee woorden en vier cijfers. "
    "Was het gesprek pas geleden? Dan is het misschien nog niet binnen. Probeer het over een paar dagen opnieuw."
)

router = APIRouter(prefix="/intrekken")


@router.get("")
def show_intrekken(request: Request, _: Anyone) -> HTMLResponse:
    return _page(request)


@router.post("")
def submit_intrekken(
    request: Request,
    session: DbSession,
    _: Anyone,
    code: Annotated[str, Form(max_length=TYPED_LENGTH)] = "",
    zeker: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """First it is looked up, then, knowingly, withdrawn. What is wrong is answered, not raised: it must be counted."""
    subjects = intrekcode_subjects(request.client.host if request.client else "", settings_of(request).pepper)
    forget_old_pogingen(session)
    try:
        refuse_when_too_early(session, subjects, "Er zijn te vaak verkeerde codes getypt.")
        interview = withdraw(session, code) if zeker == "ja" else find_by_code(session, code)
    except (TooManyRequests, InvalidInput, MeetrondeClosed) as problem:
        return _page(request, code, problem=problem)
    if interview is None:
        # What has not even the shape of a code is no guess, and holds up nobody else.
        note_failure(session, subjects if read_intrekcode(code) else subjects[:1])
        return _page(request, code, problem=InvalidInput(UNKNOWN))
    return _page(request, code, "klaar" if interview.status == Status.INGETROKKEN else "zeker")


def _page(request: Request, code: str = "", step: str = "code", problem: Problem | None = None) -> HTMLResponse:
    status = problem.status if problem else 200
    response = page(request, "intrekken/intrekken.html", status=status, code=code, step=step, problem=problem)
    response.headers.update(problem.headers if problem else {})
    return response
