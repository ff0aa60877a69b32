"""What people read of a term and of what goes: on the command line and on the page Beheer, in the same words."""

from collections.abc import Mapping

from babel.dates import format_date

from app.domain.bewaartermijn import Bewaarsoort
from app.opruimingen.due import Due

NAMES: Mapping[str, str] = {
    Bewaarsoort.OPEN_TEKST: "Open tekst",
    Bewaarsoort.INTERVIEWS: "Interviews",
    Bewaarsoort.DEUREN: "Deuren",
    Bewaarsoort.UITVOER: "Uitvoeren",
    Bewaarsoort.TOEGANG: "Telefoons en links",
}

UNITS: Mapping[str, tuple[str, str]] = {
    Bewaarsoort.OPEN_TEKST: ("interview: wat mensen in eigen woorden zeiden, en wat erover is geschreven",
                             "interviews: wat mensen in eigen woorden zeiden, en wat erover is geschreven"),
    Bewaarsoort.INTERVIEWS: ("interview, met alles wat erbij hoort", "interviews, met alles wat erbij hoort"),
    Bewaarsoort.DEUREN: ("deur waarachter geen interview kwam", "deuren waarachter geen interview kwam"),
    Bewaarsoort.UITVOER: ("regel over wie een bestand meenam", "regels over wie een bestand meenam"),
    Bewaarsoort.TOEGANG: ("ontkoppelde telefoon, oude link of oude inlog",
                          "ontkoppelde telefoons, oude links en oude inlogs"),
}  # fmt: skip
"""What is counted of each kind: one of it, and several."""


def in_words(due: Due) -> str:
    """One line about what goes: how much, since when, and what is lost with it."""
    one, several = UNITS[due.bewaarsoort]
    day = format_date(due.due_on, "d MMMM y", locale="nl_NL")
    line = f"{due.count} {one if due.count == 1 else several}. Termijn: {due.months} maanden, tot {day}."
    if due.bewaarsoort is Bewaarsoort.INTERVIEWS and not due.is_published:
        line += " Niet gepubliceerd: daarna zijn er van deze meetronde geen cijfers meer."
    return line
