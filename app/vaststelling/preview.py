"""What a version would tell if it were published now, without storing anything: of how many areas, and why not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session

from app.errors import InvalidInput
from app.models import Meetronde, Vaststelling, Wijk
from app.overzichten.heard import Populatie
from app.vaststelling.cellen import Cellen, cel_of
from app.vaststelling.documents import Gepubliceerd, tell_wijk, write_wijk
from app.vaststelling.messages import WijkscoresOut
from app.vaststelling.publishing import cellen_of, divide_meetronde, require_complete, require_enough
from app.vaststelling.reading import list_vaststellingen
from app.vaststelling.writing import Maatstaf, questions_of, write_drempels


@dataclass(frozen=True)
class Uitslag:
    """Of how many areas a measure would be told, and of how many not: too few answers, or it would tell on others."""

    told: int
    too_few: int
    protected: int

    @property
    def areas(self) -> int:
        return self.told + self.too_few + self.protected


@dataclass(frozen=True)
class Voorbeeld:
    """What the next version would tell, per population and measure; `obstacle` is why it cannot be published now."""

    version: int
    straten: Mapping[Populatie, Mapping[str, Uitslag]]
    wijken: Mapping[Populatie, Mapping[str, Uitslag]]
    obstacle: InvalidInput | None


def preview(session: Session, meetronde: Meetronde, threshold: int) -> Voorbeeld:
    """The next version of a meetronde as it would be now. While interviews come in that can still change."""
    version = len(list_vaststellingen(session, meetronde)) + 1
    before = cellen_of(session, meetronde.code, version - 1)
    verdeeld = divide_meetronde(session, meetronde, before, threshold)
    obstacle = None
    try:
        require_complete(session, meetronde)
        require_enough(verdeeld, before, threshold)
    except InvalidInput as problem:
        obstacle = problem
    return Voorbeeld(
        version=version,
        straten=_per_measure(verdeeld.wijken, threshold, _straten),
        wijken=_per_measure(verdeeld.wijken, threshold, _wijk),
        obstacle=obstacle,
    )


def preview_wijk(
    session: Session, meetronde: Meetronde, wijk: Wijk, maatstaf: Maatstaf
) -> tuple[WijkscoresOut, Cellen]:
    """What the first version would tell of one wijk, written as it would be published, and the cellen behind it."""
    verdeeld = divide_meetronde(session, meetronde, {}, maatstaf.threshold)
    found = next(each for each in verdeeld.wijken if each.wijk.code == wijk.code)
    concept = Vaststelling(
        meetronde_code=meetronde.code,
        version=1,
        published_at=datetime.now(UTC),
        coordinator_id=UUID(int=0),  # nobody's: it is never stored
        threshold=maatstaf.threshold,
        drempels=write_drempels(maatstaf).model_dump(),
    )
    return tell_wijk(meetronde, concept, write_wijk(found, maatstaf)), found.cellen


Areas = list[tuple[bool, int]]
"""Of each area whether a figure is told, and how many answers there are."""


def _per_measure(
    wijken: Sequence[Gepubliceerd], threshold: int, areas_of: Callable[[Gepubliceerd, Populatie, str], Areas]
) -> dict[Populatie, dict[str, Uitslag]]:
    return {
        populatie: {
            name: _count([area for wijk in wijken for area in areas_of(wijk, populatie, vraag)], threshold)
            for name, vraag in questions_of(populatie).items()
        }
        for populatie in Populatie
    }


def _straten(wijk: Gepubliceerd, populatie: Populatie, vraag: str) -> Areas:
    alone = {cel.straten for cel in wijk.cellen.get((populatie, vraag), ())}
    cellen = [cel_of(straat, populatie, vraag) for straat in wijk.straten]
    return [(cel.straten in alone, cel.n) for cel in cellen]


def _wijk(wijk: Gepubliceerd, populatie: Populatie, vraag: str) -> Areas:
    n = sum(cel_of(straat, populatie, vraag).n for straat in wijk.straten)
    return [(bool(wijk.cellen.get((populatie, vraag))), n)]


def _count(areas: Areas, threshold: int) -> Uitslag:
    untold = [n for is_told, n in areas if not is_told]
    too_few = sum(n < threshold for n in untold)
    return Uitslag(told=len(areas) - len(untold), too_few=too_few, protected=len(untold) - too_few)
