"""What moves when a straat becomes a part of another: the record from which all of it can go back."""

from collections.abc import Mapping
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session, col, select

from app.gebieden import change_places_alone
from app.models import Meetronde, Samenvoeging, Straat, Vaststelling


class Record(BaseModel):
    """A part of the record, as it is kept."""

    model_config = ConfigDict(frozen=True)


class Aantal(Record):
    """One number of the plan of a meetronde: of the straat that goes, of the one that stays, and what that becomes."""

    meetronde: str
    column: str
    gone: int | None
    stayed: int | None
    together: int | None


class Portieknaam(Record):
    """A portiek that moves; it gets another name where there is one of that name already."""

    id: UUID
    before: str
    after: str


class Verhuizing(Record):
    """Everything that moves but the interviews and the doors: those say themselves for which straat they were sent.

    `meetronden` are those in which the straat had interviews, doors or a plan. `straten` became a part of it earlier,
    and move along. In `closed_to` it takes part no longer, and in `opened_to` the other takes part from then on.
    """

    interviews: int
    contactpogingen: int
    meetronden: tuple[str, ...]
    aantallen: tuple[Aantal, ...]
    portieken: tuple[Portieknaam, ...]
    straten: tuple[UUID, ...]
    closed_to: tuple[str, ...]
    opened_to: tuple[str, ...]


def moved_by(samenvoeging: Samenvoeging) -> Verhuizing:
    """What moved."""
    return Verhuizing.model_validate(samenvoeging.moved)


def published_meetronden(session: Session) -> Mapping[str, str]:
    """The names of the meetronden that outsiders were told of, by their codes: nothing in those ever moves."""
    query = select(Meetronde.code, Meetronde.name).join(
        Vaststelling, col(Vaststelling.meetronde_code) == Meetronde.code
    )
    return dict(session.exec(query.distinct()).all())


def hold_still(session: Session, straten: tuple[Straat, Straat]) -> None:
    """Wait for whoever is storing, closing or publishing, and let nobody do so, nor change a place, from here on."""
    change_places_alone(session)
    meetronden = select(Meetronde).order_by(Meetronde.code)
    session.exec(meetronden.with_for_update().execution_options(populate_existing=True)).all()
    both = select(Straat).where(col(Straat.id).in_([straat.id for straat in straten])).order_by(col(Straat.id))
    session.exec(both.with_for_update().execution_options(populate_existing=True)).all()
