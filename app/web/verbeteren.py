"""Changing one answer of an interview, taking text out of it, and remarks for colleagues."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.beoordeling import remark
from app.correcties import REASON_LIMIT, correct
from app.database import DbSession
from app.domain.antwoorden import in_words
from app.domain.formulier import NOT_SUFFIX, Fields, as_fields, read_form
from app.domain.persoonsgegevens import find_pieces
from app.domain.vragenlijst import Vraag
from app.errors import ChangedMeanwhile, InvalidInput, NotFound, Problem
from app.inzage import Dossier, find_dossier
from app.security import Coordinator
from app.verloop import since_revision, verloop_of
from app.web.dossier import revision_from, show_dossier, way_back
from app.web.forms import PostedFields, faults_by_field, typed_in
from app.web.pages import page, redirect
from app.weglatingen import take_out

router = APIRouter(prefix="/interviews/{id}")

ALL, OTHER, PIECE = "alles", "ander", "stuk:"
"""What is to be taken out: the whole answer, a piece that is typed, or one that was found."""

Rij = Annotated[str, Query(max_length=400)]
"""The query of the queue that the coordinator came from; empty when from elsewhere."""


@dataclass(frozen=True)
class Plaats:
    """One answer of one interview, and the way back from it."""

    dossier: Dossier
    vraag: Vraag
    rij: str

    @property
    def shown(self) -> list[Vraag]:
        """The question, and those that are asked or skipped by its answer."""
        return [self.vraag, *self.dossier.vragenlijst.depending_on(self.vraag.key)]

    @property
    def now(self) -> object:
        return self.dossier.values().get(self.vraag.key)

    def back(self, said: str = "") -> str:
        return way_back(self.dossier.interview.id, self.rij, said)


def plaats(
    session: DbSession,
    id: UUID,  # noqa: A002 -- the name in the address
    vraag: str,
    rij: Rij = "",
) -> Plaats:
    """The answer that the address names, or the question that was left open; raises NotFound.

    Whether somebody took part is no answer to change.
    """
    dossier = find_dossier(session, id)
    named = dossier.vragenlijst.by_key.get(vraag)
    if named is None or named.ends_unless is not None or not (vraag in dossier.answers or named in dossier.left_open()):
        raise NotFound("Bij deze vraag staat in dit interview geen antwoord dat u kunt veranderen.")
    return Plaats(dossier, named, rij)


Gevraagd = Annotated[Plaats, Depends(plaats, scope="function")]


@router.get("/antwoorden/{vraag}")
def show_answer(request: Request, session: DbSession, _: Coordinator, where: Gevraagd) -> Response:
    fields = as_fields(where.dossier.vragenlijst, where.dossier.values())
    return _show_answer(request, session, where, fields)


@router.post("/antwoorden/{vraag}")
def submit_answer(
    request: Request, session: DbSession, coordinator: Coordinator, where: Gevraagd, fields: PostedFields
) -> Response:
    """Correct the answer; what cannot be stored comes back as it was filled in."""
    read, typed = read_form(where.dossier.vragenlijst, fields), typed_in(fields)
    try:
        correct(
            session,
            where.dossier.interview,
            where.dossier.vragenlijst,
            coordinator,
            {vraag.key: read.get(vraag.key) for vraag in where.shown},
            typed.get("reden", ""),
            seen=_seen(typed),
            may_lapse="vervalt" in typed,
        )
    except InvalidInput as problem:
        return _show_answer(request, session, where, fields, problem)
    except ChangedMeanwhile as problem:
        return _show_answer(request, session, where, _on_what_stands(where, fields), problem)
    return redirect(where.back("verbeterd"))


@router.get("/antwoorden/{vraag}/weghalen")
def show_text(request: Request, session: DbSession, _: Coordinator, where: Gevraagd) -> Response:
    return _show_text(request, session, where, {})


@router.post("/antwoorden/{vraag}/weghalen")
def submit_text(
    request: Request, session: DbSession, coordinator: Coordinator, where: Gevraagd, fields: PostedFields
) -> Response:
    """Take out what was chosen, for good."""
    typed = typed_in(fields)
    interview, vragenlijst = where.dossier.interview, where.dossier.vragenlijst
    try:
        piece = _chosen_piece(typed)
        take_out(session, interview, vragenlijst, coordinator, where.vraag.key, piece, seen=_seen(typed))
    except (InvalidInput, ChangedMeanwhile) as problem:
        return _show_text(request, session, where, typed, problem)
    return redirect(where.back("weggehaald"))


@router.post("/opmerkingen")
def submit_remark(
    request: Request,
    session: DbSession,
    coordinator: Coordinator,
    id: UUID,  # noqa: A002 -- the name in the address
    tekst: Annotated[str, Form(max_length=20_000)] = "",
    rij: Rij = "",
) -> Response:
    """Keep a remark that only coordinators read."""
    interview = find_dossier(session, id).interview
    try:
        remark(session, interview, coordinator, tekst.replace("\r\n", "\n"))
    except InvalidInput as problem:
        return show_dossier(request, session, id, problem=problem, remarked=tekst)
    return redirect(way_back(id, rij, "opgemerkt"))


def _show_answer(
    request: Request, session: Session, where: Plaats, fields: Fields, problem: Problem | None = None
) -> Response:
    return _show(
        request, session, where, "interviews/antwoord.html", typed_in(fields), problem,
        vragen=where.shown, fields=fields, reason_limit=REASON_LIMIT,
    )  # fmt: skip


def _on_what_stands(where: Plaats, fields: Fields) -> Fields:
    """What was typed for the question itself, on the answers as a colleague left them: those must be seen first."""
    own = (where.vraag.key, f"{where.vraag.key}{NOT_SUFFIX}", "reden", "gezien")
    typed = {name: fields[name] for name in own if name in fields}
    return {**as_fields(where.dossier.vragenlijst, where.dossier.values()), **typed}


def _show_text(
    request: Request, session: Session, where: Plaats, typed: dict[str, str], problem: Problem | None = None
) -> Response:
    if not where.dossier.has_text(where.vraag):
        raise NotFound("Bij deze vraag staat geen tekst om weg te halen.")
    text = str(where.now)
    found = [(f"{PIECE}{piece}", piece) for piece in dict.fromkeys(piece for _, piece in find_pieces(text))]
    chosen = typed.get("wat") or (found[0][0] if found else OTHER)
    return _show(
        request, session, where, "interviews/weghalen.html", typed, problem, text=text, found=found, chosen=chosen
    )


def _show(
    request: Request,
    session: Session,
    where: Plaats,
    template: str,
    typed: dict[str, str],
    problem: Problem | None,
    **more: Any,
) -> Response:
    """A form about one answer; after a problem as it was typed, with what a colleague did meanwhile."""
    interview = where.dossier.interview
    verloop = verloop_of(session, interview.id, where.dossier.vragenlijst)
    seen = _seen(typed) if isinstance(problem, ChangedMeanwhile) else interview.revision
    return page(
        request,
        template,
        status=problem.status if problem else 200,
        where=where,
        now=in_words(where.vraag, where.now),
        typed=typed,
        problem=problem,
        faults=faults_by_field(problem),
        news=since_revision(verloop, interview.revision - seen),
        **more,
    )


def _seen(typed: dict[str, str]) -> int:
    """The revision that was looked at; raises InvalidInput."""
    seen = revision_from(typed.get("gezien", ""))
    if seen is None:
        raise InvalidInput("Dit formulier is niet heel. Ga terug naar het interview en begin opnieuw.")
    return seen


def _chosen_piece(typed: dict[str, str]) -> str | None:
    """The piece to take out, None for all of it."""
    chosen = typed.get("wat", "")
    if chosen == ALL:
        return None
    return chosen.removeprefix(PIECE) if chosen.startswith(PIECE) else typed.get("stuk", "")
