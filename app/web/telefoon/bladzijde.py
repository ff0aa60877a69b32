"""What every page on an interviewer's phone has in it: whose phone it is, and the key to seal with."""

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.models import Gebruiker
from app.web.pages import page
from app.zegels import public_key


def phone_page(
    request: Request, session: Session, interviewer: Gebruiker, template: str, *, status: int = 200, **context: Any
) -> HTMLResponse:
    """A page of this interviewer, from its template."""
    key = public_key(session)
    return page(request, template, status=status, interviewer=interviewer, zegelsleutel=key, **context)
