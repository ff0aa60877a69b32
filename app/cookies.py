"""The cookies: what each is for, under which name it travels, and setting, reading and dropping it.

No script reads them, no other website sends them along with a form, and over TLS they never leave it.
"""

from starlette.requests import Request
from starlette.responses import Response

from app.settings import settings_of

SESSION_COOKIE = "sessie"
"""A coordinator's login."""

KNOWN_BROWSER_COOKIE = "bekend"
"""That a coordinator came in with this browser before: others' failures do not count against it."""

TOESTEL_COOKIE = "toestel"
"""A linked phone."""

BLIK_COOKIE = "blik"
"""When a coordinator looked how far a meetronde is: what came in since then is new."""

LONGEST_COOKIE_SECONDS = 400 * 24 * 3600
"""As long as browsers keep a cookie at most; what it gives access to is checked here at every visit."""


def read_cookie(request: Request, name: str) -> str | None:
    """What a browser brought of this cookie, if anything."""
    value = request.cookies.get(_name(request, name))
    if value is None and name == TOESTEL_COOKIE:
        return request.cookies.get(name)  # phones that were linked when this cookie had its short name over TLS too
    return value


def set_cookie(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    """Let the browser keep this, and send it to us alone."""
    response.set_cookie(
        _name(request, name),
        value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=settings_of(request).over_tls,
    )


def drop_cookie(request: Request, response: Response, name: str) -> None:
    """Let the browser forget this, under whichever name it has it."""
    for known in {name, _name(request, name)}:
        response.delete_cookie(known, httponly=True, samesite="lax", secure=settings_of(request).over_tls)


def _name(request: Request, name: str) -> str:
    """Over TLS a name that a browser takes from this very host only, and from no neighbour under the same domain."""
    return f"__Host-{name}" if settings_of(request).over_tls else name
