"""What is kept no longer than it is needed: what would go, and letting it go."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Annotated

import typer

from app.cli.commands import commands, open_database
from app.interviews import local_date
from app.opruimingen import NAMES, Due, clear, find_due, how_many, in_words
from app.settings import Settings


@commands.command()
def bewaar(
    uitvoeren: Annotated[
        bool, typer.Option("--uitvoeren", help="Haal het echt weg. Dat is voorgoed, en wordt genoteerd.")
    ] = False,
) -> None:
    """Zeg wat er weg moet omdat de bewaartermijn voorbij is. Zonder --uitvoeren gaat er niets weg."""
    settings, now = Settings(), datetime.now(UTC)
    database = open_database(settings)
    if uitvoeren:
        done = clear(database, settings.bewaartermijnen, now)
        posten = done.posten if done else []
        for post, meetronde in posten:
            what = f"{NAMES[post.bewaarsoort].lower()}, {how_many(post.bewaarsoort, post.count)}"
            typer.echo(f"Weggehaald{f' uit {meetronde}' if meetronde else ''}: {what}.")
        typer.echo(
            "Wat in een back-up staat, gaat weg als die back-up te oud is."
            if posten
            else "Er was niets waarvan de termijn voorbij is."
        )
    else:
        with database.snapshot() as session:
            _tell(find_due(session, settings.bewaartermijnen, local_date(now)))
    database.engine.dispose()


def _tell(due: Sequence[Due]) -> None:
    if not due:
        typer.echo("Er is niets waarvan de termijn voorbij is.")
        return
    for name, items in groupby(due, lambda each: each.meetronde.name if each.meetronde else ""):
        typer.echo(name or "Niet bij een meetronde")
        for each in items:
            typer.echo(f"  {NAMES[each.bewaarsoort]}: {in_words(each)}")
    typer.echo("Er is nog niets weggehaald. Dat doet: wijkpeil bewaar --uitvoeren")
