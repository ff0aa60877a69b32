"""Every page at 360 and 1280 px wide, in var/schermbeelden; the pictures of README and manuals. `make screenshots`."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from app import demo
from tests import provide
from tests.conftest import furnish, people_of
from tests.telefoon.bureaubeelden import take_desk_pictures
from tests.telefoon.conftest import PHONE, Server, link_phone, log_in, publish
from tests.telefoon.hand import answer, begin, go_on, question, save
from tests.telefoon.handleidingbeelden import take_pictures

OUT = Path("var/schermbeelden")
README = Path("docs/beelden")
WIDTHS = {"telefoon": PHONE, "bureau": {"viewport": {"width": 1280, "height": 800}, "locale": "nl-NL"}}

PUBLISHED = f"/publicaties/{demo.NULMETING}"
OPEN_TO_ALL = {
    "inloggen": "/inloggen",
    "fout": "/nergens",
    "documentatie": "/api/v1/documentatie",
    "intrekken": "/intrekken",
    "publicaties": "/publicaties",
    "publicatie": PUBLISHED,
    "publicatie-wijk": f"{PUBLISHED}/wijken/crabbehof",
    "publicatie-wijk-schoon": f"{PUBLISHED}/wijken/wielwijk?maat=schoon",
    "publicatie-ontbreekt": f"/publicaties/{demo.HERHAALMETING}",
}
DESK = {
    "overzicht": "/overzicht",
    "overzicht-nulmeting": f"/overzicht?meetronde={demo.NULMETING}",
    "wijk": "/overzicht/wijken/crabbehof",
    "wijk-schoon": "/overzicht/wijken/wielwijk?maat=schoon",
    "vergelijking": "/overzicht/vergelijking",
    "vergelijking-tevreden": "/overzicht/vergelijking?maat=tevreden",
    "publiceren": f"/publiceren/{demo.HERHAALMETING}",
    "publiceren-versie": f"/publiceren/{demo.NULMETING}",
    "volgen": "/volgen",
    "volgen-gesloten": f"/volgen?meetronde={demo.NULMETING}&wijk=crabbehof",
    "volgen-dag": "/volgen/dag?dag=2026-09-24",
    "interviews": "/interviews",
    "interviews-leeg": f"/interviews?meetronde={demo.NULMETING}&status=teruggestuurd",
    "nakijken": "/nakijken",
    "nakijken-rest": "/nakijken/rest",
    "nakijken-leeg": "/nakijken?reden=bsn",
    "citaten": "/citaten",
    "citaten-leeg": "/citaten?zoek=zwembad",
    "citaten-tellingen": "/citaten/tellingen",
    "citaten-themas": "/citaten/themas",
    "citaten-anders": "/citaten/anders",
    "rapporten": "/rapporten",
    "rapport": f"/rapporten/{demo.NULMETING}/wielwijk",
    "rapport-concept": f"/rapporten/{demo.HERHAALMETING}/crabbehof",
    "rapport-kaarten": f"/rapporten/{demo.NULMETING}/crabbehof/kaarten",
    "rapport-teksten": f"/rapporten/{demo.NULMETING}/crabbehof/teksten",
    "inlezen": "/interviews/inlezen",
    "uitvoer": f"/interviews/uitvoer?meetronde={demo.NULMETING}",
    "meetronden": "/meetronden",
    "meetronde-nieuw": f"/meetronden/nieuw?voorbeeld={demo.HERHAALMETING}",
    "meetronde": f"/meetronden/{demo.HERHAALMETING}",
    "meetronde-gepubliceerd": f"/meetronden/{demo.NULMETING}",
    "meetronde-wijk": f"/meetronden/{demo.HERHAALMETING}/wijken/crabbehof",
    "meetronde-deelname": f"/meetronden/{demo.HERHAALMETING}/deelname",
    "gebieden": "/gebieden",
    "gebieden-wijk": "/gebieden/wijken/crabbehof",
    "gebieden-inlezen": "/gebieden/inlezen",
    "gebieden-opzoeken": "/gebieden/wijken/crabbehof/opzoeken",
    "mensen": "/mensen",
    "interviewer-nieuw": "/mensen/nieuwe-interviewer",
    "coordinator-nieuw": "/mensen/nieuwe-coordinator",
    "account": "/account",
    "tweede-stap": "/account/tweede-stap",
    "talen": "/talen",
    "vertaling": "/talen/ar",
    "beheer": "/beheer",
    "beheer-inzage": "/beheer/inzage",
    "beheer-spoor": "/beheer/spoor",
}
OTHERWISE = (
    "overzicht", "wijk", "volgen", "volgen-dag", "vergelijking", "publiceren", "publicatie", "publicatie-wijk",
    "rapport",
)  # fmt: skip
"""Also in the dark and on paper."""


def main() -> int:
    chromium = provide.find_chromium()
    if chromium is None:
        print("No Chromium: run `python -m tests.provide` first.")
        return 1
    for folder in (OUT, README):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/demo.sqlite3"
        furnish(url, demo.fill)
        server = Server(url)
        server.start()
        browser = playwright.chromium.launch(executable_path=chromium)
        take_desk_pictures(browser, server)
        take_pictures(browser, server)
        for name, profile in WIDTHS.items():
            _desk(browser, server, name, profile)
            _phone(browser, server, name, profile)
        _publish(browser, server)
        browser.close()
        server.stop()
    shutil.copy(OUT / "telefoon-vraag-schoon.png", README / "telefoon-vraag.png")
    shutil.copy(OUT / "bureau-overzicht-boven.png", README / "overzicht.png")
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")
    return 0


def _desk(browser: Browser, server: Server, width: str, profile: dict[str, object]) -> None:
    page = browser.new_context(**profile).new_page()
    for name, path in OPEN_TO_ALL.items():
        page.goto(f"{server.url}{path}")
        _take(page, f"{width}-{name}")
        if name in OTHERWISE:
            _take_otherwise(page, f"{width}-{name}")
    log_in(page, server)
    page.screenshot(path=OUT / f"{width}-overzicht-boven.png")
    for name, path in DESK.items():
        page.goto(f"{server.url}{path}")
        _take(page, f"{width}-{name}")
        if name in OTHERWISE:
            _take_otherwise(page, f"{width}-{name}")
    page.goto(f"{server.url}/mensen")
    page.get_by_role("button", name="Nieuwe koppellink voor Bilal").click()
    _take(page, f"{width}-koppellink")
    page.goto(f"{server.url}/mensen")
    page.locator("a[href$='/vertrek']").first.click()
    page.wait_for_url("**/vertrek")
    _take(page, f"{width}-vertrek")
    page.goto(f"{server.url}/nakijken")
    page.locator(".wachtenden a").first.click()
    page.locator("#toetsen summary").click()
    _take_otherwise(page, f"{width}-nakijken-interview")
    _one_answer(page, server, width)
    page.goto(f"{server.url}/nakijken/rest")
    page.get_by_role("button", name="goed").click()
    page.get_by_role("button", name="Maak ongedaan").wait_for()
    _take(page, f"{width}-nakijken-reeks")
    page.get_by_role("button", name="Maak ongedaan").click()
    page.goto(f"{server.url}/interviews?status=teruggestuurd")
    page.locator("tbody a").first.click()
    page.get_by_role("button", name="Opslaan").click()
    page.get_by_role("alert").wait_for()
    _take(page, f"{width}-interview")
    page.context.close()


def _one_answer(page: Page, server: Server, width: str) -> None:
    """A reply at the desk, and the forms that change an answer."""
    page.goto(f"{server.url}/nakijken?reden=reactie")
    page.locator(".wachtenden a").first.click()
    _take(page, f"{width}-nakijken-reactie")
    kent = page.locator("dl.gegevens > div", has_text="Kent u Wijk voor Wijk?")
    kent.get_by_role("link", name="Verbeteren").click()
    page.get_by_role("button", name="Verbeter het antwoord").click()
    page.get_by_role("alert").wait_for()
    _take(page, f"{width}-verbeteren")
    page.goto(f"{server.url}/nakijken?reden=naam")
    page.locator(".wachtenden a").first.click()
    page.get_by_role("link", name="Tekst weghalen").last.click()
    _take(page, f"{width}-weghalen")


def _phone(browser: Browser, server: Server, width: str, profile: dict[str, object]) -> None:
    bilal = people_of(server.database).bilal
    page = browser.new_context(**profile).new_page()
    link_phone(page, server, bilal)
    page.locator("#navragen li").first.wait_for()
    _take(page, f"{width}-thuis")
    page.locator("#navragen a").first.click()
    page.get_by_role("heading", name="Vraag over dit interview").wait_for()
    _take(page, f"{width}-navraag")
    page.goto(f"{server.url}/telefoon")
    begin(page, "klant", "Troelstraweg")
    while (key := question(page)) != "controle":
        answer(page)
        page.screenshot(path=OUT / f"{width}-vraag-{key}.png")
        go_on(page)
    _take(page, f"{width}-controle")
    page.goto(f"{server.url}/telefoon")
    page.locator("#concepten li").first.wait_for()
    _take(page, f"{width}-thuis-concept")
    page.locator("#concepten li > a").click()
    save(page)
    _take(page, f"{width}-opgeslagen")
    page.get_by_role("link", name="Verstuurd").click()
    _take(page, f"{width}-verstuurd")
    page.locator(".rijen a").first.click()
    _take(page, f"{width}-eigen-interview")
    page.context.close()
    plain = browser.new_context(**profile, java_script_enabled=False).new_page()
    link_phone(plain, server, bilal, has_script=False)
    plain.goto(f"{server.url}/telefoon/interview/straat-v1")
    plain.get_by_role("button", name="Interview opslaan").click()
    _take(plain, f"{width}-zonder-script")
    plain.context.close()


def _publish(browser: Browser, server: Server) -> None:
    """Last of all, for there is no way back: now there are two to compare."""
    page = browser.new_context().new_page()
    log_in(page, server)
    publish(page, server, demo.HERHAALMETING)
    page.context.close()
    for width, profile in WIDTHS.items():
        page = browser.new_context(**profile).new_page()
        page.goto(f"{server.url}/publicaties/{demo.HERHAALMETING}/wijken/wielwijk")
        _take(page, f"{width}-publicatie-toen-en-nu")
        _take_otherwise(page, f"{width}-publicatie-toen-en-nu")
        page.context.close()


def _take_otherwise(page: Page, name: str) -> None:
    page.emulate_media(color_scheme="dark")
    _take(page, f"{name}-donker")
    page.emulate_media(media="print", color_scheme="light")
    _take(page, f"{name}-papier")
    page.emulate_media(media="screen")


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=OUT / f"{name}.png", full_page=True)


if __name__ == "__main__":
    sys.exit(main())
