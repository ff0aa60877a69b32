"""How many interviews a second are stored, and how long a phone waits for its receipt.

Sixteen phones send interviews of all three questionnaires to one process, each as fast as it is answered. Measured in
turn with it, so that a busy machine shows in all of them: the same sealed, as our own page sends it, the same without
keeping the telstand, a loop that inserts one row and commits, on the same database, and the same phones with a server
that does nothing.
"""

from collections.abc import Mapping, Sequence
from json import dumps
from time import perf_counter
from uuid import uuid4

from sqlmodel import Session, func, select

from app.database import Database
from app.domain.antwoorden import flatten
from app.domain.vragenlijst import JA
from app.interviews import Inzending
from app.models import Antwoord, Gebruiker, Interview
from app.security import TOESTEL_COOKIE
from app.toestellen import link_toestel, make_koppelcode
from app.vragenlijsten import newest_vragenlijst
from app.zegels import public_key
from bench.clients import Call, Timing, ask
from bench.databases import DATABASES, describe, url_of
from bench.interviews import interviews
from bench.servers import NOTHING, UNCOUNTED, WIJKPEIL, server
from bench.table import write_table
from tests.api.conftest import as_body
from tests.zegelen import SEALED, seal

PHONES = 16
RUNS = 3
HEADER = (f"Storing interviews, {PHONES} phones at once", "per second", "p50 ms", "p95 ms", "p99 ms")


def measure(*, quick: bool) -> str:
    """The table: Wijkpeil on each database, and what it can be held against. Of all runs the one in the middle."""
    remarks, rows = [], []
    for name, open_database in DATABASES.items():
        with open_database() as database:
            wijkpeil, sealed, uncounted, bare, nothing = _measure(database, number=100 if quick else 2000)
            remarks.append(
                f"{describe(database)} Counting makes storing {_cost(wijkpeil, uncounted):.2f} times as long."
            )
        rows += [
            _row(name, wijkpeil),
            _row(f"{name}: sealed", sealed),
            _row(f"{name}: without counting", uncounted),
            _row(f"{name}: one INSERT and commit after another, no server", bare),
        ]
    rows.append(_row("No database: a server that does nothing", nothing))
    return "\n".join([*remarks, "", write_table(HEADER, rows)])


def _measure(database: Database, number: int) -> tuple[list[Timing], ...]:
    """Timings of Wijkpeil, of that sealed, of one that does not count, of a bare loop, of a server that does nothing.

    After a run to warm up, and in turn.
    """
    wijkpeil, sealed, uncounted, bare, nothing = [], [], [], [], []
    with database.transaction() as session:
        phones, key = link_phones(session, PHONES), public_key(session)
        sent = interviews(session, 3 * number * (RUNS + 1))
    sealing_phones = [{**phone, **SEALED} for phone in phones]
    with (
        server(WIJKPEIL, url_of(database)) as wijkpeil_port,
        server(UNCOUNTED, url_of(database)) as uncounted_port,
        server(NOTHING) as nothing_port,
    ):
        for start in range(0, len(sent), 3 * number):
            calls = [_as_call(inzending) for inzending in sent[start : start + 2 * number]]
            calls, others = calls[:number], calls[number:]
            seals = [_as_seal(inzending, key) for inzending in sent[start + 2 * number : start + 3 * number]]
            wijkpeil.append(ask(wijkpeil_port, calls, phones, expected=201))
            sealed.append(ask(wijkpeil_port, seals, sealing_phones, expected=201))
            uncounted.append(ask(uncounted_port, others, phones, expected=201))
            bare.append(_insert_one_by_one(database, calls))
            nothing.append(ask(nothing_port, calls, phones, expected=201))
    with database.transaction() as session:
        _check_stored_once(session, sent)
    return wijkpeil[1:], sealed[1:], uncounted[1:], bare[1:], nothing[1:]


def link_phones(session: Session, number: int) -> list[Mapping[str, str]]:
    """What each phone sends along with every request."""
    bilal = session.exec(select(Gebruiker).where(Gebruiker.name == "Bilal")).one()
    codes = [make_koppelcode(session, bilal) for _ in range(number)]
    session.flush()
    return [
        {
            "Content-Type": "application/json",
            "Sec-Fetch-Site": "same-origin",
            "Cookie": f"{TOESTEL_COOKIE}={link_toestel(session, code)}",
        }
        for code in codes
    ]


def _as_call(inzending: Inzending) -> Call:
    return Call("PUT", f"/api/v1/interviews/{inzending.id}", dumps(as_body(inzending)))


def _as_seal(inzending: Inzending, key: dict[str, str]) -> Call:
    return Call("PUT", f"/api/v1/interviews/{inzending.id}", seal(key, {"id": str(inzending.id), **as_body(inzending)}))


def _insert_one_by_one(database: Database, calls: Sequence[Call]) -> Timing:
    """The same bodies as rows of a table without anything, by the database's own driver."""
    connection = database.engine.raw_connection()
    cursor, each = connection.cursor(), []
    cursor.execute("CREATE TABLE IF NOT EXISTS bare (id varchar PRIMARY KEY, content varchar)")
    connection.commit()
    insert = f"INSERT INTO bare VALUES ({'?, ?' if database.is_sqlite else '%s, %s'})"
    for call in calls:
        began = perf_counter()
        cursor.execute(insert, (str(uuid4()), call.body))
        connection.commit()
        each.append(perf_counter() - began)
    connection.close()
    return Timing(sum(each), each)


def _check_stored_once(session: Session, sent: Sequence[Inzending]) -> None:
    """Every interview with all its answers, and nothing else; raises when not. A figure for less would be a lie."""
    answers = [
        list(flatten(newest_vragenlijst(inzending.soort), inzending.antwoorden))
        for inzending in sent
        if inzending.antwoorden["toestemming"] == JA
    ]
    stored = session.exec(select(Interview.id)).all()
    antwoorden = session.exec(select(func.count()).select_from(Antwoord)).one()
    if sorted(stored) != sorted(inzending.id for inzending in sent) or antwoorden != sum(map(len, answers)):
        raise RuntimeError(f"Sent {len(sent)} interviews, found {len(stored)} with {antwoorden} answers.")


def _cost(counted: Sequence[Timing], uncounted: Sequence[Timing]) -> float:
    return _middle(uncounted).per_second / _middle(counted).per_second


def _middle(timings: Sequence[Timing]) -> Timing:
    return sorted(timings, key=lambda timing: timing.per_second)[len(timings) // 2]


def _row(name: str, timings: Sequence[Timing]) -> list[str]:
    middle = _middle(timings)
    return [name, f"{middle.per_second:,.0f}", *(f"{middle.percentile(percent):.1f}" for percent in (50, 95, 99))]
