"""The coordinators: who they are, a new one, and who may no longer come in."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.domain.antwoorden import Fout
from app.errors import InvalidInput, NotAllowed, NotFound
from app.models import Gebruiker, Rol
from app.toegang.sessies import end_other_sessies
from app.toegang.wachtwoorden import LOGIN_LENGTH, hash_password, password_faults

NAME_LENGTH = 120


def add_coordinator(session: Session, name: str, email: str, password: str) -> Gebruiker:
    """A new coordinator; raises InvalidInput, naming every fault."""
    name, email = name.strip(), email.strip().lower()
    if faults := coordinator_faults(session, name, email, password):
        raise InvalidInput("De coördinator is niet toegevoegd.", faults=faults)
    gebruiker = Gebruiker(name=name, role=Rol.COORDINATOR, email=email, password_hash=hash_password(password))
    session.add(gebruiker)
    session.flush()
    return gebruiker


def coordinator_faults(session: Session, name: str, email: str, password: str) -> list[Fout]:
    """What is wrong with a new coordinator: the name, the address or the password."""
    faults, email = [], email.strip().lower()
    if not 1 <= len(name.strip()) <= NAME_LENGTH:
        faults.append(Fout("naam", f"Vul een naam in van hoogstens {NAME_LENGTH} tekens."))
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email) or len(email) > LOGIN_LENGTH:
        faults.append(Fout("email", "Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl."))
    elif session.exec(select(Gebruiker).where(Gebruiker.email == email)).first():
        faults.append(Fout("email", "Er is al iemand met dit e-mailadres."))
    return faults + password_faults(password, name, email)


def list_coordinators(session: Session) -> Sequence[Gebruiker]:
    """Every coordinator by name, those that are blocked too; not who left."""
    query = select(Gebruiker).where(Gebruiker.role == Rol.COORDINATOR, col(Gebruiker.left_at).is_(None))
    return session.exec(query.order_by(Gebruiker.name, col(Gebruiker.id))).all()


def block_coordinator(session: Session, coordinator: Gebruiker, by: Gebruiker) -> None:
    """Let a coordinator in no more: every login ends at once. Harmless when that was so already.

    Raises NotAllowed for oneself: one who can let the others in again must be left.
    """
    if coordinator.id == by.id:
        raise NotAllowed("U kunt uzelf niet blokkeren. Vraag het een andere coördinator.")
    # Two who block each other at the same moment would both be out: the second hears it here.
    both = select(Gebruiker).where(col(Gebruiker.id).in_([coordinator.id, by.id])).order_by(col(Gebruiker.id))
    session.exec(both.with_for_update().execution_options(populate_existing=True)).all()
    if by.blocked_at:
        raise NotAllowed("U bent intussen zelf geblokkeerd. Er is niets veranderd.")
    if coordinator.blocked_at is None:
        coordinator.blocked_at, coordinator.blocked_by_id = datetime.now(UTC), by.id
    end_other_sessies(session, coordinator)


def unblock_coordinator(coordinator: Gebruiker) -> None:
    """Let a coordinator in again, who then has to log in."""
    coordinator.blocked_at = coordinator.blocked_by_id = None


def find_coordinator(session: Session, coordinator_id: UUID) -> Gebruiker:
    """This coordinator; raises NotFound."""
    coordinator = session.get(Gebruiker, coordinator_id)
    if coordinator is None or coordinator.role != Rol.COORDINATOR or coordinator.left_at:
        raise NotFound("Deze coördinator is er niet.")
    return coordinator


def find_coordinator_by_email(session: Session, email: str, *, even_blocked: bool = False) -> Gebruiker:
    """The coordinator who logs in with this address; raises NotFound, as a rule also when the account is blocked."""
    query = select(Gebruiker).where(Gebruiker.email == email.strip().lower(), Gebruiker.role == Rol.COORDINATOR)
    gebruiker = session.exec(query).first()
    if gebruiker is None or (gebruiker.blocked_at and not even_blocked):
        raise NotFound(f"Er is geen coördinator met het adres “{email}”.")
    return gebruiker
