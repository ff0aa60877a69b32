"""Failed logins, and intrekcodes that are none: how often lately, by which account and from where, so that guessing
takes ever longer.

What is counted is kept under a keyed hash, and for an hour after the last failure: long enough to slow a guesser down,
and not to know who was where. It is kept in the database, so that neither a restart nor a second process forgets it.
"""

import hashlib
import hmac
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlmodel import Session, col, delete, select

from app.domain.throttle import ALL_ADDRESSES, MEMORY, PER_ACCOUNT, PER_ADDRESS, Throttle, in_wait_words
from app.errors import TooManyRequests
from app.models import Gebruiker, Inlogpoging
from app.statements import insert_once

LOGIN_FAILED = "Inloggen is te vaak mislukt."


@dataclass(frozen=True)
class Subject:
    """What failures are counted of: the hash of an account, an address or a browser, and how many are free."""

    hash: str
    throttle: Throttle


def account_subject(email: str, pepper: bytes) -> Subject:
    """An account, by the address somebody typed: whether it exists makes no difference."""
    return Subject(_hash("account", email, pepper), PER_ACCOUNT)


def address_subject(address: str, pepper: bytes) -> Subject:
    """Where somebody comes from. Of IPv6 the first half: one household has the whole of the other."""
    return Subject(_hash("address", _network_of(address), pepper), PER_ADDRESS)


def oneself_subject(coordinator: Gebruiker, pepper: bytes) -> Subject:
    """A coordinator who is in, and is asked for the password again."""
    return Subject(_hash("oneself", str(coordinator.id), pepper), PER_ACCOUNT)


def second_step_subject(coordinator: Gebruiker, pepper: bytes) -> Subject:
    """The codes of somebody who knows the password."""
    return Subject(_hash("second step", str(coordinator.id), pepper), PER_ACCOUNT)


def browser_subject(nonce: str, pepper: bytes) -> Subject:
    """A browser in which the owner of an account came in before."""
    return Subject(_hash("browser", nonce, pepper), PER_ACCOUNT)


def intrekcode_subjects(address: str, pepper: bytes) -> list[Subject]:
    """Who guesses at intrekcodes: from this address first, then from all addresses together."""
    own = Subject(_hash("intrekcode", _network_of(address), pepper), PER_ADDRESS)
    return [own, Subject(_hash("intrekcode", "everybody", pepper), ALL_ADDRESSES)]


def refuse_when_too_early(session: Session, subjects: Sequence[Subject], failed: str = LOGIN_FAILED) -> None:
    """Raise TooManyRequests while one of these has to wait. Such a try does not count, and nobody waits longer for it.

    Whoever tries the same at the same moment stands in line until this transaction ends: a hundred guesses at once are
    a hundred guesses one after the other. Always the same order of subjects, so that no two wait for each other.
    """
    now = datetime.now(UTC)
    wait = max(_wait_of(session, subject, now) for subject in subjects)
    if wait > timedelta(0):
        raise TooManyRequests(
            f"{failed} Wacht {in_wait_words(wait)} en probeer het dan opnieuw.",
            headers={"Retry-After": str(math.ceil(wait.total_seconds()))},
        )


def note_failure(session: Session, subjects: Sequence[Subject]) -> None:
    """Count one failure for each of these, which `refuse_when_too_early` let through."""
    now = datetime.now(UTC)
    for subject in subjects:
        poging = session.get_one(Inlogpoging, subject.hash)
        poging.failures = subject.throttle.count(poging.failures, poging.last_at, now)
        poging.last_at = now


def forget_failures(session: Session, subjects: Sequence[Subject]) -> None:
    """The owner came in: the first of these starts again, and of the others stays only what had failed before."""
    table, hashes = Inlogpoging.__table__.c, [subject.hash for subject in subjects]  # type: ignore[attr-defined]
    is_theirs = (table.subject == hashes[0]) | (table.subject.in_(hashes) & (table.failures == 0))
    session.connection().execute(delete(Inlogpoging).where(is_theirs))


def forget_old_pogingen(session: Session) -> None:
    """Remove what no wait depends on any more. What somebody is busy with stays until the next time."""
    old = select(Inlogpoging.subject).where(Inlogpoging.last_at < datetime.now(UTC) - MEMORY)
    free = old.with_for_update(skip_locked=True)
    session.connection().execute(delete(Inlogpoging).where(col(Inlogpoging.subject).in_(free)))


def _wait_of(session: Session, subject: Subject, now: datetime) -> timedelta:
    insert_once(session, Inlogpoging, {"subject": subject.hash, "failures": 0, "last_at": now})
    query = select(Inlogpoging).where(Inlogpoging.subject == subject.hash)
    poging = session.exec(query.with_for_update().execution_options(populate_existing=True)).one()
    return subject.throttle.wait(poging.failures, poging.last_at, now)


def _network_of(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address  # a socket on this machine, or a test
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or ip_network((known, 64), strict=False))
    return str(known)


def _hash(kind: str, value: str, pepper: bytes) -> str:
    return hmac.new(pepper, f"{kind} {value}".encode(), hashlib.sha256).hexdigest()
