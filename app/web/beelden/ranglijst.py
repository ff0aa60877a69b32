"""The straten of a wijk by their figure, with margins that show how little the order may mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.betrouwbaarheid import Oordeel
from app.domain.schatting import Marge
from app.web.beelden.axis import Axis, Stretch


@dataclass(frozen=True)
class Lijn:
    """What is said about one area.

    `value` and `marge` are for drawing, in the unit of the axis; `figure`, `between` and `n` are the same as they may
    be told: "8,4", "tussen 7,9 en 8,8", "6" or "<10". Without a value the figure is withheld, and `reason` says why; a
    figure may be without a marge. `notes` are sentences one must know to read it. `address` is where the answers are.
    """

    name: str
    n: str
    oordeel: Oordeel
    reason: str
    value: float | None = None
    figure: str = ""
    marge: Marge | None = None
    between: str = ""
    notes: tuple[str, ...] = ()
    address: str | None = None


@dataclass(frozen=True)
class DrawnLijn:
    """A lijn with its place: of the dot, and of the whiskers on either side of it."""

    lijn: Lijn
    at: float | None = None
    reach: Stretch | None = None


@dataclass(frozen=True)
class Ranglijst:
    """The straten of a wijk on one axis, with the wijk itself behind them."""

    axis: Axis
    wijk: Lijn
    straten: Sequence[Lijn]

    @property
    def whole(self) -> DrawnLijn:
        return self._draw(self.wijk)

    @property
    def rows(self) -> tuple[DrawnLijn, ...]:
        """The highest first, equal ones by name; what is withheld last, by name."""
        return tuple(self._draw(lijn) for lijn in sorted(self.straten, key=_rank))

    @property
    def notes(self) -> Mapping[str, Sequence[str]]:
        """Every note once, with the names of those it is about."""
        notes: dict[str, list[str]] = {}
        for row in (self.whole, *self.rows):
            for note in row.lijn.notes:
                notes.setdefault(note, []).append(row.lijn.name)
        return notes

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to rank; if not, a row for each straat would only say the same again."""
        return any(lijn.value is not None for lijn in self.straten)

    @property
    def gist(self) -> str:
        """What may be read from the order, in Dutch."""
        shown = [row.lijn for row in self.rows if row.at is not None]
        if not shown:
            return f"Van geen enkele straat {self._what_it_takes}."
        first, *others = shown
        if not others:
            return f"Alleen van {first.name} {self._what_it_takes}."
        if others[0].value == first.value:
            equal = [lijn.name for lijn in shown if lijn.value == first.value]
            return f"Bovenaan staan {', '.join(equal[:-1])} en {equal[-1]}, met hetzelfde cijfer."
        return f"{first.name} staat bovenaan. {_how_sure(first, others)}"

    @property
    def _what_it_takes(self) -> str:
        is_few = all(lijn.oordeel is not Oordeel.BESCHERMD for lijn in self.straten)
        return "zijn er genoeg antwoorden voor een cijfer" if is_few else "is er een cijfer dat we kunnen vertellen"

    def _draw(self, lijn: Lijn) -> DrawnLijn:
        if lijn.value is None:
            return DrawnLijn(lijn)
        reach = self.axis.between(lijn.marge.low, lijn.marge.high) if lijn.marge else None
        return DrawnLijn(lijn, self.axis.at(lijn.value), reach)


def _rank(lijn: Lijn) -> tuple[bool, float, str]:
    return (lijn.value is None, -(lijn.value or 0), lijn.name.casefold())


def _how_sure(first: Lijn, others: Sequence[Lijn]) -> str:
    if first.marge is None:
        return "Maar de marge is daar niet te bepalen: de volgorde kan toeval zijn."
    below = sum(other.marge is not None and other.marge.high < first.marge.low for other in others)
    if not below:
        return "Geen andere straat ligt daar met de hele marge onder: de volgorde kan toeval zijn."
    if below == len(others) == 1:
        return "De andere straat ligt daar met de hele marge onder."
    if below == len(others):
        return "Elke andere straat ligt daar met de hele marge onder; de volgorde daarvan kan toeval zijn."
    return (
        f"Van de andere {len(others)} straten {'ligt' if below == 1 else 'liggen'} er {below} daar met de hele marge "
        "onder; bij de rest kan de volgorde toeval zijn."
    )
