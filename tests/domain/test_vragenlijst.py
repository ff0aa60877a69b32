"""Which questions are asked, and which data is no questionnaire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.vragenlijst import Soort, Vraagsoort
from tests.domain.lijsten import EVERY_KIND, RUNGS, options, parse, vraag

ALWAYS = ["toestemming", "kleur", "overlast", "ladder", "weken", "verder"]


def asked(antwoorden: dict[str, object]) -> list[str]:
    return [vraag.key for vraag in EVERY_KIND.asked(antwoorden)]


@pytest.mark.parametrize(
    ("antwoorden", "also", "not_asked"),
    [
        ({}, [], []),
        ({"toestemming": "ja"}, [], []),
        ({"kleur": "groen"}, [], []),
        ({"kleur": "rood"}, ["waarom_rood"], []),
        ({"kleur": "weet_niet"}, [], []),
        ({"overlast": ["afval"]}, [], []),
        ({"overlast": ["afval", "geluid"]}, ["hoeveel_geluid"], []),
        ({"overlast": "wil_niet_zeggen"}, [], []),
        ({"toestemming": "nee"}, [], ALWAYS[1:]),
        ({"toestemming": "nee", "kleur": "rood"}, [], ALWAYS[1:]),
    ],
)
def test_what_is_asked_depends_on_earlier_answers(antwoorden, also, not_asked):
    assert set(asked(antwoorden)) == (set(ALWAYS) | set(also)) - set(not_asked)


def test_a_question_is_not_reached_through_a_skipped_one():
    chain = parse(
        vraag("a", "ja_nee"),
        vraag("b", "ja_nee", alleen_als={"vraag": "a", "is": ["ja"]}),
        vraag("c", "ja_nee", alleen_als={"vraag": "b", "is": ["ja"]}),
    )
    assert [v.key for v in chain.asked({"a": "nee", "b": "ja"})] == ["a"]
    assert [v.key for v in chain.asked({"a": "ja", "b": "ja"})] == ["a", "b", "c"]


def test_a_condition_may_rest_on_a_number():
    numbers = parse(
        vraag("trede", "ladder", opties=RUNGS), vraag("nu", "open", alleen_als={"vraag": "trede", "is": ["1"]})
    )
    assert [v.key for v in numbers.asked({"trede": 1})] == ["trede", "nu"]
    assert [v.key for v in numbers.asked({"trede": 2})] == ["trede"]


anything = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text())
ANSWERS = {
    "toestemming": st.sampled_from(["ja", "nee"]) | anything,
    "kleur": st.sampled_from(["rood", "groen", "blauw"]) | anything,
    "overlast": st.lists(st.sampled_from(["geluid", "afval", "geen"])) | anything,
    "ladder": anything,
}


@given(st.fixed_dictionaries({}, optional=ANSWERS))
def test_law_questions_come_in_order_and_at_most_once(antwoorden):
    keys = asked(antwoorden)
    assert keys == [vraag.key for vraag in EVERY_KIND.vragen if vraag.key in keys]


@given(st.fixed_dictionaries({}, optional=ANSWERS), st.sampled_from(list(EVERY_KIND.by_key)), anything)
def test_law_an_answer_never_changes_what_was_asked_before_it(antwoorden, changed, answer):
    position = [vraag.key for vraag in EVERY_KIND.vragen].index(changed)
    earlier = {vraag.key for vraag in EVERY_KIND.vragen[: position + 1]}
    before = [key for key in asked(antwoorden) if key in earlier]
    assert [key for key in asked({**antwoorden, changed: answer}) if key in earlier] == before


def test_what_is_read_from_the_data():
    assert (EVERY_KIND.soort, EVERY_KIND.version, EVERY_KIND.code) == (Soort.STRAAT, 7, "straat-v7")
    assert EVERY_KIND.introduction == "Kort."
    ladder, toestemming = EVERY_KIND.by_key["ladder"], EVERY_KIND.by_key["toestemming"]
    assert (ladder.soort, ladder.minimum, ladder.maximum) == (Vraagsoort.LADDER, 1, 5)
    assert ladder.weet_niet_trede == 1
    assert [optie.label for optie in toestemming.options] == ["Ja", "Nee"]
    assert [optie.code for optie in EVERY_KIND.by_key["kleur"].nonresponse] == ["weet_niet"]


@pytest.mark.parametrize(
    ("code", "words"), [("rood", "Rood"), ("weet_niet", "Weet niet"), ("wil_niet_zeggen", "wil_niet_zeggen")]
)
def test_a_code_is_put_into_words_that_the_question_has(code, words):
    assert EVERY_KIND.by_key["kleur"].label_of(code) == words


@pytest.mark.parametrize(
    ("vragen", "message"),
    [
        ([vraag("a", "open"), vraag("a", "open")], "a: this key is used twice"),
        ([vraag("a", "open", alleen_als={"vraag": "b", "is": ["ja"]}), vraag("b", "ja_nee")], "a: .* not an earlier"),
        ([vraag("a", "open", alleen_als={"vraag": "a", "is": ["ja"]})], "a: .* not an earlier"),
        ([vraag("a", "ja_nee"), vraag("b", "open", alleen_als={"vraag": "a", "is": ["jawel"]})], "b: .*jawel"),
        ([vraag("a", "een_van", opties=options("een"))], "a: a choice needs at least two"),
        ([vraag("a", "meerdere")], "a: a choice needs at least two"),
        ([vraag("a", "ladder", opties=options("1", "2", "3", "5", "4"))], "a: a ladder has the rungs"),
        ([vraag("a", "ladder")], "a: a ladder has the rungs"),
        ([vraag("a", "open", verplciht=True)], "a: unknown setting verplciht"),
        ([vraag("a", "keuze")], "a: there is no kind of question keuze"),
        ([{"id": "a", "soort": "open"}], "a: missing setting tekst"),
        ([{"soort": "open", "tekst": "?"}], "vragen: missing setting id"),
        ([vraag("a", "een_van", opties=options("x", "y", "x"))], "a: .*twice"),
        ([vraag("a", "een_van", opties=options("x", "weet_niet"))], "a: .*weet_niet"),
        ([vraag("a", "meerdere", opties=options("x", "y"), alleen="z")], "a: `alleen`"),
        ([vraag("a", "ja_nee", eindigt_tenzij="jawel")], "a: `eindigt_tenzij`"),
        ([vraag("a", "ladder", opties=RUNGS, weet_niet_trede=6)], "a: `weet_niet_trede`"),
        ([vraag("a", "getal", minimum=0)], "a: .*maximum"),
        ([vraag("a", "getal", minimum=5, maximum=4)], "a: .*maximum"),
    ],
)
def test_data_that_contradicts_itself_is_refused_by_the_name_of_the_question(vragen, message):
    with pytest.raises(ValueError, match=message):
        parse(*vragen)


def test_a_question_may_be_asked_only_of_who_does_not_know():
    known = parse(
        vraag("a", "ja_nee", weet_niet=True), vraag("b", "open", alleen_als={"vraag": "a", "is": ["weet_niet"]})
    )
    assert [v.key for v in known.asked({"a": "weet_niet"})] == ["a", "b"]
