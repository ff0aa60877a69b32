"""A look at the installation: is all well, and where it is not, what is there to do. It asks nobody outside."""

import ssl
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from shutil import disk_usage
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, func, select

from app.backups import last_backup
from app.backups.sealing import read_recipients
from app.certificates import certificate_ends_at
from app.database import Database
from app.errors import InvalidInput
from app.interviews import LOCAL_TIME, local_date
from app.models import Backup, Interview, Spoor
from app.opruimingen import NAMES, Due, find_overdue
from app.settings import Settings
from app.spoor import follow_end, in_words, last_check
from app.vragenlijsten import all_vragenlijsten
from app.vragenlijsten.vastgelegd import changed_vragenlijsten

GUESSABLE = {"", "wijkpeil", "postgres", "password", "wachtwoord", "geheim", "changeme", "verander-mij"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}

GIGABYTE = 1024**3
TOO_LITTLE = GIGABYTE // 5
"""Below this much free space the next busy day may end in a full disk."""

COPIES = 3
"""How often the newest backup should fit in what is free: readable, tried, and encrypted."""

CHECKED_EVERY = timedelta(days=31)
"""Within which time the trail should have been followed from its beginning; every backup does so."""

HTTPS_PORT = 443

RENEWED_BEFORE_DAYS, LAST_DAYS = 10, 3
"""A proxy that renews by itself has done so long before; and from when on somebody must do it by hand, today."""

CLOCK_TOLERANCE = timedelta(seconds=30)

SECRET_KEY = b"AGE-SECRET-KEY-1"


class Ernst(StrEnum):
    """How one thing is. Only the last one needs somebody today."""

    GOED = "goed"
    LET_OP = "let op"
    FOUT = "fout"


@dataclass(frozen=True)
class Punt:
    """One thing that was looked at, and in words what was found and what to do."""

    name: str
    ernst: Ernst
    message: str


def inspect_installation(settings: Settings, database: Database, now: datetime) -> list[Punt]:
    """Everything that can be looked at from here, in a fixed order. Changes nothing."""
    return [*_inside(settings, database, now), _tls(settings), _secrets(settings, database), _vragenlijsten()]


def inspect_certificate(settings: Settings, now: datetime, trust: ssl.SSLContext | None = None) -> list[Punt]:
    """How the certificate at our own public address is; nothing where there is none. This does go over the network."""
    address = urlsplit(settings.public_url)
    if not settings.over_tls or address.hostname is None:
        return []
    try:
        ends_at = certificate_ends_at(address.hostname, address.port or HTTPS_PORT, trust)
    except ssl.SSLCertVerificationError as error:
        message = f"Browsers vertrouwen het certificaat niet: {error.verify_message}. Kijk in het log van de proxy."
        return [Punt("Certificaat", Ernst.FOUT, message)]
    except OSError:
        message = f"Van hieraf is {settings.public_url} niet te bereiken. Open het zelf, en kijk naar het slotje."
        return [Punt("Certificaat", Ernst.LET_OP, message)]
    days = (ends_at - now) // timedelta(days=1)
    if days >= RENEWED_BEFORE_DAYS:
        return [Punt("Certificaat", Ernst.GOED, f"Het certificaat geldt nog {days} dagen.")]
    message = f"Het certificaat geldt nog {days} dagen en is niet vernieuwd. Kijk in het log van de proxy."
    return [Punt("Certificaat", Ernst.FOUT if days < LAST_DAYS else Ernst.LET_OP, message)]


def has_guessable_password(database: Database) -> bool:
    """Whether somebody who tries a few words gets into the database."""
    return not database.is_sqlite and (database.url.password or "").lower() in GUESSABLE


def lacks_tls(settings: Settings) -> bool:
    """Whether what people type travels readable over a network."""
    return not settings.over_tls and urlsplit(settings.public_url).hostname not in LOOPBACK


def _inside(settings: Settings, database: Database, now: datetime) -> Iterator[Punt]:
    """What the database can tell, as far as it can tell anything."""
    if database.is_sqlite and not _file_of(database).exists():
        yield Punt("Database", Ernst.FOUT, "Er is nog geen database. Start Wijkpeil: dan komt die er vanzelf.")
        return
    try:
        up_to_date = database.is_up_to_date()
    except SQLAlchemyError:
        yield Punt("Database", Ernst.FOUT, "De database is niet bereikbaar. Draait hij, en klopt DATABASE_URL?")
        return
    yield Punt("Database", Ernst.GOED, f"{'SQLite' if database.is_sqlite else 'PostgreSQL'} antwoordt.")
    if not up_to_date:
        message = "De tabellen zijn niet van deze versie. Start Wijkpeil opnieuw: dan worden ze bijgewerkt."
        yield Punt("Tabellen", Ernst.FOUT, message)
        return
    yield Punt("Tabellen", Ernst.GOED, "De tabellen zijn van deze versie.")
    with database.snapshot() as session:
        backup = last_backup(session)
        yield _versions(session)
        yield _clock(session, database, now)
        yield _disk(settings, database, backup.size if backup else 0)
        yield _backup(backup, settings, now)
        yield _spoor(session, now)
        yield _bewaren(session, settings, now)


def _file_of(database: Database) -> Path:
    return Path(str(database.url.database))


def _tls(settings: Settings) -> Punt:
    if lacks_tls(settings):
        message = "WIJKPEIL_PUBLIC_URL begint niet met https://. Iedereen kan nu meelezen. Zet er een proxy voor."
        return Punt("TLS", Ernst.FOUT, message)
    if not settings.over_tls:
        message = "Zonder https is Wijkpeil alleen op deze machine te gebruiken."
        return Punt("TLS", Ernst.LET_OP, message)
    return Punt("TLS", Ernst.GOED, "Alles gaat over https.")


def _secrets(settings: Settings, database: Database) -> Punt:
    password = "Het wachtwoord in DATABASE_URL is te raden. Maak een nieuw, bijvoorbeeld met: openssl rand -hex 24"  # noqa: S105
    faults = [password] if has_guessable_password(database) else []
    if _holds_secret_key(settings.backup_folder):
        faults.append("Bij de back-ups ligt de geheime sleutel. Bewaar hem ergens anders en haal hem daar weg.")
    warnings = [
        f"Anderen op deze machine kunnen {what} lezen. Haal dat recht weg met: chmod go= {path}"
        for what, path in _private_paths(settings, database)
        if path.exists() and path.stat().st_mode & (stat.S_IROTH | stat.S_IRGRP)
    ]
    if faults or warnings:
        return Punt("Geheimen", Ernst.FOUT if faults else Ernst.LET_OP, " ".join(faults + warnings))
    return Punt("Geheimen", Ernst.GOED, "Wachtwoord en bestanden zijn afgeschermd.")


def _private_paths(settings: Settings, database: Database) -> Iterator[tuple[str, Path]]:
    yield "het bestand .env", Path(".env")
    yield "de back-ups", settings.backup_folder
    if database.is_sqlite:
        yield "de database", _file_of(database)


def _holds_secret_key(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    small = (file for file in folder.iterdir() if file.is_file() and file.stat().st_size < 10_000)
    return any(SECRET_KEY in file.read_bytes() for file in small)


def _clock(session: Session, database: Database, now: datetime) -> Punt:
    newest = session.exec(select(func.max(Interview.received_at))).one()
    if newest and newest > now + CLOCK_TOLERANCE:
        message = "Er is een interview ontvangen dat later is dan nu. De klok is teruggezet: zet hem gelijk (NTP)."
        return Punt("Klok", Ernst.FOUT, message)
    if database.is_sqlite:
        return Punt("Klok", Ernst.GOED, "De klok loopt niet achter op wat er is ontvangen.")
    there: datetime = session.connection().exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    if (off := abs(there - datetime.now(UTC))) > CLOCK_TOLERANCE:
        message = f"De klok van de database loopt {off.seconds} seconden anders dan die van Wijkpeil. Zet ze gelijk."
        return Punt("Klok", Ernst.FOUT, message)
    return Punt("Klok", Ernst.GOED, "De klok loopt gelijk met die van de database.")


def _disk(settings: Settings, database: Database, backup_size: int) -> Punt:
    places = {_existing(settings.backup_folder)}
    if settings.backup_folder.is_dir():  # then they are made from here, with a readable copy among what is temporary
        places.add(Path(tempfile.gettempdir()))
    if database.is_sqlite:
        places.add(_existing(_file_of(database).parent))
    free = min(disk_usage(place).free for place in places)
    there = f"Er is nog {free / GIGABYTE:.1f} GB vrij.".replace(".", ",", 1)
    if free < TOO_LITTLE:
        return Punt("Schijf", Ernst.FOUT, f"{there} Maak ruimte: straks kan er niets meer worden bewaard.")
    if free < max(GIGABYTE, COPIES * backup_size):
        return Punt("Schijf", Ernst.LET_OP, f"{there} Dat is krap voor een back-up. Maak ruimte.")
    return Punt("Schijf", Ernst.GOED, there)


def _existing(folder: Path) -> Path:
    """This folder, or the nearest one above it that is there."""
    return next(place for place in (folder.resolve(), *folder.resolve().parents) if place.is_dir())


def _backup(backup: Backup | None, settings: Settings, now: datetime) -> Punt:
    if backup is None:
        return Punt("Back-up", Ernst.FOUT, "Er is nog geen back-up. Maak er een met “wijkpeil backup”.")
    hours = (now - backup.safe_before) // timedelta(hours=1)
    when = f"De laatste back-up is {hours} uur oud." if hours else "De laatste back-up is nog geen uur oud."
    if hours >= settings.backup_alarm_hours:
        return Punt("Back-up", Ernst.FOUT, f"{when} Draait de back-updienst nog? Kijk in zijn log.")
    file = settings.backup_folder / backup.name
    if file.parent.is_dir() and not (file.is_file() and file.stat().st_size == backup.size):
        message = f"{when} Maar {file} is weg of veranderd. Maak een nieuwe met “wijkpeil backup”."
        return Punt("Back-up", Ernst.FOUT, message)
    warnings = []
    if not backup.sealed:
        warnings.append("Hij is niet versleuteld: zet een publieke sleutel in WIJKPEIL_BACKUP_KEY.")
    if not backup.restored:
        warnings.append("Hij is alleen doorgelezen. Geef de gebruiker van de database het recht CREATEDB.")
    if not _can_seal(settings):
        warnings.append("In WIJKPEIL_BACKUP_KEY staat nu geen goede sleutel: de volgende back-up mislukt.")
    return Punt("Back-up", Ernst.LET_OP if warnings else Ernst.GOED, " ".join([when, *warnings]))


def _spoor(session: Session, now: datetime) -> Punt:
    end, last = follow_end(session), last_check(session)
    if not end.is_whole or (last and not last.is_whole):
        found = in_words(end) if not end.is_whole else "Bij het narekenen paste een schakel niet."
        return Punt("Spoor", Ernst.FOUT, f"{found} Zoek uit wie bij de database kon: “wijkpeil spoor --controleer”.")
    since = last.checked_at if last else session.exec(select(func.min(Spoor.moment))).one()
    if since and now - since > CHECKED_EVERY:
        message = "Het einde van de keten past, maar zij is te lang niet nagerekend: “wijkpeil spoor --controleer”."
        return Punt("Spoor", Ernst.LET_OP, message)
    day = f" De hele keten is nagerekend op {last.checked_at.astimezone(LOCAL_TIME):%d-%m-%Y}." if last else ""
    return Punt("Spoor", Ernst.GOED, f"Het eind van de keten past, tot en met schakel {end.bevinding.kop.number}.{day}")


def _bewaren(session: Session, settings: Settings, now: datetime) -> Punt:
    overdue = find_overdue(session, settings.bewaartermijnen, local_date(now))
    if not overdue:
        return Punt("Bewaren", Ernst.GOED, "Er is niets wat al weg had moeten zijn.")
    names = sorted({f"{NAMES[each.bewaarsoort].lower()}{_of(each)}" for each in overdue})
    message = f"Te lang bewaard: {', '.join(names)}. Kijk wat er weggaat met “wijkpeil bewaar”."
    if settings.retention_daily:
        message += " De server had dit zelf moeten doen: kijk in zijn log."
    return Punt("Bewaren", Ernst.LET_OP, message)


def _of(due: Due) -> str:
    return f" van {due.meetronde.name}" if due.meetronde else ""


def _can_seal(settings: Settings) -> bool:
    try:
        return bool(read_recipients(settings.backup_key))
    except InvalidInput:
        return False


def _vragenlijsten() -> Punt:
    if changed := changed_vragenlijsten():
        names = ", ".join(sorted(changed))
        message = f"Niet meer zoals gepubliceerd: {names}. Installeer Wijkpeil opnieuw: antwoorden worden fout gelezen."
        return Punt("Vragenlijsten", Ernst.FOUT, message)
    return Punt("Vragenlijsten", Ernst.GOED, "De vragenlijsten zijn zoals ze zijn gepubliceerd.")


def _versions(session: Session) -> Punt:
    query = select(Interview.soort, Interview.vragenlijst_version).distinct().order_by(col(Interview.soort))
    used = {f"{soort}-v{version}" for soort, version in session.exec(query)}
    if unknown := sorted(used - all_vragenlijsten().keys()):
        message = f"De vragenlijst van een deel van de interviews is er niet: {', '.join(unknown)}."
        return Punt("Antwoorden", Ernst.FOUT, f"{message} Installeer een nieuwere Wijkpeil.")
    return Punt("Antwoorden", Ernst.GOED, "Van elk interview is de vragenlijst er nog.")
