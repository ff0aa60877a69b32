"""The pictures of the manual for coordinators: a year at Anna's desk, in the order of the manual."""

from playwright.sync_api import Browser, FloatRect, Locator, Page

from app import demo
from tests.telefoon.conftest import Server, log_in
from tests.telefoon.handleidingbeelden import BEELDEN, save_picture

DESK = {"viewport": {"width": 1000, "height": 1700}, "locale": "nl-NL"}
"""High enough to have all of a picture in sight: what sticks to the edge of the screen stays where it belongs."""
EDGE = 16
"""Around what a picture shows, in pixels."""


def take_desk_pictures(browser: Browser, server: Server) -> None:
    BEELDEN.mkdir(parents=True, exist_ok=True)
    page = browser.new_context(**DESK).new_page()
    log_in(page, server)
    _preparing(page, server)
    _following(page, server)
    _reviewing(page, server)
    _own_words(page, server)
    _telling(page, server)
    page.context.close()


def _preparing(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/meetronden/{demo.HERHAALMETING}/deelname")
    page.get_by_label("Talmaweg").uncheck()
    _take(page, "deelname", page.locator("h1"), page.locator("section.gebied").first)
    page.goto(f"{server.url}/mensen")
    page.get_by_role("button", name="Nieuwe koppellink voor Bilal").click()
    _take(page, "koppelblad", page.locator(".koppelblad"))


def _following(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/volgen")
    _take(page, "volgen", page.locator("h1"), page.locator("#stand tbody tr").nth(3))


def _reviewing(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/nakijken")
    _take(page, "nakijken-rij", page.locator("h1"), page.locator(".wachtenden > li").nth(3))
    page.goto(f"{server.url}/nakijken?reden=naam")
    page.locator(".wachtenden a").first.click()
    _take(page, "nakijken-interview", page.locator("h1"), page.locator("dl.gegevens").last.locator("> div").nth(2))
    page.get_by_role("link", name="Tekst weghalen").last.click()
    _take(page, "weghalen", page.locator("article"))


def _own_words(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/citaten")
    answer = page.locator(".antwoorden > li", has=page.locator("mark")).first
    answer.locator(".markeren summary").click()
    answer.get_by_label("De woorden uit het antwoord").fill("dan kun je even uitrusten")
    answer.locator(".markeren").get_by_label("Leefbaarheid").check()
    answer.locator(".markeren").get_by_label("Dit is een citaat").check()
    _take(page, "citaten", answer)


def _telling(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/publiceren/{demo.HERHAALMETING}")
    _take(page, "publiceren", page.locator("h1"), page.locator("table.straten").first.locator("tbody tr").nth(3))
    page.goto(f"{server.url}/rapporten/{demo.NULMETING}/wielwijk")
    _take(page, "rapport", page.locator("main .knoppen").first, page.get_by_role("heading", name="Inhoud"))


def _take(page: Page, name: str, first: Locator, last: Locator | None = None) -> None:
    """From the top of the first to the bottom of the last, over the width of the page or of the one that is shown."""
    page.wait_for_load_state("networkidle")
    top, bottom = _box(first), _box(last or first)
    across = _box(page.locator("main")) if last else top
    x, width = max(across["x"] - EDGE, 0), min(across["width"] + 2 * EDGE, DESK["viewport"]["width"])
    y, end = top["y"] - EDGE, bottom["y"] + bottom["height"] + EDGE
    clip = {"x": x, "y": y, "width": width, "height": end - y, "scale": 1}
    save_picture(page, name, clip, is_long=True)


def _box(part: Locator) -> FloatRect:
    box = part.bounding_box()
    assert box, part
    return box
