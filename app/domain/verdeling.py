"""How answers are spread over a scale or over options, and what can be read from that exactly.

Means are kept as fractions until somebody looks at them, so that 2,75 never becomes 2,7499.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from app.domain.vragenlijst import WEET_NIET, WIL_NIET_ZEGGEN


@dataclass(frozen=True)
class Verdeling:
    """How many gave each answer; who did not know or did not want to say is counted apart, never averaged."""

    counts: Mapping[str, int]
    weet_niet: int = 0
    wil_niet_zeggen: int = 0

    @cached_property
    def n(self) -> int:
        """How many answers count."""
        return sum(self.counts.values())

    def share(self, codes: Iterable[str]) -> Fraction | None:
        """The part of the answers that are among these codes, 0 to 1; None without answers."""
        if not self.n:
            return None
        return Fraction(sum(self.counts.get(code, 0) for code in codes), self.n)

    def among(self, codes: Iterable[str]) -> "Verdeling":
        """Who gave one of these answers, as a scale of 0 and 1."""
        return yes_or_no(sum(self.counts.get(code, 0) for code in codes), self.n)

    @property
    def given(self) -> int:
        """How many said anything at all, also that they did not know."""
        return self.n + self.weet_niet + self.wil_niet_zeggen

    @cached_property
    def mean(self) -> Fraction | None:
        """The arithmetic mean of a scale; None without answers.

        For a ladder this takes the steps between rungs as equal, which is a convention, not a measurement.
        """
        return Fraction(self.total, self.n) if self.n else None

    @cached_property
    def total(self) -> int:
        """The answers on a scale, added up."""
        return sum(int(code) * count for code, count in self.counts.items())

    @cached_property
    def squares_times_n(self) -> int:
        """The squared distances of the answers to their mean, added up, n times: that makes it a whole number.

        0 when all answers are equal, and without answers.
        """
        return self.n * sum(int(code) ** 2 * count for code, count in self.counts.items()) - self.total**2

    @cached_property
    def median(self) -> Fraction | None:
        """The middle answer of a scale, or halfway between the two middle ones; None without answers."""
        if not self.n:
            return None
        ordered = sorted((int(code), count) for code, count in self.counts.items())
        low, high = _at(ordered, (self.n - 1) // 2), _at(ordered, self.n // 2)
        return Fraction(low + high, 2)


def yes_or_no(yes: int, n: int) -> Verdeling:
    """A scale of 0 and 1 on which `yes` of n people have a 1: its mean is their share."""
    return Verdeling({"0": n - yes, "1": yes})


def together(verdelingen: Iterable[Verdeling]) -> Verdeling:
    """All answers in one heap, whoever gave them and wherever."""
    heaps = list(verdelingen)
    if len(heaps) == 1:
        return heaps[0]
    counts: dict[str, int] = {}
    weet_niet = wil_niet_zeggen = 0
    for verdeling in heaps:
        for code, count in verdeling.counts.items():
            counts[code] = counts.get(code, 0) + count
        weet_niet += verdeling.weet_niet
        wil_niet_zeggen += verdeling.wil_niet_zeggen
    return Verdeling(counts, weet_niet, wil_niet_zeggen)


def _at(ordered: list[tuple[int, int]], position: int) -> int:
    for value, count in ordered:
        if position < count:
            return value
        position -= count
    raise IndexError(position)


def spread(counted: Mapping[str, int], codes: Iterable[str], weet_niet_codes: Iterable[str] = ()) -> Verdeling:
    """Lay raw counts out over the codes of a question, also those nobody chose.

    `weet_niet_codes` are answers on the scale itself that mean "don't know", such as rung 1 of the
    leefbaarheidsladder: they are taken off the scale.
    """
    off_scale = set(weet_niet_codes)
    return Verdeling(
        counts={code: counted.get(code, 0) for code in codes if code not in off_scale},
        weet_niet=counted.get(WEET_NIET, 0) + sum(counted.get(code, 0) for code in off_scale),
        wil_niet_zeggen=counted.get(WIL_NIET_ZEGGEN, 0),
    )
