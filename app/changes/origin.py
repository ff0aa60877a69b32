"""Who asks for a change, and by which route or command: told to the session by whoever opens it and by the porter."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session

_ORIGIN = "origin"


class Who(StrEnum):
    """What kind of somebody asked for a change."""

    COORDINATOR = "coordinator"
    INTERVIEWER = "interviewer"
    SLEUTEL = "sleutel"
    OPDRACHT = "opdracht"
    """The command line: whoever may be on the server."""
    SERVER = "server"
    """Wijkpeil by itself, by the clock."""
    NIEMAND = "niemand"
    """Nobody we know, such as somebody who is just logging in."""


@dataclass(frozen=True)
class Origin:
    """Who asked for a change, and by which route or command."""

    who: Who = Who.SERVER
    who_id: UUID | None = None
    via: str = ""


BY_ITSELF = Origin()
"""The server, when nobody asks."""


def begin_for(session: Session, origin: Origin) -> None:
    """Say where what this session will change comes from, as far as is known."""
    session.info[_ORIGIN] = origin


def identify(session: Session, who: Who, who_id: UUID) -> None:
    """Say who it turned out to be that asks."""
    session.info[_ORIGIN] = Origin(who, who_id, origin_of(session).via)


def origin_of(session: Session) -> Origin:
    """Who asks, and by which way."""
    origin: Origin = session.info.get(_ORIGIN, BY_ITSELF)
    return origin
