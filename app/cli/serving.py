"""Starting: with the demo world to look around in, or for real."""

import resource
import time
from collections.abc import Callable

import typer
import uvicorn
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from app import demo
from app.cli.commands import commands, find_interviewer, open_database
from app.database import Database
from app.errors import InvalidInput
from app.journal import write_json_lines
from app.keuring import has_guessable_password, lacks_tls
from app.models import Gebruiker, Wijk
from app.settings import Settings
from app.toestellen import make_koppelcode

SECONDS_BETWEEN_TRIES = 2

LAST_WORK_SECONDS = 30
"""So long a server that is told to stop goes on with what is in hand; who is still sending then, sends it again."""


@commands.command("demo")
def show_demo() -> None:
    """Start met de demowereld: echte straten, verzonnen interviews. Wat u erin doet, blijft bewaard."""
    settings = Settings()
    database = open_database(settings)
    with database.transaction() as session:
        if _is_empty(session):
            demo.fill(session)
        elif not demo.is_present(session):
            raise InvalidInput("In deze database staan echte gegevens, geen demo. Start met `wijkpeil serve`.")
        link = f"{settings.public_url}/koppelen/{make_koppelcode(session, find_interviewer(session, 'Bilal'))}"
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
    wait_for_database(Database(settings.database_url))
    database = open_database(settings)
    with database.transaction() as session:
        if objections := _objections(settings, database, session):
            raise InvalidInput("Wijkpeil start niet:\n" + "\n".join(f"- {objection}" for objection in objections))
    write_json_lines()
    _serve(settings)


def wait_for_database(database: Database, sleep: Callable[[float], None] = time.sleep) -> None:
    """Return when it answers: after a power cut the machine starts us before it, and falling over helps nobody.

    Raises InvalidInput when it answers others and refuses us: that does not pass by waiting.
    """
    is_there = False
    while True:
        try:
            with database.engine.connect():
                break
        except OperationalError as error:
            if is_there:
                raise InvalidInput(_refused(error)) from error
            is_there = database.lets_others_in()  # and if so, once more: it may have come only now
        if not is_there:
            typer.echo("De database is nog niet bereikbaar. Wijkpeil wacht erop.", err=True)
            sleep(SECONDS_BETWEEN_TRIES)
    database.engine.dispose()


def _refused(error: OperationalError) -> str:
    said = " ".join(str(error.orig).rpartition("failed: ")[2].split())
    return (
        f"PostgreSQL is er, maar laat Wijkpeil niet binnen: {said}. Kijk of de naam, het wachtwoord en de database in "
        "DATABASE_URL kloppen. Is POSTGRES_PASSWORD veranderd? Dan moet de database dat eerst weten: zie .env.example."
    )


_WELCOME = """
Wijkpeil draait met de demowereld: echte straten, verzonnen interviews.

  Coördinator   {url}/inloggen
                {email}, wachtwoord “{password}”
  Interviewer   {link}
                Open deze link één keer, in een ander browservenster.
                Op een telefoon in hetzelfde netwerk: zie “On a phone” in README.md.
  API           {url}/api/v1/documentatie
                curl -H "Authorization: Bearer {key}" {url}/api/v1/meetrondes/{round}/voorlopig/wijkscores

Stoppen: Ctrl+C. Wat u doet blijft bewaard.
"""


def _serve(settings: Settings) -> None:
    # A crowd of phones is a crowd of connections, each of which is an open file; the usual limit is 1,024.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    # No access log: it would write down who was where and when, and the koppelcodes in the addresses.
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        timeout_graceful_shutdown=LAST_WORK_SECONDS,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the application does it itself, by its own setting
        log_config=None,  # as the command set it up
        log_level="warning",
    )


def _is_empty(session: Session) -> bool:
    return not (session.exec(select(Wijk)).first() or session.exec(select(Gebruiker)).first())


def _objections(settings: Settings, database: Database, session: Session) -> list[str]:
    """Why this must not be put before real people, in Dutch; empty when it may."""
    objections = []
    if demo.is_present(session):
        objections.append("In de database staat de demowereld, met een wachtwoord dat iedereen kent. Neem een lege.")
    if has_guessable_password(database):
        objections.append(
            "Het wachtwoord in DATABASE_URL is te raden. Maak een nieuw, bijvoorbeeld met: openssl rand -hex 24"
        )
    if lacks_tls(settings):
        objections.append("WIJKPEIL_PUBLIC_URL begint niet met https://. Zonder TLS kan iedereen meelezen.")
    return objections
