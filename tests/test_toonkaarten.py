"""The translations on board: whole, of the newest questionnaires, and what a broken file says."""

import re
import shutil

import pytest

from app.domain.toonkaart import DUTCH, FIXED_ANSWERS, WOORDEN, Richting, compare
from app.domain.vragenlijst import Soort, Vraagsoort
from app.vragenlijsten import newest_vragenlijst
from app.vragenlijsten.toonkaarten import TALEN, all_toonkaarten, load_toonkaart

TRANSLATIONS = [code for code in all_toonkaarten() if code != DUTCH]
NAMES = ("Wijk voor Wijk", "VvE")
"""What is called the same in every language."""


def pairs(taal: str) -> list[tuple[str, str]]:
    """Every Dutch text with its translation."""
    dutch, kaart = all_toonkaarten()[DUTCH], all_toonkaarten()[taal]
    woorden = [(WOORDEN[name], text) for name, text in kaart.woorden.items()]
    return woorden + [pair for vergelijking in compare(dutch, kaart) for pair in vergelijking.pairs]


def without_names(text: str) -> str:
    return re.sub("|".join(NAMES), "", text)


def test_dutch_comes_first_and_the_agreed_languages_are_there():
    assert list(all_toonkaarten()) == [DUTCH, "ar", "en", "pl", "tr"]
    assert [taal for taal in TRANSLATIONS if all_toonkaarten()[taal].taal.richting is Richting.RECHTS] == ["ar"]


@pytest.mark.parametrize("taal", all_toonkaarten())
@pytest.mark.parametrize("soort", Soort)
def test_every_fixed_answer_of_the_newest_questionnaire_is_there_and_nothing_more(taal, soort):
    asked = [vraag for vraag in newest_vragenlijst(soort).vragen if vraag.soort in FIXED_ANSWERS]
    card = all_toonkaarten()[taal].vragen[soort]
    assert list(card) == [vraag.key for vraag in asked]
    for vraag in asked:
        on_card = card[vraag.key]
        assert [optie.code for optie in on_card.options] == [optie.code for optie in vraag.options]
        assert on_card.options or vraag.soort is Vraagsoort.CIJFER
        assert bool(on_card.low_label and on_card.high_label) == (vraag.soort is Vraagsoort.CIJFER)


@pytest.mark.parametrize("taal", TRANSLATIONS)
def test_nothing_was_left_in_dutch(taal):
    assert len(pairs(taal)) > 100
    assert [dutch for dutch, translated in pairs(taal) if dutch == translated] == []


@pytest.mark.parametrize("taal", TRANSLATIONS)
def test_minutes_and_names_came_along(taal):
    for dutch, translated in pairs(taal):
        assert set(re.findall(r"\d+", dutch)) <= set(re.findall(r"\d+", translated)), translated
        for name in NAMES:
            assert (name in dutch) == (name in translated), translated


def test_arabic_has_no_letter_of_another_script():
    assert [text for _, text in pairs("ar") if re.search(r"[A-Za-z]", without_names(text))] == []


@pytest.mark.parametrize("taal", [taal for taal in TRANSLATIONS if taal != "ar"])
def test_the_other_languages_have_no_letter_of_the_arabic_script(taal):
    assert [text for _, text in pairs(taal) if re.search(r"[\u0600-\u06ff]", text)] == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('naam = "English"', 'naam = "English', r"en\.toml: Illegal character"),
        ('code = "en"', 'code = "nl"', r"en\.toml: holds nl"),
        ('laag = "very dirty"\n', "", r"en\.toml: straat\.schoon: missing setting laag"),
        ('geluid = "Noise"\n', "", r"en\.toml: straat\.overlast\.opties: missing setting geluid"),
        ("[klant.straatladder]", "[klant.ladder]", r"en\.toml: klant: no question with fixed answers is called ladder"),
    ],
)
def test_a_broken_file_says_which_and_where(tmp_path, old, new, message):
    file = tmp_path / shutil.copy(TALEN / "en.toml", tmp_path)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load_toonkaart(file)
