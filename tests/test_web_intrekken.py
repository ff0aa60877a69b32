"""The page where a bewoner withdraws an interview, from the note to the last sentence, and who only guesses."""

import pytest
from sqlmodel import select

from app.domain.throttle import PER_ADDRESS
from app.interviews import Afzender, receive
from app.models import Interview, Status
from tests.gesprekken import gesprek, straat_in

CODE = "merel-kasteel-4821"


@pytest.fixture
def held(database, world):
    with database.transaction() as session:
        inzending = gesprek(straat_in(session, "crabbehof").id, intrekcode=CODE)
        receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
    return inzending.id


def status_of(database, interview_id) -> str:
    with database.transaction() as session:
        return session.exec(select(Interview.status).where(Interview.id == interview_id)).one()


def test_from_the_note_to_the_last_sentence(client, as_anna, database, held):
    assert "De code op uw briefje" in client.get("/intrekken").text
    asked = client.post("/intrekken", data={"code": "Merel kasteel 4821"})
    assert (asked.status_code, status_of(database, held)) == (200, Status.NIEUW)
    assert "Dit kan niet terug" in asked.text
    assert "Colijnstraat" not in asked.text, "who finds the note learns nothing"
    done = client.post("/intrekken", data={"code": "Merel kasteel 4821", "zeker": "ja"})
    assert "Uw gesprek is ingetrokken" in done.text
    assert status_of(database, held) == Status.INGETROKKEN
    assert "Uw gesprek is ingetrokken" in client.post("/intrekken", data={"code": CODE}).text
    dossier = as_anna.get(f"/interviews/{held}").text
    assert "De bewoner heeft dit gesprek ingetrokken" in dossier
    assert "Wat vindt u van dit interview?" not in dossier
    assert "ingetrokken" in as_anna.get("/interviews?status=ingetrokken").text


def test_who_guesses_waits_ever_longer_even_with_the_right_code(client, database, held):
    for number in range(PER_ADDRESS.free + 1):
        wrong = client.post("/intrekken", data={"code": f"merel-kasteel-{number:04}", "zeker": "ja"})
        assert wrong.status_code == 400
        assert "geen gesprek met deze code" in wrong.text
    late = client.post("/intrekken", data={"code": CODE, "zeker": "ja"})
    assert late.status_code == 429
    assert "Er zijn te vaak verkeerde codes getypt" in late.text
    assert int(late.headers["Retry-After"]) > 0
    assert status_of(database, held) == Status.NIEUW
