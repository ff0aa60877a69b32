"""The figures of a wijk from its straten: weighted, with margins, and hidden where they rest on too few."""

from fractions import Fraction

import pytest
from scipy import stats
from sqlmodel import select

from app import demo
from app.domain.betrouwbaarheid import Oordeel
from app.domain.schatting import Kanttekening, Methode
from app.domain.vragenlijst import Soort
from app.gebieden import find_wijk
from app.interviews import Afzender, receive
from app.models import Huishoudens, Straat
from app.overzichten import straat_score, straat_scores, total_score, wijk_score, wijk_scores
from tests.gesprekken import gesprek, straat_in


@pytest.fixture
def hold(session, world):
    """Hold straatinterviews in a straat of Crabbehof: one for each of these answers."""

    def hold(straat: int, answers: list[dict], soort: Soort = Soort.STRAAT) -> Straat:
        where = straat_in(session, "crabbehof", straat)
        for antwoorden in answers:
            inzending = gesprek(where.id, soort, antwoorden=antwoorden)
            receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
        session.flush()
        return where

    return hold


@pytest.fixture
def count_households(session, world):
    """Say how many households the straten of Crabbehof have in the herhaalmeting; of the others nothing is known."""

    def count_households(*counts: int) -> None:
        for each in session.exec(select(Huishoudens).where(Huishoudens.meetronde_code == demo.HERHAALMETING)):
            session.delete(each)
        session.flush()
        straten = session.exec(select(Straat).where(Straat.wijk_code == "crabbehof").order_by(Straat.name))
        for straat, count in zip(straten, counts, strict=False):
            session.add(Huishoudens(meetronde_code=demo.HERHAALMETING, straat_id=straat.id, count=count))
        session.flush()

    return count_households


def schoon(*grades: int) -> list[dict]:
    return [{"schoon": grade, "cijfer": None, "bekendheid": "nee"} for grade in grades]


def crabbehof(session, world):
    return wijk_score(session, world.herhaalmeting, find_wijk(session, "crabbehof"))


def test_a_wijk_by_hand(session, world, hold, count_households):
    # 30 and 10 households, of 80: means 7 and 5, s² 1 and 2, weights 3/4 and 1/4
    hold(0, schoon(6, 7, 8))
    hold(1, schoon(4, 6))
    count_households(30, 10, 40, 0, 0, 0, 0, 0)
    bewoners = crabbehof(session, world).bewoners
    maat = bewoners.maten["schoon"]
    variance = 0.75**2 * (1 - 3 / 30) * 1 / 3 + 0.25**2 * (1 - 2 / 10) * 2 / 2
    df = variance**2 / ((0.75**2 * 0.9 / 3) ** 2 / 2 + (0.25**2 * 0.8) ** 2 / 1)
    half = stats.t.ppf(0.975, df) * variance**0.5
    assert (maat.mean, maat.gemiddelde.unweighted, maat.gemiddelde.is_weighted) == (
        Fraction(13, 2),
        Fraction(31, 5),
        True,
    )
    assert maat.gemiddelde.schatting.marge.low == pytest.approx(6.5 - half)
    assert maat.gemiddelde.schatting.marge.high == pytest.approx(6.5 + half)
    assert (bewoners.dekking, maat.oordeel) == (Fraction(1, 2), Oordeel.INDICATIEF)


def test_the_meetronde_as_a_whole_weighs_the_straten_of_all_wijken(session, world, hold, count_households):
    hold(0, schoon(6, 7, 8))
    hold(1, schoon(4, 6))
    count_households(30, 10, 0, 0, 0, 0, 0, 0)
    total = total_score(session, world.herhaalmeting).bewoners
    assert total.maten["schoon"].mean == Fraction(13, 2)
    assert total.dekking is None, "of the straten of Wielwijk nobody counted the households"


def test_the_cijfer_of_a_wijk_weighs_a_straat_by_those_with_experience(session, world, hold, count_households):
    # Straat 0: 1 of 10 has experience, of 100 households, so 10; straat 1: all 4 of 40, so 40.
    known = {"bekendheid": "zelf_mee_te_maken"}
    hold(0, [known | {"cijfer": 4}, *schoon(*[7] * 9)])
    hold(1, [known | {"cijfer": 9}] * 4)
    count_households(100, 40, 0, 0, 0, 0, 0, 0)
    bewoners = crabbehof(session, world).bewoners
    assert bewoners.maten["cijfer"].mean == Fraction(10 * 4 + 40 * 9, 50)
    assert bewoners.maten["cijfer"].aandeel.schatting.value == Fraction(40, 50)


def test_enough_answers_from_too_small_a_part_of_the_wijk_are_an_indication(session, world, hold, count_households):
    hold(0, schoon(*[6, 7, 8] * 10))
    count_households(49, 51, 0, 0, 0, 0, 0, 0)
    maat = crabbehof(session, world).bewoners.maten["schoon"]
    assert maat.oordeel is Oordeel.INDICATIEF
    assert "49 % van de huishoudens; 50 % is nodig" in maat.reason
    count_households(50, 50, 0, 0, 0, 0, 0, 0)
    assert crabbehof(session, world).bewoners.maten["schoon"].oordeel is Oordeel.BETROUWBAAR


def test_unknown_households_are_told_and_nothing_is_weighted(session, world, hold, count_households):
    hold(0, schoon(6, 7, 8))
    hold(1, schoon(4, 6))
    count_households(30)
    bewoners = crabbehof(session, world).bewoners
    found = bewoners.maten["schoon"].gemiddelde
    assert (found.schatting.value, found.is_weighted, bewoners.dekking) == (Fraction(31, 5), False, None)
    assert found.schatting.kanttekeningen == (Kanttekening.HUISHOUDENS_ONBEKEND,)


def test_more_interviews_than_households_are_told(session, world, hold, count_households):
    straat = hold(0, schoon(5, 6, 7, 8, 9))
    count_households(3)
    found = straat_score(session, world.herhaalmeting, straat).bewoners.maten["schoon"].gemiddelde
    assert found.schatting.kanttekeningen == (Kanttekening.MEER_INTERVIEWS_DAN_HUISHOUDENS,)
    assert found.schatting.marge is not None


def test_everybody_asked_leaves_nothing_to_chance(session, world, hold, count_households):
    straat = hold(0, schoon(5, 6, 7, 8, 9))
    count_households(5)
    schatting = straat_score(session, world.herhaalmeting, straat).bewoners.maten["schoon"].gemiddelde.schatting
    assert (schatting.methode, schatting.marge.low, schatting.marge.high) == (Methode.VOLLEDIG, 7, 7)


def test_a_straat_of_equal_answers_is_lent_the_spread_of_its_wijk(session, world, hold):
    straat = hold(0, schoon(7, 7, 7, 7, 7))
    alone = straat_score(session, world.herhaalmeting, straat).bewoners.maten["schoon"].gemiddelde.schatting
    assert (alone.marge, alone.kanttekeningen) == (None, (Kanttekening.GEEN_SPREIDING,))
    hold(1, schoon(6, 8))
    lent = straat_score(session, world.herhaalmeting, straat).bewoners.maten["schoon"].gemiddelde.schatting
    assert lent.kanttekeningen == (Kanttekening.SPREIDING_VAN_DE_WIJK,)
    assert lent.marge.low < 7 < lent.marge.high


def test_klanten_are_never_weighted(session, world, hold, count_households):
    hold(0, [{"schoon": 8}] * 4, Soort.KLANT)
    hold(1, [{"schoon": 2}], Soort.KLANT)
    count_households(10, 1000)
    klanten = crabbehof(session, world).klanten
    found = klanten.maten["schoon"].gemiddelde
    assert (found.schatting.value, found.is_weighted, klanten.dekking) == (Fraction(34, 5), False, None)
    assert found.schatting.kanttekeningen == (), "nothing is missing: they are no draw from households"


def test_thirty_klanten_are_enough_without_any_dekking(session, world, hold, count_households):
    hold(0, [{"schoon": 6 + number % 3} for number in range(30)], Soort.KLANT)
    count_households()
    assert crabbehof(session, world).klanten.maten["schoon"].oordeel is Oordeel.BETROUWBAAR


def test_rung_one_of_the_leefbaarheidsladder_pulls_no_mean_down(session, world, hold):
    straat = hold(0, [{"leefbaarheidsladder": rung} for rung in (1, 1, 2, 3, 4, 4, 5)])
    maat = straat_score(session, world.herhaalmeting, straat).bewoners.maten["leefbaarheidsladder"]
    assert (maat.respondents, maat.mean, maat.verdeling.weet_niet) == (5, Fraction(18, 5), 2)
    assert maat.gemiddelde.schatting.marge.low >= 2, "nobody can answer less than rung 2"


def test_below_the_threshold_no_estimate_comes_out(session, world, hold):
    hold(0, schoon(5, 6, 7, 8))
    hold(1, [])
    scores = straat_scores(session, world.herhaalmeting, "crabbehof")
    for score in (*scores, *wijk_scores(session, world.herhaalmeting), total_score(session, world.herhaalmeting)):
        for groep in score.groepen:
            for maat in groep.maten.values():
                assert (maat.gemiddelde, maat.aandeel, maat.mean) == (None, None, None)


def test_all_weet_niet_is_no_figure_and_no_failure(session, world, hold):
    hold(0, [{"straatladder": "weet_niet", "leefbaarheidsladder": 1, "schoon": "weet_niet"}] * 6)
    for score in (crabbehof(session, world), total_score(session, world.herhaalmeting)):
        for vraag in ("straatladder", "leefbaarheidsladder", "schoon"):
            maat = score.bewoners.maten[vraag]
            assert (maat.respondents, maat.verdeling.weet_niet, maat.gemiddelde) == (0, 6, None)
            assert maat.oordeel is Oordeel.TE_WEINIG
