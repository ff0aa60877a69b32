"""What the server knows of its backups: which were found good, and since when nothing was added to them."""

from collections.abc import Collection, Sequence

from sqlalchemy import inspect
from sqlmodel import Session, col, delete, select

from app.database import Database
from app.models import Backup, Schakel


def last_backup(session: Session) -> Backup | None:
    """The backup with the newest contents. What was received before its `safe_before` is in a backup."""
    return session.exec(select(Backup).order_by(col(Backup.safe_before).desc()).limit(1)).first()


def list_backups(session: Session, limit: int) -> Sequence[Backup]:
    """The backups that there are, the newest first."""
    return session.exec(select(Backup).order_by(col(Backup.safe_before).desc()).limit(limit)).all()


def note_backup(session: Session, backup: Backup, removed: Collection[str]) -> None:
    """Write down that there is a backup, and which ones are no more."""
    session.connection().execute(delete(Backup).where(col(Backup.name).in_(removed)))
    session.add(backup)


def can_note(database: Database) -> bool:
    """Whether there is a place to write it down: not in the tables of an older Wijkpeil, just before an upgrade."""
    with database.engine.connect() as connection:
        return all(inspect(connection).has_table(str(table.__tablename__)) for table in (Backup, Schakel))
