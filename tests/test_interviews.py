"""How an interview comes in: once, whole, never over another one, and not at all when something is wrong."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlmodel import func, select

import app.interviews
from app import demo
from app.domain.vragenlijst import Soort
from app.errors import InvalidInput, MeetrondeClosed
from app.interviews import Afzender, Inzending, Uitkomst, local_date, receipt_number, receive
from app.models import Antwoord, Botsing, Interview, Meetronde, Status, Straat
from tests.gesprekken import ANTWOORDEN, gesprek, portiek_in, straat_in


@pytest.fixture
def bilal(world):
    return Afzender(interviewer_id=world.bilal.id)


@pytest.fixture
def straat(session):
    return straat_in(session, "crabbehof")


def stored(session) -> tuple[int, int, int]:
    """How many interviews, answers and clashes there are."""
    return tuple(
        session.exec(select(func.count()).select_from(table)).one() for table in (Interview, Antwoord, Botsing)
    )


def faults_of(session, inzending, afzender) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        receive(session, inzending, afzender)
    return {fault.veld: fault.melding for fault in refused.value.faults}


def test_a_new_interview_is_stored_whole(session, world, bilal, straat):
    inzending = gesprek(straat.id, started_at=datetime(2026, 9, 3, 22, 30, tzinfo=UTC))
    ontvangst = receive(session, inzending, bilal)
    assert ontvangst.uitkomst is Uitkomst.NIEUW
    session.expire_all()
    interview = session.get_one(Interview, inzending.id)
    assert (interview.soort, interview.vragenlijst_version) == ("straat", 1)
    assert (interview.meetronde_code, interview.straat_id, interview.portiek_id) == (
        demo.HERHAALMETING,
        straat.id,
        None,
    )
    assert (interview.interviewer_id, interview.api_sleutel_id) == (world.bilal.id, None)
    assert (interview.consent, interview.status) == (True, Status.NIEUW)
    assert interview.started_at == inzending.started_at
    assert interview.date == date(2026, 9, 4), "the day in the Netherlands"
    assert interview.received_at == ontvangst.received_at
    answers = session.exec(select(Antwoord).where(Antwoord.interview_id == inzending.id)).all()
    assert {(a.vraag, a.code, a.text) for a in answers} >= {
        ("straatladder", "3", None),
        ("overlast", "zwerfafval", None),
        ("overlast", "geluid", None),
        ("meer_doen", "tekst", "Een bankje 🌳"),
    }
    assert len(answers) == len(ANTWOORDEN[Soort.STRAAT]) + 1


@pytest.mark.parametrize("soort", Soort)
def test_every_kind_can_be_handed_in(session, bilal, straat, soort):
    assert receive(session, gesprek(straat.id, soort), bilal).uitkomst is Uitkomst.NIEUW


def test_another_system_may_hand_in(session, world, straat):
    inzending = gesprek(straat.id)
    receive(session, inzending, Afzender(api_sleutel_id=world.dashboard.id))
    assert session.get_one(Interview, inzending.id).api_sleutel_id == world.dashboard.id


def test_open_text_is_kept_to_the_letter(session, bilal, straat):
    text = " Meer\tgroen\r\nen bankjes 👩‍🌾 \x07\x1b[31m \u202e؟ "
    inzending = gesprek(straat.id, antwoorden={"meer_doen": text})
    receive(session, inzending, bilal)
    session.expire_all()
    assert session.get_one(Antwoord, (inzending.id, "meer_doen", "tekst")).text == text


def test_the_same_again_changes_nothing_and_has_the_same_receipt(session, world, bilal, straat):
    inzending = gesprek(straat.id)
    first = receive(session, inzending, bilal)
    before = stored(session)
    again = receive(session, inzending, Afzender(interviewer_id=world.carla.id))
    assert again == replace(first, uitkomst=Uitkomst.AL_ONTVANGEN)
    assert stored(session) == before


def test_order_and_time_zone_make_no_other_interview(session, bilal, straat):
    inzending = gesprek(straat.id)
    receive(session, inzending, bilal)
    summer = timezone(timedelta(hours=2))
    shuffled = dict(reversed(inzending.antwoorden.items())) | {"overlast": ["geluid", "zwerfafval"], "ouderen": None}
    same = replace(
        inzending,
        started_at=inzending.started_at.astimezone(summer),
        finished_at=inzending.finished_at.astimezone(summer),
        antwoorden=shuffled,
    )
    assert receive(session, same, bilal).uitkomst is Uitkomst.AL_ONTVANGEN


def test_the_hash_of_what_was_sent_never_changes(session, bilal, straat):
    """Pinned: with another, every phone that sends again what it sent before an update would hear of a clash."""
    inzending = Inzending(
        id=UUID("278cff10-f784-5c98-95ce-d916bed53cdc"),
        soort=Soort.STRAAT,
        vragenlijst_version=1,
        meetronde_code="herhaalmeting-2026",
        straat_id=UUID("6f1c2a34-52a2-5f0e-9d0b-3a1f6f2f7d10"),
        portiek_id=None,
        started_at=datetime(2026, 9, 10, 12, 3, tzinfo=UTC),
        finished_at=datetime(2026, 9, 10, 12, 9, tzinfo=UTC),
        antwoorden={
            "toestemming": "ja",
            "overlast": ["zwerfafval", "geluid"],
            "schoon": 6,
            "meer_doen": "Een bankje 🌳",
        },
    )
    session.add(Straat(id=inzending.straat_id, wijk_code="crabbehof", name="Verzonnen straat"))
    session.flush()
    complete = replace(inzending, antwoorden=ANTWOORDEN[Soort.STRAAT])
    receive(session, complete, bilal)
    receive(session, inzending, bilal)
    kept = session.exec(select(Botsing)).one()
    assert kept.content_hash == "e83c5dd9b2ceef7022e97765b4f18cc0120252bb16daa243fc26e7b555a605db"


def test_an_interview_in_another_language_says_so(session, bilal, straat):
    in_dutch, in_polish = gesprek(straat.id), gesprek(straat.id, language="pl")
    for inzending in (in_dutch, in_polish):
        receive(session, inzending, bilal)
    session.expire_all()
    assert [session.get_one(Interview, each.id).language for each in (in_dutch, in_polish)] == ["nl", "pl"]
    assert receive(session, in_polish, bilal).uitkomst is Uitkomst.AL_ONTVANGEN
    assert receive(session, replace(in_polish, language="nl"), bilal).uitkomst is Uitkomst.BOTSING


def test_a_clock_that_was_measured_wrong_is_corrected_for_the_day_and_kept_as_sent(session, bilal, straat):
    two_days = 2 * 24 * 3600
    held_at = datetime(2026, 9, 3, 22, 30, tzinfo=UTC)
    inzending = gesprek(straat.id, started_at=held_at + timedelta(seconds=two_days), clock_offset=two_days)
    receive(session, inzending, bilal)
    session.expire_all()
    interview = session.get_one(Interview, inzending.id)
    assert (interview.date, interview.clock_offset) == (date(2026, 9, 4), two_days)
    assert interview.started_at == inzending.started_at
    assert receive(session, replace(inzending, clock_offset=None), bilal).uitkomst is Uitkomst.BOTSING


@pytest.mark.parametrize("ahead", [timedelta(days=3650), timedelta(days=-3650), timedelta(days=2)])
def test_a_measured_clock_is_no_reason_to_refuse(session, bilal, straat, ahead):
    started_at = datetime.now(UTC) - timedelta(hours=1) + ahead
    right = gesprek(straat.id, started_at=started_at, clock_offset=int(ahead.total_seconds()))
    assert receive(session, right, bilal).uitkomst is Uitkomst.NIEUW


def test_no_clock_offset_makes_nonsense_right(session, bilal, straat):
    off_the_calendar = datetime(1, 1, 2, tzinfo=UTC)
    wrong = gesprek(straat.id, started_at=off_the_calendar, clock_offset=10 * 365 * 24 * 3600)
    assert faults_of(session, wrong, bilal).keys() == {"begonnenOp", "afgerondOp"}


@pytest.mark.parametrize(
    "change",
    [
        {"antwoorden": ANTWOORDEN[Soort.STRAAT] | {"straatladder": 5}},
        {"antwoorden": {"toestemming": "nee"}},
        {"antwoorden": {"onzin": [1, {"a": None}], "straatladder": float("nan"), "meer_doen": "a\x00\ud83d"}},
        {"antwoorden": {}},
        {"soort": Soort.KLANT},
        {"straat_id": uuid4()},
        {"meetronde_code": "verzonnen"},
        {"vragenlijst_version": 99},
        {"finished_at": datetime(2026, 9, 3, 12, tzinfo=UTC)},
    ],
)
def test_other_content_under_the_same_id_is_kept_aside_and_overwrites_nothing(session, bilal, straat, change):
    inzending = gesprek(straat.id)
    first = receive(session, inzending, bilal)
    interviews, antwoorden, _ = stored(session)
    other = receive(session, replace(inzending, **change), bilal)
    assert other.uitkomst is Uitkomst.BOTSING
    assert other.number != first.number
    assert receive(session, replace(inzending, **change), bilal).number == other.number
    session.expire_all()
    assert stored(session) == (interviews, antwoorden, 1)
    assert session.get_one(Antwoord, (inzending.id, "straatladder", "3"))
    assert receive(session, inzending, bilal) == replace(first, uitkomst=Uitkomst.AL_ONTVANGEN)


def test_a_clash_keeps_what_was_sent(session, bilal, straat):
    inzending = gesprek(straat.id)
    receive(session, inzending, bilal)
    receive(session, replace(inzending, antwoorden={"toestemming": "ja", "meer_doen": "Anders 🙂"}), bilal)
    session.expire_all()
    kept = session.exec(select(Botsing)).one()
    assert kept.content["antwoorden"] == {"toestemming": "ja", "meer_doen": "Anders 🙂"}
    assert kept.content["straatId"] == str(straat.id)


@pytest.mark.parametrize("is_same", [True, False])
def test_two_senders_at_the_same_moment_make_one_interview(database, world, bilal, is_same):
    with database.transaction() as session:
        inzending = gesprek(straat_in(session, "crabbehof").id)
    other = inzending if is_same else replace(inzending, antwoorden=inzending.antwoorden | {"veilig": 1})
    starting_line = Barrier(4)

    def send(what):
        starting_line.wait()
        with database.transaction() as session:
            return receive(session, what, bilal).uitkomst

    with ThreadPoolExecutor(4) as senders:
        outcomes = list(senders.map(send, [inzending, other, inzending, other]))
    assert outcomes.count(Uitkomst.NIEUW) == 1
    assert outcomes.count(Uitkomst.AL_ONTVANGEN) == (3 if is_same else 1)
    with database.transaction() as session:
        assert stored(session) == (1, len(inzending.antwoorden) + 1, 0 if is_same else 1)
        kept = session.get_one(Interview, inzending.id)
        assert kept.content_hash


def test_a_refusal_stores_that_and_nothing_else(session, bilal, straat):
    inzending = replace(gesprek(straat.id), antwoorden={"toestemming": "nee"})
    assert receive(session, inzending, bilal).uitkomst is Uitkomst.NIEUW
    session.expire_all()
    assert session.get_one(Interview, inzending.id).consent is False
    assert stored(session) == (1, 0, 0)


def test_a_closed_meetronde_takes_nothing_new_but_still_knows_what_it_has(session, bilal, straat):
    known = gesprek(straat.id)
    first = receive(session, known, bilal)
    session.get_one(Meetronde, demo.HERHAALMETING).closed_at = datetime.now(UTC)
    session.flush()
    before = stored(session)
    with pytest.raises(MeetrondeClosed, match="Herhaalmeting 2026"):
        receive(session, gesprek(straat.id), bilal)
    assert stored(session) == before
    assert receive(session, known, bilal) == replace(first, uitkomst=Uitkomst.AL_ONTVANGEN)


@pytest.mark.parametrize(
    ("change", "veld"),
    [
        ({"straat_id": uuid4()}, "straatId"),
        ({"meetronde_code": "nulmeting-1919"}, "meetronde"),
        ({"meetronde_code": "nul\x00meting"}, "meetronde"),
        ({"meetronde_code": ""}, "meetronde"),
        ({"vragenlijst_version": 2}, "vragenlijstVersie"),
        ({"vragenlijst_version": -(10**30)}, "vragenlijstVersie"),
        ({"portiek_id": uuid4(), "soort": Soort.PORTIEK, "antwoorden": ANTWOORDEN[Soort.PORTIEK]}, "portiekId"),
        ({"portiek_id": uuid4()}, "portiekId"),
        (
            {"started_at": datetime(2099, 1, 1, tzinfo=UTC), "finished_at": datetime(2099, 1, 2, tzinfo=UTC)},
            "begonnenOp",
        ),
        ({"finished_at": datetime(2099, 1, 1, tzinfo=UTC)}, "afgerondOp"),
        ({"finished_at": datetime(2019, 1, 1, tzinfo=UTC)}, "afgerondOp"),
        ({"started_at": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))}, "begonnenOp"),
        ({"finished_at": datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12)))}, "afgerondOp"),
    ],
)
def test_a_fault_is_named_and_nothing_is_stored(session, bilal, straat, change, veld):
    assert veld in faults_of(session, replace(gesprek(straat.id), **change), bilal)
    session.flush()
    assert stored(session) == (0, 0, 0)


def test_a_portiek_must_be_in_the_straat(session, bilal, straat):
    elsewhere = portiek_in(session, "wielwijk")
    wrong = gesprek(straat.id, Soort.PORTIEK, portiek_id=elsewhere.id)
    assert faults_of(session, wrong, bilal).keys() == {"portiekId"}
    right = gesprek(elsewhere.straat_id, Soort.PORTIEK, portiek_id=elsewhere.id)
    assert receive(session, right, bilal).uitkomst is Uitkomst.NIEUW


@pytest.mark.parametrize("soort", [Soort.STRAAT, Soort.KLANT])
def test_only_a_portiekinterview_has_a_portiek(session, bilal, soort):
    portiek = portiek_in(session, "crabbehof")
    wrong = gesprek(portiek.straat_id, soort, portiek_id=portiek.id)
    assert faults_of(session, wrong, bilal).keys() == {"portiekId"}


@pytest.mark.parametrize(("ahead", "is_right"), [(timedelta(hours=23), True), (timedelta(hours=25), False)])
def test_a_phone_whose_clock_is_a_little_ahead_is_believed(session, bilal, straat, ahead, is_right):
    inzending = gesprek(straat.id, started_at=datetime.now(UTC) + ahead)
    if is_right:
        assert receive(session, inzending, bilal).uitkomst is Uitkomst.NIEUW
    else:
        assert faults_of(session, inzending, bilal).keys() == {"begonnenOp", "afgerondOp"}


def test_all_faults_are_named_at_once(session, bilal):
    wrong = replace(
        gesprek(uuid4()),
        meetronde_code="onbekend",
        portiek_id=uuid4(),
        finished_at=datetime(2019, 1, 1, tzinfo=UTC),
        antwoorden={"toestemming": "ja", "straatladder": "3", "cijfer": 8, "schoenmaat": 43},
    )
    assert faults_of(session, wrong, bilal).keys() >= {
        "straatId",
        "meetronde",
        "portiekId",
        "afgerondOp",
        "antwoorden.straatladder",
        "antwoorden.cijfer",
        "antwoorden.schoenmaat",
        "antwoorden.bekendheid",
    }


def test_answers_of_another_questionnaire_are_refused_by_name(session, bilal, straat):
    wrong = replace(gesprek(straat.id), antwoorden=ANTWOORDEN[Soort.KLANT])
    found = faults_of(session, wrong, bilal)
    assert {"antwoorden.diensten", "antwoorden.opdrachtgever", "antwoorden.prettig_wonen"} <= found.keys()


def test_an_old_version_stays_valid_when_a_new_one_is_published(session, bilal, straat, monkeypatch):
    old = app.interviews.find_vragenlijst(Soort.STRAAT, 1)
    new = replace(old, version=2, vragen=tuple(vraag for vraag in old.vragen if vraag.key != "overlast"))
    published = {(Soort.STRAAT, 1): old, (Soort.STRAAT, 2): new}
    monkeypatch.setattr(app.interviews, "find_vragenlijst", lambda soort, version: published.get((soort, version)))
    with_overlast, without = gesprek(straat.id), gesprek(straat.id, antwoorden={"overlast": None})
    assert receive(session, with_overlast, bilal).uitkomst is Uitkomst.NIEUW
    assert receive(session, replace(without, vragenlijst_version=2), bilal).uitkomst is Uitkomst.NIEUW
    newer = replace(with_overlast, id=uuid4(), vragenlijst_version=2)
    assert faults_of(session, newer, bilal).keys() == {"antwoorden.overlast"}


def test_a_receipt_is_short_enough_to_read_aloud():
    interview_id = uuid4()
    number = receipt_number(interview_id, "inhoud")
    assert number == receipt_number(interview_id, "inhoud") != receipt_number(interview_id, "andere inhoud")
    assert len(number) == 9
    assert int(number.replace("-", ""), 16) >= 0


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 1, 31, 22, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 23, 0, tzinfo=UTC), date(2026, 2, 1)),
    ],
)
def test_a_day_is_a_day_in_the_netherlands(moment, day):
    assert local_date(moment) == day
