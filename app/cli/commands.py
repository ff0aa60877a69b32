"""What every command shares: where commands are listed, and the database brought up to date."""

import typer
from sqlmodel import Session

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
    database = Database((settings or Settings()).database_url)
    database.migrate()
    return database


def find_interviewer(session: Session, name: str) -> Gebruiker:
    """The interviewer of this name; raises NotFound."""
    for known in list_interviewers(session):
        if known.name == name:
            return known
    raise NotFound(f"Er is geen interviewer “{name}”.")
