"""Taking text out: it is nowhere any more, in no table and no file, and nothing brings it back."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from app.beoordeling import remark
from app.correcties import correct
from app.domain.vragenlijst import Soort
from app.errors import ChangedMeanwhile, InvalidInput
from app.interviews import Afzender, Inzending, Uitkomst, receive
from app.models import Aanleiding, Antwoord, Botsing, Interview, Reactie, Status, Weglating
from app.navragen import Antwoordbrief, Wijziging, open_navragen, receive_reactie
from app.vragenlijsten import newest_vragenlijst
from app.weglatingen import take_out
from tests.gesprekken import decide, gesprek, straat_in
from tests.tables import Contents

STRAAT = newest_vragenlijst(Soort.STRAAT)
SECRET = "buurman Ahmed"
ANSWER = f"Vraag {SECRET} om hulp"


@pytest.fixture
def inzending(session, world) -> Inzending:
    return gesprek(straat_in(session, "crabbehof").id, antwoorden={"meer_doen": ANSWER})


@pytest.fixture
def interview(session, world, inzending) -> Interview:
    receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
    return session.get_one(Interview, inzending.id)


def text_of(session: Session, interview: Interview) -> str:
    query = select(Antwoord.text).where(Antwoord.interview_id == interview.id, Antwoord.vraag == "meer_doen")
    return session.exec(query).one()


def is_anywhere(session: Session, words: str = "ahmed") -> bool:
    session.flush()
    return words in repr(Contents.of(session.connection()).rows).lower()


def talk_about(session: Session, world, interview: Interview, inzending: Inzending) -> None:
    """Repeat the secret wherever people may write, and in a correction, a clash and a reply."""
    correct(session, interview, STRAAT, world.anna, {"meer_doen": f"{ANSWER}!"}, f"{SECRET} heet zo", seen=0)
    remark(session, interview, world.anna, f"Wie is {SECRET.upper()}?")
    decide(session, interview.id, Status.TERUGGESTUURD, f"Is {SECRET} een naam?")
    (navraag,) = open_navragen(session, world.bilal)
    changed = {"meer_doen": Wijziging(f"{ANSWER}!", ANSWER)}
    brief = Antwoordbrief(uuid4(), interview.id, navraag.id, f"Ja, {SECRET} woont daar.", changed)
    receive_reactie(session, brief, world.bilal)
    clash = replace(inzending, antwoorden=inzending.antwoorden | {"meer_doen": f"{SECRET}, bel hem"})
    receive(session, clash, Afzender(interviewer_id=world.bilal.id))


@pytest.mark.parametrize(("piece", "left"), [(None, "[weggehaald]"), ("Buurman  ahmed", "Vraag [weggehaald] om hulp")])
def test_it_goes_from_everywhere_and_only_that_it_went_stays(session, world, inzending, interview, piece, left):
    talk_about(session, world, interview, inzending)
    assert is_anywhere(session)
    marks = [interview.content_hash, interview.answers_hash]
    marks += [*session.exec(select(Reactie.content_hash)), *session.exec(select(Botsing.content_hash))]
    take_out(session, interview, STRAAT, world.anna, "meer_doen", piece, seen=interview.revision)
    assert text_of(session, interview) == left
    assert not is_anywhere(session)
    assert not [mark for mark in marks if is_anywhere(session, mark)], "a guess at what went cannot be tried"
    assert "[weggehaald]" in session.exec(select(Botsing)).one().content["antwoorden"]["meer_doen"]
    kept = session.exec(select(Weglating)).one()
    assert (kept.vraag, kept.coordinator_id, kept.is_whole) == ("meer_doen", world.anna.id, piece is None)


def test_what_stood_out_in_it_stands_out_no_longer(session, world, interview):
    assert session.exec(select(Aanleiding.reden)).all() == ["naam"]
    take_out(session, interview, STRAAT, world.anna, "meer_doen", SECRET, seen=0)
    assert session.exec(select(Aanleiding.reden)).all() == []


def test_nothing_that_is_sent_again_brings_it_back(session, world, inzending, interview):
    before = interview.answers_hash
    take_out(session, interview, STRAAT, world.anna, "meer_doen", seen=0)
    for sent in (inzending, replace(inzending, antwoorden=inzending.antwoorden | {"schoon": 1})):
        again = receive(session, sent, Afzender(interviewer_id=world.bilal.id))
        assert again.uitkomst is Uitkomst.AL_ONTVANGEN
    assert not is_anywhere(session)
    assert interview.answers_hash != before


def test_a_reply_that_is_sent_again_after_something_went_is_known(session, world, interview):
    decide(session, interview.id, Status.TERUGGESTUURD)
    (navraag,) = open_navragen(session, world.bilal)
    brief = Antwoordbrief(uuid4(), interview.id, navraag.id, f"Ja, {SECRET}.", {})
    receive_reactie(session, brief, world.bilal)
    take_out(session, interview, STRAAT, world.anna, "meer_doen", seen=interview.revision)
    assert receive_reactie(session, brief, world.bilal)[1] is Uitkomst.AL_ONTVANGEN
    assert not is_anywhere(session)


def test_of_two_clashes_that_differed_in_what_went_one_is_left(session, world, inzending, interview):
    for words in ("een", "twee"):
        clash = replace(inzending, antwoorden=inzending.antwoorden | {"meer_doen": f"{SECRET} {words}", "schoon": 1})
        receive(session, clash, Afzender(interviewer_id=world.bilal.id))
    take_out(session, interview, STRAAT, world.anna, "meer_doen", seen=0)
    assert session.exec(select(Botsing)).one().content["antwoorden"]["schoon"] == 1
    assert not is_anywhere(session)


def test_a_reply_from_a_phone_that_still_has_it_is_not_taken(session, world, interview):
    decide(session, interview.id, Status.TERUGGESTUURD)
    (navraag,) = open_navragen(session, world.bilal)
    take_out(session, interview, STRAAT, world.anna, "meer_doen", SECRET, seen=1)
    changed = {"meer_doen": Wijziging(ANSWER, f"{ANSWER}!")}
    with pytest.raises(ChangedMeanwhile):
        receive_reactie(session, Antwoordbrief(uuid4(), interview.id, navraag.id, "", changed), world.bilal)
    assert not is_anywhere(session)


@pytest.mark.parametrize(("vraag", "piece"), [("meer_doen", "Jansen"), ("meer_doen", " "), ("schoon", None)])
def test_what_is_not_there_is_not_taken_out(session, world, interview, vraag, piece):
    with pytest.raises(InvalidInput):
        take_out(session, interview, STRAAT, world.anna, vraag, piece, seen=0)
    assert text_of(session, interview) == ANSWER


def test_a_colleague_is_told(session, world, interview):
    decide(session, interview.id, Status.GOEDGEKEURD)
    with pytest.raises(ChangedMeanwhile):
        take_out(session, interview, STRAAT, world.anna, "meer_doen", seen=0)
    assert text_of(session, interview) == ANSWER


def test_fingerprints_of_before_a_new_edition_go_when_it_comes(database, world):
    with database.transaction() as session:
        straat_id = straat_in(session, "crabbehof").id
        redacted, other = (gesprek(straat_id, antwoorden={"meer_doen": text}) for text in (ANSWER, "Een bankje"))
        for inzending in (redacted, other):
            receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
        clash = replace(redacted, antwoorden=redacted.antwoorden | {"meer_doen": f"{SECRET}, bel hem"})
        receive(session, clash, Afzender(interviewer_id=world.bilal.id))
        interview = session.get_one(Interview, redacted.id)
        take_out(session, interview, STRAAT, world.anna, "meer_doen", seen=0)
        blanked = session.exec(select(Botsing)).one()
        as_it_is, blanked.content_hash = blanked.content_hash, "f" * 64
        interview.content_hash = "f" * 64
    database.migrate("0021")
    database.migrate()
    with database.snapshot() as session:
        assert session.get_one(Interview, redacted.id).content_hash == ""
        assert session.get_one(Interview, other.id).content_hash != ""
        assert session.exec(select(Botsing.content_hash)).all() == [as_it_is]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_files_of_the_database_do_not_keep_it_either(database, world):
    with database.transaction() as session:
        inzending = gesprek(straat_in(session, "crabbehof").id, antwoorden={"meer_doen": ANSWER})
        receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
    files = [Path(f"{database.url.database}{suffix}") for suffix in ("", "-wal")]
    assert any(SECRET.encode() in file.read_bytes() for file in files)
    with database.transaction() as session:
        interview = session.get_one(Interview, inzending.id)
        take_out(session, interview, STRAAT, world.anna, "meer_doen", seen=0)
    assert [file.name for file in files if SECRET.encode() in file.read_bytes()] == []
