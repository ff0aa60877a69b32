"""What is followed: a meetronde, in one wijk or everywhere, one kind of interview or all."""

from dataclasses import dataclass

from app.domain.vragenlijst import Soort
from app.models import Meetronde, Wijk
from app.tellingen import Selectie


@dataclass(frozen=True)
class Volgkeuze:
    """The part of a meetronde that somebody looks at."""

    meetronde: Meetronde
    wijk: Wijk | None = None
    soort: Soort | None = None

    @property
    def soorten(self) -> tuple[Soort, ...]:
        return tuple(Soort) if self.soort is None else (self.soort,)

    @property
    def selectie(self) -> Selectie:
        return Selectie(self.meetronde.code, wijk_code=self.wijk.code if self.wijk else None)
