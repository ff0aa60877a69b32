"""Two straten become one: everything of the one moves to the other, on record, and can move back.

Read `verhuizing` (what moves), `proposing` (what would move, and when that may not be), `merging`, and `undoing`.
What a phone still sends for the straat that went lands at the other (`ontvangst`). The reasoning is in
docs/besluiten/0014-a-merge-keeps-what-was-sent.md.
"""

from app.samenvoegingen.merging import merge
from app.samenvoegingen.proposing import Voorstel, candidates, propose
from app.samenvoegingen.undoing import (
    Terugkeer,
    find_samenvoeging,
    look_back,
    samenvoeging_of,
    samenvoegingen_of,
    undo,
)
from app.samenvoegingen.verhuizing import Verhuizing, moved_by

__all__ = [
    "Terugkeer",
    "Verhuizing",
    "Voorstel",
    "candidates",
    "find_samenvoeging",
    "look_back",
    "merge",
    "moved_by",
    "propose",
    "samenvoeging_of",
    "samenvoegingen_of",
    "undo",
]
