"""A card for the residents of a straat: at most three figures and one picture, of the straat itself or of its wijk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.rapporten.figures import Cijfers
from app.vaststelling.messages import VastgesteldeMaatOut, VastgesteldeScoreOut

LADDER = "straatladder"
CIJFERS = ("schoon", "veilig", "gezellig")


@dataclass(frozen=True)
class Kaart:
    """What the residents of one straat get to read.

    `ladder` and `cijfers` are of the straat when its ladder is told of it alone, and else of the wijk: the two side by
    side would only confuse. What is not told of it is not there.
    """

    straat: str
    is_of_straat: bool
    interviews: int | None
    ladder: VastgesteldeMaatOut | None
    cijfers: Mapping[str, VastgesteldeMaatOut]

    @property
    def has_figures(self) -> bool:
        return self.ladder is not None or bool(self.cijfers)


def draw_up_kaarten(cijfers: Cijfers, straat_code: str | None = None) -> Sequence[Kaart]:
    """A card for every straat of the wijk by name, or for one; empty when the wijk has no such straat."""
    wijk = cijfers.score
    straten = cijfers.told.straten
    return [_kaart(straat, wijk) for straat in straten if straat_code in (None, straat.gebied.code)]


def _kaart(straat: VastgesteldeScoreOut, wijk: VastgesteldeScoreOut) -> Kaart:
    is_of_straat = LADDER in _told(straat)
    score = straat if is_of_straat else wijk
    told = _told(score)
    return Kaart(
        straat=straat.gebied.naam,
        is_of_straat=is_of_straat,
        interviews=score.bewoners.interviews,
        ladder=told.get(LADDER),
        cijfers={name: told[name] for name in CIJFERS if name in told},
    )


def _told(score: VastgesteldeScoreOut) -> dict[str, VastgesteldeMaatOut]:
    """What is told of these residents, by the name of the measure."""
    wanted = (LADDER, *CIJFERS)
    return {maat.maat: maat for maat in score.bewoners.maten if maat.maat in wanted and maat.gemiddelde is not None}
