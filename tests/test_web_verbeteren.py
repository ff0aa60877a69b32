"""Correcting an answer, taking text out and leaving a remark at the desk, and what the second of two is told."""

import re
from uuid import UUID, uuid4

import pytest

from app.correcties import answers_now
from app.domain.vragenlijst import Soort
from app.interviews import Afzender, receive
from app.models import Interview, Status
from app.vragenlijsten import newest_vragenlijst
from tests.gesprekken import decide, gesprek, straat_in

NAME = "Vraag buurman Ahmed om hulp"
QUEUE = "meetronde=herhaalmeting-2026"


@pytest.fixture
def interview_id(database, world) -> UUID:
    with database.transaction() as session:
        inzending = gesprek(straat_in(session, "crabbehof").id, antwoorden={"meer_doen": NAME})
        receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
    return inzending.id


def answers(database, interview_id) -> dict[str, object]:
    with database.transaction() as session:
        return answers_now(session, session.get_one(Interview, interview_id), newest_vragenlijst(Soort.STRAAT))


def post(client, interview_id, path, query="", **form):
    address = f"/interviews/{interview_id}/{path}{f'?rij={query}' if query else ''}"
    return client.post(address, data={"gezien": "0"} | form, follow_redirects=False)


def test_an_answer_is_corrected_and_the_old_one_stays_to_be_seen(as_anna, interview_id, database):
    form = as_anna.get(f"/interviews/{interview_id}/antwoorden/schoon").text
    assert re.search(r'name="schoon" value="7" checked', form)
    answer = post(as_anna, interview_id, "antwoorden/schoon", schoon="9", reden="Verkeerd getikt.")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/interviews/{interview_id}?gedaan=verbeterd")
    page = as_anna.get(answer.headers["location"]).text
    assert "De verbetering is opgeslagen." in page
    assert "Was: <del>7</del>. Is nu: <ins>9</ins>." in page
    assert "Verkeerd getikt." in page
    assert answers(database, interview_id)["schoon"] == 9


def test_a_question_that_was_left_open_is_filled_in(as_anna, interview_id, database):
    assert "ouderen" not in answers(database, interview_id)
    dossier = as_anna.get(f"/interviews/{interview_id}").text
    link = re.search(r'href="(/interviews/[^"]*/antwoorden/ouderen)"', dossier)[1]
    assert "Antwoord aanvullen" in as_anna.get(link).text
    form = {"ouderen": "Meer bankjes.", "reden": "Stond op papier."}
    assert post(as_anna, interview_id, "antwoorden/ouderen", **form).status_code == 303
    assert answers(database, interview_id)["ouderen"] == "Meer bankjes."
    assert "Was: <del>geen antwoord</del>." in as_anna.get(f"/interviews/{interview_id}").text


def test_what_lapses_is_asked_first_and_nothing_typed_is_lost(as_anna, interview_id, database):
    form = {"bekendheid": "nee", "cijfer": "9", "reden": "Zij kende het niet."}
    answer = post(as_anna, interview_id, "antwoorden/bekendheid", **form)
    assert answer.status_code == 400
    assert "vervalt het antwoord: “Welk cijfer" in answer.text
    assert "Zij kende het niet." in answer.text
    assert answers(database, interview_id)["bekendheid"] == "zelf_mee_te_maken"
    assert 'name="gezien" value="0"' in answer.text, "a refusal is no change"
    assert post(as_anna, interview_id, "antwoorden/bekendheid", **form, vervalt="ja").status_code == 303
    assert "cijfer" not in answers(database, interview_id)


def test_who_came_from_the_queue_goes_back_to_it(as_anna, interview_id):
    page = as_anna.get(f"/nakijken/{interview_id}").text
    link = re.search(r'href="(/interviews/[^"]*/antwoorden/schoon\?rij=[^"]*)"', page)[1]
    assert f'href="/nakijken/{interview_id}?{QUEUE}"' in as_anna.get(link).text
    query = link.partition("rij=")[2]
    answer = post(as_anna, interview_id, "antwoorden/schoon", query, schoon="9", reden="Verkeerd getikt.")
    assert answer.headers["location"] == f"/nakijken/{interview_id}?{QUEUE}&gedaan=verbeterd"


@pytest.mark.parametrize(("form", "left"), [
    ({"wat": "stuk:buurman Ahmed"}, "Vraag [weggehaald] om hulp"),
    ({"wat": "ander", "stuk": "Ahmed"}, "Vraag buurman [weggehaald] om hulp"),
    ({"wat": "alles"}, "[weggehaald]"),
])  # fmt: skip
def test_text_is_taken_out(as_anna, interview_id, database, form, left):
    page = as_anna.get(f"/interviews/{interview_id}/antwoorden/meer_doen/weghalen").text
    assert 'value="stuk:buurman Ahmed" checked' in page
    answer = post(as_anna, interview_id, "antwoorden/meer_doen/weghalen", **form)
    assert answer.headers["location"] == f"/interviews/{interview_id}?gedaan=weggehaald"
    page = as_anna.get(answer.headers["location"]).text
    assert "Tekst voorgoed weggehaald" in page
    assert "Ahmed" not in page
    assert answers(database, interview_id)["meer_doen"] == left


def test_what_is_not_in_the_text_is_not_taken_out(as_anna, interview_id, database):
    answer = post(as_anna, interview_id, "antwoorden/meer_doen/weghalen", wat="ander", stuk="Jansen")
    assert answer.status_code == 400
    assert "Dit stuk staat niet in het antwoord." in answer.text
    assert 'value="Jansen"' in answer.text
    assert answers(database, interview_id)["meer_doen"] == NAME


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("antwoorden/schoon", {"schoon": "9", "reden": "Mijn reden."}),
        ("antwoorden/meer_doen/weghalen", {"wat": "alles"}),
        ("beoordelingen", {"status": "afgekeurd", "opmerking": "Mijn reden."}),
    ],
)
def test_the_second_of_two_is_told_what_the_first_did(as_anna, interview_id, database, path, form):
    with database.transaction() as session:
        decide(session, interview_id, Status.TERUGGESTUURD, "Wat bedoelde de bewoner?")
    answer = post(as_anna, interview_id, path, **form)
    assert answer.status_code == 409
    alert = answer.text.partition('role="alert"')[2].partition("<form")[0]
    assert "Iemand anders heeft intussen iets aan dit interview veranderd." in alert
    assert re.search(r"Teruggestuurd met een vraag</strong> door Anna.*Wat bedoelde de bewoner", alert, re.DOTALL)
    assert 'name="gezien" value="1"' in answer.text, "whoever has seen it may decide"
    assert "opmerking" not in form or "Mijn reden." in answer.text
    assert answers(database, interview_id)["schoon"] == 7


def test_a_remark_stays_at_the_desk(as_anna, as_bilal, interview_id):
    answer = post(as_anna, interview_id, "opmerkingen", tekst="Ik bel hem morgen.")
    assert "Ik bel hem morgen." in as_anna.get(answer.headers["location"]).text
    assert "Ik bel hem morgen." not in as_bilal.get(f"/telefoon/interviews/{interview_id}").text
    for wrong in (" ", "Te lang verhaal. " * 100):
        answer = post(as_anna, interview_id, "opmerkingen", tekst=wrong)
        assert (answer.status_code, wrong in answer.text) == (400, True)


@pytest.mark.parametrize("path", ["antwoorden/toestemming", "antwoorden/naam", "antwoorden/schoon/weghalen"])
def test_what_cannot_be_changed_is_not_there(as_anna, interview_id, path):
    assert as_anna.get(f"/interviews/{interview_id}/{path}").status_code == 404
    assert post(as_anna, interview_id, path, wat="alles").status_code in (400, 404)


def test_changing_is_for_coordinators(client, as_bilal, as_anna, interview_id, database):
    for path, form in {
        "antwoorden/schoon": {"schoon": "9", "reden": "Zomaar."},
        "antwoorden/meer_doen/weghalen": {"wat": "alles"},
        "opmerkingen": {"tekst": "Hoi"},
    }.items():
        for stranger in (client, as_bilal):
            assert post(stranger, interview_id, path, **form).status_code == 401
        assert post(as_anna, uuid4(), path, **form).status_code == 404
    as_anna.headers["Origin"] = "https://elders.example"
    assert post(as_anna, interview_id, "antwoorden/meer_doen/weghalen", wat="alles").status_code == 403
    assert answers(database, interview_id)["meer_doen"] == NAME
