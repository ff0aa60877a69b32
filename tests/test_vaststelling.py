"""How a meetronde is published: closed, frozen, in versions that can be subtracted without telling on anybody."""

import gzip
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import Session, col, delete, select

from app import demo
from app.domain.vragenlijst import Soort
from app.errors import ChangedMeanwhile, InvalidInput, MeetrondeClosed
from app.interviews import Afzender, receive
from app.models import Gebruiker, Huishoudens, Interview, Meetronde, Status, Vaststelling
from app.vaststelling import WHOLE, find_document, find_vaststelling, publish
from app.vaststelling.publishing import cellen_of
from tests.gesprekken import decide, gesprek, straat_in

THRESHOLD = 10
MIXED = [3, 5, 7, 8, 6, 4, 9, 2, 10, 1]


def hold(session: Session, n: int, wijk: str = "crabbehof", number: int = 0, **changes: Any) -> list[Interview]:
    """So many straatinterviews in one straat, with grades that differ."""
    straat, bilal = straat_in(session, wijk, number), _person(session, "Bilal")
    held = []
    for each in range(n):
        grade = MIXED[each % len(MIXED)]
        antwoorden = {"schoon": grade, "veilig": 11 - grade, "straatladder": 1 + grade % 5} | changes.get(
            "antwoorden", {}
        )
        inzending = gesprek(straat.id, changes.get("soort", Soort.STRAAT), antwoorden=antwoorden)
        receive(session, inzending, Afzender(interviewer_id=bilal.id))
        held.append(session.get_one(Interview, inzending.id))
    return held


def publish_now(session: Session, version: int = 1, reason: str = "") -> Vaststelling:
    meetronde = session.get_one(Meetronde, demo.HERHAALMETING)
    return publish(session, meetronde, _person(session, "Anna"), version, reason, threshold=THRESHOLD)


def told(session: Session, version: int | None = None, wijk: str = WHOLE) -> dict[str, Any]:
    meetronde = session.get_one(Meetronde, demo.HERHAALMETING)
    document = find_document(session, find_vaststelling(session, meetronde, version), wijk)
    found: dict[str, Any] = json.loads(gzip.decompress(document.zipped))
    return found


def maat(score: dict[str, Any], name: str = "schoon", groep: str = "bewoners") -> dict[str, Any]:
    return next(each for each in score[groep]["maten"] if each["maat"] == name)


def _person(session: Session, name: str) -> Gebruiker:
    return session.exec(select(Gebruiker).where(Gebruiker.name == name)).one()


def test_publishing_closes_the_meetronde_and_writes_down_every_straat(session):
    for number, n in enumerate((12, 15, 11)):
        hold(session, n, number=number)
    assert publish_now(session).version == 1
    assert not session.get_one(Meetronde, demo.HERHAALMETING).is_open
    with pytest.raises(MeetrondeClosed):
        hold(session, 1)
    document = told(session, wijk="crabbehof")
    assert document["versie"] == 1
    assert document["drempels"]["publicerenVanaf"] == THRESHOLD
    assert [maat(straat)["n"] for straat in document["straten"][:4]] == [12, 15, 11, None]
    assert maat(document["wijk"])["n"] == 38
    assert document["wijk"]["bewoners"]["interviews"] == 38
    assert len(told(session)["wijken"]) == 2


def test_too_few_is_a_reason_in_the_place_of_a_figure(session):
    for number, n in enumerate((14, 15, 4, 7)):
        hold(session, n, number=number)
    publish_now(session)
    straat = told(session, wijk="crabbehof")["straten"][2]
    assert straat["bewoners"]["interviews"] is None
    assert straat["bewoners"]["interviewsTekst"] == "<10"
    few = maat(straat)
    assert (few["n"], few["nTekst"], few["gemiddelde"], few["verdeling"]) == (None, "<10", None, None)
    assert (few["oordeel"], few["reden"][:22]) == ("te-weinig-gesprekken", "Minder dan 10 antwoord")


def test_a_straat_protects_another_that_would_follow_by_subtraction(session):
    for number, n in enumerate((4, 12, 15)):
        hold(session, n, number=number)
    publish_now(session)
    document = told(session, wijk="crabbehof")
    assert [maat(straat)["nTekst"] for straat in document["straten"][:3]] == ["<10", "beschermd", "15"]
    assert maat(document["straten"][1])["oordeel"] == "beschermd"
    assert maat(document["wijk"])["n"] == 31


def test_figures_are_told_no_finer_than_they_may_be(session):
    for number, n in enumerate((12, 23, 40)):
        hold(session, n, number=number)
    publish_now(session)
    document = told(session)
    everything = [each for wijk in document["wijken"] for each in (wijk["wijk"], *wijk["straten"])]
    maten = [one for each in (document["totaal"], *everything) for one in each["bewoners"]["maten"]]
    assert len([one for one in maten if one["n"]]) > 10
    for one in maten:
        for figure in (one["gemiddelde"], *(one["marge"] or {}).values()):
            assert figure is None or round(figure, 1) == figure
        if one["n"] and one["n"] < 20:
            assert one["verdeling"] is None
            assert (one["percentage"] or 0) % 5 == 0
        for percentage in (one["percentage"], *(part["percentage"] for part in one["verdeling"] or [])):
            assert percentage is None or 5 <= percentage <= 95


def test_klanten_of_two_wijken_are_told_together_in_the_whole(session):
    hold(session, 6, "crabbehof", soort=Soort.KLANT)
    hold(session, 7, "wielwijk", soort=Soort.KLANT)
    publish_now(session)
    document = told(session)
    assert [maat(wijk["wijk"], groep="klanten")["nTekst"] for wijk in document["wijken"]] == ["<10", "<10"]
    assert maat(document["totaal"], groep="klanten")["n"] == 13


def test_what_was_published_stays_whatever_happens_afterwards(session):
    held = [each for number in range(3) for each in hold(session, 14, number=number)]
    vaststelling = publish_now(session)
    before = find_document(session, vaststelling)
    for interview in held[:20]:
        decide(session, interview.id, Status.AFGEKEURD)
    session.exec(select(Meetronde).where(Meetronde.code == demo.HERHAALMETING)).one().note = "Iets anders."
    session.flush()
    assert find_document(session, vaststelling) == before


def test_a_correction_is_a_version_with_a_reason_and_the_older_one_stays(session):
    held = [each for number in range(3) for each in hold(session, 30, number=number)]
    publish_now(session)
    for interview in held[:20]:
        decide(session, interview.id, Status.AFGEKEURD)
    with pytest.raises(InvalidInput) as refused:
        publish_now(session, 2, "  ")
    assert [fault.veld for fault in refused.value.faults] == ["reden"]
    publish_now(session, 2, "Dubbele interviews eruit.")
    assert (told(session)["versie"], told(session)["reden"]) == (2, "Dubbele interviews eruit.")
    first, second = (maat(told(session, version, "crabbehof")["straten"][0])["n"] for version in (1, 2))
    assert (first, second) == (30, 10)


def test_a_correction_of_a_few_interviews_waits(session):
    held = [each for number in range(3) for each in hold(session, 30, number=number)]
    publish_now(session)
    for interview in held[:9]:
        decide(session, interview.id, Status.AFGEKEURD)
    with pytest.raises(InvalidInput, match="te weinig veranderd"):
        publish_now(session, 2, "Negen eruit.")


def test_between_two_versions_nothing_changed_in_a_cel_or_enough(session):
    held = {number: hold(session, 30, number=number) for number in range(3)}
    publish_now(session)
    for number, n in ((0, 12), (1, 3)):
        for interview in held[number][:n]:
            decide(session, interview.id, Status.AFGEKEURD)
    publish_now(session, 2, "Vijftien eruit.")
    first, second = (told(session, version, "crabbehof")["straten"] for version in (1, 2))
    assert [maat(straat)["n"] for straat in second[:3]] == [18, 30, 30]
    assert second[1]["bewoners"]["maten"] == first[1]["bewoners"]["maten"]
    before, after = (cellen_of(session, demo.HERHAALMETING, version) for version in (1, 2))
    for wijk, cellen in before.items():
        for key, each in cellen.items():
            for cel in each:
                now = next(other for other in after[wijk][key] if other.straten == cel.straten)
                assert now == cel or abs(now.n - cel.n) >= THRESHOLD


def test_a_later_version_does_not_tell_that_somebody_counts_where_no_cel_changed(session):
    left_out = hold(session, 12)[:3]
    hold(session, 20, number=1)
    held = hold(session, 40, number=2)
    for interview in left_out:
        decide(session, interview.id, Status.AFGEKEURD)
    publish_now(session)
    for interview in held[:12]:
        decide(session, interview.id, Status.AFGEKEURD)
    for interview in left_out:
        decide(session, interview.id, Status.GOEDGEKEURD)
    publish_now(session, 2, "Dubbele interviews eruit.")
    first, second = (
        {each["gebied"]["code"]: each for each in told(session, version, "crabbehof")["straten"]} for version in (1, 2)
    )
    small, protecting, large = (str(straat_in(session, "crabbehof", number).id) for number in range(3))
    assert (maat(first[large])["n"], maat(second[large])["n"]) == (40, 28)
    assert (maat(first[small])["nTekst"], maat(first[protecting])["nTekst"]) == ("<10", "beschermd")
    assert [second[small], second[protecting]] == [first[small], first[protecting]]


@pytest.mark.parametrize("version", [2, 5])
def test_the_first_version_is_number_one(session, version):
    hold(session, 12)
    with pytest.raises(ChangedMeanwhile):
        publish_now(session, version, "Overgeslagen.")


@pytest.mark.parametrize("n", [0, 9])
def test_what_cannot_be_published_is_said_and_leaves_the_meetronde_open(database, n):
    with database.transaction() as session:
        hold(session, n)
    with pytest.raises(InvalidInput), database.transaction() as session:
        publish_now(session)
    with database.transaction() as session:
        assert session.get_one(Meetronde, demo.HERHAALMETING).is_open


def test_when_nobody_knew_the_numbers_are_told_and_no_figure(session):
    nobody_knew = dict.fromkeys(("schoon", "veilig", "gezellig", "straatladder"), "weet_niet") | {"cijfer": 8}
    hold(session, 12, antwoorden=nobody_knew)
    publish_now(session)
    straat = told(session, wijk="crabbehof")["straten"][0]
    assert straat["bewoners"]["interviews"] == 12
    assert {maat(straat, name)["nTekst"] for name in ("schoon", "veilig", "straatladder")} == {"<10"}
    assert maat(straat, "tevredenheid")["nTekst"] == "beschermd", "twelve of one mind"


def test_without_households_the_wijk_is_not_weighted_and_says_so(session):
    session.connection().execute(delete(Huishoudens))
    for number in range(3):
        hold(session, 14, number=number)
    publish_now(session)
    wijk = told(session, wijk="crabbehof")["wijk"]
    assert wijk["bewoners"]["dekking"] is None
    assert maat(wijk)["gewogen"] is False
    assert "huishoudens-onbekend" in [noot["code"] for noot in maat(wijk)["kanttekeningen"]]


def test_more_interviews_than_households_is_told(session):
    for households in session.exec(select(Huishoudens).where(Huishoudens.meetronde_code == demo.HERHAALMETING)):
        households.count = 5
    for number in range(3):
        hold(session, 14, number=number)
    publish_now(session)
    straat = told(session, wijk="crabbehof")["straten"][0]
    assert "meer-interviews-dan-huishoudens" in [noot["code"] for noot in maat(straat)["kanttekeningen"]]


def at_once(jobs: Sequence[Callable[[], object]]) -> list[object]:
    """What each of these gives, or what it raised, when all begin at the same moment."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        start.wait()
        try:
            return job()
        except (ChangedMeanwhile, MeetrondeClosed) as error:
            return error

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_of_two_coordinators_who_publish_at_once_one_hears_so(database):
    with database.transaction() as session:
        for number in range(3):
            hold(session, 14, number=number)

    def publish_it() -> int:
        with database.transaction() as session:
            return publish_now(session).version

    outcomes = at_once([publish_it, publish_it])
    assert sorted(type(each).__name__ for each in outcomes) == ["ChangedMeanwhile", "int"]


def test_publishing_while_interviews_arrive_gives_the_figures_of_one_moment(database):
    with database.transaction() as session:
        for number in range(3):
            hold(session, 14, number=number)

    def publish_it() -> None:
        with database.transaction() as session:
            publish_now(session)

    def keep_sending() -> None:
        for _ in range(15):
            with database.transaction() as session:
                hold(session, 1)

    at_once([publish_it, keep_sending, keep_sending])
    with database.transaction() as session:
        document = told(session)
        straten = [straat for wijk in document["wijken"] for straat in wijk["straten"]]
        counted = [straat["bewoners"]["interviews"] for straat in straten if straat["bewoners"]["interviews"]]
        assert sum(counted) == document["totaal"]["bewoners"]["interviews"]
        assert maat(straten[0])["n"] == straten[0]["bewoners"]["interviews"]
        stored = session.exec(select(Interview.id).where(col(Interview.consent))).all()
        assert 42 <= document["totaal"]["bewoners"]["interviews"] <= len(stored)
