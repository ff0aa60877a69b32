"""A question of the coordinator on its whole way: sent back at the desk, answered without network, back at the desk."""

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from app.models import Antwoord, Interview
from tests.gesprekken import decide
from tests.telefoon.conftest import log_in
from tests.telefoon.hand import answer, drafts, go_on, hold, outbox, question, stored, wait_for_outbox
from tests.telefoon.look import look_at_phone

pytestmark = pytest.mark.xdist_group("browser")

DESK = {"viewport": {"width": 1280, "height": 800}, "locale": "nl-NL"}
ASKED = "Klopt het cijfer voor schoon?"


def send_back(desk: Page, server, interview_id) -> None:
    log_in(desk, server)
    desk.goto(f"{server.url}/interviews/{interview_id}")
    desk.get_by_label("Terugsturen").check()
    desk.get_by_role("textbox", name="Opmerking").fill(ASKED)
    desk.get_by_role("button", name="Opslaan").click()
    expect(desk.get_by_text("De beoordeling is opgeslagen.")).to_be_visible()


def home(page: Page) -> None:
    page.get_by_role("link", name="Straten", exact=True).click()
    page.wait_for_url("**/telefoon")


def schoon(server, interview_id) -> str:
    with server.database.transaction() as session:
        query = select(Antwoord.code).where(Antwoord.interview_id == interview_id, Antwoord.vraag == "schoon")
        return session.exec(query).one()


def test_sent_back_answered_without_network_and_back_at_the_desk(telefoon, open_page, server):
    hold(telefoon)
    wait_for_outbox(telefoon, ["ontvangen"])
    (interview,) = stored(server)
    desk = open_page(**DESK)
    send_back(desk, server, interview.id)
    home(telefoon)
    asked = telefoon.locator("#navragen li")
    expect(asked).to_contain_text(f"Anna: “{ASKED}”")
    look_at_phone(telefoon, "home with a question")
    server.stop()
    home(telefoon)
    asked.get_by_role("link").click()
    expect(telefoon.get_by_role("heading", name="Vraag over dit interview")).to_be_visible()
    look_at_phone(telefoon, "answering")
    telefoon.get_by_label("Uw antwoord").fill("Ik tikte verkeerd.")
    telefoon.get_by_role("button", name="6. Veranderen").click()
    assert question(telefoon) == "schoon"
    answer(telefoon, "3")
    go_on(telefoon)
    telefoon.reload()
    expect(telefoon.get_by_label("Uw antwoord")).to_have_value("Ik tikte verkeerd.")
    go_on(telefoon, "Opslaan")
    expect(telefoon.locator("#zendstaat")).to_contain_text("Uw antwoord staat veilig op deze telefoon")
    home(telefoon)
    expect(asked).to_contain_text("Het wordt vanzelf verstuurd.")
    assert schoon(server, interview.id) == "6"
    server.start()
    home(telefoon)
    wait_for_outbox(telefoon, ["ontvangen", "ontvangen"])
    expect(telefoon.locator("#navragen")).to_be_hidden()
    assert drafts(telefoon, server) == []
    assert schoon(server, interview.id) == "3"
    desk.goto(f"{server.url}/nakijken")
    desk.get_by_role("link", name="Colijnstraat").click()
    expect(desk.get_by_text("De interviewer heeft op een vraag gereageerd.")).to_be_visible()
    for words in (ASKED, "Ik tikte verkeerd.", "Was: 6. Is nu: 3."):
        expect(desk.locator(".geschiedenis")).to_contain_text(words)


def test_a_coordinator_who_decided_meanwhile_wins_and_nothing_is_lost(telefoon, open_page, server):
    hold(telefoon)
    wait_for_outbox(telefoon, ["ontvangen"])
    (interview,) = stored(server)
    send_back(open_page(**DESK), server, interview.id)
    home(telefoon)
    telefoon.locator("#navragen a").click()
    telefoon.get_by_label("Uw antwoord").fill("Het klopt zo.")
    with server.database.transaction() as session:
        decide(session, interview.id, "goedgekeurd")
    assert any("Antwoord op een vraag" in draft for draft in drafts(telefoon, server)), "it is not out of sight"
    expect(telefoon.locator("#navragen")).to_be_hidden()
    telefoon.locator("#concepten li > a").click()
    expect(telefoon.get_by_label("Uw antwoord")).to_have_value("Het klopt zo.")
    go_on(telefoon, "Opslaan")
    wait_for_outbox(telefoon, ["ontvangen", "controle_nodig"])
    telefoon.get_by_role("link", name="Verstuurd").click()
    row = telefoon.locator("#uitgaand li[data-staat=controle_nodig]")
    expect(row).to_contain_text("De coördinator heeft dit interview intussen goedgekeurd.")
    telefoon.on("dialog", lambda dialog: dialog.accept())
    row.get_by_role("button", name="Weghalen").click()
    expect(row).to_have_count(0)
    assert sorted(outbox(telefoon).values()) == ["ontvangen"]
    with server.database.transaction() as session:
        assert session.get_one(Interview, interview.id).status == "goedgekeurd"
