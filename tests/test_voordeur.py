"""What stands before every request: whose name it is for, whom it holds up; cookies, headers and secrets."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from app.database import Database
from app.errors import InvalidInput
from app.main import create_app
from app.settings import Settings
from app.toegang import begin_sessie
from tests.api.conftest import as_body
from tests.conftest import desk_of, people_of, phone_of, visitor
from tests.gesprekken import gesprek, straat_in
from tests.telefoon.conftest import Server
from tests.telefoon.processen import ROOT
from tests.test_cli import START, empty_url, run, started  # noqa: F401 -- fixtures

PASSWORD = "geheimzinnig"
UNREACHABLE = f"postgresql+psycopg://wijkpeil:{PASSWORD}@127.0.0.1:1/x"


@pytest.fixture
def over_tls(settings):
    return settings.model_copy(update={"public_url": "https://wijkpeil.example"})


OURS = (
    "wijkpeil.example",
    "WIJKPEIL.example:443",
    "ook.example",
    "nog.example",
    "oud.example",
    "127.0.0.1:8000",
    "[::1]:8000",
)
NOT_OURS = ("elders.example", "wijkpeil.example.elders.example", "wijkpeil.example@elders.example", "[", "")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_a_request_to_one_of_our_names_is_answered(over_tls):
    with visitor(create_app(over_tls.model_copy(update={"hosts": "ook.example nog.example,Oud.example"}))) as client:
        for host in OURS + NOT_OURS:
            for path in ("/inloggen", "/api/v1/openapi.json"):
                answer = client.get(path, headers={"Host": host})
                assert answer.status_code == (200 if host in OURS else 400), (host, path)
                assert ("Dit adres is niet van deze Wijkpeil." in answer.text) == (host in NOT_OURS)
                assert answer.headers["content-security-policy"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_over_tls_cookies_belong_to_this_very_host(over_tls, world):
    app = create_app(over_tls)
    with desk_of(app, world.anna) as desk, phone_of(app, world.bilal) as phone:
        token = desk.cookies["sessie"]
        assert desk.get("/account", follow_redirects=False).status_code == 303, "a neighbour may have put that there"
        desk.cookies.clear()
        assert desk.get("/account", headers={"Cookie": f"__Host-sessie={token}"}).status_code == 200
        assert phone.get("/telefoon").status_code == 200, "phones that were linked before go on"
        out = phone.post("/telefoon/uitloggen", headers={"Origin": "http://127.0.0.1:8000"}, follow_redirects=False)
    dropped = out.headers.get_list("set-cookie")
    assert sorted(cookie.split("=")[0] for cookie in dropped) == ["__Host-toestel", "toestel"]
    assert all("HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" in cookie for cookie in dropped)
    assert "max-age=31536000" in out.headers["strict-transport-security"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_answer_carries_the_headers(client):
    for path in ("/inloggen", "/nergens", "/api/v1/wijken", "/telefoon/geen-verbinding"):
        headers = client.get(path).headers
        for name in ("x-content-type-options", "permissions-policy", "referrer-policy", "content-security-policy"):
            assert headers[name], path


@pytest.fixture
def server(sqlite_template, tmp_path) -> Iterator[Server]:
    file = tmp_path / "wijkpeil.sqlite3"
    file.write_bytes(sqlite_template.read_bytes())
    server = Server(f"sqlite:///{file}")
    server.start()
    yield server
    server.stop()
    server.database.engine.dispose()


def test_a_slow_line_holds_up_nobody_who_wants_to_write(server):
    """A coordinator who may write sends half a form; a phone's interview must not wait for the other half."""
    world = people_of(server.database)
    with server.database.transaction() as session:
        token = begin_sessie(session, world.anna)
        body = as_body(gesprek(straat_in(session, "crabbehof").id))
    with socket.create_connection(("127.0.0.1", server.port)) as slow, phone_of(server.app, world.bilal) as phone:
        head = (
            f"POST /mensen/nieuwe-interviewer HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: {server.url}\r\n"
            f"Cookie: sessie={token}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n"
        )
        slow.sendall(head.encode() + b"x" * 500)
        cookie = {"Cookie": f"toestel={phone.cookies['toestel']}", "Origin": server.url}
        address = f"{server.url}/api/v1/interviews/{gesprek(world.bilal.id).id}"
        assert httpx.put(address, json=body, headers=cookie, timeout=8).status_code == 201
        slow.sendall(b"x" * 500)
        assert slow.recv(1000).startswith(b"HTTP/1.1 400")


def test_a_server_that_is_told_to_stop_waits_for_no_half_request(empty_url, tmp_path, monkeypatch):  # noqa: F811
    """Half a minute it goes on with what is in hand; here a second. By itself it would have patience for longer."""
    hurried = f"from app.cli import serving; serving.LAST_WORK_SECONDS = 1; {START}"
    monkeypatch.setattr("tests.test_cli.START", hurried)
    with started("serve", empty_url, tmp_path, PYTHONPATH=str(ROOT)) as (process, address), socket.socket() as silent:
        silent.connect(("127.0.0.1", urlsplit(address).port))
        silent.sendall(f"POST /inloggen HTTP/1.1\r\nHost: {address[7:]}\r\nContent-Length: 9\r\n\r\nhalf".encode())
        assert httpx.get(f"{address}/inloggen").status_code == 200, "so the server has seen what came before"
        process.terminate()
        process.wait(15)


def test_a_server_that_waits_for_its_database_gives_no_password_away(tmp_path):
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": UNREACHABLE}
    command = [sys.executable, "-c", START, "serve"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as waiting:
        first = waiting.stderr.readline()
        waiting.terminate()
        said = first + waiting.stderr.read()
    assert first == "De database is nog niet bereikbaar. Wijkpeil wacht erop.\n"
    assert PASSWORD not in said


def test_a_command_without_a_database_gives_no_password_away(run, monkeypatch):  # noqa: F811
    monkeypatch.setenv("DATABASE_URL", UNREACHABLE)
    code, said, complaint = run("controleer")
    assert code == 1
    assert "De database is even niet bereikbaar." in complaint
    assert PASSWORD not in said + complaint
    assert "Traceback" not in complaint


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", f"postgresql+psycopg://wijkpeil:{PASSWORD}@127.0.0.1:{PASSWORD}/x"),
        ("DATABASE_URL", f"postgresql+psycopg//wijkpeil:{PASSWORD}@127.0.0.1/x"),
        ("WIJKPEIL_PORT", PASSWORD),
    ],
)
def test_a_wrong_setting_is_named_and_not_shown(run, monkeypatch, name, value):  # noqa: F811
    monkeypatch.setenv(name, value)
    code, said, complaint = run("controleer")
    assert code == 1
    assert name.removeprefix("WIJKPEIL_") in complaint.upper()
    assert PASSWORD not in said + complaint


def test_a_request_that_fails_gives_no_password_away(caplog):
    with visitor(create_app(Settings(_env_file=None, DATABASE_URL=UNREACHABLE))) as client:
        client.cookies.set("sessie", "x")
        answer = client.get("/overzicht")
    assert answer.status_code == 503
    assert "De database is even niet bereikbaar." in answer.text
    assert "Een verzoek lukte niet." in caplog.text
    assert PASSWORD not in caplog.text + answer.text
    assert PASSWORD not in repr(Database(UNREACHABLE).url)


def test_a_secret_may_come_from_a_file(monkeypatch, tmp_path):
    file = tmp_path / "database-url"
    file.write_text("sqlite:///uit-een-bestand.sqlite3\n", encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL_FILE", str(file))
    monkeypatch.setenv("WIJKPEIL_CONTACT_NAME_FILE", str(file))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert Settings(_env_file=None).database_url == "sqlite:///uit-een-bestand.sqlite3"
    assert Settings(_env_file=None).contact_name == "sqlite:///uit-een-bestand.sqlite3"
    monkeypatch.setenv("DATABASE_URL", "sqlite://")
    assert Settings(_env_file=None).database_url == "sqlite://", "what is set itself comes first"


def test_an_address_of_no_database_is_told_without_its_password():
    with pytest.raises(InvalidInput) as told:
        Database(f"postgresql+psycopg://wijkpeil:{PASSWORD}@db:{PASSWORD}/x")
    assert PASSWORD not in str(told.value)
    assert told.value.__cause__ is None
