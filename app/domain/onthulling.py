"""What can be told of a wijk without telling on anybody in it: straten with too few answers are taken together.

Everything that is published is made of cellen, and of nothing else. A cel holds the answers to one question from one
population: of a single straat with enough of them, or of all the other straten of its wijk together. Whoever adds up
and subtracts what is published, over areas, formats and versions, finds cellen again and never what is inside one.
Sources: the threshold rule and secondary suppression, A. Hundepool et al., Statistical Disclosure Control (2012), 4.2
and 4.4; group disclosure, the same, 5.2; small strata taken together, W.G. Cochran, Sampling Techniques, 3rd edition
(1977), 5A.12.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.domain.verdeling import Verdeling, together

OTHERS = 2
OTHERS_SHARE = Fraction(1, 10)
"""At least so many, and such a part, must have answered something else than most. With one, that one would know all the
others; with hardly any, everybody does."""

OPEN_SHARE = Fraction(1, 4)
POSSIBLE_COUNTS = 3
"""Of straten that are taken together such a part must have answered something else than most, and of each of them so
many numbers of answers must remain possible: else the answers of one straat follow nearly from those of all."""


@dataclass(frozen=True)
class Cel:
    """The answers to one question from one population, in these straten together.

    `n` people gave an answer that counts; where several options may be chosen that is fewer than the options add up to.
    `asked` is how many were interviewed. `huishoudens` is None where those of any of the straten are unknown, and for
    klanten. `one_option` says that each of the n chose one of the answers in `verdeling`.
    """

    straten: tuple[str, ...]
    verdeling: Verdeling
    n: int
    asked: int
    huishoudens: int | None = None
    one_option: bool = True

    @property
    def is_mixed(self) -> bool:
        """Whether the answers differ so much that the group does not give its members away."""
        return not self.one_option or _differs(self.verdeling.counts.values(), self.n)

    def can_be_told(self, threshold: int) -> bool:
        """Whether this may be published as it is."""
        return self.n >= threshold and self.is_mixed


def divide(straten: Sequence[Cel], threshold: int, hidden: frozenset[str] = frozenset()) -> list[Cel]:
    """The cellen of a wijk, from what was heard in each of its straten; none when nothing can be told at all.

    A straat that can be told is a cel of its own, unless it is `hidden` already in the numbers of interviews. All the
    others are taken together, those hidden with them also where they gave no answer, and as long as that does not
    protect each of them the smallest of the first is added. When there is none left to add, nothing can be subtracted
    from the wijk: then it is told if it can be told as it is.
    """
    alone: list[Cel] = []
    rest: list[Cel] = []
    for straat in sorted(straten, key=lambda straat: (straat.n, straat.straten)):
        if not hidden.isdisjoint(straat.straten):
            rest.append(straat)
        elif straat.n:
            (alone if straat.can_be_told(threshold) else rest).append(straat)
    if not any(straat.n for straat in rest):
        return alone
    while alone and not (_are_protected(rest, threshold) and _stay_open(rest, threshold)):
        rest.append(alone.pop(0))
    return [*alone, take_together(rest)] if _are_protected(rest, threshold) else []


def renew(before: Cel, now: Cel, threshold: int) -> Cel:
    """A published cel in a later version: as it is now, or as it was when what changed would tell on a few people.

    Two versions can be subtracted. What comes out is what changed, so that must be as much as what is published at
    first: at least as many interviews, and not all alike. Otherwise the change waits for a version with more of them.
    """
    came, went = _changes(before, now)
    if now.one_option:
        larger = max(came, went, key=sum)
        is_enough = sum(larger) >= threshold and _differs(larger, sum(larger))
    else:  # one interview may have changed the number of every option, each by one
        is_enough = max(*came, *went, 0, 0) >= threshold
    return now if is_enough and now.can_be_told(threshold) else before


def take_together(straten: Sequence[Cel]) -> Cel:
    """These straten as one cel."""
    known = [straat.huishoudens for straat in straten if straat.huishoudens is not None]
    return replace(
        straten[0],
        straten=tuple(sorted(name for straat in straten for name in straat.straten)),
        verdeling=together(straat.verdeling for straat in straten),
        n=sum(straat.n for straat in straten),
        asked=sum(straat.asked for straat in straten),
        huishoudens=sum(known) if len(known) == len(straten) else None,
    )


def _are_protected(rest: Sequence[Cel], threshold: int) -> bool:
    """Whether these straten can be told together, and more than one of them has answers."""
    return sum(straat.n > 0 for straat in rest) > 1 and take_together(rest).can_be_told(threshold)


def _stay_open(rest: Sequence[Cel], threshold: int) -> bool:
    """Whether hardly anything follows for one of these straten from all of them, which can be told apart from others.

    Nor how many answered in it, knowing which straten stay below the threshold: it has at least what the others cannot
    have, and at most what they must leave. Of two below 10 with 18 together, both have 9.
    """
    cel = take_together(rest)
    if cel.one_option and not _differs(cel.verdeling.counts.values(), cel.n, OPEN_SHARE):
        return False
    counts = [straat.n for straat in rest if straat.n]
    bounds = [(1, threshold - 1) if n < threshold else (threshold, sum(counts)) for n in counts]
    lowest, highest = sum(low for low, _ in bounds), sum(high for _, high in bounds)
    return all(
        min(high, sum(counts) - (lowest - low)) - max(low, sum(counts) - (highest - high)) + 1 >= POSSIBLE_COUNTS
        for low, high in bounds
    )


def _differs(counts: Iterable[int], n: int, share: Fraction = OTHERS_SHARE) -> bool:
    others = n - max(counts, default=0)
    return others >= OTHERS and others >= n * share


def _changes(before: Cel, now: Cel) -> tuple[list[int], list[int]]:
    """How many answers each way came and went: at least so many interviews changed."""
    earlier, later = _everything(before), _everything(now)
    differences = [later.get(code, 0) - earlier.get(code, 0) for code in earlier.keys() | later.keys()]
    return [each for each in differences if each > 0], [-each for each in differences if each < 0]


def _everything(cel: Cel) -> dict[str, int]:
    """Every outcome of an interview for this question, also that there was no answer."""
    verdeling = cel.verdeling
    told = {"weet_niet": verdeling.weet_niet, "wil_niet_zeggen": verdeling.wil_niet_zeggen}
    silent = max(0, cel.asked - cel.n - sum(told.values()))
    return {**verdeling.counts, **told, "": silent}
