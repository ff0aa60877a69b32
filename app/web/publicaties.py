"""The public pages: what was published of a meetronde, for everybody and without logging in.

They are made of the frozen documents alone, so that nothing can stand on them that was not published.
"""

import gzip
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlmodel import Session

from app import __version__
from app.berichten import Message
from app.database import DbSession
from app.domain import straatladder
from app.domain.betrouwbaarheid import Normen
from app.domain.tevredenheid import SATISFIED_FROM
from app.gebieden import find_wijk
from app.lasting import FOR_ALL, lasting_answer
from app.models import Meetronde, Vaststelling
from app.overzichten import Populatie, find_meetronde
from app.security import Anyone
from app.settings import settings_of
from app.vaststelling import (
    Document,
    compare_published,
    find_document,
    find_etag,
    find_vaststelling,
    list_published,
    list_vaststellingen,
    write_vergelijking,
)
from app.vaststelling.change_messages import VastgesteldeVeranderingOut
from app.vaststelling.messages import VastgesteldeScoreOut, VaststellingOut, WijkscoresOut
from app.web.beelden import Pijlen
from app.web.beelden.published import (
    STRAATLADDER,
    change_of,
    draw_balken,
    draw_pijlen,
    draw_ranglijst,
    in_order_of,
)
from app.web.overzicht import MATEN, Maatkeuze
from app.web.pages import page
from app.web.release import RELEASE

FOR_A_WHILE = "public, max-age=300"
"""The same for everybody; and a newer version is to be seen soon."""

router = APIRouter(prefix="/publicaties")

Versie = Annotated[int | None, Query(ge=1)]


class Wijkscore(Message, extra="ignore"):
    """A wijk in the document of a meetronde, without reading her straten."""

    wijk: VastgesteldeScoreOut


class Meetrondescores(VaststellingOut, extra="ignore"):
    """The document of a meetronde, without reading any straat: there may be thousands."""

    totaal: VastgesteldeScoreOut
    wijken: list[Wijkscore]


@dataclass(frozen=True)
class Chosen:
    """Which version a page shows, and all there are, the newest first."""

    meetronde: Meetronde
    vaststelling: Vaststelling
    versions: Sequence[Vaststelling]

    @property
    def is_newest(self) -> bool:
        return self.vaststelling.version == self.versions[0].version

    @property
    def query(self) -> str:
        """What a link needs to stay with this version."""
        return "" if self.is_newest else f"?versie={self.vaststelling.version}"


@dataclass(frozen=True)
class Since:
    """What changed in a wijk since an earlier meetronde, by population: as a picture, and of the wijk in full."""

    meetronde: Meetronde
    pijlen: Mapping[Populatie, Pijlen]
    wijk: Mapping[Populatie, VastgesteldeVeranderingOut]


@router.get("")
def show_publicaties(request: Request, session: DbSession, _: Anyone) -> Response:
    answer = page(request, "publicaties/publicaties.html", published=list_published(session))
    answer.headers["Cache-Control"] = FOR_A_WHILE
    return answer


@router.get("/{meetronde}")
def show_publicatie(request: Request, session: DbSession, _: Anyone, meetronde: str, versie: Versie = None) -> Response:
    """The meetronde as a whole and every wijk."""
    chosen = _choose(session, meetronde, versie)
    document = find_document(session, chosen.vaststelling)
    return _answer(request, chosen, document, "publicaties/publicatie.html", lambda: _of_meetronde(document))


@router.get("/{meetronde}/wijken/{wijk}")
def show_wijkpublicatie(
    request: Request,
    session: DbSession,
    _: Anyone,
    meetronde: str,
    wijk: str,
    versie: Versie = None,
    maat: Maatkeuze = "straatladder",
) -> Response:
    """Every straat of a wijk, also those of which nothing is told: one measure as a picture, all of them in a table."""
    chosen = _choose(session, meetronde, versie)
    document = find_document(session, chosen.vaststelling, wijk)
    earlier = _earlier(session, chosen)

    def figures() -> dict[str, Any]:
        since = _compare(session, chosen, earlier, wijk, maat, settings_of(request).normen) if earlier else None
        return _of_wijk(document, maat) | {"since": since}

    beside = f"-{find_etag(session, earlier[1])}" if earlier else ""
    return _answer(request, chosen, document, "publicaties/wijk.html", figures, beside)


def _choose(session: Session, code: str, version: int | None) -> Chosen:
    meetronde = find_meetronde(session, code)
    vaststelling = find_vaststelling(session, meetronde, version)
    return Chosen(meetronde, vaststelling, list_vaststellingen(session, meetronde))


def _earlier(session: Session, chosen: Chosen) -> tuple[Meetronde, Vaststelling] | None:
    """The meetronde before this one of those that were published. Only newest versions are compared."""
    if not chosen.is_newest:
        return None
    starts_on = chosen.meetronde.starts_on
    return next((each for each in list_published(session) if each[0].starts_on < starts_on), None)


def _compare(
    session: Session,
    chosen: Chosen,
    earlier: tuple[Meetronde, Vaststelling],
    wijk: str,
    maat: Maatkeuze,
    normen: Normen,
) -> Since:
    found = compare_published(session, earlier[1], chosen.vaststelling, find_wijk(session, wijk), normen)
    gebieden = write_vergelijking(earlier, (chosen.meetronde, chosen.vaststelling), found).gebieden
    return Since(
        meetronde=earlier[0],
        pijlen={populatie: draw_pijlen(gebieden, populatie, maat) for populatie in Populatie},
        wijk={populatie: change_of(gebieden[0], populatie, maat) for populatie in Populatie},
    )


def _of_meetronde(document: Document) -> dict[str, Any]:
    publicatie = Meetrondescores.model_validate_json(document.written)
    wijken = [each.wijk for each in publicatie.wijken]
    whole = "Alle wijken samen", publicatie.totaal
    return {
        "publicatie": publicatie,
        "scores": [publicatie.totaal, *wijken],
        "balken": {populatie: draw_balken(whole, wijken, populatie) for populatie in Populatie},
    }


def _of_wijk(document: Document, maat: Maatkeuze) -> dict[str, Any]:
    publicatie = WijkscoresOut.model_validate_json(document.written)
    wijk, straten = publicatie.wijk, publicatie.straten
    ranglijsten = {populatie: draw_ranglijst(wijk, straten, populatie, maat) for populatie in Populatie}
    balken = {
        populatie: draw_balken(("Hele wijk", wijk), in_order_of(ranglijst, straten), populatie)
        for populatie, ranglijst in ranglijsten.items()
        if maat == STRAATLADDER
    }
    return {"publicatie": publicatie, "ranglijsten": ranglijsten, "balken": balken, "maat": maat, "maten": MATEN}


def _answer(
    request: Request,
    chosen: Chosen,
    document: Document,
    template: str,
    figures: Callable[[], dict[str, Any]],
    beside: str = "",
) -> Response:
    """A page that changes with its document, what stands `beside` it, a newer version, and how we write."""

    def zipped() -> bytes:
        written = page(
            request,
            template,
            chosen=chosen,
            straattreden=straatladder.RUNGS,
            satisfied_from=SATISFIED_FROM,
            **figures(),
        )
        # Without the time of packing, so that the same page is the same bytes.
        return gzip.compress(bytes(written.body), mtime=0)

    fingerprint = f"{document.etag}{beside}-{chosen.versions[0].version}-{__version__}-{RELEASE}"
    return lasting_answer(
        request, fingerprint, "text/html; charset=utf-8", FOR_A_WHILE, zipped=zipped, depends_on=FOR_ALL
    )
