"""Marking a passage in a real browser: what is selected in the answer is what is marked."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from app.interviews import Afzender, receive
from tests.gesprekken import gesprek, straat_in
from tests.telefoon.conftest import log_in
from tests.telefoon.test_bureau import DESK

pytestmark = pytest.mark.xdist_group("browser")

SELECT_THE_LAST_WORD = """() => {
  const words = document.querySelector("[data-woorden]").firstChild;
  const range = document.createRange();
  range.setStart(words, words.length - 5);
  range.setEnd(words, words.length);
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""


def test_what_is_selected_is_what_is_marked(open_page, server, world):
    with server.database.transaction() as session:
        held = gesprek(
            straat_in(session, "crabbehof").id,
            started_at=datetime(2026, 9, 3, 12, tzinfo=UTC),
            antwoorden={"meer_doen": "groen 🌳🌳🌳 en groen"},
        )
        receive(session, held, Afzender(interviewer_id=world.bilal.id))
    page = open_page(**DESK)
    log_in(page, server)
    page.goto(f"{server.url}/citaten?vraag=meer_doen")
    page.evaluate(SELECT_THE_LAST_WORD)
    passage = page.get_by_role("textbox", name="De woorden uit het antwoord")
    expect(passage).to_have_value("groen")
    page.get_by_label("Leefbaarheid").check()
    page.get_by_label("Dit is een citaat").check()
    page.get_by_role("button", name="Markeer").click()
    expect(page.locator("mark")).to_have_text("groen")
    expect(page.locator("[data-woorden]")).to_have_js_property("innerHTML", "groen 🌳🌳🌳 en <mark>groen</mark>")
