"""Passwords: chosen by a person, so argon2id keeps them, and the ones that are tried first are refused."""

import re
from collections.abc import Sequence
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlmodel import Session
from zxcvbn import zxcvbn

from app.domain.antwoorden import Fout
from app.errors import InvalidInput
from app.models import Gebruiker
from app.toegang.pogingen import forget_failures, note_failure, oneself_subject, refuse_when_too_early
from app.toegang.sessies import end_other_sessies
from app.tokens import new_token

PASSWORD_LENGTH = 12
LOGIN_LENGTH = 200
"""Of an address or a password: the form to log in takes no more."""


GUESSES = 10**9
"""How many guesses a password must withstand. Logins are slowed down to some hundred a day; this is for whoever has a
copy of our tables, and needs a twentieth of a second for each."""

TAKEN_FIRST = (
    "wijkpeil", "wachtwoord", "welkom", "geheim", "hallo", "coordinator", "interview", "nederland", "dordrecht",
    "rotterdam", "amsterdam", "voetbal", "feyenoord", "ajax", "lente", "zomer", "herfst", "winter",
)  # fmt: skip
"""Words that people take for a password here, and that an English list does not know."""

READ_OF_A_PASSWORD = 72
"""How many characters of a password are looked at: more of them make it no easier to guess, only slower to estimate."""


def hash_password(password: str) -> str:
    """What is kept of a password."""
    return _hasher().hash(password)


def is_password(password_hash: str, password: str) -> bool:
    """Whether this password belongs to what was kept. Takes a twentieth of a second, on purpose."""
    try:
        return _hasher().verify(password_hash, password)
    except VerifyMismatchError:
        return False


@cache
def hash_of_nobody() -> str:
    """What to compare with when there is nobody, so that it takes as long."""
    return hash_password(new_token())


def password_faults(password: str, *about: str) -> list[Fout]:
    """What is wrong with a password that somebody wants, of whom this is known: their name and address."""
    if len(password) < PASSWORD_LENGTH:
        return [Fout("wachtwoord", f"Neem een wachtwoord van {PASSWORD_LENGTH} tekens of meer.")]
    if len(password) > LOGIN_LENGTH:
        return [Fout("wachtwoord", f"Neem een wachtwoord van hoogstens {LOGIN_LENGTH} tekens.")]
    if _guesses(password, about) < GUESSES:
        return [Fout("wachtwoord", "Dit wachtwoord is makkelijk te raden. Neem een zin die u zelf bedenkt.")]
    return []


def is_own_password(session: Session, coordinator: Gebruiker, typed: str, pepper: bytes) -> bool:
    """Whether somebody who is in knows the password too. Raises TooManyRequests after too many who did not."""
    subjects = [oneself_subject(coordinator, pepper)]
    refuse_when_too_early(session, subjects)
    if is_password(coordinator.password_hash or hash_of_nobody(), typed):
        forget_failures(session, subjects)
        return True
    note_failure(session, subjects)
    return False


def change_password(session: Session, coordinator: Gebruiker, new: str, kept: str | None = None) -> None:
    """Another password. Whoever is in under this account has to log in with it, but for the login `kept`.

    Raises InvalidInput when the new one will not do.
    """
    if faults := password_faults(new, coordinator.name, coordinator.email or ""):
        raise InvalidInput("Het wachtwoord is niet gewijzigd.", faults=faults)
    coordinator.password_hash = hash_password(new)
    end_other_sessies(session, coordinator, kept)


def _guesses(password: str, about: Sequence[str]) -> int:
    known = [part for text in about for part in (text, *re.split(r"\W+", text)) if part]
    return int(zxcvbn(password[:READ_OF_A_PASSWORD], user_inputs=[*known, *TAKEN_FIRST])["guesses"])


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()
