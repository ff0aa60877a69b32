"""What everything from a phone goes through when it comes in, an interview or a door: can the moment be, is the place
there, does the meetronde still take anything, and was it new.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, bindparam, func
from sqlmodel import Session, select

from app.domain.antwoorden import Fout
from app.errors import MeetrondeClosed
from app.models import Meetronde, Portiek, Straat

CLOCK_TOLERANCE = timedelta(days=1)
"""How far ahead a phone's clock may be before we say so."""

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""Nothing is older: a phone that says so has lost its clock."""


class Uitkomst(Enum):
    """What an id that comes in turns out to be: new, known with the same content, or known with another."""

    NIEUW = auto()
    AL_ONTVANGEN = auto()
    BOTSING = auto()


def moment_faults(moments: Mapping[str, datetime]) -> list[Fout]:
    """What is wrong with these moments, by the name of their field."""
    latest = datetime.now(UTC) + CLOCK_TOLERANCE
    faults = []
    for veld, moment in moments.items():
        if moment > latest:
            faults.append(
                Fout(veld, "Dit moment ligt meer dan een dag in de toekomst. Zet de klok van de telefoon goed.")
            )
        elif moment < EARLIEST:
            faults.append(Fout(veld, "Dit moment ligt te ver terug. Zet de klok van de telefoon goed."))
    return faults


@dataclass(frozen=True)
class Surroundings:
    """What is known of the meetronde and the place that something from a phone names.

    `straat_id` is where it counts: the straat that was named, or the one that this became a part of since.
    """

    meetronde: str | None
    closed_at: datetime | None
    straat_id: UUID | None
    has_portiek: bool

    def faults(self) -> list[Fout]:
        """What is not there."""
        faults = []
        if self.meetronde is None:
            faults.append(Fout("meetronde", "Deze meetronde bestaat niet. Kies er een uit /api/v1/meetrondes."))
        if self.straat_id is None:
            faults.append(Fout("straatId", "Deze straat bestaat niet. Kies er een uit /api/v1/straten."))
        if not self.has_portiek:
            message = "Dit portiek staat niet in deze straat. Kies er een uit /api/v1/portieken."
            faults.append(Fout("portiekId", message))
        return faults

    def require_open(self, what: str) -> None:
        """Raise MeetrondeClosed when the meetronde takes nothing new; `what` is what was handed in, in Dutch."""
        if self.closed_at is not None:
            raise MeetrondeClosed(
                f"Meetronde “{self.meetronde}” is gesloten. Bewaar {what} en vraag de coördinator wat te doen."
            )


def _held(column: Any, key: Any, parameter: str) -> ScalarSelect[Any]:
    """A column of the row with this key, which is held from then on as a foreign key will hold it.

    Who closes a meetronde, or moves what was heard in it, is done before we look, or waits for us.
    """
    query = select(column).where(key == bindparam(parameter))
    return query.with_for_update(read=True, key_share=True).scalar_subquery()


# One question instead of three, and put together once: that takes longer than asking it.
_SURROUNDINGS = select(
    _held(Meetronde.name, Meetronde.code, "meetronde"),
    _held(Meetronde.closed_at, Meetronde.code, "meetronde"),
    _held(func.coalesce(Straat.merged_into_id, Straat.id), Straat.id, "straat"),
    _held(Portiek.straat_id, Portiek.id, "portiek"),
)


def look_around(session: Session, meetronde_code: str, straat_id: UUID, portiek_id: UUID | None) -> Surroundings:
    """Look up the meetronde, the straat, and whether the portiek, if there is one, is in it.

    A straat that was merged is no more than another name of the one it became a part of.
    """
    # PostgreSQL refuses to look for text that it cannot hold.
    code = meetronde_code if meetronde_code.isprintable() else None
    wanted = {"meetronde": code, "straat": straat_id, "portiek": portiek_id}
    name, closed_at, straat, straat_of_portiek = session.connection().execute(_SURROUNDINGS, wanted).one()
    is_in_straat = straat_of_portiek is not None and straat_of_portiek == straat
    return Surroundings(name, closed_at, straat, has_portiek=portiek_id is None or is_in_straat)
