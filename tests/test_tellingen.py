"""SQL counts, Python scores: the database counts what is there, and it does nothing but count."""

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from sqlmodel import select

import app
from app import demo
from app.domain.vragenlijst import WEET_NIET, WIL_NIET_ZEGGEN
from app.models import Antwoord, Interview, Status, Straat
from app.tellingen import Niveau, Selectie, count_antwoorden, count_interviews, count_respondents

VRAGEN = ("straatladder", "schoon", "cijfer", "diensten", "overlast")

CHOICES = [
    (Selectie(demo.NULMETING), lambda interview, straat: True),
    (Selectie(demo.HERHAALMETING), lambda interview, straat: True),
    (Selectie(demo.HERHAALMETING, wijk_code="wielwijk"), lambda interview, straat: straat.wijk_code == "wielwijk"),
    (Selectie(demo.HERHAALMETING, approved_only=True), lambda interview, straat: interview.status == "goedgekeurd"),
]


@pytest.fixture
def held(full_database):
    """Every interview that may count, with its straat and its answers."""
    with full_database.transaction() as session:
        answers = defaultdict(list)
        for antwoord in session.exec(select(Antwoord)):
            answers[antwoord.interview_id].append((antwoord.vraag, antwoord.code))
        rows = session.exec(select(Interview, Straat).join(Straat)).all()
    assert {interview.status for interview, _ in rows} == set(Status)
    counting = [(*row, answers[row[0].id]) for row in rows if row[0].status in (Status.NIEUW, Status.GOEDGEKEURD)]
    assert len(counting) > 100
    return counting


@pytest.mark.parametrize("niveau", Niveau)
def test_sql_counts_what_is_there(full_database, held, niveau):
    with full_database.transaction() as session:
        for selectie, belongs in CHOICES:
            interviews, antwoorden, respondents = Counter(), Counter(), Counter()
            for interview, straat, given in held:
                if interview.meetronde_code != selectie.meetronde_code or not belongs(interview, straat):
                    continue
                area = {Niveau.TOTAAL: "", Niveau.WIJK: straat.wijk_code, Niveau.STRAAT: straat.id}[niveau]
                interviews[area, interview.soort, interview.vragenlijst_version, interview.consent] += 1
                antwoorden.update((area, interview.soort, *answer) for answer in given if answer[0] in VRAGEN)
                substantial = {vraag for vraag, code in given if code not in (WEET_NIET, WIL_NIET_ZEGGEN)}
                respondents.update((area, interview.soort, vraag) for vraag in substantial.intersection(VRAGEN))
            assert interviews
            assert {
                (telling.gebied, telling.soort, telling.version, telling.consent): telling.count
                for telling in count_interviews(session, selectie, niveau)
            } == interviews
            assert {
                (telling.gebied, telling.soort, telling.vraag, telling.code): telling.count
                for telling in count_antwoorden(session, selectie, niveau, VRAGEN)
            } == antwoorden
            assert count_respondents(session, selectie, niveau, VRAGEN) == respondents


def test_sql_groups_in_one_place_and_only_counts():
    sources = {path.name: path.read_text(encoding="utf-8") for path in Path(app.__file__).parent.rglob("*.py")}
    groups = {name for name, source in sources.items() if re.search(r"\.group_by\(|\bfunc\.(avg|sum)\b", source)}
    assert groups == {"tellingen.py"}
    assert set(re.findall(r"\bfunc\.(\w+)", sources["tellingen.py"])) == {"count"}
