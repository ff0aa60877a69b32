"""A small storm: the phone's outbox over a line that cuts, delays and repeats, to a server that is killed meanwhile."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlmodel import delete, update

from app.models import Antwoord, Botsing, Contactpoging, Interview
from bench.bad_line import Fault
from bench.chaos import Course, Plan, endure
from bench.verdict import judge

pytestmark = pytest.mark.xdist_group("browser")

PLAN = Plan(phones=2, interviews=40, seed=7, bad_seconds=20, seconds_between_kills=(0.5, 3))


def test_everything_arrives_once_and_as_it_was_said(browser: Browser, sqlite_template: Path, tmp_path: Path):
    file = shutil.copy(sqlite_template, tmp_path / "wijkpeil.sqlite3")
    with endure(browser, f"sqlite:///{file}", PLAN) as course:
        verdict = judge(course.database, course.outboxes)
        assert verdict.faults == []
        assert (verdict.interviews.put_in, verdict.interviews.stored_once) == (40, 40)
        assert course.kills > 0
        assert course.line.faults.keys() >= {Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.TWICE_AT_ONCE}
        assert course.line.sent("interviews") > 40
        _spoil(course)
        verdict = judge(course.database, course.outboxes)
        assert [len(each) for each in (verdict.interviews.lost, verdict.interviews.different)] == [1, 3]
        assert [len(each) for each in (verdict.deuren.lost, verdict.deuren.double)] == [1, 1]


def _spoil(course: Course) -> None:
    """What the judge must see: one interview lost, three different, one door too few and one too many."""
    keys = [key for key, bericht in course.outboxes[0].interviews.items() if len(bericht["antwoorden"]) > 1]
    lost, other_language, other_answer, clashing = keys[:4]
    kept = next(key for key in course.outboxes[0].deuren if key not in course.outboxes[0].undone)
    with course.database.transaction() as session:
        session.exec(delete(Antwoord).where(Antwoord.interview_id == lost))
        session.exec(delete(Interview).where(Interview.id == lost))
        session.exec(update(Interview).where(Interview.id == other_language).values(language="tr"))
        session.exec(delete(Antwoord).where(Antwoord.interview_id == other_answer, Antwoord.vraag == "schoon"))
        moment = session.get_one(Interview, clashing).received_at
        session.add(Botsing(interview_id=clashing, content_hash="0" * 64, content={}, received_at=moment))
        deur = session.get_one(Contactpoging, kept)
        session.add(Contactpoging(**deur.model_dump(exclude={"id"}) | {"id": lost}))
        session.delete(deur)
