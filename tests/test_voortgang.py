"""Following a meetronde: what need is, which straat comes first, who did what on which day, and what is new."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest

from app import demo
from app.doelen import Progress, set_doel
from app.domain.respons import Contactuitkomst
from app.domain.vragenlijst import Soort
from app.interviews import Afzender, receive
from app.models import Contactpoging, Huishoudens, Interview, Meetronde, Status, Straat, Uitzondering, Wijk
from app.toestellen import link_toestel, linked_toestellen, make_koppelcode
from app.voortgang import Volgkeuze, follow_straten, follow_work, respons_in, summarize_day
from app.voortgang.straten import Gehaald, Plaats, Straatvoortgang, add_up, need
from app.web.blik import SITTING, Blik, look_again
from tests.gesprekken import ANTWOORDEN, decide, gesprek

NOON = datetime(2026, 9, 24, 10, tzinfo=UTC)
DAY = date(2026, 9, 24)
REFUSED = dict.fromkeys(ANTWOORDEN[Soort.STRAAT]) | {"toestemming": "nee"}


def straatvoortgang(name: str, *progress: Progress) -> Straatvoortgang:
    plaats = Plaats(uuid4(), name, "wijk", "Wijk", 100)
    return Straatvoortgang(plaats, add_up(progress))


def test_too_many_of_one_kind_do_not_make_up_for_too_few_of_another():
    assert add_up([Progress(4, 9), Progress(3, 1)]) == Gehaald(done=10, doel=7, to_do=2)
    assert add_up([Progress(4, 9), Progress(3, 1)]).share == Fraction(5, 7)


def test_without_a_doel_nothing_is_needed_and_no_share_is_told():
    assert add_up([Progress(None, 3), Progress(None, 0)]) == Gehaald(done=3, doel=None, to_do=0)
    assert add_up([Progress(None, 3), Progress(2, 1)]) == Gehaald(done=4, doel=2, to_do=1)
    assert add_up([Progress(None, 3)]).share is add_up([Progress(0, 3)]).share is None


def test_the_straat_that_needs_most_comes_first_and_of_as_much_the_one_that_is_less_far():
    straten = [
        straatvoortgang("Done", Progress(2, 2)),
        straatvoortgang("Far", Progress(12, 9)),
        straatvoortgang("No doel", Progress(None, 0)),
        straatvoortgang("Most", Progress(9, 2)),
        straatvoortgang("Begun", Progress(4, 1)),
        straatvoortgang("Also done", Progress(1, 5)),
    ]
    ordered = [straat.plaats.name for straat in sorted(straten, key=need)]
    assert ordered == ["Most", "Begun", "Far", "Also done", "Done", "No doel"]


@pytest.mark.parametrize("before", [None, "", "x", "1_", "_1", "nan_nan", "1e99_1e99", "5_99999999999", "inf_1"])
def test_at_the_first_look_and_after_nonsense_nothing_is_new(before):
    assert look_again(before, NOON) == Blik(NOON, NOON)


def test_what_is_new_stays_new_while_somebody_looks_and_later_the_last_look_counts():
    blik = Blik(NOON, NOON)
    for minutes in (1, 10, 20):
        blik = look_again(str(blik), NOON + timedelta(minutes=minutes))
        assert blik == Blik(NOON, NOON + timedelta(minutes=minutes))
    later = blik.latest + SITTING + timedelta(seconds=1)
    assert look_again(str(blik), later) == Blik(blik.latest, later)


@pytest.fixture
def herhaalmeting(world, session):
    return session.get_one(Meetronde, demo.HERHAALMETING)


@pytest.fixture
def here(session, herhaalmeting):
    """A wijk of its own with two straten: one wants two straatinterviews and a portiekinterview, one wants nothing."""
    wijk = Wijk(code="kade", name="Kade")
    session.add(wijk)
    session.flush()
    wanting, quiet = Straat(wijk_code="kade", name="Lange Kade"), Straat(wijk_code="kade", name="Korte Kade")
    session.add_all([wanting, quiet])
    session.flush()
    for straat, households in ((wanting, 60), (quiet, 40)):
        session.add(Huishoudens(meetronde_code=herhaalmeting.code, straat_id=straat.id, count=households))
    set_doel(session, herhaalmeting, wanting, Soort.STRAAT, 2)
    set_doel(session, herhaalmeting, wanting, Soort.PORTIEK, 1)
    session.flush()
    return wijk, wanting, quiet


@pytest.fixture
def hold(session, world, here):
    """Hold an interview in the straat that wants some."""

    def hold(soort: Soort = Soort.STRAAT, afzender: Afzender | None = None, **changes) -> Interview:
        received_at = changes.pop("received_at", None)
        inzending = gesprek(here[1].id, soort, **{"started_at": NOON} | changes)
        receive(session, inzending, afzender or Afzender(interviewer_id=world.bilal.id))
        interview = session.get_one(Interview, inzending.id)
        interview.received_at = received_at or interview.received_at
        session.flush()
        return interview

    return hold


@pytest.fixture
def knock(session, world, here):
    """Knock in vain in the same straat."""

    def knock(outcome: Contactuitkomst = Contactuitkomst.NIET_THUIS, **changes) -> None:
        row = {"id": uuid4(), "meetronde_code": demo.HERHAALMETING, "straat_id": here[1].id, "happened_at": NOON}
        row |= {"interviewer_id": world.carla.id, "outcome": outcome} | changes
        session.add(Contactpoging(**row))
        session.flush()

    return knock


def test_done_beside_wanted_with_what_is_new(session, herhaalmeting, here, hold, knock):
    wijk, wanting, quiet = here
    hold(received_at=NOON)
    hold(received_at=NOON + timedelta(hours=2))
    hold(Soort.KLANT, received_at=NOON + timedelta(hours=2))
    hold(antwoorden=REFUSED, received_at=NOON + timedelta(hours=2))
    decide(session, hold(received_at=NOON + timedelta(hours=2)).id, Status.AFGEKEURD)
    knock()
    found = follow_straten(session, Volgkeuze(herhaalmeting, wijk), NOON + timedelta(hours=1))
    first, second = found.straten
    assert (first.plaats.name, second.plaats.name) == ("Lange Kade", "Korte Kade")
    assert {soort: found.progress(first.plaats, soort) for soort in Soort} == {
        Soort.STRAAT: Progress(2, 2),
        Soort.PORTIEK: Progress(1, 0),
        Soort.KLANT: Progress(None, 1),
    }
    assert (first.gehaald, first.new) == (Gehaald(done=3, doel=3, to_do=1), 2)
    assert (found.gehaald, found.new) == (first.gehaald, 2)
    assert (found.respons.interviews, found.respons.contacts) == (2, 4), "a refusal and a door"
    per_straat = respons_in(session, Volgkeuze(herhaalmeting, wijk), found.straten)
    assert [per_straat[str(straat.id)].contacts for straat in (wanting, quiet)] == [4, 0]
    assert found.dekking == Fraction(60, 100)
    klanten = follow_straten(session, Volgkeuze(herhaalmeting, wijk, Soort.KLANT), NOON + timedelta(hours=1))
    assert (klanten.gehaald, klanten.new, klanten.respons) == (Gehaald(1, None, 0), 1, found.respons)
    everywhere = follow_straten(session, Volgkeuze(herhaalmeting), NOON + timedelta(hours=1))
    assert (everywhere.new, everywhere.gehaald.done) == (2, 3)
    assert len(everywhere.straten) > 20
    wanting.retired_at = NOON
    session.flush()
    retired = follow_straten(session, Volgkeuze(herhaalmeting, wijk), NOON)
    assert retired.gehaald == Gehaald(3, None, 0), "what was held counts, and nothing is needed any more"
    session.add(Uitzondering(meetronde_code=herhaalmeting.code, straat_id=wanting.id))
    session.flush()
    elsewhere = follow_straten(session, Volgkeuze(herhaalmeting, wijk), NOON)
    assert [straat.plaats.name for straat in elsewhere.straten] == ["Korte Kade"]
    assert (elsewhere.gehaald.done, elsewhere.new, elsewhere.respons.contacts) == (0, 0, 0)


def test_everybodys_week(session, world, herhaalmeting, here, hold):
    wijk, *_ = here
    hold()
    hold(started_at=NOON - timedelta(days=1))
    hold(Soort.KLANT, Afzender(interviewer_id=world.carla.id), started_at=NOON - timedelta(days=8))
    hold(Soort.PORTIEK, Afzender(api_sleutel_id=world.dashboard.id))
    hold(antwoorden=REFUSED)
    week = follow_work(session, Volgkeuze(herhaalmeting, wijk), DAY)
    assert (week.days[0], week.days[-1], len(week.days)) == (DAY, date(2026, 9, 18), 7)
    rows = {row.name: (dict(row.days), row.total, row.last_day) for row in week.rows}
    assert rows == {
        "Bilal": ({DAY: 1, date(2026, 9, 23): 1}, 2, DAY),
        "Carla": ({}, 1, date(2026, 9, 16)),
        "Ander systeem": ({DAY: 1}, 1, DAY),
    }
    assert (list(rows)[-1], week.total, week.per_day[DAY]) == ("Ander systeem", 4, 2)
    klanten = follow_work(session, Volgkeuze(herhaalmeting, wijk, Soort.KLANT), DAY)
    assert [(row.name, row.total) for row in klanten.rows] == [("Carla", 1)]
    herhaalmeting.closed_at = NOON + timedelta(days=40)
    assert follow_work(session, Volgkeuze(herhaalmeting, wijk)).days[0] == DAY, "the last day with an interview"
    crabbehof = Volgkeuze(herhaalmeting, session.get_one(Wijk, "crabbehof"))
    empty = follow_work(session, crabbehof)
    assert [(row.name, row.total) for row in empty.rows] == [("Bilal", 0)], "who works there, without an interview yet"
    assert empty.days[0] == (NOON + timedelta(days=40)).date()


def test_a_day_to_print_goes_from_midnight_to_midnight_in_the_straat(session, herhaalmeting, here, hold, knock):
    wijk, *_ = here
    hold()
    hold(Soort.PORTIEK)
    hold(antwoorden=REFUSED)
    decide(session, hold().id, Status.TERUGGESTUURD)
    knock(Contactuitkomst.WEIGERT)
    knock(happened_at=datetime(2026, 9, 23, 22, tzinfo=UTC))  # midnight in the straat
    knock(happened_at=datetime(2026, 9, 23, 21, 59, tzinfo=UTC))
    knock(happened_at=datetime(2026, 9, 24, 22, tzinfo=UTC))
    knock(withdrawn_at=NOON)
    dag = summarize_day(session, Volgkeuze(herhaalmeting, wijk), DAY)
    assert dag.whole.interviews == {Soort.STRAAT: 1, Soort.PORTIEK: 1}
    assert dag.whole.others == {Contactuitkomst.WEIGERT: 2, Contactuitkomst.NIET_THUIS: 1}
    assert (dag.whole.held, dag.whole.without) == (2, 3)
    assert [(straat, name) for straat, name, _ in dag.straten] == [("Lange Kade", "Kade")]
    assert dag.straten[0][-1] == dag.whole
    assert [(name, each.held, each.without) for name, each in dag.interviewers] == [("Bilal", 2, 1), ("Carla", 0, 2)]
    assert summarize_day(session, Volgkeuze(herhaalmeting, wijk), date(2026, 9, 25)).whole.without == 1
    assert summarize_day(session, Volgkeuze(herhaalmeting, wijk), date(2026, 10, 25)).straten == [], "of 25 hours"


def test_only_phones_that_are_linked_and_of_who_works_there(world, session):
    for interviewer in (world.bilal, world.carla):
        code = make_koppelcode(session, interviewer)
        session.flush()
        link_toestel(session, code)
    session.flush()
    everybody = linked_toestellen(session)
    assert [interviewer.name for interviewer, _ in everybody] == ["Bilal", "Carla"]
    assert [each.name for each, _ in linked_toestellen(session, session.get_one(Wijk, "wielwijk"))] == ["Carla"]
    everybody[0][1].revoked_at = NOON
    session.flush()
    assert [interviewer.name for interviewer, _ in linked_toestellen(session)] == ["Carla"]
