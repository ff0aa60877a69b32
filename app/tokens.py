"""A secret that we hand out: long enough that nobody guesses it, and kept only by its hash.

It is random, so a plain SHA-256 keeps it. A password, which a person chose, needs more; see `toegang`.
"""

import hashlib
import secrets

from app.domain.intrekwoorden import WOORDEN


def new_token(length: int = 32) -> str:
    """A secret of so many random bytes, in letters that may stand in an address."""
    return secrets.token_urlsafe(length)


def new_intrekcode() -> str:
    """An intrekcode, as a phone draws one itself."""
    return f"{secrets.choice(WOORDEN)}-{secrets.choice(WOORDEN)}-{secrets.randbelow(10_000):04}"


def hash_token(token: str) -> str:
    """What is kept of a secret, and looked up when somebody shows it: 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()
