"""The way out in full: a phone that was unlinked saves a file, the desk reads it in, and nothing is double."""

import json

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from app.models import Contactpoging
from app.toestellen import revoke_toestellen
from tests.telefoon.conftest import PHONE, link_phone, log_in
from tests.telefoon.hand import hold, stored, wait_for_outbox
from tests.telefoon.look import look_for_barriers

pytestmark = pytest.mark.xdist_group("browser")

DESK = {"viewport": {"width": 1280, "height": 800}, "locale": "nl-NL"}


def save_file(telefoon: Page, folder) -> str:
    """Save what was not sent, as the interviewer does, and tell where it is."""
    telefoon.get_by_role("link", name="Telefoon", exact=True).click()
    with telefoon.expect_download() as waiting:
        telefoon.get_by_role("button", name="Bewaar als bestand").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return str(path)


def read_in(page: Page, path: str) -> None:
    page.get_by_label("Bestand van de telefoon").set_input_files(path)
    page.get_by_role("button", name="Lees in").click()


def test_a_phone_that_was_unlinked_hands_over_its_file(telefoon, open_page, server, world, tmp_path):
    with server.database.transaction() as session:
        revoke_toestellen(session, world.bilal)
    hold(telefoon, "klant")
    telefoon.get_by_role("link", name="Straten", exact=True).click()
    telefoon.get_by_role("link", name="Deur zonder interview").click()
    telefoon.get_by_label("Straat").select_option(label="Talmaweg")
    telefoon.get_by_role("button", name="Niet thuis").click()
    file = save_file(telefoon, tmp_path)
    assert stored(server) == []

    desk = open_page(**DESK)
    log_in(desk, server)
    desk.get_by_role("link", name="Interviews", exact=True).click()
    desk.get_by_role("link", name="Bestand van een telefoon inlezen").click()
    for expected in ("1 interview opgeslagen.", "1 interview hadden we al."):
        read_in(desk, file)
        expect(desk.get_by_role("heading", name="Ingelezen: het bestand van Bilal")).to_be_visible()
        expect(desk.locator("main")).to_contain_text(expected)
        desk.get_by_role("link", name="Nog een bestand inlezen").click()

    link_phone(telefoon, server, world.bilal)
    wait_for_outbox(telefoon, ["ontvangen", "ontvangen"])
    assert [interview.interviewer_id for interview in stored(server)] == [world.bilal.id]
    with server.database.transaction() as session:
        assert session.exec(select(Contactpoging)).one().interviewer_id == world.bilal.id


@pytest.mark.parametrize("profile", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_are_accessible_and_fit(open_page, server, world, tmp_path, profile):
    page = open_page(**profile)
    log_in(page, server)
    page.goto(f"{server.url}/interviews/inlezen")
    look_for_barriers(page, "import")
    file = tmp_path / "wijkpeil-202609101405.json"
    file.write_text("half een besta", encoding="utf-8")
    read_in(page, str(file))
    expect(page.get_by_role("alert")).to_contain_text("niet te lezen")
    look_for_barriers(page, "import")
    faulty = {"straatId": "x", "naam": "Een heel lang veld dat er niet hoort te staan"}
    content = {"soort": "wijkpeil-telefoon", "versie": 1, "interviewer": str(world.bilal.id)}
    file.write_text(json.dumps(content | {"interviews": [faulty], "contactpogingen": [faulty]}), encoding="utf-8")
    read_in(page, str(file))
    expect(page.get_by_role("status")).to_contain_text("Niet alles is opgeslagen")
    look_for_barriers(page, "import")
