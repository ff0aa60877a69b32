"""The command line: start, let in people and systems, bring in streets, publish, export, and keep it all safe."""

import sys

import typer

from app.cli import backups, exporting, figures, people, places, serving
from app.cli.commands import commands
from app.errors import Problem

__all__ = ["backups", "commands", "exporting", "figures", "main", "people", "places", "serving"]


def main() -> None:
    """Run a command; say in Dutch what went wrong."""
    try:
        commands()
    except Problem as problem:
        lines = [problem.detail, *(f"  {fault.veld}: {fault.melding}" for fault in problem.faults)]
        typer.echo("\n".join(lines), err=True)
        sys.exit(1)
