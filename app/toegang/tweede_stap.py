"""A second step at logging in, for who wants it: a code from an authenticator app, or one of ten codes on paper.

The codes are those of RFC 6238. Our app keeps what it shares with theirs as it is, for it has to make the same code;
whoever reads our tables still needs the password.
"""

import re
import secrets
from datetime import UTC, datetime

import pyotp
from sqlmodel import Session, col, delete, select, update

from app.domain.antwoorden import Fout
from app.errors import InvalidInput
from app.models import Gebruiker, Noodcode
from app.toegang.pogingen import forget_failures, note_failure, refuse_when_too_early, second_step_subject
from app.tokens import hash_token

NOODCODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that looks like another on paper."""

CODE_GROUPS, GROUP_LENGTH = 4, 4
ISSUER = "Wijkpeil"
SHARED = "[A-Z2-7]{32}"
"""What we propose; it comes back in a form, and an authenticator app would choke on anything else."""

WRONG_CODE = "Deze code klopt niet. Wacht op de volgende code in uw app. Lukt het niet? Kijk of de klok goed loopt."

STEP_SECONDS = 30
CLOCK_STEPS = (-1, 0, 1)
"""The code of half a minute ago and of the next one are right too: clocks differ, and typing takes time."""


def totp_secret(proposed: str = "") -> str:
    """What an authenticator app and we will share: what was proposed in a form when that will do, else a new one."""
    return proposed if re.fullmatch(SHARED, proposed) else pyotp.random_base32()


def totp_address(coordinator: Gebruiker, secret: str) -> str:
    """What an authenticator app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=coordinator.email, issuer_name=ISSUER)


def turn_on_second_step(session: Session, coordinator: Gebruiker, secret: str, code: str) -> list[str]:
    """Ask for a code at every login from now on: the codes for emergencies, to be shown once.

    Raises InvalidInput when the code is not that of the app: who could not make one would be out for good.
    """
    step = _step_of(secret, code, after=None)
    if step is None:
        raise InvalidInput("De tweede stap staat nog niet aan.", faults=[Fout("code", WRONG_CODE)])
    coordinator.totp_secret, coordinator.totp_step = secret, step
    session.connection().execute(delete(Noodcode).where(col(Noodcode.gebruiker_id) == coordinator.id))
    codes = [_new_noodcode() for _ in range(NOODCODES)]
    session.add_all(Noodcode(code_hash=hash_token(_plain(each)), gebruiker_id=coordinator.id) for each in codes)
    return codes


def turn_off_second_step(session: Session, coordinator: Gebruiker) -> None:
    """The password is enough again. Harmless when that was so already."""
    coordinator.totp_secret = coordinator.totp_step = None
    session.connection().execute(delete(Noodcode).where(col(Noodcode.gebruiker_id) == coordinator.id))


def is_second_step(session: Session, coordinator: Gebruiker, code: str, pepper: bytes) -> bool:
    """Whether this is a code of the app, or one on paper, that was not used before; it is used now.

    Raises TooManyRequests after too many that were wrong.
    """
    subjects = [second_step_subject(coordinator, pepper)]
    refuse_when_too_early(session, subjects)
    if _use_totp(session, coordinator, code) or _use_noodcode(session, coordinator, code):
        forget_failures(session, subjects)
        return True
    note_failure(session, subjects)
    return False


def count_noodcodes(session: Session, coordinator: Gebruiker) -> int:
    """How many codes on paper are left."""
    return len(session.exec(select(Noodcode.code_hash).where(Noodcode.gebruiker_id == coordinator.id)).all())


def _use_totp(session: Session, coordinator: Gebruiker, code: str) -> bool:
    secret = coordinator.totp_secret
    step = _step_of(secret, code, after=coordinator.totp_step) if secret else None
    if step is None:
        return False
    # Of two who come with the same code at once, the second finds that it was used.
    used = update(Gebruiker).where(col(Gebruiker.id) == coordinator.id, col(Gebruiker.totp_step) < step)
    return session.connection().execute(used.values(totp_step=step)).rowcount == 1


def _use_noodcode(session: Session, coordinator: Gebruiker, code: str) -> bool:
    used = delete(Noodcode).where(
        col(Noodcode.code_hash) == hash_token(_plain(code)), col(Noodcode.gebruiker_id) == coordinator.id
    )
    return session.connection().execute(used).rowcount == 1


def _step_of(secret: str, code: str, after: int | None) -> int | None:
    """Which step of the clock this is the code of, when it is later than the one used last; else None."""
    now, typed = int(datetime.now(UTC).timestamp()) // STEP_SECONDS, _plain(code)
    for step in (now + offset for offset in CLOCK_STEPS):
        is_new = after is None or step > after
        if is_new and pyotp.utils.strings_equal(typed, pyotp.TOTP(secret).generate_otp(step)):
            return step
    return None


def _new_noodcode() -> str:
    """Some 79 random bits: nobody guesses it from its hash."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(CODE_GROUPS))


def _plain(code: str) -> str:
    """A code without what people type between its letters."""
    return "".join(code.split()).replace("-", "").lower()
