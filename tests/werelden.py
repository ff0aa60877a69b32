"""Random worlds, heard but never stored: wijken of straten with few answers and many, alike and unlike."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from app.domain.betrouwbaarheid import NORMEN
from app.domain.onthulling import Cel, take_together
from app.domain.respons import Respons
from app.domain.verdeling import Verdeling
from app.models import Meetronde, Straat, Wijk
from app.overzichten.heard import Heard, HeardStraat, Populatie
from app.overzichten.vragen import MEASURED, MULTIPLE_CHOICES, SCALES, lay_out
from app.telstand import Stand
from app.vaststelling.cellen import INTERVIEWS, Cellen, cel_of, divide_rest, divide_wijk
from app.vaststelling.documents import Gepubliceerd, write_totaal, write_wijk
from app.vaststelling.writing import Maatstaf

Divide = Callable[[Sequence[HeardStraat], int], Cellen]

MANY = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10, 11, 12, 15, 18, 22, 30)


def random_wijken(seed: int) -> list[tuple[Wijk, list[HeardStraat]]]:
    """One to three wijken of one to nine straten. In some worlds all people nearly agree."""
    chance = random.Random(seed)
    opinion = chance.randint(2, 9)
    spread = chance.choice([0.3, 1, 2, 4])
    return [_wijk(chance, number, opinion, spread) for number in range(chance.randint(1, 3))]


def _wijk(chance: random.Random, number: int, opinion: float, spread: float) -> tuple[Wijk, list[HeardStraat]]:
    wijk = Wijk(code=f"wijk-{number}", name=f"Wijk {number}")
    straten = []
    for each in range(chance.randint(1, 9)):
        straat = Straat(id=UUID(int=chance.getrandbits(128)), wijk_code=wijk.code, name=f"Straat {each}")
        households = chance.randint(20, 120)
        mood = chance.gauss(opinion, 1)
        of = {
            populatie: _heard(chance, populatie, households, chance.choice(MANY), mood, spread)
            for populatie in Populatie
        }
        straten.append(HeardStraat(straat, of))
    return wijk, straten


def _heard(
    chance: random.Random, populatie: Populatie, households: int, interviews: int, mood: float, spread: float
) -> Heard:
    counts: dict[str, int] = {}
    for _ in range(interviews):
        for vraag, scale in SCALES.items():
            if chance.random() < (0.4 if vraag == "cijfer" else 0.95):
                middle = mood if len(scale) == 10 else mood / 2
                answer = f"{vraag}/{min(max(round(chance.gauss(middle, spread)), scale[0]), scale[-1])}"
                counts[answer] = counts.get(answer, 0) + 1
    return Heard(
        populatie=populatie,
        huishoudens=households if populatie is Populatie.BEWONERS else None,
        interviews=interviews,
        refusals=0,
        vragenlijsten=frozenset(["straat-v1"]),
        verdelingen=lay_out(Stand(counts)),
        respondents=dict.fromkeys(MULTIPLE_CHOICES, 0),
    )


@dataclass(frozen=True)
class Told:
    """What an outside key gets of a world, and which straten are told only together."""

    document: Mapping[str, Any]
    cellen: Sequence[Cellen]
    wijken: Sequence[tuple[Wijk, list[HeardStraat]]]

    @property
    def huishoudens(self) -> dict[str, int]:
        return {
            str(straat.straat.id): straat.of[Populatie.BEWONERS].huishoudens or 0
            for _, straten in self.wijken
            for straat in straten
        }

    def together(self, populatie: Populatie, vraag: str) -> list[frozenset[str]]:
        return [
            frozenset(cel.straten)
            for each in self.cellen
            for cel in each.get((populatie, vraag), ())
            if len(cel.straten) > 1
        ]


def tell(wijken: Sequence[tuple[Wijk, list[HeardStraat]]], threshold: int, divide: Divide = divide_wijk) -> Told:
    """Publish a world that is in no database."""
    meetronde = Meetronde(code="ronde", name="Ronde", starts_on=date(2026, 1, 1))
    told = [Gepubliceerd(wijk, straten, divide(straten, threshold), Respons()) for wijk, straten in wijken]
    maatstaf = Maatstaf(threshold, NORMEN)
    rest = divide_rest([(each.straten, each.cellen) for each in told], threshold)
    document = {
        "totaal": write_totaal(meetronde, told, rest, maatstaf).model_dump(mode="json", by_alias=True),
        "wijken": [write_wijk(each, maatstaf).model_dump(mode="json", by_alias=True) for each in told],
    }
    return Told(document, [*(each.cellen for each in told), rest], wijken)


def withhold_only_what_is_small(straten: Sequence[HeardStraat], threshold: int) -> Cellen:
    """As one would divide a wijk without a thought of subtracting."""
    cellen: dict[tuple[Populatie, str], Sequence[Cel]] = {}
    for populatie in Populatie:
        for vraag in (INTERVIEWS, *MEASURED):
            heard = [cel for straat in straten if (cel := cel_of(straat, populatie, vraag)).n]
            small = [cel for cel in heard if cel.n < threshold]
            # Named twice, a single small straat counts in its wijk and is not told alone.
            rest = [take_together([*small, _nobody_in(small[0])])] if small else []
            enough = sum(cel.n for cel in heard) >= threshold
            cellen[populatie, vraag] = [*(cel for cel in heard if cel.n >= threshold), *rest] if enough else []
    return cellen


def _nobody_in(straat: Cel) -> Cel:
    no_households = None if straat.huishoudens is None else 0
    return replace(straat, n=0, asked=0, verdeling=Verdeling({}), huishoudens=no_households)
