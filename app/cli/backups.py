"""Backups: made once or by the clock, with the key for them, and put back."""

import json
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlalchemy.exc import SQLAlchemyError

from app.backups import (
    STANDARD,
    Plan,
    Restored,
    last_backup,
    make_backup,
    make_key,
    read_secret,
    restore,
    write_private_file,
)
from app.cli.commands import commands, database_of, open_database
from app.database import Database
from app.domain.rotatie import Rotatie
from app.errors import InvalidInput, Problem
from app.interviews import LOCAL_TIME
from app.models import Backup
from app.settings import Settings
from app.spoor import check_keten, in_words
from app.zegels import bring_in, list_keys, read_keys

UNITS = {"m": "minutes", "u": "hours", "d": "days"}
RETRY_AFTER = timedelta(minutes=15)
"""When it went wrong, the next attempt is not left until tomorrow."""

REPLACE = "vervang"

NOT_CONFIRMED = (
    "Er is niets veranderd. Met --sleutel - komt ook de bevestiging van de standaardinvoer: zet vóór de sleutel een "
    f"regel met “{REPLACE}”."
)


@commands.command()
def backup(
    elke: Annotated[
        str | None, typer.Option(help="Blijf draaien en doe het steeds opnieuw, bijvoorbeeld elke 24u, 30m of 7d.")
    ] = None,
    zonder_versleuteling: Annotated[
        bool, typer.Option("--zonder-versleuteling", help="Maak een leesbare back-up. Wie hem vindt, leest alles.")
    ] = False,
) -> None:
    """Maak een back-up, terwijl iedereen doorwerkt. Hij wordt eerst beproefd, en daarna versleuteld bewaard."""
    settings = Settings()
    plan = _plan(settings, unsealed=zonder_versleuteling)
    interval = _read_interval(elke) if elke else None
    with _clearing_up(settings) as database:
        if interval is None:
            _make_one(database, plan)
        else:
            plan.recipients()
            _keep_making(database, plan, interval)


@commands.command("backup-sleutel")
def write_backup_key(
    bestand: Annotated[Path, typer.Argument(help="Waar de geheime sleutel komt. Bewaar die niet op de server.")],
) -> None:
    """Maak een sleutel voor back-ups. De server krijgt alleen de publieke helft, en kan ze dus niet lezen."""
    public = make_key(bestand)
    typer.echo(f"WIJKPEIL_BACKUP_KEY={public}")
    typer.echo(
        f"De geheime sleutel staat in {bestand}. Bewaar hem op twee plekken die niet deze server zijn, zoals een kluis "
        "en een wachtwoordbeheerder, en haal hem hier weg. Zonder hem zijn de back-ups onleesbaar.",
        err=True,
    )


@commands.command("zegelsleutel")
def keep_seal_keys(
    bestand: Annotated[
        Path, typer.Argument(help="Waar de sleutels komen, of waar ze staan. Met - de standaarduitvoer of -invoer.")
    ],
    inlezen: Annotated[
        bool, typer.Option("--inlezen", help="Lees de sleutels in, na het terugzetten van een oudere back-up.")
    ] = False,
) -> None:
    """Bewaar waarmee Wijkpeil opent wat telefoons verzegelen. Nodig als een back-up ouder is dan de sleutel."""
    with open_database().transaction() as session:
        if inlezen:
            new = sum(bring_in(session, key) for key in read_keys(read_secret(bestand)))
            typer.echo(f"Ingelezen: {new} nieuwe sleutel{'' if new == 1 else 's'}.")
        else:
            _hand_out(json.dumps(list_keys(session), indent=1), bestand)


@commands.command("herstel")
def restore_backup(
    bestand: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="De back-up.")],
    sleutel: Annotated[
        Path | None,
        typer.Option(help="Het bestand met de geheime sleutel. Met - komt hij van de standaardinvoer."),
    ] = None,
    vervang: Annotated[
        bool, typer.Option("--vervang", help="Ook als er al gegevens zijn. Vraagt om een bevestiging.")
    ] = False,
) -> None:
    """Zet een back-up terug, helemaal of helemaal niet. Stop eerst de server."""
    with _clearing_up(Settings()) as database:
        if vervang:
            where = database.url.render_as_string()
            answer = typer.prompt(f"Alles in {where} wordt vervangen. Typ “{REPLACE}” om door te gaan")
            if answer.strip().lower() != REPLACE:
                raise InvalidInput(NOT_CONFIRMED if sleutel == STANDARD else "Er is niets veranderd.")
        _tell(restore(database, bestand, sleutel, replace=vervang))


@contextmanager
def _clearing_up(settings: Settings) -> Iterator[Database]:
    """The database, closed afterwards. A signal to stop passes, as an exception, everything that clears up: else it
    could leave a readable copy behind.
    """
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    database = database_of(settings)
    try:
        yield database
    finally:
        database.engine.dispose()
        signal.signal(signal.SIGTERM, before)


def _hand_out(keys: str, file: Path) -> None:
    if file == STANDARD:
        typer.echo(keys)
    else:
        otherwise = "Kies een andere plek, of geef - in plaats van een naam en bewaar wat er dan uitkomt."
        write_private_file(file, keys.encode(), otherwise)
    where = "wat hier uitkwam" if file == STANDARD else f"het bestand {file}"
    typer.echo(f"Bewaar {where} in een kluis, niet op deze server.", err=True)


def _plan(settings: Settings, *, unsealed: bool) -> Plan:
    rotatie = Rotatie(settings.backup_keep_days, settings.backup_keep_weeks, settings.backup_keep_months)
    return Plan(settings.backup_folder, settings.backup_key, rotatie, unsealed)


def _read_interval(text: str) -> timedelta:
    found = re.fullmatch(r"([1-9][0-9]{0,3})([mud])", text.strip())
    if found is None:
        raise InvalidInput("Schrijf bij --elke hoe vaak, bijvoorbeeld 24u, 30m of 7d.")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def _make_one(database: Database, plan: Plan) -> None:
    made, noted = make_backup(database, plan, datetime.now(UTC))
    how = (
        "Beproefd door hem terug te zetten."
        if made.restored
        else ("Alleen doorgelezen: deze gebruiker mag geen database maken om hem in terug te zetten.")
    )
    typer.echo(f"Back-up gemaakt: {plan.folder / made.name}")
    typer.echo(f"{made.interviews} interviews, {made.size / 1024**2:.1f} MB. {how}")
    if not made.sealed:
        typer.echo("Niet versleuteld: wie dit bestand vindt, leest alles.", err=True)
    if not noted:
        typer.echo("De tabellen zijn van een oudere Wijkpeil: de server weet niet van deze back-up.", err=True)
    else:
        _follow_spoor(database)


def _follow_spoor(database: Database) -> None:
    """With every backup the trail is followed from its beginning, so that nobody has to think of it."""
    controle = check_keten(database)
    kop = controle.bevinding.kop
    typer.echo(f"Spoor: {in_words(controle)} {kop.number}:{kop.hash}", err=not controle.is_whole)


def _keep_making(
    database: Database, plan: Plan, interval: timedelta, sleep: Callable[[float], None] = time.sleep
) -> NoReturn:
    """Make a backup whenever the last good one is this old; what goes wrong is said, and tried again."""
    while True:
        try:
            made_at = _last_made_at(database)
            wait = made_at + interval - datetime.now(UTC) if made_at else timedelta(0)
            if wait <= timedelta(0):
                _make_one(database, plan)
                wait = interval
        except (Problem, SQLAlchemyError, OSError) as error:
            # What SQLAlchemy says quotes the statement; an OSError names the file, and what it lacks.
            said = type(error).__name__ if isinstance(error, SQLAlchemyError) else str(error)
            typer.echo(f"De back-up is niet gelukt: {said}", err=True)
            wait = min(interval, RETRY_AFTER)
        sleep(wait.total_seconds())


def _last_made_at(database: Database) -> datetime | None:
    with database.snapshot() as session:
        last: Backup | None = last_backup(session)
        return last.made_at if last else None


def _tell(restored: Restored) -> None:
    typer.echo(
        f"Hersteld: {restored.interviews} interviews, {restored.straten} straten en {restored.people} gebruikers."
    )
    if restored.newest:
        moment = restored.newest.astimezone(LOCAL_TIME)
        typer.echo(f"Het nieuwste interview kwam binnen op {moment:%d-%m-%Y om %H:%M} uur.")
    typer.echo(
        "Wat daarna is ingetrokken of geblokkeerd, zoals een sleutel, een telefoon of een gebruiker, werkt nu weer. "
        "Doe dat opnieuw voor u de server start. Wat was opgeruimd of verwijderd, is er ook weer: kijk met "
        "“wijkpeil bewaar”."
    )
