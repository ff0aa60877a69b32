"""The trail as people read it: the newest first, with who it was."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.models import Spoor
from app.spoor.log import Logfilter, Plek, conditions, names_of


@dataclass(frozen=True)
class Voetstap:
    """One row of the trail, with the name of who left it; empty when it was nobody with a name."""

    spoor: Spoor
    name: str

    @property
    def plek(self) -> Plek:
        return Plek(self.spoor.moment, self.spoor.id)


def list_spoor(session: Session, wanted: Logfilter, limit: int, after: Plek | None = None) -> list[Voetstap]:
    """At most `limit` rows, the newest first."""
    query = select(Spoor).where(*conditions(Spoor, wanted, after))
    rows = session.exec(query.order_by(col(Spoor.moment).desc(), col(Spoor.id).desc()).limit(limit)).all()
    names = names_of(session, [row.who_id for row in rows])
    return [Voetstap(row, names[row.who_id] if row.who_id else "") for row in rows]
