"""The examples of the docs, run as somebody who copied them would: a program of its own, over a network."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from limits import RateLimitItemPerSecond

from app import demo
from app.database import Database
from app.security import KeyLimit
from tests.telefoon.conftest import Server

DASHBOARD = Path(__file__).parent.parent / "docs" / "voorbeelden" / "dashboard.py"
FETCHED, NOT_CHANGED = "De cijfers zijn opgehaald.", "Niet gewijzigd"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def server(full_database: Database) -> Iterator[Server]:
    """With the demo world, in which the first meetronde is published."""
    server = Server(full_database.url.render_as_string(hide_password=False))
    server.start()
    yield server
    server.stop()
    server.database.engine.dispose()


@pytest.fixture
def run(server: Server, tmp_path: Path) -> Run:
    def run(*arguments: str, key: str = demo.DASHBOARD_KEY, address: str = server.url):
        command = [sys.executable, "-X", "utf8", DASHBOARD, address, *arguments]
        environment = {"WIJKPEIL_SLEUTEL": key, "PYTHONWARNINGS": "error"}
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False
        )

    return run


def test_the_dashboard_ranks_what_is_told_and_says_why_the_rest_is_not(run, server, tmp_path):
    done = run(demo.NULMETING)
    assert (done.returncode, done.stderr.strip()) == (0, FETCHED)
    ((address, kept),) = json.loads((tmp_path / "dashboard.json").read_text()).items()
    assert address == f"{server.url}/api/v1/meetrondes/{demo.NULMETING}/scores"
    told = withheld = 0
    for wijk, shown in zip(kept["scores"]["wijken"], _wijken_in(done.stdout), strict=True):
        figures = {each["gebied"]["naam"]: each["bewoners"]["maten"][0] for each in [wijk["wijk"], *wijk["straten"]]}
        assert [name for name, _ in shown] != sorted(figures), "ranked, not by name"
        assert sorted(name for name, _ in shown) == sorted(figures)
        assert shown[0][0] == wijk["wijk"]["gebied"]["naam"]
        means = [figures[name]["gemiddelde"] for name, _ in shown[1:] if figures[name]["gemiddelde"] is not None]
        assert means == sorted(means, reverse=True)
        for name, words in shown:
            figure = figures[name]
            assert f"n={figure['nTekst']} " in words
            if figure["gemiddelde"] is None:
                withheld += 1
                assert figure["reden"] in words
            else:
                told += 1
                assert f"{figure['gemiddelde']} ({figure['marge']['laag']} tot {figure['marge']['hoog']})" in words
                assert words.endswith(figure["oordeel"])
    assert told > 5
    assert withheld > 5


def test_what_did_not_change_is_not_sent_again(run, tmp_path):
    first, memory = run(demo.NULMETING), (tmp_path / "dashboard.json").read_bytes()
    again = run(demo.NULMETING)
    assert FETCHED in first.stderr
    assert (again.returncode, FETCHED in again.stderr, NOT_CHANGED in again.stderr) == (0, False, True)
    assert again.stdout == first.stdout
    assert (tmp_path / "dashboard.json").read_bytes() == memory


def test_another_measure_and_another_group_come_from_the_same_answer(run):
    run(demo.NULMETING)
    other = run(demo.NULMETING, "--maat", "schoon", "--groep", "klanten")
    assert NOT_CHANGED in other.stderr
    assert "schoon volgens klanten" in other.stdout


def test_who_asks_too_often_waits_as_long_as_told_and_goes_on(run, server):
    server.app.state.key_limit = KeyLimit(RateLimitItemPerSecond(1, 3))
    done = run(demo.NULMETING, demo.NULMETING)
    assert done.returncode == 0
    assert re.search(r"Te veel verzoeken. Verder over [123] seconden.", done.stderr)
    assert NOT_CHANGED in done.stderr.splitlines()[-1]


def test_what_goes_wrong_is_said_and_nothing_is_kept(run, tmp_path):
    for wrong, words in (
        (run(demo.NULMETING, key="wp_verzonnen"), "Deze sleutel kennen we niet"),
        (run(demo.NULMETING, key=""), "WIJKPEIL_SLEUTEL"),
        (run(demo.HERHAALMETING), "nog niets gepubliceerd"),
        (run("nergens"), "geen meetronde “nergens”"),
        (run(demo.NULMETING, address="http://127.0.0.1:9"), "is niet te bereiken"),
    ):
        assert (wrong.returncode, wrong.stdout) == (1, "")
        assert words in wrong.stderr
        assert "Traceback" not in wrong.stderr
    assert not (tmp_path / "dashboard.json").exists()


def _wijken_in(shown: str) -> list[list[tuple[str, str]]]:
    """Of every wijk the lines, as the name on it and the whole: the wijk first, and then its straten."""
    wijken = shown.split("\n\n")[1:-1]
    return [[(re.findall(r"(\S.*?) +n=", line[5:])[0], line) for line in wijk.splitlines()] for wijk in wijken]
