"""The answer to a question of the coordinator with a plain form, without any script."""

import html
import re
from uuid import uuid4

import pytest
from sqlmodel import select

from app.correcties import answers_now, correct
from app.domain.vragenlijst import Soort
from app.interviews import Afzender, receive
from app.models import Interview, Reactie, Status
from app.vragenlijsten import newest_vragenlijst
from tests.gesprekken import decide, gesprek, straat_in

STRAAT = newest_vragenlijst(Soort.STRAAT)


@pytest.fixture
def address(database, world) -> str:
    """Where Bilal answers the question about an interview that was sent back."""
    with database.transaction() as session:
        inzending = gesprek(straat_in(session, "crabbehof").id)
        receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
        decide(session, inzending.id, Status.TERUGGESTUURD, "Klopt het cijfer?")
    return f"/telefoon/interviews/{inzending.id}/reactie"


def filled_in(page: str) -> dict[str, list[str]]:
    """The fields of the form as a browser would send them."""
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        kind = re.search(r'type="(\w+)"', tag)[1]
        if kind in ("hidden", "text") or " checked" in tag:
            value = html.unescape(re.search(r'value="([^"]*)"', tag)[1])
            fields.setdefault(re.search(r'name="([^"]*)"', tag)[1], []).append(value)
    for name, value in re.findall(r'<textarea [^>]*?name="(\w+)"[^>]*>([^<]*)</textarea>', page):
        fields[name] = [html.unescape(value)]
    return fields


def stored(database) -> tuple[str, object, int]:
    with database.transaction() as session:
        interview = session.exec(select(Interview)).one()
        replies = session.exec(select(Reactie)).all()
        return interview.status, answers_now(session, interview, STRAAT)["schoon"], len(replies)


def test_the_question_is_answered_and_answers_are_changed(as_bilal, address, database):
    own = as_bilal.get(address.removesuffix("/reactie")).text
    assert "Klopt het cijfer?" in own
    assert f'href="{address}"' in own
    form = filled_in(as_bilal.get(address).text) | {"tekst": ["Verkeerd getikt."], "schoon": ["9"]}
    for _ in range(2):  # a form that is posted twice is one answer
        answer = as_bilal.post(address, data=form, follow_redirects=False)
        assert answer.status_code == 303
    assert "Uw antwoord is ontvangen." in as_bilal.get(answer.headers["location"]).text
    assert stored(database) == ("nieuw", 9, 1)
    assert as_bilal.get(address).status_code == 404


def test_what_is_wrong_comes_back_as_it_was_typed(as_bilal, address, database):
    form = filled_in(as_bilal.get(address).text)
    empty = as_bilal.post(address, data=form)
    assert (empty.status_code, "Schrijf een antwoord op" in empty.text) == (400, True)
    wrong = as_bilal.post(address, data=form | {"tekst": ["Zo zit het."], "bekendheid": ["nee"]})
    assert "Deze vraag hoort u over te slaan" in wrong.text
    assert filled_in(wrong.text)["tekst"] == ["Zo zit het."]
    assert as_bilal.post(address, data=form | {"was": ["[]"]}).status_code == 400
    assert stored(database) == ("teruggestuurd", 7, 0)


def test_what_a_coordinator_corrected_meanwhile_is_seen_first(as_bilal, address, database, world):
    form = filled_in(as_bilal.get(address).text) | {"tekst": ["Zo zit het."], "schoon": ["9"]}
    with database.transaction() as session:
        interview = session.exec(select(Interview)).one()
        correct(session, interview, STRAAT, world.anna, {"schoon": 2}, "Nagebeld.", seen=1)
    answer = as_bilal.post(address, data=form)
    assert (answer.status_code, "heeft intussen zelf iets veranderd" in answer.text) == (409, True)
    assert filled_in(answer.text)["schoon"] == ["2"]
    assert as_bilal.post(address, data=filled_in(answer.text), follow_redirects=False).status_code == 303
    assert stored(database) == ("nieuw", 2, 1)


def test_it_is_for_the_interviewer_of_the_interview(client, as_carla, as_bilal, address, database):
    form = filled_in(as_bilal.get(address).text) | {"tekst": ["Ik weet het."]}
    assert as_carla.get(address).status_code == 404
    assert as_carla.post(address, data=form).status_code == 404
    assert client.post(address, data=form).status_code == 401
    assert as_bilal.post(f"/telefoon/interviews/{uuid4()}/reactie", data=form).status_code == 404
    assert stored(database) == ("teruggestuurd", 7, 0)
