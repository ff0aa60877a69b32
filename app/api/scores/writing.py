"""From a score as we know it to the message that travels."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor
from typing import Any

from app.api.scores.messages import (
    AantalOut,
    BekendheidOut,
    CijferOut,
    DrempelsOut,
    GroepOut,
    KlantenOut,
    LadderOut,
    MaatOut,
    ScoreOut,
    StraatladderOut,
    TevredenheidOut,
)
from app.domain import leefbaarheidsladder, straatladder
from app.domain.betrouwbaarheid import Normen
from app.domain.maat import Maat
from app.domain.schatting import Kanttekening, Marge
from app.domain.straatladder import school_notation
from app.domain.tevredenheid import SATISFIED_FROM
from app.domain.wijkschatting import Gebiedsschatting
from app.models import Meetronde
from app.overzichten import Groep, Score, option_labels
from app.tellingen import Niveau
from app.vaststelling.messages import GebiedOut, KanttekeningOut, MargeOut


def write_score(meetronde: Meetronde, score: Score, *, approved_only: bool) -> ScoreOut:
    """The message for one area. Everything live is provisional: an interview more may change it."""
    gebied = score.gebied
    return ScoreOut(
        meetronde=meetronde.code,
        toelichting=meetronde.note,
        voorlopig=True,
        alleen_goedgekeurd=approved_only,
        gebied=GebiedOut(niveau=gebied.niveau, code=gebied.code, naam=gebied.name, wijk=gebied.wijk_code),
        drempels=write_drempels(gebied.niveau, score.normen),
        bewoners=GroepOut(**_groep(score.bewoners)),
        klanten=KlantenOut(
            **_groep(score.klanten),
            opdrachtgever=_keuze(score.klanten, "opdrachtgever"),
            diensten=_keuze(score.klanten, "diensten"),
            bekend_via=_keuze(score.klanten, "kent_via"),
        ),
    )


def write_drempels(niveau: Niveau, normen: Normen) -> DrempelsOut:
    """What the figures of such an area are judged by; the dekking only where there are several straten."""
    is_straat = niveau is Niveau.STRAAT
    drempels = normen.straat if is_straat else normen.gebied
    return DrempelsOut(
        cijfer_vanaf=drempels.figure_from,
        betrouwbaar_vanaf=drempels.reliable_from,
        dekking_vanaf=None if is_straat else percentage(normen.dekking_from),
        zekerheid=float(normen.zekerheid * 100),
    )


def write_marge(marge: Marge | None, digits: int = 2, unit: int = 1) -> MargeOut | None:
    """A margin in the unit of its figure: a share counts `unit` 100."""
    if marge is None:
        return None
    return MargeOut(laag=round(marge.low * unit, digits), hoog=round(marge.high * unit, digits))


def write_kanttekeningen(kanttekeningen: Iterable[Kanttekening]) -> list[KanttekeningOut]:
    """Codes for programs, with a sentence for people."""
    return [KanttekeningOut(code=each, zin=each.sentence) for each in kanttekeningen]


def percentage(share: Fraction | None) -> float | None:
    """A share of 0 to 1 as 0 to 100, at one decimal."""
    return None if share is None else rounded(share * 100, 1)


def rounded(value: Fraction | None, digits: int = 2) -> float | None:
    """A figure as it travels."""
    return None if value is None else float(round(value, digits))


def _groep(groep: Groep) -> dict[str, Any]:
    return {
        "interviews": groep.interviews,
        "weigeringen": groep.refusals,
        "vragenlijsten": list(groep.vragenlijsten),
        "dekking": None if groep.dekking is None else floor(groep.dekking * 1000) / 10,
        "straatladder": _straatladder(groep.maten["straatladder"]),
        "leefbaarheidsladder": LadderOut(**_ladder(groep.maten["leefbaarheidsladder"], leefbaarheidsladder.RUNGS)),
        "tevredenheid": _tevredenheid(groep),
        "schoon": CijferOut(**_cijfer(groep.maten["schoon"])),
        "veilig": CijferOut(**_cijfer(groep.maten["veilig"])),
        "gezellig": CijferOut(**_cijfer(groep.maten["gezellig"])),
        "bekendheid": _bekendheid(groep.maten["bekendheid"]),
    }


def _straatladder(maat: Maat) -> StraatladderOut:
    share, marge = _share(maat)
    return StraatladderOut(
        **_ladder(maat, straatladder.RUNGS), percentage_trede_drie_of_hoger=share, marge_trede_drie_of_hoger=marge
    )


def _ladder(maat: Maat, rungs: Mapping[int, str]) -> dict[str, Any]:
    labels = {str(rung): name for rung, name in rungs.items()}
    notatie = None if maat.mean is None else school_notation(maat.mean)
    return _maat(maat, labels) | _mean(maat) | {"notatie": notatie}


def _tevredenheid(groep: Groep) -> TevredenheidOut:
    share, marge = _share(groep.maten["cijfer"])
    return TevredenheidOut(
        **_cijfer(groep.maten["cijfer"]),
        ervaring=groep.with_experience,
        gevraagd=groep.asked,
        percentage_tevreden=share,
        marge_tevreden=marge,
        grens=SATISFIED_FROM,
    )


def _bekendheid(maat: Maat) -> BekendheidOut:
    share, marge = _share(maat)
    labels = option_labels("bekendheid")
    return BekendheidOut(**_maat(maat, labels), **_how(maat.aandeel), marge=marge, percentage_bekend=share)


def _keuze(groep: Groep, vraag: str) -> MaatOut:
    return MaatOut(**_maat(groep.maten[vraag], option_labels(vraag)))


def _cijfer(maat: Maat) -> dict[str, Any]:
    return _maat(maat, {}) | _mean(maat)


def _mean(maat: Maat) -> dict[str, Any]:
    found = maat.gemiddelde
    return _how(found) | {
        "gemiddelde": rounded(maat.mean),
        "ongewogen_gemiddelde": rounded(found.unweighted if found else None),
        "marge": write_marge(found.schatting.marge if found else None),
        "mediaan": rounded(maat.median, 1),
    }


def _share(maat: Maat) -> tuple[float | None, MargeOut | None]:
    if maat.aandeel is None:
        return None, None
    schatting = maat.aandeel.schatting
    return percentage(schatting.value), write_marge(schatting.marge, 1, 100)


def _how(found: Gebiedsschatting | None) -> dict[str, Any]:
    if found is None:
        return {"methode": None, "gewogen": None, "kanttekeningen": []}
    return {
        "methode": found.schatting.methode,
        "gewogen": found.is_weighted,
        "kanttekeningen": write_kanttekeningen(found.schatting.kanttekeningen),
    }


def _maat(maat: Maat, labels: Mapping[str, str]) -> dict[str, Any]:
    counts = maat.counts
    verdeling = counts and [
        AantalOut(code=code, label=labels.get(code, code), aantal=count) for code, count in counts.items()
    ]
    return {
        "n": maat.respondents,
        "oordeel": maat.oordeel,
        "reden": maat.reason,
        "weet_niet": maat.verdeling.weet_niet,
        "wil_niet_zeggen": maat.verdeling.wil_niet_zeggen,
        "niet_ingevuld": maat.not_given,
        "verdeling": verdeling,
    }
