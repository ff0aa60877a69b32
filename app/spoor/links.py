"""A row of the trail and its link, as the chain sees them."""

from typing import Any

from sqlalchemy import Row

from app.domain.keten import Link


def content_of(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """What of a row is sealed: all of it, in a form that both databases give back the same."""
    return {
        "id": str(row.id),
        "moment": row.moment.isoformat(),
        "wie": row.who,
        "wie_id": str(row.who_id) if row.who_id else None,
        "via": row.via,
        "wat": row.changes,
    }


def as_link(row: Row[*tuple[Any, ...]]) -> Link:
    """A link with the row that it seals, if that is there: the columns of both beside each other."""
    return Link(row.number, row.previous, row.hash, None if row.id is None else content_of(row))
