"""The installation itself: is it well, and which edition are its tables of."""

import re
from datetime import UTC, datetime
from typing import Annotated

import typer

from app.cli.commands import commands, database_of, open_database
from app.domain.keten import Kop
from app.errors import InvalidInput
from app.interviews import LOCAL_TIME
from app.keuring import Ernst, inspect_installation
from app.settings import Settings
from app.spoor import check_keten, in_words, kop_of, last_check

BACK = "terug"


@commands.command()
def doctor() -> None:
    """Kijk of alles in orde is, en zeg wat er te doen is. Verandert niets en vraagt niets aan anderen."""
    settings = Settings()
    database = database_of(settings)
    points = inspect_installation(settings, database, datetime.now(UTC))
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
    database = database_of(Settings())
    if not database.has_revision(revisie):
        raise InvalidInput(f"Er is geen stap “{revisie}”. De stappen staan in de map migrations.")
    if revisie != "head":
        answer = typer.prompt(f"Wat in tabellen van een latere stap staat, gaat weg. Typ “{BACK}” om door te gaan")
        if answer.strip().lower() != BACK:
            raise InvalidInput("Er is niets veranderd.")
    database.migrate(revisie)
    database.engine.dispose()
    typer.echo("De tabellen zijn bijgewerkt.")


@commands.command("spoor")
def follow_spoor(
    controleer: Annotated[
        bool, typer.Option("--controleer", help="Reken de hele keten na. Dat mag terwijl er gewerkt wordt.")
    ] = False,
    bekend: Annotated[
        list[str] | None, typer.Option(help="Een schakel die u hebt opgeschreven, als nummer:hash. Mag vaker.")
    ] = None,
) -> None:
    """Zeg wat de laatste schakel is van het spoor van alle wijzigingen, of reken de keten helemaal na.

    Schrijf de laatste schakel op een plek op waar niemand van deze machine bij kan. Alleen zo blijkt later of het
    einde is afgeknipt of de hele keten opnieuw is gemaakt.
    """
    known = tuple(_read_kop(each) for each in bekend or ())
    database = open_database()
    if controleer or known:
        controle = check_keten(database, known)
        kop, is_whole = controle.bevinding.kop, controle.is_whole
        typer.echo(in_words(controle), err=not is_whole)
    else:
        with database.snapshot() as session:
            kop, last, is_whole = kop_of(session), last_check(session), True
        moment = last.checked_at.astimezone(LOCAL_TIME) if last else None
        typer.echo(f"Nagerekend op {moment:%d-%m-%Y om %H:%M} uur." if moment else "De keten is nog nooit nagerekend.")
    database.engine.dispose()
    typer.echo(f"De laatste schakel{'' if is_whole else ' die past'}: {kop.number}:{kop.hash}")
    if not is_whole:
        raise typer.Exit(1)


def _read_kop(text: str) -> Kop:
    found = re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", text.strip())
    if found is None:
        raise InvalidInput("Schrijf een schakel als nummer:hash, zoals `wijkpeil spoor` hem zegt.")
    return Kop(int(found[1]), found[2])
