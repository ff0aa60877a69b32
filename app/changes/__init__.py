"""What a transaction changes, gathered from its statements as they are executed, and who asked for it.

So nobody has to remember to leave a trail: whoever writes leaves one, whether by a flush of the session or by a
statement of their own. Just before the commit it becomes one row, in the same transaction. It names tables, verbs,
columns and the keys of rows. What people said, their names and our secrets never enter it.

`origin` is who asks, `change` what is noted and what is not, `reading` reads a statement, `gathering` listens.
"""

from app.changes.change import EXEMPT, KEYS, Change, Verb, key_columns
from app.changes.gathering import note, take_back, watch, write_down
from app.changes.origin import BY_ITSELF, Origin, Who, begin_for, identify, origin_of
from app.changes.reading import MOST_KEYS

__all__ = [
    "BY_ITSELF",
    "EXEMPT",
    "KEYS",
    "MOST_KEYS",
    "Change",
    "Origin",
    "Verb",
    "Who",
    "begin_for",
    "identify",
    "key_columns",
    "note",
    "origin_of",
    "take_back",
    "watch",
    "write_down",
]
