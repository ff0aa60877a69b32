"""What people said in their own words, as far as it may stand in a report: nothing that points at anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.citaten import list_citaten, list_themas
from app.citaten.themas import is_own
from app.domain.citaat import fold
from app.domain.persoonsgegevens import find_persoonsgegevens
from app.models import Thema
from app.rapporten.figures import Cijfers


@dataclass(frozen=True)
class Citaten:
    """Passages by theme, each once, in no order that says when or where they were spoken.

    `left_out` is how many are not among them because they seem to hold a name, a number or an address. `is_held_back`
    says that none may be told: of so few interviews not even the number is.
    """

    per_thema: Mapping[str, Sequence[str]]
    own_themas: Sequence[Thema]
    left_out: int
    is_held_back: bool

    def of(self, thema_code: str) -> Sequence[str]:
        """What was said about a theme."""
        return self.per_thema.get(thema_code, ())


def gather_citaten(session: Session, cijfers: Cijfers) -> Citaten:
    """What may be quoted of a wijk."""
    found: dict[str, dict[str, str]] = {}
    left_out = set()
    for thema_code, fragment in list_citaten(session, cijfers.meetronde.code, cijfers.wijk.code):
        if find_persoonsgegevens(fragment.text):
            left_out.add(fragment.id)
        else:
            found.setdefault(thema_code, {}).setdefault(fold(fragment.text), fragment.text)
    told = found if cijfers.is_told else {}
    return Citaten(
        per_thema={code: sorted(passages.values(), key=fold) for code, passages in told.items()},
        own_themas=[each for each in list_themas(session, with_retired=True) if is_own(each) and each.code in told],
        left_out=len(left_out),
        is_held_back=bool(found) and not cijfers.is_told,
    )
