"""The page about a meetronde in a real browser: it refreshes itself, quietly and only while somebody looks."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from app.interviews import Afzender, receive
from tests.gesprekken import gesprek, straat_in
from tests.telefoon.conftest import PHONE, Server, log_in
from tests.telefoon.look import look_at_phone
from tests.telefoon.test_bureau import DESK

pytestmark = pytest.mark.xdist_group("browser")

HIDE = "(state) => Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })"


@pytest.fixture
def hold(server, world):
    def hold() -> UUID:
        with server.database.transaction() as session:
            straat_id = straat_in(session, "crabbehof").id
            receive(session, gesprek(straat_id), Afzender(interviewer_id=world.bilal.id))
        return straat_id

    return hold


def open_volgen(page: Page, server: Server) -> None:
    log_in(page, server)
    page.goto(f"{server.url}/volgen")
    page.wait_for_function("() => window.htmx")


def test_it_refreshes_itself_without_moving_who_reads(open_page, server, hold):
    page = open_page(**DESK)
    page.clock.install()
    open_volgen(page, server)
    straat_id = hold()
    link = page.locator(f"#naar-{straat_id}")
    link.focus()
    place = link.bounding_box()
    page.evaluate(HIDE, "hidden")
    with page.expect_request("**/volgen?*") as asked:
        page.clock.run_for(60_000)
        page.evaluate(HIDE, "visible")
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    assert asked.value.headers["hx-request"] == "true"
    expect(page.locator("#nieuws")).to_contain_text("1 interview nieuw")
    expect(page.locator(f"#straat-{straat_id}")).to_contain_text("1 nieuw")
    expect(link).to_be_focused()
    assert link.bounding_box() == pytest.approx(place, abs=1), "its row moved down the list, but not on the screen"
    hold()
    page.clock.run_for(31_000)
    expect(page.locator("#nieuws")).to_contain_text("2 interviews nieuw")


def test_what_is_there_stays_when_refreshing_fails(open_page, server, hold):
    page = open_page(**DESK)
    page.clock.install()
    open_volgen(page, server)
    trouble = page.get_by_text("Bijwerken lukt nu niet.")
    expect(trouble).to_be_hidden()
    page.context.clear_cookies()
    page.clock.run_for(31_000)
    expect(trouble).to_be_visible()
    expect(page.locator("#kop-straten")).to_be_visible()


def test_it_fits_a_phone_and_works_without_script(open_page, server, hold):
    page = open_page(**PHONE)
    log_in(page, server)
    hold()
    for path in ("/volgen", "/volgen/dag", "/volgen/dag?dag=2026-01-02"):
        page.goto(f"{server.url}{path}")
        look_at_phone(page, path)
    plain = open_page(**PHONE, java_script_enabled=False)
    log_in(plain, server)
    plain.get_by_text("Menu", exact=True).click()
    plain.get_by_role("link", name="Volgen").click()
    hold()
    plain.get_by_role("link", name="Nu bijwerken").click()
    expect(plain.locator("#nieuws")).to_contain_text("1 interview nieuw")
    plain.get_by_role("button", name="Gezien: haal de markering weg").click()
    expect(plain.locator("#nieuws")).to_contain_text("Niets nieuws")
    plain.get_by_label("Wijk").select_option("wielwijk")
    plain.get_by_role("button", name="Toon").click()
    expect(plain.get_by_role("heading", name="Herhaalmeting 2026, Wielwijk")).to_be_visible()
