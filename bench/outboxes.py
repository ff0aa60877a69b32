"""Phones with something to send: the phone's own outbox in a real page, fed with interviews that are ready."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from playwright.sync_api import Browser, BrowserContext, Page

from app.database import Database
from app.models import Gebruiker
from app.security import TOESTEL_COOKIE
from app.toestellen import link_toestel, make_koppelcode
from tests.telefoon.conftest import PHONE

Berichten = dict[UUID, dict[str, Any]]
"""What travels, by the id it travels under."""

PUT_READY = """async ({ interviewer, interviews, deuren }) => {
  const { zetKlaar, voegToe } = await import(document.querySelector("link[href$='uitgaand.js']").href);
  for (const [id, bericht] of interviews) {
    await zetKlaar({ id, interviewer, titel: "Interview", straat: "Straat" }, bericht);
  }
  for (const [id, bericht] of deuren) {
    await voegToe({ id, interviewer, soort: "contactpoging", titel: "Deur", straat: "Straat", bericht });
  }
}"""

UNDO = """async (id) => (await import(document.querySelector("link[href$='uitgaand.js']").href)).trekIn(id)"""

READ = """async (interviewer) => {
  const { alleVan } = await import(document.querySelector("link[href$='uitgaand.js']").href);
  return (await alleVan(interviewer)).map(({ id, staat, nummer, ingetrokken }) => [id, { staat, nummer, ingetrokken }]);
}"""

ON_BOARD = "() => navigator.serviceWorker.controller !== null"
"""True once everything that is needed without network is on the phone."""

KEEP_TRYING = "() => { setInterval(() => dispatchEvent(new Event('online')), 200) }"
"""A network that comes back five times a second: else every cut would cost fifteen seconds."""


@dataclass
class Outbox:
    """One phone: what was put in it to be sent, and the page that sends it."""

    context: BrowserContext
    url: str
    interviewer: Gebruiker
    interviews: Berichten = field(default_factory=dict)
    deuren: Berichten = field(default_factory=dict)
    undone: set[UUID] = field(default_factory=set)

    @classmethod
    def link(cls, browser: Browser, url: str, database: Database, interviewer: Gebruiker) -> "Outbox":
        """A phone that was just linked, and has not opened a page yet."""
        with database.transaction() as session:
            code = make_koppelcode(session, interviewer)
            session.flush()
            token = link_toestel(session, code)
        context = browser.new_context(**PHONE)
        context.add_cookies([{"name": TOESTEL_COOKIE, "value": token, "url": url}])
        return cls(context, url, interviewer)

    def make_ready(self) -> None:
        """Open the first page, and wait until everything that is needed without network is on board."""
        self.open_page().wait_for_function(ON_BOARD)

    @property
    def page(self) -> Page:
        return self.context.pages[-1]

    def open_page(self) -> Page:
        """Another tab of this phone, which sends as well."""
        page = self.context.new_page()
        page.goto(f"{self.url}/telefoon")
        page.evaluate(KEEP_TRYING)
        return page

    def reload(self) -> None:
        self.page.reload()
        self.page.evaluate(KEEP_TRYING)

    def reopen(self) -> None:
        """Close everything in the middle of whatever it does, and open it again."""
        for page in self.context.pages:
            page.close()
        self.open_page()

    def put_ready(self, interviews: Berichten, deuren: Berichten) -> None:
        """Have these saved; from then on none of them may get lost."""
        ready = {"interviews": _as_pairs(interviews), "deuren": _as_pairs(deuren)}
        self.page.evaluate(PUT_READY, {"interviewer": str(self.interviewer.id), **ready})
        self.interviews |= interviews
        self.deuren |= deuren

    def undo(self, deur_id: UUID) -> None:
        self.page.evaluate(UNDO, str(deur_id))
        self.undone.add(deur_id)

    def states(self) -> Berichten:
        """What the phone itself says of everything in its outbox."""
        return {UUID(key): state for key, state in self.page.evaluate(READ, str(self.interviewer.id))}

    def is_sent(self) -> bool:
        return all(state["staat"] == "ontvangen" and not state.get("ingetrokken") for state in self.states().values())


def _as_pairs(berichten: Berichten) -> list[tuple[str, dict[str, Any]]]:
    return [(str(key), bericht) for key, bericht in berichten.items()]
