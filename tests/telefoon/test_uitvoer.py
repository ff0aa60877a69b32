"""A file with interviews in a real browser: the page waits by itself, and what comes is a file."""

from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests.telefoon.conftest import PHONE, log_in
from tests.telefoon.look import look_for_barriers

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def world_file(full_template):
    return full_template


def test_the_page_waits_by_itself_until_the_file_can_be_fetched(open_page, server):
    page = open_page(**PHONE)
    log_in(page, server)
    page.goto(f"{server.url}/interviews")
    page.get_by_role("link", name="Interviews uitvoeren").click()
    page.get_by_label("Ik weet dat dit bestand vertrouwelijk is").check()
    page.get_by_role("button", name="Maak het bestand").click()
    button = page.get_by_role("button", name="Haal het bestand op")
    expect(page.get_by_role("heading", name="Uw bestand met interviews")).to_be_visible()
    look_for_barriers(page, "while it is made")
    expect(button).to_be_visible(timeout=60_000)
    look_for_barriers(page, "when it is there")
    with page.expect_download() as fetched:
        button.click()
    with ZipFile(fetched.value.path()) as archive:
        assert archive.namelist() == ["lees-mij.csv", "codeboek.csv", "codes.csv", "interviews.csv"]
