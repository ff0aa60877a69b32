"""Which part of the queue is looked at."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select
from sqlmodel import col

from app.domain.reden import Reden
from app.models import Interview, Meetronde, Status, Straat


@dataclass(frozen=True)
class Wachtrijkeuze:
    """Which part of the queue: of one meetronde, in one wijk or everywhere, for one reden or all."""

    meetronde: Meetronde
    wijk_code: str | None = None
    reden: Reden | None = None
    only: tuple[UUID, ...] | None = None
    """Among these interviews; None is all."""

    def holds(self) -> list[ColumnElement[bool]]:
        """What an interview must be to wait in this part, whatever its reden."""
        return [*self.within(), col(Interview.status) == str(Status.NIEUW)]

    def within(self) -> list[ColumnElement[bool]]:
        """What an interview must be to belong to this part, whether it waits or not."""
        meetronde: SQLColumnExpression[str] = col(Interview.meetronde_code)
        if self.only is not None:
            # Hidden from SQLite, which would find them by the index that begins with it, and not by their ids.
            meetronde = func.coalesce(meetronde, "")
        conditions = [meetronde == self.meetronde.code]
        if self.wijk_code is not None:
            straten = select(col(Straat.id)).where(col(Straat.wijk_code) == self.wijk_code)
            conditions.append(col(Interview.straat_id).in_(straten))
        if self.only is not None:
            conditions.append(col(Interview.id).in_(self.only))
        return conditions
