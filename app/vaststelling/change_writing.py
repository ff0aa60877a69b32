"""From a change between published meetronden to the message, rounded like the figures themselves."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from app.domain.afronding import round_outward, round_share, step_of
from app.domain.schatting import Kanttekening
from app.domain.verandering import Richting, Verandering, count_false_alarms
from app.models import Meetronde, Vaststelling
from app.overzichten.heard import Populatie
from app.overzichten.veranderingen import KENMERKEN
from app.tellingen import Niveau
from app.vaststelling.change_messages import (
    VastgesteldeVeranderingOut,
    VastgesteldeVergelijkingOut,
    VastgesteldGebiedsverschilOut,
)
from app.vaststelling.comparing import Gebiedsverschil
from app.vaststelling.documents import describe
from app.vaststelling.messages import GebiedOut, KanttekeningOut, MargeOut

NOT_TOLD = "Van een van de meetronden is dit cijfer niet gepubliceerd."


def write_vergelijking(
    earlier: tuple[Meetronde, Vaststelling], later: tuple[Meetronde, Vaststelling], found: Iterable[Gebiedsverschil]
) -> VastgesteldeVergelijkingOut:
    """The message for two published meetronden."""
    is_reversed = earlier[0].starts_on > later[0].starts_on
    return VastgesteldeVergelijkingOut(
        van=describe(*earlier),
        naar=describe(*later),
        voorlopig=False,
        kanttekeningen=_kanttekeningen([Kanttekening.OMGEKEERDE_VOLGORDE] if is_reversed else []),
        gebieden=[write_gebied(each) for each in found],
    )


def write_gebied(verschil: Gebiedsverschil) -> VastgesteldGebiedsverschilOut:
    """What changed in one area."""
    gebied = verschil.gebied
    bewoners, klanten = ([_write(verschil, populatie, name) for name in KENMERKEN] for populatie in Populatie)
    where = GebiedOut(niveau=gebied.niveau, code=gebied.code, naam=gebied.name, wijk=gebied.wijk_code)
    return VastgesteldGebiedsverschilOut(gebied=where, bewoners=bewoners, klanten=klanten)


def _write(verschil: Gebiedsverschil, populatie: Populatie, name: str) -> VastgesteldeVeranderingOut:
    change, is_share = verschil.veranderingen[populatie, name], KENMERKEN[name].is_share
    richting = change.richting if change else Richting.TE_WEINIG
    return VastgesteldeVeranderingOut(
        maat=name,
        eenheid="procentpunten" if is_share else "punten",
        richting=richting,
        reden=richting.sentence if change else NOT_TOLD,
        kanttekeningen=_kanttekeningen(change.kanttekeningen if change else ()),
        **_figures(change, is_share),
        **_alarms(verschil, populatie, name),
    )


def _figures(change: Verandering | None, is_share: bool) -> dict[str, Any]:
    if change is None or change.earlier is None or change.later is None:
        return {"n_van": None, "n_naar": None, "cijfer_van": None, "cijfer_naar": None, "verschil": None, "marge": None}
    then, now = _figure(change.earlier, change.n_earlier, is_share), _figure(change.later, change.n_later, is_share)
    # Beside a figure that is only told as "more than 95 %" a difference would tell it after all.
    is_told = then is not None and now is not None
    difference, marge = _difference(change, is_share) if is_told else (None, None)
    return {
        "n_van": change.n_earlier,
        "n_naar": change.n_later,
        "cijfer_van": then,
        "cijfer_naar": now,
        "verschil": difference,
        "marge": marge,
    }


def _alarms(verschil: Gebiedsverschil, populatie: Populatie, name: str) -> dict[str, Any]:
    if verschil.gebied.niveau is Niveau.STRAAT:
        return {"straten_vergeleken": None, "straten_veranderd": None, "loos_alarm_verwacht": None}
    alarms = count_false_alarms(verschil.straten[populatie, name])
    return {
        "straten_vergeleken": alarms.compared,
        "straten_veranderd": alarms.found,
        "loos_alarm_verwacht": float(round(alarms.expected, 2)),
    }


def _figure(value: Fraction, n: int, is_share: bool) -> float | None:
    return round_share(value, n) if is_share else float(round(value, 1))


def _difference(change: Verandering, is_share: bool) -> tuple[float | None, MargeOut | None]:
    """How far it moved, and its margin outward: of a share in the steps of the round with the fewest answers."""
    if change.difference is None:
        return None, None
    step, unit = Fraction(1, 10), 1
    if is_share:
        step, unit = Fraction(step_of(min(change.n_earlier, change.n_later))), 100
    moved = float(round(change.difference * unit / step) * step)
    if change.marge is None:
        return moved, None
    low, high = round_outward(change.marge, step, unit)
    return moved, MargeOut(laag=low, hoog=high)


def _kanttekeningen(found: Sequence[Kanttekening]) -> list[KanttekeningOut]:
    return [KanttekeningOut(code=each, zin=each.sentence) for each in dict.fromkeys(found)]
