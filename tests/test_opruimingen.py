"""What is kept no longer: it goes when its term is over, for good, with all that hangs on it, and nothing else."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError
from sqlmodel import SQLModel, col, func, select

from app import demo
from app.database import Database
from app.domain.bewaartermijn import Bewaarsoort
from app.errors import InvalidInput
from app.interviews import Afzender, receive
from app.main import create_app
from app.meetronden import reopen_meetronde
from app.models import (
    Antwoord,
    Contactpoging,
    Gebruiker,
    Interview,
    Meetronde,
    Opruiming,
    Publicatie,
    Reactie,
    Telstand,
    Toestel,
    Uitvoer,
)
from app.opruimingen import OF_INTERVIEW, STAYS, TERMS, clear, find_due, find_overdue, in_words, removing
from app.settings import Settings
from app.telstand import differences
from app.vaststelling import find_document, find_vaststelling, preview, publish
from app.web.release import STATIC
from tests.commands import run_command
from tests.gesprekken import gesprek, straat_in
from tests.tables import TABLES, Contents
from tests.test_storingen import wait_for
from tests.test_weglatingen import SECRET, talk_about

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=1)
LONG_AGO = datetime(2025, 11, 20, 12, tzinfo=UTC)
TEXT, INTERVIEWS, DOORS = Bewaarsoort.OPEN_TEKST, Bewaarsoort.INTERVIEWS, Bewaarsoort.DEUREN


def count(database: Database, table: type[SQLModel], *conditions) -> int:
    with database.snapshot() as session:
        return session.exec(select(func.count()).select_from(table).where(*conditions)).one()


@pytest.fixture
def spoken(database, world) -> None:
    """Three interviews in a meetronde that was closed a year ago, one of them full of a secret; and three doors."""
    with database.transaction() as session:
        straat = straat_in(session, "crabbehof")
        inzending = gesprek(straat.id, antwoorden={"meer_doen": f"Vraag {SECRET} om hulp"}, started_at=EARLIER)
        refusal = replace(inzending, id=uuid4(), antwoorden={"toestemming": "nee"})
        for each in (inzending, gesprek(straat.id, started_at=EARLIER), refusal):
            receive(session, each, Afzender(interviewer_id=world.bilal.id))
        anna = session.get_one(Gebruiker, world.anna.id)
        talk_about(session, replace(world, anna=anna), session.get_one(Interview, inzending.id), inzending)
        session.add_all(
            Contactpoging(
                id=uuid4(), meetronde_code=demo.HERHAALMETING, straat_id=straat.id, interviewer_id=world.bilal.id,
                outcome="niet_thuis", happened_at=NOW,
            )
            for _ in range(3)
        )  # fmt: skip
        session.get_one(Meetronde, demo.HERHAALMETING).closed_at = LONG_AGO


def test_every_table_has_a_term_or_a_reason_to_stay():
    assert TERMS.keys() & STAYS.keys() == set()
    assert {table.__tablename__ for table in TERMS.keys() | STAYS.keys()} == {table.name for table in TABLES}
    pointing = {table.name: {key.column.table.name for key in table.foreign_keys} for table in TABLES}
    names = [table.__tablename__ for table in OF_INTERVIEW]
    assert set(names) == {name for name, targets in pointing.items() if "interview" in targets}
    for number, name in enumerate(names):
        assert pointing[name].isdisjoint(names[:number]), f"{name} points to what went before it"


def test_interviews_go_with_all_that_hangs_on_them_and_what_was_published_stays(full_database, monkeypatch):
    monkeypatch.setattr(removing, "PIECE", 50)
    old, new = (col(Interview.meetronde_code) == code for code in (demo.NULMETING, demo.HERHAALMETING))
    before = {name: count(full_database, Interview, which) for name, which in (("old", old), ("new", new))}
    assert before["old"] > 100
    done = clear(full_database, {INTERVIEWS: 60}, NOW, pause=lambda _: False)
    assert [(post.bewaarsoort, post.count, name) for post, name in done.posten] == [
        (INTERVIEWS, before["old"], "Nulmeting 2019")
    ]
    assert (count(full_database, Interview, old), count(full_database, Interview, new)) == (0, before["new"])
    with full_database.transaction() as session:
        assert differences(session) == []
        nulmeting = session.get_one(Meetronde, demo.NULMETING)
        assert find_document(session, find_vaststelling(session, nulmeting)).zipped
        assert session.exec(select(func.count()).select_from(Publicatie)).one() > 0
        anna = session.exec(select(Gebruiker).where(Gebruiker.email == demo.ANNA_EMAIL)).one()
        assert "opgeruimd" in preview(session, nulmeting, 10).obstacle.detail
        with pytest.raises(InvalidInput, match="opgeruimd"):
            publish(session, nulmeting, anna, 2, "Nog eens", threshold=10)


def test_what_was_said_in_own_words_goes_from_everywhere_and_the_figures_stand(database, spoken):
    answers, counts, revisions = count(database, Antwoord), _counts(database), _revisions(database)
    done = clear(database, {TEXT: 12}, NOW)
    assert [(post.bewaarsoort, post.count) for post, _ in done.posten] == [(TEXT, 2)]
    assert (count(database, Antwoord), _counts(database)) == (answers, counts)
    assert _revisions(database) == revisions + 2, "what still shows the words on a page cannot bring them back"
    with database.snapshot() as session:
        assert differences(session) == []
        assert find_due(session, {TEXT: 12}, NOW.date()) == []
        assert "ahmed" not in repr(Contents.of(session.connection()).rows).lower()
        assert set(session.exec(select(Reactie.content_hash))) == {""}, "a guess at what went cannot be tried"
    assert count(database, Interview, col(Interview.content_hash) == "") == 2
    if database.is_sqlite:
        file = Path(database.url.database)
        assert all(SECRET.encode() not in each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


def _revisions(database: Database) -> int:
    with database.snapshot() as session:
        return session.exec(select(func.sum(Interview.revision))).one()


def _counts(database: Database) -> list[str]:
    with database.snapshot() as session:
        return sorted(repr(row.model_dump()) for row in session.exec(select(Telstand)))


def test_what_is_interrupted_is_taken_up_and_what_is_opened_again_stays(database, world, spoken, monkeypatch):
    monkeypatch.setattr(removing, "PIECE", 1)
    first = clear(database, {INTERVIEWS: 12, DOORS: 12}, NOW, pause=lambda _: True)
    assert first.opruiming.finished_at is None
    assert [post.count for post, _ in first.posten] == [1]

    def open_again(_seconds: float) -> bool:
        with database.transaction() as session:
            meetronde = session.get_one(Meetronde, demo.HERHAALMETING)
            if meetronde.closed_at:
                reopen_meetronde(session, meetronde, session.get_one(Gebruiker, world.anna.id), "Nog een week")
                meetronde.ends_on = NOW.date()
        return False

    second = clear(database, {INTERVIEWS: 12, DOORS: 12}, NOW, pause=open_again)
    assert (count(database, Interview), count(database, Contactpoging)) == (1, 3)
    assert second.opruiming.finished_at is not None
    with database.transaction() as session:
        session.get_one(Meetronde, demo.HERHAALMETING).closed_at = LONG_AGO
    clear(database, {INTERVIEWS: 12, DOORS: 12}, NOW, pause=lambda _: False)
    assert (count(database, Interview), count(database, Contactpoging)) == (0, 0)


def test_old_phones_and_exports_go_and_a_linked_phone_stays(database, world):
    year_ago = NOW - timedelta(days=400)
    with database.transaction() as session:
        for number, revoked_at in enumerate((year_ago, NOW, None)):
            linked = {"gebruiker_id": world.bilal.id, "linked_at": year_ago, "token_hash": str(number)}
            session.add(Toestel(**linked, revoked_at=revoked_at))
        for asked_at in (year_ago, NOW):
            session.add(
                Uitvoer(coordinator_id=world.anna.id, asked_at=asked_at, meetronde_code=demo.NULMETING,
                        statuses=[], formaat="csv", vorm="breed")
            )  # fmt: skip
    terms = {Bewaarsoort.UITVOER: 12, Bewaarsoort.TOEGANG: 6}
    with database.snapshot() as session:
        due = find_due(session, terms, NOW.date())
        assert [(each.bewaarsoort, each.count) for each in due] == [(Bewaarsoort.UITVOER, 1), (Bewaarsoort.TOEGANG, 1)]
    clear(database, terms, NOW)
    assert (count(database, Toestel), count(database, Uitvoer)) == (2, 1)


def test_the_schedule_has_one_turn_a_day_whoever_takes_it(database):
    turns = [clear(database, {}, NOW + timedelta(hours=hours), by_schedule=True) for hours in (0, 1, 24)]
    assert [turn is not None for turn in turns] == [True, False, True]
    assert clear(database, {}, NOW) is not None
    assert count(database, Opruiming) == 3


def test_it_is_said_beforehand_what_goes_and_that_its_figures_go_too(database, spoken):
    terms = {TEXT: 12, INTERVIEWS: 12, DOORS: None}
    with database.snapshot() as session:
        assert find_due(session, terms, date(2026, 11, 19)) == []
        (due,) = find_due(session, terms, NOW.date())
        assert find_overdue(session, terms, NOW.date()) == [due]
    assert (due.bewaarsoort, due.count, due.due_on) == (INTERVIEWS, 3, date(2026, 11, 20))
    assert "geen cijfers meer" in in_words(due)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_command_tells_first_and_removes_when_it_is_asked_to(database, database_url, spoken, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("WIJKPEIL_RETENTION_INTERVIEWS_MONTHS", "")
    told = run_command(monkeypatch, capsys, "bewaar")
    assert told[0] == 0
    assert "Herhaalmeting 2026\n  Open tekst: 2 interviews" in told[1]
    assert "Er is nog niets weggehaald" in told[1]
    assert count(database, Contactpoging) == 3
    _, said, _ = run_command(monkeypatch, capsys, "bewaar", "--uitvoeren")
    assert "Weggehaald uit Herhaalmeting 2026: deuren, 3 deuren." in said
    assert count(database, Contactpoging) == 0
    assert "niets waarvan de termijn voorbij is" in run_command(monkeypatch, capsys, "bewaar")[1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_server_does_it_by_itself_when_that_is_switched_on(database, settings, spoken):
    with TestClient(create_app(settings.model_copy(update={"retention_daily": True}))):
        ended = col(Opruiming.finished_at).is_not(None)
        wait_for(lambda: count(database, Opruiming, ended) == 1, "cleared")
    assert count(database, Contactpoging) == 0
    with TestClient(create_app(settings)):
        pass
    assert count(database, Opruiming) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_coordinator_sees_the_terms_what_goes_soon_and_what_went(as_anna, database, spoken):
    page = as_anna.get("/beheer").text
    for part in ("60 maanden na het einde van de meetronde", "(de termijn is voorbij)", "Er is nog nooit iets"):
        assert part in page
    assert "Te lang bewaard: deuren van Herhaalmeting 2026, open tekst van Herhaalmeting 2026." in page
    clear(database, {TEXT: 12, DOORS: 12}, datetime.now(UTC))
    assert (
        "De bewaartermijn van Herhaalmeting 2026 is voorbij."
        in as_anna.get(f"/overzicht?meetronde={demo.HERHAALMETING}").text
    )
    page = as_anna.get("/beheer").text
    assert "Open tekst van Herhaalmeting 2026: 2 interviews, na 12 maanden." in page
    assert "niets waarvan de termijn binnen drie maanden eindigt" in page


def test_an_empty_term_keeps(monkeypatch):
    monkeypatch.setenv("WIJKPEIL_RETENTION_TEXT_MONTHS", "")
    monkeypatch.setenv("WIJKPEIL_RETENTION_DOORS_MONTHS", "7")
    terms = Settings(_env_file=None).bewaartermijnen
    assert (terms[TEXT], terms[DOORS]) == (None, 7)


def test_nothing_goes_that_a_phone_may_still_hand_in_again():
    kept = re.search(r"ZEGEL_BLIJFT_MS = (\d+) \* DAG_MS", (STATIC / "telefoon/uitgaand.js").read_text())
    assert timedelta(days=int(kept[1])) <= date(2027, 8, 28) - date(2027, 2, 28), "the shortest half year"
    for name in ("retention_interviews_months", "retention_doors_months"):
        assert getattr(Settings(_env_file=None, **{name: ""}), name) is None
        with pytest.raises(ValidationError):
            Settings(_env_file=None, **{name: 5})


def test_doors_that_went_do_not_bring_the_interviews_nearer_to_their_end(database, world, spoken):
    """Of a meetronde that was never closed the last contact tells the end; when that is gone it must still be known."""
    with database.transaction() as session:
        session.get_one(Meetronde, demo.HERHAALMETING).closed_at = None
    terms, today = {DOORS: 12, INTERVIEWS: 24}, date(2027, 11, 26)
    with database.snapshot() as session:
        [doors] = [each for each in find_due(session, terms, today) if each.bewaarsoort is DOORS]
        assert "zonder de deuren klopt de respons niet" in in_words(doors)
    clear(database, terms, datetime(2027, 11, 26, 12, tzinfo=UTC))
    with database.snapshot() as session:
        assert session.exec(select(Contactpoging)).all() == []
        last_day = date(2028, 11, 25)
        assert [each.due_on for each in find_due(session, terms, last_day) if each.bewaarsoort is INTERVIEWS] == [
            last_day
        ]
