"""By which route a request came: its address with names in the place of what differs, as in /interviews/{id}."""

from fastapi.routing import iter_route_contexts
from starlette.types import Scope

UNKNOWN = "onbekend"


def route_of(scope: Scope) -> str:
    """The route of this request, never what was asked for: ids and codes are in that."""
    app = scope["app"]
    if not hasattr(app.state, "templates"):
        app.state.templates = {each.endpoint: each.path for each in iter_route_contexts(app.routes) if each.endpoint}
    template: str | None = app.state.templates.get(scope.get("endpoint"))
    return template or ("/static" if scope["path"].startswith("/static/") else UNKNOWN)
