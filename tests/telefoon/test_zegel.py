"""What is finished is sealed on the phone; and what the server loses, the phones bring back."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from app.backups import Plan, make_backup, restore, sqlite_file
from app.models import Contactpoging
from app.zegels import open_seal
from tests.telefoon.hand import hold, refuse, stored, wait_for_outbox, wait_until

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


def come_by(page: Page) -> None:
    page.evaluate(A_MINUTE_LATER)
    page.get_by_role("link", name="Straten", exact=True).click()
    expect(page.get_by_role("heading", name="Dag Bilal")).to_be_visible()


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
