"""Reading in the file of a phone that could not send: the form, and what became of it."""

from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import Response

from app.database import DbSession
from app.errors import InvalidInput
from app.security import Coordinator
from app.telefoonbestand import read_in
from app.web.pages import page

IMPORT_PATH = "/interviews/inlezen"

router = APIRouter(prefix=IMPORT_PATH)


@router.get("")
def show_import(request: Request, _: Coordinator) -> Response:
    return page(request, "interviews/inlezen.html", problem=None)


@router.post("")
def submit_import(
    request: Request, session: DbSession, _: Coordinator, bestand: Annotated[UploadFile | None, File()] = None
) -> Response:
    """Answered at once: reloading the page reads the file in again, and that is harmless."""
    try:
        if bestand is None or not bestand.filename:
            raise InvalidInput("Kies eerst het bestand van de telefoon.")
        inlezing = read_in(session, bestand.file.read())
    except InvalidInput as problem:
        return page(request, "interviews/inlezen.html", status=problem.status, problem=problem)
    return page(request, "interviews/ingelezen.html", inlezing=inlezing)
