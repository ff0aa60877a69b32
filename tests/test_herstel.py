"""A forgotten password, the second step at logging in, and passwords that will not do."""

import re
from datetime import timedelta

import pyotp
import pytest
from sqlmodel import select

from app import demo
from app.domain.throttle import PER_ACCOUNT
from app.models import Gebruiker, Herstelcode, Noodcode, Sessie
from app.toegang import add_coordinator, password_faults, turn_on_second_step
from app.toegang.herstel import HERSTEL_TERM, make_herstelcode
from app.toegang.sessies import CODE_TERM
from tests.conftest import desk_of
from tests.test_toegang import NEW, anna, browser, log_in  # noqa: F401 -- a fixture

SHARED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def dina(database, world) -> Gebruiker:
    with database.transaction() as session:
        return add_coordinator(session, "Dina", "dina@example.org", NEW)


@pytest.fixture
def noodcodes(database, anna) -> list[str]:  # noqa: F811
    """Anna has a second step, turned on a minute ago; her codes on paper."""
    with database.transaction() as session:
        person = session.get_one(Gebruiker, anna.id)
        codes = turn_on_second_step(session, person, SHARED, pyotp.TOTP(SHARED).now())
        person.totp_step -= 2
    return codes


def code_of_the_app() -> str:
    return pyotp.TOTP(SHARED).now()


def second_step(client, code: str):
    return client.post("/inloggen/code", data={"code": code, "naar": "/mensen"})


def is_in(client) -> bool:
    return client.get("/account", follow_redirects=False).status_code == 200


@pytest.mark.parametrize(
    "password",
    [
        "kort",
        "x" * 201,
        "aaaaaaaaaaaaaa",
        "123456789012",
        "qwertyuiop12",
        "1q2w3e4r5t6y7u",
        "password1234",
        "Wachtwoord123!",
        "Wijkpeil2026!",
        "Welkom2026!!",
        "annadevries1",
        "anna@wijk.example",
        "abcdefghijklmn",
    ],
)
def test_a_password_that_is_tried_first_will_not_do(password):
    assert [fault.veld for fault in password_faults(password, "Anna de Vries", "anna@wijk.example")] == ["wachtwoord"]


@pytest.mark.parametrize("password", [demo.ANNA_PASSWORD, NEW, "een lange zin", "kX9#mQ2$vL7p", "ñandú op de dijk"])
def test_a_sentence_of_ones_own_will_do(password):
    assert password_faults(password, "Anna de Vries", "anna@wijk.example") == []


def test_dina_makes_a_link_and_anna_chooses_a_new_password(app, database, dina, anna):  # noqa: F811
    with desk_of(app, dina) as desk, desk_of(app, anna) as annas_desk, browser(app) as client:
        page = desk.post(f"/mensen/coordinatoren/{anna.id}/herstellink").text
        path = re.search(r"/herstel/[\w-]+", page)[0]
        assert is_in(annas_desk), "until it is used, nothing changes"
        assert "Anna" in client.get(path).text
        wrong = client.post(path, data={"wachtwoord": "Wijkpeil2026!", "herhaling": "anders"})
        assert wrong.status_code == 400
        assert wrong.text.count('aria-invalid="true"') == 2
        done = client.post(path, data={"wachtwoord": NEW, "herhaling": NEW})
        assert done.headers["location"] == "/inloggen?klaar=wachtwoord"
        assert "sessie" not in client.cookies, "the link alone lets nobody in"
        assert not is_in(annas_desk)
        assert [log_in(client).status_code, log_in(client, NEW).status_code] == [400, 303]
        assert re.search(r"door Dina; gebruikt op", client.get("/account").text), "she sees who did it"
        assert (client.get(path).status_code, client.post(path).status_code) == (404, 404), "it works once"
    with database.transaction() as session:
        assert path.removeprefix("/herstel/") not in str(session.exec(select(Herstelcode)).one())


def test_a_link_ends_after_an_hour_and_with_another(app, database, dina, anna):  # noqa: F811
    with database.transaction() as session:
        codes = [make_herstelcode(session, anna, dina) for _ in range(2)]
        late = make_herstelcode(session, anna, None)
        session.flush()
        for code in session.exec(select(Herstelcode).where(Herstelcode.made_by_id == None)):  # noqa: E711
            code.expires_at -= HERSTEL_TERM
    with browser(app) as client:
        assert client.get(f"/herstel/{late}").status_code == 404
        client.post(f"/herstel/{codes[0]}", data={"wachtwoord": NEW, "herhaling": NEW})
        assert client.get(f"/herstel/{codes[1]}").status_code == 404


def test_nobody_makes_a_link_for_oneself_or_for_who_is_blocked(as_anna, database, world, dina):
    assert as_anna.post(f"/mensen/coordinatoren/{world.anna.id}/herstellink").status_code == 403
    assert as_anna.post(f"/mensen/coordinatoren/{world.bilal.id}/herstellink").status_code == 404
    with database.transaction() as session:
        code = make_herstelcode(session, dina, world.anna)
    as_anna.post(f"/mensen/coordinatoren/{dina.id}/blokkade")
    assert as_anna.post(f"/mensen/coordinatoren/{dina.id}/herstellink").status_code == 409
    assert as_anna.get(f"/herstel/{code}").status_code == 404


def test_a_second_step_is_turned_on_with_a_code_and_the_password_and_off_with_the_password(app, database, anna):  # noqa: F811
    with desk_of(app, anna) as desk:
        page = desk.get("/account/tweede-stap").text
        secret = re.search(r'name="geheim" value="([A-Z2-7]{32})"', page)[1]
        right = {"geheim": secret, "code": pyotp.TOTP(secret).now(), "oud": demo.ANNA_PASSWORD}
        for wrong in ({"oud": "verkeerd"}, {"code": "000000"}, {"geheim": "x"}, {"geheim": SHARED}):
            answer = desk.post("/account/tweede-stap/aan", data=right | wrong)
            assert answer.status_code == 400, wrong
            assert (secret in answer.text) == ("geheim" not in wrong), "the app need not be told anew"
        shown = desk.post("/account/tweede-stap/aan", data=right).text
        codes = re.findall(r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</code>", shown)
        assert len(set(codes)) == 10
        assert "U hebt nog 10 noodcodes." in desk.get("/account").text
        with database.transaction() as session:
            kept = str(session.exec(select(Noodcode)).all())
        assert not any(code in kept or code.replace("-", "") in kept for code in codes)
        assert desk.post("/account/tweede-stap/uit", data={"oud": "verkeerd"}).status_code == 400
        off = desk.post("/account/tweede-stap/uit", data={"oud": demo.ANNA_PASSWORD})
        assert "De tweede stap staat uit" in off.text
    with browser(app) as client:
        assert log_in(client).headers["location"] == "/overzicht"


def test_the_password_alone_lets_nobody_in_and_a_code_works_once(app, noodcodes):
    code = code_of_the_app()
    with browser(app) as client:
        asked = log_in(client)
        assert asked.headers["location"] == "/inloggen/code?naar=%2Foverzicht"
        assert not is_in(client)
        assert client.get("/api/v1/interviews").status_code == 401
        assert "bekend" not in client.cookies
        assert second_step(client, "geen code").status_code == 400
        half = client.cookies["sessie"]
        assert second_step(client, f" {code[:3]} {code[3:]} ").headers["location"] == "/mensen"
        assert is_in(client)
        assert client.cookies["sessie"] != half
        assert client.get("/account").text.count("Ingelogd op") == 1
    for used, expected in ((code, 400), (noodcodes[0].upper(), 303), (noodcodes[0], 400), (noodcodes[1], 303)):
        with browser(app) as client:
            log_in(client)
            assert second_step(client, used).status_code == expected


def test_codes_cannot_be_tried_for_ever(app, noodcodes):
    with browser(app) as client:
        for _ in range(2):
            log_in(client)
            answers = [second_step(client, "000000").status_code for _ in range(PER_ACCOUNT.free)]
        assert answers[-1] == 429, "asking for the password anew does not start the count again"
        assert second_step(client, noodcodes[0]).headers["retry-after"]


def test_the_second_step_may_not_take_long(app, database, noodcodes):
    with browser(app) as client:
        log_in(client)
        with database.transaction() as session:
            session.exec(select(Sessie)).one().expires_at -= CODE_TERM
        assert client.get("/inloggen/code").status_code == 401
        assert second_step(client, noodcodes[0]).status_code == 401
    assert timedelta(hours=1) > CODE_TERM


def test_a_link_can_take_the_second_step_away_too_and_that_is_recorded(app, database, dina, noodcodes, anna):  # noqa: F811
    with desk_of(app, dina) as desk, browser(app) as client:
        for form, lands_on in ({}, "/inloggen/code?naar=%2Foverzicht"), ({"tweede_stap": "uit"}, "/overzicht"):
            page = desk.post(f"/mensen/coordinatoren/{anna.id}/herstellink", data=form).text
            client.post(re.search(r"/herstel/[\w-]+", page)[0], data={"wachtwoord": NEW, "herhaling": NEW})
            assert log_in(client, NEW).headers["location"] == lands_on
        assert "ook om de tweede stap uit te zetten; gebruikt op" in client.get("/account").text
    with database.transaction() as session:
        assert session.exec(select(Noodcode)).all() == []
