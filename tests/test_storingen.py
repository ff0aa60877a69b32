"""Things break: processes are killed, databases go away, disks fill up, everybody comes at once. Nothing is lost.

Real processes, real sockets, real databases. What was answered with a receipt must be there, once and whole.
"""

import asyncio
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle
from textwrap import indent
from uuid import UUID, uuid4

import httpx
import pytest
from sqlmodel import Session, func, select

from app.database import MIGRATIONS, Database
from app.interviews import Afzender, receive
from app.models import Antwoord, Gebruiker, Interview
from app.telstand import differences
from app.toestellen import link_toestel, make_koppelcode
from tests import postgres
from tests.api.conftest import as_body
from tests.aside import run_aside
from tests.conftest import furnish, people_of
from tests.gesprekken import gesprek, straat_in
from tests.telefoon.processen import ROOT, server_process
from tests.test_migrations import REVISIONS

SQLITE_ONLY = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PATIENCE = 60

KEEPS_ITS_WORD = {"fsync": "off"}
"""A commit that was told of survives the end of PostgreSQL, though not that of the machine."""


@dataclass
class Phones:
    """Interviewers who send without a pause, and again until there is a receipt."""

    headers: dict[str, str]
    body: dict[str, object]
    sent: set[UUID] = field(default_factory=set)
    receipts: set[UUID] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)

    @classmethod
    def of(cls, database: Database) -> "Phones":
        bilal = people_of(database).bilal
        with database.transaction() as session:
            code = make_koppelcode(session, session.get_one(Gebruiker, bilal.id))
            session.flush()
            token = link_toestel(session, code)
            body = as_body(gesprek(straat_in(session, "crabbehof").id))
        return cls({"Cookie": f"toestel={token}", "Sec-Fetch-Site": "same-origin"}, body)

    @contextmanager
    def sending(self, number: int, addresses: Sequence[str]) -> Iterator[None]:
        """So many of them at work, each with the next server whenever one fails."""
        enough = threading.Event()
        threads = [threading.Thread(target=self._work, args=(enough, addresses, each)) for each in range(number)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            enough.set()
            for thread in threads:
                thread.join()

    def require(self, number: int) -> None:
        """Return when there are this many receipts."""
        wait_for(lambda: len(self.receipts) >= number, f"{number} receipts")

    def _work(self, enough: threading.Event, addresses: Sequence[str], first: int) -> None:
        servers = cycle([*addresses[first % len(addresses) :], *addresses[: first % len(addresses)]])
        with httpx.Client(headers=self.headers, timeout=10) as client:
            while not enough.is_set():
                interview_id = uuid4()
                self.sent.add(interview_id)
                while not self._send(client, next(servers), interview_id) and not enough.is_set():
                    enough.wait(0.05)

    def _send(self, client: httpx.Client, server: str, interview_id: UUID) -> bool:
        try:
            answer = client.put(f"{server}/api/v1/interviews/{interview_id}", json=self.body)
        except httpx.TransportError:
            return False
        self.statuses[answer.status_code] += 1
        if answer.status_code not in (200, 201):
            return False
        self.receipts.add(interview_id)
        return True

    def check(self, database: Database) -> None:
        """Every receipt is true, nothing is there twice or half, and the counts are right."""
        with database.snapshot() as session:
            stored = session.exec(select(Interview.id)).all()
            assert self.receipts <= set(stored) <= self.sent
            assert len(stored) == len(set(stored))
            counted = session.exec(select(func.count()).select_from(Antwoord).group_by(Antwoord.interview_id)).all()
            assert len(counted) == len(stored)
            assert len(set(counted)) <= 1
            assert differences(session) == []


@SQLITE_ONLY
def test_a_server_that_is_killed_breaks_no_promise_and_thirty_two_writers_never_hear_of_a_lock(database, database_url):
    phones = Phones.of(database)
    with server_process(database_url) as server, phones.sending(32, [server.url]):
        phones.require(100)
        server.kill()
        server.start()
        phones.require(200)
    phones.check(database)
    assert phones.statuses.keys() <= {200, 201}


def test_a_database_that_goes_and_comes_back_is_found_by_both_processes():
    with postgres.cluster(KEEPS_ITS_WORD) as cluster, postgres.database(cluster.url) as name:
        url = f"{cluster.url.replace('postgresql:', 'postgresql+psycopg:')}/{name}"
        furnish(url)
        database = Database(url)
        phones = Phones.of(database)
        with server_process(url) as one, server_process(url) as other:
            with phones.sending(8, [one.url, other.url]):
                phones.require(30)
                cluster.stop()
                for server in (one, other):
                    wait_for(lambda server=server: _ready(server.url) == 503, "not ready")
                    assert httpx.get(f"{server.url}/gezond").status_code == 200
                wait_for(lambda: phones.statuses[503] >= 4, "who sends is told")
                cluster.start()
                for server in (one, other):
                    wait_for(lambda server=server: _ready(server.url) == 200, "ready again")
                phones.require(len(phones.receipts) + 30)
            assert one.pid != other.pid
        phones.check(database)
        assert phones.statuses.keys() <= {200, 201, 503}
        database.engine.dispose()


@SQLITE_ONLY
def test_a_full_disk_stores_nothing_half_and_is_got_over(database, database_url):
    phones = Phones.of(database)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with server_process(database_url) as server:
        with phones.sending(4, [server.url]):
            phones.require(10)
            resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (4096, limits[1]))
            wait_for(lambda: phones.statuses[507] >= 4, "the disk is full")
            page = httpx.get(f"{server.url}/inloggen")
            assert page.status_code == 200, "what only reads goes on"
            resource.prlimit(server.pid, resource.RLIMIT_FSIZE, limits)
            phones.require(len(phones.receipts) + 20)
        assert server.pid
    phones.check(database)
    assert phones.statuses.keys() <= {200, 201, 507}


@SQLITE_ONLY
def test_when_everybody_finds_the_network_at_once_nobody_is_lost_and_the_server_stands(database, database_url):
    phones = Phones.of(database)
    with server_process(database_url, WIJKPEIL_REQUESTS_AT_ONCE="10") as server:
        waits = run_aside(_reconnect(phones, server.url, number=100))
    phones.check(database)
    assert len(phones.receipts) == 100
    assert phones.statuses.keys() == {201, 503}
    assert set(waits) <= {str(seconds) for seconds in range(5, 31)}
    assert len(set(waits)) > 1, "not all at the same moment again"


def test_a_migration_that_is_killed_half_way_leaves_what_was(database, database_url, tmp_path):
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    steps = [
        "op.execute('CREATE TABLE half (id integer)')",
        "op.execute(\"UPDATE gebruiker SET name = 'Niemand'\")",
        "print('half-way', flush=True)",
        "sys.stdin.read()",
    ]
    (folder / "versions" / "next.py").write_text(
        f"import sys\nfrom alembic import op\nrevision, down_revision = 'next', '{REVISIONS[-1]}'\n"
        f"def upgrade():\n{indent(chr(10).join(steps), '    ')}\n"
    )
    script = (
        f"import pathlib, app.database as house; house.MIGRATIONS = pathlib.Path({str(folder)!r})\n"
        f"house.Database({database_url!r}).migrate()"
    )
    pipe = subprocess.PIPE
    victim = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
    assert victim.stdout.readline() == "half-way\n"
    victim.kill()
    victim.communicate()
    database.migrate()
    assert people_of(database).anna.name == "Anna"
    with database.transaction() as session:
        session.connection().exec_driver_sql("CREATE TABLE half (id integer)")


def test_the_hour_that_comes_twice_in_autumn_is_two_hours(session: Session, world, monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    time.tzset()
    try:
        twice = [datetime.fromisoformat(f"2026-10-25T02:30:00+0{hours}:00") for hours in (2, 1)]
        for moment in twice:
            inzending = gesprek(straat_in(session, "crabbehof").id, started_at=moment)
            receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
        session.expire_all()
        kept = session.exec(select(Interview).order_by(Interview.started_at)).all()
        assert [each.started_at for each in kept] == twice
        assert (kept[1].started_at - kept[0].started_at).total_seconds() == 3600
        assert {str(each.date) for each in kept} == {"2026-10-25"}
    finally:
        monkeypatch.undo()
        time.tzset()


async def _reconnect(phones: Phones, server: str, number: int) -> list[str]:
    """So many phones that each hand in one interview, all at once and again until they have a receipt."""
    limits = httpx.Limits(max_connections=number)
    waits: list[str] = []
    async with httpx.AsyncClient(headers=phones.headers, limits=limits, timeout=PATIENCE) as client:

        async def hand_in(interview_id: UUID) -> None:
            status = 503
            while status == 503:
                answer = await client.put(f"{server}/api/v1/interviews/{interview_id}", json=phones.body)
                status = answer.status_code
                phones.statuses[status] += 1
                if status == 503:
                    waits.append(answer.headers["Retry-After"])
                    await asyncio.sleep(0.3)  # shorter than it asks for: no phone is that impatient
            phones.receipts.add(interview_id)

        phones.sent |= {uuid4() for _ in range(number)}
        await asyncio.gather(*(hand_in(interview_id) for interview_id in phones.sent))
    return waits


def _ready(server: str) -> int:
    return httpx.get(f"{server}/gereed", timeout=10).status_code


def wait_for(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"it never came to this: {what}"
        time.sleep(0.02)
