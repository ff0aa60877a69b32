"""A phone's file, read in by a coordinator: once, twice, in part, and when it is no such file."""

import json
import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app import demo
from app.domain.vragenlijst import Soort
from app.models import Antwoord, Botsing, Contactpoging, Gebruiker, Interview, Meetronde, Reactie, Status, Straat
from app.navragen import open_navragen
from app.tellingen import Selectie
from app.telstand import differences, read
from tests.api.conftest import as_body
from tests.gesprekken import decide, gesprek, straat_in

PATH = "/interviews/inlezen"


@pytest.fixture
def straat(database) -> Straat:
    with database.transaction() as session:
        return straat_in(session, "crabbehof")


@pytest.fixture
def interview(straat):
    """An interview as it stands in a file."""

    def interview(interview_id: UUID | None = None, **changes) -> dict[str, Any]:
        inzending = gesprek(straat.id, changes.pop("gehouden_als", Soort.STRAAT))
        return {"id": str(interview_id or inzending.id), **as_body(inzending), **changes}

    return interview


@pytest.fixture
def door(straat):
    """A door as it stands in a file."""

    def door(contactpoging_id: UUID | None = None, **changes) -> dict[str, Any]:
        right = {
            "id": str(contactpoging_id or uuid4()),
            "meetronde": demo.HERHAALMETING,
            "straatId": str(straat.id),
            "uitkomst": "weigert",
            "moment": "2026-09-10T12:03:00Z",
        }
        return right | changes

    return door


@pytest.fixture
def in_file(world):
    """A file of Bilal's phone with these records, as bytes."""

    def in_file(interviews: list[Any] = (), contactpogingen: list[Any] = (), **changes) -> bytes:
        bestand = {
            "soort": "wijkpeil-telefoon",
            "versie": 1,
            "interviewer": str(world.bilal.id),
            "gemaaktOp": "2026-09-10T14:05:00Z",
            "interviews": list(interviews),
            "contactpogingen": list(contactpogingen),
        }
        return json.dumps(bestand | changes).encode()

    return in_file


def read_in(client, content: bytes):
    return client.post(PATH, files={"bestand": ("wijkpeil-202609101405.json", content, "application/json")})


def words(page: str) -> str:
    """What people read, from the heading on."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<h1>") :]))


def kept(database) -> tuple[int, int]:
    """How many interviews and doors there are."""
    with database.transaction() as session:
        return len(session.exec(select(Interview)).all()), len(session.exec(select(Contactpoging)).all())


def test_the_form_is_a_click_away(as_anna):
    assert f'href="{PATH}"' in as_anna.get("/interviews").text
    assert "Bestand van een telefoon inlezen" in as_anna.get(PATH).text


def test_everything_is_stored_under_the_interviewers_name(as_anna, world, database, interview, door, in_file):
    content = in_file([interview(taal="pl", klokverschil=-7), interview(gehouden_als=Soort.KLANT)], [door()])
    answer = read_in(as_anna, content)
    assert answer.status_code == 200
    page = words(answer.text)
    assert "het bestand van Bilal" in page
    assert "2 interviews opgeslagen." in page
    assert "1 contactpoging opgeslagen." in page
    assert kept(database) == (2, 1)
    with database.transaction() as session:
        rows = session.exec(select(Interview)).all()
        assert {row.interviewer_id for row in rows} == {world.bilal.id}
        assert {(row.language, row.clock_offset) for row in rows} == {("pl", -7), ("nl", None)}
        assert session.exec(select(Contactpoging)).one().interviewer_id == world.bilal.id
        assert len(session.exec(select(Antwoord)).all()) > 10


def test_twice_is_harmless(as_anna, database, interview, door, in_file):
    content = in_file([interview()], [door()])
    read_in(as_anna, content)
    page = words(read_in(as_anna, content).text)
    assert "0 interviews opgeslagen. 1 interview hadden we al." in page
    assert "0 contactpogingen opgeslagen. 1 contactpoging hadden we al." in page
    assert "Alles uit het bestand is hier bekend." in page
    assert kept(database) == (1, 1)


def test_what_the_phone_did_send_after_all_is_known(as_anna, as_bilal, database, interview, door, in_file):
    sent, knocked = interview(), door()
    for record, where in ((sent, "interviews"), (knocked, "contactpogingen")):
        body = {key: value for key, value in record.items() if key != "id"}
        assert as_bilal.put(f"/api/v1/{where}/{record['id']}", json=body).status_code == 201
    page = words(read_in(as_anna, in_file([sent], [knocked])).text)
    assert page.count("hadden we al. Daar is niets aan veranderd.") == 2
    assert kept(database) == (1, 1)


def test_a_door_taken_back_stays_away(as_anna, as_bilal, database, door, in_file):
    record = door()
    read_in(as_anna, in_file([], [record]))
    assert as_bilal.delete(f"/api/v1/contactpogingen/{record['id']}").status_code == 204
    read_in(as_anna, in_file([], [record]))
    with database.transaction() as session:
        assert session.exec(select(Contactpoging)).one().withdrawn_at is not None


def test_a_clash_replaces_nothing_and_is_told(as_anna, database, interview, door, in_file):
    first, knocked = interview(), door()
    read_in(as_anna, in_file([first], [knocked]))
    other = first | {"antwoorden": first["antwoorden"] | {"schoon": 1}}
    page = words(read_in(as_anna, in_file([other], [knocked | {"uitkomst": "taal"}])).text)
    assert "1 interview hadden we al met een andere inhoud. Er is niets vervangen." in page
    assert "1 contactpoging hadden we al met een andere inhoud." in page
    with database.transaction() as session:
        assert session.exec(select(Botsing)).one().content["antwoorden"]["schoon"] == 1
        assert session.exec(select(Contactpoging)).one().outcome == "weigert"


def test_an_answer_to_a_question_comes_in_with_its_interview_and_too_late_it_is_told(
    as_anna, database, interview, in_file, world
):
    sent = interview()
    read_in(as_anna, in_file([sent], []))
    with database.transaction() as session:
        decide(session, UUID(sent["id"]), Status.TERUGGESTUURD)
        (navraag,) = open_navragen(session, world.bilal)
    answer = {"id": str(uuid4()), "interviewId": sent["id"], "navraag": str(navraag.id), "tekst": "Klopt.",
              "wijzigingen": {}}  # fmt: skip
    late = answer | {"id": str(uuid4())}
    page = words(read_in(as_anna, in_file([], [], reacties=[answer, late])).text)
    assert "1 antwoord op een vraag opgeslagen. 1 antwoord op een vraag niet opgeslagen" in page
    assert "Deze vraag is al beantwoord" in page
    with database.transaction() as session:
        assert session.exec(select(Reactie)).one().interviewer_id == world.bilal.id
        assert differences(session) == []


def test_the_good_ones_are_stored_and_each_faulty_one_is_told(as_anna, database, straat, interview, door, in_file):
    no_consent = interview(antwoorden={"straatladder": 9})
    elsewhere = interview(straatId=str(uuid4()), begonnenOp="2026-09-10T12:03:00Z", afgerondOp="2026-09-10T12:09:00Z")
    unreadable = [interview(vragenlijstVersie="1", naam="Jan"), "geen interview", None, {}, interview(id=7)]
    doors = [door(), door(uitkomst="hond"), door(moment="2099-01-01T00:00:00Z"), door(moment=5)]
    answer = read_in(as_anna, in_file([no_consent, interview(), elsewhere, *unreadable], doors))
    assert answer.status_code == 200
    page = words(answer.text)
    assert "Niet alles is opgeslagen. Bewaar het bestand." in page
    assert "1 interview opgeslagen. 7 interviews niet opgeslagen" in page
    assert "1 contactpoging opgeslagen. 3 contactpogingen niet opgeslagen" in page
    assert f"Interview in {straat.name}, " in page
    assert "antwoorden.straatladder : Geef een trede van de ladder van 1 tot en met 5." in page
    assert "Interview in een straat die we niet kennen, 10 september 2026" in page
    assert "vragenlijstVersie : Geef een heel getal, zonder aanhalingstekens." in page
    assert "naam : Dit veld kennen we niet. Laat het weg." in page
    assert "uitkomst : Kies uit:" in page
    assert "Dit moment ligt meer dan een dag in de toekomst" in page
    assert kept(database) == (1, 1)
    with database.snapshot() as session:
        assert sum(stand.interviews for stand in read(session, Selectie(demo.HERHAALMETING)).values()) == 1
        assert differences(session) == []


def test_a_closed_meetronde_is_told_per_interview(as_anna, database, interview, in_file):
    with database.transaction() as session:
        session.get_one(Meetronde, demo.HERHAALMETING).closed_at = datetime.now(UTC)
    page = words(read_in(as_anna, in_file([interview(), interview()])).text)
    assert page.count("Meetronde “Herhaalmeting 2026” is gesloten.") == 2
    assert kept(database) == (0, 0)


def test_somebody_who_no_longer_works_here_may_still_hand_in(as_anna, world, database, interview, in_file):
    with database.transaction() as session:
        session.get_one(Gebruiker, world.bilal.id).blocked_at = datetime.now(UTC)
    read_in(as_anna, in_file([interview()]))
    assert kept(database) == (1, 0)


def test_an_empty_file_of_a_phone(as_anna, in_file):
    page = words(read_in(as_anna, in_file()).text)
    assert "Geen interviews in dit bestand." in page
    assert "Geen contactpogingen in dit bestand." in page


def test_a_byte_order_mark_is_no_obstacle(as_anna, database, interview, in_file):
    read_in(as_anna, b"\xef\xbb\xbf" + in_file([interview()]))
    assert kept(database) == (1, 0)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "niet te lezen"),
        (b'{"soort": "wijkpeil-telefoon", "versie": 1, "interv', "niet te lezen"),
        (b"\xff\xd8\xff\xe0 a photograph", "niet te lezen"),
        (b"[" * 200_000, "niet te lezen"),
        (b"[]", "geen bestand van een telefoon"),
        (b'{"soort": "iets anders"}', "geen bestand van een telefoon"),
        (b'{"soort": "wijkpeil-telefoon"}', "geen bestand van een telefoon"),
        (b'{"soort": "wijkpeil-telefoon", "versie": 3}', "nieuwere versie van Wijkpeil"),
        (b'{"soort": "wijkpeil-telefoon", "versie": 1}', "ontbreken gegevens"),
    ],
)
def test_what_is_no_such_file_says_so(as_anna, database, content, complaint):
    answer = read_in(as_anna, content)
    assert answer.status_code == 400
    assert complaint in answer.text
    assert "Er is niets ingelezen." in answer.text
    assert kept(database) == (0, 0)


@pytest.mark.parametrize("stranger", ["4f0f1a52-7c1e-4b52-9f0c-2d9c1b6a7e10", "Bilal", None, 7, ["x"]])
def test_a_file_of_nobody_we_know(as_anna, database, interview, in_file, stranger):
    answer = read_in(as_anna, in_file([interview()], interviewer=stranger))
    assert (answer.status_code, kept(database)) == (400, (0, 0))
    assert "een interviewer die we niet kennen" in answer.text


def test_a_coordinator_holds_no_interviews(as_anna, world, database, interview, in_file):
    assert read_in(as_anna, in_file([interview()], interviewer=str(world.anna.id))).status_code == 400
    assert kept(database) == (0, 0)


def test_no_file_chosen(as_anna):
    for sent in ({"files": {"bestand": ("", b"", "application/octet-stream")}}, {"data": {}}):
        answer = as_anna.post(PATH, **sent)
        assert answer.status_code == 400
    assert "Kies eerst het bestand" in as_anna.post(PATH, files={"anders": ("x.json", b"{}")}).text


def test_a_file_may_be_large_but_not_endless(as_anna, database, interview, in_file):
    many = in_file([interview(naam="x" * 1000) for _ in range(500)])
    assert len(many) > 600_000
    answer = read_in(as_anna, many)
    assert (answer.status_code, kept(database)) == (200, (0, 0))
    assert "500 interviews niet opgeslagen" in words(answer.text)
    assert read_in(as_anna, b"x" * 5_000_000).status_code == 413


def test_a_large_body_anywhere_else_is_still_refused(as_anna):
    assert as_anna.post("/interviews/inlezen/anders", content=b"x" * 600_000).status_code == 413
    assert as_anna.post("/inloggen", data={"email": "x" * 600_000}).status_code == 413


def test_only_a_coordinator_reads_in(client, as_bilal, as_dashboard, database, interview, in_file):
    for stranger in (client, as_bilal, as_dashboard):
        assert stranger.get(PATH, follow_redirects=False).headers["location"] == f"/inloggen?naar={PATH}"
        assert read_in(stranger, in_file([interview()])).status_code == 401
    assert kept(database) == (0, 0)


def test_another_website_cannot_read_in(as_anna, database, interview, in_file):
    as_anna.headers["Origin"] = "https://elders.example"
    assert read_in(as_anna, in_file([interview()])).status_code == 403
    assert kept(database) == (0, 0)
