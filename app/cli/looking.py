"""Looking whether the installation is well."""

from datetime import UTC, datetime

import typer

from app.cli.commands import commands
from app.database import Database
from app.keuring import Ernst, inspect_installation
from app.settings import Settings


@commands.command()
def doctor() -> None:
    """Kijk of alles in orde is, en zeg wat er te doen is. Verandert niets en vraagt niets aan anderen."""
    settings = Settings()
    database = Database(settings.database_url)
    points = inspect_installation(settings, database, datetime.now(UTC))
    database.engine.dispose()
    for point in points:
        typer.echo(f"{point.ernst:<7} {point.name}: {point.message}")
    if any(point.ernst is Ernst.FOUT for point in points):
        raise typer.Exit(1)
