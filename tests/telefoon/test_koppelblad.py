"""The sheet with a koppellink: a phone that scans it is linked, and it fits on one small piece of paper."""

import re

import pytest
from playwright.sync_api import expect

from app.models import Gebruiker
from tests.telefoon.conftest import PHONE, log_in
from tests.telefoon.look import look_for_barriers, look_in_the_dark

pytestmark = pytest.mark.xdist_group("browser")

DESK = {"viewport": {"width": 1280, "height": 800}, "locale": "nl-NL"}


@pytest.fixture
def make_sheet(open_page, server):
    """Anna makes a link for Bilal."""

    def make_sheet(**profile):
        page = open_page(**profile)
        log_in(page, server)
        page.goto(f"{server.url}/mensen")
        page.get_by_role("button", name="Nieuwe koppellink voor Bilal").click()
        page.get_by_role("img", name="QR-code met de koppellink van Bilal").wait_for()
        return page

    return make_sheet


@pytest.mark.parametrize("profile", [PHONE, DESK], ids=["phone", "desk"])
def test_it_is_accessible_and_fits(make_sheet, profile):
    page = make_sheet(**profile)
    look_for_barriers(page, "koppelblad")
    box = page.locator(".qr svg").bounding_box()
    assert box["width"] == box["height"] > 200, "large enough for a camera"


def test_in_the_dark_the_code_is_still_black_on_white(make_sheet):
    page = make_sheet(**DESK)
    look_in_the_dark(page, "koppelblad")
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".qr")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator(".qr path")).to_have_css("stroke", "rgb(0, 0, 0)")


@pytest.mark.parametrize("paper", ["A6", "A4"])
def test_only_the_sheet_goes_on_paper_and_on_one_page(make_sheet, server, world, paper):
    with server.database.transaction() as session:
        session.get_one(Gebruiker, world.bilal.id).name = "Bilal van der Voorbeeldnaam-Achternaam"
    page = make_sheet(**DESK)
    pdf = page.pdf(format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1
    page.emulate_media(media="print")
    for text in ("Overzicht", "Uitloggen", "Terug naar mensen", "U ziet hem maar één keer"):
        expect(page.get_by_text(text)).to_be_hidden()
    for text in ("koppel uw telefoon", "/koppelen/", "Geldig tot", "Koppel deze telefoon"):
        expect(page.get_by_text(text)).to_be_visible()
