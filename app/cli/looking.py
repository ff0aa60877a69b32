"""The installation itself: is it well, and which edition are its tables of."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from app.cli.commands import commands
from app.database import Database
from app.errors import InvalidInput
from app.keuring import Ernst, inspect_certificate, inspect_installation
from app.settings import Settings

BACK = "terug"


@commands.command()
def doctor() -> None:
    """Kijk of alles in orde is, en zeg wat er te doen is. Verandert niets en vraagt niets aan anderen.

    Alleen het eigen adres wordt opgevraagd, om het certificaat te zien.
    """
    settings, now = Settings(), datetime.now(UTC)
    database = Database(settings.database_url)
    points = [*inspect_installation(settings, database, now), *inspect_certificate(settings, now)]
    database.engine.dispose()
    for point in points:
        typer.echo(f"{point.ernst:<7} {point.name}: {point.message}")
    if any(point.ernst is Ernst.FOUT for point in points):
        raise typer.Exit(1)


@commands.command("migreer")
def migrate_tables(
    revisie: Annotated[
        str, typer.Argument(help="Tot welke stap, zoals 0009. Zonder dit: de nieuwste.", show_default=False)
    ] = "head",
) -> None:
    """Breng de tabellen naar een andere versie van Wijkpeil, helemaal of helemaal niet. Stop eerst de server.

    Terug kan alleen met de nieuwere Wijkpeil nog op de machine: zij weet hoe. Wat in nieuwe tabellen staat, gaat weg.
    """
    database = Database(Settings().database_url)
    if not database.has_revision(revisie):
        raise InvalidInput(f"Er is geen stap “{revisie}”. De stappen staan in de map migrations.")
    if revisie != "head":
        answer = typer.prompt(f"Wat in tabellen van een latere stap staat, gaat weg. Typ “{BACK}” om door te gaan")
        if answer.strip().lower() != BACK:
            raise InvalidInput("Er is niets veranderd.")
    database.migrate(revisie)
    database.engine.dispose()
    typer.echo("De tabellen zijn bijgewerkt.")
