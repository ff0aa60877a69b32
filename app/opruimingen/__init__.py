"""What is kept no longer than it is needed: what has which term, what is due, and how it goes for good.

Read `terms` (every table, and what becomes of it), `due` (what is over its term, or soon will be), `removing` (one
bounded piece of it), `running` (all of it, on record), `schedule` (the server's own, once a day) and `words` (what
people read of it).
"""

from app.opruimingen.due import Due, find_due, find_overdue
from app.opruimingen.running import Cleared, clear, is_cleared, list_opruimingen
from app.opruimingen.schedule import Schedule
from app.opruimingen.terms import OF_INTERVIEW, STAYS, TERMS
from app.opruimingen.words import BEGINS, LOST, MEANING, NAMES, how_many, in_words

__all__ = [
    "BEGINS",
    "LOST",
    "MEANING",
    "NAMES",
    "OF_INTERVIEW",
    "STAYS",
    "TERMS",
    "Cleared",
    "Due",
    "Schedule",
    "clear",
    "find_due",
    "find_overdue",
    "how_many",
    "in_words",
    "is_cleared",
    "list_opruimingen",
]
