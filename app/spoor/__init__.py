"""The trail of every change, as a chain that shows when it was touched.

A transaction leaves its row by itself: see `app.changes`. Here those rows become links of a chain (`linking`), a little
later and by one at a time, so that nobody who stores an interview waits for anybody else. `checking` follows the chain,
`reading` shows what was done. What it proves and what not stands in docs/besluiten/0018.
"""

from app.spoor.checking import Controle, check_keten, follow_end, last_check
from app.spoor.linking import find_unlinked, kop_of, link, link_all
from app.spoor.log import Known, Logfilter, Plek, list_known
from app.spoor.reading import list_spoor
from app.spoor.schedule import Linker, link_new
from app.spoor.words import in_words

__all__ = [
    "Controle",
    "Known",
    "Linker",
    "Logfilter",
    "Plek",
    "check_keten",
    "find_unlinked",
    "follow_end",
    "in_words",
    "kop_of",
    "last_check",
    "link",
    "link_all",
    "link_new",
    "list_known",
    "list_spoor",
]
