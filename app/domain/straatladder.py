"""The straatladder: five rungs for the state of a street as its residents see it, and how its mean is spoken of.

Source: the ten-rung Rotterdamse Straatladder, brought back to five in E. Sterk, "Met elkaar voor de wijk. Een
impactonderzoek" (2020), because ten would show a precision that the data could not carry.
"""

from fractions import Fraction
from math import floor

RUNGS = {
    1: "agressie",
    2: "onverschilligheid",
    3: "actief contact maken",
    4: "samen straatactiviteiten organiseren",
    5: "zelfbeheer",
}

CONTACT_FROM = 3
"""From this rung on neighbours have to do with each other."""

_QUARTERS = {0: "", 1: "+", 2: "½"}


def school_notation(mean: Fraction) -> str:
    """A mean as a Dutch school mark, to the nearest quarter: 2,75 is "3-", 3,25 is "3+", 3,5 is "3½".

    Exactly halfway between two quarters goes up. The mean of an empty street does not exist; ask n first.
    """
    quarters = floor(mean * 4 + Fraction(1, 2))
    whole, rest = divmod(quarters, 4)
    return f"{whole + 1}-" if rest == 3 else f"{whole}{_QUARTERS[rest]}"
