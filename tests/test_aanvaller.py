"""What an attacker can find out from everything that is published: of no straat that was withheld more than this."""

import json

import pytest

from app import demo
from app.database import Database
from app.gebieden import list_wijken
from app.models import Meetronde
from app.overzichten.heard import Populatie, by_wijk, hear
from app.vaststelling import find_document, find_vaststelling
from app.vaststelling.publishing import cellen_of
from tests.aanvaller import QUESTIONS, Aanvaller
from tests.werelden import Told, random_wijken, tell, withhold_only_what_is_small

THRESHOLD = 10
MATEN = ("schoon", "straatladder", "tevredenheid")
STILL_OPEN = 0.4
"""The mean of a withheld straat may lie anywhere in a range of at least so many steps; mostly ten times as wide."""


def attack(told: Told, populatie: Populatie, maat: str) -> Aanvaller:
    together = told.together(populatie, QUESTIONS.get(maat, maat))
    return Aanvaller(str(populatie), maat, told.document, told.huishoudens, together)


def true_mean(told: Told, populatie: Populatie, maat: str, straat: str) -> float | None:
    heard = next(each.of[populatie] for _, straten in told.wijken for each in straten if str(each.straat.id) == straat)
    mean = heard.verdelingen[QUESTIONS.get(maat, maat)].mean
    return None if mean is None else float(mean)


def is_told_beside_others(told: Told, populatie: Populatie, maat: str, straat: str) -> bool:
    """Whether anything else of the wijk is told that could be subtracted."""
    wijk = next(
        wijk for wijk in told.document["wijken"] if straat in [each["gebied"]["code"] for each in wijk["straten"]]
    )
    maten = [maat_ for each in wijk["straten"] for maat_ in each[populatie]["maten"] if maat_["maat"] == maat]
    return any(each["n"] is not None for each in maten)


@pytest.mark.parametrize("batch", range(3))
def test_in_random_worlds_no_withheld_straat_can_be_found_out(batch):
    attacked = 0
    for seed in range(batch * 25, batch * 25 + 25):
        told = tell(random_wijken(seed), THRESHOLD)
        for populatie in Populatie:
            maat = MATEN[seed % len(MATEN)]
            attacker = attack(told, populatie, maat)
            for straat in attacker.withheld[:2]:
                low, high = attacker.possible_means(straat)
                truth = true_mean(told, populatie, maat, straat)
                assert truth is None or low - 1e-6 <= truth <= high + 1e-6, "the attacker reckons rightly"
                if is_told_beside_others(told, populatie, maat, straat):
                    assert high - low >= STILL_OPEN, (seed, populatie, maat, low, high)
                attacked += 1
    assert attacked > 40


@pytest.mark.parametrize("maat", MATEN)
def test_in_the_demo_world_as_it_was_published_no_withheld_straat_can_be_found_out(full_database, maat):
    told = _published(full_database)
    attacked = 0
    for populatie in Populatie:
        attacker = attack(told, populatie, maat)
        for straat in attacker.withheld:
            low, high = attacker.possible_means(straat)
            truth = true_mean(told, populatie, maat, straat)
            assert truth is None or low - 1e-6 <= truth <= high + 1e-6, "the attacker reckons rightly"
            assert high - low >= STILL_OPEN, (populatie, straat, low, high)
            attacked += 1
    assert attacked > 15


def _published(database: Database) -> Told:
    """The nulmeting as an outside key gets it, with what the attacker is given besides."""
    with database.transaction() as session:
        meetronde = session.get_one(Meetronde, demo.NULMETING)
        document = json.loads(find_document(session, find_vaststelling(session, meetronde)).written)
        heard = by_wijk(hear(session, meetronde))
        wijken = [(wijk, heard.get(wijk.code, [])) for wijk in list_wijken(session)]
        return Told(document, list(cellen_of(session, demo.NULMETING, 1).values()), wijken)


def test_the_attacker_finds_out_what_does_follow():
    """The same worlds, published without a thought of subtracting: one that gives a straat away is soon found."""
    assert any(_gives_a_straat_away(seed) for seed in range(20))


def _gives_a_straat_away(seed: int) -> bool:
    told = tell(random_wijken(seed), THRESHOLD, withhold_only_what_is_small)
    attacker = attack(told, Populatie.BEWONERS, "schoon")
    ranges = (attacker.possible_means(straat) for straat in attacker.withheld)
    return any(high - low < STILL_OPEN for low, high in ranges)
