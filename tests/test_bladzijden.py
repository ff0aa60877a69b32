"""Every page of the desk, and every public one, opens on both databases with the whole demo world in them."""

import pytest

from tests.conftest import app_on, desk_of, people_of
from tests.telefoon.screenshots import DESK, OPEN_TO_ALL


@pytest.fixture
def desk(full_database):
    with desk_of(app_on(full_database), people_of(full_database).anna) as client:
        yield client


def test_every_page_opens(desk):
    not_there = {OPEN_TO_ALL["fout"], OPEN_TO_ALL["publicatie-ontbreekt"]}
    statuses = {path: desk.get(path).status_code for path in (DESK | OPEN_TO_ALL).values()}
    assert statuses == {path: 404 if path in not_there else 200 for path in statuses}
