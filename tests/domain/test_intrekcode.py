"""The intrekcode as people type it, and the words it is made of."""

from itertools import combinations

import pytest

from app.domain.intrekcode import hash_intrekcode, read_intrekcode
from app.domain.intrekwoorden import WOORDEN


@pytest.mark.parametrize(
    "typed",
    [
        "merel-kasteel-4821",
        "Merel Kasteel 4821",
        "  MEREL – KASTEEL – 4821. ",
        "merel, kasteel, 4821",
        "merel_kasteel4821",
        "merel kasteel 48 21",
        "merel kasteel 4-8-2-1",
        "mérel kasteel 4821",
        "merelkasteel4821",
        "merel–kasteel‑4821",
    ],
)
def test_however_it_is_typed_it_is_the_same_code(typed):
    code = read_intrekcode(typed)
    assert code is not None
    assert hash_intrekcode(code) == hash_intrekcode("merel-kasteel-4821")


@pytest.mark.parametrize("typed", ["", "merel", "merel kasteel", "4821", "merel kasteel 482", "merel kasteel 48211"])
def test_what_is_no_code_is_none(typed):
    assert read_intrekcode(typed) is None


def test_only_the_same_code_has_the_same_hash():
    codes = ("merel-kasteel-4821", "kasteel-merel-4821", "merel-kasteel-4822")
    assert len({hash_intrekcode(code) for code in codes}) == 3


def test_no_word_is_another_with_one_letter_changed():
    assert len(WOORDEN) == 512
    assert list(WOORDEN) == sorted(set(WOORDEN))
    assert all(word.isascii() and word.isalpha() and word.islower() and 4 <= len(word) <= 9 for word in WOORDEN)
    mistakable = [
        (one, other)
        for one, other in combinations(WOORDEN, 2)
        if len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) < 2
    ]
    assert mistakable == []
