"""What people said in their own words: marked by theme, searched, and counted under one name where it says the same.

Read `themas` (what a passage may be about), `marking` (how a passage is marked, and forgotten), `reading` (open answers
one after another) and `verzamelnamen` (answers to “anders, namelijk”).
"""

from app.citaten.marking import change_fragment, find_fragment, forget, mark, remove_fragment
from app.citaten.reading import Answer, Leesfilter, MarkedFragment, list_answers, list_citaten, open_vragen
from app.citaten.themas import add_thema, find_thema, list_themas, rename_thema, retire_thema, take_back_thema
from app.citaten.verzamelnamen import (
    Unnamed,
    anders_vragen,
    interviews_behind,
    list_unnamed,
    rename_verzamelnaam,
    take_together,
)

__all__ = [
    "Answer",
    "Leesfilter",
    "MarkedFragment",
    "Unnamed",
    "add_thema",
    "anders_vragen",
    "change_fragment",
    "find_fragment",
    "find_thema",
    "forget",
    "interviews_behind",
    "list_answers",
    "list_citaten",
    "list_themas",
    "list_unnamed",
    "mark",
    "open_vragen",
    "remove_fragment",
    "rename_thema",
    "rename_verzamelnaam",
    "retire_thema",
    "take_back_thema",
    "take_together",
]
