"""Taking a piece out of a text, so that what stays can still be read."""

import re

TAKEN_OUT = "[weggehaald]"
"""What stands in the place of what was taken out."""


def take_out_piece(text: str, piece: str) -> str:
    """The text without this piece wherever it stands, in capitals or not; the same text when it is not there.

    A piece that somebody selected on a page may have other white space.
    """
    return re.sub(_pattern(piece), TAKEN_OUT, text) if piece.strip() else text


def take_out_words(text: str, words: str) -> str:
    """The same where they stand as whole words: in what was written about an answer, not in the answer itself."""
    return re.sub(rf"(?<!\w){_pattern(words)}(?!\w)", TAKEN_OUT, text) if words.strip() else text


def _pattern(piece: str) -> str:
    words = r"\s+".join(re.escape(word) for word in piece.split())
    return f"(?i:{words})"
