"""Looking at a page as people with other eyes, ears and thumbs would: whatever is wrong fails the test."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SMALLEST_TARGET = 47.5
"""In CSS pixels: 48, but for rounding."""

_axe = Axe()


def look_for_barriers(page: Page, where: str) -> None:
    """WCAG 2.2 AA as far as a machine can tell, and nothing to scroll sideways for."""
    found = _axe.run(page, options=WCAG)
    assert found.violations_count == 0, f"{where}: {found.generate_report()}"
    assert _width(page) == page.viewport_size["width"], where


def look_in_the_dark(page: Page, where: str) -> None:
    """The same barriers, for whoever has set the whole machine to dark."""
    page.emulate_media(color_scheme="dark")
    look_for_barriers(page, f"{where}, dark")
    page.emulate_media(color_scheme="light")


def look_at_phone(page: Page, where: str) -> None:
    """The same by day and in the dark, with targets for a thumb, and with letters twice as large."""
    look_for_barriers(page, where)
    look_in_the_dark(page, where)
    small = page.evaluate(
        """(smallest) => [...document.querySelectorAll("main :is(a, button, select), .keuze, .vinkje")]
          .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < smallest)
          .map((each) => each.textContent.trim().slice(0, 40))""",
        SMALLEST_TARGET,
    )
    assert small == [], where
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    assert _width(page) == page.viewport_size["width"], f"{where}, letters twice as large"
    page.evaluate("() => { document.documentElement.style.fontSize = ''; }")


def _width(page: Page) -> int:
    return page.evaluate("() => document.documentElement.scrollWidth")
