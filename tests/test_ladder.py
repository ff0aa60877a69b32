"""A ladder standing up: higher is better, and two figures close together can both be read."""

import pytest

from app.domain.schatting import Marge
from app.web.beelden.ladder import LABEL_HEIGHT, Ladder

RUNGS = {1: "agressie", 2: "onverschilligheid", 3: "contact", 4: "samen", 5: "zelfbeheer"}


def test_a_higher_rung_is_higher_on_the_page():
    heights = [sport.y for sport in Ladder(RUNGS, (3.0, "3,0")).sporten]
    assert heights == sorted(heights)
    assert [sport.code for sport in Ladder(RUNGS, (3.0, "3,0")).sporten] == ["5", "4", "3", "2", "1"]


def test_a_figure_on_a_rung_lies_on_it():
    ladder = Ladder(RUNGS, (3.0, "3,0"))
    assert ladder.mark_now.y == next(sport.y for sport in ladder.sporten if sport.code == "3")
    assert ladder.mark_then is None


@pytest.mark.parametrize(("now", "then"), [(3.1, 3.0), (3.0, 3.1), (3.0, 3.0), (4.5, 2.0)])
def test_the_words_of_then_and_now_never_lie_over_each_other(now, then):
    ladder = Ladder(RUNGS, (now, "nu"), (then, "toen"))
    between = ladder.mark_then.label_y - ladder.mark_now.label_y
    assert abs(between) >= LABEL_HEIGHT
    assert (between > 0) == (now >= then), "what is higher is written higher"


def test_a_margin_off_the_ladder_ends_with_it():
    ladder = Ladder(RUNGS, (4.8, "4,8"), marge=Marge(4.4, 5.6))
    assert ladder.reach == (ladder.sporten[0].y, ladder._y(4.4))
