"""Where a meetronde is held: phones, plans and figures follow the choice, and nothing that comes in is lost."""

import re

import pytest
from sqlmodel import select

from app import demo
from app.deelname import deelname_of, save_deelname
from app.domain.reden import Reden
from app.errors import ChangedMeanwhile, InvalidInput, MeetrondeClosed, NotFound
from app.gebieden import find_wijk, retire, straten_to_visit
from app.interviews import Afzender, receive
from app.meetronden import Description, add_meetronde, close_meetronde
from app.models import Huishoudens, Interview, Meetronde, Straat, Uitzondering
from app.overzichten import compare_meetronden, straat_score, wijk_score
from app.planning import HUISHOUDENS, plan_of, sums_of
from app.wachtrij import Wachtrij, Wachtrijkeuze
from tests.gesprekken import gesprek, straat_in


@pytest.fixture
def meetronde(session) -> Meetronde:
    return session.get_one(Meetronde, demo.HERHAALMETING)


def leave_out(session, meetronde, *straten) -> None:
    deelname = deelname_of(session, meetronde)
    save_deelname(session, meetronde, deelname.joined - {each.id for each in straten}, deelname.fingerprint)


def test_everything_follows_the_choice_and_nothing_is_lost(session, world, meetronde):
    wijk = find_wijk(session, "crabbehof")
    straat, other = (straat_in(session, wijk.code, number) for number in range(2))
    sums = sums_of(session, meetronde)["crabbehof"][HUISHOUDENS]
    households = session.get_one(Huishoudens, (meetronde.code, straat.id)).count
    receive(session, gesprek(other.id), Afzender(interviewer_id=world.bilal.id))
    dekking = wijk_score(session, meetronde, wijk).bewoners.dekking
    leave_out(session, meetronde, straat)
    assert straat not in straten_to_visit(session, meetronde, [wijk])
    assert straat not in plan_of(session, meetronde, wijk).straten
    after = sums_of(session, meetronde)["crabbehof"][HUISHOUDENS]
    assert (after.straten, after.total) == (sums.straten - 1, sums.total - households)
    assert wijk_score(session, meetronde, wijk).bewoners.dekking > dekking, "of fewer households"
    late = gesprek(straat.id)
    receive(session, late, Afzender(interviewer_id=world.bilal.id))
    assert session.get_one(Interview, late.id).straat_id == straat.id
    assert wijk_score(session, meetronde, wijk).bewoners.interviews == 1
    with pytest.raises(NotFound, match=f"{straat.name} doet niet mee in Herhaalmeting 2026"):
        straat_score(session, meetronde, straat)
    (waiting,) = Wachtrij(session, Wachtrijkeuze(meetronde, reden=Reden.DEELNAME)).page(10)
    assert waiting.interview.id == late.id
    assert "Deze straat doet niet mee in de meetronde. Het interview telt pas als de straat meedoet." in waiting.redenen
    compared = compare_meetronden(session, world.nulmeting, meetronde, wijk).wijken[0]
    assert straat.name in [each.gebied.name for each in compared.straten], "it took part in the earlier one"
    deelname = deelname_of(session, meetronde)
    save_deelname(session, meetronde, deelname.joined | {straat.id}, deelname.fingerprint)
    assert wijk_score(session, meetronde, wijk).bewoners.interviews == 2
    assert session.exec(select(Uitzondering)).all() == []


def test_a_copy_leaves_out_the_same_and_what_went_out_of_use(session, world, meetronde):
    straat, old = straat_in(session, "crabbehof"), straat_in(session, "crabbehof", 1)
    leave_out(session, meetronde, straat)
    retire(session, old, world.anna)
    session.flush()
    described = Description("Volgende", meetronde.starts_on)
    copied, fresh = add_meetronde(session, "kopie", described, meetronde), add_meetronde(session, "leeg", described)
    every = set(session.exec(select(Straat.id)))
    assert deelname_of(session, copied).joined == every - {straat.id, old.id}
    assert deelname_of(session, fresh).joined == every - {old.id}
    assert old not in deelname_of(session, fresh).straten, "nobody can choose it"
    assert old in deelname_of(session, meetronde).straten, "it took part already"


def test_when_it_is_refused(session, world, meetronde):
    seen = deelname_of(session, meetronde)
    with pytest.raises(InvalidInput, match="nergens meer"):
        save_deelname(session, meetronde, set(), seen.fingerprint)
    leave_out(session, meetronde, straat_in(session, "crabbehof"))
    with pytest.raises(ChangedMeanwhile, match="Iemand anders"):
        save_deelname(session, meetronde, seen.joined, seen.fingerprint)
    close_meetronde(session, meetronde, world.anna)
    with pytest.raises(MeetrondeClosed):
        save_deelname(session, meetronde, seen.joined, deelname_of(session, meetronde).fingerprint)
    assert len(session.exec(select(Uitzondering)).all()) == 1


def test_choosing_on_the_page(as_anna, database):
    address = f"/meetronden/{demo.HERHAALMETING}/deelname"
    with database.transaction() as session:
        straten = session.exec(select(Straat)).all()
    of_wielwijk = {str(straat.id) for straat in straten if straat.wijk_code == "wielwijk"}
    in_words = f"{len(straten)} van de {len(straten)} straten doen mee"
    assert in_words in as_anna.get(f"/meetronden/{demo.HERHAALMETING}").text
    page = as_anna.get(address).text
    assert set(re.findall(r'value="([0-9a-f-]{36})" checked', page)) == {str(straat.id) for straat in straten}
    seen = re.search(r'name="gezien" value="(\w+)"', page)[1]
    ticked = [str(straat.id) for straat in straten if str(straat.id) in of_wielwijk][1:]
    form = {"gezien": seen, "straat": ticked, "heel": "wielwijk"}
    assert as_anna.post(address, data=form, follow_redirects=False).headers["location"] == f"{address}?klaar=ja"
    page = as_anna.get(address).text
    assert set(re.findall(r'value="([0-9a-f-]{36})" checked', page)) == of_wielwijk
    answer = as_anna.post(address, data=form)
    assert (answer.status_code, "Iemand anders heeft dit intussen gewijzigd." in answer.text) == (409, True)
    seen = re.search(r'name="gezien" value="(\w+)"', page)[1]
    answer = as_anna.post(address, data={"gezien": seen, "straat": ticked, "geen": "wielwijk"})
    assert (answer.status_code, "Laat ten minste één straat meedoen." in answer.text) == (400, True)
    as_anna.post(f"/meetronden/{demo.HERHAALMETING}/sluiting")
    assert "U kunt hier alleen kijken." in as_anna.get(address).text
    assert ", door Anna" in as_anna.get(f"/meetronden/{demo.HERHAALMETING}").text
    assert as_anna.post(address, data=form).status_code == 409
