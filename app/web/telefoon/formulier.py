"""The interview as a form, and what happens when it is posted without script."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.domain.antwoorden import Fout, check
from app.domain.fingerprint import fingerprint
from app.domain.formulier import Fields, read_form
from app.domain.intrekcode import read_intrekcode
from app.domain.intrekwoorden import WOORDEN
from app.domain.persoonsgegevens import IN_WORDS, find_pieces
from app.domain.vragenlijst import Vraagsoort, Vragenlijst
from app.errors import InvalidInput, MeetrondeClosed, NotFound, OtherContent, Problem
from app.gebieden import open_meetronde
from app.interviews import Afzender, Inzending, Uitkomst, receive
from app.models import Gebruiker
from app.security import Interviewer
from app.tokens import new_intrekcode
from app.vragenlijsten import all_vragenlijsten
from app.web.forms import PostedFields
from app.web.pages import problem_page, redirect
from app.web.telefoon.bladzijde import phone_page
from app.web.telefoon.plaatsen import plaatsen_of

router = APIRouter(prefix="/telefoon")


@router.get("/interview/{code}")
def show_form(
    request: Request, session: DbSession, interviewer: Interviewer, code: str, straat: UUID | None = None
) -> Response:
    """An empty form, of any version: a phone may have begun an interview before a newer version came.

    It is the same for every straat, so that a phone need keep only one per questionnaire.
    """
    vragenlijst = _vragenlijst(code)
    meetronde = open_meetronde(session)
    if meetronde is None:
        raise NotFound("Er is nu geen meetronde open. Vraag de coördinator wanneer de volgende begint.")
    fields = {
        "id": [str(uuid4())],
        "begonnenOp": [datetime.now(UTC).isoformat(timespec="seconds")],
        "meetronde": [meetronde.code],
        "intrekcode": [new_intrekcode()],
        "straatId": [str(straat)] if straat else [],
    }
    return _form(request, session, interviewer, vragenlijst, fields)


@router.post("/interview/{code}")
def submit_form(
    request: Request, session: DbSession, interviewer: Interviewer, code: str, fields: PostedFields
) -> Response:
    """Receive the whole form at once; with faults it comes back as it was filled in."""
    vragenlijst = _vragenlijst(code)
    try:
        inzending = _inzending(vragenlijst, fields)
        _warn_once(vragenlijst, inzending, fields)
        ontvangst = receive(session, inzending, Afzender(interviewer_id=interviewer.id))
    except (InvalidInput, MeetrondeClosed) as problem:
        return _form(request, session, interviewer, vragenlijst, fields, problem)
    if ontvangst.uitkomst is Uitkomst.BOTSING:
        # Answered, not raised: what came in is to be kept.
        return problem_page(request, OtherContent(_CLASH))
    return redirect(f"/telefoon/interviews/{ontvangst.id}?bewaard=ja")


_CLASH = (
    "Dit interview was al verstuurd, met andere antwoorden. Er is niets vervangen. Wat u nu stuurde is apart bewaard. "
    "De coördinator kijkt welke van de twee klopt; u hoeft niets te doen."
)


def _form(
    request: Request,
    session: Session,
    interviewer: Gebruiker,
    vragenlijst: Vragenlijst,
    fields: Fields,
    problem: Problem | None = None,
) -> Response:
    faults = {fault.veld.removeprefix("antwoorden."): fault.melding for fault in problem.faults} if problem else {}
    return phone_page(
        request,
        session,
        interviewer,
        "telefoon/interview.html",
        status=problem.status if problem else 200,
        vragenlijst=vragenlijst,
        plaatsen=plaatsen_of(session, interviewer),
        fields=fields,
        problem=problem,
        faults=faults,
        intrekwoorden=WOORDEN,
        lijkt_op=IN_WORDS,
    )


def _vragenlijst(code: str) -> Vragenlijst:
    vragenlijst = all_vragenlijsten().get(code)
    if vragenlijst is None:
        raise NotFound("Deze vragenlijst is er niet. Ga terug naar uw straten en open het interview opnieuw.")
    return vragenlijst


def _inzending(vragenlijst: Vragenlijst, fields: Fields) -> Inzending:
    """What was posted; raises InvalidInput when it cannot even be an interview."""
    try:
        interview_id, started_at = UUID(_first(fields, "id")), datetime.fromisoformat(_first(fields, "begonnenOp"))
        straat_id, portiek_id = (_optional_id(_first(fields, name)) for name in ("straatId", "portiekId"))
        started_at = started_at.astimezone(UTC)
    except ValueError:
        raise InvalidInput("Dit formulier is beschadigd. Open het interview opnieuw en vul het nog eens in.") from None
    antwoorden = read_form(vragenlijst, fields)
    if straat_id is None:
        faults = [Fout("straatId", "Kies de straat waar het gesprek was."), *check(vragenlijst, antwoorden)]
        raise InvalidInput("Het interview is niet opgeslagen. Verbeter wat hieronder staat.", faults=faults)
    return Inzending(
        id=interview_id,
        soort=vragenlijst.soort,
        vragenlijst_version=vragenlijst.version,
        meetronde_code=_first(fields, "meetronde"),
        straat_id=straat_id,
        portiek_id=portiek_id,
        started_at=started_at,
        # The end is not measured here: the same form posted twice must be the same interview.
        finished_at=started_at,
        antwoorden=antwoorden,
        consent_at=started_at,  # nearer we do not know it, for the same reason
        intrekcode=read_intrekcode(_first(fields, "intrekcode")),
    )


def _warn_once(vragenlijst: Vragenlijst, inzending: Inzending, fields: dict[str, list[str]]) -> None:
    """Raise InvalidInput when an open answer seems to point at somebody, unless these very answers were warned of."""
    telling = {
        vraag.key: found
        for vraag in vragenlijst.asked(inzending.antwoorden)
        if vraag.soort is Vraagsoort.OPEN and (found := find_pieces(str(inzending.antwoorden.get(vraag.key, ""))))
    }
    seen = fingerprint({key: inzending.antwoorden[key] for key in telling})
    if not telling or _first(fields, "bewust") == seen:
        return
    fields["bewust"] = [seen]
    raise InvalidInput(
        "Het interview is nog niet opgeslagen. Kun je iemand herkennen aan wat hieronder staat? Verander dat antwoord. "
        "Moet het toch zo blijven? Sla het dan nog een keer op.",
        faults=[
            Fout(f"antwoorden.{key}", " ".join(f"Dit lijkt op {IN_WORDS[reden]}: {piece}." for reden, piece in found))
            for key, found in telling.items()
        ],
    )


def _optional_id(text: str) -> UUID | None:
    return UUID(text) if text else None


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "")
