"""Looking up straten at the national address search: a server of our own answers in its shape, or badly.

The shape is that of an answer of version 3.1; ids and addresses in it are invented.
"""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import select

from app import locatieserver
from app.errors import InvalidInput, OtherSystemFails
from app.locatieserver import look_up_straten, read_codes
from app.models import Straat
from app.settings import Settings
from tests.test_web_samenvoegen import hidden

RECORDED = json.loads((Path(__file__).parent / "locatieserver.json").read_text(encoding="utf-8"))
KNOWN = {"q", "fq", "fl", "df", "bq", "qf", "rows", "start", "sort", "wt", "lat", "lon"}
STRATEN = {
    "0505300000000001": "Admiraal de Ruyterweg",
    "0505300000000123": "Colijnstraat",
    "0505300000000200": "Nassauweg; Zuid",
    "0505300000000301": "Troelstraweg",
}


class Dienst:
    """The service on a port of its own: it answers as the real one does, unless a test says otherwise."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.says: tuple[int, str] | None = None
        self.is_silent = False
        self.lists = list(RECORDED["response"]["docs"])
        self.done = threading.Event()
        dienst = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if dienst.is_silent:
                    dienst.done.wait(30)
                    return
                status, body = dienst.answer(self.path)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/search/v3_1"

    def answer(self, path: str) -> tuple[int, str]:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        self.asked.append(asked)
        if self.says:
            return self.says
        if not path.startswith("/search/v3_1/free?") or asked.keys() - KNOWN or int(asked["rows"]) > 100:
            return 400, '{"error": "unknown parameter"}'
        start, rows = int(asked["start"]), int(asked["rows"])
        docs = [
            {name: doc[name] for name in asked["fl"].split(",") if name in doc}
            for doc in self.lists[start : start + rows]
        ]
        response = RECORDED["response"] | {"numFound": len(self.lists), "start": start, "docs": docs}
        return 200, json.dumps({"response": response})


@pytest.fixture
def dienst() -> Iterator[Dienst]:
    dienst = Dienst()
    thread = threading.Thread(target=dienst.server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    yield dienst
    dienst.done.set()
    dienst.server.shutdown()
    dienst.server.server_close()
    thread.join(10)


def test_every_street_once_by_its_id(dienst):
    assert look_up_straten(dienst.url, ["WK050508", "BU05050700"]) == STRATEN
    (asked,) = dienst.asked
    assert asked["fq"] == "type:adres AND (wijkcode:WK050508 OR buurtcode:BU05050700)"


def test_page_after_page(dienst, monkeypatch):
    monkeypatch.setattr(locatieserver, "PAGE", 5)
    assert look_up_straten(dienst.url, ["WK050508"]) == STRATEN
    assert [asked["start"] for asked in dienst.asked] == ["0", "5", "10"]


def test_an_address_without_a_street_says_nothing(dienst):
    dienst.lists += [{"weergavenaam": "Ligplaats 1"}, {"straatnaam": "Zonder nummer"}]
    assert look_up_straten(dienst.url, ["WK050508"]) == STRATEN


@pytest.mark.parametrize(
    ("says", "message"),
    [
        ((500, "Oeps"), "geeft een fout (500)"),
        ((302, ""), "geeft een fout (302)"),
        ((200, "<html>Onderhoud</html>"), "gaf een antwoord dat we niet begrijpen"),
        ((200, '{"response": {"numFound": "veel", "docs": []}}'), "gaf een antwoord dat we niet begrijpen"),
        ((200, '{"response": {"numFound": 9, "docs": [{"straatnaam": "A", "openbareruimte_id": "1"}]}}'),
         "gaf een antwoord dat we niet begrijpen"),
        ((200, '{"response": {"numFound": 9, "docs": [{"straatnaam": "A", "openbareruimte_id": 505300000000123}]}}'),
         "gaf een antwoord dat we niet begrijpen"),
        ((200, '{"response": {"numFound": 9, "docs": []}}'), "gaf niet alle adressen"),
    ],
)  # fmt: skip
def test_a_bad_answer_is_said_in_words(dienst, says, message):
    dienst.says = says
    with pytest.raises(OtherSystemFails) as refusal:
        look_up_straten(dienst.url, ["WK050508"])
    assert f"De adressendienst van PDOK {message}." in refusal.value.detail


def test_nobody_waits_for_ever(dienst):
    dienst.is_silent = True
    with pytest.raises(OtherSystemFails, match="antwoordt niet op tijd"):
        look_up_straten(dienst.url, ["WK050508"], patience=0.1)
    address = dienst.url
    dienst.done.set()
    with pytest.raises(OtherSystemFails, match="is niet te bereiken"):
        look_up_straten(address.replace(str(dienst.server.server_port), "1"), ["WK050508"])


def test_a_code_that_is_none_or_of_nowhere_or_of_too_much(dienst):
    assert read_codes("wk050508, BU0363AF09;WK050508") == ["WK050508", "BU0363AF09"]
    for text in ("", "Crabbehof", "WK0505", "WK050508) OR (type:weg"):
        with pytest.raises(InvalidInput):
            read_codes(text)
    for count, message in ((0, "kent geen adressen"), (25_001, "Kies een kleiner gebied")):
        dienst.says = 200, json.dumps({"response": {"numFound": count, "docs": []}})
        with pytest.raises(InvalidInput) as refusal:
            look_up_straten(dienst.url, ["WK050508"])
        assert message in refusal.value.faults[0].melding


def test_from_the_page_of_a_wijk_to_its_new_straten(as_anna, app, database, database_url, dienst):
    app.state.settings = Settings(_env_file=None, DATABASE_URL=database_url, locatieserver_url=dienst.url)
    address = "/gebieden/wijken/crabbehof/opzoeken"
    assert address in as_anna.get("/gebieden/wijken/crabbehof").text
    assert 'value="BU05050800 BU05050801"' in as_anna.get(address).text
    assert dienst.asked == [], "nobody asked yet"
    preview = as_anna.get(f"{address}?codes=WK050508").text
    assert "Nieuwe straten: <strong>2</strong>" in preview, "two are there, without their id"
    assert "Straten die een BAG-id krijgen: <strong>2</strong>" in preview
    answer = as_anna.post("/gebieden/inlezen/uitvoering", data=hidden(preview), follow_redirects=False)
    assert answer.headers["location"] == "/gebieden?klaar=ingelezen"
    with database.transaction() as session:
        query = select(Straat.bag_id, Straat.name).where(Straat.wijk_code == "crabbehof", Straat.bag_id.is_not(None))
        assert dict(session.exec(query).all()) == STRATEN
    assert "De 4 straten die PDOK hier kent, staan er al." in as_anna.get(f"{address}?codes=WK050508").text
    for codes, status, message in [("Crabbehof", 400, "Schrijf codes van het CBS"), ("WK050599", 502, "fout (500)")]:
        dienst.says = 500, ""
        answer = as_anna.get(f"{address}?codes={codes}")
        assert (answer.status_code, message in answer.text, f'value="{codes}"' in answer.text) == (status, True, True)
    app.state.settings = Settings(_env_file=None, DATABASE_URL=database_url, locatieserver_url="")
    assert address not in as_anna.get("/gebieden/wijken/crabbehof").text
    assert as_anna.get(f"{address}?codes=WK050508").status_code == 404


def test_only_a_coordinator_looks_up(client, as_bilal):
    address = "/gebieden/wijken/crabbehof/opzoeken?codes=WK050508"
    assert client.get(address, follow_redirects=False).status_code == 303
    assert as_bilal.get(address, follow_redirects=False).status_code == 303
