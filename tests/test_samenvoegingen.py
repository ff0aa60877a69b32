"""Two straten become one: everything moves, the counts with it, and all of it can go back; and when it may not."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlmodel import select

from app import demo
from app.contactpogingen import receive_contactpoging
from app.doelen import set_doel
from app.domain.respons import Contactuitkomst
from app.domain.vragenlijst import Soort
from app.errors import ChangedMeanwhile, InvalidInput
from app.gebieden import add_portiek, bring_back, change_straat, find_wijk, retire
from app.interviews import Afzender, Uitkomst, receive
from app.meetronden import Description, add_meetronde
from app.models import (
    Contactpoging,
    Doel,
    Gebruiker,
    Huishoudens,
    Interview,
    Meetronde,
    Portiek,
    Status,
    Straat,
    Telstand,
    Uitzondering,
    Vaststelling,
)
from app.navragen import Antwoordbrief, open_navragen, receive_reactie
from app.overzichten import straat_score, wijk_score
from app.samenvoegingen import look_back, merge, propose, samenvoegingen_of, undo
from app.telstand import differences
from tests.gesprekken import decide, gesprek, straat_in
from tests.tegelijk import second_waits

MOVED = (Interview, Contactpoging, Portiek, Straat, Huishoudens, Doel, Telstand, Uitzondering)


@pytest.fixture
def places(session) -> tuple[Straat, Straat]:
    """Two straten of one wijk; the first is to become a part of the second."""
    return straat_in(session, "crabbehof", 0), straat_in(session, "crabbehof", 1)


def everything(session) -> dict:
    session.flush()
    session.expire_all()
    return {
        table: sorted(
            json.dumps(row.model_dump(), sort_keys=True, default=str)
            for row in session.exec(select(table))
            if getattr(row, "counts", True)  # a row of the telstand that has become empty is none
        )
        for table in MOVED
    }


def door(straat_id, interviewer_id, **changes) -> Contactpoging:
    return Contactpoging(
        id=changes.pop("id", None) or uuid4(),
        meetronde_code=demo.HERHAALMETING,
        straat_id=straat_id,
        interviewer_id=interviewer_id,
        outcome=Contactuitkomst.NIET_THUIS,
        happened_at=changes.pop("happened_at", datetime(2026, 9, 3, 12, tzinfo=UTC)),
        **changes,
    )


def furnish(session, world, straat, into) -> None:
    """Conversations in both straten of every kind and status, a refusal and a door in the first."""
    sender = Afzender(interviewer_id=world.bilal.id)
    portiek = session.exec(select(Portiek).where(Portiek.straat_id == straat.id)).first()
    refusal = gesprek(straat.id, antwoorden=dict.fromkeys(gesprek(straat.id).antwoorden, None) | {"toestemming": "nee"})
    at_portiek = gesprek(straat.id, Soort.PORTIEK, portiek_id=portiek.id)
    for inzending in (gesprek(straat.id), gesprek(straat.id, Soort.KLANT), at_portiek, refusal, gesprek(into.id)):
        receive(session, inzending, sender)
    for status in (Status.GOEDGEKEURD, Status.AFGEKEURD):
        rejected = gesprek(straat.id)
        receive(session, rejected, sender)
        decide(session, rejected.id, status)
    receive_contactpoging(session, door(straat.id, world.bilal.id))
    session.flush()


def become_one(session, straat, into, coordinator, *, adds_up=True):
    seen = propose(session, straat, into, adds_up=adds_up).fingerprint
    return merge(session, straat, into, coordinator, adds_up=adds_up, seen=seen)


def publish_in_name(session, world, meetronde) -> None:
    """As if its figures were told."""
    meetronde.closed_at = datetime.now(UTC)
    session.add(
        Vaststelling(
            meetronde_code=meetronde.code,
            version=1,
            published_at=datetime.now(UTC),
            coordinator_id=world.anna.id,
            threshold=10,
            drempels={},
        )
    )
    session.flush()


def test_everything_moves_and_all_of_it_goes_back(session, world, places):
    straat, into = places
    furnish(session, world, straat, into)
    before = everything(session)
    meetronde = session.get_one(Meetronde, demo.HERHAALMETING)
    households = {each.id: session.get(Huishoudens, (meetronde.code, each.id)).count for each in places}
    samenvoeging = become_one(session, straat, into, world.anna)
    assert differences(session) == []
    assert not session.exec(select(Interview).where(Interview.straat_id == straat.id)).all()
    assert len(session.exec(select(Interview).where(Interview.sent_straat_id == straat.id)).all()) == 6
    assert session.exec(select(Contactpoging)).one().straat_id == into.id
    assert session.get(Huishoudens, (meetronde.code, into.id)).count == sum(households.values())
    assert session.get(Huishoudens, (meetronde.code, straat.id)) is None
    assert straat_score(session, meetronde, into).bewoners.interviews == 4
    of_both = session.exec(select(Portiek.name).where(Portiek.straat_id == into.id).order_by(Portiek.name)).all()
    assert f"Ingang noord ({straat.name})" in of_both
    assert [part.name for _, part in samenvoegingen_of(session, into)] == [straat.name]
    undo(session, samenvoeging, world.anna)
    assert everything(session) == before
    assert differences(session) == []
    assert look_back(session, samenvoeging).obstacles == ["Dit is al ongedaan gemaakt."]


def test_what_still_comes_in_lands_at_the_other_once_and_returns_with_it(session, world, places):
    straat, into = places
    samenvoeging = become_one(session, straat, into, world.anna)
    sender = Afzender(interviewer_id=world.bilal.id)
    portiek = session.exec(select(Portiek).where(Portiek.name.endswith(f"({straat.name})"))).first()
    late = gesprek(straat.id, Soort.PORTIEK, portiek_id=portiek.id)
    at_its_door = gesprek(into.id, Soort.PORTIEK, portiek_id=portiek.id)
    first = receive(session, late, sender)
    again = receive(session, late, sender)
    assert (first.uitkomst, again.uitkomst) == (Uitkomst.NIEUW, Uitkomst.AL_ONTVANGEN)
    assert first.number == again.number
    receive(session, at_its_door, sender)
    receive(session, gesprek(into.id), sender)
    rang = door(straat.id, world.bilal.id)
    kept, uitkomst = receive_contactpoging(session, door(straat.id, world.bilal.id, id=rang.id))
    assert (kept.straat_id, uitkomst) == (into.id, Uitkomst.NIEUW)
    assert receive_contactpoging(session, rang)[1] is Uitkomst.AL_ONTVANGEN
    assert session.get_one(Interview, late.id).straat_id == into.id
    assert differences(session) == []
    undo(session, samenvoeging, world.anna)
    session.expire_all()
    assert {interview.id for interview in session.exec(select(Interview).where(Interview.straat_id == straat.id))} == {
        late.id,
        at_its_door.id,
    }
    assert receive(session, late, sender).uitkomst is Uitkomst.AL_ONTVANGEN
    assert receive_contactpoging(session, door(straat.id, world.bilal.id, id=rang.id))[1] is Uitkomst.AL_ONTVANGEN
    assert differences(session) == []


def test_one_straat_that_stood_here_twice_keeps_its_numbers(session, world, places):
    straat, into = places
    set_doel(session, world.herhaalmeting, straat, Soort.KLANT, 7)
    session.delete(session.get_one(Doel, (demo.HERHAALMETING, into.id, Soort.KLANT)))
    session.flush()
    households = session.get_one(Huishoudens, (demo.HERHAALMETING, into.id)).count
    become_one(session, straat, into, world.anna, adds_up=False)
    session.expire_all()
    assert session.get_one(Huishoudens, (demo.HERHAALMETING, into.id)).count == households
    assert session.get_one(Doel, (demo.HERHAALMETING, into.id, Soort.KLANT)).count == 7, "it had none of its own"


def test_one_after_the_other_goes_back_the_other_way_round(session, world, places):
    straat, into = places
    last, sender = straat_in(session, "crabbehof", 2), Afzender(interviewer_id=world.bilal.id)
    furnish(session, world, straat, into)
    before = everything(session)
    first = become_one(session, straat, into, world.anna)
    second = become_one(session, into, last, world.anna)
    late = gesprek(straat.id)
    receive(session, late, sender)
    session.flush()
    assert session.get_one(Interview, late.id).straat_id == last.id
    assert straat_score(session, world.herhaalmeting, last).bewoners.interviews == 5
    with pytest.raises(ChangedMeanwhile, match="Maak dat eerst ongedaan"):
        undo(session, first, world.anna)
    undo(session, second, world.anna)
    assert session.get_one(Interview, late.id, populate_existing=True).straat_id == into.id
    undo(session, first, world.anna)
    assert session.get_one(Interview, late.id, populate_existing=True).straat_id == straat.id
    assert differences(session) == []
    after = everything(session)
    assert [table for table in MOVED if after[table] != before[table]] == [Interview, Telstand]
    assert len(after[Interview]) == len(before[Interview]) + 1


def test_when_it_may_not_be(session, world, places):
    straat, into = places
    third, elsewhere = straat_in(session, "crabbehof", 2), straat_in(session, "wielwijk")
    receive(session, gesprek(third.id, meetronde_code=demo.NULMETING), Afzender(interviewer_id=world.bilal.id))
    publish_in_name(session, world, world.nulmeting)
    for one, other, message in [
        (straat, straat, "niet met zichzelf"),
        (straat, elsewhere, "Kies een straat in dezelfde wijk"),
        (third, into, "In Nulmeting 2019 zijn interviews"),
    ]:
        with pytest.raises(InvalidInput, match=message):
            propose(session, one, other)
    retire(session, into, world.anna)
    with pytest.raises(InvalidInput, match="is uit gebruik"):
        propose(session, straat, into)
    bring_back(session, into)
    before = everything(session)
    with pytest.raises(ChangedMeanwhile, match="nog niets samengevoegd"):
        merge(session, straat, into, world.anna, adds_up=False, seen=propose(session, straat, into).fingerprint)
    assert everything(session) == before
    become_one(session, straat, into, world.anna)
    for one, other in [(straat, third), (straat, into), (third, straat)]:
        with pytest.raises(InvalidInput, match=f"{straat.name} is al samengevoegd met {into.name}"):
            propose(session, one, other)
    for change in (
        lambda: change_straat(session, straat, "Anders", ""),
        lambda: add_portiek(session, straat, "Ingang"),
        lambda: retire(session, straat, world.anna),
    ):
        with pytest.raises(InvalidInput, match="is samengevoegd met"):
            change()


def test_a_published_meetronde_stays_as_it_is(session, world, places):
    straat, into = places
    receive(session, gesprek(into.id, meetronde_code=demo.NULMETING), Afzender(interviewer_id=world.bilal.id))
    furnish(session, world, straat, into)
    publish_in_name(session, world, world.nulmeting)
    before = wijk_score(session, world.nulmeting, find_wijk(session, "crabbehof"))
    voorstel = propose(session, straat, into)
    assert (voorstel.unchanged, voorstel.kept_plans) == (["Nulmeting 2019"], ["Nulmeting 2019"])
    become_one(session, straat, into, world.anna)
    assert wijk_score(session, world.nulmeting, find_wijk(session, "crabbehof")) == before
    copied = add_meetronde(session, "", Description("Kopie", world.nulmeting.starts_on), world.nulmeting)
    assert session.get(Huishoudens, (copied.code, straat.id)) is None
    assert session.get(Uitzondering, (copied.code, straat.id)) is not None


def test_what_changed_since_keeps_it_from_going_back(session, world, places):
    straat, into = places
    furnish(session, world, straat, into)
    samenvoeging = become_one(session, straat, into, world.anna)
    households = session.get_one(Huishoudens, (demo.HERHAALMETING, into.id), populate_existing=True)
    households.count += 1
    session.flush()
    before = everything(session)
    with pytest.raises(ChangedMeanwhile, match=f"In Herhaalmeting 2026 zijn de huishoudens van {into.name} daarna"):
        undo(session, samenvoeging, world.anna)
    assert everything(session) == before
    publish_in_name(session, world, world.herhaalmeting)
    (obstacle,) = look_back(session, samenvoeging).obstacles
    assert "De cijfers van Herhaalmeting 2026 zijn daarna gepubliceerd" in obstacle


def test_both_take_part_where_one_of_them_did(session, world, places):
    straat, into = places
    session.add(Uitzondering(meetronde_code=demo.HERHAALMETING, straat_id=into.id))
    furnish(session, world, straat, into)
    before = everything(session)
    samenvoeging = become_one(session, straat, into, world.anna)
    left_out = session.exec(select(Uitzondering.straat_id).where(Uitzondering.meetronde_code == demo.HERHAALMETING))
    assert left_out.all() == [straat.id]
    assert straat_score(session, world.herhaalmeting, into).bewoners.interviews == 4
    undo(session, samenvoeging, world.anna)
    assert everything(session) == before


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("reply_is_first", [True, False])
def test_of_a_reply_and_a_merge_at_the_same_moment_one_waits_and_both_are_kept(database, world, reply_is_first):
    with database.transaction() as session:
        straat_id, into_id = (straat_in(session, "crabbehof", number).id for number in range(2))
        sent_back = gesprek(straat_id)
        receive(session, sent_back, Afzender(interviewer_id=world.bilal.id))
        decide(session, sent_back.id, Status.TERUGGESTUURD, "Klopt het cijfer?")
        (navraag,) = open_navragen(session, world.bilal)
        brief = Antwoordbrief(uuid4(), sent_back.id, navraag.id, "Ja.", {})

    def reply(session) -> None:
        receive_reactie(session, brief, world.bilal)

    def join(session) -> None:
        straat, into = session.get_one(Straat, straat_id), session.get_one(Straat, into_id)
        become_one(session, straat, into, session.get_one(Gebruiker, world.anna.id))

    assert second_waits(database, *((reply, join) if reply_is_first else (join, reply))) is None
    with database.transaction() as session:
        interview = session.get_one(Interview, sent_back.id)
        assert (interview.straat_id, interview.status) == (into_id, Status.NIEUW)
        assert differences(session) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("phone_is_first", [True, False])
def test_of_a_phone_and_a_merge_at_the_same_moment_nothing_stays_behind(database, world, phone_is_first):
    with database.transaction() as session:
        straat_id, into_id = straat_in(session, "crabbehof", 0).id, straat_in(session, "crabbehof", 1).id
    late = gesprek(straat_id)

    def send(session) -> None:
        receive(session, late, Afzender(interviewer_id=world.bilal.id))
        session.flush()

    def join(session) -> None:
        straat, into = session.get_one(Straat, straat_id), session.get_one(Straat, into_id)
        become_one(session, straat, into, session.get_one(Gebruiker, world.anna.id))

    first, second = (send, join) if phone_is_first else (join, send)
    assert second_waits(database, first, second) is None
    with database.transaction() as session:
        assert session.get_one(Interview, late.id).straat_id == into_id
        assert differences(session) == []
