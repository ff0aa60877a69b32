"""Then against now: an arrow for each area, with the margin of the change."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.schatting import Marge
from app.domain.verandering import Richting
from app.web.beelden.axis import Axis, Stretch


@dataclass(frozen=True)
class Pijl:
    """What changed in one area.

    `then`, `now` and `marge`, that of the change, are for drawing, in the unit of the axis; `figures`, `difference`,
    `between` and `n` are the same as they may be told: "7,1 → 7,8", "+0,7", "tussen 0,2 en 1,2", "23 en 30". Without
    both figures there is no arrow: for `reason`, or else because there was too little to compare.
    """

    name: str
    n: str
    richting: Richting
    then: float | None = None
    now: float | None = None
    figures: str = ""
    difference: str = ""
    marge: Marge | None = None
    between: str = ""
    reason: str = ""
    is_whole: bool = False

    @property
    def verdict(self) -> str:
        return self.richting.replace("-", " ")


class Head(StrEnum):
    """Which way the point of an arrow looks; without any change it is no arrow."""

    LEFT = "links"
    RIGHT = "rechts"
    NONE = "geen"


@dataclass(frozen=True)
class DrawnPijl:
    """A pijl with its place: from where to where it goes.

    `reach` is where it may really have gone, from the same beginning: it leaves that beginning out when the change
    is more than chance.
    """

    pijl: Pijl
    tail: float | None = None
    tip: float | None = None
    head: Head = Head.NONE
    reach: Stretch | None = None


@dataclass(frozen=True)
class Pijlen:
    """Areas on one axis, in the order in which they were given."""

    axis: Axis
    pijlen: Sequence[Pijl]

    @property
    def rows(self) -> tuple[DrawnPijl, ...]:
        return tuple(self._draw(pijl) for pijl in self.pijlen)

    @property
    def gist(self) -> str:
        """Of how many parts the figure went which way, in Dutch; empty without parts."""
        counted = Counter(pijl.richting for pijl in self.pijlen if not pijl.is_whole)
        said = [f"{richting.replace('-', ' ')}: {counted[richting]}" for richting in Richting if counted[richting]]
        return f"{', '.join(said).capitalize()}." if said else ""

    def _draw(self, pijl: Pijl) -> DrawnPijl:
        if pijl.then is None or pijl.now is None:
            return DrawnPijl(pijl)
        tail, tip = self.axis.at(pijl.then), self.axis.at(pijl.now)
        head = Head.RIGHT if tip > tail else Head.LEFT if tip < tail else Head.NONE
        reach = self.axis.between(pijl.then + pijl.marge.low, pijl.then + pijl.marge.high) if pijl.marge else None
        return DrawnPijl(pijl, tail, tip, head, reach)
