"""A figure that never travels alone: with its answers, margin and verdict, and not at all when it rests on too few."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from app.domain.betrouwbaarheid import Oordeel
from app.domain.verdeling import Verdeling
from app.domain.wijkschatting import Gebiedsschatting


@dataclass(frozen=True)
class Maat:
    """One measure of one population in one area.

    `respondents` is how many gave an answer that counts; where several options may be chosen it is smaller than
    the sum of the options. `not_given` is how many were held without an answer to this question. `estimated_mean` is
    there for a scale, `estimated_share` for what is also said as a percentage. Whatever would give the figure away
    is None below the threshold, so that no page or format can show it by mistake: ask the properties, not the fields.
    """

    verdeling: Verdeling
    respondents: int
    not_given: int
    oordeel: Oordeel
    reason: str
    estimated_mean: Gebiedsschatting | None = None
    estimated_share: Gebiedsschatting | None = None

    @property
    def is_shown(self) -> bool:
        return self.oordeel is not Oordeel.TE_WEINIG

    @property
    def counts(self) -> dict[str, int] | None:
        """How many gave each answer."""
        return dict(self.verdeling.counts) if self.is_shown else None

    @property
    def gemiddelde(self) -> Gebiedsschatting | None:
        """The mean of the scale, as an estimate for everybody in the area."""
        return self.estimated_mean if self.is_shown else None

    @property
    def aandeel(self) -> Gebiedsschatting | None:
        """The share that goes with this measure, 0 to 1: tevreden, bekend, or rung 3 or higher."""
        return self.estimated_share if self.is_shown else None

    @property
    def mean(self) -> Fraction | None:
        """The figure itself: weighted wherever the area could be weighted."""
        return self.gemiddelde.schatting.value if self.gemiddelde else None

    @property
    def median(self) -> Fraction | None:
        """The middle one of the answers themselves, which are never weighted."""
        return self.verdeling.median if self.is_shown else None

    def share(self, codes: Iterable[str]) -> Fraction | None:
        """The part of the respondents themselves who gave one of these answers, 0 to 1."""
        return self.verdeling.share(codes) if self.is_shown else None
