"""A posted form knows only text; what comes of it must be what people meant."""

import pytest

from app.domain.antwoorden import check
from app.domain.formulier import read_form
from app.domain.vragenlijst import Soort
from app.vragenlijsten import newest_vragenlijst

KLANT = newest_vragenlijst(Soort.KLANT)
STRAAT = newest_vragenlijst(Soort.STRAAT)


@pytest.mark.parametrize(
    ("fields", "answers"),
    [
        ({"schoon": ["6"]}, {"schoon": 6}),
        ({"schoon": [" 10 "]}, {"schoon": 10}),
        ({"schoon": ["weet_niet"]}, {"schoon": "weet_niet"}),
        ({"schoon": ["zes"]}, {"schoon": "zes"}),
        ({"schoon": [""]}, {}),
        ({"cijfer": ["", "8"]}, {"cijfer": 8}),
        ({"bekendheid": ["nee"]}, {"bekendheid": "nee"}),
        ({"overlast": ["geluid", "zwerfafval"]}, {"overlast": ["geluid", "zwerfafval"]}),
        ({"overlast": ["geluid"]}, {"overlast": ["geluid"]}),
        ({"overlast": ["wil_niet_zeggen"]}, {"overlast": "wil_niet_zeggen"}),
        ({"overlast": ["geluid", "weet_niet"]}, {"overlast": ["geluid", "weet_niet"]}),
        ({"ouderen": ["Een bankje\r\nen een boom 🌳"]}, {"ouderen": "Een bankje\nen een boom 🌳"}),
        ({"ouderen": ["   \r\n "]}, {}),
        ({"onbekend": ["1"]}, {}),
        ({}, {}),
    ],
)
def test_a_form_of_the_straatinterview(fields, answers):
    assert read_form(STRAAT, fields) == answers


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"wachttijd": ["0"]}, 0),
        ({"wachttijd.niet": ["weet_niet"]}, "weet_niet"),
        ({"wachttijd": ["3"], "wachttijd.niet": ["weet_niet"]}, 3),
        ({"wachttijd": ["-1"]}, "-1"),
        ({"wachttijd": ["1e3"]}, "1e3"),
        ({"wachttijd": ["٣"]}, "٣"),
        ({"wachttijd": ["9" * 5000]}, "9" * 5000),
    ],
)
def test_a_number_that_people_type(fields, answer):
    assert read_form(KLANT, fields) == {"wachttijd": answer}


def test_what_cannot_be_an_answer_is_a_fault_and_not_lost():
    answers = read_form(
        KLANT, {"toestemming": ["ja"], "wachttijd": ["drie weken"], "diensten": ["praatje", "weet_niet"]}
    )
    assert {fault.veld for fault in check(KLANT, answers)} >= {"wachttijd", "diensten"}
