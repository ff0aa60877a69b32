"""What everybody may read, on a phone, at a desk, in the dark and on paper; and publishing it."""

import pytest
from playwright.sync_api import expect

from app import demo
from tests.telefoon.conftest import PHONE, log_in, publish
from tests.telefoon.look import assert_fits, look_at_phone, look_for_barriers, look_in_the_dark, unfold
from tests.telefoon.test_bureau import A4, DESK

pytestmark = pytest.mark.xdist_group("browser")

WHOLE = f"/publicaties/{demo.NULMETING}"
WIJK = f"/publicaties/{demo.HERHAALMETING}/wijken/wielwijk"
WIJKEN = [f"{WHOLE}/wijken/crabbehof", f"{WHOLE}/wijken/wielwijk?maat=schoon"]
PUBLIC = ["/publicaties", WHOLE, *WIJKEN, "/publicaties/nooit"]


@pytest.fixture
def world_file(full_template):
    """The whole demo world, of which the nulmeting is published."""
    return full_template


@pytest.fixture
def two_published(open_page, server) -> None:
    page = open_page(**DESK)
    log_in(page, server)
    publish(page, server, demo.HERHAALMETING)


def test_every_public_page_can_be_read_on_a_phone(open_page, server):
    page = open_page(**PHONE)
    for path in PUBLIC:
        page.goto(f"{server.url}{path}")
        unfold(page)
        look_at_phone(page, path)


def test_the_way_from_the_login_page_needs_no_script(open_page, server):
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(f"{server.url}/inloggen")
    page.get_by_role("link", name="naar de publicaties").click()
    page.get_by_role("link", name="Nulmeting 2019").click()
    page.get_by_role("link", name="Wielwijk per straat").click()
    page.get_by_label("Maat in beeld").select_option("gezellig")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_role("heading", level=3, name="Gezellig per straat").first).to_be_visible()


def test_every_public_page_can_be_read_at_a_desk(open_page, server):
    page = open_page(**DESK)
    for path in PUBLIC:
        page.goto(f"{server.url}{path}")
        unfold(page)
        assert_fits(page, path)
        look_in_the_dark(page, path)


@pytest.mark.usefixtures("two_published")
@pytest.mark.parametrize("profile", [PHONE, DESK], ids=["phone", "desk"])
def test_then_against_now_has_room(open_page, server, profile):
    page = open_page(**profile)
    page.goto(f"{server.url}{WIJK}?maat=veilig")
    expect(page.get_by_role("heading", level=3, name="Veilig: toen en nu").first).to_be_visible()
    plots = page.locator(".pijlen .plot:visible").all()
    assert len(plots) > 1
    for plot in plots:
        box = plot.bounding_box()
        assert box["width"] > 270
        dot = plot.locator(".pijl circle").bounding_box()
        assert box["x"] <= dot["x"] <= box["x"] + box["width"] - dot["width"]
    look = look_at_phone if profile is PHONE else look_in_the_dark
    look(page, WIJK)


@pytest.mark.usefixtures("two_published")
@pytest.mark.parametrize("path", [WHOLE, WIJK])
def test_on_paper_there_are_the_figures_and_nothing_to_press(open_page, server, path):
    page = open_page(**{**DESK, "viewport": A4})
    page.goto(f"{server.url}{path}")
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in (".balk", ".voet"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".beeld .plot svg").first).to_be_visible()
    assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(22, 36, 43)", "dark on white"
    assert page.evaluate("() => document.documentElement.scrollWidth") == A4["width"]


@pytest.mark.parametrize("profile", [PHONE, DESK], ids=["phone", "desk"])
def test_publishing_is_asked_for_twice(open_page, server, profile):
    page = open_page(**profile)
    log_in(page, server)
    page.get_by_role("link", name="Herhaalmeting 2026 publiceren").click()
    look_for_barriers(page, "publiceren")
    look_in_the_dark(page, "publiceren")
    button = page.get_by_role("button", name="Publiceer deze cijfers")
    button.click()
    assert page.url.endswith(f"/publiceren/{demo.HERHAALMETING}"), "the browser wants the tick first"
    publish(page, server, demo.HERHAALMETING)
    expect(page.get_by_role("heading", level=1, name="Herhaalmeting 2026")).to_be_visible()
    page.goto(f"{server.url}/publiceren/{demo.HERHAALMETING}")
    expect(page.get_by_text("Publiceren kan nu niet.")).to_be_visible()
    look_for_barriers(page, "published")


def test_on_a_phone_what_went_wrong_is_on_the_screen_at_once(open_page, server):
    page = open_page(**PHONE)
    log_in(page, server)
    page.goto(f"{server.url}/publiceren/{demo.HERHAALMETING}")
    page.locator(".publiceren form").evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name="Publiceer deze cijfers").click()
    expect(page.get_by_role("alert")).to_be_in_viewport()
