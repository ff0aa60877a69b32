"""Invented interviews of all three questionnaires, as many as are wanted."""

from collections.abc import Iterator
from itertools import chain, count, islice
from json import dumps

from sqlmodel import Session

from app import demo
from app.interviews import Inzending
from app.models import Meetronde
from tests.api.conftest import as_body


def interviews(session: Session, number: int) -> list[Inzending]:
    """This many different interviews of the nulmeting, over all straten."""
    return list(islice(chain.from_iterable(_rounds(session)), number))


def invented_bodies(session: Session, number: int) -> list[str]:
    """As many of the meetronde that is open, as phones send them."""
    meetronde = session.get_one(Meetronde, demo.HERHAALMETING)
    rounds = (demo.invented_interviews(session, meetronde, f"load {seed}", with_klanten=True) for seed in count())
    return [dumps(as_body(inzending)) for inzending in islice(chain.from_iterable(rounds), number)]


def _rounds(session: Session) -> Iterator[Iterator[Inzending]]:
    nulmeting = session.get_one(Meetronde, demo.NULMETING)
    for seed in count():
        yield demo.invented_interviews(session, nulmeting, f"bench {seed}", with_klanten=True)
