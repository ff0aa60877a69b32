"""The questionnaires on board: one TOML file per published version, read once."""

import tomllib
from functools import cache
from pathlib import Path

from app.domain.vragenlijst import Soort, Vragenlijst, parse_vragenlijst


@cache
def all_vragenlijsten() -> dict[str, Vragenlijst]:
    """Every version of every questionnaire, by its code, in order of kind and version."""
    files = Path(__file__).parent.glob("*.toml")
    parsed = [parse_vragenlijst(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files]
    order = list(Soort)
    parsed.sort(key=lambda vragenlijst: (order.index(vragenlijst.soort), vragenlijst.version))
    return {vragenlijst.code: vragenlijst for vragenlijst in parsed}


def find_vragenlijst(soort: Soort, version: int) -> Vragenlijst | None:
    """This version of this questionnaire; None when it does not exist."""
    return all_vragenlijsten().get(f"{soort}-v{version}")


def newest_vragenlijst(soort: Soort) -> Vragenlijst:
    """The version that new interviews of this kind are held with."""
    return max(
        (vragenlijst for vragenlijst in all_vragenlijsten().values() if vragenlijst.soort is soort),
        key=lambda vragenlijst: vragenlijst.version,
    )
