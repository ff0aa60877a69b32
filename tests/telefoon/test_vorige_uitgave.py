"""A phone of an earlier edition is still out there: what it kept and what it sends is taken by this one.

`telefoon-0.4.0.json` is what such a phone held after a morning without network, straight from its database, and what it
sent when the network was back. That edition is the last that sealed nothing.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app.models import Contactpoging
from tests.conftest import people_of, phone_of
from tests.gesprekken import straat_in
from tests.telefoon.hand import fill_in, finish, stored, wait_for_outbox

RECORDED = Path(__file__).with_name("telefoon-0.4.0.json").read_text(encoding="utf-8")

KEEP = """async (kept) => {
  const database = await new Promise((done) => {
    const request = indexedDB.open("wijkpeil");
    request.onsuccess = () => done(request.result);
  });
  const writing = database.transaction(Object.keys(kept), "readwrite");
  for (const [store, records] of Object.entries(kept)) {
    for (const record of records) writing.objectStore(store).put(record);
  }
  await new Promise((done) => { writing.oncomplete = done; });
  database.close();
}"""


def recorded(database, world) -> dict[str, Any]:
    """The recording, as if it was made by Bilal in the Colijnstraat of this database."""
    with database.transaction() as session:
        straat = str(straat_in(session, "crabbehof").id)
    found: dict[str, Any] = json.loads(RECORDED.replace("INTERVIEWER", str(world.bilal.id)).replace("STRAAT", straat))
    return found


@pytest.mark.xdist_group("browser")
def test_what_it_kept_is_sent_and_its_draft_goes_on(telefoon, server, world):
    kept = recorded(server.database, world)["bewaard"]
    telefoon.evaluate(KEEP, kept)
    telefoon.reload()
    wait_for_outbox(telefoon, ["ontvangen"] * 3)
    telefoon.locator("#concepten li > a").click()
    expect(telefoon.locator("#vraag-schoon")).to_be_visible()
    fill_in(telefoon)
    finish(telefoon)
    wait_for_outbox(telefoon, ["ontvangen"] * 4)
    interviews = [each["id"] for each in kept["uitgaand"] if each["soort"] == "interview"]
    assert {str(each.id) for each in stored(server)} == {*interviews, kept["concepten"][0]["id"]}
    with server.database.snapshot() as session:
        assert len(session.exec(select(Contactpoging)).all()) == 1


def test_what_it_sends_is_taken_and_answered_as_it_expects(app, database):
    world = people_of(database)
    told = recorded(database, world)["verzoeken"]
    with phone_of(app, world.bilal) as phone:
        for each in told:
            answer = phone.request(each["method"], each["path"], json=each["body"])
            assert answer.is_success, each["path"]
            if each["path"].startswith("/api/v1/interviews/"):
                assert answer.json()["id"] == each["path"].rpartition("/")[2]
                assert answer.json()["ontvangstnummer"]
            elif each["path"] == "/api/v1/toestel":
                assert answer.json()["interviewerId"] == str(world.bilal.id)
                assert answer.json()["ontvangenOp"]
    assert [each["method"] for each in told] == ["PUT", "PUT", "PUT", "GET", "PUT"]
