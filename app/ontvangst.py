"""What everything from a phone goes through when it comes in, an interview or a door: can the moment be, is the place
there, does the meetronde still take anything, and was it new.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from uuid import UUID

from sqlmodel import Session

from app.domain.antwoorden import Fout
from app.errors import MeetrondeClosed
from app.models import Meetronde, Portiek, Straat

CLOCK_TOLERANCE = timedelta(days=1)
"""How far ahead a phone's clock may be before we say so."""

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""Nothing is older: a phone that says so has lost its clock."""

UNKNOWN_MEETRONDE = Fout("meetronde", "Deze meetronde bestaat niet. Kies er een uit /api/v1/meetrondes.")


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


def place_faults(session: Session, straat_id: UUID, portiek_id: UUID | None) -> list[Fout]:
    """What is wrong with a straat, and with a portiek that should be in it."""
    faults = []
    if session.get(Straat, straat_id) is None:
        faults.append(Fout("straatId", "Deze straat bestaat niet. Kies er een uit /api/v1/straten."))
    if portiek_id is not None:
        portiek = session.get(Portiek, portiek_id)
        if portiek is None or portiek.straat_id != straat_id:
            message = "Dit portiek staat niet in deze straat. Kies er een uit /api/v1/portieken."
            faults.append(Fout("portiekId", message))
    return faults


def look_up_meetronde(session: Session, code: str) -> Meetronde | None:
    """The meetronde somebody named; None when there is none, whatever the text holds."""
    # PostgreSQL refuses to look for text that it cannot hold.
    return session.get(Meetronde, code) if code.isprintable() else None


def require_open(meetronde: Meetronde, what: str) -> None:
    """Raise MeetrondeClosed when this meetronde takes nothing new; `what` is what was handed in, in Dutch."""
    if not meetronde.is_open:
        raise MeetrondeClosed(
            f"Meetronde “{meetronde.name}” is gesloten. Bewaar {what} en vraag de coördinator wat te doen."
        )
