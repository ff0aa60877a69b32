"""Withdrawing: what was said is nowhere any more, the figures follow, and nothing that is sent again brings it back."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from app.beoordeling import remark, review
from app.citaten import mark
from app.correcties import correct
from app.domain.intrekcode import hash_intrekcode
from app.domain.vragenlijst import Soort
from app.errors import ChangedMeanwhile, InvalidInput, MeetrondeClosed
from app.interviews import Afzender, Inzending, Uitkomst, receive
from app.intrekkingen import find_by_code, withdraw
from app.models import Aanleiding, Antwoord, Botsing, Fragment, Interview, Reactie, Status, Vaststelling
from app.navragen import Antwoordbrief, Wijziging, open_navragen, receive_reactie
from app.tellingen import Selectie
from app.telstand import differences, read
from app.vragenlijsten import newest_vragenlijst
from tests.gesprekken import decide, gesprek, straat_in
from tests.tables import Contents

STRAAT = newest_vragenlijst(Soort.STRAAT)
CODE = "merel-kasteel-4821"
SAID = "Meer bankjes bij de vijver"


@pytest.fixture
def inzending(session, world) -> Inzending:
    straat = straat_in(session, "crabbehof")
    return gesprek(straat.id, antwoorden={"meer_doen": SAID}, intrekcode=CODE, clock_offset=7200, language="pl")


@pytest.fixture
def afzender(world) -> Afzender:
    return Afzender(interviewer_id=world.bilal.id)


@pytest.fixture
def interview(session, inzending, afzender) -> Interview:
    receive(session, inzending, afzender)
    return session.get_one(Interview, inzending.id)


def everything(session: Session) -> str:
    session.flush()
    return repr(Contents.of(session.connection()).rows).lower()


def what_stays(interview: Interview) -> tuple[object, ...]:
    return interview.meetronde_code, interview.straat_id, interview.soort, interview.date, interview.interviewer_id


def talk_about(session: Session, world, interview: Interview, inzending: Inzending) -> Antwoordbrief:
    """Repeat what was said wherever it may be repeated, and have another say the very same."""
    mark(session, interview.id, "meer_doen", SAID, ["leefbaarheid"], is_citaat=True)
    correct(session, interview, STRAAT, world.anna, {"meer_doen": f"{SAID}!"}, f"{SAID}, zei hij", seen=0)
    remark(session, interview, world.anna, f"Wat is {SAID}?")
    decide(session, interview.id, Status.TERUGGESTUURD, f"Echt {SAID}?")
    (navraag,) = open_navragen(session, world.bilal)
    brief = Antwoordbrief(uuid4(), interview.id, navraag.id, f"Ja, {SAID}.", {"schoon": Wijziging(7, 6)})
    receive_reactie(session, brief, world.bilal)
    clash = replace(inzending, antwoorden=inzending.antwoorden | {"meer_doen": f"Nee, {SAID}"})
    receive(session, clash, Afzender(interviewer_id=world.bilal.id))
    return brief


def test_what_was_said_is_nowhere_and_that_it_was_withdrawn_stays(session, world, inzending, interview):
    talk_about(session, world, interview, inzending)
    kept = what_stays(interview)
    hashes = {interview.content_hash, interview.answers_hash, session.exec(select(Reactie.content_hash)).one()}
    assert SAID.lower() in everything(session)
    assert CODE not in everything(session), "only its hash is kept"
    withdraw(session, "Merel Kasteel 4821")
    left = everything(session)
    assert SAID.lower() not in left
    assert not [each for each in hashes if each in left], "a guess at the answers cannot be tried"
    assert not any(session.exec(select(table)).all() for table in (Antwoord, Botsing, Fragment, Aanleiding))
    session.expire_all()
    assert interview.status == Status.INGETROKKEN
    assert interview.withdrawn_at is not None
    assert what_stays(interview) == kept
    assert (interview.portiek_id, interview.clock_offset, interview.language) == (None, None, "nl")
    assert interview.started_at == interview.finished_at != inzending.started_at


def test_the_figures_follow(session, world, inzending, interview, afzender):
    receive(session, gesprek(inzending.straat_id), afzender)
    withdraw(session, CODE)
    stand = read(session, Selectie(inzending.meetronde_code))[inzending.straat_id, "straat"]
    assert (stand.interviews, stand.respondents("schoon")) == (1, 1)
    assert differences(session) == []


def test_nothing_that_is_sent_again_brings_it_back(session, world, inzending, interview, afzender):
    brief = talk_about(session, world, interview, inzending)
    withdraw(session, CODE)
    before = everything(session)
    for again in (inzending, replace(inzending, antwoorden=inzending.antwoorden | {"meer_doen": "Iets anders"})):
        assert receive(session, again, afzender).uitkomst is Uitkomst.AL_ONTVANGEN
    assert receive_reactie(session, brief, world.bilal)[1] is Uitkomst.AL_ONTVANGEN
    with pytest.raises(ChangedMeanwhile, match="ingetrokken"):
        receive_reactie(session, replace(brief, id=uuid4()), world.bilal)
    assert everything(session) == before


def test_nobody_can_do_anything_with_it_any_more(session, world, interview):
    withdraw(session, CODE)
    seen = interview.revision
    for act in (
        lambda: review(session, interview, world.anna, Status.GOEDGEKEURD, "", seen=seen),
        lambda: correct(session, interview, STRAAT, world.anna, {"schoon": 3}, "Toch", seen=seen),
        lambda: remark(session, interview, world.anna, "Jammer"),
    ):
        with pytest.raises(ChangedMeanwhile, match="ingetrokken"):
            act()


def test_a_second_time_changes_nothing_and_an_unknown_code_is_none(session, interview):
    assert withdraw(session, CODE).id == interview.id
    moment, revision = interview.withdrawn_at, interview.revision
    assert withdraw(session, CODE).id == find_by_code(session, CODE).id == interview.id
    assert (interview.withdrawn_at, interview.revision) == (moment, revision)
    assert (find_by_code(session, "merel-kasteel-4822"), withdraw(session, "geen code")) == (None, None)


def test_after_publication_it_stays(session, world, interview):
    session.add(
        Vaststelling(
            meetronde_code=interview.meetronde_code,
            version=1,
            published_at=datetime.now(UTC),
            coordinator_id=world.anna.id,
            threshold=10,
            drempels={},
        )
    )
    for act in (find_by_code, withdraw):
        with pytest.raises(MeetrondeClosed, match="gepubliceerd"):
            act(session, CODE)
    assert interview.status == Status.NIEUW


def test_of_two_with_the_same_code_both_are_stored_and_neither_is_withdrawn(session, inzending, interview, afzender):
    second = gesprek(inzending.straat_id, intrekcode=CODE)
    assert receive(session, second, afzender).uitkomst is Uitkomst.NIEUW
    with pytest.raises(InvalidInput, match="meer dan één gesprek"):
        withdraw(session, CODE)
    found = select(Interview.status).where(Interview.intrekcode_hash == hash_intrekcode(CODE))
    assert session.exec(found).all() == [Status.NIEUW, Status.NIEUW]
