"""Where the readable copy lies while a backup is made: private, one at a time, and empty again whatever happens."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import ChangedMeanwhile, NotAllowed


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold this folder of backups; raises ChangedMeanwhile while another backup is being made there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".bezig").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ChangedMeanwhile("Er wordt al een back-up gemaakt. Wacht tot die klaar is.") from error
        yield


@contextmanager
def private_folder(purpose: str) -> Iterator[Path]:
    """A folder that nobody else can read, gone afterwards. TMPDIR chooses the disk; it must hold everything twice.

    It has the same name each time for the same purpose, so that what a power cut left is found and cleared away.
    """
    mark = hashlib.sha256(f"{os.geteuid()} {purpose}".encode()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"wijkpeil-{mark}"
    _clear(folder)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def flush_to_disk(file: Path) -> None:
    """Return when what is in this file survives a power cut."""
    with file.open("rb") as written:
        os.fsync(written.fileno())


def flush_folder(folder: Path) -> None:
    """Return when the names in this folder survive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _clear(folder: Path) -> None:
    """Remove what an interrupted backup left; refuse what somebody else put in its place."""
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise NotAllowed(f"De map {folder} is niet van Wijkpeil. Haal hem weg, of kies met TMPDIR een andere plek.")
    shutil.rmtree(folder)
