"""A figure that never travels alone: its answers, its verdict, and nothing at all when it rests on too few."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from app.domain.betrouwbaarheid import Drempels, Oordeel, judge, reason
from app.domain.verdeling import Verdeling


@dataclass(frozen=True)
class Maat:
    """One measure of one population in one area.

    `respondents` is how many gave an answer that counts; where several options may be chosen it is smaller than
    the sum of the options. `not_given` is how many were held without an answer to this question. Whatever would
    give the figure away is None below the threshold, so that no page or format can show it by mistake.
    """

    verdeling: Verdeling
    respondents: int
    not_given: int
    drempels: Drempels

    @cached_property
    def oordeel(self) -> Oordeel:
        return judge(self.respondents, self.drempels)

    @property
    def reason(self) -> str:
        return reason(self.respondents, self.drempels)

    @property
    def is_shown(self) -> bool:
        return self.oordeel is not Oordeel.TE_WEINIG

    @property
    def counts(self) -> dict[str, int] | None:
        """How many gave each answer."""
        return dict(self.verdeling.counts) if self.is_shown else None

    @property
    def mean(self) -> Fraction | None:
        return self.verdeling.mean if self.is_shown else None

    @property
    def median(self) -> Fraction | None:
        return self.verdeling.median if self.is_shown else None

    def share(self, codes: set[str]) -> Fraction | None:
        """The part of the respondents who gave one of these answers, 0 to 1."""
        return self.verdeling.share(codes) if self.is_shown else None
