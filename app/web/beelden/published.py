"""Pictures of what was published, drawn from the published figures alone: no place is finer than what may be told."""

from collections.abc import Iterable, Sequence

from app.domain.schatting import Marge
from app.overzichten import Populatie
from app.vaststelling.messages import VastgesteldeMaatOut, VastgesteldeScoreOut
from app.web.beelden.axis import CIJFERS, LADDER
from app.web.beelden.balken import Balk
from app.web.beelden.ranglijst import Lijn, Ranglijst
from app.web.pages import in_dutch_number, in_published_margin_words

STRAATLADDER = "straatladder"


def draw_ranglijst(
    wijk: VastgesteldeScoreOut, straten: Iterable[VastgesteldeScoreOut], populatie: Populatie, maat: str
) -> Ranglijst:
    """The straten by the mean of a measure."""
    return Ranglijst(
        axis=LADDER if maat == STRAATLADDER else CIJFERS,
        wijk=_lijn("Hele wijk", maat_of(wijk, populatie, maat)),
        straten=[_lijn(straat.gebied.naam, maat_of(straat, populatie, maat)) for straat in straten],
    )


def draw_balken(
    whole: tuple[str, VastgesteldeScoreOut], parts: Iterable[VastgesteldeScoreOut], populatie: Populatie
) -> list[Balk]:
    """The rungs of the straatladder: the whole under a name of its own, and then its parts."""
    name, score = whole
    first = _balk(name, maat_of(score, populatie, STRAATLADDER), is_whole=True)
    return [first, *(_balk(part.gebied.naam, maat_of(part, populatie, STRAATLADDER)) for part in parts)]


def in_order_of(ranglijst: Ranglijst, straten: Sequence[VastgesteldeScoreOut]) -> list[VastgesteldeScoreOut]:
    """The same straten, which have names of their own, as they rank."""
    by_name = {straat.gebied.naam: straat for straat in straten}
    return [by_name[row.lijn.name] for row in ranglijst.rows]


def maat_of(score: VastgesteldeScoreOut, populatie: Populatie, maat: str) -> VastgesteldeMaatOut:
    """One measure of one population in an area; every document holds all of them."""
    groep = score.bewoners if populatie is Populatie.BEWONERS else score.klanten
    return next(each for each in groep.maten if each.maat == maat)


def _lijn(name: str, maat: VastgesteldeMaatOut) -> Lijn:
    if maat.gemiddelde is None:
        return Lijn(name, maat.n_tekst, maat.oordeel, maat.reden)
    return Lijn(
        name=name,
        n=maat.n_tekst,
        oordeel=maat.oordeel,
        reason=maat.reden,
        value=maat.gemiddelde,
        figure=in_dutch_number(maat.gemiddelde),
        marge=Marge(maat.marge.laag, maat.marge.hoog) if maat.marge else None,
        between=in_published_margin_words(maat.marge),
        notes=tuple(noot.zin for noot in maat.kanttekeningen),
    )


def _balk(name: str, maat: VastgesteldeMaatOut, *, is_whole: bool = False) -> Balk:
    delen = maat.verdeling or []
    return Balk(
        name=name,
        n=maat.n_tekst,
        shares={deel.code: None if deel.percentage is None else deel.percentage / 100 for deel in delen},
        words={deel.code: deel.tekst for deel in delen},
        is_whole=is_whole,
    )
