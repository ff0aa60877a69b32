"""Pictures of what a meetronde says now, from its scores and from what changed since another."""

from collections.abc import Iterable

from app.domain.maat import Maat
from app.domain.verandering import Verandering
from app.overzichten import Populatie, Score
from app.overzichten.veranderingen import Gebiedsverandering
from app.web.beelden.axis import CIJFERS, LADDER, SHARES
from app.web.beelden.balken import Balk
from app.web.beelden.pijlen import Pijl, Pijlen
from app.web.beelden.ranglijst import Lijn, Ranglijst
from app.web.pages import in_difference_words, in_dutch_number, in_margin_words, in_percent, in_range_words

AXES = {"straatladder": LADDER, "tevreden": SHARES, "bekendheid": SHARES}
"""What is not on a scale of cijfers."""


def draw_ranglijst(wijk: Score, straten: Iterable[Score], populatie: Populatie, vraag: str, answers: str) -> Ranglijst:
    """The straten by the mean of a question; `answers` is the address of the answers, to which a straat is added."""
    return Ranglijst(
        axis=AXES.get(vraag, CIJFERS),
        wijk=_lijn("Hele wijk", _maat(wijk, populatie, vraag)),
        straten=[
            _lijn(straat.gebied.name, _maat(straat, populatie, vraag), f"{answers}&straat={straat.gebied.code}")
            for straat in straten
        ],
    )


def draw_balken(ranglijst: Ranglijst, wijk: Score, straten: Iterable[Score], populatie: Populatie) -> list[Balk]:
    """The rungs of the straatladder: the wijk, and then its straten, which have names of their own, as they rank."""
    balken = {score.gebied.name: _balk(score.gebied.name, _maat(score, populatie, "straatladder")) for score in straten}
    whole = _balk("Hele wijk", _maat(wijk, populatie, "straatladder"), is_whole=True)
    return [whole, *(balken[row.lijn.name] for row in ranglijst.rows)]


def draw_pijlen(
    kenmerk: str, populatie: Populatie, whole: tuple[str, Gebiedsverandering], parts: Iterable[Gebiedsverandering]
) -> Pijlen:
    """The whole under a name of its own, and then its parts."""
    percent = AXES.get(kenmerk) is SHARES
    first = _pijl(whole[0], _change(whole[1], populatie, kenmerk), percent=percent, is_whole=True)
    others = [_pijl(part.gebied.name, _change(part, populatie, kenmerk), percent=percent) for part in parts]
    return Pijlen(AXES.get(kenmerk, CIJFERS), [first, *others])


def _maat(score: Score, populatie: Populatie, vraag: str) -> Maat:
    groep = score.bewoners if populatie is Populatie.BEWONERS else score.klanten
    return groep.maten[vraag]


def _change(gebied: Gebiedsverandering, populatie: Populatie, kenmerk: str) -> Verandering:
    groep = gebied.bewoners if populatie is Populatie.BEWONERS else gebied.klanten
    return groep.veranderingen[kenmerk]


def _lijn(name: str, maat: Maat, address: str | None = None) -> Lijn:
    if maat.gemiddelde is None:
        return Lijn(name, str(maat.respondents), maat.oordeel, maat.reason, address=address)
    schatting = maat.gemiddelde.schatting
    return Lijn(
        name=name,
        n=str(maat.respondents),
        oordeel=maat.oordeel,
        reason=maat.reason,
        value=float(schatting.value),
        figure=in_dutch_number(schatting.value),
        marge=schatting.marge,
        between=in_margin_words(schatting),
        notes=tuple(kanttekening.sentence for kanttekening in schatting.kanttekeningen),
        address=address,
    )


def _balk(name: str, maat: Maat, *, is_whole: bool = False) -> Balk:
    shares = {code: maat.verdeling.share([code]) for code in maat.counts or {}}
    known = {code: share for code, share in shares.items() if share is not None}
    return Balk(
        name=name,
        n=str(maat.respondents),
        shares={code: float(share) for code, share in known.items()},
        words={code: in_percent(share) for code, share in known.items()},
        is_whole=is_whole,
    )


def _pijl(name: str, change: Verandering, *, percent: bool, is_whole: bool = False) -> Pijl:
    n = f"{change.n_earlier} en {change.n_later}"
    if change.earlier is None or change.later is None or change.difference is None:
        return Pijl(name, n, change.richting, is_whole=is_whole)
    then, now = (in_percent(each) if percent else in_dutch_number(each) for each in (change.earlier, change.later))
    unit = " %-punt" if percent else ""
    return Pijl(
        name=name,
        n=n,
        richting=change.richting,
        then=float(change.earlier),
        now=float(change.later),
        figures=f"{then} → {now}",
        difference=f"{in_difference_words(change.difference, percent=percent)}{unit}",
        marge=change.marge,
        between=in_range_words(change.marge, percent=percent) if change.marge else "marge niet te bepalen",
        is_whole=is_whole,
    )
