"""What every published questionnaire is, to the byte: it never changes any more, for its answers must stay readable.

A new version gets a line of its own. A line that must be changed means that a published version was.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

HASHES: Mapping[str, str] = {
    "klant-v1.toml": "61a3a0c3c0a96e6895144098d930f3597db1787ec31f36478888e452022406a7",
    "portiek-v1.toml": "dba4549477cc67a26f75cbc95294a54286f5a25f8be0964550fb4eea81297eba",
    "straat-v1.toml": "2605a8e4be2c089f9eee17779de27577b0e5c53d296cf8eb15734b1fef25936d",
}


def changed_vragenlijsten() -> set[str]:
    """The files that are not as they were published: changed, gone, or never written down here."""
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in Path(__file__).parent.glob("*.toml")}
    return {name for name, _ in found.items() ^ HASHES.items()}
