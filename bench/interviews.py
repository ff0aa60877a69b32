"""Invented interviews of all three questionnaires, as many as are wanted."""

from collections.abc import Iterator
from itertools import chain, count, islice

from sqlmodel import Session

from app import demo
from app.interviews import Inzending
from app.models import Meetronde


def interviews(session: Session, number: int) -> list[Inzending]:
    """This many different interviews of the nulmeting, over all straten."""
    return list(islice(chain.from_iterable(_rounds(session)), number))


def _rounds(session: Session) -> Iterator[Iterator[Inzending]]:
    nulmeting = session.get_one(Meetronde, demo.NULMETING)
    for seed in count():
        yield demo.invented_interviews(session, nulmeting, f"bench {seed}", with_klanten=True)
