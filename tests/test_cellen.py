"""Which cellen a wijk is divided into, where the answer to one question decides whether another is asked."""

from collections.abc import Sequence
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.models import Straat
from app.overzichten.heard import Heard, HeardStraat, Populatie
from app.overzichten.vragen import MULTIPLE_CHOICES, lay_out
from app.telstand import Stand
from app.vaststelling.cellen import Cellen, divide_rest, divide_wijk

THRESHOLD = 10
MIXED = (3, 5, 7, 8, 6, 4, 9, 2, 10, 1)

World = Sequence[HeardStraat]


def straat(number: int, *, knows: int, does_not: int = 0) -> HeardStraat:
    """A straat where so many have experience, and all of these gave a grade."""
    given = [MIXED[each % len(MIXED)] for each in range(knows)]
    counts = {f"cijfer/{grade}": given.count(grade) for grade in set(given)}
    counts |= {"bekendheid/zelf_mee_te_maken": knows, "bekendheid/nee": does_not}
    heard = {
        Populatie.BEWONERS: _heard(Populatie.BEWONERS, counts, knows + does_not),
        Populatie.KLANTEN: _heard(Populatie.KLANTEN, {}, 0),
    }
    return HeardStraat(Straat(id=UUID(int=number), wijk_code="wijk", name=str(number)), heard)


def _heard(populatie: Populatie, counts: dict[str, int], interviews: int) -> Heard:
    verdelingen = lay_out(Stand({name: count for name, count in counts.items() if count}))
    respondents = dict.fromkeys(MULTIPLE_CHOICES, 0)
    return Heard(populatie, 40, interviews, 0, frozenset(), verdelingen, respondents)


def told(cellen: Cellen, vraag: str) -> list[frozenset[int]]:
    """The numbers of the straten in each cel."""
    return [frozenset(UUID(name).int for name in cel.straten) for cel in cellen[Populatie.BEWONERS, vraag]]


def test_a_straat_where_all_have_experience_is_not_told_by_its_grades():
    world = [straat(1, knows=12), straat(2, knows=13, does_not=5), straat(3, knows=12, does_not=8)]
    cellen = divide_wijk(world, THRESHOLD)
    assert frozenset({1}) not in told(cellen, "bekendheid")
    assert told(cellen, "cijfer") == told(cellen, "bekendheid")


def test_where_nothing_is_told_of_who_has_experience_no_grade_is_told():
    world = [straat(1, knows=12), straat(2, knows=13), straat(3, knows=11, does_not=1)]
    cellen = divide_wijk(world, THRESHOLD)
    assert told(cellen, "bekendheid") == told(cellen, "cijfer") == []
    assert told(cellen, "interviews") == [frozenset({1}), frozenset({3}), frozenset({2})]


def test_where_experience_differs_every_grade_is_told():
    world = [straat(1, knows=12, does_not=3), straat(2, knows=13, does_not=5)]
    assert told(divide_wijk(world, THRESHOLD), "cijfer") == [frozenset({1}), frozenset({2})]


PEOPLE = st.tuples(st.integers(0, 16), st.integers(0, 16))
STRATEN = st.lists(st.tuples(PEOPLE, PEOPLE), min_size=1, max_size=5)
"""Per straat how many have experience and how many have not, at first and in a later version."""


def build(wijken: Sequence[Sequence[tuple[tuple[int, int], ...]]], version: int) -> list[World]:
    return [
        [
            straat(100 * wijk + number, knows=people[version][0], does_not=people[version][1])
            for number, people in enumerate(straten)
        ]
        for wijk, straten in enumerate(wijken, 1)
    ]


@given(st.lists(STRATEN, min_size=1, max_size=4))
def test_grades_are_told_of_whole_cellen_of_who_has_experience_in_every_version(wijken):
    before: list[Cellen] = [{} for _ in wijken]
    rest_before: Cellen = {}
    for version in (0, 1):
        world = build(wijken, version)
        before = [divide_wijk(straten, THRESHOLD, was, rest_before) for straten, was in zip(world, before, strict=True)]
        rest_before = divide_rest(list(zip(world, before, strict=True)), THRESHOLD, rest_before)
        everything = [*before, rest_before]
        experience = [cel for cellen in everything for cel in told(cellen, "bekendheid")]
        in_experience = frozenset[int]().union(*experience)
        for grades in (cel for cellen in everything for cel in told(cellen, "cijfer")):
            assert all(cel <= grades or cel.isdisjoint(grades) for cel in experience)
            assert grades & _answered(world) <= in_experience


def _answered(world: Sequence[World]) -> frozenset[int]:
    return frozenset(
        each.straat.id.int for straten in world for each in straten if each.of[Populatie.BEWONERS].interviews
    )
