"""Tevredenheid: the grade for the organisation's services, and always of whom.

Most residents do not know the organisation. So a grade is given only by those with experience, and travels with
how many that are of how many asked.
"""

from fractions import Fraction

from app.domain.verdeling import Verdeling

SATISFIED_FROM = 7
"""The cut-off: a cijfer of 7 or more counts as satisfied. Stated with every percentage."""

WITH_EXPERIENCE = "zelf_mee_te_maken"
"""The answer to bekendheid of those who have dealt with the organisation themselves."""


def share_satisfied(cijfers: Verdeling) -> Fraction | None:
    """The part of the grades that is at or above the cut-off, 0 to 1; None without grades."""
    return cijfers.share(code for code in cijfers.counts if int(code) >= SATISFIED_FROM)
