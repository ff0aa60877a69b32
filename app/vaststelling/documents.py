"""The documents of a vaststelling: for every wijk what is told of it and its straten, and one for all of them."""

import gzip
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.onthulling import Cel
from app.domain.respons import Respons
from app.domain.wijkschatting import dekking
from app.models import Meetronde, Vaststelling, Wijk
from app.overzichten.heard import HeardStraat, Populatie, of
from app.overzichten.scores import Gebied, of_straat, of_wijk
from app.tellingen import Niveau
from app.vaststelling.cellen import INTERVIEWS, NOTHING, Cellen
from app.vaststelling.messages import (
    GebiedOut,
    MeetrondescoresOut,
    StratenOut,
    VastgesteldeDrempelsOut,
    VastgesteldeGroepOut,
    VastgesteldeMaatOut,
    VastgesteldeScoreOut,
    VaststellingOut,
    WijkscoresOut,
)
from app.vaststelling.writing import (
    Maatstaf,
    hidden_count,
    questions_of,
    round_dekking,
    write_of_gebied,
    write_of_straat,
    write_withheld,
)

ZIP_LEVEL = 6


@dataclass(frozen=True)
class Gepubliceerd:
    """What is published of one wijk: its straten, and the cellen everything told of them is made of."""

    wijk: Wijk
    straten: Sequence[HeardStraat]
    cellen: Cellen
    respons: Respons


@dataclass(frozen=True)
class Document:
    """What leaves, as it is kept."""

    zipped: bytes
    etag: str

    @property
    def written(self) -> bytes:
        """The JSON itself."""
        return gzip.decompress(self.zipped)


def write_wijk(wijk: Gepubliceerd, maatstaf: Maatstaf) -> StratenOut:
    """A wijk and all its straten, also those of which nothing can be told."""
    return StratenOut(
        wijk=_gebied(of_wijk(wijk.wijk), [wijk], maatstaf),
        straten=[_straat(straat, wijk.cellen, maatstaf) for straat in wijk.straten],
    )


def write_totaal(
    meetronde: Meetronde, wijken: Sequence[Gepubliceerd], rest: Cellen, maatstaf: Maatstaf
) -> VastgesteldeScoreOut:
    """The meetronde as a whole, from the cellen of its wijken and the rest: wijken that are told only together."""
    return _gebied(Gebied(Niveau.TOTAAL, meetronde.code, meetronde.name), wijken, maatstaf, rest)


def wijk_document(meetronde: Meetronde, vaststelling: Vaststelling, straten: StratenOut) -> Document:
    """One wijk, with what one has to know of the vaststelling."""
    return _document(tell_wijk(meetronde, vaststelling, straten))


def tell_wijk(meetronde: Meetronde, vaststelling: Vaststelling, straten: StratenOut) -> WijkscoresOut:
    """The same before it is packed."""
    return WijkscoresOut(**_head(meetronde, vaststelling), wijk=straten.wijk, straten=straten.straten)


def whole_document(
    meetronde: Meetronde, vaststelling: Vaststelling, totaal: VastgesteldeScoreOut, wijken: list[StratenOut]
) -> Document:
    """Everything at once."""
    return _document(MeetrondescoresOut(**_head(meetronde, vaststelling), totaal=totaal, wijken=wijken))


def describe(meetronde: Meetronde, vaststelling: Vaststelling) -> VaststellingOut:
    """What one has to know of a version, without its figures."""
    return VaststellingOut(**_head(meetronde, vaststelling))


def _document(message: WijkscoresOut | MeetrondescoresOut) -> Document:
    written = message.model_dump_json(by_alias=True).encode()
    # Without the time of packing, so that the same figures are the same bytes.
    return Document(gzip.compress(written, ZIP_LEVEL, mtime=0), hashlib.sha256(written).hexdigest()[:32])


def _head(meetronde: Meetronde, vaststelling: Vaststelling) -> dict[str, object]:
    return {
        "meetronde": meetronde.code,
        "naam": meetronde.name,
        "begindatum": meetronde.starts_on,
        "versie": vaststelling.version,
        "gepubliceerd_op": vaststelling.published_at,
        "reden": vaststelling.reason,
        "toelichting": meetronde.note,
        "voorlopig": False,
        "drempels": VastgesteldeDrempelsOut(**vaststelling.drempels),
    }


def _straat(straat: HeardStraat, cellen: Cellen, maatstaf: Maatstaf) -> VastgesteldeScoreOut:
    groepen = []
    for populatie in Populatie:
        alone = _told_alone(str(straat.straat.id), cellen, populatie)
        heard = straat.of[populatie]
        maten = [
            write_of_straat(name, vraag, alone[vraag], populatie, maatstaf.normen)
            if vraag in alone
            else write_withheld(name, heard.respondents.get(vraag, heard.verdelingen[vraag].n), maatstaf.threshold)
            for name, vraag in questions_of(populatie).items()
        ]
        told = alone[INTERVIEWS].n if INTERVIEWS in alone else None
        groepen.append(_groep(told, heard.interviews, maatstaf, maten))
    return VastgesteldeScoreOut(gebied=_where(of_straat(straat.straat)), bewoners=groepen[0], klanten=groepen[1])


def _told_alone(straat: str, cellen: Cellen, populatie: Populatie) -> dict[str, Cel]:
    """By question the cel that this straat is, where it is one."""
    return {
        vraag: cel
        for (whose, vraag), each in cellen.items()
        if whose is populatie
        for cel in each
        if cel.straten == (straat,)
    }


def _gebied(
    gebied: Gebied, wijken: Sequence[Gepubliceerd], maatstaf: Maatstaf, rest: Cellen = NOTHING
) -> VastgesteldeScoreOut:
    cellen = [*(wijk.cellen for wijk in wijken), rest]
    groepen = [_groep_of_gebied(populatie, wijken, cellen, maatstaf) for populatie in Populatie]
    return VastgesteldeScoreOut(gebied=_where(gebied), bewoners=groepen[0], klanten=groepen[1])


def _groep_of_gebied(
    populatie: Populatie, wijken: Sequence[Gepubliceerd], cellen: Sequence[Cellen], maatstaf: Maatstaf
) -> VastgesteldeGroepOut:
    heard = [each for wijk in wijken for each in of(populatie, wijk.straten)]
    of_bewoners = populatie is Populatie.BEWONERS
    covered = dekking([straat.presence for straat in heard]) if of_bewoners else None
    maten = [
        write_of_gebied(name, vraag, told, populatie, covered, maatstaf.normen)
        if (told := _told(cellen, populatie, vraag))
        else write_withheld(name, sum(each.verdelingen[vraag].n for each in heard), maatstaf.threshold)
        for name, vraag in questions_of(populatie).items()
    ]
    held = _told(cellen, populatie, INTERVIEWS)
    return _groep(
        sum(cel.n for cel in held) if held else None,
        sum(each.interviews for each in heard),
        maatstaf,
        maten,
        vragenlijsten=sorted({code for each in heard for code in each.vragenlijsten}),
        dekking=round_dekking(covered),
        respons=_respons(wijken) if of_bewoners and held else None,
    )


def _groep(
    told: int | None, interviews: int, maatstaf: Maatstaf, maten: list[VastgesteldeMaatOut], **of_gebied: object
) -> VastgesteldeGroepOut:
    about: Mapping[str, object] = {"vragenlijsten": [], "dekking": None, "respons": None} | of_gebied
    tekst = hidden_count(interviews, maatstaf.threshold) if told is None else str(told)
    return VastgesteldeGroepOut(interviews=told, interviews_tekst=tekst, maten=maten, **about)


def _respons(wijken: Sequence[Gepubliceerd]) -> int | None:
    """Of all contacts in these wijken, in whole percent."""
    interviews = sum(wijk.respons.interviews for wijk in wijken)
    contacts = sum(wijk.respons.contacts for wijk in wijken)
    return round(Fraction(100 * interviews, contacts)) if contacts else None


def _told(cellen: Sequence[Cellen], populatie: Populatie, vraag: str) -> list[Cel]:
    return [cel for each in cellen for cel in each.get((populatie, vraag), ())]


def _where(gebied: Gebied) -> GebiedOut:
    return GebiedOut(niveau=gebied.niveau, code=gebied.code, naam=gebied.name, wijk=gebied.wijk_code)
