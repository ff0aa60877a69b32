"""Tevredenheid: the grade for the organisation's services, and always of whom.

Most residents do not know the organisation. So a grade is given only by those with experience, and travels with
how many that are of how many asked.
"""

from app.domain.vragenlijst import CIJFER_RANGE

SATISFIED_FROM = 7
"""The cut-off: a cijfer of 7 or more counts as satisfied. Stated with every percentage."""

SATISFIED = frozenset(str(cijfer) for cijfer in CIJFER_RANGE if cijfer >= SATISFIED_FROM)

WITH_EXPERIENCE = "zelf_mee_te_maken"
"""The answer to bekendheid of those who have dealt with the organisation themselves."""

KNOWS_IT = frozenset({"van_naam", WITH_EXPERIENCE})
"""The answers to bekendheid of those who know the organisation at all."""
