"""How far a figure carries: a verdict in words from the number of answers behind it.

A margin and the response among households come with the estimates; until then the number of answers decides alone.
"""

from dataclasses import dataclass
from enum import StrEnum


class Oordeel(StrEnum):
    """The verdict that travels with every figure."""

    TE_WEINIG = "te-weinig-gesprekken"
    INDICATIEF = "indicatief"
    BETROUWBAAR = "betrouwbaar"


@dataclass(frozen=True)
class Drempels:
    """From how many answers on a figure is shown, and from how many it is more than an indication."""

    figure_from: int
    reliable_from: int


STRAAT = Drempels(figure_from=5, reliable_from=10)
GEBIED = Drempels(figure_from=5, reliable_from=30)
"""A wijk or a whole meetronde: with 20 respondents the report of 2020 found its own figures too few."""


def judge(n: int, drempels: Drempels) -> Oordeel:
    """The verdict for a figure that rests on n answers."""
    if n < drempels.figure_from:
        return Oordeel.TE_WEINIG
    return Oordeel.BETROUWBAAR if n >= drempels.reliable_from else Oordeel.INDICATIEF


def reason(n: int, drempels: Drempels) -> str:
    """The same in a Dutch sentence, for whoever reads the figure."""
    answers = "Geen antwoorden" if n == 0 else "1 antwoord" if n == 1 else f"{n} antwoorden"
    match judge(n, drempels):
        case Oordeel.TE_WEINIG:
            return f"{answers}: te weinig om een cijfer te geven. Dat kan vanaf {drempels.figure_from} antwoorden."
        case Oordeel.INDICATIEF:
            return (
                f"{answers}: een aanwijzing, geen vaststaand cijfer. Dat kan vanaf {drempels.reliable_from} antwoorden."
            )
        case Oordeel.BETROUWBAAR:
            return f"{answers}: genoeg voor een betrouwbaar cijfer."
