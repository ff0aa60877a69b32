"""Batteries, power cuts and new editions, with a real browser and a real server in processes of their own."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect

from tests.conftest import people_of
from tests.telefoon.conftest import PHONE, link_phone
from tests.telefoon.hand import begin, fill_in, finish, outbox, question, refuse, stored, wait_for_outbox
from tests.telefoon.processen import ServerProcess, copy_of_the_house, kill_browser, open_browser, server_process

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def database_file(sqlite_template: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'wijkpeil.sqlite3')}"


@pytest.fixture
def server(database_file: str) -> Iterator[ServerProcess]:
    with server_process(database_file) as server:
        yield server


@pytest.fixture
def switch_on(driver: Playwright, chromium: str, tmp_path: Path) -> Iterator[Callable[[], Page]]:
    """The phone on, with what it knew when it went off."""
    opened: list[BrowserContext] = []

    def switch_on() -> Page:
        context = open_browser(driver, chromium, tmp_path / "profile", **PHONE)
        context.set_default_timeout(10_000)
        opened.append(context)
        return context.pages[0]

    yield switch_on
    kill_browser(tmp_path / "profile")


def test_a_dead_battery_loses_no_draft_and_nothing_that_was_ready(switch_on, server, tmp_path):
    page = switch_on()
    link_phone(page, server, people_of(server.database).bilal)
    page.context.close()  # a browser writes its cookies down within half a minute; this phone was linked before
    page = switch_on()
    page.goto(f"{server.url}/telefoon")
    server.kill()
    for _ in range(3):
        refuse(page)
    ready = outbox(page).keys()
    page.get_by_role("link", name="Straten", exact=True).click()
    begin(page, "klant")
    fill_in(page, until="schoon")
    kill_browser(tmp_path / "profile")

    page = switch_on()
    page.goto(f"{server.url}/telefoon")
    assert outbox(page).keys() == ready
    page.locator("#concepten li > a").click()
    expect(page.locator("#vraag-schoon")).to_be_visible()
    fill_in(page)
    finish(page)
    server.start()
    page.get_by_role("link", name="Naar mijn straten").click()
    wait_for_outbox(page, ["ontvangen"] * 4)
    assert len(stored(server)) == 4


def test_a_server_that_dies_between_storing_and_answering_makes_no_duplicate(switch_on, server):
    page = switch_on()
    link_phone(page, server, people_of(server.database).bilal)

    def die_after_storing(route: Route) -> None:
        assert route.fetch().status == 201
        server.kill()
        route.abort()

    page.route("**/api/v1/interviews/*", die_after_storing)
    refuse(page)
    expect(page.locator("#zendstaat")).to_contain_text("Geen verbinding")
    page.unroute_all()
    assert len(stored(server)) == 1
    server.start()
    page.get_by_role("link", name="Naar mijn straten").click()
    wait_for_outbox(page, ["ontvangen"])
    assert len(stored(server)) == 1


def test_a_newer_questionnaire_leaves_a_draft_of_the_older_one_usable(switch_on, database_file, tmp_path):
    house = copy_of_the_house(tmp_path / "house")
    with server_process(database_file, house) as server:
        page = switch_on()
        link_phone(page, server, people_of(server.database).bilal)
        begin(page, "straat")
        fill_in(page, until="schoon")
        server.kill()
        questionnaires = house / "app" / "vragenlijsten"
        first = (questionnaires / "straat-v1.toml").read_text(encoding="utf-8")
        second = first.replace("versie = 1\n", "versie = 2\n").replace(
            "Hoe prettig woont u hier?", "Woont u hier fijn?"
        )
        (questionnaires / "straat-v2.toml").write_text(second, encoding="utf-8")
        server.start()

        before = _editions(page)
        page.goto(f"{server.url}/telefoon")
        _wait_for_another_edition(page, before)
        expect(page.locator("#nieuw").get_by_role("link", name="Straatinterview")).to_have_attribute(
            "href", "/telefoon/interview/straat-v2"
        )
        server.kill()
        page.locator("#concepten li > a").click()
        assert question(page) == "schoon"
        fill_in(page)
        finish(page)
        page.get_by_role("link", name="Naar mijn straten").click()
        begin(page, "straat")
        expect(page.get_by_text("Hoe fijn woont u hier?")).to_be_attached()
        fill_in(page)
        finish(page)
        server.start()
        page.get_by_role("link", name="Naar mijn straten").click()
        wait_for_outbox(page, ["ontvangen"] * 2)
        assert sorted(interview.vragenlijst_version for interview in stored(server)) == [1, 2]


def _editions(page: Page) -> list[str]:
    return page.evaluate("() => caches.keys()")


def _wait_for_another_edition(page: Page, before: list[str]) -> None:
    """A browser looks for a new edition a moment after a page is shown; then the next page is of that edition."""
    deadline = time.monotonic() + 30
    while len(now := _editions(page)) != 1 or now == before:
        assert time.monotonic() < deadline, "the new edition did not come"
        page.wait_for_timeout(100)
    page.reload()
