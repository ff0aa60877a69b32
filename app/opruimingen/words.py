"""What people read of a term and of what goes: on the command line and on the page Beheer, in the same words."""

from collections.abc import Mapping

from babel.dates import format_date
from babel.numbers import format_decimal

from app.domain.bewaartermijn import Bewaarsoort
from app.opruimingen.due import Due

NAMES: Mapping[str, str] = {
    Bewaarsoort.OPEN_TEKST: "Open tekst",
    Bewaarsoort.INTERVIEWS: "Interviews",
    Bewaarsoort.DEUREN: "Deuren",
    Bewaarsoort.UITVOER: "Uitvoeren",
    Bewaarsoort.TOEGANG: "Telefoons en links",
}

MEANING: Mapping[str, str] = {
    Bewaarsoort.OPEN_TEKST: "Wat mensen in eigen woorden zeiden, de citaten, en wat erover is geschreven. Wat is "
    "geteld, blijft.",
    Bewaarsoort.INTERVIEWS: "Elk interview, met alles wat erbij hoort. Wat is gepubliceerd, blijft.",
    Bewaarsoort.DEUREN: "Waar niemand thuis was, of niet mee wilde doen.",
    Bewaarsoort.UITVOER: "Wie welke interviews als bestand meenam.",
    Bewaarsoort.TOEGANG: "Telefoons die zijn ontkoppeld, en links en inlogs die zijn verlopen.",
}

_AFTER_MEETRONDE = "het einde van de meetronde"
BEGINS: Mapping[str, str] = {
    Bewaarsoort.OPEN_TEKST: _AFTER_MEETRONDE,
    Bewaarsoort.INTERVIEWS: _AFTER_MEETRONDE,
    Bewaarsoort.DEUREN: _AFTER_MEETRONDE,
    Bewaarsoort.UITVOER: "het aanvragen van het bestand",
    Bewaarsoort.TOEGANG: "het ontkoppelen of verlopen",
}
"""From when on a term runs."""


def how_many(kind: str, count: int) -> str:
    """So many of what is counted of this kind."""
    one, several = _UNITS[kind]
    return f"{format_decimal(count, locale='nl_NL')} {one if count == 1 else several}"


_UNITS: Mapping[str, tuple[str, str]] = {
    Bewaarsoort.OPEN_TEKST: ("interview", "interviews"),
    Bewaarsoort.INTERVIEWS: ("interview", "interviews"),
    Bewaarsoort.DEUREN: ("deur", "deuren"),
    Bewaarsoort.UITVOER: ("regel", "regels"),
    Bewaarsoort.TOEGANG: ("regel", "regels"),
}


def in_words(due: Due) -> str:
    """One line about what goes: how much, since when, and what is lost with it."""
    day = format_date(due.due_on, "d MMMM y", locale="nl_NL")
    line = f"{how_many(due.bewaarsoort, due.count)}. Termijn: {due.months} maanden, tot {day}."
    return f"{line} {LOST[due.bewaarsoort]}" if due.is_costly else line


LOST: Mapping[str, str] = {
    Bewaarsoort.INTERVIEWS: "Niet gepubliceerd: daarna zijn er van deze meetronde geen cijfers meer.",
    Bewaarsoort.DEUREN: "Niet gepubliceerd: dat kan daarna niet meer, want zonder de deuren klopt de respons niet.",
}
"""What goes with it when a meetronde was never published."""
