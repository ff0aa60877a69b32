"""What nobody would think of sending: every operation of the API's document, right and wrong, as every kind of visitor.

Nothing may fail on our side, and every answer must be one that the document promises. `make test` sends some hundreds
of requests, `make fuzz` five thousand; the same ones every time.
"""

import os
from collections.abc import Iterator
from math import ceil
from random import Random

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlmodel import select

from app import demo
from app.main import create_app
from app.models import Contactpoging, Interview, Portiek, Straat
from app.settings import Settings
from tests.conftest import BASE_URL, full_world, furnish
from tests.test_wie_mag_wat import visitors

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "400"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
KINDS = (*["coordinator", "interviewer"] * 3, "nobody", "key", "key scores:voorlopig", "key interviews:lezen",
         "key interviews:schrijven", "revoked key")  # fmt: skip

DOCUMENT = create_app(Settings(_env_file=None, DATABASE_URL="sqlite://")).openapi()
OPERATIONS = {
    operation.label: operation
    for operation in (result.ok() for result in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations())
}
ROUNDS = [
    (label, mode)
    for label, operation in OPERATIONS.items()
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or any(operation.iter_parameters()) or operation.body
]
"""Each operation with what its schema allows, and where it asks for anything with what that forbids."""

pytestmark = pytest.mark.xdist_group("fuzz")


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[TestClient]:
    """The whole demo world on SQLite, which answers fastest; what PostgreSQL says differently has tests of its own."""
    url = f"sqlite:///{tmp_path_factory.mktemp('fuzz') / 'world.sqlite3'}"
    furnish(url, full_world)
    app = create_app(Settings(_env_file=None, DATABASE_URL=url, WIJKPEIL_KEY_REQUESTS_PER_MINUTE=10**6))
    with TestClient(app, base_url=BASE_URL, follow_redirects=False, raise_server_exceptions=False) as client:
        client.headers["Origin"] = BASE_URL
        yield client


@pytest.fixture(scope="module")
def credentials(house) -> dict[str, dict[str, str]]:
    with house.app.state.database.transaction() as session:
        return {kind: brought for kind, brought in visitors(session).items() if kind in KINDS}


@pytest.fixture(scope="module")
def known(house) -> dict[str, list[str]]:
    """By the name of a parameter in an address: what is there."""
    with house.app.state.database.transaction() as session:
        tables = (Interview, Straat, Portiek, Contactpoging)
        ids = [str(each) for table in tables for each in session.exec(select(table.id).limit(2))]
        return {
            "id": ids,
            "reactieId": ids,
            "straat": [str(each) for each in session.exec(select(Straat.id).limit(2))],
            "code": ["crabbehof", demo.NULMETING, "straat-v1"],
            "wijk": ["crabbehof", "wielwijk"],
            "meetronde": [demo.NULMETING, demo.HERHAALMETING],
            "naar": [demo.NULMETING, demo.HERHAALMETING],
        }


@pytest.mark.parametrize(("label", "mode"), ROUNDS)
def test_every_answer_is_one_that_the_document_promises(house, credentials, known, label, mode):
    @seed(20191130)
    @settings(max_examples=ceil(REQUESTS / len(ROUNDS)), database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode), choose=st.randoms(use_true_random=False))
    def ask(case: Case, choose: Random) -> None:
        for name in case.path_parameters or {}:
            if choose.random() < 0.7:  # else nearly every address would be one of nothing
                case.path_parameters[name] = choose.choice(known[name])
        brought = credentials[choose.choice(KINDS)]
        sent = case.as_transport_kwargs(base_url=f"{BASE_URL}/api/v1") | {"cookies": None}
        if brought:
            sent["headers"].pop("Authorization", None)  # a key decides alone, and the one that is made up is wrong
        sent["headers"] = {**sent["headers"], **brought, "Origin": BASE_URL}
        if isinstance(sent.get("data"), bytes | str):
            sent["content"] = sent.pop("data")
        house.cookies.clear()
        case.validate_response(house.request(**sent), CHECKS)

    ask()
