"""The figures of a report: those that were published, and before that what the first version would tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.models import Meetronde, Wijk
from app.tellingen import left_out
from app.vaststelling import find_document, list_published, list_vaststellingen
from app.vaststelling.cellen import Cellen
from app.vaststelling.change_messages import VastgesteldGebiedsverschilOut
from app.vaststelling.change_writing import write_gebied
from app.vaststelling.comparing import Pair, compare_wijk
from app.vaststelling.messages import VastgesteldeScoreOut, WijkscoresOut
from app.vaststelling.preview import preview_wijk
from app.vaststelling.publishing import cellen_of
from app.vaststelling.writing import Maatstaf


@dataclass(frozen=True)
class Cijfers:
    """What may be told of a wijk, as coarse as it is published, also while it is a concept.

    `since` is what changed since the meetronde before it of which something was published: first the wijk, then its
    straten. Without one there is nothing to compare.
    """

    meetronde: Meetronde
    wijk: Wijk
    told: WijkscoresOut
    is_concept: bool
    earlier: Meetronde | None
    since: Sequence[VastgesteldGebiedsverschilOut]

    @property
    def score(self) -> VastgesteldeScoreOut:
        return self.told.wijk

    @property
    def is_told(self) -> bool:
        """Whether at least the number of interviews is told: if not, nothing else of these people may be either."""
        return any(groep.interviews is not None for groep in (self.score.bewoners, self.score.klanten))


def gather_figures(session: Session, meetronde: Meetronde, wijk: Wijk, maatstaf: Maatstaf) -> Cijfers:
    """The newest published version of a wijk with what changed, or a concept of the first.

    Raises NotFound when a version was published and this wijk is not in it.
    """
    published = list_vaststellingen(session, meetronde)
    if published:
        told = WijkscoresOut.model_validate_json(find_document(session, published[0], wijk.code).written)
        cellen = cellen_of(session, meetronde.code, published[0].version, wijk.code)[wijk.code]
    else:
        told, cellen = preview_wijk(session, meetronde, wijk, maatstaf)
    earlier, since = _compare(session, meetronde, wijk, cellen, maatstaf)
    return Cijfers(meetronde, wijk, told, not published, earlier, since)


def _compare(
    session: Session, meetronde: Meetronde, wijk: Wijk, cellen: Cellen, maatstaf: Maatstaf
) -> tuple[Meetronde | None, list[VastgesteldGebiedsverschilOut]]:
    rounds = (each for each in list_published(session) if each[0].starts_on < meetronde.starts_on)
    earlier, vaststelling = next(rounds, (None, None))
    if earlier is None or vaststelling is None:
        return None, []
    before = cellen_of(session, earlier.code, vaststelling.version, wijk.code).get(wijk.code, {})
    nowhere = left_out(earlier.code, meetronde.code)
    found = compare_wijk(session, wijk, Pair(before, cellen), nowhere, maatstaf.normen)
    return earlier, [write_gebied(each) for each in found]
