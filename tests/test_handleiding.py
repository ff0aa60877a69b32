"""The manual keeps up with what is built: every text it quotes is on the phone, and every picture is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
MANUAL = DOCS / "handleiding" / "interviewer.md"
PAPERS = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
PICTURES = sorted(path for path in DOCS.rglob("*") if path.suffix in {".png", ".webp", ".svg", ".jpg"})

SAID_ON_THE_PHONE = [
    *(ROOT / "app" / "templates" / "telefoon").glob("*.html"),
    *(ROOT / "app" / "templates" / "inloggen").glob("*.html"),
    *(ROOT / "app" / "static" / "telefoon").glob("*.js"),
    *(ROOT / "app" / "web" / "telefoon").glob("*.py"),
    *(ROOT / "app" / "vragenlijsten").glob("*.toml"),
    ROOT / "app" / "domain" / "vragenlijst.py",
    ROOT / "app" / "domain" / "toonkaart.py",
    ROOT / "app" / "toestellen.py",
]
"""Where the words come from that an interviewer reads."""


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_picture_is_there_and_says_in_words_what_it_shows(paper):
    for words, link in _pictures_in(paper):
        assert (paper.parent / link).is_file(), link
        assert len(words) > 20, f"{link}: {words!r}"


def test_no_picture_is_left_over_and_none_is_heavy():
    named = {(paper.parent / link).resolve() for paper in PAPERS for _, link in _pictures_in(paper)}
    assert len(PICTURES) >= 12
    assert [path for path in PICTURES if path not in named] == []
    manual = [path for path in PICTURES if path.is_relative_to(MANUAL.parent)]
    assert {path.name: path.stat().st_size for path in manual if path.stat().st_size > 80_000} == {}


def test_what_the_manual_quotes_is_said_on_the_phone():
    quoted = set(re.findall(r"“([^”]+)”", _flat(MANUAL)))
    assert len(quoted) > 40
    said = [_flat(path) for path in SAID_ON_THE_PHONE]
    assert sorted(quote for quote in quoted if not any(_says(text, quote) for text in said)) == []


def test_every_link_in_the_manual_leads_somewhere():
    text = MANUAL.read_text(encoding="utf-8")
    anchors = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ ([\w ]+)", text, re.MULTILINE)}
    for link in re.findall(r"(?<!!)\[[^\]]+\]\(#([^)]+)\)", text):
        assert link in anchors, link


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
