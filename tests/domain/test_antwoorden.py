"""Which answers are right: examples per kind of question, all faults at once, and what holds for any input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.antwoorden import OPEN_TEXT_LIMIT, check, flatten
from tests.domain.lijsten import EVERY_KIND

RIGHT = {"toestemming": "ja", "kleur": "groen"}


def faults(antwoorden: dict[str, object]) -> dict[str, str]:
    found = check(EVERY_KIND, antwoorden)
    assert len({fout.veld for fout in found}) == len(found), "one message per question"
    return {fout.veld: fout.melding for fout in found}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"kleur": "weet_niet"},
        {"kleur": "rood", "waarom_rood": "Mooi."},
        {"overlast": ["afval"]},
        {"overlast": ["afval", "geluid"], "hoeveel_geluid": 10},
        {"overlast": ["geen"]},
        {"overlast": "wil_niet_zeggen"},
        {"ladder": 1},
        {"ladder": 5},
        {"weken": 0},
        {"weken": 104},
        {"weken": "weet_niet"},
        {"verder": "Meer bomen.\n\tEn een bankje 🌳\x07 – “graag” \u202eعربي"},
        {"verder": "x" * OPEN_TEXT_LIMIT},
        {"verder": "weet_niet"},
        {"verder": None},
    ],
)
def test_right_answers_have_no_faults(more):
    assert faults(RIGHT | more) == {}


def test_a_refusal_is_complete_by_itself():
    assert faults({"toestemming": "nee"}) == {}


@pytest.mark.parametrize(
    ("more", "veld", "says"),
    [
        ({"schoenmaat": 43}, "schoenmaat", "staat niet in de vragenlijst"),
        ({"schoenmaat": None}, "schoenmaat", "staat niet in de vragenlijst"),
        ({"kleur": None}, "kleur", "verplicht"),
        ({"kleur": "geel"}, "kleur", "Kies een van: rood, groen, blauw"),
        ({"kleur": ["groen"]}, "kleur", "Kies een van"),
        ({"kleur": {"code": "rood"}}, "kleur", "Kies een van"),
        ({"kleur": 1}, "kleur", "Kies een van"),
        ({"kleur": "wil_niet_zeggen"}, "kleur", "Kies een van"),
        ({"kleur": "rood"}, "waarom_rood", "verplicht"),
        ({"waarom_rood": "Mooi."}, "waarom_rood", "over te slaan"),
        ({"overlast": ["geluid"]}, "hoeveel_geluid", "verplicht"),
        ({"hoeveel_geluid": 3}, "hoeveel_geluid", "over te slaan"),
        ({"overlast": "afval"}, "overlast", "een of meer van"),
        ({"overlast": []}, "overlast", "een of meer van"),
        ({"overlast": ["afval", "stank"]}, "overlast", "een of meer van"),
        ({"overlast": [["afval"]]}, "overlast", "een of meer van"),
        ({"overlast": [{"afval": True}]}, "overlast", "een of meer van"),
        ({"overlast": {"afval": True}}, "overlast", "een of meer van"),
        ({"overlast": ["afval", "afval"]}, "overlast", "maar een keer"),
        ({"overlast": ["afval", "geen"]}, "overlast", "niet samen"),
        ({"overlast": ["wil_niet_zeggen"]}, "overlast", "een of meer van"),
        ({"overlast": "weet_niet"}, "overlast", "een of meer van"),
        ({"ladder": 0}, "ladder", "een trede van de ladder van 1 tot en met 5"),
        ({"ladder": 6}, "ladder", "van 1 tot en met 5"),
        ({"ladder": 3.0}, "ladder", "zonder cijfers achter de komma"),
        ({"ladder": 3.5}, "ladder", "zonder cijfers achter de komma"),
        ({"ladder": float("nan")}, "ladder", "zonder cijfers achter de komma"),
        ({"ladder": True}, "ladder", "zonder cijfers achter de komma"),
        ({"ladder": "3"}, "ladder", "tussen aanhalingstekens"),
        ({"ladder": " 3 "}, "ladder", "tussen aanhalingstekens"),
        ({"ladder": "drie"}, "ladder", "van 1 tot en met 5"),
        ({"ladder": [3]}, "ladder", "van 1 tot en met 5"),
        ({"ladder": "weet_niet"}, "ladder", "van 1 tot en met 5"),
        ({"weken": -1}, "weken", "een getal van 0 tot en met 104"),
        ({"weken": "-1"}, "weken", "tussen aanhalingstekens"),
        ({"weken": 105}, "weken", "een getal van 0 tot en met 104"),
        ({"weken": 10**30}, "weken", "een getal van 0 tot en met 104"),
        ({"verder": 12}, "verder", "als tekst"),
        ({"verder": True}, "verder", "als tekst"),
        ({"verder": ["a"]}, "verder", "als tekst"),
        ({"verder": ""}, "verder", "leeg"),
        ({"verder": " \n"}, "verder", "leeg"),
        ({"verder": "x" * (OPEN_TEXT_LIMIT + 1)}, "verder", "4001 tekens"),
        ({"verder": "a\x00b"}, "verder", "geen tekst"),
        ({"verder": "a\ud83d"}, "verder", "geen tekst"),
    ],
)
def test_a_wrong_answer_has_one_fault_that_names_the_question(more, veld, says):
    found = faults(RIGHT | more)
    assert found.keys() == {veld}
    assert says in found[veld]


def test_after_no_consent_every_other_answer_is_one_too_many():
    found = faults({"toestemming": "nee", "kleur": "groen", "verder": "Toch nog iets."})
    assert found.keys() == {"kleur", "verder"}
    assert all("over te slaan" in melding for melding in found.values())


@pytest.mark.parametrize("consent", ["misschien", True, 1, ["ja"], "weet_niet"])
def test_consent_is_yes_or_no_and_a_slip_there_does_not_blame_the_other_answers(consent):
    assert faults(RIGHT | {"toestemming": consent}).keys() == {"toestemming"}


def test_all_faults_come_together_in_the_order_of_the_questionnaire():
    wrong = {"weken": "4", "schoenmaat": 43, "overlast": ["geluid", "geen"], "kleur": "geel", "verder": ""}
    assert list(faults(wrong)) == [
        "schoenmaat",
        "toestemming",
        "kleur",
        "overlast",
        "hoeveel_geluid",
        "weken",
        "verder",
    ]


def test_answers_are_stored_as_codes_and_text():
    given_answers = {
        "verder": "weet_niet",
        "weken": 3,
        "overlast": ["geluid", "afval"],
        "hoeveel_geluid": 4,
        "kleur": "weet_niet",
        "toestemming": "ja",
        "ladder": None,
    }
    assert [(a.vraag, a.code, a.text) for a in flatten(EVERY_KIND, given_answers)] == [
        ("toestemming", "ja", None),
        ("kleur", "weet_niet", None),
        ("overlast", "geluid", None),
        ("overlast", "afval", None),
        ("hoeveel_geluid", "4", None),
        ("weken", "3", None),
        ("verder", "tekst", "weet_niet"),
    ]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
some_keys = st.sampled_from([*EVERY_KIND.by_key, "onbekend"])


@given(st.dictionaries(some_keys, json_values))
def test_law_whatever_comes_in_is_judged_and_what_is_right_can_be_stored(antwoorden):
    found = check(EVERY_KIND, antwoorden)
    assert {fout.veld for fout in found} <= {*EVERY_KIND.by_key, "onbekend"}
    if not found:
        stored = [(antwoord.vraag, antwoord.code) for antwoord in flatten(EVERY_KIND, antwoorden)]
        assert len(set(stored)) == len(stored)


@given(st.text(min_size=1, max_size=50))
def test_law_open_text_is_refused_or_kept_to_the_letter(text):
    antwoorden = RIGHT | {"verder": text}
    if not check(EVERY_KIND, antwoorden):
        assert [a.text for a in flatten(EVERY_KIND, antwoorden)][-1] == text
