"""The command line, run inside a test as somebody would type it."""

import sys

import pytest

from app.cli import main


def run_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *typed: str
) -> tuple[int, str, str]:
    """Its exit code, what it said, and what it complained of."""
    monkeypatch.setattr(sys, "argv", ["wijkpeil", *typed])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err
