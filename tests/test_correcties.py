"""Answers that a coordinator changes: the old one stays to be seen, and all that follows from answers follows."""

from dataclasses import replace

import pytest
from sqlmodel import Session, col, select

from app.correcties import answers_now, correct
from app.domain.fingerprint import fingerprint, plain
from app.domain.vragenlijst import Soort
from app.errors import ChangedMeanwhile, InvalidInput
from app.interviews import Afzender, Inzending, Uitkomst, receive
from app.models import Aanleiding, Correctie, Interview, Status
from app.telstand import differences
from app.vragenlijsten import newest_vragenlijst
from tests.gesprekken import decide, gesprek, straat_in

STRAAT = newest_vragenlijst(Soort.STRAAT)
NOT_KNOWN = {"bekendheid": "nee", "cijfer": 9}


@pytest.fixture
def inzending(session, world) -> Inzending:
    return gesprek(straat_in(session, "crabbehof").id)


@pytest.fixture
def interview(session, world, inzending) -> Interview:
    receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
    return session.get_one(Interview, inzending.id)


@pytest.fixture
def change(session, world, interview):
    def change(reason: str = "Verkeerd getikt.", *, seen: int | None = None, may_lapse: bool = False, **wanted) -> None:
        seen = interview.revision if seen is None else seen
        correct(session, interview, STRAAT, world.anna, wanted, reason, seen=seen, may_lapse=may_lapse)

    return change


def kept(session: Session) -> list[tuple]:
    rows = session.exec(select(Correctie).order_by(col(Correctie.vraag)))
    return [(each.vraag, each.old, each.new) for each in rows]


def reasons(session: Session, interview: Interview) -> list[str]:
    return sorted(session.exec(select(Aanleiding.reden).where(Aanleiding.interview_id == interview.id)))


@pytest.mark.parametrize("status", [Status.NIEUW, Status.GOEDGEKEURD])
def test_the_old_answer_is_kept_and_the_figures_follow(session, world, interview, change, status):
    if status is not Status.NIEUW:
        decide(session, interview.id, status)
    change(schoon=2, overlast=["geen"])
    assert kept(session) == [("overlast", ["geluid", "zwerfafval"], ["geen"]), ("schoon", 7, 2)]
    first, second = session.exec(select(Correctie)).all()
    assert (first.id, first.gebruiker_id, first.reason) == (second.id, world.anna.id, "Verkeerd getikt.")
    assert answers_now(session, interview, STRAAT)["schoon"] == 2
    assert interview.status == status
    assert differences(session) == []


def test_the_hash_and_what_stands_out_are_those_of_the_answers_as_they_are(session, interview, change):
    answers = answers_now(session, interview, STRAAT)
    assert interview.answers_hash == fingerprint({key: plain(answer) for key, answer in answers.items()})
    change(schoon=8, gezellig=8, cijfer=8, meer_doen="Bel 06-12345678")
    assert reasons(session, interview) == ["gelijk", "telefoon"]
    change(schoon=7, meer_doen="Bel maar")
    assert reasons(session, interview) == []
    answers = answers_now(session, interview, STRAAT)
    assert interview.answers_hash == fingerprint({key: plain(answer) for key, answer in answers.items()})


def test_a_double_that_was_corrected_is_one_no_longer(session, world, inzending, interview, change):
    other = gesprek(inzending.straat_id, started_at=inzending.started_at)
    receive(session, other, Afzender(interviewer_id=world.bilal.id))
    double = session.get_one(Interview, other.id)
    assert reasons(session, double) == ["dubbel"]
    change(schoon=2)
    assert reasons(session, double) == []


def test_the_same_interview_sent_again_is_still_the_same_and_brings_nothing_back(
    session, world, inzending, interview, change
):
    change(schoon=2)
    again = receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
    assert again.uitkomst is Uitkomst.AL_ONTVANGEN
    assert answers_now(session, interview, STRAAT)["schoon"] == 2


def test_what_is_no_longer_asked_lapses_only_when_that_is_said(session, interview, change):
    with pytest.raises(InvalidInput) as refused:
        change(**NOT_KNOWN)
    (fault,) = refused.value.faults
    assert (fault.veld, "Welk cijfer geeft u Wijk voor Wijk" in fault.melding) == ("vervalt", True)
    assert kept(session) == []
    change(**NOT_KNOWN, may_lapse=True)
    assert kept(session) == [("bekendheid", "zelf_mee_te_maken", "nee"), ("cijfer", 9, None)]
    assert differences(session) == []


@pytest.mark.parametrize(
    ("wanted", "fields"),
    [
        ({"schoon": 11}, ["schoon"]),
        ({"schoon": None}, ["schoon"]),
        ({"schoon": 7}, ["antwoord"]),
        ({"toestemming": "nee"}, ["toestemming", "vervalt"]),
        ({"schoon": 11, "reason": " "}, ["reden", "schoon"]),
        ({"schoon": 6, "reason": "a" * 1001}, ["reden"]),
    ],
)
def test_a_wrong_correction_changes_nothing(session, interview, change, wanted, fields):
    with pytest.raises(InvalidInput) as refused:
        change(**wanted)
    assert [fault.veld for fault in refused.value.faults] == fields
    assert (kept(session), interview.revision) == ([], 0)


def test_of_somebody_who_refused_there_is_nothing_to_correct(session, world, inzending):
    refused = replace(gesprek(inzending.straat_id), antwoorden={"toestemming": "nee"})
    receive(session, refused, Afzender(interviewer_id=world.bilal.id))
    interview = session.get_one(Interview, refused.id)
    with pytest.raises(InvalidInput):
        correct(session, interview, STRAAT, world.anna, {"schoon": 7}, "Ik weet het zeker.", seen=0)
    assert kept(session) == []


def test_two_coordinators_take_turns(session, world, interview, change):
    change(schoon=2)
    with pytest.raises(ChangedMeanwhile):
        change(schoon=3, seen=0)
    with pytest.raises(ChangedMeanwhile):
        change(veilig=3, seen=0)
    decide(session, interview.id, Status.GOEDGEKEURD)
    with pytest.raises(ChangedMeanwhile):
        change(schoon=3, seen=1)
    assert kept(session) == [("schoon", 7, 2)]
