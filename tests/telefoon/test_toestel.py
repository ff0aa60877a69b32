"""The phone itself: whether it is ready, its clock, the way out, practising, and being shared."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect
from sqlmodel import select

from app.models import Aanleiding, Toestel
from app.zegels import open_seal
from tests.telefoon.conftest import PHONE, let_storage_stay, link_phone
from tests.telefoon.hand import begin, drafts, fill_in, finish, hold, outbox, refuse, stored, wait_for_outbox
from tests.telefoon.look import look_at_phone

pytestmark = pytest.mark.xdist_group("browser")


def open_toestel(page: Page) -> None:
    page.get_by_role("link", name="Telefoon", exact=True).click()
    expect(page.locator("#keuring div")).to_have_count(5)


def row(page: Page, name: str):
    return page.locator("#keuring div", has=page.get_by_text(name, exact=True))


def test_a_phone_that_is_ready_says_so(telefoon, server):
    open_toestel(telefoon)
    expect(row(telefoon, "Klok")).to_contain_text("Goed")
    expect(row(telefoon, "Laatste contact")).to_contain_text("Goed")
    expect(row(telefoon, "Nog niet verstuurd")).to_contain_text("Alles is verstuurd")


def test_what_becomes_good_while_somebody_looks_is_told(open_page, server, world):
    page, held = open_page(**PHONE), []
    page.route("**/api/v1/toestel", lambda route: held.append(route))
    link_phone(page, server, world.bilal)

    def reports() -> list[Route]:
        """Of the page that is looked at: the one before it may have begun a report, which went with that page."""
        return [each for each in held if each.request.headers.get("referer", "").endswith("/telefoon/toestel")]

    open_toestel(page)
    expect(row(page, "Laatste contact")).to_contain_text("Nog geen contact")
    _wait_until(page, reports)
    reports()[0].continue_()
    expect(row(page, "Laatste contact")).to_contain_text("Goed")
    expect(row(page, "Klok")).to_contain_text("Goed")


def test_the_storage_is_asked_to_stay(telefoon, server):
    let_storage_stay(telefoon, server)
    open_toestel(telefoon)
    expect(row(telefoon, "Opslag")).to_contain_text("De telefoon bewaart uw interviews.")


def test_the_coordinator_hears_what_is_still_on_a_phone(telefoon, server):
    server.stop()
    refuse(telefoon)
    refuse(telefoon)
    telefoon.route("**/api/v1/interviews/*", lambda route: route.fulfill(status=503, body=""))
    server.start()
    open_toestel(telefoon)
    expect(row(telefoon, "Nog niet verstuurd")).to_contain_text("2 interviews")
    _wait_until(telefoon, lambda: _toestel(server).unsent_count == 2)
    telefoon.unroute_all()
    telefoon.reload()
    wait_for_outbox(telefoon, ["ontvangen"] * 2)
    _wait_until(telefoon, lambda: _toestel(server).unsent_count == 0)
    assert datetime.now(UTC) - _toestel(server).last_contact_at < timedelta(minutes=1)


@pytest.mark.parametrize(("minutes", "words"), [(20, "20 minuten voor"), (-180, "3 uur achter")])
def test_a_clock_that_is_wrong_is_told_and_stored(open_page, server, world, minutes, words):
    page = open_page(**PHONE)
    page.clock.install(time=datetime.now(UTC) + timedelta(minutes=minutes))
    link_phone(page, server, world.bilal)
    expect(page.locator("#stand-klok")).to_contain_text(words)
    refuse(page)
    wait_for_outbox(page, ["ontvangen"])
    (interview,) = stored(server)
    assert abs(interview.clock_offset - minutes * 60) < 60
    open_toestel(page)
    expect(row(page, "Klok")).to_contain_text("Let op")


def test_an_interview_of_a_clock_that_was_lost_is_stored_on_the_day_that_the_interviewer_says(telefoon, server):
    """The battery was empty, and without network the phone does not know what day it is."""
    server.stop()
    telefoon.clock.install(time="1999-01-01T10:00:00Z")
    telefoon.reload()
    hold(telefoon)
    telefoon.clock.set_system_time(datetime.now(UTC))
    server.start()
    telefoon.reload()
    wait_for_outbox(telefoon, ["controle_nodig"])

    telefoon.get_by_role("link", name="Verstuurd").click()
    expect(telefoon.get_by_text("Dit moment ligt te ver terug.")).to_have_text(
        re.compile(r"^(?!.*ver terug.*ver terug)")
    )
    telefoon.get_by_role("button", name="Aanpassen").click()
    expect(telefoon.locator("#uitkomst li")).to_have_text(
        "De klok van de telefoon stond verkeerd. Vul hieronder in wanneer dit gesprek was."
    )
    look_at_phone(telefoon, "wanneer was dit gesprek")
    telefoon.get_by_role("button", name="Opslaan").click()
    expect(telefoon.locator("#uitkomst")).to_have_text("Vul in wanneer dit gesprek was.")
    telefoon.get_by_label("Wanneer was dit gesprek?").fill("2026-11-02T15:30")
    telefoon.get_by_role("button", name="Opslaan").click()
    wait_for_outbox(telefoon, ["ontvangen"])
    (interview,) = stored(server)
    assert interview.date == date(2026, 11, 2)
    assert interview.clock_offset < -27 * 365 * 24 * 3600
    with server.database.snapshot() as session:
        assert session.get(Aanleiding, (interview.id, "klok", "")) is not None


def test_what_cannot_be_sent_can_be_saved_as_a_file(telefoon, server, world):
    server.stop()
    hold(telefoon, "klant")
    telefoon.get_by_role("link", name="Straten", exact=True).click()
    telefoon.get_by_role("link", name="Deur zonder interview").click()
    telefoon.get_by_label("Straat").select_option(label="Talmaweg")
    telefoon.get_by_role("button", name="Niet thuis").click()
    open_toestel(telefoon)
    with telefoon.expect_download() as waiting:
        telefoon.get_by_role("button", name="Bewaar als bestand").click()
    expect(telefoon.locator("#bestand-bewaard")).to_contain_text("Bewaard: 1 interview en 1 deur.")
    assert re.fullmatch(r"wijkpeil-\d{12}\.json", waiting.value.suggested_filename)
    content = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert (content["soort"], content["versie"]) == ("wijkpeil-telefoon", 2)
    assert UUID(content["interviewer"]) == world.bilal.id
    assert {each["id"] for each in content["interviews"] + content["contactpogingen"]} == outbox(telefoon).keys()
    with server.database.snapshot() as session:
        opened = open_seal(session, content["interviews"][0]["zegel"], {})
    assert opened["antwoorden"]["meer_doen"] == "Een bankje 🌳"
    assert content["contactpogingen"][0]["uitkomst"] == "niet_thuis"
    assert len(outbox(telefoon)) == 2, "nothing leaves the phone by being saved"
    server.start()


def test_practising_is_never_sent_and_leaves_nothing(telefoon, server):
    open_toestel(telefoon)
    telefoon.get_by_role("button", name="Begin met oefenen").click()
    expect(telefoon.get_by_text("Niets hiervan telt mee")).to_be_visible()
    sent: list[str] = []
    telefoon.on("request", lambda request: request.method == "PUT" and sent.append(request.url))
    telefoon.get_by_label("Doe alsof er geen internet is").check()
    begin(telefoon, "straat")
    fill_in(telefoon)
    finish(telefoon)
    expect(telefoon.locator("#zendstaat")).to_contain_text("Geen verbinding (u oefent)")
    telefoon.get_by_label("Doe alsof er geen internet is").uncheck()
    expect(telefoon.locator("#zendstaat")).to_contain_text("OEFE-NING")
    telefoon.get_by_role("button", name="Stop met oefenen").click()
    expect(telefoon.locator("#oefenbalk")).to_be_hidden()
    assert sent == []
    assert stored(server) == []
    assert outbox(telefoon) == {}
    assert "wijkpeil-oefenen" not in telefoon.evaluate(
        "async () => (await indexedDB.databases()).map(({ name }) => name)"
    )


def test_logging_out_hides_what_is_here_without_destroying_it(telefoon, server, world):
    server.stop()
    refuse(telefoon)
    telefoon.get_by_role("link", name="Straten", exact=True).click()
    begin(telefoon, "klant")
    fill_in(telefoon, until="schoon")
    telefoon.route("**/api/v1/interviews/*", lambda route: route.fulfill(status=503, body=""))
    server.start()
    open_toestel(telefoon)
    questions: list[str] = []
    telefoon.once("dialog", lambda dialog: (questions.append(dialog.message), dialog.accept()))
    telefoon.get_by_role("button", name="Log uit op deze telefoon").click()
    expect(telefoon.get_by_role("heading", name="U bent uitgelogd")).to_be_visible()
    assert "nog 1 interview" in questions[0]
    server.stop()
    telefoon.goto(f"{server.url}/telefoon")
    expect(telefoon.get_by_role("heading", name="Geen verbinding")).to_be_visible()
    server.start()
    telefoon.unroute_all()

    link_phone(telefoon, server, world.carla)
    expect(telefoon.get_by_role("heading", name="Dag Carla")).to_be_visible()
    assert drafts(telefoon, server) == []
    expect(telefoon.locator("#stand")).to_be_hidden()
    assert stored(server) == [], "somebody else's interview does not go out under her name"

    link_phone(telefoon, server, world.bilal)
    wait_for_outbox(telefoon, ["ontvangen"])
    assert [interview.interviewer_id for interview in stored(server)] == [world.bilal.id]
    assert len(drafts(telefoon, server)) == 1


def test_logging_out_without_network_changes_nothing(telefoon, server):
    open_toestel(telefoon)
    server.stop()
    telefoon.get_by_role("button", name="Log uit op deze telefoon").click()
    expect(telefoon.get_by_role("alert")).to_have_text("Uitloggen kan alleen met internet. Er is niets veranderd.")
    telefoon.get_by_role("link", name="Straten", exact=True).click()
    expect(telefoon.get_by_role("heading", name="Dag Bilal")).to_be_visible()
    server.start()


def test_every_page_of_the_phone_is_accessible_and_fits(telefoon, server):
    server.stop()
    hold(telefoon)
    look_at_phone(telefoon, "opgeslagen")
    telefoon.get_by_role("link", name="Straten", exact=True).click()
    expect(telefoon.locator("#stand")).to_be_visible()
    look_at_phone(telefoon, "thuis")
    telefoon.get_by_role("link", name="Deur zonder interview").click()
    telefoon.get_by_label("Straat").select_option(label="Talmaweg")
    telefoon.get_by_role("button", name="Niet thuis").click()
    expect(telefoon.get_by_role("button", name="Ongedaan maken")).to_be_visible()
    look_at_phone(telefoon, "deuren")
    telefoon.get_by_role("link", name="Verstuurd", exact=True).click()
    expect(telefoon.locator("#uitgaand li")).to_have_count(1)
    look_at_phone(telefoon, "verstuurd")
    open_toestel(telefoon)
    look_at_phone(telefoon, "toestel")
    telefoon.get_by_role("button", name="Begin met oefenen").click()
    expect(telefoon.get_by_text("Niets hiervan telt mee")).to_be_visible()
    look_at_phone(telefoon, "oefenen")
    for path in ("geen-verbinding", "uitgelogd"):
        server.start()
        telefoon.goto(f"{server.url}/telefoon/{path}")
        look_at_phone(telefoon, path)
        server.stop()
    server.start()


def _toestel(server) -> Toestel:
    with server.database.transaction() as session:
        return session.exec(select(Toestel)).one()


def _wait_until(page: Page, holds) -> None:
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not happen")
