"""The figures: publishing them, and checking what they are made of."""

from typing import Annotated

import typer
from sqlmodel import Session

from app import telstand
from app.cli.commands import commands, open_database
from app.models import Straat
from app.overzichten import find_meetronde
from app.settings import Settings
from app.telstand import Difference, differences, rebuild
from app.toegang import find_coordinator_by_email
from app.vaststelling import list_vaststellingen, publish

SHOWN = 20
"""How many differences are written out: of a telstand that is wholly wrong there are thousands."""


@commands.command("publiceer")
def publish_scores(
    meetronde: Annotated[str, typer.Argument(help="De code van de meetronde.")],
    email: Annotated[str, typer.Argument(help="Wie dit doet: het e-mailadres van een coördinator.")],
    reden: Annotated[str, typer.Option(help="Waarom er een nieuwe versie komt. Verplicht vanaf versie 2.")] = "",
) -> None:
    """Sluit een meetronde en publiceer haar cijfers. Dat is niet terug te draaien."""
    settings = Settings()
    with open_database(settings).transaction() as session:
        found = find_meetronde(session, meetronde)
        published = publish(
            session,
            found,
            find_coordinator_by_email(session, email),
            len(list_vaststellingen(session, found)) + 1,
            reden,
            threshold=settings.publication_threshold,
            normen=settings.normen,
            progress=_show_progress,
        )
    typer.echo(f"\nMeetronde {found.name} is gepubliceerd, versie {published.version}.")
    typer.echo(f"{settings.public_url}/publicaties/{found.code}")


@commands.command("controleer")
def check_telstand() -> None:
    """Tel alle interviews en antwoorden na en zeg of de telstand klopt. Dat mag terwijl er gewerkt wordt."""
    with open_database().snapshot() as session:
        found = differences(session)
        lines = [_as_line(session, difference) for difference in found[:SHOWN]]
    if not found:
        typer.echo("De telstand klopt met de antwoorden.")
        return
    typer.echo(f"De telstand klopt niet. Verschillen: {len(found)}.")
    for line in lines:
        typer.echo(f"  {line}")
    if len(found) > SHOWN:
        typer.echo(f"  en nog {len(found) - SHOWN}")
    typer.echo("Herstel dit met `wijkpeil hertel`.")
    raise typer.Exit(1)


@commands.command("hertel")
def rebuild_telstand() -> None:
    """Maak de telstand opnieuw uit de antwoorden. Zolang dat duurt, komt er niets binnen: telefoons wachten."""
    with open_database().transaction() as session:
        differing = rebuild(session)
    typer.echo(f"De telstand is opnieuw gemaakt. Regels die niet klopten: {differing}.")


def _show_progress(done: int, every: int) -> None:
    typer.echo(f"\rWijk {done} van {every}", nl=False)


def _as_line(session: Session, difference: Difference) -> str:
    """Where a count is wrong, of what, and by how much."""
    key = difference.key
    straat = session.get_one(Straat, key.straat_id)
    return (
        f"{key.meetronde_code}, {straat.name} ({straat.wijk_code}), soort {key.soort}, status {key.status}: "
        f"{_in_words(difference.name)} staat op {difference.standing}, geteld is {difference.counted}"
    )


def _in_words(name: str) -> str:
    """What a count of the telstand is of, in Dutch."""
    what, _, of = name.partition("/")
    match what:
        case telstand.INTERVIEW:
            return f"interviews met versie {of}"
        case telstand.REFUSAL:
            return f"weigeringen bij versie {of}"
        case telstand.ANSWERED:
            return f"mensen die “{of}” beantwoordden"
        case vraag:
            return f"“{vraag}” met antwoord “{of}”"
