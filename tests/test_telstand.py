"""The telstand is what the answers add up to, whatever happens, in whatever order and however many write at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random

import pytest
from sqlmodel import col, select

from app import demo
from app.beoordeling import DECISIONS, review
from app.database import Database
from app.domain.vragenlijst import Soort
from app.errors import ChangedMeanwhile, InvalidInput, MeetrondeClosed
from app.interviews import Afzender, Inzending, Uitkomst, receive, receive_one
from app.intrekkingen import withdraw
from app.models import Gebruiker, Interview, Meetronde, Status, Straat, Telstand
from app.telstand import Changes, Difference, differences, rebuild
from tests.gesprekken import ANTWOORDEN, decide, gesprek, straat_in

CHANGES = 1500
REFUSAL = {soort: dict.fromkeys(ANTWOORDEN[soort]) | {"toestemming": "nee"} for soort in Soort}


@pytest.fixture
def afzender(world) -> Afzender:
    return Afzender(interviewer_id=world.bilal.id)


@pytest.fixture
def straten(database) -> list[Straat]:
    with database.transaction() as session:
        return [straat_in(session, wijk, number) for wijk in ("crabbehof", "wielwijk") for number in range(2)]


def test_what_one_interview_adds(session, afzender):
    straat = straat_in(session, "crabbehof")
    inzending = gesprek(straat.id, antwoorden={"schoon": "weet_niet"})
    receive(session, inzending, afzender)
    (row,) = session.exec(select(Telstand)).all()
    assert (row.meetronde_code, row.straat_id) == (demo.HERHAALMETING, straat.id)
    assert (row.soort, row.status) == ("straat", "nieuw")
    assert row.counts == {
        "#interview/1": 1,
        "#antwoord/toestemming": 1,
        "toestemming/ja": 1,
        "#antwoord/prettig_wonen": 1,
        "prettig_wonen/prettig": 1,
        "#antwoord/overlast": 1,
        "overlast/zwerfafval": 1,
        "overlast/geluid": 1,
        "#antwoord/bekendheid": 1,
        "bekendheid/zelf_mee_te_maken": 1,
        "#antwoord/cijfer": 1,
        "cijfer/9": 1,
        "#antwoord/meer_doen": 1,
        "schoon/weet_niet": 1,
        "#antwoord/veilig": 1,
        "veilig/8": 1,
        "#antwoord/gezellig": 1,
        "gezellig/6": 1,
        "#antwoord/straatladder": 1,
        "straatladder/3": 1,
        "#antwoord/leefbaarheidsladder": 1,
        "leefbaarheidsladder/4": 1,
    }
    decide(session, inzending.id, Status.AFGEKEURD)
    session.refresh(row)
    assert row.counts == {}, "what comes to nothing is not kept"


def test_a_refusal_counts_as_one(session, afzender):
    receive(session, gesprek(straat_in(session, "crabbehof").id, antwoorden=REFUSAL[Soort.STRAAT]), afzender)
    assert session.exec(select(Telstand.counts)).one() == {"#weigering/1": 1}


def test_thousands_of_changes_leave_the_telstand_equal_to_the_answers(database, straten, afzender, world):
    random = Random(20191130)
    sent: list[Inzending] = []
    for _ in range(CHANGES // 50):
        with database.transaction() as session:
            for _ in range(50):
                _change_something(session, random, straten, afzender, world.anna, sent)
        assert _differences(database) == []
    with database.transaction() as session:
        statuses = set(session.exec(select(Interview.status)))
        assert statuses == set(Status)
        assert len({(row.straat_id, row.soort, row.status) for row in session.exec(select(Telstand))}) == 4 * 3 * 5


def test_writers_at_once_lose_nothing_and_never_wait_for_each_other(database, straten, afzender, world):
    """Six of them on few rows; reviews go from every status to every other, so that their rows cross."""
    with database.transaction() as session:
        shared = [_with_code(gesprek(straten[0].id, soort)) for soort in Soort for _ in range(8)]
        for inzending in shared:
            receive(session, inzending, afzender)

    def write(seed: int) -> int:
        random, done = Random(seed), 0
        sent = list(shared)
        random.shuffle(sent)
        for _ in range(60):
            try:
                with database.transaction() as session:
                    _change_something(session, random, straten[:1], afzender, world.anna, sent)
                done += 1
            except ChangedMeanwhile:
                continue
        return done

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(write, range(6))) > 200
    assert _differences(database) == []


def test_transactions_of_many_interviews_do_not_wait_for_each_other(database, straten, afzender):
    """As when the files of several phones are read in at once: the same straten in opposite order."""

    def store_all(order: int) -> None:
        with database.transaction() as session:
            changes = Changes()
            for straat in straten[::order]:
                for _ in range(3):
                    assert receive_one(session, gesprek(straat.id), afzender, changes).uitkomst is Uitkomst.NIEUW
            changes.write(session)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(store_all, [1, -1] * 8))
    assert _differences(database) == []


def test_what_is_not_stored_is_not_counted(database, straten, afzender):
    inzending = gesprek(straten[0].id)
    with database.transaction() as session:
        receive(session, inzending, afzender)
    before = _rows(database)
    other = replace(inzending, antwoorden=dict(inzending.antwoorden) | {"schoon": 1})
    with database.transaction() as session:
        assert receive(session, inzending, afzender).uitkomst is Uitkomst.AL_ONTVANGEN
        assert receive(session, other, afzender).uitkomst is Uitkomst.BOTSING
    with pytest.raises(InvalidInput), database.transaction() as session:
        receive(session, gesprek(straten[0].id, antwoorden={"schoon": 99}), afzender)
    with pytest.raises(OSError, match="power cut"):
        _store_and_fail(database, gesprek(straten[0].id), afzender)
    with database.transaction() as session:
        session.get_one(Meetronde, demo.HERHAALMETING).closed_at = inzending.finished_at
    with pytest.raises(MeetrondeClosed), database.transaction() as session:
        receive(session, gesprek(straten[0].id), afzender)
    assert _rows(database) == before
    assert _differences(database) == []


def test_the_demo_counts_right(full_database):
    assert _differences(full_database) == []


def test_a_wrong_count_is_found_and_mended(full_database):
    with full_database.transaction() as session:
        rows = session.exec(select(Telstand).where(col(Telstand.status) == Status.GOEDGEKEURD)).all()
        wrong, lost = rows[0], rows[1]
        right = dict(wrong.counts)
        wrong.counts = right | {"#interview/1": right["#interview/1"] + 2, "schoon/onzin": 1}
        session.delete(lost)
        key, lost_key, lost_counts = _key(wrong), _key(lost), dict(lost.counts)
    found = _differences(full_database)
    assert [each for each in found if each.key == key] == [
        Difference(key, "#interview/1", right["#interview/1"] + 2, right["#interview/1"]),
        Difference(key, "schoon/onzin", 1, 0),
    ]
    assert {each.name: each.counted for each in found if each.key == lost_key} == lost_counts
    assert {each.key for each in found} == {key, lost_key}
    with full_database.transaction() as session:
        assert rebuild(session) == 2
    assert _differences(full_database) == []
    with full_database.transaction() as session:
        assert rebuild(session) == 0


def test_mending_waits_for_whoever_is_writing(database, straten, afzender):
    """Interviews come in all the while, and each is counted once: by the one who stores it or by the mending."""

    def store(_: int) -> None:
        with database.transaction() as session:
            receive(session, gesprek(straten[0].id), afzender)

    def mend(_: int) -> None:
        with database.transaction() as session:
            rebuild(session)

    with ThreadPoolExecutor(6) as pool:
        stored = [pool.submit(store, number) for number in range(60)]
        mended = [pool.submit(mend, number) for number in range(6)]
        for each in stored + mended:
            each.result()
    assert _differences(database) == []


def _change_something(session, random: Random, straten, afzender, anna: Gebruiker, sent: list[Inzending]) -> None:
    """An interview comes in, or comes in again, or is reviewed, or is withdrawn."""
    what = random.choices(("new", "again", "withdraw", "review"), (10, 2, 1, 10))[0] if sent else "new"
    if what == "new":
        soort = random.choice(list(Soort))
        changes = {"schoon": random.choice([1, 5, 10, "weet_niet"]), "straatladder": random.randint(1, 5)}
        if random.random() < 0.2:
            changes = REFUSAL[soort]
        sent.append(_with_code(gesprek(random.choice(straten).id, soort, antwoorden=changes)))
        assert receive(session, sent[-1], afzender).uitkomst is Uitkomst.NIEUW
    elif what == "again":
        assert receive(session, random.choice(sent), afzender).uitkomst is Uitkomst.AL_ONTVANGEN
    elif what == "withdraw":
        assert withdraw(session, random.choice(sent).intrekcode).status == Status.INGETROKKEN
    else:
        interview = session.get_one(Interview, random.choice(sent).id, populate_existing=True)
        if interview.status == Status.INGETROKKEN:
            return
        status = random.choice((*DECISIONS, Status.NIEUW))
        review(session, interview, anna, status, "Nagekeken.", seen=interview.revision)


def _with_code(inzending: Inzending) -> Inzending:
    letters = inzending.id.hex.translate(str.maketrans("0123456789", "ghijklmnop"))
    return replace(inzending, intrekcode=f"merel-{letters}-4821")


def _store_and_fail(database: Database, inzending: Inzending, afzender: Afzender) -> None:
    with database.transaction() as session:
        assert receive(session, inzending, afzender).uitkomst is Uitkomst.NIEUW
        raise OSError("power cut")


def _differences(database: Database) -> list[Difference]:
    with database.snapshot() as session:
        return differences(session)


def _rows(database: Database) -> list[Telstand]:
    with database.transaction() as session:
        return [(_key(row), row.counts) for row in session.exec(select(Telstand))]


def _key(row: Telstand) -> tuple[object, ...]:
    return (row.meetronde_code, row.straat_id, row.soort, row.status)
