"""What an interviewer's hand does on a phone."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect
from sqlmodel import select

from app.models import Interview

CHOICES = {
    "toestemming": "Ja",
    "schoon": "6",
    "veilig": "7",
    "gezellig": "8",
    "cijfer": "9",
    "straatladder": "Actief contact",
    "bekendheid": "zelf mee te maken",
}
"""What to tap for a question; for any other the first option."""


def begin(page: Page, soort: str, straat: str = "Colijnstraat") -> None:
    page.locator("#straten").get_by_role("link", name=straat).click()
    page.wait_for_url("**/telefoon?straat=*")
    expect(page.locator("#andere-straat")).to_be_visible()  # until then the buttons lead to no straat
    page.locator("#nieuw").get_by_role("link", name=f"{soort.capitalize()}interview").click()
    wait_for_question(page)


def wait_for_question(page: Page) -> None:
    """Wait until the script has one question on the screen, with the focus in it; it puts both there at once."""
    expect(page.locator(".heeft-script .vraag.huidig")).to_be_visible()


def question(page: Page) -> str:
    return page.locator(".vraag.huidig").get_attribute("data-vraag")


def answer(page: Page, choice: str | None = None) -> None:
    """Answer the question on the screen: with this choice, or as `CHOICES` says."""
    vraag, key = page.locator(".vraag.huidig"), question(page)
    choice = choice or CHOICES.get(key)
    if vraag.locator("textarea").count():
        vraag.locator("textarea").fill("Een bankje 🌳")
    elif vraag.locator("input[type=text]").count():
        vraag.locator("input[type=text]").fill("2")
    elif choice:
        vraag.locator("label", has_text=re.compile(rf"(^|\s){choice}($|\b)")).first.click()
    elif key != "waar":
        vraag.locator("label").first.click()


def go_on(page: Page, name: str = "Verder") -> None:
    """Tap the button, and wait until another screen is there."""
    before = question(page)
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".vraag.huidig")).not_to_have_attribute("data-vraag", before)


def fill_in(page: Page, until: str = "controle") -> list[str]:
    """Go through the questions, and tell which were asked."""
    asked = []
    while (key := question(page)) != until:
        asked.append(key)
        answer(page)
        go_on(page)
    return asked


def save(page: Page) -> str:
    """Save, and read the receipt's number."""
    go_on(page, "Opslaan")
    expect(page.get_by_role("heading", name="Opgeslagen")).to_be_visible()
    return page.locator("#ontvangstnummer").inner_text()


def drafts(page: Page, server) -> list[str]:
    page.goto(f"{server.url}/telefoon")
    page.wait_for_load_state("networkidle")
    return page.locator("#concepten li > a").all_inner_texts()


def stored(server) -> list[Interview]:
    with server.database.transaction() as session:
        return list(session.exec(select(Interview)))


def finish(page: Page) -> None:
    """Save, whether it can be sent or not."""
    go_on(page, "Opslaan")
    expect(page.get_by_role("heading", name="Opgeslagen")).to_be_visible()


def hold(page: Page, soort: str = "straat", straat: str = "Colijnstraat") -> None:
    """A whole interview from the first page on, finished."""
    page.get_by_role("link", name="Straten", exact=True).click()
    begin(page, soort, straat)
    fill_in(page)
    finish(page)


def hold_back(page: Page) -> None:
    """Take the phone back from the respondent: hold the button until the card is gone."""
    page.locator("dialog.toonkaart .houdknop").hover()
    page.mouse.down()
    expect(page.locator("dialog.toonkaart")).to_have_count(0)
    page.mouse.up()


def refuse(page: Page) -> None:
    """The shortest interview there is: somebody does not want to."""
    page.get_by_role("link", name="Straten", exact=True).click()
    begin(page, "straat")
    go_on(page)
    answer(page, "Nee")
    go_on(page)
    finish(page)


def outbox(page: Page) -> dict[str, str]:
    """What stands in the outbox by its id: its state, straight from the phone's own database."""
    return page.evaluate(
        """async () => {
          const database = await new Promise((done) => {
            const request = indexedDB.open("wijkpeil");
            request.onsuccess = () => done(request.result);
          });
          const all = await new Promise((done) => {
            const request = database.transaction("uitgaand").objectStore("uitgaand").getAll();
            request.onsuccess = () => done(request.result);
          });
          database.close();
          return Object.fromEntries(all.map((zending) => [zending.id, zending.staat]));
        }"""
    )


def wait_for_outbox(page: Page, states: list[str]) -> None:
    """Wait until the things in the outbox are in these states, in whatever order."""
    wait_until(page, lambda: sorted(outbox(page).values()) == sorted(states))


def wait_until(page: Page, condition: Callable[[], bool]) -> None:
    """Wait for something that no element on the page tells."""
    deadline = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < deadline, outbox(page)
        page.wait_for_timeout(30)
