"""What is handed over: never more than may be told, in words that are kept, and quotes that point at nobody."""

import pytest
from sqlmodel import Session, select

from app import demo
from app.citaten import mark
from app.domain.betrouwbaarheid import NORMEN
from app.domain.onderdeel import Onderdeel
from app.errors import ChangedMeanwhile, InvalidInput
from app.gebieden import find_wijk
from app.models import Interview, Meetronde, Rapporttekst, Status
from app.rapporten import (
    Cijfers,
    change_tekst,
    draw_up_kaarten,
    gather_citaten,
    gather_figures,
    huisteksten,
    limit_of,
    read_teksten,
)
from app.vaststelling.writing import Maatstaf
from tests.gesprekken import decide, straat_in
from tests.test_vaststelling import THRESHOLD, hold, publish_now


@pytest.fixture(autouse=True)
def _world(world) -> None:
    """The people who hold and publish interviews."""


def figures(session: Session, code: str = demo.HERHAALMETING) -> Cijfers:
    wijk, maatstaf = find_wijk(session, "crabbehof"), Maatstaf(THRESHOLD, NORMEN)
    return gather_figures(session, session.get_one(Meetronde, code), wijk, maatstaf)


def quote(session: Session, interview: Interview, words: str = "Een bankje", thema: str = "leefbaarheid") -> None:
    mark(session, interview.id, "meer_doen", words, [thema], is_citaat=True)


def test_a_concept_tells_just_what_publishing_would(session):
    hold(session, 14)
    hold(session, 3, number=1)
    concept = figures(session)
    assert (concept.is_concept, concept.is_told) == (True, True)
    publish_now(session)
    published = figures(session)
    assert not published.is_concept
    assert (published.score, published.told.straten) == (concept.score, concept.told.straten)


def test_what_was_published_stays_what_it_was(session):
    held = hold(session, 14)
    publish_now(session)
    before = figures(session).score
    decide(session, held[0].id, Status.AFGEKEURD)
    assert figures(session).score == before


def test_what_changed_is_told_beside_the_meetronde_before(session):
    hold(session, 14)
    publish_now(session)
    later = Meetronde(code="later", name="Later", starts_on=session.get_one(Meetronde, demo.HERHAALMETING).starts_on)
    later.starts_on = later.starts_on.replace(year=2031)
    session.add(later)
    session.flush()
    found = figures(session, "later")
    assert found.earlier is not None
    assert found.earlier.code == demo.HERHAALMETING
    assert found.since[0].gebied.code == "crabbehof"
    assert figures(session).earlier is None


def test_quotes_stand_by_theme_each_once_and_say_nothing_of_anybody(session):
    held = hold(session, 14)
    quote(session, held[0])
    quote(session, held[1])
    quote(session, held[2], thema="participatie")
    citaten = gather_citaten(session, figures(session))
    assert citaten.per_thema == {"leefbaarheid": ["Een bankje"], "participatie": ["Een bankje"]}
    assert (citaten.left_out, citaten.own_themas) == (0, [])
    decide(session, held[2].id, Status.AFGEKEURD)
    assert gather_citaten(session, figures(session)).of("participatie") == ()


def test_a_quote_that_seems_to_name_somebody_is_left_out_and_counted(session):
    hold(session, 13)
    (named,) = hold(session, 1, antwoorden={"meer_doen": "Vraag het mevrouw Jansen"})
    quote(session, named, "Vraag het mevrouw Jansen")
    citaten = gather_citaten(session, figures(session))
    assert (citaten.per_thema, citaten.left_out) == ({}, 1)


def test_of_too_few_people_nothing_is_quoted(session):
    (alone,) = hold(session, 1)
    quote(session, alone)
    citaten = gather_citaten(session, figures(session))
    assert (citaten.per_thema, citaten.is_held_back) == ({}, True)


def test_a_straat_that_is_not_told_alone_gets_the_figures_of_the_wijk(session):
    hold(session, 14)
    for number in (1, 2):  # two, or the one that is not told would follow from the others
        hold(session, 8, number=number)
    cijfers = figures(session)
    kaarten = {kaart.straat: kaart for kaart in draw_up_kaarten(cijfers)}
    assert len(kaarten) == len(cijfers.told.straten)
    alone, small = (kaarten[straat_in(session, "crabbehof", number).name] for number in (0, 2))
    assert (alone.is_of_straat, alone.interviews) == (True, 14)
    assert not small.is_of_straat
    wijk = {maat.maat: maat for maat in cijfers.score.bewoners.maten}
    assert small.ladder == wijk["straatladder"]
    assert list(small.cijfers) == ["schoon", "veilig"], "everybody gave the same for gezellig, so that is not told"
    assert small.cijfers["schoon"] == wijk["schoon"]
    code = str(straat_in(session, "crabbehof", 2).id)
    assert [kaart.straat for kaart in draw_up_kaarten(cijfers, code)] == [small.straat]
    assert draw_up_kaarten(cijfers, "nergens") == []


def test_a_card_of_a_wijk_with_too_few_people_has_no_figure(session):
    hold(session, 4)
    assert not any(kaart.has_figures or kaart.interviews for kaart in draw_up_kaarten(figures(session)))


def test_words_are_kept_until_they_are_those_of_the_house_again(session, world):
    about = world.herhaalmeting, find_wijk(session, "crabbehof")
    house = huisteksten()[Onderdeel.VERVOLG].text
    assert read_teksten(session, *about)[Onderdeel.VERVOLG] == house
    change_tekst(session, *about, Onderdeel.VERVOLG, " Eerst de containers. ", seen=house)
    assert read_teksten(session, *about)[Onderdeel.VERVOLG] == "Eerst de containers."
    assert read_teksten(session, world.nulmeting, about[1])[Onderdeel.VERVOLG] == house
    change_tekst(session, *about, Onderdeel.VERVOLG, "", seen="Eerst de containers.")
    assert read_teksten(session, *about)[Onderdeel.VERVOLG] == ""
    change_tekst(session, *about, Onderdeel.VERVOLG, house, seen="")
    assert session.exec(select(Rapporttekst)).all() == []


def test_a_colleague_who_was_first_is_not_overwritten(session, world):
    about = world.herhaalmeting, find_wijk(session, "crabbehof")
    house = huisteksten()[Onderdeel.KAART].text
    change_tekst(session, *about, Onderdeel.KAART, "Van Anna", seen=house)
    with pytest.raises(ChangedMeanwhile):
        change_tekst(session, *about, Onderdeel.KAART, "Van een ander", seen=house)
    with pytest.raises(InvalidInput):
        change_tekst(session, *about, Onderdeel.KAART, "x" * (limit_of(Onderdeel.KAART) + 1), seen="Van Anna")
    assert read_teksten(session, *about)[Onderdeel.KAART] == "Van Anna"


def test_the_words_of_the_house_fit_and_hold_no_figure_of_a_meetronde():
    assert all(len(words.text) <= limit_of(each) and words.title for each, words in huisteksten().items())
    assert not [each for each, words in huisteksten().items() if "\n" in words.text.replace("\n\n", "")]
