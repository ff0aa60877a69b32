"""What a form brings: every field with all its values, and one field as a person typed it."""

from datetime import date
from math import inf
from typing import Annotated

from fastapi import Depends, Request

from app.domain.antwoorden import Fout
from app.domain.formulier import Fields
from app.errors import InvalidInput, Problem


async def posted_fields(request: Request) -> dict[str, list[str]]:
    """Every field of a form with all its values."""
    # The framework's own limits are for bodies of any length; ours were measured before they came this far.
    form = await request.form(max_fields=inf, max_part_size=int(request.headers["content-length"]))
    return {name: [value for value in form.getlist(name) if isinstance(value, str)] for name in form}


PostedFields = Annotated[dict[str, list[str]], Depends(posted_fields)]


def typed_in(fields: Fields) -> dict[str, str]:
    """The first value of every field; a browser sends a new line as two characters, and people typed one."""
    return {name: values[0].replace("\r\n", "\n") for name, values in fields.items() if values}


def read_date(name: str, text: str, faults: list[Fout]) -> date | None:
    """A day as a form sends it; None when it was left open, and with a fault when it is none."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        faults.append(Fout(name, "Dit is geen dag. Schrijf hem als 2026-09-01."))
        return None


def repeat_faults(typed: dict[str, str]) -> list[Fout]:
    """What is wrong with a new password that was typed twice, so that a slip shuts nobody out."""
    if typed.get("herhaling", "") == typed.get("wachtwoord", ""):
        return []
    return [Fout("herhaling", "De twee wachtwoorden zijn niet gelijk. Typ ze allebei opnieuw.")]


def refuse(message: str, faults: list[Fout]) -> None:
    """Raise InvalidInput when there are faults."""
    if faults:
        raise InvalidInput(message, faults=faults)


def faults_by_field(problem: Problem | None) -> dict[str, str]:
    """What to say beside each field."""
    return {fault.veld: fault.melding for fault in problem.faults} if problem else {}
