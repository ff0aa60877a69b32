"""The manuals keep up with what is built: every text they quote is on the screen, and every picture is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APP = ROOT / "app"
DOCS = ROOT / "docs"
MANUALS = DOCS / "handleiding"
PAPERS = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
PICTURES = sorted(path for path in DOCS.rglob("*") if path.suffix in {".png", ".webp", ".svg", ".jpg"})

SAID_ON_THE_PHONE = [
    *(APP / "templates" / "telefoon").glob("*.html"),
    *(APP / "templates" / "inloggen").glob("*.html"),
    *(APP / "static" / "telefoon").glob("*.js"),
    *(APP / "web" / "telefoon").glob("*.py"),
    *(APP / "vragenlijsten").glob("*.toml"),
    APP / "domain" / "vragenlijst.py",
    APP / "domain" / "toonkaart.py",
    APP / "toestellen.py",
]
"""Where the words come from that an interviewer reads."""

SAID_AT_THE_DESK = [
    *(path for path in (APP / "templates").rglob("*.html") if path.parent.name != "telefoon"),
    *(path for path in (APP / "web").rglob("*.py") if path.parent.name != "telefoon"),
    APP / "planning.py",
    APP / "rapporten" / "teksten.toml",
    APP / "toegang" / "pogingen.py",
    APP / "revisions.py",
    APP / "vaststelling" / "publishing.py",
]
"""Where the words come from that a coordinator reads."""

SCREENS = {"interviewer.md": SAID_ON_THE_PHONE, "coordinator.md": SAID_AT_THE_DESK}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_picture_is_there_and_says_in_words_what_it_shows(paper):
    for words, link in _pictures_in(paper):
        assert (paper.parent / link).is_file(), link
        assert len(words) > 20, f"{link}: {words!r}"


def test_no_picture_is_left_over_and_none_is_heavy():
    named = {(paper.parent / link).resolve() for paper in PAPERS for _, link in _pictures_in(paper)}
    assert len(PICTURES) >= 20
    assert [path for path in PICTURES if path not in named] == []
    shown = [path for path in PICTURES if path.is_relative_to(MANUALS)]
    assert {path.name: path.stat().st_size for path in shown if path.stat().st_size > 80_000} == {}


def test_there_is_no_manual_that_is_not_looked_at():
    assert {path.name for path in MANUALS.glob("*.md")} == set(SCREENS)


@pytest.mark.parametrize("manual", SCREENS)
def test_what_a_manual_quotes_is_said_on_the_screen(manual):
    quoted = set(re.findall(r"“([^”]+)”", _flat(MANUALS / manual)))
    assert len(quoted) > 40
    said = [_flat(path) for path in SCREENS[manual]]
    assert sorted(quote for quote in quoted if not any(_says(text, quote) for text in said)) == []


@pytest.mark.parametrize("manual", SCREENS)
def test_every_link_in_a_manual_leads_somewhere(manual):
    text = (MANUALS / manual).read_text(encoding="utf-8")
    anchors = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    for paper, anchor in re.findall(r"(?<!!)\[[^\]]+\]\(([^)#]*)#?([^)]*)\)", text):
        if paper:
            assert (MANUALS / paper).is_file(), paper
        else:
            assert anchor in anchors, anchor


def _pictures_in(paper: Path) -> list[tuple[str, str]]:
    """The words and the link of each, in Markdown or, where it is to be shown smaller, in HTML."""
    text = paper.read_text(encoding="utf-8")
    shown = [(_attribute(tag, "alt"), _attribute(tag, "src")) for tag in re.findall(r"<img [^>]*>", text)]
    return re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text) + shown


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'{name}="([^"]*)"', tag)
    return found[1] if found else ""


def _flat(path: Path) -> str:
    """On one line: where a line is broken says nothing."""
    return re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))


def _says(text: str, quote: str) -> bool:
    """Whether it stands there as words of their own: “Terug” is not said by “Terugsturen”."""
    return re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", text) is not None
