"""From cellen to what is published: every figure rounded, and a reason in the place of what cannot be told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from app.domain import leefbaarheidsladder, straatladder
from app.domain.afronding import FINE_FROM, round_outward, round_share, share_words, spread_words, step_of
from app.domain.betrouwbaarheid import Normen, Oordeel
from app.domain.maat import Maat
from app.domain.onthulling import Cel
from app.domain.schatting import Marge, Schatting
from app.domain.straatladder import school_notation
from app.overzichten.groepen import gebied_maat, straat_maat
from app.overzichten.heard import Heard, Populatie
from app.overzichten.vragen import CHOICES, MULTIPLE_CHOICES, SCALES, option_labels
from app.vaststelling.cellen import as_heard
from app.vaststelling.messages import DeelOut, KanttekeningOut, MargeOut, VastgesteldeDrempelsOut, VastgesteldeMaatOut

NAMES = {
    "straatladder": "straatladder",
    "leefbaarheidsladder": "leefbaarheidsladder",
    "tevredenheid": "cijfer",
    "schoon": "schoon",
    "veilig": "veilig",
    "gezellig": "gezellig",
    "bekendheid": "bekendheid",
}
OF_KLANTEN = {"opdrachtgever": "opdrachtgever", "diensten": "diensten", "bekendVia": "kent_via"}
"""Under which name a question is published; the last ones only of klanten."""


@dataclass(frozen=True)
class Maatstaf:
    """What is decided before anybody looks: from how many answers anything is told, and how a figure is called."""

    threshold: int
    normen: Normen


_RUNGS = {"straatladder": straatladder.RUNGS, "leefbaarheidsladder": leefbaarheidsladder.RUNGS}
_TENTH, _DEKKING_STEP = Fraction(1, 10), 5


def questions_of(populatie: Populatie) -> Mapping[str, str]:
    """What is published of a population: the name of each measure, and the question behind it."""
    return NAMES | OF_KLANTEN if populatie is Populatie.KLANTEN else NAMES


def write_of_straat(name: str, vraag: str, cel: Cel, populatie: Populatie, normen: Normen) -> VastgesteldeMaatOut:
    """One measure of a straat that can be told."""
    return _write(name, vraag, cel.asked, straat_maat(vraag, as_heard(cel, populatie, vraag), normen))


def write_of_gebied(
    name: str, vraag: str, cellen: Sequence[Cel], populatie: Populatie, covered: Fraction | None, normen: Normen
) -> VastgesteldeMaatOut:
    """One measure of a wijk or a meetronde, of which there is at least one cel."""
    heard: list[Heard] = [as_heard(cel, populatie, vraag) for cel in cellen]
    asked = sum(cel.asked for cel in cellen)
    return _write(name, vraag, asked, gebied_maat(vraag, populatie, heard, covered, normen))


def write_withheld(name: str, n: int, threshold: int) -> VastgesteldeMaatOut:
    """One measure that is not told: there are fewer than `threshold` answers, or it would tell on others."""
    oordeel = Oordeel.TE_WEINIG if n < threshold else Oordeel.BESCHERMD
    return VastgesteldeMaatOut(
        maat=name, oordeel=oordeel, reden=_why(oordeel, threshold), n_tekst=hidden_count(n, threshold), **_NOTHING
    )


def hidden_count(n: int, threshold: int) -> str:
    """What stands in the place of a number that is not told."""
    return f"<{threshold}" if n < threshold else Oordeel.BESCHERMD


def round_dekking(covered: Fraction | None) -> int | None:
    """The dekking in whole fives, down: which straten had an interview must not follow from their households."""
    return None if covered is None else _DEKKING_STEP * floor(covered * 100 / _DEKKING_STEP)


def write_drempels(maatstaf: Maatstaf) -> VastgesteldeDrempelsOut:
    """The same as it is published with the figures."""
    normen = maatstaf.normen
    return VastgesteldeDrempelsOut(
        publiceren_vanaf=maatstaf.threshold,
        verdeling_vanaf=FINE_FROM,
        straat_betrouwbaar_vanaf=normen.straat.reliable_from,
        gebied_betrouwbaar_vanaf=normen.gebied.reliable_from,
        dekking_vanaf=float(normen.dekking_from * 100),
        zekerheid=float(normen.zekerheid * 100),
    )


_NOTHING: Mapping[str, Any] = {
    "n": None, "gevraagd": None, "gemiddelde": None, "marge": None, "mediaan": None, "notatie": None,
    "percentage": None, "percentage_tekst": None, "marge_percentage": None, "gewogen": None, "verdeling": None,
    "weet_niet_tekst": None, "kanttekeningen": [],
}  # fmt: skip


def _why(oordeel: Oordeel, threshold: int) -> str:
    if oordeel is Oordeel.TE_WEINIG:
        return f"Minder dan {threshold} antwoorden: te weinig om te vertellen zonder dat mensen te herkennen zijn."
    return "Dit vertellen we niet: er zou uit volgen wat een paar mensen hebben geantwoord."


def _write(name: str, vraag: str, asked: int, maat: Maat) -> VastgesteldeMaatOut:
    n = maat.respondents
    figures: dict[str, Any] = {
        **_NOTHING,
        **_mean(vraag, maat),
        **_share(maat),
        **_spread(vraag, maat),
        "kanttekeningen": _kanttekeningen(maat),
    }
    return VastgesteldeMaatOut(
        **figures | {"n": n, "gevraagd": asked}, maat=name, n_tekst=str(n), oordeel=maat.oordeel, reden=maat.reason
    )


def _mean(vraag: str, maat: Maat) -> dict[str, Any]:
    if vraag not in SCALES or maat.gemiddelde is None or maat.mean is None or maat.median is None:
        return {}
    return {
        "gemiddelde": float(round(maat.mean, 1)),
        "marge": _outward(maat.gemiddelde.schatting, _TENTH),
        "mediaan": float(maat.median),
        "notatie": school_notation(maat.mean) if vraag in _RUNGS else None,
        "gewogen": maat.gemiddelde.is_weighted,
    }


def _share(maat: Maat) -> dict[str, Any]:
    if maat.aandeel is None:
        return {}
    share, n = maat.aandeel.schatting.value, maat.respondents
    return {
        "percentage": round_share(share, n),
        "percentage_tekst": share_words(share, n),
        "marge_percentage": _outward(maat.aandeel.schatting, Fraction(step_of(n)), 100),
        "gewogen": maat.aandeel.is_weighted,
    }


def _spread(vraag: str, maat: Maat) -> dict[str, Any]:
    n, verdeling = maat.respondents, maat.verdeling
    words = spread_words(verdeling.counts, n)
    if not words:
        return {}
    labels = _labels(vraag)
    parts = [
        DeelOut(
            code=code,
            label=labels.get(code, code),
            percentage=round_share(Fraction(verdeling.counts[code], n), n),
            tekst=tekst,
        )
        for code, tekst in words.items()
    ]
    given = n + verdeling.weet_niet + verdeling.wil_niet_zeggen
    return {"verdeling": parts, "weet_niet_tekst": share_words(Fraction(verdeling.weet_niet, given), given)}


def _labels(vraag: str) -> Mapping[str, str]:
    if vraag in _RUNGS:
        return {str(rung): words for rung, words in _RUNGS[vraag].items()}
    return option_labels(vraag) if vraag in (*CHOICES, *MULTIPLE_CHOICES) else {}


def _outward(schatting: Schatting, step: Fraction, unit: int = 1) -> MargeOut | None:
    marge: Marge | None = schatting.marge
    if marge is None:
        return None
    low, high = round_outward(marge, step, unit)
    return MargeOut(laag=low, hoog=high)


def _kanttekeningen(maat: Maat) -> list[KanttekeningOut]:
    found = [each.schatting.kanttekeningen for each in (maat.gemiddelde, maat.aandeel) if each is not None]
    once: Iterable[Any] = dict.fromkeys(noot for noten in found for noot in noten)
    return [KanttekeningOut(code=each, zin=each.sentence) for each in once]
