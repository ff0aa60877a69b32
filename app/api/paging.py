"""Pages of a list: a cursor that says after which item a page begins, and a link to the next (RFC 8288)."""

import base64
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Query, Request, Response
from pydantic import Field

from app.api.wire import Parameters
from app.domain.antwoorden import Fout
from app.errors import InvalidInput

LIMIT = 100
LIMIT_MAX = 1000

Item = TypeVar("Item")


class PageParameters(Parameters):
    """Which page of a list."""

    limit: Annotated[
        int, Field(ge=1, le=LIMIT_MAX, description="Hoeveel er hoogstens op één pagina staan.", examples=[50])
    ] = LIMIT
    cursor: Annotated[
        str | None, Field(max_length=200, description="Waar de pagina begint: neem het adres uit de `Link`-header.")
    ] = None


AnyPage = Annotated[PageParameters, Query()]


def page_after(
    items: Sequence[Item], key: Callable[[Item], str], page: PageParameters, request: Request, response: Response
) -> Sequence[Item]:
    """The part of a short, ordered list (a city has some thousand straten) that follows the cursor's item."""
    start = 0
    if page.cursor is not None:
        last = decode_cursor(page.cursor)
        start = next((position for position, item in enumerate(items, start=1) if key(item) == last), 0)
        if not start:
            raise unknown_cursor()
    end = start + page.limit
    if end < len(items):
        link_next(request, response, key(items[end - 1]))
    return items[start:end]


def link_next(request: Request, response: Response, position: str) -> None:
    """Say where the next page is."""
    following = request.url.include_query_params(cursor=_encode_cursor(position))
    response.headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'


def decode_cursor(cursor: str) -> str:
    """The position in a cursor that we gave out; raises InvalidInput."""
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except ValueError as error:  # no letters of ours, no whole bytes, or no text
        raise unknown_cursor() from error


def unknown_cursor() -> InvalidInput:
    fault = Fout("cursor", "Deze cursor kennen we niet. Begin zonder cursor en volg dan de Link-header.")
    return InvalidInput("Het verzoek klopt niet. Verbeter wat hieronder staat.", faults=[fault])


def _encode_cursor(position: str) -> str:
    return base64.urlsafe_b64encode(position.encode()).decode().rstrip("=")
