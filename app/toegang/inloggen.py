"""Coming in with a password: the same answer, in the same time, for an unknown address and for a wrong password."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from app.errors import NotLoggedIn
from app.models import Gebruiker, Rol
from app.toegang.pogingen import (
    Subject,
    account_subject,
    address_subject,
    browser_subject,
    forget_failures,
    forget_old_pogingen,
    note_failure,
    refuse_when_too_early,
)
from app.toegang.sessies import begin_sessie, find_sessie, log_out
from app.toegang.tweede_stap import is_second_step
from app.toegang.wachtwoorden import hash_of_nobody, is_password
from app.tokens import new_token

TOO_LATE = "Het is te lang geleden dat u uw wachtwoord invulde. Log opnieuw in."


@dataclass(frozen=True)
class Inlog:
    """Somebody at the door: what they typed, where they come from, and what their browser brought along.

    `pepper` is a secret of this installation, under which the address is hashed before it is kept.
    """

    email: str
    password: str
    address: str
    known_browser: str
    pepper: bytes


@dataclass(frozen=True)
class Binnen:
    """Somebody whose password was right: the token of the login, and what makes this browser a known one.

    Whoever still owes a code is not in yet, and their browser is known only when they are.
    """

    token: str
    known_browser: str | None


def log_in(session: Session, inlog: Inlog) -> Binnen | None:
    """Let somebody in when address and password belong together, else None. Raises TooManyRequests.

    Takes as long for an unknown address as for a wrong password, so that nobody learns who has an account.
    """
    forget_old_pogingen(session)
    email = inlog.email.strip().lower()
    gebruiker = session.exec(select(Gebruiker).where(Gebruiker.email == email)).first()
    password_hash = (gebruiker and gebruiker.password_hash) or hash_of_nobody()
    subjects = _subjects(inlog, email, password_hash)
    refuse_when_too_early(session, subjects)
    is_right = is_password(password_hash, inlog.password)
    if not is_right or gebruiker is None or gebruiker.blocked_at or gebruiker.role != Rol.COORDINATOR:
        note_failure(session, subjects)
        return None
    forget_failures(session, subjects)
    if gebruiker.totp_secret:
        return Binnen(begin_sessie(session, gebruiker, is_in=False), known_browser=None)
    return _let_in(session, gebruiker)


def finish_log_in(session: Session, token: str, code: str, pepper: bytes) -> Binnen | None:
    """Let somebody in whose password was right, when the code is right too, else None.

    Raises TooManyRequests, and NotLoggedIn when the password was too long ago.
    """
    found = find_sessie(session, token, is_in=False)
    if found is None:
        raise NotLoggedIn(TOO_LATE)
    if not is_second_step(session, found[0], code, pepper):
        return None
    log_out(session, token)
    return _let_in(session, found[0])


def know_browser(coordinator: Gebruiker) -> str:
    """What makes a browser one that this coordinator used before."""
    return _known_by(new_token(16), coordinator.password_hash or hash_of_nobody())


def _let_in(session: Session, coordinator: Gebruiker) -> Binnen:
    return Binnen(begin_sessie(session, coordinator), know_browser(coordinator))


def _subjects(inlog: Inlog, email: str, password_hash: str) -> Sequence[Subject]:
    """What counts this try. In a browser that its owner used before, others' guesses do not count against it.

    Without that, whoever goes on guessing would shut the owner out of every browser for as long as they like.
    """
    nonce = inlog.known_browser.partition(".")[0]
    if hmac.compare_digest(_known_by(nonce, password_hash).encode(), inlog.known_browser.encode()):
        return [browser_subject(nonce, inlog.pepper)]
    return [account_subject(email, inlog.pepper), address_subject(inlog.address, inlog.pepper)]


def _known_by(nonce: str, password_hash: str) -> str:
    """What a browser is known by: nobody makes it who does not know what the password is kept as."""
    return f"{nonce}.{hmac.new(password_hash.encode(), nonce.encode(), hashlib.sha256).hexdigest()}"
