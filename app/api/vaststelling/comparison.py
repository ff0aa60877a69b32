"""Two published meetronden beside each other, as JSON and as CSV."""

import gzip
import hashlib
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from app import __version__
from app.api.csv_table import CSV_TYPE, write_csv
from app.api.formats import JSON, TableParameters, wants_csv
from app.api.scores import Meetrondecode
from app.api.vaststelling.answers import FOR_AN_HOUR, RESPONSES
from app.database import DbSession
from app.gebieden import find_wijk
from app.lasting import lasting_answer
from app.overzichten import find_meetronde
from app.security import AnyVisitor
from app.settings import settings_of
from app.spreadsheet import Notatie
from app.vaststelling import compare_published, find_etag, find_vaststelling, write_vergelijking
from app.vaststelling.change_messages import VastgesteldeVergelijkingOut

COLUMNS = (
    "van", "vanVersie", "naar", "naarVersie", "niveau", "gebiedCode", "gebiedNaam", "wijk", "groep", "maat", "eenheid",
    "nVan", "nNaar", "cijferVan", "cijferNaar", "verschil", "margeLaag", "margeHoog", "richting", "reden",
    "kanttekeningen", "stratenVergeleken", "stratenVeranderd", "loosAlarmVerwacht", "voorlopig", "toelichtingVan",
    "toelichtingNaar",
)  # fmt: skip

router = APIRouter()


class VergelijkingParameters(TableParameters):
    """Van welke wijk, en hoe een tabel eruitziet."""

    wijk: Annotated[str | None, Field(description="Alleen deze wijk en haar straten.", examples=["crabbehof"])] = None


@router.get(
    "/vergelijking/{naar}",
    summary="Twee meetronden",
    response_model=VastgesteldeVergelijkingOut,
    responses=RESPONSES,
)
def get_published_vergelijking(
    meetronde: Meetrondecode,
    naar: Annotated[str, Path(description="De code van de meetronde waarmee u vergelijkt, meestal de latere.")],
    wanted: Annotated[VergelijkingParameters, Query()],
    _: AnyVisitor,
    session: DbSession,
    request: Request,
) -> Response:
    """Wat er veranderde van de ene gepubliceerde meetronde naar de andere, elk in haar nieuwste versie.

    Bewoners van een wijk vergelijken we over dezelfde straten, met in beide ronden hetzelfde gewicht.
    """
    rounds = [find_meetronde(session, code) for code in (meetronde, naar)]
    earlier, later = (find_vaststelling(session, each) for each in rounds)
    wijk = find_wijk(session, wanted.wijk) if wanted.wijk is not None else None
    as_csv, normen = wants_csv(request), settings_of(request).normen

    def written() -> bytes:
        found = compare_published(session, earlier, later, wijk, normen)
        message = write_vergelijking((rounds[0], earlier), (rounds[1], later), found)
        text = _write_table(message, wanted.notatie) if as_csv else message.model_dump_json(by_alias=True)
        return gzip.compress(text.encode(), mtime=0)

    # Compared when it is asked for, so it also depends on how we compare.
    depends_on = (*(find_etag(session, each) for each in (earlier, later)), wijk and wijk.code, normen, __version__)
    variant = wanted.notatie if as_csv else JSON
    fingerprint = hashlib.sha256(repr((*depends_on, variant)).encode()).hexdigest()[:32]
    return lasting_answer(request, fingerprint, CSV_TYPE if as_csv else JSON, FOR_AN_HOUR, zipped=written)


def _write_table(message: VastgesteldeVergelijkingOut, notatie: Notatie) -> str:
    """One line per area, group and measure."""
    return write_csv(COLUMNS, _lines(message.model_dump(mode="json", by_alias=True)), notatie)


def _lines(message: dict[str, Any]) -> Iterator[dict[str, Any]]:
    about = {
        "van": message["van"]["meetronde"],
        "vanVersie": message["van"]["versie"],
        "naar": message["naar"]["meetronde"],
        "naarVersie": message["naar"]["versie"],
        "voorlopig": message["voorlopig"],
        "toelichtingVan": message["van"]["toelichting"],
        "toelichtingNaar": message["naar"]["toelichting"],
    }
    for each in message["gebieden"]:
        gebied = each["gebied"]
        where = {"gebiedCode": gebied["code"], "gebiedNaam": gebied["naam"], "niveau": gebied["niveau"]}
        for groep in ("bewoners", "klanten"):
            for change in each[groep]:
                yield {**about, **where, "wijk": gebied["wijk"], "groep": groep, **change}
