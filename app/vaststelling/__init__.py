"""What outsiders get to see: the scores of a closed meetronde, published once and never changed.

Live figures betray people: with one interview more the mean of five moves by just what the newcomer gave. Read
`cellen` (which answers are taken together), `writing` and `documents` (how they are told), `publishing` (how a version
comes to be), `preview` (what the next would tell), `reading`, and `comparing` (what changed between two). The reasoning
is in docs/publicatie.md.
"""

from app.vaststelling.change_writing import write_vergelijking
from app.vaststelling.comparing import compare_published
from app.vaststelling.documents import Document, describe
from app.vaststelling.preview import Uitslag, Voorbeeld, preview
from app.vaststelling.publishing import WHOLE, publish
from app.vaststelling.reading import (
    find_document,
    find_etag,
    find_vaststelling,
    list_published,
    list_publishers,
    list_vaststellingen,
)

__all__ = [
    "WHOLE",
    "Document",
    "Uitslag",
    "Voorbeeld",
    "compare_published",
    "describe",
    "find_document",
    "find_etag",
    "find_vaststelling",
    "list_published",
    "list_publishers",
    "list_vaststellingen",
    "preview",
    "publish",
    "write_vergelijking",
]
