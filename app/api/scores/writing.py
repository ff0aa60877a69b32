"""From a score as we know it to the message that travels."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from app.api.scores.messages import (
    AantalOut,
    BekendheidOut,
    CijferOut,
    DrempelsOut,
    GebiedOut,
    GroepOut,
    KlantenOut,
    LadderOut,
    MaatOut,
    ScoreOut,
    TevredenheidOut,
)
from app.domain import leefbaarheidsladder, straatladder
from app.domain.maat import Maat
from app.domain.straatladder import school_notation
from app.domain.tevredenheid import SATISFIED_FROM
from app.models import Meetronde
from app.overzichten import Groep, Score, option_labels


def write_score(meetronde: Meetronde, score: Score, *, approved_only: bool) -> ScoreOut:
    """The message for one area. Everything live is provisional: an interview more may change it."""
    gebied, drempels = score.gebied, score.drempels
    return ScoreOut(
        meetronde=meetronde.code,
        toelichting=meetronde.note,
        voorlopig=True,
        alleen_goedgekeurd=approved_only,
        gebied=GebiedOut(niveau=gebied.niveau, code=gebied.code, naam=gebied.name, wijk=gebied.wijk_code),
        drempels=DrempelsOut(cijfer_vanaf=drempels.figure_from, betrouwbaar_vanaf=drempels.reliable_from),
        bewoners=GroepOut(**_groep(score.bewoners)),
        klanten=KlantenOut(
            **_groep(score.klanten),
            opdrachtgever=_keuze(score.klanten, "opdrachtgever"),
            diensten=_keuze(score.klanten, "diensten"),
            bekend_via=_keuze(score.klanten, "kent_via"),
        ),
    )


def _groep(groep: Groep) -> dict[str, Any]:
    return {
        "interviews": groep.interviews,
        "weigeringen": groep.refusals,
        "vragenlijsten": list(groep.vragenlijsten),
        "straatladder": _ladder(groep.maten["straatladder"], straatladder.RUNGS),
        "leefbaarheidsladder": _ladder(groep.maten["leefbaarheidsladder"], leefbaarheidsladder.RUNGS),
        "tevredenheid": _tevredenheid(groep),
        "schoon": CijferOut(**_cijfer(groep.maten["schoon"])),
        "veilig": CijferOut(**_cijfer(groep.maten["veilig"])),
        "gezellig": CijferOut(**_cijfer(groep.maten["gezellig"])),
        "bekendheid": BekendheidOut(
            **_maat(groep.maten["bekendheid"], option_labels("bekendheid")),
            percentage_bekend=_percentage(groep.share_known),
        ),
    }


def _ladder(maat: Maat, rungs: Mapping[int, str]) -> LadderOut:
    labels = {str(rung): name for rung, name in rungs.items()}
    notatie = None if maat.mean is None else school_notation(maat.mean)
    return LadderOut(**_maat(maat, labels), **_averages(maat), notatie=notatie)


def _tevredenheid(groep: Groep) -> TevredenheidOut:
    return TevredenheidOut(
        **_cijfer(groep.maten["cijfer"]),
        ervaring=groep.with_experience,
        gevraagd=groep.asked,
        percentage_tevreden=_percentage(groep.share_satisfied),
        grens=SATISFIED_FROM,
    )


def _keuze(groep: Groep, vraag: str) -> MaatOut:
    return MaatOut(**_maat(groep.maten[vraag], option_labels(vraag)))


def _cijfer(maat: Maat) -> dict[str, Any]:
    return _maat(maat, {}) | _averages(maat)


def _averages(maat: Maat) -> dict[str, float | None]:
    return {"gemiddelde": _rounded(maat.mean), "mediaan": _rounded(maat.median, 1)}


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


def _rounded(value: Fraction | None, digits: int = 2) -> float | None:
    return None if value is None else float(round(value, digits))


def _percentage(share: Fraction | None) -> float | None:
    return None if share is None else _rounded(share * 100, 1)
