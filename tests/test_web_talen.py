"""The toonkaart as the phone keeps it, and its languages as the coordinator sees them."""

import pytest

from app.web.pages import in_dutch_language


def test_the_languages_to_choose_from(as_bilal):
    answer = as_bilal.get("/telefoon/toonkaarten")
    assert answer.headers["content-type"] == "application/json"
    assert [taal["code"] for taal in answer.json()] == ["nl", "ar", "en", "pl", "tr"]
    assert answer.json()[1] == {
        "code": "ar",
        "naam": "العربية",
        "inHetNederlands": "Arabisch",
        "richting": "rtl",
        "concept": True,
    }
    assert not answer.json()[0]["concept"]


@pytest.mark.parametrize(
    ("taal", "shared", "at_a_portiek"),
    [
        ("nl", "Hoeveel contact heeft u met uw buren?", "Hoeveel contact heeft u met andere buren?"),
        (
            "en",
            "How much contact do you have with your neighbours?",
            "How much contact do you have with other neighbours?",
        ),
    ],
)
def test_a_card_has_each_question_once_and_what_one_questionnaire_words_otherwise(as_bilal, taal, shared, at_a_portiek):
    kaart = as_bilal.get(f"/telefoon/toonkaarten/{taal}").json()
    assert kaart.keys() == {"code", "naam", "inHetNederlands", "richting", "concept", "woorden", "vragen", "afwijkend"}
    assert kaart["vragen"]["contact_buren"]["tekst"] == shared
    assert kaart["afwijkend"]["straat"] == {}
    assert kaart["afwijkend"]["portiek"].keys() == {"toestemming", "straatladder", "contact_buren"}
    otherwise = kaart["afwijkend"]["portiek"]["contact_buren"]
    assert otherwise["tekst"] == at_a_portiek
    assert otherwise["opties"] == kaart["vragen"]["contact_buren"]["opties"], "whole, so that nothing need be merged"
    assert "meer_doen" not in kaart["vragen"], "an open question has no card"


def test_dutch_comes_from_the_questionnaires(as_bilal):
    vragen = as_bilal.get("/telefoon/toonkaarten/nl").json()["vragen"]
    assert vragen["schoon"] == {
        "tekst": "Hoe schoon vindt u de wijk? Geef een cijfer.",
        "uitleg": "",
        "laag": "heel vies",
        "hoog": "heel schoon",
        "opties": {},
    }
    assert vragen["toestemming"]["opties"] == {"ja": "Ja", "nee": "Nee"}
    assert vragen["toestemming"]["uitleg"] == "", "that hint is for the interviewer"


def test_an_unknown_language_is_told_in_dutch(as_bilal):
    answer = as_bilal.get("/telefoon/toonkaarten/xx")
    assert answer.status_code == 404
    assert "Er is geen toonkaart in de taal “xx”. Kies uit: nl, ar, en, pl, tr." in answer.text


@pytest.mark.parametrize("path", ["/telefoon/toonkaarten", "/telefoon/toonkaarten/ar"])
def test_only_a_linked_phone_gets_the_cards(client, as_anna, path):
    for stranger in (client, as_anna):
        assert stranger.get(path).status_code == 401


def test_the_coordinator_sees_which_languages_nobody_checked(as_anna):
    page = as_anna.get("/talen").text
    for taal in ("Arabisch", "Engels", "Pools", "Turks"):
        assert f">{taal}</a>" in page
    assert page.count(">concept</span>") == 4
    assert "العربية" in page


def test_a_translation_stands_beside_the_dutch(as_anna):
    page = as_anna.get("/talen/pl").text
    assert "<strong>Concept.</strong>" in page
    assert '<tr><td>Heel prettig</td><td lang="pl" dir="ltr">Bardzo przyjemnie</td></tr>' in page
    assert "straatinterview, portiekinterview" in page
    assert 'dir="rtl"' in as_anna.get("/talen/ar").text


@pytest.mark.parametrize("taal", ["nl", "xx"])
def test_what_is_no_translation_is_told_in_dutch(as_anna, taal):
    answer = as_anna.get(f"/talen/{taal}")
    assert answer.status_code == 404
    assert f"Er is geen vertaling met de code “{taal}”. Kies uit: ar, en, pl, tr." in answer.text


@pytest.mark.parametrize("path", ["/talen", "/talen/ar"])
def test_the_translations_are_for_coordinators(client, as_bilal, path):
    for stranger in (client, as_bilal):
        answer = stranger.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/inloggen?naar={path}")


@pytest.mark.parametrize(
    ("code", "name"), [("ar", "Arabisch"), ("pap", "Papiaments"), ("ar-SY", "Arabisch"), ("qxx", "Qxx")]
)
def test_a_language_has_a_dutch_name(code, name):
    assert in_dutch_language(code) == name
