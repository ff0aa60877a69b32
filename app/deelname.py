"""Where a meetronde is held: which wijken and straten take part, chosen all at once."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, insert
from sqlmodel import Session, col

from app.domain.antwoorden import Fout
from app.errors import ChangedMeanwhile, InvalidInput, MeetrondeClosed
from app.gebieden import list_wijken, straten_of
from app.models import Interview, Meetronde, Straat, Uitzondering, Wijk
from app.tellingen import count_per_straat, left_out


@dataclass(frozen=True)
class Deelname:
    """The wijken that have straten to choose from, by name, with which of those take part.

    What is out of use is there only when it takes part still. `held` is how many interviews there are of a straat
    already; who takes that straat out leaves them out of every figure.
    """

    wijken: Sequence[tuple[Wijk, Sequence[Straat]]]
    joined: frozenset[UUID]
    held: Mapping[UUID, int]

    @property
    def straten(self) -> list[Straat]:
        return [straat for _, straten in self.wijken for straat in straten]

    @property
    def fingerprint(self) -> str:
        """By which one sees that somebody else changed it."""
        choices = sorted((str(straat.id), straat.id in self.joined) for straat in self.straten)
        return hashlib.sha256(repr(choices).encode()).hexdigest()


def deelname_of(session: Session, meetronde: Meetronde) -> Deelname:
    """Where the meetronde is held, and where it could be."""
    out = set(session.connection().scalars(left_out(meetronde.code)))
    wijken = []
    for wijk in list_wijken(session):
        straten = [
            straat
            for straat in straten_of(session, [wijk])
            if straat.id not in out or (straat.is_in_use and wijk.is_in_use)
        ]
        if straten:
            wijken.append((wijk, straten))
    joined = frozenset(straat.id for _, straten in wijken for straat in straten if straat.id not in out)
    return Deelname(wijken, joined, count_per_straat(session, Interview, meetronde.code))


def save_deelname(session: Session, meetronde: Meetronde, joined: Collection[UUID], seen: str) -> None:
    """Let these straten take part, and none of the others that there were to choose from.

    `seen` is the fingerprint of what the coordinator was looking at. Raises InvalidInput when none is left,
    ChangedMeanwhile when a colleague was first, and MeetrondeClosed. Then nothing was kept.
    """
    session.refresh(meetronde, with_for_update=True)
    if not meetronde.is_open:
        raise MeetrondeClosed("Deze meetronde is gesloten. Heropen hem eerst als er nog iets moet veranderen.")
    deelname = deelname_of(session, meetronde)
    if seen != deelname.fingerprint:
        raise ChangedMeanwhile(
            "Iemand anders heeft dit intussen gewijzigd. Er is niets opgeslagen. Kijk na wat u had aangevinkt en sla "
            "daarna nog eens op."
        )
    offered = {straat.id for straat in deelname.straten}
    if not offered & set(joined):
        fault = Fout("straat", "Laat ten minste één straat meedoen.")
        raise InvalidInput("Er is niets opgeslagen: dan zou er nergens meer worden gemeten.", faults=[fault])
    came = (offered & set(joined)) - deelname.joined
    went = deelname.joined - set(joined)
    of_meetronde = col(Uitzondering.meetronde_code) == meetronde.code
    session.connection().execute(delete(Uitzondering).where(of_meetronde, col(Uitzondering.straat_id).in_(came)))
    if went:
        rows = [{"meetronde_code": meetronde.code, "straat_id": straat_id} for straat_id in sorted(went)]
        session.connection().execute(insert(Uitzondering), rows)
