"""Making a backup: copy, try, encrypt, put away, write down, and clear away what is too old."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.backups import postgresql_dump, sqlite_file
from app.backups.records import can_note, note_backup
from app.backups.sealing import Recipients, read_recipients, seal
from app.backups.workplace import flush_folder, flush_to_disk, only_one, private_folder
from app.database import Database
from app.domain.keten import NOTHING
from app.domain.rotatie import Rotatie, backup_name, superseded
from app.errors import InvalidInput
from app.models import Backup
from app.spoor import link_all


@dataclass(frozen=True)
class Plan:
    """Where backups go, for whose eyes, and which stay. `public_keys` as in the settings: separated by spaces."""

    folder: Path
    public_keys: str
    rotatie: Rotatie = Rotatie()  # noqa: RUF009 -- frozen
    unsealed: bool = False

    def recipients(self) -> Recipients:
        """Who can read it; nobody when that was asked for in so many words. Raises InvalidInput."""
        recipients = read_recipients(self.public_keys)
        if not recipients and not self.unsealed:
            raise InvalidInput(
                "Er is geen sleutel om de back-up mee te versleutelen. Maak er een met `wijkpeil backup-sleutel` en "
                "zet de publieke sleutel in WIJKPEIL_BACKUP_KEY. Wie echt een leesbare back-up wil, geeft "
                "--zonder-versleuteling mee."
            )
        return [] if self.unsealed else recipients


def make_backup(database: Database, plan: Plan, moment: datetime) -> tuple[Backup, bool]:
    """A backup of this moment, and whether the server knows of it; older ones that are superseded are gone.

    Raises InvalidInput or ChangedMeanwhile when none can be made, Failure when it was tried and is not good: nothing
    is kept then, and the older ones all stay.
    """
    recipients = plan.recipients()
    kind = sqlite_file if database.is_sqlite else postgresql_dump
    with only_one(plan.folder), private_folder(str(plan.folder.resolve())) as workplace:
        name = backup_name(moment, kind.EXTENSION, sealed=bool(recipients))
        noted = can_note(database)
        kop = link_all(database) if noted else NOTHING
        copied = kind.copy(database, workplace)
        size = _put_away(copied.file, plan.folder / name, recipients)
        backup = Backup(
            name=name,
            safe_before=copied.safe_before,
            made_at=datetime.now(UTC),
            size=size,
            interviews=copied.counts.get("interview", 0),
            restored=copied.restored,
            sealed=bool(recipients),
            schakel_number=kop.number,
            schakel_hash=kop.hash,
        )
        if noted:
            with database.transaction() as session:
                note_backup(session, backup, _clear_away(plan))
    return backup, noted


def _put_away(plain: Path, file: Path, recipients: Recipients) -> int:
    """Write the backup under its name only when it is whole and on the disk; its size in bytes."""
    for half in file.parent.glob(".wijkpeil-*.half"):
        half.unlink()
    half = file.with_name(f".{file.name}.half")
    try:
        if recipients:
            seal(plain, half, recipients)
        else:
            half.touch(mode=0o600)
            shutil.copyfile(plain, half)
        flush_to_disk(half)
        if file.exists():
            raise InvalidInput("In deze seconde is al een back-up gemaakt. Probeer het opnieuw.")
        half.rename(file)
        flush_folder(file.parent)
    finally:
        half.unlink(missing_ok=True)
    return file.stat().st_size


def _clear_away(plan: Plan) -> set[str]:
    """Remove the backups that the rotation no longer wants, and say which."""
    old = superseded([file.name for file in plan.folder.iterdir() if file.is_file()], plan.rotatie)
    for name in old:
        (plan.folder / name).unlink()
    return old
