"""What changed between two meetronden: the same straten, in words, and a clear answer where there is nothing to say."""

from fractions import Fraction

import pytest

from app import demo
from app.domain.schatting import Kanttekening
from app.domain.verandering import Richting
from app.domain.vragenlijst import Soort
from app.errors import InvalidInput
from app.gebieden import find_wijk
from app.interviews import Afzender, receive
from app.models import Huishoudens
from app.overzichten import compare_meetronden
from tests.gesprekken import gesprek, straat_in

NULMETING, HERHAALMETING = demo.NULMETING, demo.HERHAALMETING


@pytest.fixture
def hold(session, world):
    """Hold interviews about how clean it is, in a straat of Crabbehof, in one of the meetronden."""

    def hold(meetronde: str, straat: int, *grades: int, soort: Soort = Soort.STRAAT) -> None:
        where = straat_in(session, "crabbehof", straat)
        for grade in grades:
            inzending = gesprek(where.id, soort, meetronde_code=meetronde, antwoorden={"schoon": grade})
            receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
        session.flush()

    return hold


@pytest.fixture
def compare(session, world):
    def compare(wijk_code: str | None = None):
        wijk = find_wijk(session, wijk_code) if wijk_code else None
        return compare_meetronden(session, world.nulmeting, world.herhaalmeting, wijk)

    return compare


def schoon(changed, populatie: str = "bewoners"):
    return getattr(changed, populatie).veranderingen["schoon"]


def test_what_went_up_and_what_may_be_chance(session, hold, compare):
    hold(NULMETING, 0, 3, 4, 3, 4, 3, 4)
    hold(HERHAALMETING, 0, 8, 9, 8, 9, 8, 9)
    hold(NULMETING, 1, 5, 6, 7, 8, 9)
    hold(HERHAALMETING, 1, 5, 6, 7, 9, 9)
    found = compare()
    crabbehof = next(each for each in found.wijken if each.wijk.gebied.code == "crabbehof")
    up, chance, *others = crabbehof.straten
    assert (schoon(up).richting, schoon(up).difference) == (Richting.GESTEGEN, 5)
    assert schoon(chance).richting is Richting.GEEN_VERSCHIL
    assert {schoon(straat).richting for straat in others} == {Richting.TE_WEINIG}
    weights = [
        session.get_one(Huishoudens, (HERHAALMETING, straat_in(session, "crabbehof", n).id)).count for n in (0, 1)
    ]
    assert schoon(crabbehof.wijk).difference == (5 * weights[0] + Fraction(weights[1], 5)) / sum(weights)
    alarms = crabbehof.wijk.bewoners.alarms["schoon"]
    assert (alarms.compared, alarms.found, float(alarms.expected)) == (2, 1, 0.1)
    assert schoon(found.total) == schoon(crabbehof.wijk), "nothing was heard elsewhere"


def test_another_mix_of_straten_does_not_pass_for_change(hold, compare):
    hold(NULMETING, 0, 4, 5, 4, 5, 4, 5)
    hold(HERHAALMETING, 0, 4, 5, 4, 5, 4, 5)
    hold(HERHAALMETING, 1, 10, 10, 9, 10, 9, 10)
    wijk = compare("crabbehof").wijken[0].wijk
    assert (schoon(wijk).difference, schoon(wijk).richting) == (0, Richting.GEEN_VERSCHIL)
    assert Kanttekening.NIET_ALLE_STRATEN_VERGELEKEN in schoon(wijk).kanttekeningen
    assert len(wijk.bewoners.straten) == 1, "the one with interviews in both"


def test_rounds_that_share_no_straat(hold, compare):
    hold(NULMETING, 0, 4, 5, 4, 5, 4, 5)
    hold(HERHAALMETING, 1, 9, 10, 9, 10, 9, 10)
    found = compare()
    assert schoon(found.total).richting is Richting.TE_WEINIG
    assert schoon(found.total).kanttekeningen == (Kanttekening.GEEN_STRATEN_OM_TE_VERGELIJKEN,)
    assert found.kanttekeningen == ()


def test_all_klanten_stand_against_all_klanten(hold, compare):
    hold(NULMETING, 0, 4, 5, 4, 5, 4, 5, soort=Soort.KLANT)
    hold(HERHAALMETING, 1, 9, 10, 9, 10, 9, 10, soort=Soort.KLANT)
    found = compare()
    assert schoon(found.total, "klanten").richting is Richting.GESTEGEN
    assert schoon(found.total, "klanten").kanttekeningen == ()
    assert schoon(found.total).n_later == 0


def test_a_round_without_interviews_has_an_answer(hold, compare):
    assert compare().kanttekeningen == (Kanttekening.GEEN_INTERVIEWS,)
    hold(HERHAALMETING, 0, 7, 8, 7, 8, 7)
    found = compare()
    assert found.kanttekeningen == (Kanttekening.GEEN_INTERVIEWS,)
    for changed in found.gebieden:
        for groep in (changed.bewoners, changed.klanten):
            assert {each.richting for each in groep.veranderingen.values()} == {Richting.TE_WEINIG}


def test_the_wrong_way_round_is_told(session, world):
    found = compare_meetronden(session, world.herhaalmeting, world.nulmeting)
    assert Kanttekening.OMGEKEERDE_VOLGORDE in found.kanttekeningen


def test_a_round_is_not_compared_with_itself(session, world):
    with pytest.raises(InvalidInput) as refused:
        compare_meetronden(session, world.nulmeting, world.nulmeting)
    assert [fault.veld for fault in refused.value.faults] == ["naar"]
