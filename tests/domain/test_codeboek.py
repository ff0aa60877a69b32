"""The codebook of an export: laws that hold for whatever somebody answers, in every questionnaire on board."""

import re
from dataclasses import replace
from random import Random

import pytest

from app.domain.antwoorden import check, flatten
from app.domain.codeboek import GEEN_ANTWOORD, MISSING, Meetniveau, build_codeboek
from app.domain.vragenlijst import WEET_NIET, WIL_NIET_ZEGGEN, Optie, Vraag, Vraagsoort, Vragenlijst
from app.vragenlijsten import all_vragenlijsten

EVERY = list(all_vragenlijsten().values())
WIDE = build_codeboek(EVERY, EVERY, with_text=True, split=True)
LONG = build_codeboek(EVERY, EVERY, with_text=True, split=False)


def say_something(vragenlijst: Vragenlijst, chance: Random) -> dict[str, object]:
    """Answers that are right, question after question, with many a question left open."""
    answers: dict[str, object] = {}
    for vraag in vragenlijst.vragen:
        if vraag in list(vragenlijst.asked(answers)) and (vraag.required or chance.random() < 0.7):
            answers[vraag.key] = _answer(vraag, chance)
    assert check(vragenlijst, answers) == []
    return answers


def _answer(vraag: Vraag, chance: Random) -> object:
    if vraag.ends_unless:
        return vraag.ends_unless
    if vraag.nonresponse and chance.random() < 0.2:
        return chance.choice(vraag.nonresponse).code
    match vraag.soort:
        case Vraagsoort.OPEN:
            return "Een bankje"
        case Vraagsoort.MEERDERE:
            codes = [optie.code for optie in vraag.options if optie.code != vraag.exclusive]
            return chance.sample(codes, chance.randint(1, len(codes)))
        case Vraagsoort.EEN_VAN | Vraagsoort.JA_NEE:
            return chance.choice(vraag.options).code
    return chance.randint(vraag.minimum, vraag.maximum)


def values_of(vragenlijst: Vragenlijst, answers: dict[str, object]) -> dict[str, object]:
    """The values of an interview by the name of their column."""
    values = WIDE.values(vragenlijst, flatten(vragenlijst, answers))
    return {variabele.name: value for variabele, value in zip(WIDE.variabelen, values, strict=True)}


CONVERSATIONS = [
    (vragenlijst, answers, values_of(vragenlijst, answers))
    for seed in range(40)
    for vragenlijst in EVERY
    for answers in [say_something(vragenlijst, Random(seed))]
]


def test_the_wide_and_the_long_form_hold_the_same_answers():
    for vragenlijst, answers, values in CONVERSATIONS:
        said = list(flatten(vragenlijst, answers))
        asked = {vraag.key for vraag in vragenlijst.asked(answers)}
        long: dict[str, list[object]] = {}
        for key, value in LONG.answers(vragenlijst, said):
            long.setdefault(key, []).append(value)
        assert sum(map(len, long.values())) == len(said)
        for variabele in WIDE.variabelen:
            given, value = long.get(variabele.vraag), values[variabele.name]
            if given is None:
                assert value == (GEEN_ANTWOORD if variabele.vraag in asked else None)
            elif variabele.option is None or given in ([WEET_NIET], [WIL_NIET_ZEGGEN]):
                assert [value] == given
            else:
                assert value == (variabele.option in given)


def test_what_was_said_is_what_stands_there():
    for _, answers, values in CONVERSATIONS:
        for key, answer in answers.items():
            if key == "leefbaarheidsladder" and answer == 1:
                assert values[key] == WEET_NIET, "who averages a rung for “don’t know” reports a wrong figure"
            elif key in values:
                assert values[key] == answer


def test_no_answer_is_a_number_and_every_code_has_a_meaning():
    for _, _, values in CONVERSATIONS:
        for variabele in WIDE.variabelen:
            value = values[variabele.name]
            if isinstance(value, int):
                low, high = (variabele.minimum, variabele.maximum) if variabele.option is None else (0, 1)
                assert low <= value <= high
            elif variabele.meetniveau is not Meetniveau.TEKST:
                assert (value or "") in variabele.numbers, (variabele.name, value)


def test_what_is_no_answer_has_numbers_that_no_answer_has():
    numbers = [waarde.number for waarde in MISSING]
    assert numbers == list(range(-9, -5)), "one range, which SPSS allows beside nothing else"
    for variabele in WIDE.variabelen:
        assert all(waarde.is_missing == (waarde.number in numbers) for waarde in variabele.waarden)
        assert variabele.minimum is None or variabele.minimum >= 0


def test_names_are_what_spss_and_r_take():
    names = [variabele.name for variabele in WIDE.variabelen]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_.]{0,63}", name) and not name.endswith((".", "_")) for name in names)


def test_numbers_stay_what_they_were_whatever_is_chosen_and_when_a_version_follows():
    straat = EVERY[0]
    wonen = straat.by_key["prettig_wonen"]
    changed = replace(wonen, options=(Optie("wisselend", "Wisselend"), *reversed(wonen.options)))
    vragen = tuple(changed if vraag is wonen else vraag for vraag in straat.vragen)
    later = [*EVERY, replace(straat, version=2, vragen=vragen)]
    numbers = {variabele.name: variabele.numbers for variabele in WIDE.variabelen}
    for every in (EVERY, later):
        for chosen in (every, every[:1], every[-1:]):
            for variabele in build_codeboek(every, chosen, with_text=True, split=True).variabelen:
                shared = variabele.numbers.keys() & numbers[variabele.name].keys()
                assert {code: variabele.numbers[code] for code in shared} == {
                    code: numbers[variabele.name][code] for code in shared
                }
    newest = build_codeboek(later, later, with_text=True, split=True)
    assert next(each for each in newest.variabelen if each.name == "prettig_wonen").numbers["wisselend"] == 6


def test_without_text_no_open_question_is_left():
    codeboek = build_codeboek(EVERY, EVERY, with_text=False, split=True)
    assert not {"ouderen", "meer_doen", "diensten_anders"} & {each.name for each in codeboek.variabelen}
    vragenlijst, answers = next((each, answers) for each, answers, _ in CONVERSATIONS if "meer_doen" in answers)
    said = list(flatten(vragenlijst, answers))
    assert "Een bankje" not in codeboek.values(vragenlijst, said)
    assert "Een bankje" not in dict(codeboek.answers(vragenlijst, said)).values()


def test_one_name_for_two_kinds_of_question_is_refused():
    straat = EVERY[0]
    vragen = tuple(
        replace(vraag, soort=Vraagsoort.GETAL) if vraag.key == "schoon" else vraag for vraag in straat.vragen
    )
    with pytest.raises(ValueError, match="schoon"):
        build_codeboek([*EVERY, replace(straat, version=2, vragen=vragen)], EVERY, with_text=False, split=True)
