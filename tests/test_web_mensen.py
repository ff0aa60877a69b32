"""The people, and links for their phones."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import segno
from sqlmodel import select

from app.models import Koppelcode
from app.toestellen import find_koppeling
from app.web.pages import in_dutch_moment
from tests.conftest import phone_of, visitor


def link_in(page: str) -> str:
    return re.search(r"<code>(\S+/koppelen/[\w-]+)</code>", page)[1]


def test_interviewers_with_their_wijken_and_phones(as_anna, as_bilal, world):
    page = as_anna.get("/mensen").text
    assert re.search(r"Bilal</h3>\s*<p>Werkt in Crabbehof", page)
    assert page.count("Ontkoppel deze telefoon") == 1
    assert "Deze telefoon heeft zich nog niet gemeld." in page
    assert "Nog geen telefoon gekoppeld." in page


@pytest.mark.parametrize(
    ("unsent", "words"),
    [
        (0, "Alles verstuurd, gemeld op"),
        (1, "1 nog niet verstuurd</strong> (interviews en deuren), gemeld op"),
        (3, "3 nog niet verstuurd</strong> (interviews en deuren), gemeld op"),
    ],
)
def test_what_a_phone_last_told_is_shown(as_anna, as_bilal, unsent, words):
    assert as_bilal.put("/api/v1/toestel", json={"nietVerstuurd": unsent}).status_code == 200
    assert words in as_anna.get("/mensen").text


def test_one_of_two_phones_can_be_unlinked(app, as_anna, as_bilal, world, database):
    with phone_of(app, world.bilal) as second:
        with database.transaction() as session:
            lost = find_koppeling(session, as_bilal.cookies["toestel"])[1]
        path = f"/mensen/{world.bilal.id}/toestellen/{lost.id}/ontkoppeling"
        for _ in range(2):
            answer = as_anna.post(path, follow_redirects=False)
            assert (answer.status_code, answer.headers["location"]) == (303, "/mensen")
        assert as_bilal.get("/telefoon").status_code == 401
        assert second.get("/telefoon").status_code == 200
    assert as_anna.get("/mensen").text.count("Ontkoppel deze telefoon") == 1


def test_only_a_coordinator_unlinks_a_phone_and_only_one_that_is_there(client, as_anna, as_bilal, world, database):
    with database.transaction() as session:
        toestel = find_koppeling(session, as_bilal.cookies["toestel"])[1]
    of_carla = f"/mensen/{world.carla.id}/toestellen/{toestel.id}/ontkoppeling"
    assert as_anna.post(of_carla).status_code == 404
    assert as_anna.post(f"/mensen/{world.bilal.id}/toestellen/{uuid4()}/ontkoppeling").status_code == 404
    assert as_anna.post(f"/mensen/{world.bilal.id}/toestellen/telefoon/ontkoppeling").status_code == 400
    for stranger in (client, as_bilal):
        answer = stranger.post(f"/mensen/{world.bilal.id}/toestellen/{toestel.id}/ontkoppeling")
        assert answer.status_code == 401
    assert as_bilal.get("/telefoon").status_code == 200


def test_a_link_ties_one_phone_once(app, as_anna, world):
    answer = as_anna.post(f"/mensen/{world.carla.id}/koppellink")
    path = link_in(answer.text).removeprefix("http://127.0.0.1:8000")
    with visitor(app) as phone:
        assert "Welkom, Carla" in phone.get(path).text
        assert phone.post(path, follow_redirects=False).headers["location"] == "/telefoon/welkom"
        assert "Dag Carla" in phone.get("/telefoon").text
    with visitor(app) as second:
        assert second.post(path).status_code == 404
    assert link_in(as_anna.post(f"/mensen/{world.carla.id}/koppellink").text) != path


def modules(svg: str) -> list[list[int]]:
    """The dark (1) and light (0) squares of a drawn QR code."""
    size = int(re.search(r'viewBox="0 0 (\d+) \d+"', svg)[1])
    squares = [[0] * size for _ in range(size)]
    x, y = 0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", re.search(r' d="([^"]+)"', svg)[1]):
        values = [float(number) for number in numbers.split()]
        if command == "h":
            squares[int(y)][x : x + int(values[0])] = [1] * int(values[0])
            x += int(values[0])
        else:
            x, y = (int(values[0]), values[1]) if command == "M" else (x + int(values[0]), y + values[1])
    return squares


def test_the_sheet_has_the_link_as_a_code_and_in_letters(as_anna, world):
    page = as_anna.post(f"/mensen/{world.carla.id}/koppellink").text
    svg = re.search(r"<svg viewBox.*?</svg>", page, re.DOTALL)[0]
    expected = segno.make_qr(link_in(page), error="m")
    assert modules(svg) == [[int(dark) for dark in row] for row in expected.matrix_iter()]
    assert not re.search(r"style|script|class", svg)
    assert "Carla, koppel uw telefoon" in page


def test_the_sheet_says_until_when_in_dutch_time(as_anna, world, database):
    page = as_anna.post(f"/mensen/{world.carla.id}/koppellink").text
    with database.transaction() as session:
        ends_at = session.exec(select(Koppelcode)).one().expires_at
    assert timedelta(hours=23) < ends_at - datetime.now(UTC) <= timedelta(hours=24)
    assert f"Geldig tot <strong>{in_dutch_moment(ends_at)}</strong>" in page


def test_a_lost_phone_no_longer_gets_in(app, as_anna, as_bilal, world):
    unused = link_in(as_anna.post(f"/mensen/{world.bilal.id}/koppellink").text).removeprefix("http://127.0.0.1:8000")
    assert as_bilal.get("/telefoon").status_code == 200
    answer = as_anna.post(f"/mensen/{world.bilal.id}/ontkoppeling", follow_redirects=False)
    assert answer.headers["location"] == "/mensen"
    assert as_bilal.get("/telefoon").status_code == 401
    with visitor(app) as finder:
        assert finder.post(unused).status_code == 404


@pytest.mark.parametrize("action", ["koppellink", "ontkoppeling"])
def test_only_coordinators_of_people_who_are_there(client, as_anna, as_bilal, world, action):
    assert as_anna.post(f"/mensen/{uuid4()}/{action}").status_code == 404
    assert as_anna.post(f"/mensen/{world.anna.id}/{action}").status_code == 404
    assert as_anna.post(f"/mensen/bilal/{action}").status_code == 400
    for stranger in (client, as_bilal):
        assert stranger.post(f"/mensen/{world.bilal.id}/{action}").status_code == 401
        assert stranger.get("/mensen", follow_redirects=False).status_code == 303
    assert as_bilal.get("/telefoon").status_code == 200
