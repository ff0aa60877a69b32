"""What is finished is sealed on the phone; and what the server loses, the phones bring back."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from app.backups import Plan, make_backup, restore, sqlite_file
from app.mensen import add_interviewer
from app.models import Contactpoging, Gebruiker, Wijk
from app.zegels import open_seal
from tests.telefoon.conftest import PHONE, link_phone
from tests.telefoon.hand import begin, drafts, fill_in, hold, outbox, refuse, stored, wait_for_outbox, wait_until

pytestmark = pytest.mark.xdist_group("browser")

READ_OUTBOX = """async () => {
  const { alleVan } = await import(document.querySelector("link[href$='uitgaand.js']").href);
  return alleVan(document.querySelector("meta[name=interviewer]").content);
}"""

A_MINUTE_LATER = """async () => {
  const { bewaarGegeven } = await import(document.querySelector("link[href$='opslag.js']").href);
  await bewaarGegeven("contact", undefined);
}"""
"""The phone reports no more than once a minute."""


def knock(page: Page) -> None:
    page.get_by_role("link", name="Straten", exact=True).click()
    page.get_by_role("link", name="Deur zonder interview").click()
    page.get_by_label("Straat").select_option(label="Colijnstraat")
    page.get_by_role("button", name="Niet thuis").click()


def doors(server) -> int:
    with server.database.snapshot() as session:
        return len(session.exec(select(Contactpoging)).all())


def come_by(page: Page, name: str = "Bilal") -> None:
    page.evaluate(A_MINUTE_LATER)
    page.get_by_role("link", name="Straten", exact=True).click()
    expect(page.get_by_role("heading", name=f"Dag {name}")).to_be_visible()


def test_what_is_finished_is_sealed_and_comes_back_once_when_the_server_lost_it(
    telefoon, server, world, tmp_path, monkeypatch
):
    monkeypatch.setattr(sqlite_file, "CLOCK_MARGIN", timedelta(0))  # on one machine there is one clock
    hold(telefoon)
    wait_for_outbox(telefoon, ["ontvangen"])
    [sealed] = telefoon.evaluate(READ_OUTBOX)
    assert "bankje" not in json.dumps(sealed)
    with server.database.snapshot() as session:
        assert open_seal(session, sealed["zegel"], {})["antwoorden"]["meer_doen"] == "Een bankje 🌳"

    plan = Plan(folder=tmp_path / "backups", public_keys="", unsealed=True)
    made, _ = make_backup(server.database, plan, datetime.now(UTC))
    come_by(telefoon)
    wait_until(telefoon, lambda: telefoon.evaluate(READ_OUTBOX)[0].get("veilig"))
    assert telefoon.evaluate(READ_OUTBOX)[0]["zegel"] is None
    refuse(telefoon)
    knock(telefoon)
    wait_for_outbox(telefoon, ["ontvangen"] * 3)
    everything = {str(each.id) for each in stored(server)}
    assert len(everything) == 2

    server.stop()
    restore(server.database, plan.folder / made.name, None, replace=True)
    assert len(stored(server)) == 1
    server.start()
    come_by(telefoon)
    wait_until(telefoon, lambda: {str(each.id) for each in stored(server)} == everything and doors(server) == 1)
    wait_for_outbox(telefoon, ["ontvangen"] * 3)


def test_work_under_an_account_that_a_restore_forgot_becomes_that_of_the_new_account(
    telefoon, server, world, open_page, tmp_path
):
    plan = Plan(folder=tmp_path / "backups", public_keys="", unsealed=True)
    made, _ = make_backup(server.database, plan, datetime.now(UTC))
    page = open_page(**PHONE)
    link_phone(page, server, _add_nora(server))
    hold(page)
    wait_for_outbox(page, ["ontvangen"])
    (interview_id,) = outbox(page)
    server.stop()
    refuse(page)
    page.get_by_role("link", name="Straten", exact=True).click()
    begin(page, "klant")
    fill_in(page, until="schoon")
    restore(server.database, plan.folder / made.name, None, replace=True)
    server.start()

    nora = _add_nora(server)
    link_phone(page, server, nora)
    wait_for_outbox(page, ["ontvangen"] * 2)
    assert {str(each.id) for each in stored(server)} == outbox(page).keys() > {interview_id}
    assert {each.interviewer_id for each in stored(server)} == {nora.id}
    assert len(drafts(page, server)) == 1


def test_work_of_a_colleague_whom_the_server_knows_stays_theirs(telefoon, server, world):
    server.stop()
    refuse(telefoon)
    server.start()
    telefoon.route("**/api/v1/interviews/*", lambda route: route.fulfill(status=503, body=""))
    link_phone(telefoon, server, world.carla)
    for _ in range(2):
        with telefoon.expect_response("**/api/v1/toestel") as answered:
            come_by(telefoon, "Carla")
        assert answered.value.request.post_data_json["anderen"] == [str(world.bilal.id)]
    assert telefoon.evaluate(READ_OUTBOX) == []
    assert list(outbox(telefoon).values()) == ["klaar"]


def test_a_seal_that_is_in_no_backup_outlives_a_clock_that_stands_months_ahead(telefoon, server):
    hold(telefoon)
    wait_for_outbox(telefoon, ["ontvangen"])
    telefoon.clock.install(time=datetime.now(UTC) + timedelta(days=400))
    with telefoon.expect_response("**/api/v1/toestel"):
        come_by(telefoon)
    server.stop()
    telefoon.reload()
    [sealed] = telefoon.evaluate(READ_OUTBOX)
    assert sealed["zegel"]


def _add_nora(server) -> Gebruiker:
    with server.database.transaction() as session:
        return add_interviewer(session, "Nora", list(session.exec(select(Wijk))))
