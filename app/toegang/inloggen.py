"""Coming in with a password: the same answer, in the same time, for an unknown address and for a wrong password."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

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
from app.toegang.sessies import begin_sessie
from app.toegang.wachtwoorden import hash_of_nobody, is_password
from app.tokens import new_token


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
    """Somebody who came in: the token of the login, and what makes this browser a known one."""

    token: str
    known_browser: str


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
    return Binnen(begin_sessie(session, gebruiker), _know_browser(new_token(16), password_hash))


def _subjects(inlog: Inlog, email: str, password_hash: str) -> Sequence[Subject]:
    """What counts this try. In a browser that its owner used before, others' guesses do not count against it.

    Without that, whoever goes on guessing would shut the owner out of every browser for as long as they like.
    """
    nonce = inlog.known_browser.partition(".")[0]
    if hmac.compare_digest(_know_browser(nonce, password_hash).encode(), inlog.known_browser.encode()):
        return [browser_subject(nonce, inlog.pepper)]
    return [account_subject(email, inlog.pepper), address_subject(inlog.address, inlog.pepper)]


def _know_browser(nonce: str, password_hash: str) -> str:
    """What a browser is known by: nobody makes it who does not know what the password is kept as."""
    return f"{nonce}.{hmac.new(password_hash.encode(), nonce.encode(), hashlib.sha256).hexdigest()}"
