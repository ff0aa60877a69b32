"""The phone without network, and everything that can go wrong on the way: nothing is lost, nothing is double."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from app.database import Database
from app.toestellen import revoke_toestellen
from app.zegels import open_seal
from tests.telefoon.conftest import link_phone
from tests.telefoon.hand import (
    answer,
    begin,
    drafts,
    fill_in,
    go_on,
    hold,
    outbox,
    question,
    refuse,
    stored,
    wait_for_outbox,
)

pytestmark = pytest.mark.xdist_group("browser")

PROBLEM = "/api/v1/documentatie#"


def ids(server) -> set[str]:
    return {str(interview.id) for interview in stored(server)}


def reply_with(page: Page, **reply: object) -> None:
    """Let something else than the server answer what the phone hands in."""
    page.route("**/api/v1/interviews/*", lambda route: route.fulfill(**reply))


def open_again(page: Page) -> None:
    """Every page sends what is ready as soon as it is opened."""
    page.get_by_role("link", name="Straten", exact=True).click()


def test_every_page_is_there_without_network(telefoon, server):
    server.stop()
    telefoon.reload()
    expect(telefoon.get_by_role("heading", name="Dag Bilal")).to_be_visible()
    for name, heading in (("Verstuurd", "Verstuurde interviews"), ("Telefoon", "Is deze telefoon klaar?")):
        telefoon.get_by_role("link", name=name, exact=True).click()
        expect(telefoon.get_by_role("heading", name=heading)).to_be_visible()
    for soort in ("straat", "portiek", "klant"):
        telefoon.goto(f"{server.url}/telefoon/interview/{soort}-v1")
        expect(telefoon.get_by_role("heading", name=f"{soort.capitalize()}interview")).to_be_visible()
        assert question(telefoon) == "waar"
    telefoon.goto(f"{server.url}/telefoon/interviews/11111111-1111-4111-8111-111111111111")
    expect(telefoon.get_by_role("heading", name="Geen verbinding")).to_be_visible()
    server.start()


def test_the_phone_knows_that_it_has_everything(telefoon, server):
    telefoon.get_by_role("link", name="Telefoon", exact=True).click()
    row = telefoon.locator("#keuring div", has_text="Werkt zonder internet")
    expect(row).to_contain_text("Alle pagina’s en vragenlijsten staan op de telefoon.")
    telefoon.evaluate("async () => { for (const name of await caches.keys()) await caches.delete(name); }")
    server.stop()
    telefoon.evaluate("() => dispatchEvent(new Event('online'))")
    telefoon.evaluate(
        """async () => {
          const { watOntbreekt } = await import(document.querySelector("link[href$='voorraad.js']").href);
          window.missing = (await watOntbreekt(["/telefoon"])).length;
        }"""
    )
    assert telefoon.evaluate("() => window.missing") == 1
    server.start()


def test_three_interviews_without_network_arrive_once_each(telefoon, server):
    server.stop()
    for soort in ("straat", "portiek", "klant"):
        hold(telefoon, soort)
        expect(telefoon.locator("#zendstaat")).to_contain_text("staat veilig op deze telefoon")
    telefoon.reload()
    kept = outbox(telefoon)
    assert len(kept) == 3
    server.start()
    open_again(telefoon)
    wait_for_outbox(telefoon, ["ontvangen"] * 3)
    assert ids(server) == kept.keys()
    assert len(stored(server)) == 3


def test_the_network_coming_back_sends_by_itself(telefoon, server):
    server.stop()
    refuse(telefoon)
    server.start()
    telefoon.evaluate("() => dispatchEvent(new Event('online'))")
    wait_for_outbox(telefoon, ["ontvangen"])
    expect(telefoon.locator("#zendstaat")).to_contain_text("Ontvangstnummer")


def test_a_tap_sends_now(telefoon, server):
    reply_with(telefoon, status=503, headers={"Retry-After": "300"}, body="")
    refuse(telefoon)
    expect(telefoon.locator("#zendstaat")).to_contain_text("Wijkpeil kan het nu niet")
    with telefoon.expect_response("**/api/v1/interviews/*"):
        open_again(telefoon)
    wait_for_outbox(telefoon, ["klaar"])
    expect(telefoon.locator("#stand")).to_contain_text("Nog te versturen: 1 interview. Wijkpeil kan het nu niet")
    telefoon.unroute_all()
    telefoon.get_by_role("button", name="Verstuur nu").click()
    wait_for_outbox(telefoon, ["ontvangen"])
    expect(telefoon.locator("#stand")).to_be_hidden()


def test_what_is_received_leaves_the_phone_but_for_its_receipt(telefoon, server):
    hold(telefoon)
    wait_for_outbox(telefoon, ["ontvangen"])
    number = telefoon.locator("#ontvangstnummer").inner_text()
    left = telefoon.evaluate(
        """async () => {
          const { alleVan } = await import(document.querySelector("link[href$='uitgaand.js']").href);
          return JSON.stringify(await alleVan(document.querySelector("meta[name=interviewer]").content));
        }"""
    )
    assert "bankje" not in left
    assert "antwoorden" not in left
    assert drafts(telefoon, server) == []
    telefoon.get_by_role("link", name="Verstuurd").click()
    expect(telefoon.locator("#uitgaand li")).to_contain_text(number)


def test_an_answer_that_got_lost_on_the_way_back_makes_no_duplicate(telefoon, server):
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    telefoon.route("**/api/v1/interviews/*", lose)
    refuse(telefoon)
    expect(telefoon.locator("#zendstaat")).to_contain_text("Geen verbinding")
    assert len(stored(server)) == 1
    telefoon.unroute_all()
    open_again(telefoon)
    wait_for_outbox(telefoon, ["ontvangen"])
    assert len(stored(server)) == 1


@pytest.mark.parametrize(
    "reply",
    [
        {"status": 200, "body": "<html>Log in op het wifi-netwerk</html>", "content_type": "text/html"},
        {"status": 200, "json": {"id": "11111111-1111-4111-8111-111111111111", "ontvangstnummer": "AAAA-AAAA"}},
        {"status": 200, "json": {}},
        {"status": 302, "headers": {"Location": "/inloggen"}},
        {"status": 400, "json": {"detail": "Niet van ons."}},
        {"status": 401, "body": "<html>Log in op het wifi-netwerk</html>", "content_type": "text/html"},
        {"status": 500, "json": {"type": f"{PROBLEM}interne-fout", "detail": "Er ging bij ons iets mis."}},
        {"status": 503, "headers": {"Retry-After": "30"}, "body": ""},
    ],
)
def test_whatever_is_no_clear_yes_is_tried_again_later(telefoon, server, reply):
    reply_with(telefoon, **reply)
    refuse(telefoon)
    expect(telefoon.locator("#zendstaat")).to_contain_text("We proberen het vanzelf opnieuw")
    telefoon.unroute_all()
    open_again(telefoon)
    wait_for_outbox(telefoon, ["ontvangen"])
    assert len(stored(server)) == 1


def test_a_phone_that_is_unlinked_keeps_everything_until_it_is_linked_again(telefoon, server, world):
    server.stop()
    refuse(telefoon)
    refuse(telefoon)
    _unlink(server.database, world)
    server.start()
    open_again(telefoon)
    expect(telefoon.locator("#stand")).to_contain_text("niet meer gekoppeld")
    assert sorted(outbox(telefoon).values()) == ["klaar", "klaar"]
    assert stored(server) == []
    link_phone(telefoon, server, world.bilal)
    wait_for_outbox(telefoon, ["ontvangen"] * 2)
    assert len(stored(server)) == 2


def test_what_clashes_steps_aside_and_the_rest_goes_on(telefoon, server):
    server.stop()
    refuse(telefoon)
    refuse(telefoon)
    first, second = outbox(telefoon)
    clash = {"type": f"{PROBLEM}andere-inhoud", "detail": "Dit interview hebben we al, met andere antwoorden."}
    telefoon.route(f"**/api/v1/interviews/{first}", lambda route: route.fulfill(status=409, json=clash))
    server.start()
    open_again(telefoon)
    wait_for_outbox(telefoon, ["controle_nodig", "ontvangen"])
    assert ids(server) == {second}
    telefoon.get_by_role("link", name="Bekijk").click()
    row = telefoon.locator("#uitgaand li[data-staat=controle_nodig]")
    expect(row).to_contain_text("met andere antwoorden")
    telefoon.unroute_all()
    row.get_by_role("button", name="Verstuur opnieuw").click()
    wait_for_outbox(telefoon, ["ontvangen"] * 2)


def test_one_that_the_server_stumbles_over_keeps_no_other_waiting(telefoon, server):
    server.stop()
    refuse(telefoon)
    refuse(telefoon)
    stumbled: list[str] = []

    def stumble_over_the_first(route: Route) -> None:
        stumbled.append(route.request.url)
        failure = {"type": f"{PROBLEM}interne-fout", "detail": "Er ging bij ons iets mis."}
        if route.request.url == stumbled[0]:
            route.fulfill(status=500, json=failure)
        else:
            route.continue_()

    telefoon.route("**/api/v1/interviews/*", stumble_over_the_first)
    server.start()
    open_again(telefoon)
    wait_for_outbox(telefoon, ["klaar", "ontvangen"])
    assert len(stored(server)) == 1
    telefoon.unroute_all()
    open_again(telefoon)
    wait_for_outbox(telefoon, ["ontvangen"] * 2)
    assert len(stored(server)) == 2


def test_what_is_refused_can_be_improved_and_sent_under_the_same_id(telefoon, server):
    fault = {"veld": "antwoorden.schoon", "melding": "Geef een cijfer van 1 tot en met 10."}
    refusal = {"type": f"{PROBLEM}ongeldige-invoer", "detail": "Het interview is niet opgeslagen.", "fouten": [fault]}

    def refuse_it(route: Route) -> None:
        with server.database.snapshot() as session:
            sent = open_seal(session, route.request.post_data, {})
        route.fulfill(status=400, json={**refusal, "geopend": {"bericht": sent}})

    telefoon.route("**/api/v1/interviews/*", refuse_it)
    hold(telefoon)
    wait_for_outbox(telefoon, ["controle_nodig"])
    (interview_id,) = outbox(telefoon)
    telefoon.unroute_all()
    telefoon.get_by_role("link", name="Verstuurd").click()
    telefoon.get_by_role("button", name="Aanpassen").click()
    expect(telefoon.get_by_role("alert").filter(visible=True)).to_contain_text(fault["melding"])
    telefoon.get_by_role("link", name=re.compile("Hoe schoon vindt u de wijk")).click()
    expect(telefoon.locator("#vraag-schoon")).to_contain_text(fault["melding"])
    answer(telefoon, "9")
    go_on(telefoon)
    expect(telefoon.locator("#uitkomst")).to_be_hidden()
    go_on(telefoon, "Opslaan")
    wait_for_outbox(telefoon, ["ontvangen"])
    assert ids(server) == {interview_id}


def test_an_interview_that_is_handed_in_cannot_be_begun_anew_by_going_back(telefoon, server):
    refuse(telefoon)
    wait_for_outbox(telefoon, ["ontvangen"])
    telefoon.go_back()
    expect(telefoon.get_by_role("heading", name="Opgeslagen")).to_be_visible()
    telefoon.reload()
    assert drafts(telefoon, server) == []


def test_a_draft_that_is_open_in_two_tabs_is_locked_in_one(telefoon, server):
    begin(telefoon, "straat")
    fill_in(telefoon, until="prettig_wonen")
    other = telefoon.context.new_page()
    other.goto(telefoon.url)
    expect(other.get_by_text("al open in een ander tabblad")).to_be_visible()
    expect(other.locator("#interview")).to_be_hidden()
    telefoon.close()
    other.get_by_role("button", name="Probeer opnieuw").click()
    expect(other.locator("#vraag-prettig_wonen")).to_be_visible()


def test_many_drafts_at_once_stay_apart(telefoon, server):
    for soort, until in (("straat", "schoon"), ("klant", "cijfer"), ("straat", "veilig")):
        telefoon.goto(f"{server.url}/telefoon")
        begin(telefoon, soort)
        fill_in(telefoon, until=until)
    assert len(drafts(telefoon, server)) == 3
    for number, key in enumerate(("veilig", "cijfer", "schoon")):
        telefoon.goto(f"{server.url}/telefoon")
        telefoon.locator("#concepten li > a").nth(number).click()
        expect(telefoon.locator(f"#vraag-{key}")).to_be_visible()


def _unlink(database: Database, world) -> None:
    with database.transaction() as session:
        revoke_toestellen(session, world.bilal)
