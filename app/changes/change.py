"""One change, by which keys its rows are named, and what is no change that anybody will ask about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import TableClause

EXEMPT: Mapping[str, str] = {
    "spoor nieuw": "It is the trail itself.",
    "schakel nieuw": "It follows from the trail.",
    "ketencontrole nieuw": "It tells when the trail was looked at.",
    "telstand": "It follows from the interviews; `wijkpeil controleer` compares them.",
    "inlogpoging": "It counts failures, under a hash, and for an hour.",
    "sessie.last_used_at": "It says that somebody is at work, every few minutes.",
    "toestel.last_contact_at": "A phone says that it is there, every few minutes.",
    "toestel.unsent_count": "It comes with the contact.",
}
"""What is no change that anybody will ask about, and why: a table, a table with one verb, or a column."""

KEYS: Mapping[str, Sequence[str]] = {
    "antwoord": ["interview_id"],
    "botsing": ["interview_id"],
    "aanleiding": ["interview_id"],
    "ingezien": ["interview_id"],
    "koppelcode": ["gebruiker_id"],
    "sessie": ["gebruiker_id"],
    "noodcode": ["gebruiker_id"],
    "herstelcode": ["gebruiker_id"],
}
"""By which columns a row is named whose primary key says too much: what somebody said, or the hash of a secret."""


class Verb(StrEnum):
    NIEUW = "nieuw"
    ANDERS = "anders"
    WEG = "weg"
    TERUG = "teruggezet"
    """Of a whole backup, which no statement of ours does."""


@dataclass(frozen=True)
class Change:
    """What one statement did to one table. `keys` are of the rows it named, as far as it named any."""

    table: str
    verb: Verb
    count: int
    keys: Sequence[str] = ()
    columns: Sequence[str] = ()

    @property
    def is_exempt(self) -> bool:
        if self.table in EXEMPT or f"{self.table} {self.verb}" in EXEMPT:
            return True
        return bool(self.columns) and all(f"{self.table}.{column}" in EXEMPT for column in self.columns)


def key_columns(table: TableClause) -> Sequence[str]:
    """By which columns a row of this table is named."""
    return KEYS.get(table.name) or [column.name for column in table.primary_key]
