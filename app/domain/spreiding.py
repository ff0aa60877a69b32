"""How far answers lie apart: of one straat, and of a wijk within its straten."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from app.domain.exact import add_fractions
from app.domain.schatting import Kanttekening
from app.domain.verdeling import Verdeling


@dataclass(frozen=True)
class Spreiding:
    """A variance, in squared units of the scale, and the degrees of freedom it was estimated with."""

    variance: Fraction
    df: int


def spread_within(verdelingen: Iterable[Verdeling]) -> Spreiding | None:
    """The variance within straten, pooled over all of them; None when no straat has a second answer.

    Of one straat alone it is the ordinary variance, with n - 1 in the denominator. Source: W.G. Cochran, Sampling
    Techniques, 3rd edition (1977), 2.7; for several straten the mean square within groups of an analysis of variance,
    S.L. Lohr, Sampling: Design and Analysis, 2nd edition (2010), 3.4.
    """
    answered = [verdeling for verdeling in verdelingen if verdeling.n > 1]
    df = sum(verdeling.n - 1 for verdeling in answered)
    squares = add_fractions((verdeling.squares_times_n, verdeling.n) for verdeling in answered)
    return Spreiding(squares / df, df) if df else None


def usable_spread(verdeling: Verdeling, wijk: Spreiding | None) -> tuple[Spreiding | None, tuple[Kanttekening, ...]]:
    """The spread to make a margin of these answers with, and what has to be said about it.

    Equal answers do not prove that everybody thinks the same. Their spread of 0 would make a margin without width, so
    that of the wijk takes its place, if there is one. A single answer gets no margin at all.
    """
    own = spread_within([verdeling])
    if own is not None and own.variance:
        return own, ()
    if own is not None and wijk is not None and wijk.variance:
        return wijk, (Kanttekening.SPREIDING_VAN_DE_WIJK,)
    return None, (Kanttekening.GEEN_SPREIDING,)
