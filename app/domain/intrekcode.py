"""The intrekcode: two words and a number with which a bewoner can withdraw an interview, without saying who they are.

The phone draws it when the interview is saved, each part at random: 512 words, 512 words and 10,000 numbers make 2.6
billion codes. With 10,000 interviews on record one guess in 262,000 is right. The waits leave an address 29 guesses
an hour, which hits one of them in a year; all addresses together have 109, which is one in a hundred days. Only what
is not published yet can be hit at all.
"""

import hashlib
import re
import unicodedata

SHAPE = r"^[a-z]{2,20}-[a-z]{2,20}-[0-9]{4}$"
"""What a code looks like as it travels. Not which words: a phone may still have an older list."""

TYPED_LENGTH = 100
"""More than anybody needs to type one, whatever they put between the parts."""

_TYPED = re.compile(r"[a-z]{4,40}[0-9]{4}")


def read_intrekcode(typed: str) -> str | None:
    """The letters and digits of a code that somebody typed, whatever stands between them; None for no code."""
    plain = unicodedata.normalize("NFKD", typed).encode("ascii", "ignore").decode().lower()
    letters_and_digits = re.sub(r"[^a-z0-9]", "", plain)
    return letters_and_digits if _TYPED.fullmatch(letters_and_digits) else None


def hash_intrekcode(code: str) -> str:
    """What is kept of a code, 64 hexadecimal digits: enough to find its interview, and not to be read aloud.

    The same for a code as it travels and as somebody typed it.
    """
    return hashlib.sha256(f"intrekcode {code.replace('-', '')}".encode()).hexdigest()
