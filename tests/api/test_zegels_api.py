"""What a phone sealed goes the way of what comes in plain; what does not open is refused, and stays on the phone."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import ECKey
from sqlmodel import select

from app.bewaard import look_up
from app.models import Backup, Contactpoging, Interview, Reactie, Zegelsleutel
from app.toegang import Scope, add_sleutel
from app.zegels import bring_in, list_keys, public_key, read_keys
from tests.api.conftest import count
from tests.api.test_navragen_api import asked, reply_to  # noqa: F401 -- a fixture
from tests.zegelen import SEALED, seal


@pytest.fixture
def key(database) -> dict[str, Any]:
    with database.snapshot() as session:
        return public_key(session)


def put_sealed(client: TestClient, interview_id: UUID, zegel: str) -> Any:
    return client.put(f"/api/v1/interviews/{interview_id}", content=zegel, headers=SEALED)


def test_sealed_and_plain_are_the_same_interview(as_bilal, send, body, key, database):
    interview_id = uuid4()
    zegel = seal(key, {"id": str(interview_id), **body})
    first, again = (put_sealed(as_bilal, interview_id, zegel) for _ in range(2))
    plain = send(body, interview_id)
    assert [answer.status_code for answer in (first, again, plain)] == [201, 200, 200]
    assert first.json() == again.json() == plain.json()
    other = {"id": str(interview_id), **body, "antwoorden": {"toestemming": "nee"}}
    assert put_sealed(as_bilal, interview_id, seal(key, other)).status_code == 409
    with database.transaction() as session:
        assert session.exec(select(Interview)).one().id == interview_id


def test_what_does_not_open_is_refused_and_told_to_nobody(as_bilal, body, key, database):
    interview_id = uuid4()
    inside = {"id": str(interview_id), **body}
    zegel = seal(key, inside)
    elsewhere = ECKey.generate_key("P-256", auto_kid=True).as_dict()
    refused = {
        "een sleutel die deze Wijkpeil niet heeft": [seal(elsewhere, inside), seal({**key, "kid": "\x00"}, inside)],
        "niet heel, of hoort bij iets anders": [
            seal(key, {**inside, "id": str(uuid4())}),
            seal(key, body),
            "",
            "....",
            json.dumps(body),
            zegel[:-4] + "AAAA",
            zegel.replace(".", ".é", 1),
            seal({**elsewhere, "kid": key["kid"]}, inside),
            seal(key, [inside]),
        ],
    }
    for said, zegels in refused.items():
        for each in zegels:
            answer = put_sealed(as_bilal, interview_id, each)
            assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
            assert said in answer.json()["fouten"][0]["melding"]
            assert "geopend" not in answer.json()
    with database.transaction() as session:
        assert count(session, Interview) == 0


def test_only_the_phone_reads_again_what_it_must_improve(as_bilal, client, body, key, database):
    wrong = {**body, "antwoorden": {**body["antwoorden"], "schoon": 11}}
    unreadable = {**body, "straatId": "nergens"}
    with database.transaction() as session:
        token = add_sleutel(session, "Andere app", [Scope.INTERVIEWS_SCHRIJVEN], datetime.now(UTC) + timedelta(days=1))
    for faulty, field in ((wrong, "antwoorden.schoon"), (unreadable, "straatId")):
        zegel = seal(key, {"id": str(interview_id := uuid4()), **faulty})
        answer = put_sealed(as_bilal, interview_id, zegel)
        assert answer.status_code == 400
        assert [fault["veld"] for fault in answer.json()["fouten"]] == [field]
        assert answer.json()["geopend"] == {"bericht": faulty}
        by_key = client.put(
            f"/api/v1/interviews/{interview_id}", content=zegel, headers={**SEALED, "Authorization": f"Bearer {token}"}
        )
        assert (by_key.status_code, "geopend" in by_key.json()) == (400, False)
        assert put_sealed(client, interview_id, zegel).status_code == 401


def test_a_sealed_reply_comes_in_once_and_comes_back_when_it_must_be_improved(as_bilal, asked, key):  # noqa: F811
    address, message = reply_to(asked)
    ids = {"id": address.rpartition("/")[2], "interviewId": asked["interviewId"]}
    changed, concept = {**message, "wijzigingen": {"schoon": {"was": 5, "wordt": 4}}}, {"antwoorden": {"schoon": 4}}
    answer = as_bilal.put(address, content=seal(key, ids | changed | {"concept": concept}), headers=SEALED)
    assert (answer.status_code, answer.json()["geopend"]) == (409, {"bericht": changed, "concept": concept})
    elsewhere = seal(key, ids | {"interviewId": str(uuid4())} | message)
    assert as_bilal.put(address, content=elsewhere, headers=SEALED).status_code == 400
    answers = [as_bilal.put(address, content=seal(key, ids | message), headers=SEALED) for _ in range(2)]
    assert [each.status_code for each in (*answers, as_bilal.put(address, json=message))] == [201, 200, 200]


def test_a_phone_hears_what_is_safe_and_what_is_gone(as_bilal, send, body, database):
    old, new, gone = uuid4(), uuid4(), uuid4()
    send(body, old)
    with database.transaction() as session:
        made = {"made_at": datetime.now(UTC), "size": 1, "interviews": 1, "restored": True, "sealed": True}
        session.add(Backup(name="b", safe_before=datetime.now(UTC), **made))
    send(body, new)
    kept = {"interviews": [str(old), str(new), str(gone)]}
    heard = as_bilal.put("/api/v1/toestel", json={"nietVerstuurd": 0, "bewaard": kept}).json()
    assert (heard["veilig"], heard["ontbreekt"]) == ([str(old)], [str(gone)])
    with database.snapshot() as session:
        lot = look_up(session, {Interview: [], Contactpoging: [gone], Reactie: [gone]})
    assert (lot.safe, lot.missing) == ([], [gone, gone])


def test_a_key_that_a_backup_does_not_have_is_brought_in_from_a_file(database, as_bilal, body, key):
    interview_id = uuid4()
    zegel = seal(key, {"id": str(interview_id), **body})
    with database.transaction() as session:
        saved = json.dumps(list_keys(session)).encode()
        other = ECKey.generate_key("P-256")
        session.delete(session.get_one(Zegelsleutel, key["kid"]))
        session.add(Zegelsleutel(kid=other.thumbprint(), jwk=other.as_dict(private=True), made_at=datetime.now(UTC)))
    assert put_sealed(as_bilal, interview_id, zegel).status_code == 400
    with database.transaction() as session:
        assert [bring_in(session, each) for each in read_keys(saved) * 2] == [True, False]
    with database.snapshot() as session:
        assert public_key(session)["kid"] == other.thumbprint(), "phones go on with the newest"
    assert put_sealed(as_bilal, interview_id, zegel).status_code == 201
