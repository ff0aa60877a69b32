"""Colours hold enough contrast by day and in the dark: WCAG 2.2, 1.4.3 for text and 1.4.11 for what is drawn."""

import re

import pytest

from app.web.release import STATIC, TEMPLATES

TEXT, DRAWN = 4.5, 3.0
PAPERS = ("papier", "achtergrond")
PAIRS = [
    *[(ink, paper, TEXT) for ink in ("inkt", "zacht", "peil", "goed", "let-op", "fout") for paper in PAPERS],
    *[(ink, "oefen-licht", TEXT) for ink in ("inkt", "zacht", "peil")],
    *[("inkt", f"{tint}-licht", TEXT) for tint in ("peil", "goed", "let-op", "fout")],
    *[(tint, f"{tint}-licht", TEXT) for tint in ("peil", "goed", "let-op", "fout")],
    ("zacht", "stil-licht", TEXT),
    ("zacht", "peil-licht", TEXT),
    ("op-peil", "peil", TEXT),
    ("op-peil", "peil-diep", TEXT),
    ("op-oefen", "oefen", TEXT),
    *[("op-trede", f"trede-{trede}", TEXT) for trede in (1, 5)],
    *[("op-lichte-trede", f"trede-{trede}", TEXT) for trede in (2, 3, 4)],
    *[(drawn, paper, DRAWN) for drawn in ("peil", "rand", "focus", "inkt", "zacht") for paper in PAPERS],
    ("peil", "stil-licht", DRAWN),
    ("oefen", "oefen-licht", DRAWN),
]


def tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


def palettes() -> dict[str, dict[str, str]]:
    css = (STATIC / "wijkpeil.css").read_text(encoding="utf-8")
    by_day = re.search(r":root, \.toonkaart \{(.*?)\n\}", css, re.DOTALL)[1]
    at_night = re.search(r"prefers-color-scheme: dark\) \{(.*?)\n\}", css, re.DOTALL)[1]
    return {"light": tokens(by_day), "dark": tokens(at_night)}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper", "enough"), PAIRS, ids=lambda part: str(part))
def test_contrast(palette, ink, paper, enough):
    colours = palettes()[palette]
    assert contrast(colours[ink], colours[paper]) >= enough


def test_every_colour_has_another_for_the_dark():
    by_day, at_night = palettes().values()
    assert by_day.keys() == at_night.keys()


def test_a_stylesheet_names_no_colour_that_stays_behind_in_the_dark():
    """All colours are tokens, but for what is the same always: the card, the paper of a QR code, a block of code."""
    for file in ("wijkpeil.css", "bureau.css", "beelden.css", "documentatie.css", "telefoon/telefoon.css"):
        rules = re.sub(r"--[\w-]+: #\w+;", "", (STATIC / file).read_text(encoding="utf-8"))
        named = [line.strip() for line in rules.splitlines() if re.search(r": [^;]*#[0-9a-f]{3,6}\b", line)]
        assert [line for line in named if not line.startswith((".qr ", ".documentatie pre "))] == [], file


def test_a_report_has_the_colours_of_the_day_also_where_no_stylesheet_comes():
    """It is paper, also on a screen in the dark; and in a PDF its drawings bring their own."""
    by_day = palettes()["light"]
    sheet = tokens((STATIC / "rapport.css").read_text(encoding="utf-8"))
    assert sheet
    assert sheet.items() <= by_day.items()
    drawn = re.findall(r'"#[0-9a-f]{6}"', (TEMPLATES / "rapporten" / "_beelden.html").read_text(encoding="utf-8"))
    assert drawn
    assert {colour.strip('"') for colour in drawn} <= set(by_day.values())
