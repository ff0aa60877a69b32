"""Straten to try the estimates on: counts as a database would give them, ordinary ones and unlikely ones."""

from hypothesis import strategies as st

from app.domain.steekproef import Steekproef
from app.domain.verdeling import Verdeling, yes_or_no

CIJFERS = range(1, 11)
SHARES = range(2)


def straat(answers: list[int], huishoudens: int | None = None, gevraagd: int | None = None) -> Steekproef:
    return Steekproef(Verdeling({str(answer): answers.count(answer) for answer in CIJFERS}), huishoudens, gevraagd)


def voters(yes: int, n: int, huishoudens: int | None = None) -> Steekproef:
    return Steekproef(yes_or_no(yes, n), huishoudens)


def one_by_one(steekproef: Steekproef) -> list[int]:
    """The answers again, for a library that wants them so."""
    return [int(code) for code, count in steekproef.verdeling.counts.items() for _ in range(count)]


answers = st.lists(st.integers(1, 10), max_size=12)
households = st.none() | st.integers(0, 400)
straten = st.builds(straat, answers, households, st.none() | st.integers(0, 30))
wijken = st.lists(straten, max_size=6)

shares = st.integers(0, 12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
share_straten = st.builds(lambda counted, number: voters(*counted, number), shares, households)
share_wijken = st.lists(share_straten, max_size=6)

counted_wijken = st.lists(st.builds(straat, answers, st.integers(12, 400)), max_size=6)
"""Wijken of which all households are counted, and more than interviewed."""
