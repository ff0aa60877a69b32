"""The questionnaires as XLSForm: what another survey tool makes of them, through the converter that those tools use."""

import re
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import openpyxl
import pytest
from pyxform.xls2xform import convert

from app.domain.toonkaart import FIXED_ANSWERS
from app.domain.vragenlijst import Soort, Vraagsoort, Vragenlijst
from app.vragenlijsten import all_vragenlijsten, newest_vragenlijst
from app.vragenlijsten.xlsform import write_xlsform

LANGUAGES = ["Nederlands (nl)", "العربية concept (ar)", "English concept (en)", "Polski concept (pl)",
             "Türkçe concept (tr)"]  # fmt: skip

XFORMS = "{http://www.w3.org/2002/xforms}"


def xform_of(vragenlijst: Vragenlijst) -> ElementTree.Element:
    """What a form becomes in a survey tool; the converter may not warn of anything."""
    warnings: list[str] = []
    xform = convert(BytesIO(write_xlsform(vragenlijst)), file_type=".xlsx", warnings=warnings).xform
    assert warnings == []
    return ElementTree.fromstring(xform)


def binds(xform: ElementTree.Element) -> dict[str, dict[str, str]]:
    """The rules of every question, with each other question by its name alone."""
    return {
        bind.attrib["nodeset"].split("/")[-1]: {
            name: re.sub(r"/data/rubriek_\d+/", "", rule) for name, rule in bind.attrib.items()
        }
        for bind in xform.iter(f"{XFORMS}bind")
    }


@pytest.fixture(scope="module")
def forms() -> dict[str, ElementTree.Element]:
    return {code: xform_of(vragenlijst) for code, vragenlijst in all_vragenlijsten().items()}


def test_every_questionnaire_is_asked_in_every_language(forms):
    for code, xform in forms.items():
        assert [each.attrib["lang"] for each in xform.iter(f"{XFORMS}translation")] == LANGUAGES
        texts = [value.text for value in xform.iter(f"{XFORMS}value") if "ref" not in value.attrib]
        assert None not in texts
        assert "-" not in texts, "what a tool shows where a text is missing"
        assert {"Hoe schoon vindt u de wijk? Geef een cijfer.", "7", "10 (heel schoon)", "Weet niet"} <= set(texts), (
            code
        )
        assert {"10 (very clean)", "Prefer not to say", "Nie wiem"} <= set(texts)
        (form,) = (each for each in xform.iter() if each.tag.endswith("}data"))
        assert form.attrib == {"id": f"wijkpeil_{code.split('-v')[0]}", "version": code.split("-v")[1]}


def test_each_question_takes_the_answers_that_ours_takes(forms):
    for code, vragenlijst in all_vragenlijsten().items():
        lists = {
            instance.attrib["id"]: [item.find(f"{XFORMS}name").text for item in instance.iter(f"{XFORMS}item")]
            for instance in forms[code].iter(f"{XFORMS}instance")
            if "id" in instance.attrib
        }
        rules = binds(forms[code])
        for vraag in vragenlijst.vragen:
            declined = [optie.code for optie in vraag.nonresponse]
            if vraag.soort in FIXED_ANSWERS:
                grades = [str(grade) for grade in range(1, 11)] if vraag.soort is Vraagsoort.CIJFER else []
                assert lists[vraag.key] == grades + [optie.code for optie in vraag.options] + declined
            assert (rules[vraag.key].get("required") == "true()") == vraag.required
    assert binds(forms["klant-v1"])["wachttijd"]["constraint"] == "(. >= 0 and . <= 104) or . = -8 or . = -9"
    together = binds(forms["straat-v1"])["overlast"]["constraint"]
    assert together == (
        "not((selected(., 'geen') or selected(., 'weet_niet') or selected(., 'wil_niet_zeggen'))"
        " and count-selected(.) > 1)"
    )


def test_the_same_questions_are_skipped(forms):
    for code, vragenlijst in all_vragenlijsten().items():
        rules = binds(forms[code])
        assert "relevant" not in rules["toestemming"]
        for vraag in vragenlijst.vragen[1:]:
            condition = vraag.alleen_als
            own = [f"selected( {condition.vraag} , '{each}')" for each in condition.codes] if condition else []
            wanted = " and ".join(["toestemming = 'ja'", *(f"({each})" for each in own)])
            assert " ".join(rules[vraag.key]["relevant"].split()) == wanted


def test_a_version_that_was_replaced_is_asked_in_dutch_only():
    older = replace(newest_vragenlijst(Soort.STRAAT), version=0)
    xform = xform_of(older)
    assert [each.attrib["lang"] for each in xform.iter(f"{XFORMS}translation")] == LANGUAGES[:1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_partner_fetches_it_with_a_key_and_a_coordinator_at_the_desk(client, as_anna, as_dashboard):
    address = "/api/v1/vragenlijsten/straat-v1/xlsform"
    for visitor in (as_anna, as_dashboard):
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert 'filename="wijkpeil-straat-v1.xlsx"' in answer.headers["content-disposition"]
        assert openpyxl.load_workbook(BytesIO(answer.content)).sheetnames == ["survey", "choices", "settings"]
    assert client.get(address).status_code == 401
    assert as_dashboard.get(address.replace("straat", "boot")).status_code == 404
    assert f'href="{address}"' in as_anna.get("/interviews/uitvoer").text
