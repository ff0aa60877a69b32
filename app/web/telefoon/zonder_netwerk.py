"""What makes the phone work without network: the service worker, and the pages and files it keeps."""

import json

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from app.security import Anyone
from app.vragenlijsten import all_vragenlijsten
from app.vragenlijsten.toonkaarten import all_toonkaarten
from app.web.pages import page
from app.web.release import RELEASE, STATIC, STATIC_PREFIX

router = APIRouter()

_WORKER = STATIC / "telefoon" / "service-worker.js"


def kept_files() -> list[str]:
    """The addresses of what is the same for every interviewer."""
    own = [path for path in sorted((STATIC / "telefoon").iterdir()) if path.suffix != ".png" and path != _WORKER]
    shared = [STATIC / "wijkpeil.css", STATIC / "peilschaal.svg"]
    files = [f"{STATIC_PREFIX}/{path.relative_to(STATIC).as_posix()}" for path in (*shared, *own)]
    cards = [f"/telefoon/toonkaarten/{taal}" for taal in all_toonkaarten()]
    return [*files, "/telefoon/geen-verbinding", "/telefoon/toonkaarten", *cards]


def kept_pages() -> list[str]:
    """The addresses of what belongs to one interviewer, with the form of every version of every questionnaire."""
    forms = [f"/telefoon/interview/{code}" for code in all_vragenlijsten()]
    return ["/telefoon", "/telefoon/deuren", "/telefoon/interviews", "/telefoon/toestel", *forms]


@router.get("/service-worker.js")
def get_service_worker(_: Anyone) -> Response:
    """At the root, because it may only serve what lies below it; never kept, so that a new edition is seen at once."""
    known = {"UITGAVE": RELEASE, "BESTANDEN": kept_files(), "PAGINAS": kept_pages()}
    constants = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in known.items())
    script = constants + _WORKER.read_text(encoding="utf-8")
    return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@router.get("/telefoon/geen-verbinding")
def show_no_connection(request: Request, _: Anyone) -> HTMLResponse:
    """What a phone shows when it is asked for a page that it does not keep."""
    return page(request, "telefoon/geen_verbinding.html")
