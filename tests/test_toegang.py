"""Coming in at the desk: a password that takes ever longer to guess, and logins that end."""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from sqlmodel import select

from app import demo
from app.domain.throttle import MEMORY, PER_ACCOUNT, PER_ADDRESS
from app.models import Gebruiker, Inlogpoging, Sessie
from app.toegang import SESSION_TERM
from app.toegang.sessies import IDLE_TERM, NOTED_EVERY
from tests.conftest import BASE_URL, desk_of

NEW = "vier paarden lopen op het dak"


@contextmanager
def browser(app, address: str = "192.0.2.7", **headers: str):
    """A browser of nobody yet, at this internet address."""
    with TestClient(app, base_url=BASE_URL, client=(address, 50000), follow_redirects=False) as client:
        client.headers.update({"Origin": BASE_URL} | headers)
        yield client


def log_in(client, password: str = demo.ANNA_PASSWORD, email: str = demo.ANNA_EMAIL):
    return client.post("/inloggen", data={"email": email, "wachtwoord": password})


@pytest.fixture
def anna(database, world) -> Gebruiker:
    """Anna, whose password is kept as cheaply as can be: what it costs to check is not what these tests are about."""
    with database.transaction() as session:
        anna = session.get_one(Gebruiker, world.anna.id)
        anna.password_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(demo.ANNA_PASSWORD)
    return anna


def fail(client, times: int, email: str = demo.ANNA_EMAIL) -> list[int]:
    return [log_in(client, "verkeerd", email).status_code for _ in range(times)]


def let_time_pass(database, passed: timedelta) -> None:
    """Everything that has to do with logging in happened so much longer ago."""
    with database.transaction() as session:
        for poging in session.exec(select(Inlogpoging)):
            poging.last_at -= passed
        for sessie in session.exec(select(Sessie)):
            sessie.begun_at -= passed
            sessie.last_used_at -= passed
            sessie.expires_at -= passed


def let_failures_be(database, failures: int) -> None:
    """Of all that is counted; failing so often takes as long as that many passwords."""
    with database.transaction() as session:
        for poging in session.exec(select(Inlogpoging)):
            poging.failures = failures


def pogingen(database) -> dict[str, int]:
    with database.transaction() as session:
        return {poging.subject: poging.failures for poging in session.exec(select(Inlogpoging))}


def test_after_too_many_failures_an_account_waits_and_says_how_long(app, database, anna):
    with browser(app) as client:
        assert fail(client, PER_ACCOUNT.free + 1) == [400] * (PER_ACCOUNT.free + 1)
        refused = log_in(client)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "15"), "even with the right password"
        assert "Inloggen is te vaak mislukt. Wacht 15 seconden" in refused.text
        assert demo.ANNA_EMAIL in refused.text
        counted = pogingen(database)
        assert fail(client, 3) == [429] * 3
        assert pogingen(database) == counted, "who is refused does not wait longer for it"
    with browser(app, "198.51.100.9") as elsewhere:
        assert log_in(elsewhere).status_code == 429, "from another address too"
        let_time_pass(database, timedelta(seconds=15))
        assert log_in(elsewhere).status_code == 303
    with browser(app) as client:
        assert fail(client, PER_ACCOUNT.free) == [400] * PER_ACCOUNT.free, "the owner came in: it starts again"


def test_the_throttle_does_not_tell_who_has_an_account(app, database, anna):
    answers = {}
    for email, address in (demo.ANNA_EMAIL, "192.0.2.7"), ("niemand@example.org", "198.51.100.9"):
        with browser(app, address) as client:
            answers[email] = [log_in(client, "verkeerd", email)]
            let_failures_be(database, PER_ACCOUNT.free)
            answers[email] += [log_in(client, "verkeerd", email) for _ in range(2)]
    known, unknown = answers.values()
    assert [answer.status_code for answer in known] == [400, 400, 429]
    for one, other in zip(known, unknown, strict=True):
        assert one.text == other.text.replace("niemand@", "anna@")
        assert one.status_code == other.status_code
        assert one.headers.get("retry-after") == other.headers.get("retry-after")


def test_one_address_cannot_try_one_account_after_another(app, database, anna):
    with browser(app) as client:
        fail(client, 1, "ander@example.org")
        let_failures_be(database, PER_ADDRESS.free)
        assert log_in(client, "verkeerd", "niemand@example.org").status_code == 400
        assert log_in(client, "verkeerd", "iemand@example.org").status_code == 429
    with browser(app, "198.51.100.9") as elsewhere:
        assert log_in(elsewhere).status_code == 303


def test_nobody_can_shut_a_coordinator_out_of_a_browser_that_they_used_before(app, anna):
    """Somebody who goes on guessing keeps the account waiting; its owner's own browser is counted apart."""
    with browser(app) as own, browser(app) as guesser:
        assert log_in(own).status_code == 303
        fail(guesser, PER_ACCOUNT.free + 1)
        assert log_in(guesser).status_code == 429
        assert log_in(own).status_code == 303, "from the same address, with what her browser was given"
        stolen, mac = own.cookies["bekend"].split(".")
        for made_up in ("x.y", f"x.{mac}", f"{stolen}.", "%00"):
            guesser.cookies.set("bekend", made_up)
            assert log_in(guesser).status_code == 429, made_up
        assert fail(own, PER_ACCOUNT.free + 2)[-2:] == [400, 429], "and it guards against who sits down at it"
        assert log_in(own, email="niemand@example.org").status_code == 400, "it is of her account only"


def test_failures_are_kept_for_an_hour_and_by_no_name_or_address(app, database, anna):
    with browser(app, "192.0.2.7") as client:
        fail(client, 1)
        kept = pogingen(database)
        assert sorted(kept.values()) == [1, 1]
        assert all(re.fullmatch(r"[0-9a-f]{64}", subject) for subject in kept)
        let_time_pass(database, MEMORY)
        assert log_in(client).status_code == 303
        assert pogingen(database) == {}
        fail(client, 1)
        let_time_pass(database, MEMORY)
        assert client.get("/overzicht").status_code == 200
        assert pogingen(database) == {}, "also when nobody logs in, but somebody works"


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "expected"),
    [
        ("", "192.0.2.7", "203.0.113.1", "192.0.2.7"),
        ("10.0.0.0/8", "10.1.2.3", "203.0.113.1", "203.0.113.1"),
        ("10.0.0.0/8", "10.1.2.3", "1.1.1.1, 203.0.113.1", "203.0.113.1"),
        ("10.0.0.0/8", "192.0.2.7", "203.0.113.1", "192.0.2.7"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_a_trusted_proxy_tells_where_somebody_comes_from(settings, database, proxies, peer, forwarded, expected):
    from app.main import create_app
    from app.toegang.pogingen import address_subject

    app = create_app(settings.model_copy(update={"trusted_proxies": proxies}))
    with browser(app, peer, **{"X-Forwarded-For": forwarded}) as client:
        fail(client, 1)
    assert address_subject(expected, settings.pepper).hash in pogingen(database)


def test_a_household_has_many_ipv6_addresses_and_counts_once():
    from app.toegang.pogingen import address_subject

    hashes = {address_subject(each, b"x").hash for each in ("2001:db8::1", "2001:db8::ffff", "2001:db8:0:0:1::")}
    assert len(hashes) == 1
    assert address_subject("2001:db8:0:1::1", b"x").hash not in hashes
    assert address_subject("::ffff:192.0.2.7", b"x") == address_subject("192.0.2.7", b"x")


def test_a_login_ends_after_two_hours_of_nothing_and_after_twelve_in_any_case(app, database, world):
    with desk_of(app, world.anna) as anna:
        for _ in range(6):
            assert anna.get("/account").status_code == 200
            let_time_pass(database, IDLE_TERM - NOTED_EVERY)
        assert anna.get("/account", follow_redirects=False).status_code == 200, "whoever works is not sent away"
        let_time_pass(database, SESSION_TERM - 6 * (IDLE_TERM - NOTED_EVERY))
        assert anna.get("/account", follow_redirects=False).status_code == 303
    with desk_of(app, world.anna) as anna:
        let_time_pass(database, IDLE_TERM)
        answer = anna.get("/account", follow_redirects=False)
        assert answer.headers["location"] == "/inloggen?naar=/account"


def test_the_last_use_is_written_every_few_minutes_only(app, database, world):
    with desk_of(app, world.anna) as anna:
        used = []
        for passed in (timedelta(0), NOTED_EVERY / 2, NOTED_EVERY):
            let_time_pass(database, passed)
            with database.transaction() as session:
                before = session.exec(select(Sessie.last_used_at)).one()
            assert anna.get("/api/v1/wijken").status_code == 200
            with database.transaction() as session:
                used.append(session.exec(select(Sessie.last_used_at)).one() > before)
    assert used == [False, False, True]


def test_a_coordinator_sees_where_they_are_logged_in_and_ends_it(app, database, world):
    with desk_of(app, world.anna) as here, desk_of(app, world.anna) as there, desk_of(app, world.anna) as third:
        page = here.get("/account").text
        assert page.count("Dit apparaat") == 1
        endings = re.findall(r'action="(/account/sessies/\w{64}/beeindiging)"', page)
        assert len(endings) == 2
        assert "Daar bent u nu uitgelogd." in here.post(endings[0]).text
        out = [client.get("/account", follow_redirects=False).status_code for client in (here, there, third)]
        assert sorted(out) == [200, 200, 303]
        assert out[0] == 200
        assert here.post(endings[0]).status_code == 404, "it had ended"
        assert "U bent overal uitgelogd, behalve hier." in here.post("/account/sessies/beeindiging").text
        out = [client.get("/account", follow_redirects=False).status_code for client in (here, there, third)]
        assert out == [200, 303, 303]


def test_nobody_ends_the_login_of_another(as_anna, app, database, world):
    from app.toegang import add_coordinator

    with database.transaction() as session:
        dina = add_coordinator(session, "Dina", "dina@example.org", NEW)
    with desk_of(app, dina) as client:
        with database.transaction() as session:
            annas = session.exec(select(Sessie.token_hash).where(Sessie.gebruiker_id == world.anna.id)).one()
        assert client.post(f"/account/sessies/{annas}/beeindiging").status_code == 404
        client.post("/account/sessies/beeindiging")
    assert as_anna.get("/account").status_code == 200


def test_another_password_asks_for_the_old_one_and_ends_the_other_logins(app, database, anna):
    form = {"oud": demo.ANNA_PASSWORD, "wachtwoord": NEW, "herhaling": NEW}
    with desk_of(app, anna) as here, desk_of(app, anna) as there:
        for wrong, message in [
            ({"oud": "verkeerd"}, "Dit is niet uw huidige wachtwoord."),
            ({"herhaling": "anders"}, "De twee wachtwoorden zijn niet gelijk."),
            ({"wachtwoord": "kort", "herhaling": "kort"}, "Neem een wachtwoord van 12 tekens of meer."),
        ]:
            answer = here.post("/account/wachtwoord", data=form | wrong)
            assert answer.status_code == 400
            assert message in answer.text
        assert there.get("/account", follow_redirects=False).status_code == 200
        assert "Uw wachtwoord is gewijzigd." in here.post("/account/wachtwoord", data=form).text
        assert there.get("/account", follow_redirects=False).status_code == 303
    with browser(app) as client:
        assert log_in(client).status_code == 400
        assert log_in(client, NEW).status_code == 303


def test_whoever_sits_down_at_a_desk_cannot_guess_the_password_there(as_anna, anna):
    form = {"oud": "verkeerd", "wachtwoord": NEW, "herhaling": NEW}
    answers = [as_anna.post("/account/wachtwoord", data=form) for _ in range(PER_ACCOUNT.free + 2)]
    assert [answer.status_code for answer in answers] == [400] * (PER_ACCOUNT.free + 1) + [429]
    assert answers[-1].headers["retry-after"] == "15"
    assert as_anna.post("/account/wachtwoord", data=form | {"oud": demo.ANNA_PASSWORD}).status_code == 429
