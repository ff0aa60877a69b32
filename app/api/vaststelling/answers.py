"""What all answers of published figures have in common: how long they may be kept, and what else may come back."""

from typing import Any

from app.api.formats import ALSO_CSV
from app.api.wire import problems
from app.errors import InvalidInput, NotAcceptable, NotFound, NotLoggedIn

FOR_EVER = "private, max-age=31536000, immutable"
"""For a version by its number: it never changes."""

FOR_AN_HOUR = "private, max-age=3600"
"""For the newest version, which may have a successor by then."""

RESPONSES: dict[int | str, dict[str, Any]] = {
    **ALSO_CSV,
    304: {"description": "Niet gewijzigd: wat u hebt klopt nog."},
    **problems(InvalidInput, NotLoggedIn, NotFound, NotAcceptable),
}
