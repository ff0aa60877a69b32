"""Hostile text wherever a person or a key can type: every page shows it as it was typed, and none of it runs."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import String
from sqlmodel import AutoString, Session, SQLModel, col, delete, select

from app import demo
from app.models import (
    Antwoord,
    ApiSleutel,
    Beoordeling,
    Correctie,
    Fragment,
    Gebruiker,
    Heropening,
    Interview,
    Meetronde,
    Opmerking,
    Portiek,
    Publicatie,
    Rapporttekst,
    Reactie,
    Referentiecijfer,
    Rol,
    Samenvoeging,
    Status,
    Straat,
    Thema,
    Uitvoer,
    Vaststelling,
    Verzamelnaam,
    Wijk,
)
from app.navragen import open_navragen
from app.samenvoegingen import merge, propose
from app.vaststelling import publish
from tests.conftest import furnish
from tests.tables import TABLES
from tests.telefoon.conftest import PHONE, Server, link_phone, log_in
from tests.test_wie_mag_wat import routes

pytestmark = pytest.mark.xdist_group("browser")

HOSTILE = "</textarea>'\"><img src=x onerror=kwaad=1><script>kwaad=1</script>{{7*7}}"
"""Out of a field and an attribute; what runs by itself, what runs when it is read, and what a template fills in."""

FREE_TEXT = [
    Wijk.name,
    Straat.name,
    Portiek.name,
    Meetronde.name,
    Meetronde.note,
    Gebruiker.name,
    ApiSleutel.name,
    Antwoord.text,
    Beoordeling.remark,
    Heropening.reason,
    Vaststelling.reason,
    Referentiecijfer.gebied_name,
    Referentiecijfer.bron,
    Referentiecijfer.maat,
    Reactie.text,
    Opmerking.text,
    Correctie.reason,
    Thema.name,
    Fragment.text,
    Verzamelnaam.name,
    Rapporttekst.text,
    Uitvoer.reason,
]
"""Every column that holds what somebody typed, on a page or in a file, or what a key handed in."""

NOT_TYPED = re.compile(
    r"\w+_hash|\w*code|bag_id|email|role|status|soort|outcome|reden|vraag|eenheid|language|etag|periode|subject|totp_secret"
    r"|folded|formaat|vorm|onderdeel|bewaarsoort|who|via|hash|previous|kid|consent_language|mark|toestemmingstekst_mark"
)
"""What other columns of text hold: members of a list, codes, hashes and routes, ours or checked when they come in.
Nobody types the name of a backup."""

SOMEWHERE = {
    "/overzicht/wijken/{code}": "crabbehof",
    "/gebieden/wijken/{code}": "crabbehof",
    "/meetronden/{code}": demo.HERHAALMETING,
    "/publiceren/{meetronde}": demo.NULMETING,
    "/publicaties/{meetronde}": demo.NULMETING,
    "/meetronden/{code}/wijken/{wijk}": demo.HERHAALMETING,
    "/publicaties/{meetronde}/wijken/{wijk}": demo.NULMETING,
    "/meetronden/{code}/deelname": demo.HERHAALMETING,
    "/rapporten/{meetronde}/{wijk}": demo.NULMETING,
    "/rapporten/{meetronde}/{wijk}/kaarten": demo.NULMETING,
    "/rapporten/{meetronde}/{wijk}/teksten": demo.NULMETING,
    "/talen/{taal}": "ar",
    "/telefoon/interview/{code}": "straat-v1",
    "/telefoon/toonkaarten/{taal}": "ar",
}
"""What to fill in in an address. Where there is more, or it depends on the world, `addresses` knows."""

NOT_OPENED = {"/", "/uitloggen", "/inloggen/code", "/service-worker.js", "/nakijken/reeksen/{nummer}",
              "/koppelen/{code}", "/herstel/{code}", "/account/tweede-stap", "/telefoon/uitgelogd",
              "/gezond", "/gereed", "/intrekken", "/metrics", "/rapporten/{meetronde}/{wijk}/pdf",
              "/rapporten/{meetronde}/{wijk}/kaarten/pdf", "/gebieden/wijken/{code}/opzoeken"}  # fmt: skip
"""No pages, or pages with nothing on them that anybody typed but a name that others show too;
the last asks elsewhere."""


@pytest.fixture(scope="module")
def hostile_template(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("vijandig") / "world.sqlite3"
    furnish(f"sqlite:///{file}", hostile_world)
    return file


@pytest.fixture
def world_file(hostile_template) -> Path:
    return hostile_template


def hostile_world(session: Session) -> demo.World:
    """The demo world by somebody who means ill, published anew: twice, for a first version has no reason."""
    world = demo.fill(session)
    _leave_what_the_demo_has_not(session, world)
    for soort in dict.fromkeys(column.class_ for column in FREE_TEXT):
        columns = [column.key for column in FREE_TEXT if column.class_ is soort]
        for number, row in enumerate(session.exec(select(soort))):
            for column in columns:
                if getattr(row, column) is not None:
                    setattr(row, column, typed(soort, column, number)[: 60 if column == "maat" else 120])
    now = datetime.now(UTC)
    session.add(
        Heropening(
            meetronde_code=demo.HERHAALMETING,
            coordinator_id=world.anna.id,
            closed_at=now,
            reopened_at=now,
            reason=typed(Heropening, "reason"),
        )
    )
    session.flush()
    for table in (Publicatie, Vaststelling):
        session.connection().execute(delete(table))
    session.expire_all()
    first = publish(session, world.nulmeting, world.anna, 1, threshold=demo.PUBLISHED_FROM)
    session.flush()
    again = {"version": 2, "reason": typed(Vaststelling, "reason")}
    session.add(Vaststelling(**first.model_dump() | again))
    session.flush()
    session.add_all(Publicatie(**each.model_dump() | {"version": 2}) for each in session.exec(select(Publicatie)).all())
    return world


def _leave_what_the_demo_has_not(session: Session, world: demo.World) -> None:
    """A merge, a text of a report, and an export; what is typed in them follows."""
    gone, into = Straat(wijk_code="wielwijk", name="x"), Straat(wijk_code="wielwijk", name="y")
    session.add_all([gone, into])
    session.flush()
    merge(session, gone, into, world.anna, adds_up=True, seen=propose(session, gone, into).fingerprint)
    session.add(Rapporttekst(meetronde_code=demo.NULMETING, wijk_code="crabbehof", onderdeel="inleiding", text="x"))
    session.add(
        Uitvoer(
            coordinator_id=world.anna.id,
            asked_at=datetime.now(UTC),
            meetronde_code=demo.NULMETING,
            statuses=[],
            formaat="csv",
            vorm="breed",
            reason="x",
        )
    )
    session.flush()


def typed(soort: type[SQLModel], column: str, number: int = 0) -> str:
    return f"{marker(soort, column)} {number} {HOSTILE}"


def marker(soort: type[SQLModel], column: str) -> str:
    return f"{soort.__name__}.{column}"


def test_every_column_of_text_is_known_to_be_hostile_or_not_typed():
    hostile = {f"{column.class_.__tablename__}.{column.key}" for column in FREE_TEXT}
    columns = [column for table in TABLES for column in table.columns if isinstance(column.type, String | AutoString)]
    told_elsewhere = {"backup.name", "toestemmingstekst.text"}
    unknown = {str(column) for column in columns if not NOT_TYPED.fullmatch(column.key)} - told_elsewhere
    assert unknown == hostile, "who types this, and which page shows it"


def test_nothing_that_somebody_typed_runs_at_the_desk(open_page, server):
    page, seen = open_page(), set()
    log_in(page, server)
    with server.database.snapshot() as session:
        pages = [address for address in addresses(session) if not address.startswith("/telefoon")]
    assert len(pages) > 25
    for address in pages:
        seen |= look(page, server, address)
    assert seen == {marker(column.class_, column.key) for column in FREE_TEXT}, "all of it is shown somewhere, as typed"


def test_nothing_that_somebody_typed_runs_on_a_phone(open_page, server):
    page, seen = open_page(**PHONE), set()
    with server.database.snapshot() as session:
        bilal = first_interviewer(session)
        pages = [address for address in addresses(session) if address.startswith("/telefoon")]
    link_phone(page, server, bilal)
    for address in pages:
        seen |= look(page, server, address)
    assert seen >= {"Straat.name", "Portiek.name", "Gebruiker.name", "Antwoord.text", "Beoordeling.remark"}


def look(page: Page, server: Server, address: str) -> set[str]:
    """Open a page: whose text is on it, as it was typed. Whatever the browser complains of fails the test."""
    answer = page.goto(f"{server.url}{address}")
    assert answer.status == 200, address
    shown = page.evaluate(
        """() => [document.body.innerText, ...[...document.querySelectorAll("input, textarea, option, summary ~ *")]
          .map((each) => each.value ?? each.textContent)].join("\\n")"""
    )
    assert page.evaluate("() => typeof kwaad") == "undefined", address
    return set(re.findall(rf"(\w+\.\w+) \d+ {re.escape(HOSTILE[:30])}", shown))


def addresses(session: Session) -> list[str]:
    """Every page that somebody can open, with something real in its address."""
    with_text = select(Interview).join(Antwoord).where(col(Antwoord.text).is_not(None)).order_by(col(Interview.id))
    new = session.exec(with_text.where(Interview.status == Status.NIEUW)).first()
    reviewed = session.exec(with_text.where(Interview.status != Status.NIEUW)).all()
    at_the_desk, bilal = reviewed[0], first_interviewer(session)
    own = next(interview for interview in reviewed if interview.interviewer_id == bilal.id)
    portiek = session.exec(select(Portiek)).first()
    (asked, *_) = (each.interview.id for each in open_navragen(session, bilal))
    said = select(Antwoord.vraag).where(Antwoord.interview_id == at_the_desk.id, col(Antwoord.text).is_not(None))
    somewhere = SOMEWHERE | {
        "/interviews/{id}": at_the_desk.id,
        "/nakijken/{id}": new.id,
        "/telefoon/interviews/{id}": own.id,
        "/mensen/{id}/wijken": bilal.id,
        "/mensen/{id}/vertrek": bilal.id,
        "/gebieden/straten/{id}": portiek.straat_id,
        "/gebieden/straten/{id}/samenvoeging": portiek.straat_id,
        "/gebieden/samenvoegingen/{id}": session.exec(select(Samenvoeging.id)).one(),
        "/interviews/uitvoer/{uitvoer}": session.exec(select(Uitvoer.id)).one(),
        "/interviews/{id}/antwoorden/{vraag}": at_the_desk.id,
        "/interviews/{id}/antwoorden/{vraag}/weghalen": at_the_desk.id,
        "/telefoon/interviews/{id}/reactie": asked,
        "vraag": session.exec(said).first(),
    }
    pages = {path for method, path in routes() if method == "GET" and not path.startswith("/api")} - NOT_OPENED
    found = [fill_in(path, somewhere) for path in sorted(pages)]
    for table in (Opmerking, Correctie, Reactie):
        found += [f"/interviews/{each}" for each in session.exec(select(table.interview_id).distinct())]
    vragen = session.exec(select(Fragment.vraag, Interview.meetronde_code).join(Interview).distinct()).all()
    return found + [f"/citaten?vraag={vraag}&meetronde={meetronde}" for vraag, meetronde in vragen]


def first_interviewer(session: Session) -> Gebruiker:
    return session.exec(select(Gebruiker).where(Gebruiker.role == Rol.INTERVIEWER).order_by(Gebruiker.name)).first()


def fill_in(path: str, somewhere: dict[str, object]) -> str:
    """A page of which this does not know where to go fails here: say so in SOMEWHERE, or in NOT_OPENED why not."""
    if "{" not in path:
        return path
    here, named = str(somewhere[path]), {"wijk": "crabbehof", "vraag": somewhere["vraag"]}
    return re.sub(r"\{(\w+)\}", lambda found: str(named.get(found[1], here)), path)
