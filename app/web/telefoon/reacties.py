"""Answering a question of the coordinator with a plain form: without script, or from the page of the interview."""

import json
from uuid import UUID, uuid4

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.database import DbSession
from app.domain.fingerprint import plain
from app.domain.formulier import Fields, as_fields, read_form
from app.errors import ChangedMeanwhile, InvalidInput, MeetrondeClosed, NotFound, OtherContent, Problem
from app.models import Gebruiker
from app.navragen import REPLY_LIMIT, Antwoordbrief, Navraag, Wijziging, open_navragen, receive_reactie
from app.ontvangst import Uitkomst
from app.security import Interviewer
from app.vragenlijsten import all_vragenlijsten
from app.web.forms import PostedFields, typed_in
from app.web.pages import redirect
from app.web.telefoon.bladzijde import phone_page

router = APIRouter(prefix="/telefoon/interviews/{id}/reactie")


@router.get("")
def show_form(
    request: Request,
    session: DbSession,
    interviewer: Interviewer,
    id: UUID,  # noqa: A002 -- the name in the address
) -> Response:
    navraag = find_navraag(session, interviewer, id)
    if navraag is None:
        raise NotFound("Over dit interview is nu geen vraag. Ga terug naar de verstuurde interviews.")
    return _form(request, session, interviewer, navraag, as_fields(navraag.vragenlijst, navraag.antwoorden))


@router.post("")
def submit_form(
    request: Request,
    session: DbSession,
    interviewer: Interviewer,
    id: UUID,  # noqa: A002 -- the name in the address
    fields: PostedFields,
) -> Response:
    """Receive the answer; with faults it comes back as it was filled in. The same form posted twice is one answer."""
    try:
        _, uitkomst = receive_reactie(session, _brief(id, fields), interviewer)
    except (InvalidInput, MeetrondeClosed, ChangedMeanwhile) as problem:
        navraag = find_navraag(session, interviewer, id)
        if navraag is None:
            raise
        shown = _on_what_stands(navraag, fields) if isinstance(problem, ChangedMeanwhile) else fields
        return _form(request, session, interviewer, navraag, shown, problem)
    if uitkomst is Uitkomst.BOTSING:
        raise OtherContent("Dit antwoord was al verstuurd, met een andere inhoud. Er is niets vervangen of bewaard.")
    return redirect(f"/telefoon/interviews/{id}?beantwoord=ja")


def find_navraag(session: Session, interviewer: Gebruiker, interview_id: UUID) -> Navraag | None:
    """What is still asked about this interview, if anything."""
    return next((each for each in open_navragen(session, interviewer) if each.interview.id == interview_id), None)


def _form(
    request: Request,
    session: Session,
    interviewer: Gebruiker,
    navraag: Navraag,
    fields: Fields,
    problem: Problem | None = None,
) -> Response:
    faults = {fault.veld.removeprefix("wijzigingen."): fault.melding for fault in problem.faults} if problem else {}
    return phone_page(
        request,
        session,
        interviewer,
        "telefoon/reactie.html",
        status=problem.status if problem else 200,
        navraag=navraag,
        reactie_id=next(iter(fields.get("reactie", ())), str(uuid4())),
        was=next(iter(fields.get("was", ())), json.dumps(dict(navraag.antwoorden))),
        vragen=[vraag for vraag in navraag.vragenlijst.vragen if vraag.ends_unless is None],
        fields=fields,
        problem=problem,
        faults=faults,
        reply_limit=REPLY_LIMIT,
    )


def _on_what_stands(navraag: Navraag, fields: Fields) -> Fields:
    """The words that were typed, on the answers as they are now: what a coordinator changed must be seen first."""
    kept = {name: fields[name] for name in ("tekst", "reactie") if name in fields}
    return {**as_fields(navraag.vragenlijst, navraag.antwoorden), **kept}


def _brief(interview_id: UUID, fields: Fields) -> Antwoordbrief:
    """What was posted: of the answers those that are no longer what the form showed; raises InvalidInput."""
    typed = typed_in(fields)
    vragenlijst = all_vragenlijsten().get(typed.get("vragenlijst", ""))
    try:
        reactie_id, navraag_id = UUID(typed.get("reactie", "")), UUID(typed.get("navraag", ""))
        was = json.loads(typed.get("was", ""))
    except ValueError:
        was = None
    if vragenlijst is None or not isinstance(was, dict):
        raise InvalidInput("Dit formulier is beschadigd. Ga terug naar het interview en begin opnieuw.")
    wordt = read_form(vragenlijst, fields)
    wijzigingen = {
        vraag.key: Wijziging(was.get(vraag.key), wordt.get(vraag.key))
        for vraag in vragenlijst.vragen
        if vraag.ends_unless is None and plain(was.get(vraag.key)) != plain(wordt.get(vraag.key))
    }
    return Antwoordbrief(reactie_id, interview_id, navraag_id, typed.get("tekst", ""), wijzigingen)
