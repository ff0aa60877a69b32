"""The door list: a contact that did not become an interview, in one tap. Without script each tap is a form."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BeforeValidator

from app.contactpogingen import receive_contactpoging
from app.database import DbSession
from app.domain.antwoorden import Fout
from app.domain.respons import Contactuitkomst
from app.errors import InvalidInput
from app.gebieden import open_meetronde
from app.models import Contactpoging
from app.security import Interviewer
from app.web.pages import redirect
from app.web.telefoon.bladzijde import phone_page
from app.web.telefoon.plaatsen import plaatsen_of

router = APIRouter(prefix="/telefoon/deuren")

OptionalId = Annotated[UUID | None, BeforeValidator(lambda text: text or None)]
"""A choice in a form that may be left open: then it arrives as an empty text."""

WORDS = {
    Contactuitkomst.NIET_THUIS: "Niet thuis",
    Contactuitkomst.WEIGERT: "Wil niet meedoen",
    Contactuitkomst.TAAL: "Spreekt een andere taal",
    Contactuitkomst.GEEN_TIJD: "Geen tijd",
    Contactuitkomst.LATER_TERUGKOMEN: "Later terugkomen",
}


@router.get("")
def show_doors(
    request: Request,
    session: DbSession,
    interviewer: Interviewer,
    straat: Annotated[UUID | None, Query()] = None,
    genoteerd: Annotated[Contactuitkomst | None, Query()] = None,
) -> HTMLResponse:
    return phone_page(
        request,
        session,
        interviewer,
        "telefoon/deuren.html",
        meetronde=open_meetronde(session),
        plaatsen=plaatsen_of(session, interviewer),
        chosen=straat,
        uitkomsten=WORDS,
        id=uuid4(),
        gezegd=f"Genoteerd: {WORDS[genoteerd]}." if genoteerd else "",
    )


@router.post("")
def submit_door(
    session: DbSession,
    interviewer: Interviewer,
    id: Annotated[UUID, Form()],  # noqa: A002 -- the name in the form
    meetronde: Annotated[str, Form(max_length=60)],
    uitkomst: Annotated[Contactuitkomst, Form()],
    straat_id: Annotated[OptionalId, Form(alias="straatId")] = None,
    portiek_id: Annotated[OptionalId, Form(alias="portiekId")] = None,
) -> Response:
    if straat_id is None:
        fault = Fout("straat", "Ga terug en kies de straat waar u bent.")
        raise InvalidInput("De deur is niet genoteerd.", faults=[fault])
    receive_contactpoging(
        session,
        Contactpoging(
            id=id,
            meetronde_code=meetronde,
            straat_id=straat_id,
            portiek_id=portiek_id,
            interviewer_id=interviewer.id,
            outcome=uitkomst,
            happened_at=datetime.now(UTC),
        ),
    )
    return redirect(f"/telefoon/deuren?straat={straat_id}&genoteerd={uitkomst}")
