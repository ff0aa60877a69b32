"""A mean over straten as strata: each counts for its households, not for how many people happened to answer there."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum

from app.domain.exact import add_fractions
from app.domain.schatting import Kanttekening
from app.domain.steekproef import Steekproef


@dataclass(frozen=True)
class Laag:
    """One straat with answers, and its weight, above 0: the number of its households, unless said otherwise."""

    steekproef: Steekproef
    weight: int | Fraction

    @property
    def size(self) -> tuple[int | Fraction, int]:
        """The weight of those in this straat to whom the question would go, as numerator and denominator."""
        return self.weight * self.steekproef.n, self.steekproef.asked

    @property
    def total(self) -> tuple[int | Fraction, int]:
        """What all of them would answer, added up, as numerator and denominator."""
        return self.weight * self.steekproef.verdeling.total, self.steekproef.asked


@dataclass(frozen=True)
class Gelaagd:
    """A weighted mean of n answers, and what its margin is made of.

    `variance` is that of the mean, with `df` degrees of freedom; it is 0 when every household was interviewed, and
    also when within no straat two answers differ. `variance_at_one` is what it would be if the answers had a
    variance of 1 in every straat.
    """

    mean: Fraction
    n: int
    variance: float
    df: float
    variance_at_one: float
    is_census: bool
    kanttekeningen: tuple[Kanttekening, ...]


def stratify(lagen: Sequence[Laag]) -> Gelaagd:
    """Weigh the means of these straten, of which there is at least one.

    The mean is the sum of W mean, its variance the sum of W² (1 - n/N) s²/n, with the degrees of freedom Satterthwaite
    gives such a sum. A straat with one interview has no s² of its own and is lent the one pooled over the others.
    Sources: Cochran (1977), 5.3 and 5.4; F.E. Satterthwaite, "An approximate distribution of estimates of variance
    components", Biometrics Bulletin 2 (1946).
    """
    size = add_fractions(laag.size for laag in lagen)
    mean = add_fractions(laag.total for laag in lagen) / size
    terms = [_term(laag, mean, float(size)) for laag in lagen]
    borrowed = fsum(term.factor for term in terms if not term.df)
    all_df = sum(term.df for term in terms)
    shares = [(term.factor / term.df + borrowed / all_df) * term.squares if term.df else 0.0 for term in terms]
    variance = fsum(shares)
    uncertainty = fsum(share * share / term.certain_df for share, term in zip(shares, terms, strict=True))
    return Gelaagd(
        mean=mean,
        n=sum(laag.steekproef.n for laag in lagen),
        variance=variance,
        df=variance * variance / uncertainty if uncertainty else 1.0,
        variance_at_one=fsum(term.factor * term.part_asked for term in terms),
        is_census=all(laag.steekproef.is_census for laag in lagen),
        kanttekeningen=(Kanttekening.SPREIDING_GELEEND,) if borrowed else (),
    )


@dataclass(frozen=True)
class _Term:
    """What one straat adds to the variance, factor times squares / df, and what to know of it."""

    factor: float
    squares: float
    df: int
    certain_df: int
    part_asked: float


def _term(laag: Laag, mean: Fraction, size: float) -> _Term:
    """W² (1 - n/N) / n, and the squared distances behind s².

    Where only part of the people was asked, the size of that part is itself an estimate, and the mean a ratio: then
    everybody interviewed counts, with the distance of their answer to the mean of the whole, or with 0 when they were
    not asked (Cochran 5A.14). The degrees of freedom stay those of the answers: a row of zeros tells little about how
    far answers lie apart.
    """
    steekproef = laag.steekproef
    n, asked = steekproef.n, steekproef.asked
    weight = float(laag.weight) / size
    squares = steekproef.verdeling.squares_times_n / n
    if n < asked:
        squares += n * (1 - n / asked) * float(Fraction(steekproef.verdeling.total, n) - mean) ** 2
    return _Term(
        factor=weight * weight * steekproef.not_heard / asked,
        squares=squares,
        df=asked - 1,
        certain_df=max(n - 1, 1),
        part_asked=n / asked,
    )
