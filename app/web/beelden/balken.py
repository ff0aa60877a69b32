"""How the answers in an area are spread over the rungs of a ladder, as one bar."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ROOM_FOR_A_NUMBER = 5.0
"""Per cent of the width from which on the number of a rung fits in its part of the bar, also on a phone."""


@dataclass(frozen=True)
class Segment:
    """The part of the bar that belongs to one rung, in per cent of its length, and how that is said.

    How large one is that `is_told` not only follows from what the others leave.
    """

    code: str
    x: float
    width: float
    words: str
    is_told: bool = True

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def has_room(self) -> bool:
        return self.width >= ROOM_FOR_A_NUMBER


@dataclass(frozen=True)
class Balk:
    """One area. `shares` is the part of the answers on each rung, 0 to 1, the lowest rung first, and None where that is
    not told; `words` is the same as it may be told. Both are empty when the figures are withheld."""

    name: str
    n: str
    shares: Mapping[str, float | None]
    words: Mapping[str, str]
    is_whole: bool = False

    @property
    def segments(self) -> tuple[Segment, ...]:
        return tuple(self._lay_out())

    def _lay_out(self) -> Iterator[Segment]:
        """What is told one after the other, and in between an equal part of what is left for each of the others."""
        told = sum(share for share in self.shares.values() if share is not None)
        untold = sum(share is None for share in self.shares.values())
        length = max(told, 1)  # whole percentages may add up to more than 100
        x = 0.0
        for code, share in self.shares.items():
            width = 100 * ((length - told) / untold if share is None else share) / length
            yield Segment(code, round(x, 2), round(width, 2), self.words[code], share is not None)
            x += width
