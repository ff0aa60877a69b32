"""The read log: whoever is shown what people said stands in it, once, or is shown nothing."""

from asyncio import gather, wait_for
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from httpx import ASGITransport, AsyncClient
from sqlmodel import Session, col, update

from app import demo, inzagelog
from app.changes import Origin, Who, begin_for
from app.database import SESSIONS_AT_ONCE, Database
from app.domain.vragenlijst import Soort
from app.interviews import Afzender, receive
from app.inzagelog import SAME_LOOK, kijkers_of, list_kijkbeurten, note_seen
from app.models import Ingezien, Inzage, Meetronde
from app.owed import is_owing, pay
from app.spoor import Logfilter, Plek
from app.uitvoer import Uitvoerkeuze, ask_uitvoer, make_uitvoer
from tests.aside import run_aside
from tests.conftest import BASE_URL, app_on, desk_of
from tests.gesprekken import gesprek, straat_in


@pytest.fixture
def interview_ids(database, world):
    with database.transaction() as session:
        straat = straat_in(session, "crabbehof")
        gesprekken = [gesprek(straat.id) for _ in range(2)]
        for each in gesprekken:
            receive(session, each, Afzender(interviewer_id=world.bilal.id))
    return [each.id for each in gesprekken]


def _lines(database: Database) -> list[tuple[str, str, set]]:
    """Every line: who, by which way, and which interviews; the oldest first."""
    with database.snapshot() as session:
        lines = list_kijkbeurten(session, Logfilter(), 100)
    return [(line.name, line.inzage.via, set(line.interview_ids)) for line in reversed(lines)]


def _look_again_later(database: Database) -> None:
    """Let everything in the log have happened a while ago."""
    with database.transaction() as session:
        session.exec(update(Inzage).values(moment=datetime.now(UTC) - SAME_LOOK))


def test_whoever_is_shown_answers_stands_in_the_log(database, as_anna, as_dashboard, as_bilal, interview_ids):
    first, second = interview_ids
    assert as_anna.get(f"/interviews/{first}").status_code == 200
    assert as_anna.get(f"/nakijken/{first}").status_code == 200, "the same look"
    assert as_dashboard.get(f"/api/v1/interviews/{second}").status_code == 200
    assert as_anna.get("/citaten?vraag=meer_doen").status_code == 200
    for path in ("/interviews", "/nakijken", "/overzicht", "/interviews/inlezen"):
        assert as_anna.get(path).status_code == 200
    assert as_bilal.get(f"/telefoon/interviews/{first}").status_code == 200
    assert _lines(database) == [
        ("Anna", "/interviews/{id}", {first}),
        ("Dordt-dashboard", "/api/v1/interviews/{id}", {second}),
        ("Anna", "/citaten", {second}),
    ]
    _look_again_later(database)
    as_anna.get(f"/interviews/{first}/antwoorden/meer_doen")
    as_anna.post(f"/interviews/{second}/beoordelingen", data={"status": ""})
    assert _lines(database)[3:] == [
        ("Anna", "/interviews/{id}/antwoorden/{vraag}", {first}),
        ("Anna", "/interviews/{id}/beoordelingen", {second}),
    ]
    with database.snapshot() as session:
        assert [(kijker.name, kijker.count) for kijker in kijkers_of(session, first)] == [("Anna", 2)]


def test_what_cannot_be_written_down_is_not_shown(database, as_anna, interview_ids):
    with database.transaction() as session:
        session.connection().exec_driver_sql("ALTER TABLE inzage RENAME COLUMN via TO langs")
    answer = as_anna.get(f"/interviews/{interview_ids[0]}")
    assert answer.status_code == 500
    assert "bankje" not in answer.text


def test_a_crowd_of_readers_does_not_wait_for_itself(database, world, interview_ids):
    """More than there are places: whoever kept one while waiting for a second would wait for ever."""
    app = app_on(database)
    cookies = dict(desk_of(app, world.anna).cookies)

    async def look() -> set[int]:
        async with AsyncClient(transport=ASGITransport(app), base_url=BASE_URL, cookies=cookies) as browser:
            asked = (browser.get(f"/interviews/{interview_ids[0]}") for _ in range(SESSIONS_AT_ONCE + 2))
            return {answer.status_code for answer in await wait_for(gather(*asked), 30)}

    assert run_aside(look()) == {200}
    app.state.database.engine.dispose()


def _look(session: Session, who: Who, who_id, ids) -> bool:
    """Whether this look is still to be written down."""
    begin_for(session, Origin(who, who_id, "GET /ergens"))
    note_seen(session, ids)
    return is_owing(session)


def test_the_command_line_and_a_phone_are_not_readers(session, world, interview_ids):
    assert not _look(session, Who.INTERVIEWER, world.bilal.id, interview_ids)
    assert not _look(session, Who.OPDRACHT, None, interview_ids)
    assert _look(session, Who.COORDINATOR, world.anna.id, interview_ids)
    pay(session, session)
    assert not _look(session, Who.COORDINATOR, world.anna.id, interview_ids)


def test_a_log_is_read_by_person_by_period_and_page_by_page(session, world, interview_ids):
    noon = datetime(2026, 9, 3, 12, tzinfo=UTC)
    for hour in range(3):
        who = world.anna if hour < 2 else world.dashboard
        inzage = Inzage(moment=noon + timedelta(hours=hour), who=Who.COORDINATOR, who_id=who.id, via="/ergens")
        session.add(inzage)
        session.flush()
        session.add(Ingezien(inzage_id=inzage.id, interview_id=interview_ids[hour % 2]))
    session.flush()

    def hours(after: Plek | None = None, limit: int = 9, interview_id: UUID | None = None, **wanted) -> list[int]:
        found = list_kijkbeurten(session, Logfilter(**wanted), limit, after, interview_id=interview_id)
        return [(line.inzage.moment - noon) // timedelta(hours=1) for line in found]

    assert hours() == [2, 1, 0]
    assert hours(who_id=world.anna.id) == [1, 0]
    assert hours(since=noon + timedelta(hours=1), until=noon + timedelta(hours=2)) == [1]
    assert hours(interview_id=interview_ids[1]) == [1]
    (newest,) = list_kijkbeurten(session, Logfilter(), 1)
    assert hours(after=Plek.from_text(str(newest.plek)), limit=1) == [1]
    session.exec(update(Inzage).where(col(Inzage.who_id) == world.anna.id).values(who_id=interview_ids[0]))
    assert list_kijkbeurten(session, Logfilter(), 3)[1].name == "iemand die hier niet meer staat"


def test_answers_of_people_who_said_something_else_are_in_it_too(database, world, as_anna):
    with database.transaction() as session:
        said = {"diensten": ["anders"], "diensten_anders": "Buurman Ahmed helpt"}
        klant = gesprek(straat_in(session, "crabbehof").id, Soort.KLANT, antwoorden=said)
        receive(session, klant, Afzender(interviewer_id=world.bilal.id))
    assert "Buurman Ahmed helpt" in as_anna.get(f"/citaten/anders?meetronde={demo.HERHAALMETING}").text
    assert _lines(database) == [("Anna", "/citaten/anders", {klant.id})]


def test_a_file_without_interviews_is_no_look(database, world, tmp_path):
    with database.transaction() as session:
        keuze = Uitvoerkeuze(session.get_one(Meetronde, demo.HERHAALMETING))
        uitvoer_id = ask_uitvoer(session, world.anna, keuze).id
    assert make_uitvoer(database, uitvoer_id, tmp_path / "file.csv", lambda *_: None) == 0
    assert _lines(database) == []


def test_who_takes_interviews_along_in_a_file_stands_in_the_log(
    database, world, as_anna, interview_ids, tmp_path, monkeypatch
):
    """Also when they were looked at a moment ago, and of however many there are."""
    monkeypatch.setattr(inzagelog, "PIECE", 1)
    monkeypatch.setattr(inzagelog, "MOST_SHOWN", 1)
    assert as_anna.get(f"/interviews/{interview_ids[0]}").status_code == 200
    with database.transaction() as session:
        keuze = Uitvoerkeuze(session.get_one(Meetronde, demo.HERHAALMETING))
        uitvoer_id = ask_uitvoer(session, world.anna, keuze).id
    assert make_uitvoer(database, uitvoer_id, tmp_path / "file.csv", lambda *_: None) == 2
    with database.snapshot() as session:
        taken, _ = list_kijkbeurten(session, Logfilter(), 100)
        assert (taken.name, taken.inzage.via, taken.count) == ("Anna", "uitvoer", 2)
        assert {kijker.name for kijker in kijkers_of(session, interview_ids[1])} == {"Anna"}
    page = as_anna.get("/beheer/inzage").text
    assert "in een bestand" in page
    assert "en nog 1" in page
