"""Interviews over the API: handing in, handing in again, every kind of bad input, and reading back."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlmodel import select

from app.models import ApiSleutel, Botsing, Interview, Meetronde
from app.toegang import Scope, store_sleutel
from tests.api.conftest import count
from tests.conftest import visitor


def problem(answer, status: int, slug: str) -> dict:
    """The body of a problem, after checking that it is one of this kind."""
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (answer.status_code, body["status"]) == (status, status)
    assert body["type"] == f"/api/v1/documentatie#{slug}"
    assert body["title"]
    assert body["detail"]
    return body


def faults(answer) -> dict[str, str]:
    return {fault["veld"]: fault["melding"] for fault in problem(answer, 400, "ongeldige-invoer")["fouten"]}


def is_empty(database) -> bool:
    with database.transaction() as session:
        return count(session, Interview) == 0


def test_a_new_interview_is_created_and_again_is_the_same(send, body, database):
    interview_id = uuid4()
    first, again = send(body, interview_id), send(body, interview_id)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json()["id"] == str(interview_id)
    assert first.json()["ontvangenOp"].endswith("Z")
    with database.transaction() as session:
        assert count(session, Interview) == 1


def test_a_commit_that_fails_is_never_a_receipt(app, send, body, database):
    engine = app.state.database.engine

    def fail(_):
        raise OSError("disk full")

    event.listen(engine, "commit", fail)
    try:
        answer = send(body)
    finally:
        event.remove(engine, "commit", fail)
    assert "niets opgeslagen" in problem(answer, 500, "interne-fout")["detail"]
    assert is_empty(database)


def test_something_else_under_a_known_id_is_kept_aside(send, body, database):
    interview_id = uuid4()
    first = send(body, interview_id)
    other = body | {"antwoorden": body["antwoorden"] | {"schoon": 1}}
    problem(send(other, interview_id), 409, "andere-inhoud")
    assert send(body, interview_id).json() == first.json(), "what was there is not overwritten"
    with database.transaction() as session:
        assert count(session, Interview) == 1
        assert session.exec(select(Botsing)).one().content["antwoorden"]["schoon"] == 1


def test_a_phone_that_lost_its_clock_and_measured_it_is_believed(send, body, database):
    moments = {"begonnenOp": "1970-01-01T00:20:00Z", "afgerondOp": "1970-01-01T00:31:00Z"}
    years = timedelta(days=20_500)
    interview_id = uuid4()
    assert send(body | moments | {"klokverschil": -int(years.total_seconds())}, interview_id).status_code == 201
    with database.transaction() as session:
        assert session.get_one(Interview, interview_id).date == (datetime(1970, 1, 1, tzinfo=UTC) + years).date()


def test_a_phone_that_tells_language_and_clock_is_kept_with_them(send, body, database):
    interview_id, fuller = uuid4(), body | {"taal": "ar", "klokverschil": -420}
    first, again = send(fuller, interview_id), send(fuller, interview_id)
    assert (first.status_code, again.status_code) == (201, 200)
    with database.transaction() as session:
        interview = session.exec(select(Interview)).one()
        assert (interview.language, interview.clock_offset) == ("ar", -420)


def test_an_old_phone_that_tells_neither_sends_the_same_interview(send, body):
    interview_id = uuid4()
    send(body, interview_id)
    assert send(body | {"taal": "nl", "klokverschil": None}, interview_id).status_code == 200
    problem(send(body | {"taal": "en"}, interview_id), 409, "andere-inhoud")


def test_all_faults_are_named_together(send, body, database):
    wrong = {"toestemming": "ja", "schoon": 11, "veilig": "7", "bestaat_niet": 1, "wachttijd": 3}
    found = faults(send(body | {"antwoorden": wrong, "straatId": str(uuid4()), "meetronde": "nooit"}))
    named = {
        "straatId",
        "meetronde",
        *(f"antwoorden.{key}" for key in ("schoon", "veilig", "bestaat_niet", "straatladder")),
    }
    assert named <= set(found)
    assert is_empty(database)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"soort": "deur"}, "soort"),
        ({"vragenlijstVersie": "1"}, "vragenlijstVersie"),
        ({"vragenlijstVersie": 99}, "vragenlijstVersie"),
        ({"straatId": "Nassauweg"}, "straatId"),
        ({"portiekId": "278cff10-f784-5c98-95ce-d916bed53cdc"}, "portiekId"),
        ({"begonnenOp": "2026-09-10T12:03:00"}, "begonnenOp"),
        ({"begonnenOp": "gisteren"}, "begonnenOp"),
        ({"afgerondOp": "2026-09-10T11:00:00Z"}, "afgerondOp"),
        ({"antwoorden": ["ja"]}, "antwoorden"),
        ({"antwoorden": {"toestemming": "ja", "portiek_schoon": 4}}, "antwoorden.portiek_schoon"),
        ({"naam": "Jan"}, "naam"),
        ({"taal": "Pools"}, "taal"),
        ({"taal": "p"}, "taal"),
        ({"taal": None}, "taal"),
        ({"klokverschil": 1.5}, "klokverschil"),
        ({"klokverschil": "60"}, "klokverschil"),
        ({"klokverschil": 69 * 366 * 24 * 3600}, "klokverschil"),
        ({"klokverschil": -(10**30)}, "klokverschil"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_fault_names_its_field_and_nothing_is_stored(send, body, database, change, field):
    assert field in faults(send(body | change))
    assert is_empty(database)


def test_a_moment_far_in_the_future_is_refused(send, body):
    ahead = datetime.now(UTC) + timedelta(days=1, hours=1)
    change = {"begonnenOp": ahead.isoformat(), "afgerondOp": (ahead + timedelta(minutes=5)).isoformat()}
    assert "begonnenOp" in faults(send(body | change))


def test_a_missing_field_is_named(send, body):
    assert faults(send({key: body[key] for key in body if key != "straatId"})) == {
        "straatId": "Dit veld ontbreekt. Vul het in."
    }


def test_an_id_that_is_no_uuid(as_bilal, body):
    assert "id" in faults(as_bilal.put("/api/v1/interviews/1", json=body))


def test_a_closed_meetronde(send, body, database):
    with database.transaction() as session:
        session.get_one(Meetronde, body["meetronde"]).closed_at = datetime.now(UTC)
    problem(send(body), 409, "meetronde-gesloten")
    assert is_empty(database)


def test_broken_json(as_bilal, database):
    headers = {"content-type": "application/json"}
    answer = as_bilal.put(f"/api/v1/interviews/{uuid4()}", content='{"soort": ', headers=headers)
    assert "JSON" in faults(answer)["body"]
    assert is_empty(database)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
def test_another_content_type(as_bilal, body, kind):
    headers = {"content-type": kind} if kind else {}
    answer = as_bilal.put(f"/api/v1/interviews/{uuid4()}", content=json.dumps(body).encode(), headers=headers)
    problem(answer, 415, "verkeerd-soort-inhoud")


def test_a_body_of_two_megabytes(send, body, database):
    problem(send(body | {"antwoorden": {"toestemming": "ja", "meer_doen": "x" * 2_000_000}}), 413, "te-groot")
    assert is_empty(database)


def test_a_body_of_unknown_length(as_bilal):
    def pieces():
        yield b"{}"

    headers = {"content-type": "application/json"}
    answer = as_bilal.put(f"/api/v1/interviews/{uuid4()}", content=pieces(), headers=headers)
    problem(answer, 411, "lengte-onbekend")


def test_open_text_comes_back_to_the_letter(send, body, as_anna):
    interview_id, words = uuid4(), "Een bankje 🌳\tbij de <b>speeltuin</b>\r\nen \u0007 meer “groen”"
    send(body | {"antwoorden": body["antwoorden"] | {"meer_doen": words}}, interview_id)
    assert as_anna.get(f"/api/v1/interviews/{interview_id}").json()["antwoorden"]["meer_doen"] == words


def test_nobody_may_hand_in(client, send, body, database):
    problem(send(body, client=client), 401, "niet-aangemeld")
    assert is_empty(database)


def test_a_coordinator_hands_in_nothing(as_anna, send, body):
    problem(send(body, client=as_anna), 401, "niet-aangemeld")


def test_another_website_cannot_hand_in_with_a_linked_phone(as_bilal, send, body, database):
    as_bilal.headers["Origin"] = "https://elders.example"
    problem(send(body), 403, "geen-toegang")
    for no_key in ("Basic YTpi", "Bearer", "Bearer ", "Sleutel wp_x", ""):  # beside these the cookie counts
        as_bilal.headers["Authorization"] = no_key
        problem(send(body), 403, "geen-toegang")
    del as_bilal.headers["Authorization"]
    as_bilal.headers["Sec-Fetch-Site"] = "same-site"
    problem(send(body), 403, "geen-toegang")
    assert is_empty(database)


@pytest.mark.parametrize(
    ("change", "status", "slug"),
    [
        ({"revoked_at": datetime(2026, 1, 1, tzinfo=UTC)}, 401, "niet-aangemeld"),
        ({"expires_at": datetime(2026, 1, 1, tzinfo=UTC)}, 401, "niet-aangemeld"),
        ({"scopes": ["scores:voorlopig"]}, 403, "geen-toegang"),
    ],
)
def test_a_key_that_does_not_open_this(as_dashboard, send, body, database, change, status, slug):
    with database.transaction() as session:
        session.exec(select(ApiSleutel)).one().sqlmodel_update(change)
    problem(send(body, client=as_dashboard), status, slug)
    assert is_empty(database)


def test_an_unknown_key(as_dashboard, send, body):
    as_dashboard.headers["Authorization"] = "Bearer wp_onbekend"
    problem(send(body, client=as_dashboard), 401, "niet-aangemeld")


def test_a_key_decides_alone(as_bilal, send, body):
    as_bilal.headers["Authorization"] = "Bearer wp_onbekend"
    problem(send(body), 401, "niet-aangemeld")


def test_a_key_may_hand_in(as_dashboard, send, body, database):
    assert send(body, client=as_dashboard).status_code == 201
    with database.transaction() as session:
        assert session.exec(select(Interview)).one().api_sleutel_id is not None


def test_one_interview_tells_nothing_about_who_held_it_and_when(send, body, as_dashboard):
    interview_id = uuid4()
    send(body, interview_id)
    interview = as_dashboard.get(f"/api/v1/interviews/{interview_id}").json()
    assert interview["datum"] == "2026-09-10"
    assert interview["antwoorden"] == body["antwoorden"]
    assert not interview["botsing"]
    written = json.dumps(interview)
    assert "12:0" not in written
    assert "14:0" not in written
    assert "interviewer" not in written


def test_a_refusal_has_no_answers(send, body, as_anna):
    interview_id = uuid4()
    assert send(body | {"antwoorden": {"toestemming": "nee"}}, interview_id).status_code == 201
    interview = as_anna.get(f"/api/v1/interviews/{interview_id}").json()
    assert (interview["toestemming"], interview["antwoorden"]) == (False, {})


def test_an_interview_that_is_not_there(as_anna):
    problem(as_anna.get(f"/api/v1/interviews/{uuid4()}"), 404, "niet-gevonden")


@pytest.mark.parametrize("path", ["/api/v1/interviews", "/api/v1/interviews/278cff10-f784-5c98-95ce-d916bed53cdc"])
def test_a_phone_and_a_key_without_the_right_may_not_read(app, as_bilal, database, path):
    problem(as_bilal.get(path), 401, "niet-aangemeld")
    with database.transaction() as session:
        scopes, tomorrow = [Scope.INTERVIEWS_SCHRIJVEN], datetime.now(UTC) + timedelta(days=1)
        store_sleutel(session, "Zender", "wp_zender", scopes, tomorrow)
    with visitor(app) as sender:
        sender.headers["Authorization"] = "Bearer wp_zender"
        problem(sender.get(path), 403, "geen-toegang")


def test_the_list_pages_through_everything_once(send, body, as_anna):
    sent = set()
    for day in (10, 10, 11, 12, 12, 12, 13):
        interview_id = uuid4()
        moments = {"begonnenOp": f"2026-09-{day}T12:00:00Z", "afgerondOp": f"2026-09-{day}T12:05:00Z"}
        assert send(body | moments, interview_id).status_code == 201
        sent.add(str(interview_id))
    seen, address = [], "/api/v1/interviews?limit=3"
    while address:
        answer = as_anna.get(address)
        seen += answer.json()
        address = answer.links.get("next", {}).get("url")
    assert [interview["datum"] for interview in seen] == sorted((i["datum"] for i in seen), reverse=True)
    assert len(seen) == 7
    assert {interview["id"] for interview in seen} == sent


def test_the_list_can_be_filtered(send, body, as_anna):
    straat_id, portiek_id = uuid4(), uuid4()
    send(body, straat_id)
    send(body | {"antwoorden": {"toestemming": "nee"}}, portiek_id)
    everything = as_anna.get("/api/v1/interviews").json()
    assert len(everything) == 2

    def found(query: str) -> int:
        return len(as_anna.get(f"/api/v1/interviews?{query}").json())

    assert found("wijk=crabbehof") == found(f"straat={body['straatId']}") == found("soort=straat&status=nieuw") == 2
    assert (
        found("wijk=wielwijk")
        == found("soort=klant")
        == found("status=goedgekeurd")
        == found("meetronde=nulmeting-2019")
        == 0
    )


@pytest.mark.parametrize(
    "query", ["status=prima", "soort=deur", "straat=1", "cursor=xyz", "limit=0", "limit=veel", "wijkcode=x"]
)
def test_a_wrong_filter_is_refused(as_anna, query):
    assert query.partition("=")[0] in faults(as_anna.get(f"/api/v1/interviews?{query}"))
