"""Somebody leaves: the account goes with all that points to a person; what they did stays, without their name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from app.domain.antwoorden import Fout
from app.errors import InvalidInput, NotAllowed, NotFound
from app.models import (
    Contactpoging,
    Gebruiker,
    Herstelcode,
    Interview,
    Inzet,
    Koppelcode,
    Noodcode,
    Rol,
    Sessie,
    Status,
    Toestel,
)
from app.toestellen import toestellen_of

FORMER = "een oud-medewerker"
"""In the place of the name, wherever it was read."""


@dataclass(frozen=True)
class Vertrek:
    """What becomes of an account that is deleted.

    `interviews` and `doors` stay, `navragen` is how many of the interviews still wait for a reply of this person.
    `holding` are the linked phones that may hold something that was not sent: those that said so, or never said
    anything. `obstacle` says in words why the account cannot be deleted.
    """

    gebruiker: Gebruiker
    interviews: int
    doors: int
    navragen: int
    holding: Sequence[Toestel]
    obstacle: str | None


def find_account(session: Session, gebruiker_id: UUID) -> Gebruiker:
    """This account; raises NotFound, also when it was deleted."""
    gebruiker = session.get(Gebruiker, gebruiker_id)
    if gebruiker is None or gebruiker.left_at:
        raise NotFound("Dit account is er niet. Misschien is het al verwijderd.")
    return gebruiker


def look_ahead(session: Session, gebruiker: Gebruiker) -> Vertrek:
    """What deleting this account would do now."""
    own = Interview.interviewer_id == gebruiker.id
    doors = select(func.count()).where(Contactpoging.interviewer_id == gebruiker.id)
    waiting = select(func.count()).where(own, Interview.status == Status.TERUGGESTUURD)
    return Vertrek(
        gebruiker,
        interviews=session.exec(select(func.count()).where(own)).one(),
        doors=session.exec(doors).one(),
        navragen=session.exec(waiting).one(),
        holding=[each for each in toestellen_of(session, gebruiker) if each.unsent_count != 0],
        obstacle=_obstacle(session, gebruiker),
    )


def delete_account(session: Session, gebruiker: Gebruiker, by: Gebruiker | None, *, accepts_loss: bool = False) -> None:
    """Delete an account for good, on behalf of a coordinator or of who has the command line.

    Raises NotAllowed for the last coordinator who can come in, and InvalidInput while a phone may hold something that
    was not sent, unless that loss is accepted: the phone can send it no more.
    """
    # Two who delete each other at the same moment would leave nobody: the second waits here, and then hears it.
    desk = select(Gebruiker).where(Gebruiker.role == Rol.COORDINATOR).order_by(col(Gebruiker.id)).with_for_update()
    session.exec(desk.execution_options(populate_existing=True)).all()
    session.refresh(gebruiker, with_for_update=True)
    if by is not None and by.blocked_at:
        raise NotAllowed("U kunt zelf niet meer inloggen. Er is niets verwijderd.")
    vertrek = look_ahead(session, find_account(session, gebruiker.id))
    if vertrek.obstacle:
        raise NotAllowed(vertrek.obstacle)
    if vertrek.holding and not accepts_loss:
        fault = Fout("verlies", "Laat de telefoon eerst versturen, of kruis aan dat u dit weet.")
        raise InvalidInput("Het account is niet verwijderd.", faults=[fault])
    for table in (Sessie, Noodcode, Herstelcode, Koppelcode, Toestel, Inzet):
        session.connection().execute(delete(table).where(col(table.gebruiker_id) == gebruiker.id))
    _forget(gebruiker, by)
    session.add(gebruiker)
    session.flush()


def _forget(gebruiker: Gebruiker, by: Gebruiker | None) -> None:
    now = datetime.now(UTC)
    gebruiker.name, gebruiker.left_at = FORMER, now
    gebruiker.email = gebruiker.password_hash = gebruiker.totp_secret = gebruiker.totp_step = None
    gebruiker.blocked_at, gebruiker.blocked_by_id = now, by.id if by else None


def _obstacle(session: Session, gebruiker: Gebruiker) -> str | None:
    if gebruiker.role != Rol.COORDINATOR:
        return None
    others = select(func.count()).where(
        Gebruiker.role == Rol.COORDINATOR, col(Gebruiker.blocked_at).is_(None), Gebruiker.id != gebruiker.id
    )
    if session.exec(others).one():
        return None
    return (
        f"Zonder {gebruiker.name} kan geen enkele coördinator meer inloggen. Voeg eerst een andere coördinator toe, of "
        "haal bij een ander de blokkade weg."
    )
