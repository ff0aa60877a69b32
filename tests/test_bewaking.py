"""What machines hear of how we are, what is counted, and what the log does and does not hold."""

import asyncio
import json
import logging
import re
import socket

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from app.backups import Plan, make_backup
from app.journal import JsonLines
from app.main import create_app
from app.settings import Settings
from app.toegang import Scope as Right
from app.toegang import store_sleutel
from tests.aside import run_aside
from tests.conftest import BASE_URL, visitor
from tests.test_backups import NOW

REQUEST_ID = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}")


@pytest.fixture
def log(caplog):
    """The lines as they come out, each read back."""
    caplog.set_level(logging.INFO, "wijkpeil")
    return lambda: [json.loads(JsonLines().format(record)) for record in caplog.records]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_alive_and_ready_are_two_things(client, database):
    assert (client.get("/gezond").status_code, client.get("/gereed").text) == (200, "Wijkpeil is gereed.\n")
    database.migrate("0009")
    answer = client.get("/gereed")
    assert (answer.status_code, answer.text) == (
        503,
        "Wijkpeil is niet gereed. De tabellen zijn nog niet van deze versie van Wijkpeil.\n",
    )
    assert int(answer.headers["retry-after"]) > 0
    assert client.get("/gezond").status_code == 200


def test_a_database_that_never_answers_does_not_keep_the_question_waiting():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"postgresql+psycopg://wijkpeil@127.0.0.1:{silent.getsockname()[1]}/wijkpeil"
        with visitor(create_app(Settings(_env_file=None, DATABASE_URL=url))) as client:
            answers = [client.get("/gereed") for _ in range(2)]
            assert [answer.status_code for answer in answers] == [503, 503]
            assert "niet binnen 1 seconde" in answers[0].text
            assert client.get("/gezond").status_code == 200
            silent.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_who_may_sees_the_numbers(client, database, as_anna, as_bilal, tmp_path):
    with database.transaction() as session:
        store_sleutel(session, "Meter", "wp_meter", [Right.METRICS_LEZEN], NOW.replace(year=2099))
        store_sleutel(session, "Ander", "wp_ander", [Right.SCORES_VOORLOPIG], NOW.replace(year=2099))
    assert client.get("/metrics").status_code in (303, 401)
    assert as_bilal.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": "Bearer wp_ander"}).status_code == 403
    as_anna.get("/interviews/4b8f2c1e-0000-4000-8000-000000000000")
    as_anna.head("/overzicht")
    client.request("VERZONNEN", "/overzicht")
    made, _ = make_backup(database, Plan(tmp_path / "backups", "", unsealed=True), NOW)
    text = client.get("/metrics", headers={"Authorization": "Bearer wp_meter"}).text
    assert 'wijkpeil_http_requests_total{method="GET",route="/interviews/{id}",status="404"} 1.0' in text
    assert 'wijkpeil_http_requests_total{method="HEAD",route="/overzicht",status="200"} 1.0' in text
    told = re.search(r"(?m)^wijkpeil_backup_safe_before_seconds (\S+)$", text)[1]
    assert float(told) == pytest.approx(made.safe_before.timestamp())
    assert 'method="anders"' in text
    assert not any(asked in text for asked in ("4b8f2c1e", "VERZONNEN"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_goes_wrong_has_a_number_that_is_in_the_log(client, log):
    code = "koppelcode-die-niemand-mag-lezen"
    page = client.get(f"/nergens/{code}")
    number = page.headers["x-request-id"]
    assert REQUEST_ID.fullmatch(number)
    assert f"<strong>{number}</strong>" in page.text
    client.get(f"/koppelen/{code}")
    client.get("/inloggen")
    lines = log()
    assert lines[0]["verzoek"] == number
    assert (lines[0]["methode"], lines[0]["route"], lines[0]["status"]) == ("GET", "onbekend", 404)
    assert code not in str(lines)
    assert "/inloggen" not in str(lines), "what went well is not written down"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_exception_is_logged_by_what_it_is_and_not_by_what_it_says(app, log, monkeypatch):
    def stumble(*_: object, **__: object) -> None:
        raise OperationalError("INSERT ...", {"text": "Jan, Stationsweg 12"}, ValueError("Jan, Stationsweg 12"))

    monkeypatch.setattr("app.web.inloggen.page", stumble)
    with visitor(app) as client:
        number = client.get("/inloggen").headers["x-request-id"]
    failed, noted = log()
    assert failed["verzoek"] == noted["verzoek"] == number
    assert (failed["fout"], noted["status"]) == ("sqlalchemy.exc.OperationalError", 500)
    assert any(frame.startswith("test_bewaking.py:") for frame in failed["plaats"])
    assert "Jan" not in str([failed, noted])


def test_a_crowd_is_told_when_to_come_back():
    settings = Settings(_env_file=None, DATABASE_URL="sqlite://", requests_at_once=3)
    app = create_app(settings)
    inside, enough = asyncio.Semaphore(0), asyncio.Event()

    @app.get("/wacht")
    async def wait() -> str:
        inside.release()
        await enough.wait()
        return "klaar"

    async def crowd() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE_URL) as client:
            waiting = [asyncio.create_task(client.get("/wacht")) for _ in range(3)]
            for _ in waiting:
                await inside.acquire()
            refused = await client.get("/api/v1/wijken")
            assert refused.status_code == 503
            assert 5 <= int(refused.headers["retry-after"]) <= 30
            assert refused.json()["type"].endswith("#even-niet-beschikbaar")
            assert (await client.get("/gezond")).status_code == 200
            enough.set()
            assert [answer.status_code for answer in await asyncio.gather(*waiting)] == [200, 200, 200]
            assert (await client.get("/inloggen")).status_code == 200

    run_aside(crowd())
