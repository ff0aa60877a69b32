"""A body to send, and the same in the hands of several senders."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app import demo
from app.interviews import Inzending
from app.models import Straat

Send = Callable[..., Any]


def as_body(inzending: Inzending) -> dict[str, Any]:
    """An interview as a phone sends it."""
    return {
        "soort": str(inzending.soort),
        "vragenlijstVersie": inzending.vragenlijst_version,
        "meetronde": inzending.meetronde_code,
        "straatId": str(inzending.straat_id),
        "portiekId": str(inzending.portiek_id) if inzending.portiek_id else None,
        "begonnenOp": inzending.started_at.isoformat(),
        "afgerondOp": inzending.finished_at.isoformat(),
        "antwoorden": dict(inzending.antwoorden),
    }


@pytest.fixture
def straat_id(database) -> UUID:
    """A straat in Crabbehof."""
    with database.transaction() as session:
        return session.exec(select(Straat.id).where(Straat.wijk_code == "crabbehof").order_by(Straat.name)).first()


@pytest.fixture
def body(straat_id) -> dict[str, Any]:
    """A straatinterview in which everything is right."""
    return {
        "soort": "straat",
        "vragenlijstVersie": 1,
        "meetronde": demo.HERHAALMETING,
        "straatId": str(straat_id),
        "portiekId": None,
        "begonnenOp": "2026-09-10T12:03:00Z",
        "afgerondOp": "2026-09-10T12:09:00Z",
        "antwoorden": {
            "toestemming": "ja",
            "straatladder": 3,
            "prettig_wonen": "prettig",
            "bekendheid": "nee",
            "schoon": 6,
            "veilig": 7,
            "gezellig": 8,
            "leefbaarheidsladder": 1,
        },
    }


@pytest.fixture
def send(as_bilal) -> Send:
    """Hand in a body from Bilal's phone, under a new id unless one is given."""

    def send(body: dict[str, Any], interview_id: UUID | None = None, client: TestClient = as_bilal) -> Any:
        return client.put(f"/api/v1/interviews/{interview_id or uuid4()}", json=body)

    return send


def count(session: Session, table: type) -> int:
    return len(session.exec(select(table)).all())
