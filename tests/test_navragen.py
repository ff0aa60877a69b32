"""The coordinator asks and the interviewer answers: once, of what was seen, and never past somebody who decided."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, col, select

from app import demo
from app.correcties import answers_now
from app.domain.reden import Reden
from app.domain.vragenlijst import Soort
from app.errors import ChangedMeanwhile, InvalidInput, MeetrondeClosed, NotFound
from app.interviews import Afzender, Uitkomst, receive
from app.models import Correctie, Interview, Meetronde, Reactie, Status
from app.navragen import Antwoordbrief, Wijziging, open_navragen, receive_reactie
from app.telstand import differences
from app.verloop import verloop_of
from app.vragenlijsten import newest_vragenlijst
from app.wachtrij import Wachtrij, Wachtrijkeuze
from tests.gesprekken import decide, gesprek, straat_in

STRAAT = newest_vragenlijst(Soort.STRAAT)
CLEANER = {"schoon": Wijziging(7, 9)}


@pytest.fixture
def sent_back(session, world) -> Interview:
    """An interview of Bilal's that was sent back with a question."""
    inzending = gesprek(straat_in(session, "crabbehof").id)
    receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
    decide(session, inzending.id, Status.TERUGGESTUURD, "Klopt het cijfer?")
    return session.get_one(Interview, inzending.id)


@pytest.fixture
def brief(session, world, sent_back) -> Antwoordbrief:
    """A right answer to that question."""
    (navraag,) = open_navragen(session, world.bilal)
    return Antwoordbrief(uuid4(), sent_back.id, navraag.id, "Ik tikte verkeerd.", CLEANER)


def waiting(session: Session) -> dict[UUID, list[str]]:
    keuze = Wachtrijkeuze(session.get_one(Meetronde, demo.HERHAALMETING))
    return {each.interview.id: list(each.redenen) for each in Wachtrij(session, keuze).page(10)}


def stored(session: Session, interview: Interview) -> dict[str, object]:
    return answers_now(session, interview, STRAAT)


def test_the_question_comes_with_the_interview_as_it_stands(session, world, sent_back):
    (navraag,) = open_navragen(session, world.bilal)
    assert (navraag.text, navraag.asked_by) == ("Klopt het cijfer?", "Anna")
    assert (navraag.interview.id, navraag.antwoorden["schoon"]) == (sent_back.id, 7)
    assert open_navragen(session, world.carla) == []


def test_only_the_last_question_is_open_and_only_while_the_meetronde_is(session, world, sent_back):
    decide(session, sent_back.id, Status.GOEDGEKEURD)
    assert open_navragen(session, world.bilal) == []
    decide(session, sent_back.id, Status.TERUGGESTUURD, "Toch nog iets.")
    assert [each.text for each in open_navragen(session, world.bilal)] == ["Toch nog iets."]
    session.get_one(Meetronde, demo.HERHAALMETING).closed_at = datetime.now(UTC)
    session.flush()
    assert open_navragen(session, world.bilal) == []


def test_an_answer_changes_what_was_wrong_and_lets_it_wait_again(session, world, sent_back, brief):
    reactie, uitkomst = receive_reactie(session, brief, world.bilal)
    session.refresh(sent_back)
    assert (uitkomst, sent_back.status, stored(session, sent_back)["schoon"]) == (Uitkomst.NIEUW, "nieuw", 9)
    kept = session.exec(select(Correctie)).one()
    assert (kept.id, kept.vraag, kept.old, kept.new) == (reactie.id, "schoon", 7, 9)
    assert (kept.gebruiker_id, kept.reason) == (world.bilal.id, "Ik tikte verkeerd.")
    assert waiting(session) == {sent_back.id: ["De interviewer heeft op een vraag gereageerd."]}
    assert open_navragen(session, world.bilal) == []
    assert differences(session) == []
    happened = verloop_of(session, sent_back.id, STRAAT)
    assert [(each.soort, each.name) for each in happened] == [("teruggestuurd", "Anna"), ("reactie", "Bilal")]
    assert [(each.old, each.new) for each in happened[1].changed] == [("7", "9")]


def test_words_alone_are_an_answer_and_nothing_is_none(session, world, sent_back, brief):
    with pytest.raises(InvalidInput, match="niet opgeslagen"):
        receive_reactie(session, replace(brief, text=" ", wijzigingen={}), world.bilal)
    receive_reactie(session, replace(brief, wijzigingen={}), world.bilal)
    assert session.exec(select(Correctie)).all() == []
    assert list(waiting(session)) == [sent_back.id]


def test_a_second_sending_is_harmless_whatever_was_decided_since(session, world, sent_back, brief):
    receive_reactie(session, brief, world.bilal)
    for _ in range(2):
        assert receive_reactie(session, brief, world.bilal)[1] is Uitkomst.AL_ONTVANGEN
        decide(session, sent_back.id, Status.AFGEKEURD)
    assert receive_reactie(session, replace(brief, text="Anders"), world.bilal)[1] is Uitkomst.BOTSING
    assert sent_back.status == "afgekeurd"
    assert len(session.exec(select(Reactie)).all()) == 1


@pytest.mark.parametrize(
    ("decisions", "words"),
    [
        ([Status.GOEDGEKEURD], "intussen goedgekeurd"),
        ([Status.AFGEKEURD], "intussen afgekeurd"),
        ([Status.GOEDGEKEURD, Status.TERUGGESTUURD], "een nieuwe vraag"),
    ],
)
def test_a_coordinator_who_decided_meanwhile_wins(session, world, sent_back, brief, decisions, words):
    for status in decisions:
        decide(session, sent_back.id, status)
    with pytest.raises(ChangedMeanwhile, match=words):
        receive_reactie(session, brief, world.bilal)
    assert sent_back.status == decisions[-1]
    assert stored(session, sent_back)["schoon"] == 7


def test_a_second_answer_to_the_same_question_is_too_late(session, world, brief):
    receive_reactie(session, brief, world.bilal)
    with pytest.raises(ChangedMeanwhile, match="al beantwoord"):
        receive_reactie(session, replace(brief, id=uuid4()), world.bilal)


def test_an_answer_that_the_phone_did_not_show_is_not_overwritten(session, world, sent_back, brief):
    with pytest.raises(ChangedMeanwhile, match="Hoe schoon"):
        receive_reactie(session, replace(brief, wijzigingen={"schoon": Wijziging(6, 9)}), world.bilal)
    assert sent_back.status == "teruggestuurd"


@pytest.mark.parametrize(
    ("wijzigingen", "field"),
    [
        ({"schoon": Wijziging(7, 11)}, "wijzigingen.schoon"),
        ({"schoon": Wijziging(7, None)}, "wijzigingen.schoon"),
        ({"bekendheid": Wijziging("zelf_mee_te_maken", "nee")}, "wijzigingen.cijfer"),
        ({"toestemming": Wijziging("ja", "nee")}, "wijzigingen.toestemming"),
        ({"naam": Wijziging(None, "Jan")}, "wijzigingen.naam"),
    ],
)
def test_what_is_wrong_is_named(session, world, brief, wijzigingen, field):
    with pytest.raises(InvalidInput) as refused:
        receive_reactie(session, replace(brief, wijzigingen=wijzigingen), world.bilal)
    assert [fault.veld for fault in refused.value.faults] == [field]


def test_what_is_skipped_from_then_on_goes_with_it(session, world, sent_back, brief):
    changed = {"bekendheid": Wijziging("zelf_mee_te_maken", "nee"), "cijfer": Wijziging(9, None)}
    receive_reactie(session, replace(brief, wijzigingen=changed), world.bilal)
    assert "cijfer" not in stored(session, sent_back)
    kept = session.exec(select(Correctie).order_by(col(Correctie.vraag))).all()
    assert [(each.vraag, each.old, each.new) for each in kept] == [
        ("bekendheid", "zelf_mee_te_maken", "nee"),
        ("cijfer", 9, None),
    ]
    assert differences(session) == []


def test_of_two_sendings_at_once_one_is_new_and_both_hear_yes(database, world):
    with database.transaction() as session:
        inzending = gesprek(straat_in(session, "crabbehof").id)
        receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
        decide(session, inzending.id, Status.TERUGGESTUURD)
        (navraag,) = open_navragen(session, world.bilal)
    brief = Antwoordbrief(uuid4(), inzending.id, navraag.id, "", CLEANER)
    together = Barrier(2)

    def send() -> Uitkomst:
        together.wait()
        with database.transaction() as session:
            return receive_reactie(session, brief, world.bilal)[1]

    with ThreadPoolExecutor(2) as both:
        outcomes = {future.result() for future in [both.submit(send) for _ in range(2)]}
    assert outcomes == {Uitkomst.NIEUW, Uitkomst.AL_ONTVANGEN}
    with database.snapshot() as session:
        assert len(session.exec(select(Correctie)).all()) == 1
        assert differences(session) == []


def test_nobody_answers_for_somebody_else_or_in_a_closed_meetronde(session, world, brief):
    with pytest.raises(NotFound):
        receive_reactie(session, brief, world.carla)
    session.get_one(Meetronde, demo.HERHAALMETING).closed_at = datetime.now(UTC)
    session.flush()
    with pytest.raises(MeetrondeClosed):
        receive_reactie(session, brief, world.bilal)
    assert session.exec(select(Reactie)).all() == []


def test_a_clash_on_an_interview_that_was_decided_waits_until_somebody_decides_again(session, world, sent_back):
    inzending = gesprek(sent_back.straat_id)
    receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
    decide(session, inzending.id, Status.GOEDGEKEURD)
    for _ in range(2):
        receive(session, replace(inzending, language="pl"), Afzender(interviewer_id=world.bilal.id))
        assert list(waiting(session)) == [inzending.id]
    stand = Wachtrij(session, Wachtrijkeuze(session.get_one(Meetronde, demo.HERHAALMETING))).count()
    assert (stand.flagged, stand.per_reden, stand.clean, stand.sent_back) == (1, {Reden.BOTSING: 1}, 0, 1)
    decide(session, inzending.id, Status.GOEDGEKEURD)
    assert waiting(session) == {}
