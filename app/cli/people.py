"""Letting in people and systems: coordinators, interviewers with their phones, and keys."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from sqlmodel import Session

from app.cli.commands import commands, find_interviewer, open_database
from app.errors import InvalidInput
from app.gebieden import find_wijk
from app.mensen import add_interviewer
from app.models import Gebruiker
from app.settings import Settings
from app.toegang import (
    Scope,
    add_coordinator,
    add_sleutel,
    find_coordinator_by_email,
    make_herstelcode,
    revoke_sleutel,
)
from app.toestellen import make_koppelcode
from app.vertrek import FORMER, delete_account, look_ahead

REMOVE = "verwijder"


@commands.command()
def coordinator(
    naam: str,
    email: str,
    wachtwoord: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """Voeg een coördinator toe. Het wachtwoord typt u zelf; het komt niet op het scherm."""
    with open_database().transaction() as session:
        add_coordinator(session, naam, email, wachtwoord)
    typer.echo(f"{naam} kan nu inloggen met {email}.")


@commands.command()
def wachtwoord(
    email: Annotated[str, typer.Argument(help="Het adres waarmee de coördinator inlogt.")],
    zonder_tweede_stap: Annotated[
        bool, typer.Option("--zonder-tweede-stap", help="Zet ook de tweede stap uit: telefoon en noodcodes zijn kwijt.")
    ] = False,
) -> None:
    """Maak een link waarmee een coördinator een nieuw wachtwoord kiest. Hij werkt één keer, een uur lang."""
    settings = Settings()
    with open_database(settings).transaction() as session:
        found = find_coordinator_by_email(session, email)
        code = make_herstelcode(session, found, None, drops_second_step=zonder_tweede_stap)
    typer.echo(f"Laat {found.name} deze link openen. Hij werkt één keer, een uur lang:")
    typer.echo(f"{settings.public_url}/herstel/{code}")


@commands.command()
def interviewer(naam: str, wijken: list[str]) -> None:
    """Voeg een interviewer toe, met de codes van de wijken waar die werkt."""
    settings = Settings()
    with open_database(settings).transaction() as session:
        added = add_interviewer(session, naam, [find_wijk(session, code) for code in wijken])
        code = make_koppelcode(session, added)
    _show_link(settings, naam, code)


@commands.command()
def koppelcode(naam: str) -> None:
    """Maak een nieuwe koppellink voor een interviewer, bijvoorbeeld bij een nieuwe telefoon."""
    settings = Settings()
    with open_database(settings).transaction() as session:
        code = make_koppelcode(session, find_interviewer(session, naam))
    _show_link(settings, naam, code)


@commands.command("verwijder-account")
def remove_account(
    wie: Annotated[str, typer.Argument(help="De naam van een interviewer, of het e-mailadres van een coördinator.")],
    zonder_verzenden: Annotated[
        bool, typer.Option("--zonder-verzenden", help="Ook als er nog werk op de telefoon kan staan. Dat gaat weg.")
    ] = False,
) -> None:
    """Verwijder het account van iemand die weg is, voorgoed. De interviews blijven, zonder de naam."""
    database = open_database()
    with database.snapshot() as session:  # who thinks it over must hold up nobody
        vertrek = look_ahead(session, _find_person(session, wie))
    held = sum(each.unsent_count or 0 for each in vertrek.holding)
    typer.echo(f"{vertrek.gebruiker.name}: {vertrek.interviews} interviews en {vertrek.doors} deuren blijven.")
    if vertrek.holding and not zonder_verzenden:
        raise InvalidInput(
            f"Op de telefoon kan nog werk staan ({held} gemeld). Laat hem eerst versturen, of gebruik "
            "--zonder-verzenden. Er is niets verwijderd."
        )
    if typer.prompt(f"Dit is voorgoed. Typ “{REMOVE}” om door te gaan").strip().lower() != REMOVE:
        raise InvalidInput("Er is niets verwijderd.")
    with database.transaction() as session:
        delete_account(session, _find_person(session, wie), None, accepts_loss=zonder_verzenden)
    typer.echo(f"Het account is verwijderd. Bij wat diegene deed, staat nu “{FORMER}”.")


@commands.command()
def sleutel(
    naam: str,
    recht: Annotated[
        list[Scope] | None, typer.Option(help="Wat de sleutel meer mag dan lezen wat is gepubliceerd. Mag vaker.")
    ] = None,
    dagen: Annotated[int, typer.Option(min=1, max=730, help="Hoe lang de sleutel werkt.")] = 365,
) -> None:
    """Maak een API-sleutel. Hij komt één keer op het scherm; wij bewaren alleen een afdruk ervan."""
    with open_database().transaction() as session:
        key = add_sleutel(session, naam, recht or [], datetime.now(UTC) + timedelta(days=dagen))
    typer.echo(key)


@commands.command("sleutel-intrekken")
def withdraw_sleutel(naam: str) -> None:
    """Trek alle sleutels met deze naam in. Ze werken meteen niet meer."""
    with open_database().transaction() as session:
        revoke_sleutel(session, naam)
    typer.echo(f"De sleutel van {naam} werkt niet meer.")


def _find_person(session: Session, named: str) -> Gebruiker:
    if "@" in named:
        return find_coordinator_by_email(session, named, even_blocked=True)
    return find_interviewer(session, named)


def _show_link(settings: Settings, name: str, code: str) -> None:
    typer.echo(f"Laat {name} deze link op de telefoon openen. Hij werkt één keer, 24 uur lang:")
    typer.echo(f"{settings.public_url}/koppelen/{code}")
