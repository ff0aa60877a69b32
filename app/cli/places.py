"""Bringing in where and when: meetronden, wijken and straten, and what others measured there."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli.commands import commands, open_database
from app.gebiedenbestand import import_gebieden
from app.meetronden import Description, add_meetronde
from app.overzichten import find_meetronde
from app.referentiecijfers import import_referentiecijfers
from app.table_file import decode_table


@commands.command()
def meetronde(
    code: str,
    naam: str,
    begin: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"])],
    einde: Annotated[datetime | None, typer.Argument(formats=["%Y-%m-%d"])] = None,
) -> None:
    """Open een meetronde. De dagen schrijft u als 2026-09-01; het einde mag later."""
    with open_database().transaction() as session:
        add_meetronde(session, code, Description(naam, begin.date(), einde.date() if einde else None))
    typer.echo(f"Meetronde {naam} is open.")


@commands.command()
def gebieden(
    bestand: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    meetronde: Annotated[str | None, typer.Option(help="Voor welke meetronde de huishoudens en doelen gelden.")] = None,
) -> None:
    """Lees wijken en straten in uit CSV: wijkCode,wijkNaam,straatNaam[,bagId].

    Met --meetronde ook: huishoudens, doelStraat, doelPortiek en doelKlant (hoeveel interviews u daar wilt).
    """
    text = decode_table(bestand.read_bytes())
    with open_database().transaction() as session:
        chosen = find_meetronde(session, meetronde) if meetronde else None
        added = import_gebieden(session, text, chosen)
    typer.echo(f"Nieuwe wijken: {len(added.wijken)}. Nieuwe straten: {len(added.straten)}.")


@commands.command()
def referentiecijfers(bestand: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Lees cijfers van anderen in uit CSV: gebiedCode;gebiedNaam;maat;periode;waarde;eenheid;bron.

    Ze staan naast de scores en tellen er nooit in mee. Zonder gebiedCode gaat een cijfer over de hele plaats.
    De eenheid is cijfer of procent.
    """
    text = decode_table(bestand.read_bytes())
    with open_database().transaction() as session:
        done = import_referentiecijfers(session, text)
    typer.echo(f"Nieuwe cijfers: {done.added}. Gewijzigd: {done.changed}.")
