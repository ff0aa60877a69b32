"""The command line: start, let in people and systems, bring in streets, publish, export, and keep it all safe."""

import sys

import typer
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from app.cli import backups, exporting, figures, keeping, looking, people, places, serving
from app.cli.commands import commands
from app.errors import Failure, Problem
from app.storage_faults import explain_failure

__all__ = ["backups", "commands", "exporting", "figures", "keeping", "looking", "main", "people", "places", "serving"]


def main() -> None:
    """Run a command; say in Dutch what went wrong, without what is secret in a setting."""
    try:
        commands()
    except Problem as problem:
        lines = [problem.detail, *(f"  {fault.veld}: {fault.melding}" for fault in problem.faults)]
    except ValidationError as error:
        names = sorted({str(fault["loc"][0]) for fault in error.errors() if fault["loc"]})
        lines = [f"Deze instellingen kloppen niet: {', '.join(names)}. Wat er mag staan, staat in .env.example."]
    except OperationalError as error:
        explained = explain_failure(error)
        if isinstance(explained, Failure):
            raise
        lines = [explained.detail]
    else:
        return
    typer.echo("\n".join(lines), err=True)
    sys.exit(1)
