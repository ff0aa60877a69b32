"""What the two logs share: which lines to show, page by page, and the names of who stands in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, tuple_
from sqlmodel import Session, col, select

from app.changes import Who
from app.domain.antwoorden import Fout
from app.errors import InvalidInput
from app.models import ApiSleutel, Gebruiker, Inzage, Rol, Spoor

GONE = "iemand die hier niet meer staat"


@dataclass(frozen=True)
class Logfilter:
    """Which lines: of this person or key, or of this kind of somebody; from `since` on, and before `until`."""

    who_id: UUID | None = None
    who: Who | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Plek:
    """Where a page begins: after this line, the newest first."""

    moment: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.moment.isoformat()}_{self.id}"

    @classmethod
    def from_text(cls, text: str) -> "Plek":
        """The place in an address that we gave out; raises InvalidInput."""
        moment, _, line_id = text.partition("_")
        try:
            read = cls(datetime.fromisoformat(moment), UUID(line_id))
        except ValueError:
            read = None
        if read is None or read.moment.tzinfo is None:
            fault = Fout("na", "Deze plek in de lijst kennen we niet. Begin weer bij het begin van de lijst.")
            raise InvalidInput("Deze pagina van de lijst is er niet.", faults=[fault])
        return read


class Known(NamedTuple):
    """Somebody or a key that can stand in a log. Who left has no name any more, and is told apart by when that was."""

    id: UUID
    name: str
    left_at: datetime | None = None


def conditions(table: type[Spoor] | type[Inzage], wanted: Logfilter, after: Plek | None) -> list[ColumnElement[bool]]:
    """What a line of this log must be."""
    moment: Any = col(table.moment)
    found = [
        None if wanted.who_id is None else col(table.who_id) == wanted.who_id,
        None if wanted.who is None else col(table.who) == str(wanted.who),
        None if wanted.since is None else moment >= wanted.since,
        None if wanted.until is None else moment < wanted.until,
        None if after is None else tuple_(moment, col(table.id)) < tuple_(after.moment, after.id),
    ]
    return [condition for condition in found if condition is not None]


def names_of(session: Session, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of these people and keys, as far as they are still there."""
    wanted = {each for each in ids if each is not None}
    people = session.exec(select(Gebruiker.id, Gebruiker.name).where(col(Gebruiker.id).in_(wanted)))
    keys = session.exec(select(ApiSleutel.id, ApiSleutel.name).where(col(ApiSleutel.id).in_(wanted)))
    return dict.fromkeys(wanted, GONE) | dict([*people, *keys])


def list_known(session: Session, *, readers: bool = False) -> list[Known]:
    """Everybody and every key that can stand in a log; in that of who read, no interviewers."""
    query = select(Gebruiker.id, Gebruiker.name, Gebruiker.left_at)
    query = query.order_by(col(Gebruiker.name), col(Gebruiker.left_at), col(Gebruiker.id))
    if readers:
        query = query.where(Gebruiker.role == Rol.COORDINATOR)
    keys = select(ApiSleutel.id, ApiSleutel.name).order_by(col(ApiSleutel.name), col(ApiSleutel.id))
    return [Known(*each) for each in [*session.exec(query), *session.exec(keys)]]
