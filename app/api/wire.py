"""How a request and a problem travel: query parameters, and the one shape of a problem."""

from typing import Annotated, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from app.berichten import Message
from app.errors import PROBLEM_TYPE, InvalidInput, Problem
from app.input_faults import explain_faults
from app.ontvangst import Uitkomst


class Parameters(Message):
    """Query parameters. A misspelt filter is refused: an unfiltered answer would pass for a filtered one."""


class FoutOut(Message):
    """Eén fout in het verzoek."""

    veld: Annotated[str, Field(description="Waar de fout zit.", examples=["antwoorden.schoon"])]
    melding: Annotated[str, Field(description="Wat er mis is en wat u kunt doen.", examples=["Geef hoogstens 10."])]


class ProblemOut(Message):
    """Wat er misging, volgens RFC 9457."""

    type: Annotated[str, Field(description="Het adres van de uitleg.", examples=["/api/v1/documentatie#niet-gevonden"])]
    title: Annotated[str, Field(description="De fout in een paar woorden.", examples=["Niet gevonden"])]
    status: Annotated[int, Field(description="De HTTP-status.", examples=[404])]
    detail: Annotated[
        str, Field(description="Wat er misging en wat u kunt doen.", examples=["Deze straat is er niet."])
    ]
    fouten: Annotated[list[FoutOut] | None, Field(description="Alle fouten tegelijk. Alleen bij status 400.")] = None
    geopend: Annotated[
        dict[str, Any] | None,
        Field(description="Wat een telefoon verzegeld instuurde en moet verbeteren. Alleen voor die telefoon."),
    ] = None


def invalid_request(error: RequestValidationError) -> InvalidInput:
    """What the framework has against a request, as one of our problems."""
    return InvalidInput("Het verzoek klopt niet. Verbeter wat hieronder staat.", faults=explain_faults(error))


def acknowledge(kept: Message, uitkomst: Uitkomst) -> Response:
    """What a sender hears of what is kept now, and by the status whether it was new.

    Written out here: the framework would check our own message once more, in a thread that another could use.
    """
    status = 200 if uitkomst is Uitkomst.AL_ONTVANGEN else 201
    return Response(kept.model_dump_json(by_alias=True), status, media_type="application/json")


def answer_problem(problem: Problem) -> JSONResponse:
    """A problem as a program hears of it."""
    return JSONResponse(problem.as_json(), problem.status, headers=problem.headers, media_type=PROBLEM_TYPE)


def problems(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """The problems a route may answer with, for the API's document."""
    titles: dict[int, list[str]] = {}
    for kind in kinds:
        titles.setdefault(kind.status, []).append(kind.title)
    return {status: {"model": ProblemOut, "description": ", of: ".join(same)} for status, same in titles.items()}
