"""Proof of consent: when it was asked, in which language and in which words, whatever becomes of the translations."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from app.domain.vragenlijst import Soort
from app.errors import InvalidInput
from app.interviews import Afzender, Uitkomst, receive
from app.intrekkingen import withdraw
from app.models import Interview, Toestemmingstekst
from app.toestemming import text_of
from app.vragenlijsten import newest_vragenlijst
from app.vragenlijsten.toonkaarten import all_toonkaarten
from tests.gesprekken import gesprek, straat_in

NOW = datetime.now(UTC).replace(microsecond=0)


def hand_in(session, world, **told):
    inzending = gesprek(straat_in(session, "crabbehof").id, **told)
    receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
    return inzending


def test_the_words_are_those_of_the_language_and_are_kept_once(session, world):
    polish, again = (hand_in(session, world, consent_at=NOW, consent_language="pl") for _ in range(2))
    dutch = hand_in(session, world, consent_at=NOW)
    assert text_of(session, polish.id).text == all_toonkaarten()["pl"].vragen[Soort.STRAAT]["toestemming"].text
    assert text_of(session, dutch.id).text == newest_vragenlijst(Soort.STRAAT).by_key["toestemming"].text
    assert text_of(session, again.id) == text_of(session, polish.id)
    assert len(session.exec(select(Toestemmingstekst)).all()) == 2
    interview = session.get_one(Interview, polish.id)
    assert (interview.consent_at, interview.consent_language) == (NOW, "pl")


def test_what_was_not_told_is_not_made_up(session, world):
    silent = hand_in(session, world)
    unknown = hand_in(session, world, consent_at=NOW, consent_language="tlh")
    assert (text_of(session, silent.id), text_of(session, unknown.id)) == (None, None)
    assert session.get_one(Interview, silent.id).consent_language is None
    assert session.get_one(Interview, unknown.id).consent_language == "tlh"


def test_another_moment_is_another_interview_and_an_impossible_one_is_refused(session, world):
    inzending = hand_in(session, world, consent_at=NOW)
    other = gesprek(inzending.straat_id, id=inzending.id, consent_at=NOW - timedelta(minutes=1))
    assert receive(session, other, Afzender(interviewer_id=world.bilal.id)).uitkomst is Uitkomst.BOTSING
    with pytest.raises(InvalidInput) as problem:
        hand_in(session, world, consent_at=NOW + timedelta(days=9))
    assert [fault.veld for fault in problem.value.faults] == ["toestemmingOp"]


def test_of_what_was_withdrawn_the_moment_goes_too(session, world):
    inzending = hand_in(session, world, consent_at=NOW, consent_language="pl", intrekcode="merel-kasteel-4821")
    withdraw(session, "merel-kasteel-4821")
    interview = session.get_one(Interview, inzending.id)
    assert (interview.consent_at, interview.consent_language, text_of(session, inzending.id)) == (None, None, None)
