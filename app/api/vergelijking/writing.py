"""From a change as we know it to the message that travels."""

from app.api.scores.writing import percentage, rounded, write_kanttekeningen, write_marge
from app.api.vergelijking.messages import (
    GebiedsveranderingOut,
    GroepsveranderingOut,
    LoosAlarmOut,
    RondeOut,
    StraatverwijzingOut,
    VeranderingOut,
    VergelijkingOut,
)
from app.domain.verandering import FalseAlarms, Richting, Verandering
from app.models import Meetronde
from app.overzichten import Vergelijking
from app.overzichten.veranderingen import KENMERKEN, Gebiedsverandering, Groepsverandering
from app.vaststelling.messages import GebiedOut


def write_vergelijking(vergelijking: Vergelijking, *, approved_only: bool) -> VergelijkingOut:
    """The message for two meetronden. Everything live is provisional: an interview more may change it."""
    return VergelijkingOut(
        van=_ronde(vergelijking.earlier),
        naar=_ronde(vergelijking.later),
        voorlopig=True,
        alleen_goedgekeurd=approved_only,
        vergelijken_vanaf=vergelijking.normen.gebied.figure_from,
        zekerheid=float(vergelijking.normen.zekerheid * 100),
        kanttekeningen=write_kanttekeningen(vergelijking.kanttekeningen),
        gebieden=[_gebied(each) for each in vergelijking.gebieden],
    )


def _ronde(meetronde: Meetronde) -> RondeOut:
    return RondeOut(code=meetronde.code, naam=meetronde.name, toelichting=meetronde.note)


def _gebied(changed: Gebiedsverandering) -> GebiedsveranderingOut:
    gebied = changed.gebied
    return GebiedsveranderingOut(
        gebied=GebiedOut(niveau=gebied.niveau, code=gebied.code, naam=gebied.name, wijk=gebied.wijk_code),
        bewoners=_groep(changed.bewoners),
        klanten=_groep(changed.klanten),
    )


def _groep(groep: Groepsverandering) -> GroepsveranderingOut:
    earlier, later = groep.interviews
    maten = {
        name: _verandering(verandering, groep.alarms.get(name), is_share=KENMERKEN[name].is_share)
        for name, verandering in groep.veranderingen.items()
    }
    return GroepsveranderingOut(
        interviews_van=earlier,
        interviews_naar=later,
        straten=[StraatverwijzingOut(code=straat.code, naam=straat.name) for straat in groep.straten],
        **maten,
    )


def _verandering(verandering: Verandering, alarms: FalseAlarms | None, *, is_share: bool) -> VeranderingOut:
    digits, unit = (1, 100) if is_share else (2, 1)
    return VeranderingOut(
        eenheid="procentpunten" if is_share else "punten",
        n_van=verandering.n_earlier,
        n_naar=verandering.n_later,
        verschil=percentage(verandering.difference) if is_share else rounded(verandering.difference),
        marge=write_marge(verandering.marge, digits, unit),
        methode=None if verandering.richting is Richting.TE_WEINIG else verandering.methode,
        richting=verandering.richting,
        reden=verandering.richting.sentence,
        kanttekeningen=write_kanttekeningen(verandering.kanttekeningen),
        loos_alarm=alarms and _alarms(alarms),
    )


def _alarms(alarms: FalseAlarms) -> LoosAlarmOut:
    expected = float(round(alarms.expected, 2))
    return LoosAlarmOut(vergeleken=alarms.compared, gevonden=alarms.found, verwacht=expected)
