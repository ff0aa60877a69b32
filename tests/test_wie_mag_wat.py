"""Who may do what: every address of the application, asked for by every kind of visitor.

The addresses come from the application itself. An address that fits no rule here fails, so that nobody adds one without
saying who may come there; one that answers somebody else than its rule says fails too.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app import demo
from app.domain.respons import Contactuitkomst
from app.interviews import Afzender, receive
from app.main import create_app
from app.mensen import add_interviewer, block_interviewer
from app.models import ApiSleutel, Contactpoging, Gebruiker, Sessie, Status, Toestel, Wijk
from app.settings import Settings
from app.toegang import Scope, begin_sessie, store_sleutel
from app.toegang.sessies import IDLE_TERM
from app.toestellen import link_toestel, make_koppelcode
from tests.conftest import BACKENDS, BASE_URL, new_database
from tests.gesprekken import decide, gesprek, portiek_in, straat_in

DESK = {"coordinator"}
PHONES = {"interviewer", "interviewer elsewhere"}
KEYS = {"key", *(f"key {scope}" for scope in Scope)}
OUT = {"nobody", "half logged in", "ended login", "idle login", "blocked coordinator", "revoked phone",
       "blocked interviewer", "revoked key", "expired key", "unknown key"}  # fmt: skip
EVERYBODY = DESK | PHONES | KEYS | OUT

RULES = [
    ("GET /|GET /(publicaties|api/v1/(openapi.json|documentatie|gegevenswoordenboek)).*", EVERYBODY),
    ("(GET|POST) /(inloggen|intrekken|koppelen/.*|herstel/.*)", EVERYBODY),
    ("GET /(gezond|gereed)", EVERYBODY),
    ("GET /metrics", DESK | {f"key {Scope.METRICS_LEZEN}"}),
    ("GET /(service-worker.js|telefoon/(geen-verbinding|uitgelogd))", EVERYBODY),
    ("(GET|POST) /inloggen/code", {"half logged in"}),
    ("PUT /api/v1/interviews/{id}", PHONES | {f"key {Scope.INTERVIEWS_SCHRIJVEN}"}),
    ("(GET|PUT) /api/v1/(navragen|interviews/{id}/reacties/{reactie_id}|interviews/{id}/reacties/{reactieId})", PHONES),
    ("GET /api/v1/interviews.*", DESK | {f"key {Scope.INTERVIEWS_LEZEN}"}),
    ("(PUT|DELETE) /api/v1/(contactpogingen/{id}|toestel)", PHONES),
    ("PUT /api/v1/meetrondes/{meetronde}/vaststelling", DESK),
    ("GET /api/v1/meetrondes/{meetronde}/voorlopig/.*", DESK | {f"key {Scope.SCORES_VOORLOPIG}"}),
    ("GET /api/v1/.*", DESK | PHONES | KEYS),
    ("(GET|POST) /telefoon.*", PHONES),
    ("POST /uitloggen", DESK),
    ("(GET|POST) /(overzicht|volgen|interviews|nakijken|citaten|rapporten|publiceren).*", DESK),
    ("(GET|POST) /(meetronden|gebieden|mensen|account|talen|beheer).*", DESK),
]
"""The first that fits an address says who may come there; everybody else hears to log in, or that they may not."""

NOWHERE = "278cff10-f784-5c98-95ce-d916bed53cdc"
"""An id and a code of nothing: whoever may come in hears 404, and nothing changes for the next."""

NOW = datetime.now(UTC)


@pytest.fixture(scope="module", params=BACKENDS[:1])
def house(request, tmp_path_factory) -> Iterator[TestClient]:
    """One application for the whole table. Who may come in is decided before any database is asked for more."""
    template = request.getfixturevalue("sqlite_template" if request.param == "sqlite" else "postgres_template")
    with new_database(request, request.param, tmp_path_factory.mktemp("mag"), template) as url:
        app = create_app(Settings(_env_file=None, DATABASE_URL=url, WIJKPEIL_KEY_REQUESTS_PER_MINUTE=10**6))
        with TestClient(app, base_url=BASE_URL, follow_redirects=False, raise_server_exceptions=False) as client:
            client.headers["Origin"] = BASE_URL
            yield client


@contextmanager
def in_database(house: TestClient) -> Iterator[Session]:
    with house.app.state.database.transaction() as session:
        yield session


def routes() -> list[tuple[str, str]]:
    """Every method of every address."""
    app = create_app(Settings(_env_file=None, DATABASE_URL="sqlite://"))
    known = [route for route in iter_route_contexts(app.routes) if not route.path.startswith("/static")]
    return [(method, route.path) for route in known for method in sorted(route.methods or ())]


def allowed(method: str, path: str) -> set[str]:
    for rule, visitors in RULES:
        if re.fullmatch(rule, f"{method} {path}"):
            return visitors
    pytest.fail(f"{method} {path} has no rule: say in RULES who may come there")


def test_every_rule_is_of_some_address():
    asked = [f"{method} {path}" for method, path in routes()]
    assert len(asked) > 100
    for rule, _ in RULES:
        assert any(re.fullmatch(rule, each) for each in asked), rule


def test_every_address_for_every_kind_of_visitor(house):
    """All share one database: what they ask for is not there, so that nobody changes anything for the next."""
    with in_database(house) as session:
        fresh = visitors(session)
    wrong = []
    for method, path in routes():
        may_come, address = allowed(method, path), re.sub(r"\{\w+\}", NOWHERE, path)
        for kind, credentials in fresh.items():
            status = ask(house, method, address, credentials)
            if status >= 500 or (status not in (401, 403)) != (kind in may_come):
                wrong.append(f"{method} {path}: {kind} hears {status}")
            if address.endswith(("uitloggen", "beeindiging")) and kind in may_come:
                with in_database(house) as session:  # that was the end of it
                    fresh[kind] = visitors(session)[kind]
    assert wrong == []


BELONGS_TO_SOMEBODY = [
    "GET /telefoon/interviews/{id}",
    "GET /telefoon/interviews/{id}/reactie",
    "DELETE /api/v1/contactpogingen/{id}",
    "GET /api/v1/wijken/{code}",
    "GET /api/v1/straten/{id}",
    "GET /api/v1/portieken/{id}",
]
"""What is of one interviewer, or of one wijk: for every other interviewer it is not there."""

FOR_ALL_INTERVIEWERS = [
    "PUT /api/v1/(interviews|contactpogingen)/{id}",  # the sender makes the id; another's content is never replaced
    # Read before it is known whose it is, so that an empty one is refused to all: see test_navragen_api.
    "PUT /api/v1/interviews/{id}/reacties/{reactieId}",
    "POST /telefoon/interviews/{id}/reactie",
    "GET /api/v1/vragenlijsten/{code}.*",
    "GET /api/v1/meetrondes/{(code|meetronde)}.*",  # of a meetronde only what was published, which is for everybody
    "(GET|POST) /telefoon/interview/{code}",
    "GET /telefoon/toonkaarten/{taal}",
]


def test_what_is_of_another_interviewer_is_not_there(house):
    """Not forbidden but not there: whoever tries ids learns nothing. And Bilal, whose it is, finds it."""
    named = [f"{method} {path}" for method, path in routes() if "{" in path and allowed(method, path) >= PHONES]
    named = [each for each in named if OUT.isdisjoint(allowed(*each.split()))]
    unsorted = [
        each
        for each in named
        if each not in BELONGS_TO_SOMEBODY and not any(re.fullmatch(known, each) for known in FOR_ALL_INTERVIEWERS)
    ]
    assert unsorted == [], "say of whom this is"
    with in_database(house) as session:
        straat, portiek = straat_in(session, "crabbehof"), portiek_in(session, "crabbehof")
        bilal, carla = (phone_cookie(session, name) for name in ("Bilal", "Carla"))
        held = gesprek(straat.id)
        whose = session.exec(select(Gebruiker.id).where(Gebruiker.name == "Bilal")).one()
        receive(session, held, Afzender(interviewer_id=whose))
        session.flush()
        decide(session, held.id, Status.TERUGGESTUURD)
        door = Contactpoging(
            id=uuid4(),
            meetronde_code=demo.HERHAALMETING,
            straat_id=straat.id,
            interviewer_id=whose,
            outcome=Contactuitkomst.NIET_THUIS,
            happened_at=NOW,
        )
        session.add(door)
    ids = (held.id, held.id, door.id, "crabbehof", straat.id, portiek.id)
    for each, known in zip(BELONGS_TO_SOMEBODY, ids, strict=True):
        method, path = each.split()
        address = re.sub(r"\{\w+\}", str(known), path)
        assert ask(house, method, address, carla) == 404, each
        assert ask(house, method, address, bilal) in (200, 204), each
    for address in ("straten?wijk=crabbehof", f"portieken?straat={straat.id}"):
        assert [ask(house, "GET", f"/api/v1/{address}", phone) for phone in (carla, bilal)] == [404, 200]
    for address in ("/api/v1/wijken", "/api/v1/straten?limit=1000", "/telefoon", "/telefoon/deuren"):
        seen = [house.get(address, headers=phone).text for phone in (carla, bilal)]
        assert ["rabbehof" in text or str(straat.id) in text for text in seen] == [False, True], address
    assert str(held.id) not in house.get("/telefoon/interviews", headers=carla).text


def phone_cookie(session: Session, name: str) -> dict[str, str]:
    code = make_koppelcode(session, session.exec(select(Gebruiker).where(Gebruiker.name == name)).one())
    session.flush()
    return {"Cookie": f"toestel={link_toestel(session, code)}"}


def ask(house: TestClient, method: str, address: str, credentials: dict[str, str]) -> int:
    """The status, where being sent to the login form counts as being told to log in."""
    body = {"json": {}} if method == "PUT" else {}
    house.cookies.clear()
    answer = house.request(method, address, headers=credentials, **body)
    is_sent_away = answer.headers.get("location", "").startswith("/inloggen?naar=")
    return 401 if is_sent_away else answer.status_code


def visitors(session: Session) -> dict[str, dict[str, str]]:
    """What each kind of visitor brings along."""
    number = len(session.exec(select(Gebruiker)).all())
    wijken = {code: session.get_one(Wijk, code) for code in ("crabbehof", "wielwijk")}

    def coordinator(name: str) -> Gebruiker:
        # The password is of no matter here, and takes time.
        anna = session.exec(select(Gebruiker).where(Gebruiker.email == demo.ANNA_EMAIL)).one()
        email = f"{name}{number}@example.org"
        added = Gebruiker(name=name, role=anna.role, email=email, password_hash=anna.password_hash)
        session.add(added)
        session.flush()
        return added

    def login(name: str, is_in: bool = True, **changes: datetime) -> dict[str, str]:
        whose = coordinator(name)
        token = begin_sessie(session, whose, is_in=is_in)
        session.flush()
        sessie = session.exec(select(Sessie).where(Sessie.gebruiker_id == whose.id)).one()
        for column, value in changes.items():
            setattr(sessie, column, value)
        return {"Cookie": f"sessie={token}"}

    def phone(name: str, wijk: str = "crabbehof", *, revoked: bool = False, blocked: bool = False) -> dict[str, str]:
        whose = add_interviewer(session, f"{name} {number}", [wijken[wijk]])
        code = make_koppelcode(session, whose)
        session.flush()
        token = link_toestel(session, code)
        session.flush()
        if revoked:
            session.exec(select(Toestel).where(Toestel.gebruiker_id == whose.id)).one().revoked_at = NOW
        if blocked:
            block_interviewer(whose, session.exec(select(Gebruiker).where(Gebruiker.email == demo.ANNA_EMAIL)).one())
        return {"Cookie": f"toestel={token}"}

    def key(name: str, *scopes: Scope, days: int = 1) -> dict[str, str]:
        key = f"wp_{name}-{number}".replace(" ", "-")
        store_sleutel(session, name, key, scopes, NOW + timedelta(days=days))
        session.flush()
        return {"Authorization": f"Bearer {key}"}

    blocked = login("geblokkeerd")
    session.exec(select(Gebruiker).where(Gebruiker.email == f"geblokkeerd{number}@example.org")).one().blocked_at = NOW
    revoked = key("ingetrokken", *Scope)
    session.exec(select(ApiSleutel).where(ApiSleutel.name == "ingetrokken")).first().revoked_at = NOW
    found = {
        "coordinator": login("coordinator"),
        "interviewer": phone("interviewer"),
        "interviewer elsewhere": phone("elders", "wielwijk"),
        "key": key("zonder"),
        **{f"key {scope}": key(str(scope), scope) for scope in Scope},
        "nobody": {},
        "half logged in": login("half", is_in=False),
        "ended login": login("verlopen", expires_at=NOW),
        "idle login": login("stil", last_used_at=NOW - IDLE_TERM),
        "blocked coordinator": blocked,
        "revoked phone": phone("ontkoppeld", revoked=True),
        "blocked interviewer": phone("geblokkeerd", blocked=True),
        "revoked key": revoked,
        "expired key": key("oud", *Scope, days=-1),
        "unknown key": {"Authorization": "Bearer wp_verzonnen"},
    }
    assert found.keys() == EVERYBODY
    return found
