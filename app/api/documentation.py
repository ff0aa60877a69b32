"""The API's own document: OpenAPI 3.1, in Dutch, with an example of every resource, open to all."""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from app.api.wire import ProblemOut
from app.domain.antwoorden import Fout
from app.errors import CATALOGUE, PROBLEM_TYPE, InvalidInput, Problem, StorageFull, TooManyRequests, Unavailable
from app.middleware import API_VERSION
from app.security import Anyone
from app.settings import Settings

BASE = "/api/v1"

DESCRIPTION = """
Wijkpeil meet hoe bewoners en klanten hun straat en wijk ervaren, met interviews op straat, in het portiek en met
klanten. Met deze API stuurt u interviews in en haalt u scores op per straat, per wijk en van een hele meetronde.

Een score komt nooit alleen: steeds met het aantal antwoorden, de marge, de verdeling en een oordeel in woorden. Met
minder dan 5 antwoorden geven we geen cijfer. De scores zijn voorlopig: ze veranderen zolang er interviews bij komen.

In een wijk en in de hele meetronde telt bij bewoners elke straat mee naar haar huishoudens. Het gemiddelde is dan
gewogen, en het ongewogen gemiddelde staat ernaast. Is van een straat met antwoorden het aantal huishoudens niet bekend,
dan is er niet gewogen, en dat staat erbij. Klanten wegen we nooit.

Een sleutel mag {per_minute} verzoeken per minuut doen. Doet hij er meer, dan krijgt u 429. In de header `Retry-After`
staat na hoeveel seconden u verder kunt.
""".strip()

TAGS = {
    "Gebieden": "Wijken, straten en portieken.",
    "Meetrondes": "Wanneer er is gemeten.",
    "Vragenlijsten": "Wat er is gevraagd, per versie.",
    "Interviews": "Interviews insturen en bekijken.",
    "Navragen": "Vragen over teruggestuurde interviews, en wat de interviewer daarop antwoordt. Alleen voor telefoons.",
    "Contactpogingen": "Deuren waarachter geen interview kwam. Met de interviews geven ze de respons.",
    "Toestel": "De telefoon van een interviewer, over zichzelf.",
    "Scores": "Wat er is gepubliceerd van een gesloten meetronde: straatladder, tevredenheid en de andere maten. Voor "
    "elke sleutel. Ook als CSV, met `Accept: text/csv`.",
    "Voorlopige scores": "Straatladder, tevredenheid en de andere maten, zoals ze nu zijn. Ook als CSV, met "
    "`Accept: text/csv`, en met `?notatie=nl` voor Excel in Nederland. Alleen met het recht `scores:voorlopig`.",
    "Referentiecijfers": "Wat anderen hebben gemeten. Deze cijfers staan naast de scores en tellen er niet in mee.",
}

router = APIRouter()


@router.get("/openapi.json", include_in_schema=False)
def get_document(request: Request, _: Anyone) -> JSONResponse:
    """For every program, also one that runs on another website."""
    return JSONResponse(request.app.openapi(), headers={"Access-Control-Allow-Origin": "*"})


def describe(app: FastAPI, settings: Settings) -> None:
    """Give the application its OpenAPI document."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app, settings)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI, settings: Settings) -> dict[str, Any]:
    document = get_openapi(
        title="Wijkpeil",
        version=API_VERSION,
        openapi_version="3.1.0",
        description=DESCRIPTION.format(per_minute=settings.key_requests_per_minute),
        routes=app.routes,
        servers=[{"url": settings.public_url.rstrip("/") + BASE}],
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        tags=[{"name": name, "description": text} for name, text in TAGS.items()],
    )
    document["info"]["contact"] = {"name": settings.contact_name, "email": settings.contact_email}
    document["paths"] = {path.removeprefix(BASE): item for path, item in document["paths"].items()}
    schemas = document["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for method, operation in _operations(document):
        _add_key_limit(operation)
        _add_troubles(method, operation)
        _tidy_responses(operation["responses"], schemas)
        for kind in operation.get("requestBody", {}).get("content", {}).values():
            kind["example"] = _example(kind["schema"], schemas)
    return document


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in document["paths"].values():
        yield from item.items()


def _add_key_limit(operation: dict[str, Any]) -> None:
    """Where a key may come, a key may come too often. Said here once, and not in every route."""
    if "security" in operation:
        _add_problem(operation, TooManyRequests, says_when=True)


def _add_troubles(method: str, operation: dict[str, Any]) -> None:
    """What any operation answers while our database is away, or there are too many at once; and, where it would keep
    something, while our storage is full."""
    _add_problem(operation, Unavailable, says_when=True)
    if method not in ("get", "head"):
        _add_problem(operation, StorageFull)


def _add_problem(operation: dict[str, Any], kind: type[Problem], *, says_when: bool = False) -> None:
    schema = {"$ref": f"#/components/schemas/{ProblemOut.__name__}"}
    wait = {"description": "Na hoeveel seconden u verder kunt.", "schema": {"type": "integer"}, "example": 12}
    operation["responses"][str(kind.status)] = {
        "description": kind.title,
        "headers": {"Retry-After": wait} if says_when else {},
        "content": {"application/json": {"schema": schema}},
    }


def _tidy_responses(responses: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Say what our answers really look like: the framework writes of 422, and of problems as plain JSON."""
    responses.pop("422", None)
    for status, response in responses.items():
        response.setdefault("headers", {})["API-Version"] = {
            "description": "De versie van deze API.",
            "schema": {"type": "string"},
            "example": API_VERSION,
        }
        if response["description"] == "Successful Response":
            response["description"] = "Gelukt."
        content = response.get("content")
        if content is None or "application/json" not in content:  # 204, or a file: there is nothing to show
            continue
        if status >= "400":
            response["content"] = {PROBLEM_TYPE: content["application/json"] | {"example": _problem_example(status)}}
            continue
        content["application/json"]["example"] = _example(content["application/json"]["schema"], schemas)
        if content["application/json"]["schema"].get("type") == "array":
            link = "Waar de volgende pagina staat (RFC 8288). Ontbreekt op de laatste."
            response["headers"]["Link"] = {"description": link, "schema": {"type": "string"}}


def _problem_example(status: str) -> dict[str, Any]:
    kind = next(kind for kind in CATALOGUE if str(kind.status) == status)
    problem = kind("Wat er misging en wat u kunt doen.")
    if kind is InvalidInput:
        problem.faults = (Fout("antwoorden.schoon", "Geef hoogstens 10."),)
    return problem.as_json()


def _example(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    """An example put together from those of the fields."""
    if "examples" in schema:
        return schema["examples"][0]
    if "$ref" in schema:
        return _example(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "anyOf" in schema:
        return _example(schema["anyOf"][0], schemas)
    match schema.get("type"):
        case "object":
            return {name: _example(field, schemas) for name, field in schema.get("properties", {}).items()}
        case "array":
            return [_example(schema["items"], schemas)]
        case "boolean":
            return False
        case _:
            return None
