"""Counts and domain put together: what people look at, for one straat, one wijk, or the meetronde as a whole.

Read `vragen` (what is measured), `heard` (what was counted, per straat), `scores` (what a meetronde says), and then
`vergelijking` (what changed between two). Everything is counted per straat, in a handful of queries for all straten
at once; a wijk and a meetronde are made of their straten.
"""

from app.overzichten.groepen import Groep
from app.overzichten.heard import Populatie
from app.overzichten.scores import (
    Gebied,
    Score,
    find_meetronde,
    straat_score,
    straat_scores,
    total_and_wijk_scores,
    total_score,
    wijk_score,
    wijk_scores,
)
from app.overzichten.vergelijking import Vergelijking, compare_meetronden
from app.overzichten.vragen import option_labels

__all__ = [
    "Gebied",
    "Groep",
    "Populatie",
    "Score",
    "Vergelijking",
    "compare_meetronden",
    "find_meetronde",
    "option_labels",
    "straat_score",
    "straat_scores",
    "total_and_wijk_scores",
    "total_score",
    "wijk_score",
    "wijk_scores",
]
