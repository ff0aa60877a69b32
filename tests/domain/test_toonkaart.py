"""Which questions have a card, what stands on it, and which data is no translation."""

import copy
from typing import Any

import pytest

from app.domain.toonkaart import WOORDEN, Richting, compare, hint_on_card, in_dutch
from app.domain.toonkaart_parser import parse_toonkaart
from app.domain.vragenlijst import Optie, Soort, Vragenlijst
from app.domain.vragenlijst_parser import parse_vragenlijst
from tests.domain.lijsten import EVERY_KIND, RUNGS, options, vraag


def asked_of(soort: Soort, *vragen: dict[str, Any]) -> Vragenlijst:
    return parse_vragenlijst(
        {"soort": str(soort), "versie": 1, "titel": "Proef", "inleiding": "Kort.", "vragen": list(vragen)}
    )


STRAAT = asked_of(
    Soort.STRAAT,
    vraag("mag", "ja_nee", uitleg="Lees voor.", eindigt_tenzij="ja"),
    vraag("kleur", "een_van", opties=options("rood", "groen"), uitleg="Kies er een."),
    vraag("schoon", "cijfer", laag="heel vies", hoog="heel schoon"),
)
KLANT = asked_of(
    Soort.KLANT,
    vraag("kleur", "een_van", opties=options("rood", "groen")),
    vraag("weken", "getal", minimum=0, maximum=9),
)
ENGLISH = {
    "code": "en",
    "naam": "English",
    "richting": "ltr",
    "status": "concept",
    "woorden": {name: f"{name} in English" for name in WOORDEN},
    "vragen": {
        "mag": {"tekst": "May we?\n"},
        "kleur": {"tekst": "Which colour?", "uitleg": "Choose one.", "opties": {"rood": "Red", "groen": "Green"}},
        "schoon": {"tekst": "How clean?", "laag": "very dirty", "hoog": "very clean"},
    },
    "klant": {"kleur": {"tekst": "Which colour do you like?", "uitleg": "", "opties": {"groen": "Greenish"}}},
}


def english(**changes: Any):
    return parse_toonkaart({**copy.deepcopy(ENGLISH), **changes}, [STRAAT, KLANT])


def test_only_fixed_answers_have_a_card():
    asked = list(in_dutch([EVERY_KIND]).vragen[Soort.STRAAT])
    assert asked == ["toestemming", "kleur", "overlast", "hoeveel_geluid", "ladder"]


def test_the_dutch_card_says_what_the_questionnaire_says():
    card = in_dutch([STRAAT]).vragen[Soort.STRAAT]
    assert card["kleur"].texts == ("Vraag kleur?", "Kies er een.", "Rood", "Groen")
    assert card["schoon"].texts == ("Vraag schoon?", "heel vies", "heel schoon")


def test_a_hint_for_the_interviewer_stays_off_the_card():
    ladder = vraag("ladder", "ladder", opties=RUNGS, uitleg="Telt niet mee.", weet_niet_trede=1)
    by_key = {**STRAAT.by_key, **asked_of(Soort.KLANT, ladder).by_key}
    assert {key: hint_on_card(vraag) for key, vraag in by_key.items()} == {
        "mag": "",
        "kleur": "Kies er een.",
        "schoon": "",
        "ladder": "",
    }


def test_a_questionnaire_may_word_a_question_otherwise():
    kaart = english()
    assert kaart.vragen[Soort.STRAAT]["kleur"].texts == ("Which colour?", "Choose one.", "Red", "Green")
    assert kaart.vragen[Soort.KLANT]["kleur"].texts == ("Which colour do you like?", "Red", "Greenish")
    assert list(kaart.shared()) == ["mag", "kleur", "schoon"]
    assert kaart.shared()["kleur"].text == "Which colour?"
    assert {soort: list(vragen) for soort, vragen in kaart.deviating().items()} == {
        Soort.STRAAT: [],
        Soort.KLANT: ["kleur"],
    }


def test_yes_and_no_are_the_words_of_the_language():
    assert english().vragen[Soort.STRAAT]["mag"].options == (
        Optie("ja", "ja in English"),
        Optie("nee", "nee in English"),
    )


def test_what_is_read_of_the_language():
    taal = english(richting="rtl", status="gecontroleerd").taal
    assert (taal.code, taal.name, taal.richting, taal.is_concept) == ("en", "English", Richting.RECHTS, False)
    assert english().taal.is_concept


def test_a_translation_stands_beside_the_dutch_each_wording_once():
    portiek = asked_of(Soort.PORTIEK, vraag("schoon", "cijfer", laag="heel vies", hoog="heel schoon"))
    everything = [STRAAT, portiek, KLANT]
    rows = list(compare(in_dutch(everything), parse_toonkaart(ENGLISH, everything)))
    assert [(row.vraag, row.soorten) for row in rows] == [
        ("mag", (Soort.STRAAT,)),
        ("kleur", (Soort.STRAAT,)),
        ("schoon", (Soort.STRAAT, Soort.PORTIEK)),
        ("kleur", (Soort.KLANT,)),
    ]
    assert rows[2].pairs == (
        ("Vraag schoon?", "How clean?"),
        ("heel vies", "very dirty"),
        ("heel schoon", "very clean"),
    )


def vragen_with(key: str, **texts: Any) -> dict[str, Any]:
    return {**ENGLISH["vragen"], key: texts}


WHOLE = ENGLISH["vragen"]["kleur"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"naam": 3}, "taal: `naam` must be a str"),
        ({"lettertype": "Arial"}, "taal: unknown setting lettertype"),
        ({"richting": "omhoog"}, "omhoog"),
        ({"status": "af"}, "af"),
        ({"woorden": {"ja": "Yes"}}, "woorden: missing setting nee, stoppen, terug, voorlezen"),
        ({"woorden": {**ENGLISH["woorden"], "nee": " "}}, "woorden: missing setting nee"),
        ({"vragen": {}}, r"straat\.mag: missing setting tekst"),
        ({"vragen": vragen_with("kleur", **{**WHOLE, "tekst": ""})}, r"straat\.kleur: missing setting tekst"),
        ({"vragen": vragen_with("kleur", **{**WHOLE, "uitleg": ""})}, r"straat\.kleur: missing setting uitleg"),
        ({"vragen": vragen_with("kleur", **{**WHOLE, "teskt": "?"})}, r"straat\.kleur: unknown setting teskt"),
        (
            {"vragen": vragen_with("kleur", **{**WHOLE, "opties": {"rood": "Red"}})},
            r"straat\.kleur\.opties: missing setting groen",
        ),
        (
            {"vragen": vragen_with("kleur", **{**WHOLE, "opties": {"rood": "Red", "groen": " "}})},
            r"straat\.kleur\.opties: missing setting groen",
        ),
        (
            {
                "vragen": vragen_with(
                    "kleur", **{**WHOLE, "opties": {"rood": "Red", "groen": "Green", "geel": "Yellow"}}
                )
            },
            r"straat\.kleur\.opties: unknown setting geel",
        ),
        ({"vragen": vragen_with("kleur", **{**WHOLE, "opties": ["Red", "Green"]})}, r"straat\.kleur: .* no table"),
        ({"vragen": {**ENGLISH["vragen"], "kleur": "Red"}}, r"straat\.kleur: 'Red' is no table"),
        ({"vragen": vragen_with("schoon", tekst="How clean?")}, r"straat\.schoon: missing setting hoog, laag"),
        ({"vragen": vragen_with("mag", tekst="May we?", opties={"ja": "Yes"})}, r"straat\.mag: unknown setting opties"),
        ({"vragen": vragen_with("weken", tekst="How many?")}, "vragen: no question with fixed answers is called weken"),
        ({"klant": {"schoon": {"tekst": "?"}}}, r"klant\.kleur: unknown setting uitleg"),
        ({"portiek": {"schoon": {"tekst": "?"}}}, "portiek: no question with fixed answers is called schoon"),
    ],
)
def test_what_is_missing_or_too_much_is_refused_by_the_name_of_the_question(changes, message):
    with pytest.raises(ValueError, match=message):
        english(**changes)
