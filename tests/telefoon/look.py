"""Looking at a page as people with other eyes, ears and thumbs would: whatever is wrong fails the test."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
SMALLEST_TARGET = 47.5
"""In CSS pixels: 48, but for rounding."""

_axe = Axe()


def look_for_barriers(page: Page, where: str) -> None:
    """WCAG 2.2 AA as far as a machine can tell, and nothing to scroll sideways for."""
    _look(page, where, WCAG)
    assert_fits(page, where)


def assert_fits(page: Page, where: str) -> None:
    assert _width(page) == page.viewport_size["width"], where


def look_in_the_dark(page: Page, where: str) -> None:
    """For whoever has set the whole machine to dark: other colours, and nothing else."""
    page.emulate_media(color_scheme="dark")
    _look(page, f"{where}, dark", COLOURS)
    page.emulate_media(color_scheme="light")


def unfold(page: Page) -> None:
    """Open everything that can be opened, so that it is looked at too."""
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")


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


def _look(page: Page, where: str, options: dict[str, Any]) -> None:
    found = _axe.run(page, options=options)
    assert found.violations_count == 0, f"{where}: {found.generate_report()}"


def _width(page: Page) -> int:
    return page.evaluate("() => document.documentElement.scrollWidth")
