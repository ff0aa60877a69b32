"""The command line: start Wijkpeil, and let in the first people, streets and systems."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
import uvicorn
from sqlmodel import Session, select

from app import demo, telstand
from app.database import Database
from app.errors import InvalidInput, NotFound, Problem
from app.gebieden import add_interviewer, add_meetronde, find_wijk, import_gebieden, list_interviewers
from app.models import Gebruiker, Straat, Wijk
from app.overzichten import find_meetronde
from app.settings import Settings
from app.telstand import Difference, differences, rebuild
from app.toegang import Scope, add_coordinator, add_sleutel, revoke_sleutel
from app.toestellen import make_koppelcode

GUESSABLE = {"", "wijkpeil", "postgres", "password", "wachtwoord", "geheim", "changeme", "verander-mij"}
SHOWN = 20
"""How many differences are written out: of a telstand that is wholly wrong there are thousands."""

LOOPBACK = {"127.0.0.1", "localhost", "::1"}

commands = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Wijkpeil: interviews op straat, scores per wijk."
)


def main() -> None:
    """Run a command; say in Dutch what went wrong."""
    try:
        commands()
    except Problem as problem:
        lines = [problem.detail, *(f"  {fault.veld}: {fault.melding}" for fault in problem.faults)]
        typer.echo("\n".join(lines), err=True)
        sys.exit(1)


@commands.command("demo")
def show_demo() -> None:
    """Start met de demowereld: echte straten, verzonnen interviews. Wat u erin doet, blijft bewaard."""
    settings = Settings()
    database = _migrated(settings)
    with database.transaction() as session:
        if _is_empty(session):
            demo.fill(session)
        elif not demo.is_present(session):
            raise InvalidInput("In deze database staan echte gegevens, geen demo. Start met `wijkpeil serve`.")
        link = f"{settings.public_url}/koppelen/{make_koppelcode(session, _interviewer(session, 'Bilal'))}"
    typer.echo(
        _WELCOME.format(
            url=settings.public_url,
            link=link,
            key=demo.DASHBOARD_KEY,
            round=demo.HERHAALMETING,
            email=demo.ANNA_EMAIL,
            password=demo.ANNA_PASSWORD,
        )
    )
    _serve(settings)


@commands.command()
def serve() -> None:
    """Start voor echt gebruik: nooit met demogegevens, nooit met een wachtwoord dat iedereen kent."""
    settings = Settings()
    database = _migrated(settings)
    with database.transaction() as session:
        if objections := _objections(settings, database, session):
            raise InvalidInput("Wijkpeil start niet:\n" + "\n".join(f"- {objection}" for objection in objections))
    _serve(settings)


@commands.command()
def coordinator(
    naam: str,
    email: str,
    wachtwoord: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """Voeg een coördinator toe. Het wachtwoord typt u zelf; het komt niet op het scherm."""
    with _migrated(Settings()).transaction() as session:
        add_coordinator(session, naam, email, wachtwoord)
    typer.echo(f"{naam} kan nu inloggen met {email}.")


@commands.command()
def interviewer(naam: str, wijken: list[str]) -> None:
    """Voeg een interviewer toe, met de codes van de wijken waar die werkt."""
    settings = Settings()
    with _migrated(settings).transaction() as session:
        added = add_interviewer(session, naam, [find_wijk(session, code) for code in wijken])
        code = make_koppelcode(session, added)
    _show_link(settings, naam, code)


@commands.command()
def koppelcode(naam: str) -> None:
    """Maak een nieuwe koppellink voor een interviewer, bijvoorbeeld bij een nieuwe telefoon."""
    settings = Settings()
    with _migrated(settings).transaction() as session:
        code = make_koppelcode(session, _interviewer(session, naam))
    _show_link(settings, naam, code)


@commands.command()
def sleutel(
    naam: str,
    recht: Annotated[list[Scope], typer.Option(help="Wat de sleutel mag. Mag vaker.")],
    dagen: Annotated[int, typer.Option(min=1, max=730, help="Hoe lang de sleutel werkt.")] = 365,
) -> None:
    """Maak een API-sleutel. Hij komt één keer op het scherm; wij bewaren alleen een afdruk ervan."""
    with _migrated(Settings()).transaction() as session:
        key = add_sleutel(session, naam, recht, datetime.now(UTC) + timedelta(days=dagen))
    typer.echo(key)


@commands.command("sleutel-intrekken")
def withdraw_sleutel(naam: str) -> None:
    """Trek alle sleutels met deze naam in. Ze werken meteen niet meer."""
    with _migrated(Settings()).transaction() as session:
        revoke_sleutel(session, naam)
    typer.echo(f"De sleutel van {naam} werkt niet meer.")


@commands.command()
def meetronde(
    code: str,
    naam: str,
    begin: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"])],
    einde: Annotated[datetime | None, typer.Argument(formats=["%Y-%m-%d"])] = None,
) -> None:
    """Open een meetronde. De dagen schrijft u als 2026-09-01; het einde mag later."""
    with _migrated(Settings()).transaction() as session:
        add_meetronde(session, code, naam, begin.date(), einde.date() if einde else None)
    typer.echo(f"Meetronde {naam} is open.")


@commands.command()
def gebieden(
    bestand: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    meetronde: Annotated[str | None, typer.Option(help="Voor welke meetronde de huishoudens en doelen gelden.")] = None,
) -> None:
    """Lees wijken en straten in uit CSV: wijkCode,wijkNaam,straatNaam[,bagId].

    Met --meetronde ook: huishoudens, doelStraat, doelPortiek en doelKlant (hoeveel interviews u daar wilt).
    """
    try:
        text = bestand.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InvalidInput("Dit bestand is geen UTF-8. Sla het op als “CSV UTF-8” en probeer het opnieuw.") from error
    with _migrated(Settings()).transaction() as session:
        chosen = find_meetronde(session, meetronde) if meetronde else None
        added = import_gebieden(session, text, chosen)
    typer.echo(f"Nieuwe wijken: {added.wijken}. Nieuwe straten: {added.straten}.")


@commands.command("controleer")
def check_telstand() -> None:
    """Tel alle interviews en antwoorden na en zeg of de telstand klopt. Dat mag terwijl er gewerkt wordt."""
    with _migrated(Settings()).snapshot() as session:
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
    with _migrated(Settings()).transaction() as session:
        differing = rebuild(session)
    typer.echo(f"De telstand is opnieuw gemaakt. Regels die niet klopten: {differing}.")


_WELCOME = """
Wijkpeil draait met de demowereld: echte straten, verzonnen interviews.

  Coördinator   {url}/inloggen
                {email}, wachtwoord {password}
  Interviewer   {link}
                Open deze link één keer, in een ander browservenster.
                Op een telefoon in hetzelfde netwerk: zie “On a phone” in README.md.
  API           {url}/api/v1/documentatie
                curl -H "Authorization: Bearer {key}" {url}/api/v1/meetrondes/{round}/wijkscores

Stoppen: Ctrl+C. Wat u doet blijft bewaard.
"""


def _migrated(settings: Settings) -> Database:
    database = Database(settings.database_url)
    database.migrate()
    return database


def _serve(settings: Settings) -> None:
    # No access log: it would write down who was where and when, and the koppelcodes in the addresses.
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        access_log=False,
        server_header=False,
        log_level="warning",
    )


def _is_empty(session: Session) -> bool:
    return not (session.exec(select(Wijk)).first() or session.exec(select(Gebruiker)).first())


def _objections(settings: Settings, database: Database, session: Session) -> list[str]:
    """Why this must not be put before real people, in Dutch; empty when it may."""
    objections = []
    if demo.is_present(session):
        objections.append("In de database staat de demowereld, met een wachtwoord dat iedereen kent. Neem een lege.")
    if not database.is_sqlite and (database.url.password or "").lower() in GUESSABLE:
        objections.append(
            "Het wachtwoord in DATABASE_URL is te raden. Maak een nieuw, bijvoorbeeld met: openssl rand -hex 24"
        )
    if not settings.over_tls and urlsplit(settings.public_url).hostname not in LOOPBACK:
        objections.append("WIJKPEIL_PUBLIC_URL begint niet met https://. Zonder TLS kan iedereen meelezen.")
    return objections


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


def _interviewer(session: Session, name: str) -> Gebruiker:
    for known in list_interviewers(session):
        if known.name == name:
            return known
    raise NotFound(f"Er is geen interviewer “{name}”.")


def _show_link(settings: Settings, name: str, code: str) -> None:
    typer.echo(f"Laat {name} deze link op de telefoon openen. Hij werkt één keer, 24 uur lang:")
    typer.echo(f"{settings.public_url}/koppelen/{code}")
