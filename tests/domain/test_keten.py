"""The law of the chain: whatever is changed, taken out, put in or moved, the first link that does not fit is found."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.domain.keten import BEGIN, NOTHING, Gebrek, Kop, Link, follow, link_hash

CONTENTS = st.lists(st.dictionaries(st.sampled_from(["wie", "wat"]), st.integers(0, 3)), min_size=1, max_size=8)


def forge(contents, since: Kop = NOTHING) -> list[Link]:
    """A chain over these, as it should be."""
    links = []
    for content in contents:
        previous = links[-1].hash if links else since.hash
        number = since.number + len(links) + 1
        links.append(Link(number, previous, link_hash(number, previous, content), content))
    return links


@given(CONTENTS)
def test_a_chain_that_nobody_touched_fits_to_its_end(contents):
    links = forge(contents)
    found = follow(iter(links))
    assert (found.gebrek, found.kop) == (None, Kop(len(links), links[-1].hash))
    assert follow(links[2:], Kop(2, links[1].hash) if len(links) > 1 else Kop(1, links[0].hash)).gebrek is None


def test_no_links_are_a_chain():
    assert follow([]).kop == NOTHING


@given(CONTENTS, st.data())
def test_a_row_that_was_changed_or_is_gone_is_found_where_it_is(contents, data):
    links = forge(contents)
    at = data.draw(st.integers(0, len(links) - 1))
    for content, gebrek in (({"wie": 4}, Gebrek.VERANDERD), (None, Gebrek.WEG)):
        found = follow([*links[:at], replace(links[at], content=content), *links[at + 1 :]])
        assert (found.gebrek, found.at, found.kop.number) == (gebrek, at + 1, at)


@given(CONTENTS, st.data())
def test_a_link_that_was_taken_out_is_missed_unless_it_was_the_last(contents, data):
    links = forge(contents)
    at = data.draw(st.integers(0, len(links) - 1))
    found = follow(links[:at] + links[at + 1 :])
    if at == len(links) - 1:
        assert (found.gebrek, found.kop.number) == (None, at), "only who knows the end sees that it was cut off"
    else:
        assert (found.gebrek, found.at) == (Gebrek.ONTBREEKT, at + 1)


@given(CONTENTS, st.data())
def test_what_was_put_in_or_moved_does_not_fit(contents, data):
    links = forge(contents)
    at = data.draw(st.integers(0, len(links) - 1))
    foreign = forge([{"wie": 9}], Kop(at, links[at - 1].hash if at else BEGIN))
    assert follow(links[:at] + foreign + links[at:]).at == at + 2, "its number is there twice"
    moved = [replace(link, number=number) for number, link in enumerate(reversed(links), 1)]
    assert len(links) == 1 or follow(moved).gebrek


@given(CONTENTS, st.data())
def test_who_makes_a_piece_anew_must_make_all_that_follows(contents, data):
    """And then has another end."""
    links = forge(contents)
    at = data.draw(st.integers(0, len(links) - 1))
    anew = forge([*contents[:at], {"wie": 4}, *contents[at + 1 :]])
    assert anew[-1].hash != links[-1].hash
    if at < len(links) - 1:
        found = follow(anew[: at + 1] + links[at + 1 :])
        assert (found.gebrek, found.at) == (Gebrek.VERHANGEN, at + 2)
