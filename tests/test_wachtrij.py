"""The queue of the review: what is noted as interviews come in, in which order they wait, and what is clean."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from app import demo
from app.domain.opvallend import ENOUGH_OTHERS
from app.domain.reden import Reden
from app.domain.vragenlijst import Soort
from app.interviews import Afzender, Inzending, receive
from app.models import Aanleiding, Interview, Meetronde, Status
from app.wachtrij import Buren, Wachtrij, Wachtrijkeuze
from tests.gesprekken import decide, gesprek, straat_in

PHONE = {"meer_doen": "Bel 06-12345678"}
NAME = {"meer_doen": "Vraag buurman Ahmed"}
CLOCK = {"clock_offset": 600}
NOON = datetime(2026, 9, 3, 12, tzinfo=UTC)


@pytest.fixture
def hold(session, world):
    """Hold an interview; `answers` are added to ordinary ones, of which no two are the same."""
    held: list[Inzending] = []

    def hold(wijk: str = "crabbehof", soort: Soort = Soort.STRAAT, **changes) -> Inzending:
        answers = {"ouderen": f"Een bankje, nummer {len(held)}"} if soort is Soort.STRAAT else {}
        changes["antwoorden"] = answers | changes.pop("antwoorden", {})
        held.append(gesprek(straat_in(session, wijk).id, soort, **{"started_at": NOON} | changes))
        receive(session, held[-1], Afzender(interviewer_id=world.bilal.id))
        return held[-1]

    return hold


@dataclass
class Counted:
    number: int = 0


@contextmanager
def counting_queries(session: Session) -> Iterator[Counted]:
    counted = Counted()

    def count(*_: object) -> None:
        counted.number += 1

    event.listen(session.connection(), "before_cursor_execute", count)
    yield counted
    event.remove(session.connection(), "before_cursor_execute", count)


def queue(session: Session, **keuze) -> Wachtrij:
    return Wachtrij(session, Wachtrijkeuze(session.get_one(Meetronde, demo.HERHAALMETING), **keuze))


def waiting(session: Session, **keuze) -> list[UUID]:
    return [each.interview.id for each in queue(session, **keuze).page(100)]


def noted(session: Session, interview_id: UUID) -> list[Aanleiding]:
    return list(session.exec(select(Aanleiding).where(Aanleiding.interview_id == interview_id)))


def test_the_gravest_waits_first_and_the_clean_are_counted_apart(session, hold):
    clean, clock, name, phone = hold(), hold(**CLOCK), hold(antwoorden=NAME), hold(antwoorden=PHONE)
    both = hold(antwoorden=PHONE, **CLOCK)
    assert waiting(session) == [both.id, phone.id, name.id, clock.id]
    stand = queue(session).count()
    assert (stand.flagged, stand.clean) == (4, 1)
    assert stand.per_reden == {Reden.TELEFOON: 2, Reden.NAAM: 1, Reden.KLOK: 2}
    assert [each.interview.id for each in queue(session).clean(10)] == [clean.id]


def test_of_the_same_weight_the_oldest_day_waits_first(session, hold):
    later, earlier = hold(**CLOCK), hold(**CLOCK, started_at=NOON - timedelta(days=2))
    assert waiting(session) == [earlier.id, later.id]


def test_the_reasons_are_told_with_the_question_and_without_what_was_found(session, hold):
    hold(antwoorden=PHONE | {"ouderen": "Mevrouw Jansen vragen"}, **CLOCK)
    (each,) = queue(session).page(10)
    assert each.redenen == [
        "Misschien een telefoonnummer bij “Wat kan er nog meer voor de wijk gedaan worden?”.",
        "Misschien de naam van iemand bij “Wat is er nodig voor ouderen in de wijk?”.",
        "De klok van de telefoon liep 10 minuten voor.",
    ]


def test_a_part_of_the_queue(session, hold):
    here, there = hold(antwoorden=PHONE, **CLOCK), hold("wielwijk", **CLOCK)
    hold(meetronde_code=demo.NULMETING, **CLOCK, started_at=datetime(2019, 9, 3, 12, tzinfo=UTC))
    assert waiting(session) == [here.id, there.id]
    assert waiting(session, wijk_code="wielwijk") == [there.id]
    assert waiting(session, reden=Reden.TELEFOON) == [here.id]
    assert len(queue(session, reden=Reden.TELEFOON).page(10)[0].redenen) == 2, "every reason, whichever was chosen"
    assert queue(session, wijk_code="wielwijk").count().flagged == 1


def test_what_was_decided_waits_no_longer(session, hold):
    decided, open_still, clean = hold(**CLOCK), hold(**CLOCK), hold()
    for each in (decided, clean):
        decide(session, each.id, Status.GOEDGEKEURD)
    assert waiting(session) == [open_still.id]
    assert queue(session).count().clean == 0


def test_page_by_page_everything_comes_once(session, hold):
    sent = {hold(**CLOCK).id for _ in range(7)}
    pages = [queue(session).page(3, offset) for offset in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert {each.interview.id for page in pages for each in page} == sent


def test_who_stands_beside_whom(session, hold):
    for _ in range(3):
        hold(**CLOCK)
    first, second, third = waiting(session)
    assert queue(session).around(first) == Buren(None, second)
    assert queue(session).around(second) == Buren(first, third)
    assert queue(session).around(third) == Buren(second, None)
    assert queue(session).around(hold().id) == Buren()


def test_a_clash_is_a_reason(session, hold, world):
    inzending = hold()
    for schoon in (1, 2, 1):
        other = replace(inzending, antwoorden=inzending.antwoorden | {"schoon": schoon})
        receive(session, other, Afzender(interviewer_id=world.bilal.id))
    assert [each.reden for each in noted(session, inzending.id)] == ["botsing"]
    assert waiting(session) == [inzending.id]


def test_the_same_interview_sent_twice_is_no_reason(session, hold, world):
    inzending = hold()
    receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
    assert noted(session, inzending.id) == []


@pytest.mark.parametrize(
    ("changes", "is_double"),
    [
        ({}, True),
        ({"started_at": NOON + timedelta(minutes=9)}, True),
        ({"started_at": NOON - timedelta(minutes=9)}, True),
        ({"started_at": NOON + timedelta(minutes=11)}, False),
        ({"wijk": "wielwijk"}, False),
        ({"antwoorden": {"ouderen": "Een bankje, nummer 0", "schoon": 5}}, False),
    ],
)
def test_a_double_is_the_same_answers_here_and_now(session, hold, changes, is_double):
    first = hold()
    second = hold(**{"antwoorden": {"ouderen": "Een bankje, nummer 0"}} | changes)
    assert [(each.reden, each.other_id) for each in noted(session, second.id)] == (
        [("dubbel", first.id)] if is_double else []
    )
    assert noted(session, first.id) == []
    assert queue(session).double_of(session.get_one(Interview, second.id)) == (first.id if is_double else None)


def test_two_refusals_are_no_double(session, hold):
    for _ in range(2):
        nothing = dict.fromkeys(gesprek(straat_in(session, "crabbehof").id).antwoorden) | {"toestemming": "nee"}
        refused = hold(antwoorden=nothing | {"ouderen": None})
        assert noted(session, refused.id) == []
        assert session.get_one(Interview, refused.id).answers_hash is None


@pytest.mark.parametrize(("others", "seconds", "is_told"), [
    (ENOUGH_OTHERS, 60, True), (ENOUGH_OTHERS, 119, True), (ENOUGH_OTHERS, 121, False), (ENOUGH_OTHERS - 2, 60, False),
])  # fmt: skip
def test_hurried_is_told_beside_enough_others_of_the_kind(session, hold, others, seconds, is_told):
    for _ in range(others):
        hold()
    quick = hold(finished_at=NOON + timedelta(seconds=seconds))
    assert waiting(session) == ([quick.id] if is_told else [])
    assert queue(session).count().clean == others + (0 if is_told else 1)


def test_what_is_quick_of_one_kind_says_nothing_of_another(session, hold):
    for _ in range(ENOUGH_OTHERS):
        hold()
    hold(soort=Soort.KLANT, finished_at=NOON + timedelta(seconds=60))
    assert waiting(session) == []


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_outside"),
    [
        (date(2026, 9, 3), None, False),
        (date(2026, 9, 3), date(2026, 9, 3), False),
        (date(2026, 9, 4), None, True),
        (date(2026, 9, 1), date(2026, 9, 2), True),
    ],
)
def test_the_dates_of_the_meetronde_are_those_of_now(session, hold, starts_on, ends_on, is_outside):
    inzending = hold()
    meetronde = session.get_one(Meetronde, demo.HERHAALMETING)
    meetronde.starts_on, meetronde.ends_on = starts_on, ends_on
    session.flush()
    assert waiting(session) == ([inzending.id] if is_outside else [])
    assert queue(session).count().per_reden == ({Reden.PERIODE: 1} if is_outside else {})


def test_a_city_of_reasons_takes_as_few_queries(session, hold):
    hold(antwoorden=PHONE, **CLOCK)
    with counting_queries(session) as few:
        queue(session).page(25)
    for _ in range(20):
        hold(antwoorden=PHONE, **CLOCK)
    with counting_queries(session) as many:
        assert len(queue(session).page(25)) == 21
    assert few.number == many.number


def test_an_empty_queue(session):
    stand = queue(session).count()
    assert (stand.flagged, stand.per_reden, stand.clean) == (0, {}, 0)
    assert waiting(session) == []
