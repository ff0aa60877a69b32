"""A thousand interviews and the doors between them, over a bad line: is each on the server once, as it was said?

Run with `python -m bench.chaos [--seed N]`. Several phones, each a real Chromium with the phone's own outbox, send over
a line that cuts, delays and repeats, to a server that is killed and started again; their pages are reloaded, closed
and opened in two tabs meanwhile. The seed fixes what is sent and which faults are drawn; which request meets which
fault differs from run to run. Only the loopback is used.
"""

import argparse
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from time import monotonic
from uuid import UUID

from playwright.sync_api import Browser, sync_playwright
from sqlmodel import select

from app.database import Database
from app.models import Straat
from bench.bad_line import BadLine, Fault, bad_line
from bench.outboxes import Outbox
from bench.table import write_table
from bench.things_said import deuren, interviews
from bench.verdict import Verdict, judge
from tests import provide
from tests.conftest import furnish, people_of
from tests.telefoon.processen import ServerProcess, server_process

SECONDS_TO_CALM_DOWN = 90
"""How long phones may take to hand in the rest once nothing goes wrong any more."""

MOST_TABS = 3


@dataclass(frozen=True)
class Plan:
    """How much is sent by how many, and for how many seconds the line may be bad."""

    phones: int = 5
    interviews: int = 1000
    seed: int = 1
    bad_seconds: float = 100
    seconds_between_kills: tuple[float, float] = (2, 8)


@dataclass
class Course:
    """What happened on the way, and to whom."""

    database: Database
    line: BadLine
    outboxes: list[Outbox] = field(default_factory=list)
    kills: int = 0
    reloads: int = 0
    reopened: int = 0
    seconds: float = 0


def measure(*, quick: bool) -> str:
    """The table; raises RuntimeError, with the table, when anything was lost, double or different."""
    return measure_plan(Plan(phones=3, interviews=60, bad_seconds=15) if quick else Plan())


def measure_plan(plan: Plan) -> str:
    """The same for a plan of one's own."""
    with tempfile.TemporaryDirectory(prefix="wijkpeil-chaos-") as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/wijkpeil.sqlite3"
        furnish(url)
        browser = playwright.chromium.launch(executable_path=provide.find_chromium())
        with endure(browser, url, plan) as course:
            verdict = judge(course.database, course.outboxes)
        browser.close()
    table = describe(plan, course, verdict)
    if verdict.faults:
        raise RuntimeError("\n".join([table, "", "NOT GOOD.", *verdict.faults]))
    return table


@contextmanager
def endure(browser: Browser, database_url: str, plan: Plan) -> Iterator[Course]:
    """Let this plan happen to a furnished database; the phones are still on when it is over, to be judged."""
    random = Random(plan.seed)
    with server_process(database_url) as server, bad_line(server.port, plan.seed) as line:
        course = Course(server.database, line)
        try:
            _link_phones(browser, course, plan)
            began = monotonic()
            line.is_bad = True
            with _power_cuts(server, plan, course):
                _live(course, random, plan, until=began + plan.bad_seconds)
            line.is_bad = False
            _wait_until_all_is_sent(course.outboxes)
            course.seconds = monotonic() - began
            line.settle()
            yield course
        finally:
            for outbox in course.outboxes:
                outbox.context.close()


def describe(plan: Plan, course: Course, verdict: Verdict) -> str:
    """Both tables: what was put in and what became of it; and what happened on the way."""
    counts = (verdict.interviews, verdict.deuren)
    sent = [course.line.sent(path) for path in ("interviews", "contactpogingen")]
    rows = {
        "put in the outbox": [count.put_in for count in counts],
        "undone": [count.undone for count in counts],
        "sent or withdrawn by the phones, times": sent,
        "on the server once, as they were said": [count.stored_once for count in counts],
        "lost": [len(count.lost) for count in counts],
        "double": [len(count.double) for count in counts],
        "different": [len(count.different) for count in counts],
        "without the right receipt": [len(count.unsettled) for count in counts],
    }
    happened = {str(fault): course.line.faults[fault] for fault in Fault if fault is not Fault.NONE}
    happened |= {"server killed": course.kills, "page reloaded": course.reloads, "all pages closed": course.reopened}
    title = f"Chaos: {plan.phones} phones, seed {plan.seed}, {course.seconds:.0f} s"
    return "\n\n".join(
        [
            write_table([title, "interviews", "doors"], [[name, *map(str, row)] for name, row in rows.items()]),
            write_table(["What happened on the way", "times"], [[name, str(n)] for name, n in happened.items()]),
        ]
    )


def _link_phones(browser: Browser, course: Course, plan: Plan) -> None:
    world = people_of(course.database)
    for number in range(plan.phones):
        interviewer = (world.bilal, world.carla)[number % 2]
        outbox = Outbox.link(browser, course.line.url, course.database, interviewer)
        outbox.make_ready()
        course.outboxes.append(outbox)


def _live(course: Course, random: Random, plan: Plan, until: float) -> None:
    """Feed the phones and harass them, until everything was put in and sent or it has lasted long enough."""
    straten = _straten(course.database)
    share = plan.interviews // plan.phones
    waiting = {id(outbox): list(interviews(straten, share, random).items()) for outbox in course.outboxes}
    while monotonic() < until:
        outbox = random.choice(course.outboxes)
        ready = waiting[id(outbox)]
        if ready:
            batch = [ready.pop() for _ in range(min(len(ready), random.randint(1, 12)))]
            outbox.put_ready(dict(batch), deuren(straten, random.randint(1, 3), random))
        elif not any(waiting.values()) and all(each.is_sent() for each in course.outboxes):
            return
        _harass(outbox, course, random)
    for outbox in course.outboxes:
        outbox.put_ready(dict(waiting[id(outbox)]), {})


def _straten(database: Database) -> Sequence[UUID]:
    with database.transaction() as session:
        return session.exec(select(Straat.id).order_by(Straat.id)).all()


def _harass(outbox: Outbox, course: Course, random: Random) -> None:
    """What people do meanwhile."""
    what = random.random()
    if what < 0.2 and len(outbox.undone) < len(outbox.deuren) / 2:
        outbox.undo(random.choice(sorted(outbox.deuren.keys() - outbox.undone)))
    elif what < 0.3:
        outbox.reload()
        course.reloads += 1
    elif what < 0.35:
        outbox.reopen()
        course.reopened += 1
    elif what < 0.4 and len(outbox.context.pages) < MOST_TABS:
        outbox.open_page()


@contextmanager
def _power_cuts(server: ServerProcess, plan: Plan, course: Course) -> Iterator[None]:
    """Kill the server in the middle of whatever it does, and start it again, over and over."""
    random = Random(plan.seed)
    enough = threading.Event()

    def cut() -> None:
        while not enough.wait(random.uniform(*plan.seconds_between_kills)):
            server.kill()
            course.kills += 1
            server.start()

    with ThreadPoolExecutor(1) as pool:
        cutting = pool.submit(cut)
        try:
            yield
        finally:
            enough.set()
        cutting.result()


def _wait_until_all_is_sent(outboxes: Sequence[Outbox]) -> None:
    """Return when the phones say so, or when it has lasted too long: the verdict then tells what is left."""
    until = monotonic() + SECONDS_TO_CALM_DOWN
    while monotonic() < until and not all(outbox.is_sent() for outbox in outboxes):
        outboxes[0].page.wait_for_timeout(200)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--interviews", type=int, default=1000)
    wanted = parser.parse_args()
    try:
        print(measure_plan(Plan(seed=wanted.seed, interviews=wanted.interviews)))
    except RuntimeError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
