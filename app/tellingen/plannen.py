"""How many straten there are, and what a meetronde expects of them."""

from dataclasses import dataclass

from sqlalchemy import exists, func, literal, select
from sqlmodel import Session, col

from app.models import Doel, Huishoudens, Straat, Uitzondering
from app.tellingen.selectie import rows


@dataclass(frozen=True)
class Plantelling:
    """What a meetronde expects in a wijk: households, or interviews of a kind. In how many straten, and how many.

    Straten that do not take part are not in it.
    """

    meetronde_code: str
    wijk_code: str
    column: str
    straten: int
    total: int


def count_straten(session: Session) -> dict[str, int]:
    """How many straten that are in use each wijk has, by its code; a wijk without any is not in it."""
    in_use = (col(Straat.retired_at).is_(None), col(Straat.merged_into_id).is_(None))
    query = select(col(Straat.wijk_code), func.count()).where(*in_use).group_by(col(Straat.wijk_code))
    return {row[0]: row[1] for row in rows(session, query)}


def count_plans(session: Session, households: str) -> list[Plantelling]:
    """Add up, per meetronde and wijk, the doelen of each kind and the households; `households` is the name of those."""
    found = []
    for table, column in ((Huishoudens, literal(households)), (Doel, col(Doel.soort))):
        columns = (col(table.meetronde_code), col(Straat.wijk_code), *([] if table is Huishoudens else [column]))
        left_out_there = exists().where(
            col(Uitzondering.meetronde_code) == table.meetronde_code, col(Uitzondering.straat_id) == table.straat_id
        )
        query = (
            select(col(table.meetronde_code), col(Straat.wijk_code), column, func.count(), func.sum(col(table.count)))
            .join(Straat, col(Straat.id) == table.straat_id)
            .where(~left_out_there)
            .group_by(*columns)
        )
        found += [Plantelling(*row) for row in rows(session, query)]
    return found
