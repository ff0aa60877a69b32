"""The answers of a straat as a draw from its households: how much of the straat has been heard."""

from dataclasses import dataclass
from functools import cached_property

from app.domain.schatting import Kanttekening
from app.domain.verdeling import Verdeling


@dataclass(frozen=True)
class Steekproef:
    """The answers to one question, and out of how many households they come; each interview speaks for another one.

    `huishoudens` is None where nobody counted them, and also for klanten, who are no draw from households.
    `gevraagd` is how many people were interviewed, for a question that only part of them was asked: the cijfer goes
    to those with experience, and those are as large a part of the straat as of the people interviewed there.
    """

    verdeling: Verdeling
    huishoudens: int | None = None
    gevraagd: int | None = None

    @property
    def n(self) -> int:
        """How many answers count."""
        return self.verdeling.n

    @cached_property
    def asked(self) -> int:
        """How many people were interviewed; never fewer than answered."""
        return max(self.gevraagd or 0, self.verdeling.n)

    @property
    def is_draw(self) -> bool:
        """Whether it is known how many households there are, and that they are no fewer than the interviews."""
        return bool(self.huishoudens) and self.asked <= (self.huishoudens or 0)

    @property
    def not_heard(self) -> float:
        """Which part of the households was not interviewed, 0 to 1.

        Also 1, so that it makes no margin narrower, when the households are unknown or fewer than the interviews.
        """
        return (self.huishoudens - self.asked) / self.huishoudens if self.huishoudens and self.is_draw else 1.0

    @property
    def is_census(self) -> bool:
        """Whether every household was interviewed, so that nothing is left to chance."""
        return self.is_draw and self.asked == self.huishoudens

    @property
    def kanttekeningen(self) -> tuple[Kanttekening, ...]:
        """What a reader must know about the draw itself."""
        is_overfull = self.huishoudens is not None and self.asked > self.huishoudens
        return (Kanttekening.MEER_INTERVIEWS_DAN_HUISHOUDENS,) if is_overfull else ()
