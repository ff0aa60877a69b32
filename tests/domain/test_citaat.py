"""Passages of answers: found where they were taken from, and text searched as people would."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.citaat import find_passage, fold, split_by

TEXTS = st.text(alphabet="abé ß\nÉ🌳", max_size=30)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café\n  OPEN", "cafe open"),
        ("coördinator, één Straße", "coordinator, een strasse"),
        ("e\u0301e\u0301n ﬁets", "een fiets"),
        ("Een bankje 🌳", "een bankje 🌳"),
        (" \n ", ""),
    ],
)
def test_what_reads_the_same_folds_the_same(text, folded):
    assert fold(text) == folded


@given(TEXTS)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("answer", "passage", "near", "found"),
    [
        ("Meer groen, minder afval.", "minder afval", 0, (12, 24)),
        ("groen en groen", "groen", 0, (0, 5)),
        ("groen en groen", "groen", 8, (9, 14)),
        ("Samen\neten is fijn", "Samen eten", 0, (0, 10)),
        ("Samen eten", "  Samen\r\neten ", 0, (0, 10)),
        ("1+1 (echt)", "1+1 (echt)", 0, (0, 10)),
        ("Samen eten", "samen eten", 0, None),
        ("Samen eten", " ", 0, None),
        ("Samen eten", "", 0, None),
    ],
)
def test_a_passage_is_found_where_it_was_taken(answer, passage, near, found):
    assert find_passage(answer, passage, near) == found


@given(TEXTS, st.integers(0, 30), st.integers(1, 10))
def test_what_was_cut_out_is_found_again(answer, begin, size):
    passage = answer[begin : begin + size].strip()
    place = find_passage(answer, passage, begin)
    if passage:
        assert answer[slice(*place)].split() == passage.split()


@given(TEXTS, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_the_parts_are_the_whole(answer, places):
    parts = split_by(answer, places)
    assert "".join(part for part, _ in parts) == answer
    assert all(one[1] is not other[1] for one, other in pairwise(parts))


def test_places_that_overlap_are_one_part():
    assert split_by("een twee drie", [(0, 8), (4, 13), (0, 3)]) == [("een twee drie", True)]
    assert split_by("een twee drie", [(4, 8)]) == [("een ", False), ("twee", True), (" drie", False)]
