"""What a wijk says, from its straten: weighted by households, with the unweighted figure beside it.

The same for a meetronde as a whole, from all its straten.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.domain.aandeel import estimate_aandeel, wilson
from app.domain.betrouwbaarheid import NORMEN
from app.domain.gelaagd import Gelaagd, Laag, stratify
from app.domain.gemiddelde import estimate_gemiddelde, half_width, margin_around
from app.domain.schatting import Kanttekening, Marge, Methode, Schatting, below_upper_end
from app.domain.steekproef import Steekproef
from app.domain.t_verdeling import normal_quantile, t_quantile
from app.domain.verdeling import together


@dataclass(frozen=True)
class Gebiedsschatting:
    """An estimate for an area, and whether its straten count for their households.

    `is_weighted` is False when there is nothing to weigh, and also when the households of a straat with answers are
    not known: then every answer counts the same. `unweighted` is the mean, or the share, among the answers themselves.
    """

    schatting: Schatting
    is_weighted: bool
    unweighted: Fraction


def estimate_wijkgemiddelde(
    straten: Sequence[Steekproef], scale: range, zekerheid: Fraction = NORMEN.zekerheid
) -> Gebiedsschatting | None:
    """The mean, on this scale, of all households in the straten with answers; None without answers."""
    lagen = _lagen(straten)
    if lagen:
        return _present(straten, weighted_gemiddelde(stratify(lagen), scale, zekerheid), is_weighted=True)
    return _present(straten, estimate_gemiddelde(heap(straten), scale, zekerheid=zekerheid), is_weighted=False)


def estimate_wijkaandeel(
    straten: Sequence[Steekproef], zekerheid: Fraction = NORMEN.zekerheid
) -> Gebiedsschatting | None:
    """The share, 0 to 1, of all households in the straten with answers that have a 1 (`yes_or_no`)."""
    lagen = _lagen(straten)
    if lagen:
        return _present(straten, weighted_aandeel(stratify(lagen), zekerheid), is_weighted=True)
    return _present(straten, estimate_aandeel(heap(straten), zekerheid), is_weighted=False)


def every_answer_the_same(schatting: Schatting | None) -> Gebiedsschatting | None:
    """An estimate that needs no weights: of one straat, or of klanten, who are no draw from households."""
    return None if schatting is None else Gebiedsschatting(schatting, is_weighted=False, unweighted=schatting.value)


def heap(straten: Sequence[Steekproef]) -> Steekproef:
    """All answers together, whatever straat they come from. Nothing is said any more about households."""
    return Steekproef(together(straat.verdeling for straat in straten))


def dekking(straten: Sequence[Steekproef]) -> Fraction | None:
    """The share of the households of a wijk, 0 to 1, that live in straten with at least one interview.

    None when it is unknown: in some straat nobody counted the households, or there are none where people answered.
    """
    total = reached = 0
    for straat in straten:
        if straat.huishoudens is None or (straat.asked and not straat.huishoudens):
            return None
        total += straat.huishoudens
        reached += straat.huishoudens if straat.asked else 0
    return Fraction(reached, total) if total else None


def weighted_gemiddelde(gelaagd: Gelaagd, scale: range, zekerheid: Fraction) -> Schatting:
    """The weighted mean with the margin of Student's t. Source: Cochran (1977), 5.4."""
    mean, n = gelaagd.mean, gelaagd.n
    if gelaagd.is_census:
        return Schatting(mean, n, margin_around(mean, 0, scale), Methode.VOLLEDIG)
    if not gelaagd.variance:
        return Schatting(mean, n, None, Methode.GEEN, (Kanttekening.GEEN_SPREIDING,))
    marge = margin_around(mean, half_width(gelaagd.variance, gelaagd.df, zekerheid), scale)
    return Schatting(mean, n, marge, Methode.T_VERDELING, gelaagd.kanttekeningen)


def weighted_aandeel(gelaagd: Gelaagd, zekerheid: Fraction) -> Schatting:
    """The weighted share with the margin of Wilson."""
    share, n = gelaagd.mean, gelaagd.n
    if gelaagd.is_census:
        return Schatting(share, n, Marge(float(share), float(share)), Methode.VOLLEDIG)
    kanttekeningen = gelaagd.kanttekeningen if gelaagd.variance else ()
    return Schatting(share, n, weighted_wilson(gelaagd, zekerheid), Methode.WILSON, kanttekeningen)


def weighted_wilson(gelaagd: Gelaagd, zekerheid: Fraction) -> Marge:
    """The margin of Wilson for as many answers as would say as much without weights.

    That number is p(1 - p) / variance, with the quantile of Student's t. Where within each straat all are of one mind
    there is no variance to go by; then it is Kish's number, which looks at the weights alone. Sources: E.L. Korn &
    B.I. Graubard, "Confidence intervals for proportions with small expected number of positive counts estimated from
    survey data", Survey Methodology 24 (1998); with Wilson's interval in the place of theirs N. Dean & M. Pagano,
    "Evaluating confidence interval methods for binomial proportions in clustered surveys", Journal of Survey
    Statistics and Methodology 3 (2015); L. Kish, Survey Sampling (1965), 11.7.
    """
    probability = below_upper_end(zekerheid)
    if not gelaagd.variance:
        return wilson(gelaagd.mean, 1 / gelaagd.variance_at_one, normal_quantile(probability))
    effective_n = float(gelaagd.mean * (1 - gelaagd.mean)) / gelaagd.variance
    return wilson(gelaagd.mean, effective_n, t_quantile(probability, gelaagd.df))


def _lagen(straten: Sequence[Steekproef]) -> list[Laag]:
    """The straten with answers as strata; none at all when the households of one of them are unknown, or 0."""
    answered = [straat for straat in straten if straat.n]
    lagen = [Laag(straat, straat.huishoudens) for straat in answered if straat.huishoudens]
    return lagen if len(lagen) == len(answered) else []


def _present(
    straten: Sequence[Steekproef], schatting: Schatting | None, *, is_weighted: bool
) -> Gebiedsschatting | None:
    if schatting is None:
        return None
    unweighted = Fraction(sum(straat.verdeling.total for straat in straten), sum(straat.n for straat in straten))
    kanttekeningen = list(dict.fromkeys(kanttekening for straat in straten for kanttekening in straat.kanttekeningen))
    if not is_weighted:
        kanttekeningen.append(Kanttekening.HUISHOUDENS_ONBEKEND)
    with_all = replace(schatting, kanttekeningen=(*kanttekeningen, *schatting.kanttekeningen))
    return Gebiedsschatting(with_all, is_weighted, unweighted)
