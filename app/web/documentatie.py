"""The page that shows the API to people who will write against it, made from the API's own document."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.errors import CATALOGUE
from app.security import Anyone
from app.toegang import Scope
from app.web.pages import page

router = APIRouter()

SCOPES = {
    Scope.SCORES_VOORLOPIG: "scores ophalen zolang een meetronde loopt",
    Scope.INTERVIEWS_LEZEN: "interviews bekijken, ook de open antwoorden",
    Scope.INTERVIEWS_SCHRIJVEN: "interviews insturen",
    Scope.METRICS_LEZEN: "meten hoe het met de server gaat, op /metrics",
}


@dataclass(frozen=True)
class Adres:
    """One method of one address, as the page shows it."""

    method: str
    path: str
    operation: dict[str, Any]
    request_example: str | None
    response_example: str | None


@router.get("/api/v1/documentatie")
def show_documentation(request: Request, _: Anyone) -> HTMLResponse:
    document = request.app.openapi()
    return page(
        request,
        "documentatie/documentatie.html",
        document=document,
        groups=[(tag, [adres for adres in _adressen(document) if tag["name"] in adres.operation["tags"]])
                for tag in document["tags"]],
        problems=CATALOGUE,
        scopes=SCOPES,
    )  # fmt: skip


def _adressen(document: dict[str, Any]) -> Iterator[Adres]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            status = next(iter(operation["responses"]))
            yield Adres(
                method=method.upper(),
                path=path,
                operation=operation,
                request_example=_example(operation["requestBody"]) if "requestBody" in operation else None,
                response_example=_example(operation["responses"][status]),
            )


def _example(message: dict[str, Any]) -> str | None:
    """The example in JSON; None where there is nothing to show, or a file."""
    if "application/json" not in message.get("content", {}):
        return None
    return json.dumps(message["content"]["application/json"]["example"], ensure_ascii=False, indent=2)
