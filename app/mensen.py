"""The interviewers: who they are, in which wijken they work, and whether their phones may come in."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col, select

from app.domain.antwoorden import Fout
from app.errors import InvalidInput, NotFound
from app.models import Gebruiker, Inzet, Rol, Wijk

NAME_LENGTH = 120


def list_interviewers(session: Session) -> Sequence[Gebruiker]:
    """Every interviewer by name, those that are blocked too; not who left."""
    query = select(Gebruiker).where(Gebruiker.role == Rol.INTERVIEWER, col(Gebruiker.left_at).is_(None))
    return session.exec(query.order_by(Gebruiker.name, col(Gebruiker.id))).all()


def find_interviewer(session: Session, interviewer_id: UUID) -> Gebruiker:
    """This interviewer; raises NotFound."""
    interviewer = session.get(Gebruiker, interviewer_id)
    if interviewer is None or interviewer.role != Rol.INTERVIEWER or interviewer.left_at:
        raise NotFound("Deze interviewer is er niet.")
    return interviewer


def add_interviewer(session: Session, name: str, wijken: Sequence[Wijk]) -> Gebruiker:
    """A new interviewer, who works in these wijken. Raises InvalidInput, naming every fault.

    Two of the same name cannot be told apart on the list of phones, so the second needs another.
    """
    name = name.strip()
    faults = _wijken_faults(wijken)
    if not 1 <= len(name) <= NAME_LENGTH:
        faults.insert(0, Fout("naam", f"Vul een naam in van hoogstens {NAME_LENGTH} tekens."))
    elif name.casefold() in {known.name.casefold() for known in list_interviewers(session)}:
        message = "Er is al een interviewer met deze naam. Zet er een letter van de achternaam bij."
        faults.insert(0, Fout("naam", message))
    if faults:
        raise InvalidInput("De interviewer is niet toegevoegd.", faults=faults)
    interviewer = Gebruiker(name=name, role=Rol.INTERVIEWER)
    session.add(interviewer)
    session.flush()
    _work_in(session, interviewer, wijken)
    return interviewer


def change_wijken(session: Session, interviewer: Gebruiker, wijken: Sequence[Wijk]) -> None:
    """Let an interviewer work in these wijken and in no other; the phone hears it at its next contact."""
    if faults := _wijken_faults(wijken):
        raise InvalidInput("De wijken zijn niet gewijzigd.", faults=faults)
    session.connection().execute(delete(Inzet).where(col(Inzet.gebruiker_id) == interviewer.id))
    _work_in(session, interviewer, wijken)


def block_interviewer(interviewer: Gebruiker, by: Gebruiker) -> None:
    """Let the phones of an interviewer in no more. They keep what they have not sent, and stay linked."""
    if interviewer.blocked_at is None:
        interviewer.blocked_at, interviewer.blocked_by_id = datetime.now(UTC), by.id


def unblock_interviewer(interviewer: Gebruiker) -> None:
    """Let the phones in again; they send what they kept."""
    interviewer.blocked_at = interviewer.blocked_by_id = None


def _wijken_faults(wijken: Sequence[Wijk]) -> list[Fout]:
    return [] if wijken else [Fout("wijk", "Kies ten minste één wijk. Anders staan er op de telefoon geen straten.")]


def _work_in(session: Session, interviewer: Gebruiker, wijken: Sequence[Wijk]) -> None:
    session.add_all(Inzet(gebruiker_id=interviewer.id, wijk_code=code) for code in {wijk.code for wijk in wijken})
    session.flush()
