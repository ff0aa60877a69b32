"""What stands in the place of a figure, in a later version: as it was, until what it is about is told anew.

A `<10` that becomes `beschermd`, or a respons that is one percent higher, would tell that somebody was heard where no
cel changed.
"""

from collections.abc import Sequence

from app.vaststelling.messages import (
    MeetrondescoresOut,
    StratenOut,
    VastgesteldeGroepOut,
    VastgesteldeMaatOut,
    VastgesteldeScoreOut,
)


def straten_as_before(now: StratenOut, before: MeetrondescoresOut | None) -> StratenOut:
    """A wijk and its straten, with what is not told as the version before has it. A straat that is new has nothing."""
    earlier = [score for wijk in before.wijken for score in (wijk.wijk, *wijk.straten)] if before else []
    return StratenOut(wijk=as_before(now.wijk, earlier), straten=[as_before(straat, earlier) for straat in now.straten])


def as_before(now: VastgesteldeScoreOut, earlier: Sequence[VastgesteldeScoreOut]) -> VastgesteldeScoreOut:
    """The same for one area, which is found among these."""
    was = next((score for score in earlier if score.gebied == now.gebied), None)
    if was is None:
        return now
    groepen = {"bewoners": _groep(now.bewoners, was.bewoners), "klanten": _groep(now.klanten, was.klanten)}
    return now.model_copy(update=groepen)


def _groep(now: VastgesteldeGroepOut, was: VastgesteldeGroepOut) -> VastgesteldeGroepOut:
    maten = [_maat(maat, next((each for each in was.maten if each.maat == maat.maat), maat)) for maat in now.maten]
    if now.interviews != was.interviews:
        return now.model_copy(update={"maten": maten})
    # Everything but the measures says something of the number of interviews, and that is told as it was.
    return was.model_copy(update={"maten": maten})


def _maat(now: VastgesteldeMaatOut, was: VastgesteldeMaatOut) -> VastgesteldeMaatOut:
    return was if now.n is None and was.n is None else now
