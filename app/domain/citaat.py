"""Passages of open answers: where one stands, also after the answer was corrected, and how text is searched."""

import re
import unicodedata
from collections.abc import Iterable

Place = tuple[int, int]
"""From which character up to which, counted from 0, the end not included."""


def fold(text: str) -> str:
    """The text as it is searched: without accents and capitals, and with one space wherever there is white.

    Two texts that read the same fold to the same: “Café\\n open” and “cafe open”.
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(each for each in apart if not unicodedata.combining(each)).split())


def find_passage(answer: str, passage: str, near: int = 0) -> Place | None:
    """Where somebody took this passage from; of several places the nearest one. None when it is not in the answer.

    Spaces and new lines may differ: a browser writes them in its own way.
    """
    words = passage.split()
    if not words:
        return None
    places = (match.span() for match in re.finditer(r"\s+".join(map(re.escape, words)), answer))
    return min(places, key=lambda place: abs(place[0] - near), default=None)


def split_by(answer: str, places: Iterable[Place]) -> list[tuple[str, bool]]:
    """The answer in parts, each with whether it lies within one of these places; places may overlap."""
    inside = [False] * len(answer)
    for begin, end in places:
        inside[begin:end] = [True] * (end - begin)
    parts: list[tuple[str, bool]] = []
    begin = 0
    for at in range(1, len(answer) + 1):
        if at == len(answer) or inside[at] != inside[begin]:
            parts.append((answer[begin:at], inside[begin]))
            begin = at
    return parts
