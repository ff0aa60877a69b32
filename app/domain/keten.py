"""A chain of hashes: each link holds the hash of the one before, so that nothing in between changes unnoticed.

It proves that what follows a known link is as it was written. It does not prove who wrote it, and not that nothing was
cut off at the end: for that the last hash must be known from elsewhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain.fingerprint import fingerprint

BEGIN = "0" * 64
"""What the first link has for the hash of the one before it."""


class Gebrek(StrEnum):
    """What does not fit in a chain."""

    ONTBREEKT = "ontbreekt"
    """A link is not there: the next number is another."""
    WEG = "weg"
    """The link is there, and what it seals is not."""
    VERANDERD = "veranderd"
    """What was sealed, or the link itself, is not what it was."""
    VERHANGEN = "verhangen"
    """The link hangs on another one than the one before it."""


@dataclass(frozen=True)
class Kop:
    """The end of a chain: how many links there are, and the hash of the last."""

    number: int = 0
    hash: str = BEGIN


NOTHING = Kop()
"""The end of a chain that has no link yet."""


@dataclass(frozen=True)
class Link:
    """One link as it is kept. `content` is what it seals, None when that is gone."""

    number: int
    previous: str
    hash: str
    content: Mapping[str, Any] | None


@dataclass(frozen=True)
class Bevinding:
    """What was found when a chain was followed: how far it fits, and the first number that does not, if any."""

    kop: Kop
    gebrek: Gebrek | None = None
    at: int | None = None


def link_hash(number: int, previous: str, content: Mapping[str, Any]) -> str:
    """The hash of a link: over its number, the hash before it and what it seals."""
    return fingerprint({"nummer": number, "vorige": previous, "inhoud": dict(content)})


def follow(links: Iterable[Link], since: Kop = Kop()) -> Bevinding:
    """Compute the links anew, in their order, from `since` on; stop at the first that does not fit."""
    kop = since
    for link in links:
        if gebrek := _gebrek(link, kop):
            return Bevinding(kop, gebrek, kop.number + 1)
        kop = Kop(link.number, link.hash)
    return Bevinding(kop)


def _gebrek(link: Link, kop: Kop) -> Gebrek | None:
    if link.number != kop.number + 1:
        return Gebrek.ONTBREEKT
    if link.previous != kop.hash:
        return Gebrek.VERHANGEN
    if link.content is None:
        return Gebrek.WEG
    if link.hash != link_hash(link.number, link.previous, link.content):
        return Gebrek.VERANDERD
    return None
