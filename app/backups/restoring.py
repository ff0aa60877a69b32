"""Putting a backup back: into an empty place, or in the place of what is there when that was said in so many words."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, func, select

from app.backups import postgresql_dump, sealing, sqlite_file
from app.backups.copied import count_rows
from app.backups.workplace import private_folder
from app.changes import Change, Verb, note
from app.database import Database
from app.errors import InvalidInput, OtherContent
from app.models import Backup, Gebruiker, Interview, Straat

ALEMBIC = "alembic_version"


@dataclass(frozen=True)
class Restored:
    """What is in the database now."""

    interviews: int
    newest: datetime | None
    straten: int
    people: int


def restore(database: Database, file: Path, identity_file: Path | None, *, replace: bool) -> Restored:
    """Put this backup in the database, whole or not at all, and say what is there now.

    Raises OtherContent when the database is not empty and `replace` was not said; InvalidInput when the backup cannot
    be read, is of another kind of database, or of a newer Wijkpeil. Nothing is changed then.
    """
    kind = sqlite_file if database.is_sqlite else postgresql_dump
    if not replace and not is_empty(database):
        raise OtherContent("In de database staan al gegevens. Wilt u die vervangen? Geef dan --vervang mee.")
    with private_folder(f"herstel {file.resolve()}") as workplace:
        plain = _readable(file, identity_file, workplace)
        if not _begins_with(plain, kind.FIRST_BYTES):
            other = "een bestand van SQLite" if database.is_sqlite else "een back-up van PostgreSQL"
            raise InvalidInput(f"Dit is niet {other}, en daar is DATABASE_URL wel voor. Er is niets veranderd.")
        kind.put_back(database, plain, workplace)
    with database.transaction() as session:
        note(session, Change(str(Backup.__tablename__), Verb.TERUG, 1, [file.name]))
    with database.snapshot() as session:
        return _describe(session)


def is_empty(database: Database) -> bool:
    """Whether nothing is lost when this database is replaced: no tables, or no row in them."""
    if database.is_sqlite and not Path(str(database.url.database)).exists():
        return True
    try:
        with database.engine.connect() as connection:
            return not any(count for table, count in count_rows(connection).items() if table != ALEMBIC)
    except DatabaseError:  # what cannot be read may be worth a look
        return False


def _readable(file: Path, identity_file: Path | None, workplace: Path) -> Path:
    if not _begins_with(file, sealing.FIRST_BYTES):
        return file
    if identity_file is None:
        raise InvalidInput("Deze back-up is versleuteld. Geef het bestand met de geheime sleutel mee: --sleutel.")
    plain = workplace / "leesbaar"
    sealing.unseal(file, plain, identity_file)
    return plain


def _begins_with(file: Path, first_bytes: bytes) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(first_bytes)) == first_bytes


def _describe(session: Session) -> Restored:
    return Restored(
        interviews=session.exec(select(func.count()).select_from(Interview)).one(),
        newest=session.exec(select(func.max(Interview.received_at))).one(),
        straten=session.exec(select(func.count()).select_from(Straat)).one(),
        people=session.exec(select(func.count()).select_from(Gebruiker)).one(),
    )
