"""The languages of the toonkaart: which there are, and every text beside the Dutch for a speaker to check."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.domain.toonkaart import DUTCH, Toonkaart, compare
from app.errors import NotFound
from app.security import Coordinator
from app.vragenlijsten.toonkaarten import all_toonkaarten
from app.web.pages import in_dutch_language, page

router = APIRouter(prefix="/talen")


@router.get("")
def show_talen(request: Request, _: Coordinator) -> HTMLResponse:
    return page(
        request,
        "talen/talen.html",
        talen=[(kaart.taal, _count_texts(kaart)) for kaart in all_toonkaarten().values()],
        dutch=DUTCH,
    )


@router.get("/{taal}")
def show_translation(request: Request, _: Coordinator, taal: str) -> HTMLResponse:
    """The whole translation on one page, to be printed and corrected by somebody who speaks the language."""
    kaart = all_toonkaarten().get(taal)
    if kaart is None or taal == DUTCH:
        choice = ", ".join(code for code in all_toonkaarten() if code != DUTCH)
        raise NotFound(f"Er is geen vertaling met de code “{taal}”. Kies uit: {choice}.")
    dutch = all_toonkaarten()[DUTCH]
    return page(
        request,
        "talen/vertaling.html",
        taal=kaart.taal,
        name=in_dutch_language(taal),
        woorden=[(dutch.woorden[key], text) for key, text in kaart.woorden.items()],
        vergelijkingen=list(compare(dutch, kaart)),
    )


def _count_texts(kaart: Toonkaart) -> int:
    dutch = all_toonkaarten()[DUTCH]
    return len(kaart.woorden) + sum(len(vergelijking.pairs) for vergelijking in compare(dutch, kaart))
