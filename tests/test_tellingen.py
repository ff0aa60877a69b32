"""SQL counts, Python scores: the database counts what is there, and it does nothing but count."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

import app
from app import demo
from app.domain.antwoorden import OPEN_CODE
from app.domain.vragenlijst import WEET_NIET, WIL_NIET_ZEGGEN
from app.models import Antwoord, Contactpoging, Interview, Status, Straat, Uitzondering
from app.tellingen import Selectie, count_all_contactpogingen, count_contactpogingen, count_held
from app.telstand import read, recount

CHOICES = [
    (Selectie(demo.NULMETING), lambda interview, straat: True),
    (Selectie(demo.HERHAALMETING), lambda interview, straat: True),
    (Selectie(demo.HERHAALMETING, wijk_code="wielwijk"), lambda interview, straat: straat.wijk_code == "wielwijk"),
    (Selectie(demo.NULMETING, approved_only=True), lambda interview, straat: True),
]


@pytest.fixture
def held(full_database):
    """Every interview, with its straat and its answers."""
    with full_database.transaction() as session:
        answers = defaultdict(list)
        for antwoord in session.exec(select(Antwoord)):
            answers[antwoord.interview_id].append((antwoord.vraag, antwoord.code))
        rows = session.exec(select(Interview, Straat).join(Straat, Straat.id == Interview.straat_id)).all()
    assert {interview.status for interview, _ in rows} == set(Status)
    assert len(rows) > 100
    return [(*row, answers[row[0].id]) for row in rows]


def test_sql_counts_what_is_there(full_database, held):
    with full_database.transaction() as session:
        for selectie, belongs in CHOICES:
            counted = defaultdict(Counter)
            for interview, straat, given in held:
                if interview.meetronde_code == selectie.meetronde_code and belongs(interview, straat):
                    key = (interview.meetronde_code, straat.id, interview.soort, interview.status)
                    counted[key].update(_what_it_adds(interview, given))
            assert counted
            assert recount(session, selectie) == counted


def test_what_stands_is_what_counts(full_database, held):
    with full_database.transaction() as session:
        left_out = leave_out(session, held[0][1].id)
        for selectie, belongs in CHOICES:
            counted = defaultdict(Counter)
            for interview, straat, given in held:
                takes_part = (interview.meetronde_code, straat.id) not in left_out
                counts = interview.status in selectie.statuses and interview.meetronde_code == selectie.meetronde_code
                if counts and takes_part and belongs(interview, straat):
                    counted[straat.id, interview.soort].update(_what_it_adds(interview, given))
            assert counted
            assert {place: stand.counts for place, stand in read(session, selectie).items()} == counted


def test_doors_are_counted_unless_withdrawn(full_database):
    with full_database.transaction() as session:
        doors = session.exec(select(Contactpoging)).all()
        left_out = leave_out(session, doors[-1].straat_id)
        doors = [door for door in doors if (door.meetronde_code, door.straat_id) not in left_out]
        doors[0].withdrawn_at = doors[0].happened_at
        session.flush()
        counted = Counter((door.straat_id, door.outcome) for door in doors[1:])
        selectie = Selectie(demo.HERHAALMETING)
        tellingen = count_contactpogingen(session, selectie)
        assert {(telling.straat_id, telling.outcome): telling.count for telling in tellingen} == counted
        assert count_all_contactpogingen(session, selectie) == Counter(door.outcome for door in doors[1:])


def test_what_is_counted_when_asked_is_what_stands(full_database):
    with full_database.transaction() as session:
        for selectie, _ in CHOICES:
            standing = {place: (stand.interviews, stand.refusals) for place, stand in read(session, selectie).items()}
            assert count_held(session, selectie) == standing != {}


def leave_out(session, straat_id: UUID) -> set[tuple[str, object]]:
    """Let this straat take part in the herhaalmeting no longer; all that take no part anywhere."""
    session.add(Uitzondering(meetronde_code=demo.HERHAALMETING, straat_id=straat_id))
    session.flush()
    return {(each.meetronde_code, each.straat_id) for each in session.exec(select(Uitzondering))}


def _what_it_adds(interview: Interview, given: list[tuple[str, str]]) -> Iterator[str]:
    yield f"{'#interview' if interview.consent else '#weigering'}/{interview.vragenlijst_version}"
    yield from (f"{vraag}/{code}" for vraag, code in given if code != OPEN_CODE)
    yield from {f"#antwoord/{vraag}" for vraag, code in given if code not in (WEET_NIET, WIL_NIET_ZEGGEN)}


def test_sql_groups_figures_in_one_place_and_never_averages():
    home = Path(app.__file__).parent
    sources = {path.relative_to(home): path.read_text(encoding="utf-8") for path in home.rglob("*.py")}
    groups = {path.parts[0] for path, text in sources.items() if re.search(r"\.group_by\(|\bfunc\.(avg|sum)\b", text)}
    assert groups == {"tellingen", "wachtrij"}, "the queue of the review is put in order, and gives no figure"
    counted = "".join(text for path, text in sources.items() if path.parts[0] == "tellingen")
    assert set(re.findall(r"\bfunc\.(\w+)", counted)) == {"count", "max", "sum"}
    assert "func.avg" not in "".join(sources.values())
