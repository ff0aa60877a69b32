"""What changed between two published meetronden, from their cellen alone: so nothing follows that was not told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.domain.antwoorden import Fout
from app.domain.betrouwbaarheid import NORMEN, Normen
from app.domain.onthulling import Cel, take_together
from app.domain.steekproef import Steekproef
from app.domain.verandering import Verandering, compare_aandelen, compare_gemiddelden
from app.domain.wijkschatting import heap
from app.domain.wijkverandering import compare_wijkaandelen, compare_wijkgemiddelden
from app.errors import InvalidInput
from app.models import Meetronde, Straat, Vaststelling, Wijk
from app.overzichten.heard import Populatie
from app.overzichten.scores import Gebied, of_straat, of_wijk
from app.overzichten.veranderingen import KENMERKEN, Kenmerk
from app.overzichten.vragen import SCALES
from app.tellingen import Niveau, Query, left_out
from app.vaststelling.cellen import Cellen, as_heard
from app.vaststelling.publishing import WHOLE, cellen_of

Veranderingen = Mapping[tuple[Populatie, str], Verandering | None]
"""By population and kenmerk; None where either round tells nothing."""


@dataclass(frozen=True)
class Gebiedsverschil:
    """What changed in one area. `straten` is what changed in each straat of it, where that is told."""

    gebied: Gebied
    veranderingen: Veranderingen
    straten: Mapping[tuple[Populatie, str], Sequence[Verandering]]


@dataclass(frozen=True)
class Pair:
    """The cellen of one area in the earlier and in the later round."""

    before: Cellen
    after: Cellen

    def of(self, populatie: Populatie, vraag: str) -> tuple[Sequence[Cel], Sequence[Cel]]:
        return self.before.get((populatie, vraag), ()), self.after.get((populatie, vraag), ())


def compare_published(
    session: Session, earlier: Vaststelling, later: Vaststelling, wijk: Wijk | None = None, normen: Normen = NORMEN
) -> list[Gebiedsverschil]:
    """What changed as a whole, per wijk and per straat; or in one wijk.

    Raises InvalidInput when both are of the same meetronde.
    """
    if earlier.meetronde_code == later.meetronde_code:
        message = "Kies twee verschillende meetronden: een meetronde kunt u niet met zichzelf vergelijken."
        raise InvalidInput("Dit kunnen we niet vergelijken.", faults=[Fout("naar", message)])
    only = wijk.code if wijk else None
    before, after = (cellen_of(session, each.meetronde_code, each.version, only) for each in (earlier, later))
    wijken = [wijk] if wijk else session.exec(select(Wijk).order_by(Wijk.name)).all()
    pairs = {each.code: Pair(before.get(each.code, {}), after.get(each.code, {})) for each in wijken}
    nowhere = left_out(earlier.meetronde_code, later.meetronde_code)
    found = [each for one in wijken for each in compare_wijk(session, one, pairs[one.code], nowhere, normen)]
    if wijk:
        return found
    meetronde = session.get_one(Meetronde, later.meetronde_code)
    rest = Pair(before.get(WHOLE, {}), after.get(WHOLE, {}))
    total = _of_all(Gebied(Niveau.TOTAAL, meetronde.code, meetronde.name), [*pairs.values(), rest], found, normen)
    return [total, *found]


def compare_wijk(session: Session, wijk: Wijk, pair: Pair, nowhere: Query, normen: Normen) -> Iterator[Gebiedsverschil]:
    """What changed in a wijk and then in each of its straten, by name, but for those `nowhere`."""
    query = select(Straat).where(Straat.wijk_code == wijk.code, col(Straat.id).not_in(nowhere))
    straten = session.exec(query.order_by(Straat.name)).all()
    each = [_straat(straat, pair, normen) for straat in straten]
    yield _of_all(of_wijk(wijk), [pair], each, normen)
    yield from each


def _straat(straat: Straat, pair: Pair, normen: Normen) -> Gebiedsverschil:
    changes = {
        (populatie, name): _alone(str(straat.id), pair, populatie, kenmerk, normen)
        for populatie in Populatie
        for name, kenmerk in KENMERKEN.items()
    }
    return Gebiedsverschil(of_straat(straat), changes, {})


def _alone(name: str, pair: Pair, populatie: Populatie, kenmerk: Kenmerk, normen: Normen) -> Verandering | None:
    before, after = (_by_straten(cellen).get((name,)) for cellen in pair.of(populatie, kenmerk.vraag))
    if before is None or after is None:
        return None
    then, now = (_steekproef(cel, populatie, kenmerk) for cel in (before, after))
    return _between(kenmerk, then, now, normen)


def _of_all(gebied: Gebied, pairs: Sequence[Pair], each: Sequence[Gebiedsverschil], normen: Normen) -> Gebiedsverschil:
    changes, straten = {}, {}
    for populatie in Populatie:
        for name, kenmerk in KENMERKEN.items():
            key = populatie, name
            cellen = [pair.of(populatie, kenmerk.vraag) for pair in pairs]
            compare = _of_bewoners if populatie is Populatie.BEWONERS else _of_klanten
            changes[key] = compare(cellen, kenmerk, normen)
            of_straten = (part.veranderingen[key] for part in each if part.gebied.niveau is Niveau.STRAAT)
            straten[key] = [change for change in of_straten if change is not None]
    return Gebiedsverschil(gebied, changes, straten)


def _of_bewoners(
    cellen: Iterable[tuple[Sequence[Cel], Sequence[Cel]]], kenmerk: Kenmerk, normen: Normen
) -> Verandering | None:
    """The same straten in both rounds, with the same weights: a straat that is told in both, or all others together."""
    before: dict[tuple[str, ...], Steekproef] = {}
    after: dict[tuple[str, ...], Steekproef] = {}
    for pair in cellen:
        for found, lined_up in zip((before, after), _line_up(*pair), strict=True):
            found |= {cel.straten: _steekproef(cel, Populatie.BEWONERS, kenmerk) for cel in lined_up}
    if not (before.keys() & after.keys()):
        return None
    if kenmerk.is_share:
        return compare_wijkaandelen(before, after, normen)
    return compare_wijkgemiddelden(before, after, SCALES[kenmerk.vraag], normen)


def _line_up(earlier: Sequence[Cel], later: Sequence[Cel]) -> tuple[list[Cel], list[Cel]]:
    """The cellen of the same straten in both rounds, and of each round the others together as one."""
    both = _by_straten(earlier).keys() & _by_straten(later).keys()
    before, after = (_with_rest(cellen, both) for cellen in (earlier, later))
    return before, after


def _with_rest(cellen: Sequence[Cel], both: Set[tuple[str, ...]]) -> list[Cel]:
    rest = [cel for cel in cellen if cel.straten not in both]
    return [*(cel for cel in cellen if cel.straten in both), *([take_together(rest)] if rest else [])]


def _of_klanten(
    cellen: Iterable[tuple[Sequence[Cel], Sequence[Cel]]], kenmerk: Kenmerk, normen: Normen
) -> Verandering | None:
    """All of one round against all of the other, wherever they live."""
    rounds = zip(*cellen, strict=True)
    before, after = ([cel for each in one for cel in each] for one in rounds)
    if not (before and after):
        return None
    then, now = (heap([_steekproef(cel, Populatie.KLANTEN, kenmerk) for cel in each]) for each in (before, after))
    return _between(kenmerk, then, now, normen)


def _between(kenmerk: Kenmerk, before: Steekproef, after: Steekproef, normen: Normen) -> Verandering:
    if kenmerk.is_share:
        return compare_aandelen(before, after, normen)
    return compare_gemiddelden(before, after, SCALES[kenmerk.vraag], normen=normen)


def _steekproef(cel: Cel, populatie: Populatie, kenmerk: Kenmerk) -> Steekproef:
    return kenmerk.steekproef(as_heard(cel, populatie, kenmerk.vraag))


def _by_straten(cellen: Sequence[Cel]) -> dict[tuple[str, ...], Cel]:
    return {cel.straten: cel for cel in cellen}
