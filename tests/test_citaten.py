"""What people said in their own words: marked, searched, counted, and forgotten for good."""

from uuid import UUID

import pytest
from sqlmodel import Session, select

from app import demo
from app.citaten import (
    Leesfilter,
    add_thema,
    change_fragment,
    find_fragment,
    find_thema,
    forget,
    list_answers,
    list_citaten,
    list_themas,
    list_unnamed,
    mark,
    remove_fragment,
    rename_thema,
    rename_verzamelnaam,
    retire_thema,
    take_back_thema,
    take_together,
)
from app.domain.citaat import fold
from app.domain.vragenlijst import Soort
from app.errors import InvalidInput, NotFound
from app.interviews import Afzender, receive
from app.models import Antwoord, Fragment, Indeling, Status, Verzamelnaam
from app.tellingen import Fragmenttelling, Selectie, count_fragmenten, count_verzamelnamen
from tests.gesprekken import decide, gesprek, straat_in

RONDE = Selectie(demo.HERHAALMETING)
ANSWER = "Meer groen, en samen eten is één keer per week fijn."


@pytest.fixture
def hold(session, world):
    """Hold an interview with this open answer."""

    def hold(text: str = ANSWER, vraag: str = "meer_doen", wijk: str = "crabbehof", **changes) -> UUID:
        soort = Soort.KLANT if vraag == "diensten_anders" else Soort.STRAAT
        answers = {"meer_doen": None, vraag: text} | ({"diensten": ["anders"]} if soort is Soort.KLANT else {})
        inzending = gesprek(straat_in(session, wijk).id, soort, antwoorden=answers, **changes)
        receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
        return inzending.id

    return hold


def read(session: Session, **chosen) -> list[str]:
    wanted = Leesfilter(**{"meetronde_code": demo.HERHAALMETING, "vraag": "meer_doen"} | chosen)
    return [answer.text for answer in list_answers(session, wanted, 10)]


def correct(session: Session, interview_id: UUID, text: str) -> None:
    session.get_one(Antwoord, (interview_id, "meer_doen", "tekst")).text = text
    session.flush()
    session.expire_all()


def test_answers_are_read_by_question_and_searched_as_people_write(session, hold):
    hold("Een CAFÉ\nvoor de buurt 100%")
    hold("Samen eten", wijk="wielwijk")
    hold("Een lift", vraag="ouderen")
    assert sorted(read(session)) == ["Een CAFÉ\nvoor de buurt 100%", "Samen eten"]
    assert read(session, wijk_code="wielwijk") == ["Samen eten"]
    assert read(session, vraag="ouderen") == ["Een lift"]
    assert read(session, straat_id=straat_in(session, "wielwijk").id) == ["Samen eten"]
    for search, found in {"cafe voor": 1, "AFÉ": 1, "00%": 1, "0_": 0, "koffie": 0, " ": 2}.items():
        assert len(read(session, search=search)) == found, search


def test_what_is_searched_follows_the_answer(session, hold):
    interview_id = hold()
    correct(session, interview_id, "Niéts")
    assert session.get_one(Antwoord, (interview_id, "meer_doen", "tekst")).folded == "niets"
    assert read(session, search="niets") == ["Niéts"]
    assert all(each.folded == (fold(each.text) if each.text else None) for each in session.exec(select(Antwoord)))


def test_a_page_begins_after_the_last(session, hold):
    sent = {hold(f"Antwoord {number}") for number in range(3)}
    wanted = Leesfilter(demo.HERHAALMETING, "meer_doen")
    first = list_answers(session, wanted, 2)
    last = first[-1].interview
    second = list_answers(session, wanted, 2, (last.date, last.id))
    assert [len(first), len(second)] == [2, 1]
    assert {each.interview.id for each in (*first, *second)} == sent


def test_a_passage_is_marked_under_themes_and_found_by_them(session, hold):
    interview_id = hold()
    mark(session, interview_id, "meer_doen", "samen eten", ["participatie", "samenredzaamheid"], is_citaat=True)
    mark(session, interview_id, "meer_doen", "Meer groen", ["leefbaarheid"])
    hold("Niets")
    (answer,) = list_answers(session, Leesfilter(demo.HERHAALMETING, "meer_doen", thema="participatie"), 10)
    assert [part for part, is_marked in answer.parts if is_marked] == ["Meer groen", "samen eten"]
    assert [[thema.code for thema in each.themas] for each in answer.fragmenten] == [
        ["leefbaarheid"],
        ["samenredzaamheid", "participatie"],
    ]
    assert read(session, thema="zelfredzaamheid") == []
    assert read(session, thema="") == ["Niets"]
    assert read(session, citaten_only=True) == [ANSWER]
    assert read(session, thema="leefbaarheid", citaten_only=True) == []


def test_the_same_passage_twice_is_marked_once(session, hold):
    interview_id = hold()
    first = mark(session, interview_id, "meer_doen", "samen eten", ["participatie"], is_citaat=True)
    second = mark(session, interview_id, "meer_doen", "samen  eten", ["leefbaarheid"])
    assert first.id == second.id
    assert second.is_citaat
    assert len(session.exec(select(Indeling)).all()) == 2


@pytest.mark.parametrize(
    ("passage", "themas"), [("samen slapen", ["participatie"]), ("", ["participatie"]), ("eten", [])]
)
def test_a_passage_must_be_in_the_answer_and_have_a_theme(session, hold, passage, themas):
    interview_id = hold()
    with pytest.raises(InvalidInput) as caught:
        mark(session, interview_id, "meer_doen", passage, themas)
    assert [fault.veld for fault in caught.value.faults] == ["passage" if themas else "thema"]
    assert session.exec(select(Fragment)).all() == []


def test_a_theme_that_is_not_there_is_refused(session, hold):
    with pytest.raises(NotFound, match="geen thema “geluk”"):
        mark(session, hold(), "meer_doen", "eten", ["geluk"])
    assert session.exec(select(Fragment)).all() == []


def test_what_does_not_count_is_not_read_marked_counted_or_quoted(session, hold):
    interview_id = hold()
    mark(session, interview_id, "meer_doen", "samen eten", ["participatie"], is_citaat=True)
    assert len(list_citaten(session, demo.HERHAALMETING, "crabbehof")) == 1
    decide(session, interview_id, Status.AFGEKEURD)
    assert read(session) == []
    assert count_fragmenten(session, RONDE) == []
    assert list_citaten(session, demo.HERHAALMETING, "crabbehof") == []
    with pytest.raises(NotFound):
        mark(session, interview_id, "meer_doen", "fijn", ["participatie"])


def test_a_mark_follows_a_correction_and_says_when_its_words_are_gone(session, hold):
    interview_id = hold()
    mark(session, interview_id, "meer_doen", "samen eten", ["participatie"], is_citaat=True)
    correct(session, interview_id, "Vooral samen eten.")
    (answer,) = list_answers(session, Leesfilter(demo.HERHAALMETING, "meer_doen"), 10)
    assert answer.parts == [("Vooral ", False), ("samen eten", True), (".", False)]
    correct(session, interview_id, "Vooral samen koken.")
    (answer,) = list_answers(session, Leesfilter(demo.HERHAALMETING, "meer_doen"), 10)
    assert [each.place for each in answer.fragmenten] == [None]
    assert answer.parts == [("Vooral samen koken.", False)]
    assert count_fragmenten(session, RONDE) == []
    assert list_citaten(session, demo.HERHAALMETING, "crabbehof") == []


def test_what_is_forgotten_leaves_nothing(session, hold):
    interview_id, other = hold(), hold()
    for each in (interview_id, other):
        mark(session, each, "meer_doen", "samen eten", ["participatie"])
    forget(session, interview_id, "meer_doen")
    assert [each.interview_id for each in session.exec(select(Fragment))] == [other]
    assert len(session.exec(select(Indeling)).all()) == 1
    klant = hold("Een televisie", "diensten_anders")
    take_together(session, RONDE, "diensten_anders", {"een televisie": "Apparaten"})
    forget(session, klant, "diensten_anders")
    assert session.exec(select(Verzamelnaam)).all() == []


def test_themes_are_counted_in_interviews_per_straat(session, hold):
    first, second = hold(), hold()
    mark(session, first, "meer_doen", "samen eten", ["participatie"], is_citaat=True)
    mark(session, first, "meer_doen", "fijn", ["participatie"])
    mark(session, second, "meer_doen", "groen", ["leefbaarheid", "participatie"])
    straat_id = straat_in(session, "crabbehof").id
    assert sorted(count_fragmenten(session, RONDE), key=lambda each: each.thema_code) == [
        Fragmenttelling(straat_id, "leefbaarheid", 1, 0),
        Fragmenttelling(straat_id, "participatie", 2, 1),
    ]
    assert count_fragmenten(session, Selectie(demo.HERHAALMETING, "wielwijk")) == []


def test_a_mark_is_changed_and_taken_away(session, hold):
    fragment = mark(session, hold(), "meer_doen", "samen eten", ["participatie"], is_citaat=True)
    change_fragment(session, fragment, ["leefbaarheid"], is_citaat=False)
    assert [each.thema_code for each in session.exec(select(Indeling))] == ["leefbaarheid"]
    assert not find_fragment(session, fragment.id).is_citaat
    with pytest.raises(InvalidInput):
        change_fragment(session, fragment, [], is_citaat=False)
    remove_fragment(session, fragment)
    assert session.exec(select(Fragment)).all() == []
    session.expire_all()
    with pytest.raises(NotFound):
        find_fragment(session, fragment.id)


def test_own_themes_come_and_go_and_what_was_marked_stays(session, hold):
    thema = add_thema(session, " Wachttijd ")
    assert [each.code for each in list_themas(session)][3:] == ["participatie", "wachttijd"]
    mark(session, hold(), "meer_doen", "samen eten", ["wachttijd"])
    rename_thema(session, thema, "Lang wachten")
    retire_thema(thema)
    assert [each.name for each in list_themas(session)][4:] == []
    assert [each.thema_code for each in count_fragmenten(session, RONDE)] == ["wachttijd"]
    take_back_thema(thema)
    assert [each.name for each in list_themas(session)][4:] == ["Lang wachten"]


@pytest.mark.parametrize("name", ["", "…", "x" * 61, "LEEFBAARHEID", "Wácht tijd"])
def test_a_theme_needs_a_name_of_its_own(session, name):
    add_thema(session, "Wacht-tijd")
    with pytest.raises(InvalidInput):
        add_thema(session, name)


def test_the_four_themes_stay_as_they_are(session):
    thema = find_thema(session, "leefbaarheid")
    for change in (lambda: rename_thema(session, thema, "Fijn wonen"), lambda: retire_thema(thema)):
        with pytest.raises(InvalidInput):
            change()
    assert (thema.name, thema.retired_at) == ("Leefbaarheid", None)


def test_other_answers_are_counted_under_one_name(session, hold):
    for text in ("Een televisie", "een TELEVISIE", "Tv aangesloten", "Een kast"):
        hold(text, "diensten_anders")
    vraag = "diensten_anders"
    assert {each.folded: each.count for each in list_unnamed(session, RONDE, vraag, 10)}["een televisie"] == 2
    names = {"een televisie": "Apparaten", "tv aangesloten": " Apparaten ", "een kast": ""}
    assert take_together(session, RONDE, vraag, names) == 3
    assert count_verzamelnamen(session, RONDE, vraag) == [("Apparaten", 3)]
    hold("Een  Televisie", vraag)
    assert {each.text: each.proposal for each in list_unnamed(session, RONDE, vraag, 10)} == {
        "Een kast": "",
        "Een  Televisie": "Apparaten",
    }
    rename_verzamelnaam(session, RONDE, vraag, "Apparaten", "Hulp in huis")
    assert count_verzamelnamen(session, RONDE, vraag) == [("Hulp in huis", 3)]
    rename_verzamelnaam(session, RONDE, vraag, "Hulp in huis", "")
    assert len(list_unnamed(session, RONDE, vraag, 10)) == 3


def test_a_name_that_is_too_long_keeps_everything_as_it_was(session, hold):
    hold("Een kast", "diensten_anders")
    with pytest.raises(InvalidInput):
        take_together(session, RONDE, "diensten_anders", {"een kast": "x" * 61})
    assert session.exec(select(Verzamelnaam)).all() == []
