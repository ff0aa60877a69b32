"""The desk's pages about what people said: reading and marking, counting, themes, and answers taken together."""

import re
from uuid import UUID, uuid4

import pytest

from app import demo
from app.domain.vragenlijst import Soort
from app.interviews import Afzender, receive
from app.models import Fragment, Thema
from tests.gesprekken import gesprek, straat_in

PAGES = ["/citaten", "/citaten/tellingen", "/citaten/themas", "/citaten/anders"]


@pytest.fixture
def hold(database, world):
    """Hold an interview with this open answer."""

    def hold(text: str, vraag: str = "meer_doen") -> UUID:
        soort = Soort.KLANT if vraag == "diensten_anders" else Soort.STRAAT
        answers = {"meer_doen": None, vraag: text} | ({"diensten": ["anders"]} if soort is Soort.KLANT else {})
        with database.transaction() as session:
            inzending = gesprek(straat_in(session, "crabbehof").id, soort, antwoorden=answers)
            receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
        return inzending.id

    return hold


def post(client, address: str, **form):
    return client.post(address, data=form, follow_redirects=False)


def shown(page: str) -> list[str]:
    """The answers on a page, without what was marked in them."""
    return [re.sub(r"</?mark>", "", words) for words in re.findall(r"data-woorden>(.*?)</blockquote>", page, re.DOTALL)]


def test_a_coordinator_reads_marks_counts_and_changes(as_anna, hold, database):
    interview_id = hold("Samen eten <b> & groen")
    query = f"meetronde={demo.HERHAALMETING}&vraag=meer_doen&wijk=crabbehof&zoek=SAMEN"
    page = as_anna.get(f"/citaten?{query}").text
    assert shown(page) == ["Samen eten &lt;b&gt; &amp; groen"]
    action = re.search(r'action="(/citaten/fragmenten\?[^"]*)"', page)[1].replace("&amp;", "&")
    form = {"interview": str(interview_id), "passage": "Samen eten", "citaat": "ja"}
    answer = post(as_anna, action, thema=["participatie"], **form)
    assert (answer.status_code, answer.headers["location"]) == (
        303, f"/citaten?{query}&klaar={interview_id}#antwoord-{interview_id}"
    )  # fmt: skip
    page = as_anna.get(answer.headers["location"]).text
    assert "<mark>Samen eten</mark> &lt;b&gt;" in page
    assert "Opgeslagen." in page
    counted = as_anna.get("/citaten/tellingen?wijk=crabbehof").text
    assert re.search(r'data-label="Participatie"><strong>1</strong> <span class="n">1 citaat', counted)
    with database.transaction() as session:
        (fragment_id,) = session.connection().scalars(Fragment.__table__.select().with_only_columns(Fragment.id))
    assert post(as_anna, f"/citaten/fragmenten/{fragment_id}?{query}", thema="leefbaarheid").status_code == 303
    assert '<span class="thema">Leefbaarheid</span>' in as_anna.get("/citaten?vraag=meer_doen&thema=leefbaarheid").text
    answer = post(as_anna, f"/citaten/fragmenten/{fragment_id}?{query}")
    assert answer.status_code == 400
    assert "Kies een of meer thema’s, of haal de markering weg." in answer.text
    assert post(as_anna, f"/citaten/fragmenten/{fragment_id}/verwijdering?{query}").status_code == 303
    assert post(as_anna, f"/citaten/fragmenten/{fragment_id}/verwijdering?{query}").status_code == 404
    assert shown(as_anna.get("/citaten?vraag=meer_doen&thema=-").text) == ["Samen eten &lt;b&gt; &amp; groen"]


def test_what_cannot_be_marked_comes_back_as_it_was_typed(as_anna, hold):
    interview_id = hold("Samen eten")
    form = {"interview": str(interview_id), "passage": "Samen slapen", "citaat": "ja", "plaats": "x"}
    answer = post(as_anna, "/citaten/fragmenten?vraag=meer_doen", thema="participatie", **form)
    assert answer.status_code == 400
    assert "Deze woorden staan zo niet in het antwoord" in answer.text
    assert ">Samen slapen</textarea>" in answer.text
    assert '<details class="markeren" open>' in answer.text
    assert 'value="participatie" checked' in answer.text


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"interview": str(uuid4())}, 404, "Dit antwoord is er niet"),
        ({"interview": "x"}, 400, "Deze keuze kennen we niet"),
        ({}, 400, "We weten niet welk antwoord u bedoelt"),
    ],
)
def test_an_answer_that_is_not_there_cannot_be_marked(as_anna, form, status, words):
    answer = post(as_anna, "/citaten/fragmenten", passage="eten", thema="participatie", **form)
    assert (answer.status_code, words in answer.text) == (status, True)


def test_an_unknown_theme_is_told_in_clear_words(as_anna, hold):
    interview_id = hold("Samen eten")
    answer = post(
        as_anna, "/citaten/fragmenten?vraag=meer_doen", interview=str(interview_id), passage="eten", thema="geluk"
    )
    assert (answer.status_code, "Er is geen thema “geluk”." in answer.text) == (404, True)


def test_the_answers_page_through_everything_once(as_anna, hold):
    sent = {hold(f"Antwoord {number}") and f"Antwoord {number}" for number in range(23)}
    seen, address = [], "/citaten?vraag=meer_doen"
    while address:
        page = as_anna.get(address).text
        seen.append(shown(page))
        following = re.search(r'class="knop" href="(/citaten\?[^"]*na=[^"]*)"', page)
        address = following[1].replace("&amp;", "&") if following else None
    assert [len(answers) for answers in seen] == [20, 3]
    assert {answer for answers in seen for answer in answers} == sent


def test_empty_pages_say_so(as_anna):
    assert "Nog geen antwoorden op deze vraag" in as_anna.get("/citaten").text
    assert "staat in geen enkel antwoord" in as_anna.get("/citaten?zoek=terras").text
    assert "is nog niets gemarkeerd" in as_anna.get("/citaten/tellingen").text
    assert "heeft nog niemand in Herhaalmeting 2026 geantwoord" in as_anna.get("/citaten/anders").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/citaten?vraag=schoon", 404),
        ("/citaten?thema=geluk", 404),
        ("/citaten?wijk=nergens", 404),
        ("/citaten?straat=x", 400),
        ("/citaten?na=x", 400),
        ("/citaten/tellingen?wijk=nergens", 404),
        ("/citaten/anders?vraag=meer_doen", 404),
    ],
)
def test_a_wrong_address(as_anna, address, status):
    assert as_anna.get(address).status_code == status


def test_own_themes_are_added_renamed_and_retired(as_anna, database):
    assert post(as_anna, "/citaten/themas", naam="Wachttijd").headers["location"].endswith("klaar=toegevoegd")
    assert post(as_anna, "/citaten/themas", naam="wachttijd").status_code == 400
    assert post(as_anna, "/citaten/themas/wachttijd", naam="Lang wachten").status_code == 303
    assert post(as_anna, "/citaten/themas/wachttijd", naam="").status_code == 400
    assert post(as_anna, "/citaten/themas/wachttijd/stop").status_code == 303
    assert "Gestopt op" in as_anna.get("/citaten/themas").text
    assert post(as_anna, "/citaten/themas/wachttijd/terug").status_code == 303
    assert post(as_anna, "/citaten/themas/leefbaarheid/stop").status_code == 400
    assert post(as_anna, "/citaten/themas/geluk/stop").status_code == 404
    with database.transaction() as session:
        thema = session.get_one(Thema, "wachttijd")
        assert (thema.name, thema.retired_at) == ("Lang wachten", None)


def test_answers_to_anders_get_one_name(as_anna, hold):
    for text in ("Een televisie", "Tv", "Een kast"):
        hold(text, "diensten_anders")
    texts, names = ["een kast", "een televisie", "tv"], ["", "Apparaten", "Apparaten"]
    assert post(as_anna, "/citaten/anders", tekst=texts, naam=["", "", ""]).status_code == 400
    answer = post(as_anna, "/citaten/anders", tekst=texts, naam=["", "Apparaten", "x" * 61])
    assert answer.status_code == 400
    assert 'value="Apparaten"' in answer.text
    assert post(as_anna, "/citaten/anders", tekst=texts, naam=names).status_code == 303
    page = as_anna.get("/citaten/anders?klaar=ja").text
    assert re.search(r"<strong>Apparaten</strong> <span class=\"n\">2<", page)
    assert "Een kast" in page
    assert post(as_anna, "/citaten/anders/namen", naam="Apparaten", nieuwe_naam="Hulp in huis").status_code == 303
    assert "<strong>Hulp in huis</strong>" in as_anna.get("/citaten/anders").text
    assert post(as_anna, "/citaten/anders/namen", naam="Hulp in huis", nieuwe_naam="x" * 61).status_code == 400


def test_the_pages_are_for_coordinators(client, as_bilal):
    for stranger in (client, as_bilal):
        for address in PAGES:
            assert stranger.get(address, follow_redirects=False).headers["location"] == f"/inloggen?naar={address}"
        assert post(stranger, "/citaten/fragmenten").status_code == 401
