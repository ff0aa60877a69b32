"""Interviews as a file for researchers: asking for it, seeing how far it is, and fetching it once."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response
from sqlmodel import Session
from starlette.background import BackgroundTask

from app.database import DbSession
from app.domain.antwoorden import Fout
from app.domain.formulier import Fields
from app.domain.vragenlijst import Soort
from app.errors import InvalidInput, NotFound, Problem
from app.gebieden import find_wijk, list_meetronden, list_wijken
from app.models import Formaat, Gebruiker, Status, Vorm
from app.overzichten import find_meetronde
from app.security import Coordinator
from app.tellingen import COUNTING
from app.uitvoer import (
    EXPORTABLE,
    REASON_LIMIT,
    Maker,
    Stand,
    Uitvoerkeuze,
    ask_uitvoer,
    file_name,
    find_uitvoer,
    list_uitvoeren,
    note_fetched,
)
from app.vragenlijsten import all_vragenlijsten
from app.web.dossier import chosen_from
from app.web.forms import PostedFields, faults_by_field, typed_in
from app.web.pages import page, redirect

PATH = "/interviews/uitvoer"
SHOWN = 25

router = APIRouter(prefix=PATH)


@router.get("")
def show_uitvoer(
    request: Request, session: DbSession, coordinator: Coordinator, meetronde: str = "", wijk: str = ""
) -> Response:
    """The form; a meetronde and a wijk that were looked at are chosen already."""
    typed = {"meetronde": [meetronde], "wijk": [wijk], "status": [str(status) for status in COUNTING]}
    return _form(request, session, coordinator, typed)


@router.post("")
def submit_uitvoer(request: Request, session: DbSession, coordinator: Coordinator, fields: PostedFields) -> Response:
    """Write down who wants what; only when that is kept, the file is made."""
    maker: Maker = request.app.state.maker
    try:
        # A savepoint: what cannot be made must not stand in the list of what was asked for.
        with session.begin_nested():
            uitvoer = ask_uitvoer(session, coordinator, _keuze(session, fields))
            maker.pickup.open(uitvoer.id)
    except (InvalidInput, NotFound) as problem:
        return _form(request, session, coordinator, fields, problem)
    answer = redirect(f"{PATH}/{uitvoer.id}")
    answer.background = BackgroundTask(maker.start, uitvoer.id)
    return answer


@router.get("/{uitvoer}")
def show_voortgang(request: Request, session: DbSession, coordinator: Coordinator, uitvoer: UUID) -> Response:
    """How far the file is; the page asks again by itself until it is there."""
    found = find_uitvoer(session, uitvoer, coordinator)
    maker: Maker = request.app.state.maker
    return page(
        request,
        "uitvoer/voortgang.html",
        path=f"{PATH}/{uitvoer}",
        uitvoer=found,
        name=file_name(found),
        voortgang=maker.pickup.voortgang(found.id),
    )


@router.post("/{uitvoer}/bestand")
def fetch_file(request: Request, session: DbSession, coordinator: Coordinator, uitvoer: UUID) -> Response:
    """The file, once: when it has been sent, it is taken away here. Not by GET, which a browser may do by itself."""
    found = find_uitvoer(session, uitvoer, coordinator)
    maker: Maker = request.app.state.maker
    voortgang = maker.pickup.voortgang(found.id)
    if voortgang is None or voortgang.stand is not Stand.KLAAR:
        raise NotFound("Dit bestand is er niet meer, of nog niet. U haalt het één keer op, binnen een uur.")
    note_fetched(session, found.id)
    # It is packed already; said so that nobody packs it again on the way.
    headers = {"Content-Encoding": "identity"}
    taken_away = BackgroundTask(maker.pickup.remove, found.id)
    return FileResponse(maker.pickup.file(found.id), filename=file_name(found), headers=headers, background=taken_away)


def _keuze(session: Session, fields: Fields) -> Uitvoerkeuze:
    """What was chosen in the form; raises InvalidInput, and NotFound for a meetronde or wijk that is not there."""
    typed = typed_in(fields)
    if not typed.get("meetronde"):
        raise InvalidInput(REFUSED, faults=[Fout("meetronde", "Kies eerst een meetronde.")])
    if not typed.get("zeker"):
        raise InvalidInput(REFUSED, faults=[Fout("zeker", "Vink aan dat u weet dat dit bestand vertrouwelijk is.")])
    statuses = [chosen_from(Status, status, "status") for status in fields.get("status", [])]
    return Uitvoerkeuze(
        meetronde=find_meetronde(session, typed["meetronde"]),
        wijk=find_wijk(session, typed["wijk"]) if typed.get("wijk") else None,
        soort=chosen_from(Soort, typed.get("soort", ""), "soort"),
        statuses=[status for status in statuses if status],
        formaat=chosen_from(Formaat, typed.get("formaat", ""), "formaat") or Formaat.CSV_NL,
        vorm=chosen_from(Vorm, typed.get("vorm", ""), "vorm") or Vorm.BREED,
        with_text="tekst" in typed,
        with_straat="straat" in typed,
        reason=typed.get("reden", ""),
    )


def _form(
    request: Request, session: Session, coordinator: Gebruiker, fields: Fields, problem: Problem | None = None
) -> Response:
    return page(
        request,
        "uitvoer/uitvoer.html",
        status=problem.status if problem else 200,
        path=PATH,
        fields=fields,
        problem=problem,
        faults=faults_by_field(problem),
        meetronden=list_meetronden(session),
        wijken=list_wijken(session),
        soorten=list(Soort),
        statuses=EXPORTABLE,
        formaten=FORMATEN,
        vormen=VORMEN,
        reason_limit=REASON_LIMIT,
        coordinator=coordinator,
        vragenlijsten=list(all_vragenlijsten().values()),
        uitvoeren=list_uitvoeren(session, SHOWN),
    )


REFUSED = "Er is geen bestand gemaakt."

FORMATEN = {
    Formaat.CSV_NL: "CSV met puntkomma’s (Excel)",
    Formaat.XLSX: "Excel-werkmap (xlsx)",
    Formaat.SAV: "SPSS (sav)",
    Formaat.CSV: "CSV met komma’s (R)",
}
VORMEN = {
    Vorm.BREED: "Een rij per interview",
    Vorm.LANG: "Een rij per antwoord",
}
