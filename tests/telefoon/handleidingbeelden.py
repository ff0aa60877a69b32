"""The pictures of the manual for interviewers: a working day on Bilal's phone, in the order of the manual."""

import base64
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.conftest import people_of
from tests.telefoon.conftest import PHONE, Server, let_storage_stay, link_phone
from tests.telefoon.hand import begin, fill_in, finish, go_on, hold, hold_back, wait_for_outbox

BEELDEN = Path("docs/handleiding/beelden")
QUALITY = 75
"""Of WebP, which a browser writes itself: half a PNG, with letters as sharp as on the phone."""


def take_pictures(browser: Browser, server: Server) -> None:
    BEELDEN.mkdir(parents=True, exist_ok=True)
    page = browser.new_context(**PHONE).new_page()
    let_storage_stay(page, server)
    link_phone(page, server, people_of(server.database).bilal)
    _before_you_go(page)
    _an_interview(page)
    _two_at_once(page)
    _at_the_doors(page)
    _without_reception(page)
    _practising(page)
    page.context.close()


def save_picture(page: Page, name: str, clip: dict[str, float], *, is_long: bool = False) -> None:
    """Write this part of the page as a picture of a manual, once all that it shows has come in."""
    page.wait_for_load_state("networkidle")
    page.evaluate("() => document.fonts.ready")
    session = page.context.new_cdp_session(page)
    shot = {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": is_long}
    picture = session.send("Page.captureScreenshot", shot)["data"]
    (BEELDEN / f"{name}.webp").write_bytes(base64.b64decode(picture))


def _before_you_go(page: Page) -> None:
    page.get_by_role("link", name="Telefoon", exact=True).click()
    expect(page.locator("#keuring .keuring-goed")).to_have_count(5)
    _take(page, "telefoon-klaar")
    page.get_by_role("link", name="Straten", exact=True).click()
    page.locator("#straten").evaluate("(deel) => deel.scrollIntoView({ block: 'start' })")
    _take(page, "straten")


def _an_interview(page: Page) -> None:
    begin(page, "straat", "Talmaweg")
    page.get_by_text("Polski").tap()
    go_on(page)
    _take(page, "toestemming")
    fill_in(page, until="straatladder")
    page.get_by_role("button", name="Toonkaart").click()
    _take(page, "toonkaart-ladder")
    hold_back(page)
    fill_in(page, until="schoon")
    _take(page, "vraag")
    fill_in(page)
    _take(page, "controle")
    finish(page)
    expect(page.locator("#intrekbriefje .intrekcode")).not_to_be_empty()
    _take(page, "intrekcode")
    wait_for_outbox(page, ["ontvangen"])


def _two_at_once(page: Page) -> None:
    page.get_by_role("link", name="Straten", exact=True).click()
    begin(page, "portiek", "Talmaweg")
    page.get_by_text("العربية").tap()
    fill_in(page, until="schoon")
    page.get_by_role("button", name="Toonkaart").click()
    page.locator("dialog.toonkaart label", has_text="7").tap()
    _take(page, "toonkaart-cijfer")
    hold_back(page)
    page.get_by_role("link", name="Straten", exact=True).click()
    begin(page, "klant", "Zuidendijk")
    fill_in(page, until="diensten")
    page.get_by_role("link", name="Straten", exact=True).click()
    expect(page.locator("#concepten li")).to_have_count(2)
    page.locator("#concepten").evaluate("(deel) => deel.scrollIntoView({ block: 'center' })")
    _take(page, "nog-niet-af")


def _at_the_doors(page: Page) -> None:
    page.get_by_role("link", name="Deur zonder interview").click()
    page.get_by_label("Straat").select_option(label="Talmaweg")
    page.get_by_role("button", name="Niet thuis").click()
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_visible()
    wait_for_outbox(page, ["ontvangen"] * 2)
    _take(page, "deuren", full_page=True)


def _without_reception(page: Page) -> None:
    page.context.set_offline(True)
    hold(page, "straat", "Zuidendijk")
    page.get_by_role("link", name="Straten", exact=True).click()
    expect(page.locator("#stand-wacht")).to_contain_text("Geen verbinding.")
    _take(page, "geen-verbinding")
    page.get_by_role("link", name="Verstuurd", exact=True).click()
    expect(page.locator("#uitgaand li")).to_have_count(2)
    _take(page, "verstuurd")
    page.context.set_offline(False)


def _practising(page: Page) -> None:
    page.get_by_role("link", name="Telefoon", exact=True).click()
    page.get_by_role("button", name="Begin met oefenen").click()
    page.get_by_label("Doe alsof er geen internet is").check()
    _take(page, "oefenen")


def _take(page: Page, name: str, *, full_page: bool = False) -> None:
    page.wait_for_load_state("networkidle")
    height = page.evaluate("() => document.documentElement.scrollHeight") if full_page else PHONE["viewport"]["height"]
    top = 0 if full_page else page.evaluate("() => scrollY")
    clip = {"x": 0, "y": top, "width": 360, "height": height, "scale": PHONE["device_scale_factor"]}
    save_picture(page, name, clip, is_long=full_page)
