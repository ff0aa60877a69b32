"""Where an interviewer may be: their straten, and the portieken of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.gebieden import open_meetronde, portieken_of, straten_to_visit, wijken_of
from app.models import Gebruiker, Portiek, Straat


@dataclass(frozen=True)
class Plaatsen:
    """The straten where an interviewer may go now, by name; those that have portieken with theirs."""

    straten: Sequence[Straat]
    portieken: Sequence[tuple[Straat, Sequence[Portiek]]]


def plaatsen_of(session: Session, interviewer: Gebruiker) -> Plaatsen:
    straten = straten_to_visit(session, open_meetronde(session), wijken_of(session, interviewer))
    portieken = [portiek for portiek in portieken_of(session, straten) if portiek.is_in_use]
    grouped = [(straat, [each for each in portieken if each.straat_id == straat.id]) for straat in straten]
    return Plaatsen(straten, [(straat, those) for straat, those in grouped if those])
