"""The words around the figures, per meetronde and wijk: those of the house until a coordinator changes them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sqlmodel import Session, col, delete, select

from app.domain.antwoorden import Fout
from app.domain.onderdeel import Onderdeel
from app.errors import ChangedMeanwhile, InvalidInput
from app.models import Meetronde, Rapporttekst, Wijk

TEXT_LIMIT, KAART_LIMIT = 4000, 400
"""In characters. In the report a page and a half: longer, and the figures drown in it. A card is one sheet."""


class Huistekst(NamedTuple):
    """What a part is called where it is changed, and its words as long as nobody did."""

    title: str
    text: str


@cache
def huisteksten() -> Mapping[Onderdeel, Huistekst]:
    """The words of the house for every part; a paragraph is one line, and an empty line stands between two."""
    written = tomllib.loads(Path(__file__).with_name("teksten.toml").read_text(encoding="utf-8"))
    return {each: Huistekst(written[each]["titel"], _unfold(written[each]["tekst"])) for each in Onderdeel}


def read_teksten(session: Session, meetronde: Meetronde, wijk: Wijk) -> dict[Onderdeel, str]:
    """The words of every part."""
    query = select(Rapporttekst).where(
        Rapporttekst.meetronde_code == meetronde.code, Rapporttekst.wijk_code == wijk.code
    )
    changed: Mapping[str, str] = {each.onderdeel: each.text for each in session.exec(query)}
    return {onderdeel: changed.get(onderdeel, huisteksten()[onderdeel].text) for onderdeel in Onderdeel}


def limit_of(onderdeel: Onderdeel) -> int:
    """How many characters a part may have."""
    return KAART_LIMIT if onderdeel is Onderdeel.KAART else TEXT_LIMIT


def change_tekst(
    session: Session, meetronde: Meetronde, wijk: Wijk, onderdeel: Onderdeel, text: str, *, seen: str
) -> None:
    """Give a part other words, or none. The words of the house are not kept: they may become better.

    `seen` is what stood there when the change was begun. Raises ChangedMeanwhile when a colleague was first, and
    InvalidInput when it is too long.
    """
    text = text.strip()
    if len(text) > limit_of(onderdeel):
        longest = limit_of(onderdeel)
        fault = Fout("tekst", f"Maak de tekst korter: hoogstens {longest} tekens. Het zijn er nu {len(text)}.")
        raise InvalidInput("De tekst is niet opgeslagen.", faults=[fault])
    if read_teksten(session, meetronde, wijk)[onderdeel] != seen.strip():
        raise ChangedMeanwhile(
            "Een collega heeft deze tekst net veranderd. Uw tekst staat hieronder nog. Bekijk eerst wat er nu staat."
        )
    session.exec(
        delete(Rapporttekst).where(
            col(Rapporttekst.meetronde_code) == meetronde.code,
            col(Rapporttekst.wijk_code) == wijk.code,
            col(Rapporttekst.onderdeel) == onderdeel,
        )
    )
    if text != huisteksten()[onderdeel].text:
        session.add(Rapporttekst(meetronde_code=meetronde.code, wijk_code=wijk.code, onderdeel=onderdeel, text=text))
    session.flush()


def _unfold(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
