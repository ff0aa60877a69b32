"""What every command shares: where commands are listed, and the database brought up to date."""

import click
import typer
from sqlmodel import Session

from app.changes import Origin, Who
from app.database import Database
from app.errors import NotFound
from app.mensen import list_interviewers
from app.models import Gebruiker
from app.settings import Settings

commands = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # what it draws around a failure can hold what nobody should read
    help="Wijkpeil: interviews op straat, scores per wijk.",
)


def open_database(settings: Settings | None = None) -> Database:
    """The database of these settings, with the tables of this edition."""
    database = database_of(settings or Settings())
    database.migrate()
    return database


def database_of(settings: Settings) -> Database:
    """The database of these settings as it is; what is changed there, this command did."""
    context = click.get_current_context(silent=True)
    return Database(settings.database_url, Origin(Who.OPDRACHT, via=f"wijkpeil {context.info_name if context else ''}"))


def find_interviewer(session: Session, name: str) -> Gebruiker:
    """The interviewer of this name; raises NotFound."""
    for known in list_interviewers(session):
        if known.name == name:
            return known
    raise NotFound(f"Er is geen interviewer “{name}”.")
