"""What is still needed: targets from a file, done by everybody, and never below zero."""

import pytest
from sqlmodel import select

from app import demo
from app.doelen import Progress, progress, set_doel
from app.domain.vragenlijst import Soort
from app.errors import InvalidInput
from app.gebieden import find_wijk
from app.gebiedenbestand import import_gebieden
from app.interviews import Afzender, receive
from app.models import Doel, Huishoudens, Meetronde, Status, Straat
from tests.gesprekken import decide, gesprek, straat_in

HEADER = "wijkCode,wijkNaam,straatNaam"
STRAAT = "crabbehof,Crabbehof,Nieuwe straat"


@pytest.fixture
def herhaalmeting(session):
    return session.get_one(Meetronde, demo.HERHAALMETING)


@pytest.fixture
def crabbehof(session):
    return find_wijk(session, "crabbehof")


@pytest.fixture
def straat(session, herhaalmeting):
    """A straat that wants two straatinterviews and says nothing of the other kinds."""
    straat = Straat(wijk_code="crabbehof", name="Nieuwe straat")
    session.add(straat)
    session.flush()
    set_doel(session, herhaalmeting, straat, Soort.STRAAT, 2)
    session.flush()
    return straat


def in_file(session) -> dict[str, int]:
    query = select(Doel).join(Straat).where(Straat.name == "Nieuwe straat")
    return {doel.soort: doel.count for doel in session.exec(query)}


def test_nothing_done_yet(session, herhaalmeting, crabbehof, straat):
    of_straat = progress(session, herhaalmeting, [crabbehof])[straat.id]
    assert of_straat == {
        Soort.STRAAT: Progress(2, 0),
        Soort.PORTIEK: Progress(None, 0),
        Soort.KLANT: Progress(None, 0),
    }
    assert [of_straat[soort].to_do for soort in Soort] == [2, 0, 0]


def test_everybodys_interviews_count(session, world, herhaalmeting, crabbehof, straat):
    for interviewer in (world.bilal, world.carla, world.bilal):
        receive(session, gesprek(straat.id), Afzender(interviewer_id=interviewer.id))
    receive(session, gesprek(straat.id, Soort.KLANT), Afzender(api_sleutel_id=world.dashboard.id))
    of_straat = progress(session, herhaalmeting, [crabbehof])[straat.id]
    assert (of_straat[Soort.STRAAT].done, of_straat[Soort.STRAAT].to_do) == (3, 0), "never below zero"
    assert (of_straat[Soort.KLANT].done, of_straat[Soort.KLANT].to_do) == (1, 0)


@pytest.mark.parametrize(
    ("status", "done"),
    [(Status.NIEUW, 1), (Status.GOEDGEKEURD, 1), (Status.TERUGGESTUURD, 0), (Status.AFGEKEURD, 0)],
)
def test_what_was_sent_back_or_rejected_is_still_needed(session, world, herhaalmeting, crabbehof, straat, status, done):
    inzending = gesprek(straat.id)
    receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
    decide(session, inzending.id, status)
    assert progress(session, herhaalmeting, [crabbehof])[straat.id][Soort.STRAAT].done == done


def test_a_refusal_is_no_interview(session, world, herhaalmeting, crabbehof, straat):
    inzending = gesprek(straat.id)
    refused = gesprek(straat.id, antwoorden=dict.fromkeys(inzending.antwoorden) | {"toestemming": "nee"})
    receive(session, refused, Afzender(interviewer_id=world.bilal.id))
    assert progress(session, herhaalmeting, [crabbehof])[straat.id][Soort.STRAAT].to_do == 2


def test_another_meetronde_is_another_matter(session, world, straat, crabbehof):
    nulmeting = session.get_one(Meetronde, demo.NULMETING)
    receive(session, gesprek(straat.id), Afzender(interviewer_id=world.bilal.id))
    assert progress(session, nulmeting, [crabbehof])[straat.id][Soort.STRAAT] == Progress(None, 0)


def test_only_the_straten_of_these_wijken(session, herhaalmeting, crabbehof):
    found = progress(session, herhaalmeting, [crabbehof])
    in_crabbehof = set(session.exec(select(Straat.id).where(Straat.wijk_code == "crabbehof")))
    assert found.keys() == in_crabbehof
    assert straat_in(session, "wielwijk").id not in found
    assert progress(session, herhaalmeting, []) == {}


def test_a_doel_can_be_set_again(session, herhaalmeting, crabbehof, straat):
    set_doel(session, herhaalmeting, straat, Soort.STRAAT, 0)
    session.flush()
    assert progress(session, herhaalmeting, [crabbehof])[straat.id][Soort.STRAAT] == Progress(0, 0)


def test_doelen_come_with_the_straten(session, herhaalmeting):
    text = f"{HEADER},huishoudens,doelStraat,doelPortiek,doelKlant\n{STRAAT},120,8,,0\n"
    assert len(import_gebieden(session, text, herhaalmeting).straten) == 1
    assert in_file(session) == {"straat": 8, "klant": 0}
    assert session.exec(select(Huishoudens.count).join(Straat).where(Straat.name == "Nieuwe straat")).one() == 120


def test_a_number_replaces_and_an_empty_cell_does_not(session, herhaalmeting):
    for cells in ("8,4", "9,", ","):
        import_gebieden(session, f"{HEADER},doelStraat,doelPortiek\n{STRAAT},{cells}\n", herhaalmeting)
    assert in_file(session) == {"straat": 9, "portiek": 4}


@pytest.mark.parametrize("column", ["huishoudens", "doelStraat", "doelPortiek", "doelKlant"])
@pytest.mark.parametrize("cell", ["-1", "acht", "1.5", "²", "1000000"])
def test_what_is_no_number_brings_nothing_in(session, herhaalmeting, column, cell):
    with pytest.raises(InvalidInput) as refused:
        import_gebieden(session, f"{HEADER},{column}\n{STRAAT},{cell}\n", herhaalmeting)
    assert [(fault.veld, column in fault.melding) for fault in refused.value.faults] == [("regel 2", True)]
    assert session.exec(select(Straat).where(Straat.name == "Nieuwe straat")).first() is None


@pytest.mark.parametrize("column", ["huishoudens", "doelStraat", "doelPortiek", "doelKlant"])
def test_a_number_that_belongs_to_no_meetronde_is_not_silently_dropped(session, column):
    with pytest.raises(InvalidInput) as refused:
        import_gebieden(session, f"{HEADER},{column}\n{STRAAT},8\n")
    assert "--meetronde" in refused.value.faults[0].melding
    assert session.exec(select(Straat).where(Straat.name == "Nieuwe straat")).first() is None


def test_empty_columns_need_no_meetronde(session):
    assert import_gebieden(session, f"{HEADER},huishoudens,doelStraat\n{STRAAT},,\n").straten.keys() == {
        ("crabbehof", "Nieuwe straat")
    }
