"""Which edition of the pages is served: a name that changes with every file a browser may keep.

It stands in the address of each static file, so that a kept page always finds the files that belong to it, and a
browser may keep those forever.
"""

import hashlib
from pathlib import Path

_APP = Path(__file__).parent.parent

STATIC = _APP / "static"
TEMPLATES = _APP / "templates"


def _name_of(*folders: Path) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            digest.update(file.relative_to(folder).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


RELEASE = _name_of(STATIC, TEMPLATES, _APP / "vragenlijsten")

STATIC_PREFIX = f"/static/{RELEASE}"
