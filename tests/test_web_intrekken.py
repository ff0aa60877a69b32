"""The page where a bewoner withdraws an interview, from the note to the last sentence, and who only guesses."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from app.domain.throttle import ALL_ADDRESSES, PER_ADDRESS
from app.interviews import Afzender, receive
from app.models import Inlogpoging, Interview, Status
from app.toegang import intrekcode_subjects
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


def guess(client, code: str = "merel-kasteel-0000") -> int:
    return client.post("/intrekken", data={"code": code, "zeker": "ja"}).status_code


def failures_of(database, settings) -> list[int]:
    """Of this address, and of everybody."""
    with database.transaction() as session:
        subjects = intrekcode_subjects("testclient", settings.pepper)
        return [session.get_one(Inlogpoging, subject.hash).failures for subject in subjects]


def let_failures_be(database, failures: int, last_at: datetime | None = None) -> None:
    """Of all that is counted, and if need be as of another moment."""
    with database.transaction() as session:
        for poging in session.exec(select(Inlogpoging)):
            poging.failures, poging.last_at = failures, last_at or poging.last_at


def test_who_guesses_waits_ever_longer_even_with_the_right_code(client, database, held):
    wrong = client.post("/intrekken", data={"code": "merel-kasteel-0000", "zeker": "ja"})
    assert wrong.status_code == 400
    assert "geen gesprek met deze code" in wrong.text
    let_failures_be(database, PER_ADDRESS.free)
    assert guess(client) == 400
    late = client.post("/intrekken", data={"code": CODE, "zeker": "ja"})
    assert late.status_code == 429
    assert "Er zijn te vaak verkeerde codes getypt" in late.text
    assert int(late.headers["Retry-After"]) > 0
    assert status_of(database, held) == Status.NIEUW


def test_a_hundred_in_an_hour_are_forgotten_in_the_next(client, database, settings):
    assert guess(client) == 400
    just_before = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(seconds=1)
    let_failures_be(database, ALL_ADDRESSES.free, just_before)
    assert guess(client) == 400
    assert failures_of(database, settings) == [1, 1]


def test_what_is_no_code_counts_for_its_own_address_only(client, database, settings):
    for no_code in ("", "merel kasteel", "merel-kasteel-12", "<script>"):
        assert guess(client, no_code) == 400
    assert failures_of(database, settings) == [4, 0]
