"""The pages with the two logs: from a dossier to who saw it, and what was changed, filtered and page by page."""

from datetime import UTC, datetime

import app.web.logboeken as logboeken
from app.interviews import Afzender, receive
from app.models import Gebruiker
from app.spoor import link_all
from app.toegang import add_coordinator
from app.vertrek import delete_account, find_account
from tests.conftest import desk_of
from tests.gesprekken import gesprek, straat_in

PASSWORD = "een lange zin"


def test_from_a_dossier_to_who_saw_it_and_who_changed_it(database, as_anna, world, monkeypatch):
    assert "nog niemand een interview bekeken" in as_anna.get("/beheer/inzage").text
    with database.transaction() as session:
        inzending = gesprek(straat_in(session, "crabbehof").id)
        receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
    address = f"/interviews/{inzending.id}"
    assert "U bent de eerste" in as_anna.get(address).text
    dossier = as_anna.get(address).text
    assert "Eerder gezien door Anna, het laatst op" in dossier
    assert f'href="/beheer/inzage?interview={inzending.id}"' in dossier
    shown = as_anna.get(f"/beheer/inzage?interview={inzending.id}&wie={world.anna.id}").text
    assert "alleen wie" in shown
    assert "het interview zelf" in shown
    assert "Niemand keek" in as_anna.get("/beheer/inzage?tot=2020-01-01").text
    monkeypatch.setattr(logboeken, "PAGE", 1)
    link_all(database)
    newest = as_anna.get("/beheer/spoor?wie=server").text
    assert "Alles past, tot en met schakel" in newest
    assert "Wijkpeil, vanzelf" in newest
    assert "bankje" not in newest
    older = newest.split('class="knop" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "wie=server" in older
    assert as_anna.get(older).text != newest


def test_what_is_not_understood_is_refused_in_words(as_anna):
    for query in ("wie=iemand", "van=gisteren", "na=ergens", "na=2026-09-03T12:00:00_x"):
        for log in ("inzage", "spoor"):
            assert as_anna.get(f"/beheer/{log}?{query}").status_code == 400, query
    assert as_anna.get("/beheer/inzage?interview=12").status_code == 400


def test_what_somebody_saw_can_be_asked_after_they_left(database, as_anna, app, world):
    """Several have one name then: the day on which they left tells them apart."""
    with database.transaction() as session:
        inzending = gesprek(straat_in(session, "crabbehof").id)
        receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
        dina, erik = (add_coordinator(session, name, f"{name}@example.org", PASSWORD) for name in ("Dina", "Erik"))
    with desk_of(app, dina) as as_dina:
        as_dina.get(f"/interviews/{inzending.id}")
    with database.transaction() as session:
        for each, day in ((dina, 3), (erik, 4), (world.bilal, 5)):
            delete_account(session, find_account(session, each.id), None)
            session.get_one(Gebruiker, each.id).left_at = datetime(2026, 9, day, 22, 30, tzinfo=UTC)
    shown = as_anna.get(f"/beheer/inzage?wie={dina.id}").text
    assert f'<option value="{dina.id}" selected>een oud-medewerker, weg sinds 4 september 2026</option>' in shown
    assert f'<option value="{erik.id}">een oud-medewerker, weg sinds 5 september 2026</option>' in shown
    assert str(world.bilal.id) not in shown, "interviewers do not read here"
    assert "het interview zelf" in shown
    assert f'<option value="{world.bilal.id}">een oud-medewerker, weg' in as_anna.get("/beheer/spoor").text
