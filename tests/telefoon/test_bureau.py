"""The coordinator's desk in a real browser: htmx, without script, accessible, and on a phone too."""

import pytest
from playwright.sync_api import Page, expect

from app import demo
from tests.telefoon.conftest import PHONE, log_in
from tests.telefoon.look import look_for_barriers

pytestmark = pytest.mark.xdist_group("browser")

DESK = {"viewport": {"width": 1280, "height": 800}, "locale": "nl-NL"}
PAGES = [
    "/overzicht",
    f"/overzicht?meetronde={demo.NULMETING}",
    "/overzicht/wijken/wielwijk",
    f"/overzicht/vergelijking?van={demo.NULMETING}&naar={demo.HERHAALMETING}",
    "/interviews",
    "/mensen",
    "/talen",
    "/talen/ar",
]


@pytest.fixture
def world_file(full_template):
    """The desk is looked at with the whole demo world on it."""
    return full_template


@pytest.mark.parametrize("profile", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_is_accessible_and_fits(open_page, server, profile):
    page = open_page(**profile)
    for path in ("/inloggen", "/nergens", "/api/v1/documentatie"):
        page.goto(f"{server.url}{path}")
        look_for_barriers(page, path)
    log_in(page, server)
    for path in PAGES:
        page.goto(f"{server.url}{path}")
        for summary in page.locator("summary").all():
            summary.click()
        look_for_barriers(page, path)
    page.goto(f"{server.url}/interviews?status=teruggestuurd")
    page.locator("tbody a").first.click()
    page.wait_for_url("**/interviews/*-*")
    look_for_barriers(page, "interview")


def choose_klant(page: Page) -> None:
    page.get_by_label("Soort").select_option("klant")


def test_a_filter_works_at_once(open_page, server):
    page = open_page(**DESK)
    log_in(page, server)
    page.goto(f"{server.url}/interviews")
    page.wait_for_function("() => window.htmx")
    page.evaluate("() => { window.sameDocument = true; }")
    choose_klant(page)
    expect(page.locator("tbody td[data-label=Soort]").first).to_contain_text("Klantinterview")
    assert "soort=klant" in page.url
    page.get_by_role("link", name="Oudere interviews").click()
    page.wait_for_url("**na=*")
    assert set(page.locator("tbody td[data-label=Soort]").all_inner_texts()) <= {
        "Klantinterview",
        "Klantinterview, wilde niet meedoen",
    }
    assert page.evaluate("() => window.sameDocument"), "only the list was refreshed"


def test_the_switch_works_at_once(open_page, server):
    page = open_page(**DESK)
    log_in(page, server)
    page.wait_for_function("() => window.htmx")
    before = page.locator(".groep").first.inner_text()
    page.get_by_label("Alleen goedgekeurde interviews").check()
    expect(page.locator("#uitkomst > .melding")).to_contain_text("Alleen goedgekeurde interviews tellen mee.")
    assert page.locator(".groep").first.inner_text() != before
    assert "alleenGoedgekeurd=true" in page.url


def test_without_script_the_same_can_be_done(open_page, server):
    page = open_page(**DESK, java_script_enabled=False)
    log_in(page, server)
    page.get_by_role("link", name="Interviews", exact=True).click()
    choose_klant(page)
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**soort=klant*")
    page.get_by_role("link", name="Oudere interviews").click()
    page.locator("tbody a").first.click()
    page.get_by_label("Afkeuren").check()
    page.get_by_role("textbox", name="Opmerking").fill("Dubbel ingevuld.")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("De beoordeling is opgeslagen.")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Beoordeling: afgekeurd")).to_be_visible()


def test_htmx_comes_from_here_when_the_cdn_does_not_answer(open_page, server):
    """The server's policy allows the CDN; the network does not let it through."""
    server.stop()
    server.settings = server.settings.model_copy(update={"htmx_from_cdn": True})
    server.start()
    page = open_page(**DESK)
    page.route("https://cdn.jsdelivr.net/**", lambda route: route.abort())
    log_in(page, server)
    page.wait_for_function("() => window.htmx")
    sources = page.evaluate("() => [...document.scripts].map((script) => script.src)")
    assert any("/vendor/htmx" in source for source in sources)
