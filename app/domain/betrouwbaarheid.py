"""How far a figure carries: a verdict in words, from the number of answers behind it and, for a wijk, its dekking."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor


class Oordeel(StrEnum):
    """The verdict that travels with a figure. `BESCHERMD` is only for what is published: it would tell on others."""

    TE_WEINIG = "te-weinig-gesprekken"
    INDICATIEF = "indicatief"
    BETROUWBAAR = "betrouwbaar"
    BESCHERMD = "beschermd"


@dataclass(frozen=True)
class Drempels:
    """From how many answers on, 1 or more, a figure is shown, and from how many it is more than an indication."""

    figure_from: int
    reliable_from: int


STRAAT = Drempels(figure_from=5, reliable_from=10)
GEBIED = Drempels(figure_from=5, reliable_from=30)
"""A wijk or a whole meetronde: with 20 respondents the report of 2020 found its own figures too few."""


@dataclass(frozen=True)
class Normen:
    """Everything that decides when a figure is shown, how it is called and how wide its margin is.

    `dekking_from` is the share of the households of an area, 0 to 1, that must live in straten with an interview before
    its figure is more than an indication. `zekerheid` is how often a margin is to hold the true value, 0 to 1.
    """

    straat: Drempels = STRAAT
    gebied: Drempels = GEBIED
    dekking_from: Fraction = Fraction(1, 2)
    zekerheid: Fraction = Fraction(95, 100)


NORMEN = Normen()


def judge(n: int, drempels: Drempels) -> Oordeel:
    """The verdict for a figure that rests on n answers."""
    if n < drempels.figure_from:
        return Oordeel.TE_WEINIG
    return Oordeel.BETROUWBAAR if n >= drempels.reliable_from else Oordeel.INDICATIEF


def reason(n: int, drempels: Drempels) -> str:
    """The same in a Dutch sentence, for whoever reads the figure."""
    answers = "Geen antwoorden" if n == 0 else "1 antwoord" if n == 1 else f"{n} antwoorden"
    oordeel = judge(n, drempels)
    if oordeel is Oordeel.TE_WEINIG:
        return f"{answers}: te weinig om een cijfer te geven. Dat kan vanaf {drempels.figure_from} antwoorden."
    if oordeel is Oordeel.INDICATIEF:
        return f"{answers}: een aanwijzing, geen vaststaand cijfer. Dat kan vanaf {drempels.reliable_from} antwoorden."
    return f"{answers}: genoeg voor een betrouwbaar cijfer."


def judge_gebied(n: int, dekking: Fraction | None, normen: Normen = NORMEN) -> Oordeel:
    """The verdict for a figure of a wijk or a meetronde that rests on n answers; a dekking of None is unknown."""
    oordeel = judge(n, normen.gebied)
    if oordeel is Oordeel.BETROUWBAAR and not _is_covered(dekking, normen):
        return Oordeel.INDICATIEF
    return oordeel


def reason_gebied(n: int, dekking: Fraction | None, normen: Normen = NORMEN) -> str:
    """The same in Dutch sentences."""
    oordeel = judge(n, normen.gebied)
    if oordeel is Oordeel.TE_WEINIG or _is_covered(dekking, normen):
        return reason(n, normen.gebied)
    answers = f"{n} antwoorden: een aanwijzing, geen vaststaand cijfer."
    if oordeel is Oordeel.INDICATIEF:
        answers = reason(n, normen.gebied)
    if dekking is None:
        return f"{answers} Niet van elke straat is het aantal huishoudens bekend, en dus ook de dekking niet."
    return (
        f"{answers} De straten met interviews hebben {floor(dekking * 100)} % van de huishoudens; "
        f"{ceil(normen.dekking_from * 100)} % is nodig."
    )


def _is_covered(dekking: Fraction | None, normen: Normen) -> bool:
    return dekking is not None and dekking >= normen.dekking_from
