"""The scale under a picture: where a value lies, as a percentage of the width."""

from dataclasses import dataclass

EDGE = 3.0
"""Per cent of the width kept free at either end, so that a dot on the last value is not cut in two."""


@dataclass(frozen=True)
class Tick:
    """A value that is written under the picture."""

    label: str
    at: float


@dataclass(frozen=True)
class Stretch:
    """From where to where something is drawn."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return round(self.right - self.left, 2)


@dataclass(frozen=True)
class Axis:
    """A scale from end to end, whatever was answered on it.

    Every picture of a measure has the same one: pictures of two wijken can be compared, and a small difference does
    not fill the page.
    """

    low: float
    high: float
    labels: tuple[str, ...]

    def at(self, value: float) -> float:
        """Where a value lies, 0 to 100; what is off the scale lies at its end."""
        on_scale = min(max(value, self.low), self.high)
        share = (on_scale - self.low) / (self.high - self.low)
        return round(EDGE + share * (100 - 2 * EDGE), 2)

    def between(self, low: float, high: float) -> Stretch:
        """From one value to another."""
        return Stretch(self.at(low), self.at(high))

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The labels at equal distances, the first and the last at the ends."""
        step = (self.high - self.low) / (len(self.labels) - 1)
        return tuple(Tick(label, self.at(self.low + step * number)) for number, label in enumerate(self.labels))


LADDER = Axis(1, 5, ("1", "2", "3", "4", "5"))
CIJFERS = Axis(1, 10, tuple(str(cijfer) for cijfer in range(1, 11)))
SHARES = Axis(0, 1, ("0 %", "25 %", "50 %", "75 %", "100 %"))
