"""Two meetronden beside each other: what changed as a whole, per wijk and per straat."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from app.domain.antwoorden import Fout
from app.domain.betrouwbaarheid import NORMEN, Normen
from app.domain.schatting import Kanttekening
from app.errors import InvalidInput
from app.models import Meetronde, Wijk
from app.overzichten.heard import HeardStraat, Populatie, hear
from app.overzichten.scores import Gebied, of_wijk
from app.overzichten.veranderingen import Gebiedsverandering, HeardTwice, change_of_all, change_per_straat
from app.tellingen import Niveau


@dataclass(frozen=True)
class Wijkvergelijking:
    """A wijk, and each of its straten by name."""

    wijk: Gebiedsverandering
    straten: tuple[Gebiedsverandering, ...]


@dataclass(frozen=True)
class Vergelijking:
    """What changed from one meetronde to another. `total` is None when only one wijk was asked for."""

    earlier: Meetronde
    later: Meetronde
    total: Gebiedsverandering | None
    wijken: tuple[Wijkvergelijking, ...]
    kanttekeningen: tuple[Kanttekening, ...]
    normen: Normen

    @property
    def gebieden(self) -> Iterator[Gebiedsverandering]:
        """The whole, and then every wijk followed by its straten."""
        if self.total:
            yield self.total
        for each in self.wijken:
            yield each.wijk
            yield from each.straten


def compare_meetronden(
    session: Session,
    earlier: Meetronde,
    later: Meetronde,
    wijk: Wijk | None = None,
    normen: Normen = NORMEN,
    *,
    approved_only: bool = False,
) -> Vergelijking:
    """What changed in all wijken, by name, or in one.

    Raises InvalidInput when the two rounds are the same. Anything else has an answer: without interviews, or without
    a straat that has answers in both, there is too little to say, and that is said.
    """
    if earlier.code == later.code:
        message = "Kies twee verschillende meetronden: een meetronde kunt u niet met zichzelf vergelijken."
        raise InvalidInput("Dit kunnen we niet vergelijken.", faults=[Fout("naar", message)])
    wijk_code = wijk.code if wijk else None
    before = hear(session, earlier, wijk_code, approved_only=approved_only, beside=later)
    after = hear(session, later, wijk_code, approved_only=approved_only, beside=earlier)
    straten = [HeardTwice(*pair) for pair in zip(before, after, strict=True)]
    wijken = [wijk] if wijk else session.exec(select(Wijk).order_by(Wijk.name)).all()
    compared = tuple(_wijk(each, straten, normen) for each in wijken)
    return Vergelijking(
        earlier=earlier,
        later=later,
        total=None if wijk else _total(later, straten, compared, normen),
        wijken=compared,
        kanttekeningen=tuple(_kanttekeningen(earlier, later, before, after)),
        normen=normen,
    )


def _wijk(wijk: Wijk, straten: Iterable[HeardTwice], normen: Normen) -> Wijkvergelijking:
    own = [straat for straat in straten if straat.later.straat.wijk_code == wijk.code]
    each = change_per_straat(own, normen)
    return Wijkvergelijking(change_of_all(of_wijk(wijk), own, each, normen), tuple(each))


def _total(
    later: Meetronde, straten: Sequence[HeardTwice], wijken: Iterable[Wijkvergelijking], normen: Normen
) -> Gebiedsverandering:
    gebied = Gebied(Niveau.TOTAAL, later.code, later.name)
    return change_of_all(gebied, straten, [straat for each in wijken for straat in each.straten], normen)


def _kanttekeningen(
    earlier: Meetronde, later: Meetronde, before: Sequence[HeardStraat], after: Sequence[HeardStraat]
) -> Iterator[Kanttekening]:
    if not (_interviews(before) and _interviews(after)):
        yield Kanttekening.GEEN_INTERVIEWS
    if earlier.starts_on > later.starts_on:
        yield Kanttekening.OMGEKEERDE_VOLGORDE


def _interviews(heard: Iterable[HeardStraat]) -> int:
    return sum(straat.of[populatie].interviews for straat in heard for populatie in Populatie)
