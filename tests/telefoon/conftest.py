"""A real server and a real Chromium with the profile of a phone."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from sqlalchemy import make_url

from app import demo
from app.cookies import TOESTEL_COOKIE
from app.database import Database
from app.main import create_app
from app.models import Gebruiker
from app.settings import Settings
from app.toestellen import link_toestel, make_koppelcode
from tests.conftest import furnish, people_of

PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "nl-NL",
}


expect.set_options(timeout=15_000)  # a busy machine is slow, and what is waited for comes all the same


class Server:
    """Wijkpeil on a port of its own, which can go down and come up again at the same address."""

    def __init__(self, database_url: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        folder = Path(make_url(database_url).database or ".").parent / "uitvoer"
        self.settings = Settings(_env_file=None, DATABASE_URL=database_url, htmx_from_cdn=False, export_folder=folder)
        self.database = Database(database_url)

    def start(self) -> None:
        self.app = create_app(self.settings)
        config = uvicorn.Config(self.app, port=self.port, log_level="error", lifespan="on")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive(), "the server did not start"
            self._thread.join(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive(), "the server did not stop"


@pytest.fixture(scope="session")
def full_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole demo world."""
    file = tmp_path_factory.mktemp("template") / "demo.sqlite3"
    furnish(f"sqlite:///{file}", demo.fill)
    return file


@pytest.fixture
def world_file(sqlite_template: Path) -> Path:
    """The small world; a module that needs the whole one overrides this."""
    return sqlite_template


@pytest.fixture
def server(world_file: Path, tmp_path: Path) -> Iterator[Server]:
    server = Server(f"sqlite:///{shutil.copy(world_file, tmp_path / 'wijkpeil.sqlite3')}")
    server.start()
    yield server
    server.stop()
    server.database.engine.dispose()


@pytest.fixture
def world(server: Server) -> demo.World:
    return people_of(server.database)


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver: Playwright, chromium: str) -> Iterator[Browser]:
    browser = driver.chromium.launch(executable_path=chromium)
    yield browser
    browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page that fails the test when the browser complains, of our content security policy above all."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(**profile: object) -> Page:
        context = browser.new_context(**profile)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note(message, complaints))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _note(message, complaints: list[str]) -> None:
    # A status or a server that is away is reported as an error too; a test that causes one looks at it itself.
    expected = ("Failed to load resource", "Service Worker registration blocked")
    if message.type in ("error", "warning") and not message.text.startswith(expected):
        complaints.append(message.text)


@pytest.fixture
def telefoon(open_page, server: Server, world: demo.World) -> Page:
    """Bilal's phone, just linked, on the first page."""
    page = open_page(**PHONE)
    link_phone(page, server, world.bilal)
    return page


def open_linked(open_page: Callable[..., Page], server: Server, interviewer: Gebruiker, **profile: object) -> Page:
    """A phone that was linked, on the first page; for what is tried with network: what it keeps comes meanwhile."""
    page = open_page(**PHONE, **profile)
    with server.database.transaction() as session:
        code = make_koppelcode(session, interviewer)
        session.flush()
        token = link_toestel(session, code)
    page.context.add_cookies([{"name": TOESTEL_COOKIE, "value": token, "url": server.url}])
    page.goto(f"{server.url}/telefoon")
    return page


def link_phone(page: Page, server: Server, interviewer: Gebruiker, *, has_script: bool = True) -> None:
    """Link this phone as its interviewer does, and wait until everything it needs is on it."""
    with server.database.transaction() as session:
        code = make_koppelcode(session, interviewer)
    page.goto(f"{server.url}/koppelen/{code}")
    page.get_by_role("button", name="Koppel deze telefoon").click()
    if has_script:
        expect(page.locator("#bezig")).to_have_text("Klaar. U kunt nu ook zonder internet werken.")
    page.get_by_role("link", name="Naar mijn straten").click()
    page.wait_for_url("**/telefoon")


def let_storage_stay(page: Page, server: Server) -> None:
    """Say yes for this browser when it is asked to keep what the phone stores; without a screen it says no."""
    session = page.context.new_cdp_session(page)
    context_id = session.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    permission = {"permissions": ["durableStorage"], "origin": server.url, "browserContextId": context_id}
    session.send("Browser.grantPermissions", permission)


def log_in(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/inloggen")
    page.get_by_label("E-mailadres").fill(demo.ANNA_EMAIL)
    page.get_by_label("Wachtwoord").fill(demo.ANNA_PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_url("**/overzicht*")


def publish(page: Page, server: Server, meetronde: str) -> None:
    """Publish a meetronde for the first time, as a coordinator who is logged in does."""
    page.goto(f"{server.url}/publiceren/{meetronde}")
    page.get_by_label("Ik weet dat dit niet terug te draaien is").check()
    page.get_by_role("button", name="Publiceer deze cijfers").click()
    page.wait_for_url("**/publicaties/**")
