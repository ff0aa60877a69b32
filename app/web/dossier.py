"""One interview as a coordinator sees it, with the form for the review: from the list, and from the queue."""

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple, TypeVar
from uuid import UUID

from fastapi import Form, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.beoordeling import DECISIONS, NEEDS_REMARK, REMARK_LIMIT, review
from app.domain.antwoorden import Fout
from app.errors import ChangedMeanwhile, InvalidInput, Problem
from app.interviews import receipt_number
from app.inzage import find_dossier
from app.inzagelog import kijkers_of
from app.models import Gebruiker, Status
from app.toestemming import text_of
from app.verloop import since_revision, verloop_of
from app.web.pages import page

Value = TypeVar("Value")

DONE = {
    "beoordeeld": "De beoordeling is opgeslagen.",
    "verbeterd": "De verbetering is opgeslagen. Wat er stond, ziet u hieronder terug.",
    "weggehaald": "De tekst is voorgoed weggehaald.",
    "opgemerkt": "De opmerking is opgeslagen.",
}
"""What to say after something was done, by what stands in the address."""


class Getypt(NamedTuple):
    """What was chosen and typed in the form: the decision, the remark, and the revision that was looked at."""

    status: str = ""
    remark: str = ""
    seen: str = ""


def getypt(
    status: Annotated[str, Form(max_length=20)] = "",
    opmerking: Annotated[str, Form(max_length=20_000)] = "",
    gezien: Annotated[str, Form(max_length=20)] = "",
) -> Getypt:
    """The form of a review, as a route takes it in."""
    return Getypt(status, opmerking, gezien)


def decide(session: Session, coordinator: Gebruiker, interview_id: UUID, typed: Getypt) -> None:
    """Record the decision that was typed; raises NotFound, InvalidInput or ChangedMeanwhile."""
    interview = find_dossier(session, interview_id).interview
    decision, seen = chosen_from(Status, typed.status, "status"), revision_from(typed.seen)
    if decision not in DECISIONS or seen is None:
        raise InvalidInput("Kies eerst wat u van dit interview vindt: goedkeuren, terugsturen of afkeuren.")
    # A browser sends a new line as two characters; people typed one.
    review(session, interview, coordinator, decision, typed.remark.replace("\r\n", "\n"), seen=seen)


def show_dossier(
    request: Request,
    session: Session,
    interview_id: UUID,
    template: str = "interviews/interview.html",
    *,
    problem: Problem | None = None,
    typed: Getypt = Getypt(),  # noqa: B008 -- it does not change
    said: str = "",
    rij: str = "",
    remarked: str = "",
    **context: Any,
) -> Response:
    """The interview with its verloop; after a problem with what was typed.

    `said` names what was just done; `rij` is the query of the queue that the coordinator came from, if from there;
    `remarked` is a remark that could not be kept.
    """
    dossier = find_dossier(session, interview_id)
    verloop = verloop_of(session, interview_id, dossier.vragenlijst)
    was_seen = int(typed.seen) if isinstance(problem, ChangedMeanwhile) else dossier.interview.revision
    return page(
        request,
        template,
        status=problem.status if problem else 200,
        dossier=dossier,
        number=receipt_number(interview_id, dossier.interview.content_hash),
        toestemmingstekst=text_of(session, interview_id),
        verloop=verloop,
        kijkers=kijkers_of(session, interview_id),
        news=since_revision(verloop, dossier.interview.revision - was_seen),
        problem=problem,
        typed=typed,
        said=DONE.get(said, ""),
        rij=rij,
        remarked=remarked,
        decisions=DECISIONS,
        needs_remark=NEEDS_REMARK,
        remark_limit=REMARK_LIMIT,
        **context,
    )


def revision_from(text: str) -> int | None:
    """The revision in a form that we made; None when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def way_back(interview_id: UUID, rij: str, said: str = "") -> str:
    """The address of the interview, in the queue when the coordinator came from there."""
    query = "&".join(part for part in (rij, f"gedaan={said}" if said else "") if part)
    return f"/{'nakijken' if rij else 'interviews'}/{interview_id}{'?' if query else ''}{query}"


def chosen_from(kind: Callable[[str], Value], text: str, field: str) -> Value | None:
    """A choice from a list in a form; None when nothing was chosen, raises InvalidInput when it is not in the list."""
    try:
        return kind(text) if text else None
    except ValueError:
        fault = Fout(field, "Deze keuze staat niet in de lijst. Kies er een uit de lijst.")
        raise InvalidInput("Deze keuze kennen we niet.", faults=[fault]) from None
