"""Pictures of what was published, drawn from the published figures alone: no place is finer than what may be told."""

from collections.abc import Iterable, Sequence

from app.domain.schatting import Marge
from app.overzichten import Populatie
from app.vaststelling.change_messages import VastgesteldeVeranderingOut, VastgesteldGebiedsverschilOut
from app.vaststelling.messages import MargeOut, VastgesteldeMaatOut, VastgesteldeScoreOut
from app.web.beelden.axis import CIJFERS, LADDER, Axis
from app.web.beelden.balken import Balk
from app.web.beelden.pijlen import Pijl, Pijlen
from app.web.beelden.ranglijst import Lijn, Ranglijst
from app.web.pages import in_difference_words, in_dutch_number, in_published_margin_words, in_range_words

STRAATLADDER = "straatladder"


def draw_ranglijst(
    wijk: VastgesteldeScoreOut, straten: Iterable[VastgesteldeScoreOut], populatie: Populatie, maat: str
) -> Ranglijst:
    """The straten by the mean of a measure."""
    return Ranglijst(
        axis=_axis(maat),
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


def draw_pijlen(gebieden: Sequence[VastgesteldGebiedsverschilOut], populatie: Populatie, maat: str) -> Pijlen:
    """The mean of a measure then and now: the wijk, which comes first, and the straten of which it is told."""
    wijk, *straten = ((gebied.gebied.naam, change_of(gebied, populatie, maat)) for gebied in gebieden)
    told = [_pijl(name, change) for name, change in straten if change.verschil is not None]
    return Pijlen(_axis(maat), [_pijl("Hele wijk", wijk[1], is_whole=True), *told])


def in_order_of(ranglijst: Ranglijst, straten: Sequence[VastgesteldeScoreOut]) -> list[VastgesteldeScoreOut]:
    """The same straten, which have names of their own, as they rank."""
    by_name = {straat.gebied.naam: straat for straat in straten}
    return [by_name[row.lijn.name] for row in ranglijst.rows]


def maat_of(score: VastgesteldeScoreOut, populatie: Populatie, maat: str) -> VastgesteldeMaatOut:
    """One measure of one population in an area; every document holds all of them."""
    groep = score.bewoners if populatie is Populatie.BEWONERS else score.klanten
    return next(each for each in groep.maten if each.maat == maat)


def change_of(gebied: VastgesteldGebiedsverschilOut, populatie: Populatie, maat: str) -> VastgesteldeVeranderingOut:
    """How one measure of one population changed in an area; every comparison holds all of them."""
    changes = gebied.bewoners if populatie is Populatie.BEWONERS else gebied.klanten
    return next(each for each in changes if each.maat == maat)


def _axis(maat: str) -> Axis:
    return LADDER if maat == STRAATLADDER else CIJFERS


def _marge(marge: MargeOut | None) -> Marge | None:
    return Marge(marge.laag, marge.hoog) if marge else None


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
        marge=_marge(maat.marge),
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


def _pijl(name: str, change: VastgesteldeVeranderingOut, *, is_whole: bool = False) -> Pijl:
    then, now, marge = change.cijfer_van, change.cijfer_naar, _marge(change.marge)
    if then is None or now is None or change.verschil is None:
        return Pijl(name, "", change.richting, reason=change.reden, is_whole=is_whole)
    return Pijl(
        name=name,
        n=f"{change.n_van} en {change.n_naar}",
        richting=change.richting,
        then=then,
        now=now,
        figures=f"{in_dutch_number(then)} → {in_dutch_number(now)}",
        difference=in_difference_words(change.verschil),
        marge=marge,
        between=in_range_words(marge) if marge else "marge niet te bepalen",
        is_whole=is_whole,
    )
