"""Codes that people recognise in an address."""

import re
import unicodedata

CODE_LENGTH = 60


def code_after(name: str) -> str:
    """A code after a name: herhaalmeting-2027 for “Herhaalmeting 2027”. Empty when the name has no letter or digit."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:CODE_LENGTH].strip("-")
