"""A ladder standing up: where an area stands on it now, and where it stood then."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.schatting import Marge

RUNG_HEIGHT = 38.0
EDGE = 20.0
"""Free above the highest rung and below the lowest, in units of the picture."""

LABEL_HEIGHT = 18.0
"""How far two words must be apart to be read."""


@dataclass(frozen=True)
class Sport:
    """A rung with what it stands for."""

    code: str
    words: str
    y: float


@dataclass(frozen=True)
class Mark:
    """A figure on the ladder: how high it lies, and how high its words are written."""

    figure: str
    y: float
    label_y: float


@dataclass(frozen=True)
class Ladder:
    """`now`, and `then` if there is a figure of it, each with how it is told; `marge` is that of now."""

    rungs: Mapping[int, str]
    now: tuple[float, str]
    then: tuple[float, str] | None = None
    marge: Marge | None = None

    @property
    def height(self) -> float:
        return RUNG_HEIGHT * (len(self.rungs) - 1) + 2 * EDGE

    @property
    def sporten(self) -> list[Sport]:
        """From the highest to the lowest."""
        return [Sport(str(rung), self.rungs[rung], self._y(rung)) for rung in sorted(self.rungs, reverse=True)]

    @property
    def mark_now(self) -> Mark:
        return self._mark(self.now, self.then)

    @property
    def mark_then(self) -> Mark | None:
        return self._mark(self.then, self.now) if self.then else None

    @property
    def reach(self) -> tuple[float, float] | None:
        """From how high to how low the real figure of now may lie."""
        return (self._y(self.marge.high), self._y(self.marge.low)) if self.marge else None

    def _mark(self, told: tuple[float, str], other: tuple[float, str] | None) -> Mark:
        y = self._y(told[0])
        if other is None or abs(y - self._y(other[0])) >= LABEL_HEIGHT:
            return Mark(told[1], y, y)
        # Too close to write both beside their dots: the higher goes up, and of equal ones the figure of now.
        is_higher = (told[0], told is self.now) > (other[0], other is self.now)
        middle = (y + self._y(other[0])) / 2
        return Mark(told[1], y, round(middle + LABEL_HEIGHT / 2 * (-1 if is_higher else 1), 2))

    def _y(self, value: float) -> float:
        lowest, highest = min(self.rungs), max(self.rungs)
        on_scale = min(max(value, lowest), highest)
        return round(EDGE + (highest - on_scale) * RUNG_HEIGHT, 2)
