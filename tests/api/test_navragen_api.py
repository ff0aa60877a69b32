"""Questions about interviews that were sent back, and the replies, over the API."""

from uuid import UUID, uuid4

import pytest

from app.models import Interview, Status
from tests.api.test_interviews_api import faults, problem
from tests.gesprekken import decide


@pytest.fixture
def asked(send, body, as_bilal, database):
    """What Bilal's phone hears when an interview of his was sent back."""
    interview_id = uuid4()
    send(body, interview_id)
    with database.transaction() as session:
        decide(session, interview_id, Status.TERUGGESTUURD, "Klopt het cijfer?")
    (navraag,) = as_bilal.get("/api/v1/navragen").json()
    return navraag


def reply_to(asked, **changes):
    message = {"navraag": asked["id"], "tekst": "Nee.", "wijzigingen": {"schoon": {"was": 6, "wordt": 4}}} | changes
    return f"/api/v1/interviews/{asked['interviewId']}/reacties/{uuid4()}", message


def test_a_question_tells_all_that_is_needed_to_answer_without_network(asked, body, world):
    assert asked["antwoorden"] == body["antwoorden"]
    assert (asked["tekst"], asked["van"], asked["interviewerId"]) == ("Klopt het cijfer?", "Anna", str(world.bilal.id))
    assert (asked["soort"], asked["vragenlijstVersie"], asked["straatId"]) == ("straat", 1, body["straatId"])


def test_a_reply_comes_in_once(as_bilal, asked, database):
    address, message = reply_to(asked)
    first, again = (as_bilal.put(address, json=message) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json()["id"] == address.rpartition("/")[2]
    problem(as_bilal.put(address, json=message | {"tekst": "Ja."}), 409, "andere-inhoud")
    problem(as_bilal.put(reply_to(asked)[0], json=message), 409, "intussen-gewijzigd")
    assert as_bilal.get("/api/v1/navragen").json() == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"wijzigingen": {"schoon": {"was": 6, "wordt": 11}}}, "wijzigingen.schoon"),
        ({"wijzigingen": {"schoon": {"wordt": 5}}}, "wijzigingen.schoon.was"),
        ({"tekst": "a" * 1001}, "tekst"),
        ({"navraag": "1"}, "navraag"),
    ],
)
def test_a_fault_names_its_field_and_the_question_stays_open(as_bilal, asked, change, field):
    address, message = reply_to(asked, **change)
    assert faults(as_bilal.put(address, json=message)).keys() == {field}
    assert as_bilal.get("/api/v1/navragen").json() == [asked]


def test_questions_and_replies_are_for_the_phone_of_this_interviewer(
    client, as_anna, as_dashboard, as_carla, as_bilal, asked, database
):
    address, message = reply_to(asked)
    for stranger in (client, as_anna, as_dashboard):
        problem(stranger.get("/api/v1/navragen"), 401, "niet-aangemeld")
        problem(stranger.put(address, json=message), 401, "niet-aangemeld")
    assert as_carla.get("/api/v1/navragen").json() == []
    problem(as_carla.put(address, json=message), 404, "niet-gevonden")
    as_bilal.headers["Origin"] = "https://elders.example"
    problem(as_bilal.put(address, json=message), 403, "geen-toegang")
    with database.transaction() as session:
        assert session.get_one(Interview, UUID(asked["interviewId"])).status == "teruggestuurd"
