"""A row of the trail and its link, as the chain sees them."""

from typing import Any

from sqlalchemy import Row

from app.domain.keten import Link
from app.models import Spoor


def content_of(spoor: Spoor | Row[Any]) -> dict[str, Any]:
    """What of a row is sealed: all of it, in a form that both databases give back the same."""
    return {
        "id": str(spoor.id),
        "moment": spoor.moment.isoformat(),
        "wie": spoor.who,
        "wie_id": str(spoor.who_id) if spoor.who_id else None,
        "via": spoor.via,
        "wat": spoor.changes,
    }


def as_link(row: Row[Any]) -> Link:
    """A link with the row that it seals, if that is there: the columns of both beside each other."""
    return Link(row.number, row.previous, row.hash, None if row.id is None else content_of(row))
