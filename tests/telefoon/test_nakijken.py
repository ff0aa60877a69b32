"""The review in a real browser: with the keyboard, without script, and on a phone in the dark."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from app.interviews import Afzender, receive
from app.models import Interview
from tests.gesprekken import gesprek, straat_in
from tests.telefoon.conftest import PHONE, log_in
from tests.telefoon.look import look_at_phone, look_for_barriers, look_in_the_dark, unfold
from tests.telefoon.test_bureau import DESK

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def queue(server, world) -> list[UUID]:
    """Three interviews that wait, in the order of the queue, and two that do not stand out."""
    answers = ["06-12345678 van mevrouw Jansen", "Bel 06-12345678", "Vraag buurman Ahmed", "Een bankje", "Niets"]
    with server.database.transaction() as session:
        straat_id = straat_in(session, "crabbehof").id
        moment = datetime(2026, 9, 3, 12, tzinfo=UTC)
        held = [gesprek(straat_id, started_at=moment, antwoorden={"meer_doen": answer}) for answer in answers]
        for each in held:
            receive(session, each, Afzender(interviewer_id=world.bilal.id))
    return [each.id for each in held[:3]]


def open_first(open_page, server, **profile) -> Page:
    page = open_page(**profile)
    log_in(page, server)
    page.get_by_role("link", name="Nakijken").click()
    page.locator(".wachtenden a").first.click()
    page.wait_for_url("**/nakijken/*-*")
    return page


def at(page: Page, interview_id: UUID) -> None:
    """Wait until this interview is on the screen and its keys work."""
    page.wait_for_url(f"**/nakijken/{interview_id}?*")


def status_of(server, interview_id: UUID) -> str:
    with server.database.transaction() as session:
        return session.get_one(Interview, interview_id).status


def test_the_keyboard_goes_through_the_queue(open_page, server, queue):
    page = open_first(open_page, server, **DESK)
    at(page, queue[0])
    page.keyboard.press("k")  # there is nothing before the first
    page.keyboard.press("j")
    at(page, queue[1])
    page.keyboard.press("j")
    at(page, queue[2])
    page.keyboard.press("j")
    page.keyboard.press("k")
    at(page, queue[1])
    page.keyboard.press("k")
    at(page, queue[0])


def test_the_keyboard_decides(open_page, server, queue):
    page = open_first(open_page, server, **DESK)
    remark = page.get_by_role("textbox", name="Opmerking")
    page.keyboard.press("a")
    at(page, queue[1])
    expect(page.get_by_text("De beoordeling is opgeslagen.")).to_be_visible()
    page.keyboard.press("t")
    expect(page.get_by_label("Terugsturen")).to_be_checked()
    expect(remark).to_be_focused()
    page.keyboard.type("Wat bedoelde jij? ajk tx")
    expect(remark).to_have_value("Wat bedoelde jij? ajk tx")
    page.get_by_role("button", name="Opslaan").click()
    at(page, queue[2])
    page.keyboard.press("x")
    expect(page.get_by_label("Afkeuren")).to_be_checked()
    expect(remark).to_be_focused()
    page.keyboard.type("x")
    expect(remark).to_have_value("x")
    page.get_by_role("button", name="Opslaan").click()
    page.wait_for_url("**/nakijken?*")
    assert [status_of(server, each) for each in queue] == ["goedgekeurd", "teruggestuurd", "afgekeurd"]


def test_the_keys_are_explained_and_shortcuts_of_the_browser_are_left_alone(open_page, server, queue):
    page = open_first(open_page, server, **DESK)
    explanation = page.get_by_text("terugsturen: typ daarna uw opmerking")
    expect(explanation).to_be_hidden()
    page.keyboard.press("?")
    expect(explanation).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.press("?")
    expect(explanation).to_be_hidden()
    assert status_of(server, queue[0]) == "nieuw"


def test_without_script_the_whole_review_can_be_done(open_page, server, queue):
    page = open_first(open_page, server, **DESK, java_script_enabled=False)
    page.get_by_role("link", name="Volgende").click()
    page.get_by_role("link", name="Vorige").click()
    for following in ("**/nakijken/*beoordeeld=ja", "**/nakijken/*beoordeeld=ja", "**/nakijken?*beoordeeld=ja"):
        page.get_by_label("Goedkeuren").check()
        page.get_by_role("button", name="Opslaan").click()
        page.wait_for_url(following)
    page.get_by_role("link", name="in één keer").click()
    page.get_by_role("button", name="Keur deze 2 interviews goed").click()
    expect(page.get_by_text("2 interviews goedgekeurd")).to_be_visible()
    page.get_by_role("button", name="Maak ongedaan").click()
    expect(page.get_by_text("weer veranderd of teruggezet")).to_be_visible()


@pytest.mark.parametrize("profile", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_is_accessible_and_fits(open_page, server, queue, profile):
    page = open_page(**profile)
    log_in(page, server)
    look = look_at_phone if profile is PHONE else look_for_barriers
    forms = [f"/interviews/{queue[1]}/antwoorden/{form}" for form in ("bekendheid", "meer_doen/weghalen")]
    for path in ("/nakijken", "/nakijken?reden=bsn", f"/nakijken/{queue[1]}", "/nakijken/rest", *forms):
        page.goto(f"{server.url}{path}")
        unfold(page)
        look(page, path)
        look_in_the_dark(page, path)
    page.goto(f"{server.url}/nakijken/rest")
    page.get_by_role("button", name="Keur deze 2 interviews goed").click()
    page.get_by_role("button", name="Maak ongedaan").wait_for()
    look(page, "reeks")
    look_in_the_dark(page, "reeks")
