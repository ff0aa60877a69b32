"""The response: laws that hold for all counts, and the examples of the documentation."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.respons import PERCENTAGE_FROM, Contactuitkomst, Respons

COUNTS = st.integers(0, 500)
ALL = st.builds(Respons, COUNTS, COUNTS, st.dictionaries(st.sampled_from(Contactuitkomst), COUNTS))


def test_the_example_of_the_documentation():
    doors = {Contactuitkomst.NIET_THUIS: 18, Contactuitkomst.WEIGERT: 4, Contactuitkomst.TAAL: 3}
    respons = Respons(interviews=21, refused=4, doors=doors)
    assert (respons.contacts, respons.rate) == (50, Fraction(42, 100))


def test_a_refusal_counts_where_it_was_told():
    respons = Respons(interviews=1, refused=2, doors={Contactuitkomst.WEIGERT: 3})
    assert respons.count(Contactuitkomst.WEIGERT) == 5
    assert respons.count(Contactuitkomst.TAAL) == 0


@pytest.mark.parametrize(("contacts", "rate"), [(0, None), (4, None), (5, Fraction(1)), (100, Fraction(1))])
def test_few_contacts_give_no_percentage(contacts, rate):
    assert Respons(interviews=contacts).rate == rate


@given(ALL)
def test_every_contact_ended_in_one_way(respons):
    assert respons.contacts == respons.interviews + sum(respons.count(outcome) for outcome in Contactuitkomst)


@given(ALL)
def test_a_rate_is_a_part_of_the_whole(respons):
    assert (respons.rate is None) == (respons.contacts < PERCENTAGE_FROM)
    assert respons.rate is None or 0 <= respons.rate <= 1


@given(ALL, st.sampled_from(Contactuitkomst))
def test_one_door_more_never_raises_it(respons, outcome):
    more = Respons(respons.interviews, respons.refused, {**respons.doors, outcome: respons.doors.get(outcome, 0) + 1})
    assert respons.rate is None or more.rate <= respons.rate


@given(ALL)
def test_one_interview_more_never_lowers_it(respons):
    more = Respons(respons.interviews + 1, respons.refused, respons.doors)
    assert respons.rate is None or more.rate >= respons.rate
