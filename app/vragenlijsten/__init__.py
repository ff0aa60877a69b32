"""The questionnaires on board: one TOML file per published version, read once."""

import tomllib
from functools import cache
from pathlib import Path

from app.domain.vragenlijst import Soort, Vragenlijst
from app.domain.vragenlijst_parser import parse_vragenlijst


@cache
def all_vragenlijsten() -> dict[str, Vragenlijst]:
    """Every version of every questionnaire, by its code, in order of kind and version."""
    parsed = [load_vragenlijst(file) for file in Path(__file__).parent.glob("*.toml")]
    order = list(Soort)
    parsed.sort(key=lambda vragenlijst: (order.index(vragenlijst.soort), vragenlijst.version))
    return {vragenlijst.code: vragenlijst for vragenlijst in parsed}


def load_vragenlijst(file: Path) -> Vragenlijst:
    """The questionnaire in this file; raises ValueError, naming the file and what is wrong in it."""
    try:
        vragenlijst = parse_vragenlijst(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValueError as error:
        raise ValueError(f"{file.name}: {error}") from error
    if file.stem != vragenlijst.code:
        raise ValueError(f"{file.name}: holds {vragenlijst.code}; the name of the file must say so")
    return vragenlijst


def find_vragenlijst(soort: Soort, version: int) -> Vragenlijst | None:
    """This version of this questionnaire; None when it does not exist."""
    return all_vragenlijsten().get(f"{soort}-v{version}")


def newest_vragenlijst(soort: Soort) -> Vragenlijst:
    """The version that new interviews of this kind are held with."""
    return max(
        (vragenlijst for vragenlijst in all_vragenlijsten().values() if vragenlijst.soort is soort),
        key=lambda vragenlijst: vragenlijst.version,
    )
