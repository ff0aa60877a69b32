"""Publishing a meetronde at the desk: what will happen and what would be told, and then the one step there is no
way back from.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.beoordeling import count_waiting
from app.database import DbSession
from app.domain.antwoorden import Fout
from app.errors import ChangedMeanwhile, InvalidInput, Problem
from app.models import Gebruiker, Meetronde
from app.overzichten import find_meetronde
from app.security import Coordinator
from app.settings import settings_of
from app.vaststelling import list_publishers, preview, publish
from app.web.pages import page, redirect

REASON_LIMIT = 1000

router = APIRouter(prefix="/publiceren/{meetronde}")


@dataclass(frozen=True)
class Typed:
    """What was filled in on the form."""

    version: str = ""
    reason: str = ""
    is_sure: bool = False


@router.get("")
def show_publiceren(request: Request, session: DbSession, _: Coordinator, meetronde: str) -> Response:
    return _form(request, session, find_meetronde(session, meetronde))


@router.post("")
def submit_publiceren(
    request: Request,
    session: DbSession,
    coordinator: Coordinator,
    meetronde: str,
    versie: Annotated[str, Form(max_length=20)] = "",
    reden: Annotated[str, Form(max_length=20_000)] = "",
    zeker: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Publish; when it cannot be, the page comes back with what was typed."""
    found = find_meetronde(session, meetronde)
    # A browser sends a new line as two characters; people typed one.
    typed = Typed(versie, reden.replace("\r\n", "\n"), zeker == "ja")
    try:
        # A savepoint: publishing closes the meetronde first, and that must not be kept when it then fails.
        with session.begin_nested():
            _publish(request, session, found, coordinator, typed)
    except (InvalidInput, ChangedMeanwhile) as problem:
        return _form(request, session, found, problem=problem, typed=typed)
    # With its number: of the address without one this browser may still keep the version before.
    return redirect(f"/publicaties/{found.code}?versie={int(typed.version)}")


def _publish(request: Request, session: Session, meetronde: Meetronde, coordinator: Gebruiker, typed: Typed) -> None:
    if not typed.version.isascii() or not typed.version.isdigit():
        raise InvalidInput("We weten niet welke versie u bedoelt. Bekijk de pagina opnieuw en publiceer dan.")
    if not typed.is_sure:
        fault = Fout("zeker", "Vink aan dat u weet dat dit niet terug te draaien is.")
        raise InvalidInput("De cijfers zijn niet gepubliceerd.", faults=[fault])
    if len(typed.reason.strip()) > REASON_LIMIT:
        fault = Fout("reden", f"Maak de reden korter: hoogstens {REASON_LIMIT} tekens.")
        raise InvalidInput("De cijfers zijn niet gepubliceerd.", faults=[fault])
    settings = settings_of(request)
    publish(
        session,
        meetronde,
        coordinator,
        int(typed.version),
        typed.reason,
        threshold=settings.publication_threshold,
        normen=settings.normen,
    )


def _form(
    request: Request,
    session: Session,
    meetronde: Meetronde,
    *,
    problem: Problem | None = None,
    typed: Typed | None = None,
) -> Response:
    threshold = settings_of(request).publication_threshold
    return page(
        request,
        "publiceren/publiceren.html",
        status=problem.status if problem else 200,
        meetronde=meetronde,
        voorbeeld=preview(session, meetronde, threshold),
        threshold=threshold,
        waiting=count_waiting(session, meetronde),
        versions=list_publishers(session, meetronde),
        names=MEASURE_NAMES,
        problem=problem,
        typed=typed or Typed(),
        reason_limit=REASON_LIMIT,
    )


MEASURE_NAMES = {
    "straatladder": "Straatladder",
    "leefbaarheidsladder": "Leefbaarheidsladder",
    "tevredenheid": "Tevredenheid",
    "schoon": "Schoon",
    "veilig": "Veilig",
    "gezellig": "Gezellig",
    "bekendheid": "Bekendheid",
    "opdrachtgever": "Soort opdrachtgever",
    "diensten": "Wat is er gedaan",
    "bekendVia": "Bekend via",
}
"""What a measure is called on a page, by its published name."""
