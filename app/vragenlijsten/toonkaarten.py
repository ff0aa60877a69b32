"""The toonkaart in every language on board: Dutch from the questionnaires, one TOML file per translation, read once."""

import tomllib
from functools import cache
from pathlib import Path

from app.domain.toonkaart import Toonkaart, in_dutch
from app.domain.toonkaart_parser import parse_toonkaart
from app.domain.vragenlijst import Soort
from app.vragenlijsten import newest_vragenlijst

TALEN = Path(__file__).parent / "talen"


@cache
def all_toonkaarten() -> dict[str, Toonkaart]:
    """The cards of the newest questionnaires by the code of their language; Dutch first."""
    dutch = in_dutch(newest_vragenlijst(soort) for soort in Soort)
    translated = [load_toonkaart(file) for file in sorted(TALEN.glob("*.toml"))]
    return {kaart.taal.code: kaart for kaart in (dutch, *translated)}


def load_toonkaart(file: Path) -> Toonkaart:
    """The translation in this file; raises ValueError, naming the file and what is wrong in it."""
    vragenlijsten = [newest_vragenlijst(soort) for soort in Soort]
    try:
        kaart = parse_toonkaart(tomllib.loads(file.read_text(encoding="utf-8")), vragenlijsten)
    except ValueError as error:
        raise ValueError(f"{file.name}: {error}") from error
    if file.stem != kaart.taal.code:
        raise ValueError(f"{file.name}: holds {kaart.taal.code}; the name of the file must say so")
    return kaart
