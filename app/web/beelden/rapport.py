"""The pictures of a report, drawn from what may be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain import leefbaarheidsladder
from app.domain.schatting import Marge
from app.overzichten import Populatie, option_labels
from app.rapporten import Cijfers
from app.vaststelling.change_messages import VastgesteldeVeranderingOut
from app.vaststelling.messages import VastgesteldeMaatOut
from app.web.beelden.balken import Balk
from app.web.beelden.ladder import Ladder
from app.web.beelden.pijlen import Pijlen
from app.web.beelden.published import (
    STRAATLADDER,
    change_of,
    draw_balken,
    draw_pijlen,
    draw_ranglijst,
    in_order_of,
    maat_of,
)
from app.web.beelden.ranglijst import Ranglijst
from app.web.pages import in_dutch_number

GRADES = ("schoon", "veilig", "gezellig")


@dataclass(frozen=True)
class Groepscijfers:
    """What one population says of the wijk: every measure by its name, and what changed of it."""

    interviews: str
    maten: Mapping[str, VastgesteldeMaatOut]
    changes: Mapping[str, VastgesteldeVeranderingOut]

    @property
    def has_figures(self) -> bool:
        return any(maat.n is not None for maat in self.maten.values())


@dataclass(frozen=True)
class Rapportbeelden:
    """Of each population the figures of the wijk; and of residents, whose straten they are, the pictures."""

    groepen: Mapping[Populatie, Groepscijfers]
    ladder: Ladder | None
    bijdrage: Ladder | None
    ranglijsten: Mapping[str, Ranglijst]
    balken: Sequence[Balk]
    pijlen: Mapping[str, Pijlen]


def draw_rapport(cijfers: Cijfers) -> Rapportbeelden:
    """Everything that is drawn of a wijk."""
    bewoners, wijk, straten = Populatie.BEWONERS, cijfers.score, cijfers.told.straten
    groepen = {populatie: _groep(cijfers, populatie) for populatie in Populatie}
    ranglijsten = {maat: draw_ranglijst(wijk, straten, bewoners, maat) for maat in (STRAATLADDER, *GRADES)}
    ranked = in_order_of(ranglijsten[STRAATLADDER], straten)
    own = groepen[bewoners]
    return Rapportbeelden(
        groepen=groepen,
        ladder=draw_ladder(STRAATLADDER, own.maten[STRAATLADDER], own.changes.get(STRAATLADDER)),
        bijdrage=draw_ladder("leefbaarheidsladder", own.maten["leefbaarheidsladder"]),
        ranglijsten=ranglijsten,
        balken=draw_balken(("Hele wijk", wijk), ranked, bewoners),
        pijlen={maat: draw_pijlen(cijfers.since, bewoners, maat) for maat in (STRAATLADDER, *GRADES) if cijfers.since},
    )


def draw_ladder(
    name: str, maat: VastgesteldeMaatOut, change: VastgesteldeVeranderingOut | None = None
) -> Ladder | None:
    """The mean on its ladder, with where it stood then if the two can be compared; None when it is not told."""
    if maat.gemiddelde is None:
        return None
    words = {int(code): label.split(":")[0] for code, label in option_labels(name).items()}
    if name == "leefbaarheidsladder":
        del words[leefbaarheidsladder.WEET_NIET_TREDE]
    if change and change.cijfer_van is not None and change.cijfer_naar is not None:
        return Ladder(words, _told(change.cijfer_naar), _told(change.cijfer_van))
    marge = Marge(maat.marge.laag, maat.marge.hoog) if maat.marge else None
    return Ladder(words, _told(maat.gemiddelde), marge=marge)


def _told(value: float) -> tuple[float, str]:
    return value, in_dutch_number(value)


def _groep(cijfers: Cijfers, populatie: Populatie) -> Groepscijfers:
    score = cijfers.score
    groep = score.bewoners if populatie is Populatie.BEWONERS else score.klanten
    names = [maat.maat for maat in groep.maten]
    changes = {}
    if cijfers.since:
        whole = cijfers.since[0]
        of_groep = whole.bewoners if populatie is Populatie.BEWONERS else whole.klanten
        changes = {each.maat: change_of(whole, populatie, each.maat) for each in of_groep}
    return Groepscijfers(groep.interviews_tekst, {name: maat_of(score, populatie, name) for name in names}, changes)
