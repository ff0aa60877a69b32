"""How quick the phone's pages are on a cheap phone with a slow connection, against what was promised.

Run with `python -m bench.telefoon`. Chromium takes the screen of a phone, a processor that is six times slower, and
a line of 400 kbit/s with 400 ms to the other side. Interactive is when the page's scripts have run and the main thread
has come to rest; a tap counts from the finger to the next picture. Of several runs the median; of all taps p95.

Chromium slows down a page's own line, not that of its service worker: what that fetches is counted apart, by asking
the server for the same addresses.
"""

import sys
import tempfile
from dataclasses import dataclass
from random import Random
from statistics import median, quantiles
from uuid import UUID

import httpx
from playwright.sync_api import Browser, sync_playwright

from app.web.telefoon.zonder_netwerk import kept_files, kept_pages
from bench.outboxes import ON_BOARD, Outbox
from bench.table import write_table
from bench.things_said import interviews
from tests import provide
from tests.conftest import furnish, people_of
from tests.telefoon.hand import fill_in
from tests.telefoon.processen import ServerProcess, server_process

KBIT = 1000 / 8
SLOW_4G = {"offline": False, "latency": 400, "downloadThroughput": 400 * KBIT, "uploadThroughput": 400 * KBIT}
SLOWER_PROCESSOR = 6
RUNS = 5
INTERVIEWS_TO_TAP_THROUGH = 5
IN_THE_OUTBOX = 500

WATCH = """
  window.gemeten = { rust: 0, tikken: [] };
  new PerformanceObserver((lijst) => {
    for (const taak of lijst.getEntries()) gemeten.rust = taak.startTime + taak.duration;
  }).observe({ type: "longtask", buffered: true });
  addEventListener("click", (tik) => {
    if (!tik.target.closest("#verder")) return;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => gemeten.tikken.push(performance.now() - tik.timeStamp);
      port2.postMessage("");
    });
  }, true);
"""
"""Told by the page itself: the end of the last long task, and how long after a tap the next picture was made."""

INTERACTIVE = """() => {
  const [{ domContentLoadedEventEnd }] = performance.getEntriesByType("navigation");
  return Math.max(domContentLoadedEventEnd, gemeten.rust);
}"""


@dataclass(frozen=True)
class Budget:
    """One promise, and what was measured."""

    name: str
    aim: float | None
    measured: float
    unit: str

    @property
    def is_over(self) -> bool:
        return self.aim is not None and self.measured > self.aim

    def row(self) -> list[str]:
        aim = "" if self.aim is None else f"{self.aim:g} {self.unit}"
        verdict = "" if self.aim is None else "OVER" if self.is_over else "within"
        return [self.name, aim, f"{self.measured:.0f} {self.unit}", verdict]


def measure(*, quick: bool) -> str:
    """The table of all promises."""
    return describe(take(runs=1 if quick else RUNS))


def describe(budgets: list[Budget]) -> str:
    return write_table(["The phone's pages", "aim", "measured", ""], [budget.row() for budget in budgets])


def take(runs: int) -> list[Budget]:
    """Measure everything this often."""
    with tempfile.TemporaryDirectory(prefix="wijkpeil-telefoon-") as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/wijkpeil.sqlite3"
        furnish(url)
        browser = playwright.chromium.launch(executable_path=provide.find_chromium())
        with server_process(url) as server:
            phones = [_Phone(browser, server) for _ in range(runs)]
            taps = [tap for phone in phones for tap in phone.taps()]
            kept = _kept_bytes(phones[0])
            server.kill()  # nothing answers, so that what waits keeps waiting
            full = [phone.home_with_a_full_outbox() for phone in phones]
        browser.close()
    return [
        Budget("First visit: HTML, CSS and JavaScript over the wire", 60, phones[0].kilobytes, "kB"),
        Budget("Kept on the phone behind it: every page, form and card", None, kept, "kB"),
        Budget("First visit, interactive", 3000, median(phone.first for phone in phones), "ms"),
        Budget("First page from the phone, interactive", 1000, median(phone.again for phone in phones), "ms"),
        Budget(f"The same with {IN_THE_OUTBOX} interviews waiting, no network", 1000, median(full), "ms"),
        Budget("Interview from the phone, interactive", 1000, median(phone.form for phone in phones), "ms"),
        Budget(f"Tap to next question, p95 of {len(taps)}", 100, quantiles(taps, n=20)[-1], "ms"),
    ]


class _Phone:
    """One phone with its first visit behind it, and what that took."""

    def __init__(self, browser: Browser, server: ServerProcess) -> None:
        self.outbox = Outbox.link(browser, server.url, server.database, people_of(server.database).bilal)
        self.outbox.context.add_init_script(WATCH)
        self.page = self.outbox.context.new_page()
        session = self.outbox.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
        self._taken: list[float] = []
        session.on("Network.loadingFinished", lambda event: self._taken.append(event["encodedDataLength"]))
        self.first = self._open("/telefoon")
        self.kilobytes = sum(self._taken) / 1000
        self.page.wait_for_function(ON_BOARD)
        self.again = self._open("/telefoon")
        self.form = self._open("/telefoon/interview/straat-v1")

    def home_with_a_full_outbox(self) -> float:
        """How long the home page takes with very many interviews waiting; nothing answers, so that they stay."""
        random = Random(IN_THE_OUTBOX)
        self._open("/telefoon")
        self.outbox.put_ready(interviews([UUID(int=1)], IN_THE_OUTBOX, random), {})
        taken = self._open("/telefoon")
        self.page.get_by_text(f"Nog te versturen: {IN_THE_OUTBOX} interviews").wait_for()
        return taken

    def taps(self) -> list[float]:
        """Go through whole interviews, and tell how long each tap on "Verder" took."""
        taken: list[float] = []
        for _ in range(INTERVIEWS_TO_TAP_THROUGH):
            self._open("/telefoon/interview/straat-v1")
            self.page.locator("[name=straatId]").select_option(index=1)
            fill_in(self.page)
            taken += self.page.evaluate("() => gemeten.tikken")
            self.page.goto("about:blank")
        return taken

    def _open(self, path: str) -> float:
        self.page.goto(f"{self.outbox.url}{path}")
        self.page.wait_for_load_state("networkidle")
        return self.page.evaluate(INTERACTIVE)


def _kept_bytes(phone: _Phone) -> float:
    """What the service worker fetches, in kB of compressed bodies."""
    cookies = {cookie["name"]: cookie["value"] for cookie in phone.outbox.context.cookies()}
    with httpx.Client(base_url=phone.outbox.url, cookies=cookies) as client:
        return sum(_body_bytes(client, path) for path in [*kept_files(), *kept_pages()]) / 1000


def _body_bytes(client: httpx.Client, path: str) -> int:
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
        answer.raise_for_status()
        answer.read()
        return answer.num_bytes_downloaded


def main() -> int:
    budgets = take(RUNS)
    print(describe(budgets))
    return 1 if any(budget.is_over for budget in budgets) else 0


if __name__ == "__main__":
    sys.exit(main())
