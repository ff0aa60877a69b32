"""What changed in one area, from what was heard there in two meetronden."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.betrouwbaarheid import Normen
from app.domain.steekproef import Steekproef
from app.domain.verandering import (
    FalseAlarms,
    Richting,
    Verandering,
    compare_aandelen,
    compare_gemiddelden,
    count_false_alarms,
)
from app.domain.wijkschatting import heap
from app.domain.wijkverandering import compare_wijkaandelen, compare_wijkgemiddelden
from app.overzichten.groepen import Spreads, spreads_within
from app.overzichten.heard import Heard, HeardStraat, Populatie
from app.overzichten.scores import Gebied, of_straat
from app.overzichten.vragen import SCALES


@dataclass(frozen=True)
class Kenmerk:
    """One thing that may have changed: the mean of a question, or the share that goes with it."""

    vraag: str
    is_share: bool = False

    def steekproef(self, heard: Heard) -> Steekproef:
        return heard.share_steekproef(self.vraag) if self.is_share else heard.steekproef(self.vraag)


KENMERKEN: Mapping[str, Kenmerk] = {
    "straatladder": Kenmerk("straatladder"),
    "tevredenheid": Kenmerk("cijfer"),
    "tevreden": Kenmerk("cijfer", is_share=True),
    "schoon": Kenmerk("schoon"),
    "veilig": Kenmerk("veilig"),
    "gezellig": Kenmerk("gezellig"),
    "bekendheid": Kenmerk("bekendheid", is_share=True),
}


@dataclass(frozen=True)
class HeardTwice:
    """A straat in both rounds."""

    earlier: HeardStraat
    later: HeardStraat

    def of(self, populatie: Populatie) -> tuple[Heard, Heard]:
        return self.earlier.of[populatie], self.later.of[populatie]


@dataclass(frozen=True)
class Groepsverandering:
    """What changed for one population in one area.

    `interviews` are those of the earlier and of the later round. `straten` are those with interviews in both; of
    klanten in a wijk there are none, as their answers are taken together wherever they live. `alarms` tells of the
    straten in the area: in how many a thing seems to have changed, and in how many it would by chance alone.
    """

    populatie: Populatie
    interviews: tuple[int, int]
    straten: tuple[Gebied, ...]
    veranderingen: Mapping[str, Verandering]
    alarms: Mapping[str, FalseAlarms]

    @property
    def all_alarms(self) -> FalseAlarms:
        """Of all things together."""
        every = self.alarms.values()
        expected = sum((each.expected for each in every), Fraction(0))
        return FalseAlarms(sum(each.compared for each in every), sum(each.found for each in every), expected)

    @property
    def is_compared(self) -> bool:
        """Whether there were enough conversations in both rounds for anything at all."""
        return any(each.richting is not Richting.TE_WEINIG for each in self.veranderingen.values())


@dataclass(frozen=True)
class Gebiedsverandering:
    """What changed in one area."""

    gebied: Gebied
    bewoners: Groepsverandering
    klanten: Groepsverandering


def change_per_straat(straten: Sequence[HeardTwice], normen: Normen) -> list[Gebiedsverandering]:
    """What changed in each straat of one wijk."""
    spreads = {populatie: _spreads(straten, populatie) for populatie in Populatie}
    return [
        Gebiedsverandering(
            of_straat(straat.later.straat),
            *(_in_straat(straat, populatie, spreads[populatie], normen) for populatie in Populatie),
        )
        for straat in straten
    ]


def change_of_all(
    gebied: Gebied, straten: Sequence[HeardTwice], each: Sequence[Gebiedsverandering], normen: Normen
) -> Gebiedsverandering:
    """What changed in a wijk or a meetronde; `each` is the change in each of its straten."""
    bewoners = _of_bewoners(straten, [straat.bewoners for straat in each], normen)
    return Gebiedsverandering(gebied, bewoners, _of_klanten(straten, [straat.klanten for straat in each], normen))


def _in_straat(
    straat: HeardTwice, populatie: Populatie, spreads: tuple[Spreads, Spreads], normen: Normen
) -> Groepsverandering:
    before, after = straat.of(populatie)
    veranderingen = {
        name: _between(kenmerk, kenmerk.steekproef(before), kenmerk.steekproef(after), normen, spreads)
        for name, kenmerk in KENMERKEN.items()
    }
    return Groepsverandering(populatie, _interviews([straat], populatie), _both([straat], populatie), veranderingen, {})


def _of_bewoners(straten: Sequence[HeardTwice], each: Sequence[Groepsverandering], normen: Normen) -> Groepsverandering:
    """The same straten in both rounds, with the same weights."""
    populatie = Populatie.BEWONERS
    veranderingen = {}
    for name, kenmerk in KENMERKEN.items():
        before = {straat.earlier.straat.id: kenmerk.steekproef(straat.earlier.of[populatie]) for straat in straten}
        after = {straat.later.straat.id: kenmerk.steekproef(straat.later.of[populatie]) for straat in straten}
        if kenmerk.is_share:
            veranderingen[name] = compare_wijkaandelen(before, after, normen)
        else:
            veranderingen[name] = compare_wijkgemiddelden(before, after, SCALES[kenmerk.vraag], normen)
    interviews, both = _interviews(straten, populatie), _both(straten, populatie)
    return Groepsverandering(populatie, interviews, both, veranderingen, _alarms(each))


def _of_klanten(straten: Sequence[HeardTwice], each: Sequence[Groepsverandering], normen: Normen) -> Groepsverandering:
    """Klanten are no draw from straten, so all of one round stand against all of the other."""
    populatie = Populatie.KLANTEN
    pairs = [straat.of(populatie) for straat in straten]
    veranderingen = {
        name: _between(
            kenmerk,
            heap([kenmerk.steekproef(before) for before, _ in pairs]),
            heap([kenmerk.steekproef(after) for _, after in pairs]),
            normen,
        )
        for name, kenmerk in KENMERKEN.items()
    }
    return Groepsverandering(populatie, _interviews(straten, populatie), (), veranderingen, _alarms(each))


def _between(
    kenmerk: Kenmerk,
    before: Steekproef,
    after: Steekproef,
    normen: Normen,
    spreads: tuple[Spreads, Spreads] = ({}, {}),
) -> Verandering:
    if kenmerk.is_share:
        return compare_aandelen(before, after, normen)
    earlier, later = (of_round.get(kenmerk.vraag) for of_round in spreads)
    return compare_gemiddelden(before, after, SCALES[kenmerk.vraag], earlier, later, normen)


def _alarms(each: Sequence[Groepsverandering]) -> dict[str, FalseAlarms]:
    return {name: count_false_alarms(straat.veranderingen[name] for straat in each) for name in KENMERKEN}


def _spreads(straten: Sequence[HeardTwice], populatie: Populatie) -> tuple[Spreads, Spreads]:
    pairs = [straat.of(populatie) for straat in straten]
    return spreads_within(before for before, _ in pairs), spreads_within(after for _, after in pairs)


def _interviews(straten: Iterable[HeardTwice], populatie: Populatie) -> tuple[int, int]:
    pairs = [straat.of(populatie) for straat in straten]
    return sum(before.interviews for before, _ in pairs), sum(after.interviews for _, after in pairs)


def _both(straten: Iterable[HeardTwice], populatie: Populatie) -> tuple[Gebied, ...]:
    return tuple(of_straat(straat.later.straat) for straat in straten if all(_interviews([straat], populatie)))
