"""The command line: start Wijkpeil, let in people and systems, bring in streets, publish, and keep it all safe."""

import sys

import typer
from sqlalchemy.exc import OperationalError

from app.cli import backups, figures, looking, people, places, serving
from app.cli.commands import commands
from app.errors import Failure, Problem
from app.storage_faults import explain_failure

__all__ = ["backups", "commands", "figures", "looking", "main", "people", "places", "serving"]


def main() -> None:
    """Run a command; say in Dutch what went wrong."""
    try:
        commands()
    except Problem as problem:
        lines = [problem.detail, *(f"  {fault.veld}: {fault.melding}" for fault in problem.faults)]
        typer.echo("\n".join(lines), err=True)
        sys.exit(1)
    except OperationalError as error:
        explained = explain_failure(error)
        if isinstance(explained, Failure):
            raise
        typer.echo(explained.detail, err=True)
        sys.exit(1)
