"""What changed in a wijk between two meetronden: the same straten in both, with the same weights.

Otherwise a wijk would seem to change when only the straten did in which people were met.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from app.domain.betrouwbaarheid import NORMEN, Normen
from app.domain.gelaagd import Gelaagd, Laag, stratify
from app.domain.schatting import Kanttekening
from app.domain.steekproef import Steekproef
from app.domain.verandering import Richting, Verandering, newcombe, welch
from app.domain.wijkschatting import weighted_wilson

Straat = TypeVar("Straat", bound=Hashable)
"""Whatever a straat is known by; the same straat by the same in both rounds."""

_Pair = tuple[Steekproef, Steekproef]


def compare_wijkgemiddelden(
    earlier: Mapping[Straat, Steekproef], later: Mapping[Straat, Steekproef], scale: range, normen: Normen = NORMEN
) -> Verandering:
    """The change of the mean of a wijk, over the straten with answers in both rounds."""
    return _compare(earlier, later, normen, lambda before, after: welch(before, after, scale, normen.zekerheid))


def compare_wijkaandelen(
    earlier: Mapping[Straat, Steekproef], later: Mapping[Straat, Steekproef], normen: Normen = NORMEN
) -> Verandering:
    """The change of the share of a wijk that has a 1 (`yes_or_no`), over the straten with answers in both rounds."""

    def measure(before: Gelaagd, after: Gelaagd) -> Verandering:
        marges = weighted_wilson(before, normen.zekerheid), weighted_wilson(after, normen.zekerheid)
        return newcombe(before, after, *marges)

    return _compare(earlier, later, normen, measure)


def _compare(
    earlier: Mapping[Straat, Steekproef],
    later: Mapping[Straat, Steekproef],
    normen: Normen,
    measure: Callable[[Gelaagd, Gelaagd], Verandering],
) -> Verandering:
    shared = _answered_in_both(earlier, later)
    if not shared:
        return Verandering(Richting.TE_WEINIG, 0, 0, kanttekeningen=(Kanttekening.GEEN_STRATEN_OM_TE_VERGELIJKEN,))
    weights = _weights(shared)
    before = stratify([_endless(pair[0], weight) for pair, weight in zip(shared, weights, strict=True)])
    after = stratify([_endless(pair[1], weight) for pair, weight in zip(shared, weights, strict=True)])
    kanttekeningen = tuple(_kanttekeningen(earlier, later, shared))
    if min(before.n, after.n) < normen.gebied.figure_from:
        return Verandering(Richting.TE_WEINIG, before.n, after.n, kanttekeningen=kanttekeningen)
    verandering = measure(before, after)
    return replace(verandering, kanttekeningen=kanttekeningen + verandering.kanttekeningen)


def _answered_in_both(earlier: Mapping[Straat, Steekproef], later: Mapping[Straat, Steekproef]) -> list[_Pair]:
    pairs = [(earlier[straat], later[straat]) for straat in earlier if straat in later]
    return [(before, after) for before, after in pairs if before.n and after.n]


def _weights(shared: Sequence[_Pair]) -> list[Fraction]:
    """The households of each straat in the later round, or else in the earlier one.

    For a question that went to part of the people: the households of that part, as large as it is in both rounds
    together. When the households of any straat are unknown: the answers of both rounds.
    """
    if not all(_households(pair) for pair in shared):
        return [Fraction(before.n + after.n) for before, after in shared]
    return [_households(pair) * Fraction(pair[0].n + pair[1].n, pair[0].asked + pair[1].asked) for pair in shared]


def _households(pair: _Pair) -> int:
    return pair[1].huishoudens or pair[0].huishoudens or 0


def _endless(steekproef: Steekproef, weight: Fraction) -> Laag:
    return Laag(Steekproef(steekproef.verdeling), weight)


def _kanttekeningen(
    earlier: Mapping[Straat, Steekproef], later: Mapping[Straat, Steekproef], shared: Sequence[_Pair]
) -> Iterator[Kanttekening]:
    answered = sum(1 for steekproef in (*earlier.values(), *later.values()) if steekproef.n)
    if answered > 2 * len(shared):
        yield Kanttekening.NIET_ALLE_STRATEN_VERGELEKEN
    if not all(_households(pair) for pair in shared):
        yield Kanttekening.HUISHOUDENS_ONBEKEND
