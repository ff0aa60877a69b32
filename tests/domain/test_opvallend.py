"""What stands out in one interview, and how it is said."""

import re

import pytest

from app.domain.antwoorden import flatten
from app.domain.opvallend import Opvallend, has_equal_grades, hurried_below, in_words, look_at
from app.domain.reden import Reden
from app.domain.vragenlijst import Soort
from app.vragenlijsten import newest_vragenlijst

STRAAT = newest_vragenlijst(Soort.STRAAT)
ANSWERS = {"toestemming": "ja", "schoon": 7, "veilig": 8, "gezellig": 6, "straatladder": 3}


def seen(answers=None, *, seconds=300, clock_offset=None):
    said = list(flatten(STRAAT, ANSWERS | (answers or {})))
    return list(look_at(STRAAT, said, seconds=seconds, clock_offset=clock_offset))


def test_an_ordinary_interview_does_not_stand_out():
    assert seen({"meer_doen": "Vaker opruimen.", "ouderen": "Een bankje"}) == []


def test_a_person_in_an_answer_is_told_with_the_question():
    answers = {"ouderen": "Vraag mevrouw Jansen, 06-12345678", "meer_doen": "buurman Ahmed weet het"}
    assert seen(answers) == [
        Opvallend(Reden.TELEFOON, "ouderen"),
        Opvallend(Reden.NAAM, "ouderen"),
        Opvallend(Reden.NAAM, "meer_doen"),
    ]


@pytest.mark.parametrize(("seconds", "found"), [(119, [Opvallend(Reden.SNEL, seconds=119)]), (120, []), (3600, [])])
def test_what_may_be_hurried(seconds, found):
    assert seen(seconds=seconds) == found


def test_a_refusal_is_quick_by_itself():
    assert list(look_at(STRAAT, [], seconds=5, clock_offset=None)) == []


@pytest.mark.parametrize(("offset", "is_told"), [(None, False), (0, False), (300, False), (-300, False), (301, True)])
def test_a_clock_may_be_off_a_little(offset, is_told):
    assert bool(seen(clock_offset=offset)) == is_told


@pytest.mark.parametrize(
    ("grades", "is_equal"),
    [
        ((7, 7, 7), True),
        ((1, 1, 1), True),
        ((7, 7, 8), False),
        ((7, 7, "weet_niet"), False),
        (("weet_niet",) * 3, False),
    ],
)
def test_all_grades_equal(grades, is_equal):
    given = dict(zip(("schoon", "veilig", "gezellig"), grades, strict=True))
    assert has_equal_grades(STRAAT, flatten(STRAAT, ANSWERS | given)) == is_equal


def test_a_fourth_grade_that_differs_makes_them_differ():
    given = {"schoon": 7, "veilig": 7, "gezellig": 7, "bekendheid": "zelf_mee_te_maken", "cijfer": 8}
    assert not has_equal_grades(STRAAT, flatten(STRAAT, ANSWERS | given))


@pytest.mark.parametrize(
    ("durations", "below"),
    [([], 0), ([300] * 19, 0), ([300] * 20, 120), ([100] * 20, 50), ([10, 180, 9000] * 20, 90)],
)
def test_hurried_is_beside_others_of_the_kind(durations, below):
    assert hurried_below(durations) == below


@pytest.mark.parametrize(
    ("reden", "place", "seconds", "words"),
    [
        (Reden.TELEFOON, "Wat kan er nog meer?", None, "Misschien een telefoonnummer bij “Wat kan er nog meer?”."),
        (Reden.KLOK, "", 420, "De klok van de telefoon liep 7 minuten voor."),
        (Reden.KLOK, "", -420, "De klok van de telefoon liep 7 minuten achter."),
        (Reden.KLOK, "", -27 * 365 * 86_400, "De klok van de telefoon liep 9855 dagen achter."),
        (Reden.SNEL, "", 42, "Veel sneller dan andere interviews van deze soort: 42 seconden."),
        (Reden.DUBBEL, "", 0, "precies dezelfde antwoorden in deze straat, tegelijk met een ander interview."),
        (Reden.DUBBEL, "", 60, "binnen 1 minuut van een ander interview."),
    ],
)
def test_in_words(reden, place, seconds, words):
    assert words in in_words(reden, place, seconds)


@pytest.mark.parametrize("reden", Reden)
def test_every_reason_is_a_sentence_and_has_a_weight(reden):
    assert re.fullmatch(r"[A-Z][^{}]+\.", in_words(reden))
    assert reden.weight > 0
