"""An estimate never travels alone: the figure, its margin, on how many answers it rests, and how it was made."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache


class Methode(StrEnum):
    """How a margin was made; each formula names its source where it stands."""

    VOLLEDIG = "volledige-telling"
    T_VERDELING = "t-verdeling"
    WILSON = "wilson"
    WELCH = "welch"
    NEWCOMBE = "newcombe"
    GEEN = "niet-te-bepalen"


class Kanttekening(StrEnum):
    """What one has to know to read a figure rightly: a code for programs, with a sentence for people."""

    GEEN_SPREIDING = "geen-spreiding"
    SPREIDING_VAN_DE_WIJK = "spreiding-van-de-wijk"
    SPREIDING_GELEEND = "spreiding-geleend"
    HUISHOUDENS_ONBEKEND = "huishoudens-onbekend"
    MEER_INTERVIEWS_DAN_HUISHOUDENS = "meer-interviews-dan-huishoudens"
    NIET_ALLE_STRATEN_VERGELEKEN = "niet-alle-straten-vergeleken"
    GEEN_STRATEN_OM_TE_VERGELIJKEN = "geen-straten-om-te-vergelijken"
    GEEN_INTERVIEWS = "geen-interviews"
    OMGEKEERDE_VOLGORDE = "omgekeerde-volgorde"

    @property
    def sentence(self) -> str:
        """The same in Dutch."""
        return _SENTENCES[self]


_SENTENCES = {
    Kanttekening.GEEN_SPREIDING: (
        "Er zijn geen twee verschillende antwoorden uit dezelfde straat. Een marge is dan niet te bepalen."
    ),
    Kanttekening.SPREIDING_VAN_DE_WIJK: (
        "Alle antwoorden uit deze straat zijn gelijk. De marge is gemaakt met de spreiding binnen alle straten van de "
        "wijk."
    ),
    Kanttekening.SPREIDING_GELEEND: (
        "Uit een of meer straten is er maar één antwoord. Daar is gerekend met de spreiding binnen de andere straten."
    ),
    Kanttekening.HUISHOUDENS_ONBEKEND: (
        "Niet van alle straten met antwoorden is het aantal huishoudens bekend. De straten zijn daarom niet gewogen "
        "naar huishoudens."
    ),
    Kanttekening.MEER_INTERVIEWS_DAN_HUISHOUDENS: (
        "Er zijn meer interviews dan huishoudens. Controleer het aantal huishoudens. De marge is gemaakt alsof dat "
        "aantal onbekend is."
    ),
    Kanttekening.NIET_ALLE_STRATEN_VERGELEKEN: (
        "Alleen de straten met antwoorden in beide meetronden zijn vergeleken, met in beide hetzelfde gewicht."
    ),
    Kanttekening.GEEN_STRATEN_OM_TE_VERGELIJKEN: "Er is geen straat met antwoorden in beide meetronden.",
    Kanttekening.GEEN_INTERVIEWS: "In een van de twee meetronden zijn nog geen interviews die meetellen.",
    Kanttekening.OMGEKEERDE_VOLGORDE: (
        "De eerste meetronde begon later dan de tweede. Gestegen betekent hier dat het vroeger hoger was."
    ),
}


@dataclass(frozen=True)
class Marge:
    """An interval, in the unit of its figure: for a share 0 to 1."""

    low: float
    high: float


@cache
def below_upper_end(zekerheid: Fraction) -> float:
    """How often the true value lies below the upper end of a margin, with as much certainty on the other side."""
    return float(1 + zekerheid) / 2


@dataclass(frozen=True)
class Schatting:
    """An estimate from n answers; `marge` is None where it cannot be determined.

    It says nothing about whether n is enough to show the figure: that is for `betrouwbaarheid`.
    """

    value: Fraction
    n: int
    marge: Marge | None
    methode: Methode
    kanttekeningen: tuple[Kanttekening, ...] = ()
