"""A row of the trail and its link, as the chain sees them."""

from typing import Any

from app.domain.keten import Link
from app.models import Schakel, Spoor


def content_of(spoor: Spoor) -> dict[str, Any]:
    """What of a row is sealed: all of it, in a form that both databases give back the same."""
    return {
        "id": str(spoor.id),
        "moment": spoor.moment.isoformat(),
        "wie": spoor.who,
        "wie_id": str(spoor.who_id) if spoor.who_id else None,
        "via": spoor.via,
        "wat": spoor.changes,
    }


def as_link(schakel: Schakel, spoor: Spoor | None) -> Link:
    """A link with the row that it seals, if that is there."""
    return Link(schakel.number, schakel.previous, schakel.hash, content_of(spoor) if spoor else None)
