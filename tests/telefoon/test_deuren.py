"""The door list on the phone, and what is still needed in a straat."""

import pytest
from playwright.sync_api import Page, Route, expect
from sqlmodel import select

from app.doelen import set_doel
from app.domain.vragenlijst import Soort
from app.models import Contactpoging
from tests.gesprekken import straat_in
from tests.telefoon.hand import hold, outbox, refuse, stored, wait_for_outbox

pytestmark = pytest.mark.xdist_group("browser")


def go_to_the_doors(page: Page, straat: str = "Talmaweg") -> None:
    page.get_by_role("link", name="Straten", exact=True).click()
    page.locator("#straten").get_by_role("link", name=straat).click()
    page.get_by_role("link", name="Deur zonder interview").click()


def tap(page: Page, outcome: str) -> None:
    page.get_by_role("button", name=outcome).click()
    expect(page.locator("#deur-gezegd")).to_contain_text(f"Genoteerd: {outcome}")


def doors(server) -> list[Contactpoging]:
    with server.database.transaction() as session:
        return list(session.exec(select(Contactpoging).order_by(Contactpoging.happened_at)))


def test_one_tap_is_one_door_with_and_without_network(telefoon, server):
    go_to_the_doors(telefoon)
    tap(telefoon, "Niet thuis")
    wait_for_outbox(telefoon, ["ontvangen"])
    server.stop()
    telefoon.reload()
    tap(telefoon, "Wil niet meedoen")
    tap(telefoon, "Later terugkomen")
    server.start()
    telefoon.get_by_role("link", name="Straten", exact=True).click()
    wait_for_outbox(telefoon, ["ontvangen"] * 3)
    assert [door.outcome for door in doors(server)] == ["niet_thuis", "weigert", "later_terugkomen"]
    with server.database.transaction() as session:
        names = {str(straat_in(session, "crabbehof", number).id): number for number in range(8)}
    assert len({names[str(door.straat_id)] for door in doors(server)}) == 1


def test_the_last_tap_can_be_undone_before_it_left(telefoon, server):
    go_to_the_doors(telefoon)
    server.stop()
    tap(telefoon, "Geen tijd")
    tap(telefoon, "Spreekt een andere taal")
    wait_for_outbox(telefoon, ["klaar"] * 2)
    telefoon.get_by_role("button", name="Ongedaan maken").click()
    expect(telefoon.locator("#deur-gezegd")).to_have_text("Weggehaald: Spreekt een andere taal, Talmaweg.")
    server.start()
    telefoon.reload()
    wait_for_outbox(telefoon, ["ontvangen"])
    assert [door.outcome for door in doors(server)] == ["geen_tijd"]


def test_the_last_tap_can_be_undone_after_it_arrived(telefoon, server):
    go_to_the_doors(telefoon)
    tap(telefoon, "Geen tijd")
    wait_for_outbox(telefoon, ["ontvangen"])
    server.stop()
    telefoon.get_by_role("button", name="Ongedaan maken").click()
    expect(telefoon.locator("#laatste-deuren li")).to_have_count(0)
    server.start()
    telefoon.reload()
    wait_for_outbox(telefoon, [])
    assert [door.withdrawn_at is not None for door in doors(server)] == [True]


def test_a_door_that_is_refused_can_be_taken_away(telefoon, server):
    refusal = {"type": "/api/v1/documentatie#meetronde-gesloten", "detail": "De meetronde is gesloten."}
    telefoon.route("**/api/v1/contactpogingen/*", lambda route: route.fulfill(status=409, json=refusal))
    go_to_the_doors(telefoon)
    tap(telefoon, "Niet thuis")
    wait_for_outbox(telefoon, ["controle_nodig"])
    telefoon.get_by_role("link", name="Bekijk").click()
    row = telefoon.locator("#uitgaand li")
    expect(row).to_contain_text("De meetronde is gesloten.")
    row.get_by_role("button", name="Weghalen").click()
    expect(telefoon.locator("#stand")).to_be_hidden()
    assert outbox(telefoon) == {}


def test_the_last_tap_can_be_undone_while_others_are_on_their_way(telefoon, server):
    go_to_the_doors(telefoon)
    server.stop()
    tap(telefoon, "Geen tijd")
    tap(telefoon, "Spreekt een andere taal")
    wait_for_outbox(telefoon, ["klaar"] * 2)
    held: list[Route] = []
    telefoon.route("**/api/v1/contactpogingen/*", lambda route: held.append(route), times=1)
    with telefoon.expect_request("**/api/v1/contactpogingen/*") as first:
        server.start()
        telefoon.evaluate("() => dispatchEvent(new Event('online'))")
    assert "geen_tijd" in first.value.post_data
    telefoon.get_by_role("button", name="Ongedaan maken").click()
    expect(telefoon.locator("#deur-gezegd")).to_have_text("Weggehaald: Spreekt een andere taal, Talmaweg.")
    held[0].continue_()
    wait_for_outbox(telefoon, ["ontvangen"])
    telefoon.evaluate("() => navigator.locks.request('wijkpeil-verzenden', () => {})")
    assert [door.outcome for door in doors(server)] == ["geen_tijd"]


def test_without_a_straat_nothing_is_noted(telefoon):
    telefoon.get_by_role("link", name="Deur zonder interview").click()
    telefoon.get_by_role("button", name="Niet thuis").click()
    expect(telefoon.locator("#deur-gezegd")).to_have_text("Kies eerst de straat waar u bent.")
    assert outbox(telefoon) == {}


def test_what_is_still_needed_counts_what_this_phone_did(telefoon, server, world):
    with server.database.transaction() as session:
        set_doel(session, world.herhaalmeting, straat_in(session, "crabbehof"), Soort.STRAAT, 2)
    telefoon.get_by_role("link", name="Telefoon", exact=True).click()
    telefoon.evaluate(
        "async () => (await import(document.querySelector(\"link[href$='voorraad.js']\").href)).haalAllesOpnieuw()"
    )
    telefoon.get_by_role("link", name="Straten", exact=True).click()
    stand = telefoon.locator("#straten li", has_text="Colijnstraat").locator("[data-soort=straat]")
    expect(stand).to_have_text("straat 0 van 2, nog 2")
    server.stop()
    refuse(telefoon)
    hold(telefoon)
    telefoon.get_by_role("link", name="Straten", exact=True).click()
    expect(stand).to_have_text("straat 1 van 2, nog 1")
    server.start()
    telefoon.reload()
    wait_for_outbox(telefoon, ["ontvangen"] * 2)
    expect(stand).to_have_text("straat 1 van 2, nog 1")
    hold(telefoon)
    telefoon.get_by_role("link", name="Straten", exact=True).click()
    expect(stand).to_have_text("straat 2 van 2, klaar ✓")
    assert len(stored(server)) == 3
