"""What stands out in an interview, as far as it can be seen from that interview alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from app.domain.antwoorden import OPEN_CODE, Antwoord
from app.domain.persoonsgegevens import find_persoonsgegevens
from app.domain.reden import Reden
from app.domain.vragenlijst import Vraagsoort, Vragenlijst

CLOCK_SLACK_SECONDS = 5 * 60
"""How far off a phone's clock may be without anybody being told: no answer depends on five minutes."""

HURRIED_BELOW_SECONDS = 2 * 60
"""Nobody reads out all questions and hears the answers in less; above it, being quick is no reason to look."""

ENOUGH_OTHERS = 20
"""From how many interviews of a kind on its median says what is usual."""

GRADES_NEEDED = 3
"""Two grades that are equal say nothing."""

DOUBLE_WITHIN_SECONDS = 10 * 60
"""How far apart two interviews with the same answers may begin and still be one that was filled in twice."""

DOUBLE_NEEDS_ANSWERS = 5
"""Of fewer answers two people may well have given the same."""


@dataclass(frozen=True)
class Opvallend:
    """One thing that stands out: in the answer to which question, if in one, and how many seconds it is about."""

    reden: Reden
    vraag: str = ""
    seconds: int | None = None


def look_at(
    vragenlijst: Vragenlijst, antwoorden: Sequence[Antwoord], *, seconds: int, clock_offset: int | None
) -> Iterator[Opvallend]:
    """What stands out in an interview that took this long, on a phone whose clock was this far ahead.

    A quick one is only hurried when `is_hurried` says so beside the others of its kind, and those are not known here.
    """
    for antwoord in antwoorden:
        if antwoord.code == OPEN_CODE and antwoord.text is not None:
            yield from (Opvallend(reden, antwoord.vraag) for reden in find_persoonsgegevens(antwoord.text))
    if antwoorden and seconds < HURRIED_BELOW_SECONDS:
        yield Opvallend(Reden.SNEL, seconds=seconds)
    if has_equal_grades(vragenlijst, antwoorden):
        yield Opvallend(Reden.GELIJK)
    if abs(clock_offset or 0) > CLOCK_SLACK_SECONDS:
        yield Opvallend(Reden.KLOK, seconds=clock_offset)


def has_equal_grades(vragenlijst: Vragenlijst, antwoorden: Iterable[Antwoord]) -> bool:
    """Whether every grade that was given is the same, and there are enough to wonder about it."""
    grades = {vraag.key for vraag in vragenlijst.vragen if vraag.soort is Vraagsoort.CIJFER}
    given = [each.code for each in antwoorden if each.vraag in grades and each.code.isdecimal()]
    return len(given) >= GRADES_NEEDED and len(set(given)) == 1


def hurried_below(durations: Sequence[float]) -> float:
    """Below how many seconds an interview is hurried beside these of its kind, in seconds; 0 when they are too few."""
    if len(durations) < ENOUGH_OTHERS:
        return 0
    return min(median(durations) / 2, HURRIED_BELOW_SECONDS)


def in_words(reden: Reden, place: str = "", seconds: int | None = None) -> str:
    """The reason as a coordinator reads it. What was found is not repeated: it would stand in one more place.

    `place` is the question in whose answer it stands.
    """
    minutes = round(abs(seconds or 0) / 60)
    days = round(minutes / 1440)
    return _SENTENCES[reden].format(
        place=f"bij “{place}”" if place else "in een antwoord",
        duration=f"{seconds} seconden" if (seconds or 0) < 100 else f"{minutes} minuten",
        off=f"{days} dagen" if days > 1 else f"{minutes} {'minuut' if minutes == 1 else 'minuten'}",
        way="voor" if (seconds or 0) > 0 else "achter",
        distance="tegelijk met" if minutes == 0 else f"binnen {minutes} {'minuut' if minutes == 1 else 'minuten'} van",
    )


_SENTENCES = {
    Reden.BSN: "Misschien een burgerservicenummer {place}.",
    Reden.TELEFOON: "Misschien een telefoonnummer {place}.",
    Reden.EMAIL: "Misschien een e-mailadres {place}.",
    Reden.ADRES: "Misschien een postcode met huisnummer {place}.",
    Reden.KENTEKEN: "Misschien een kenteken {place}.",
    Reden.NAAM: "Misschien de naam van iemand {place}.",
    Reden.REACTIE: "De interviewer heeft op een vraag gereageerd.",
    Reden.BOTSING: "Onder hetzelfde nummer kwam ook iets anders binnen.",
    Reden.DUBBEL: "Misschien dubbel: precies dezelfde antwoorden in deze straat, {distance} een ander interview.",
    Reden.PERIODE: "De dag valt buiten de meetronde.",
    Reden.DEELNAME: "Deze straat doet niet mee in de meetronde. Het interview telt pas als de straat meedoet.",
    Reden.SNEL: "Veel sneller dan andere interviews van deze soort: {duration}.",
    Reden.KLOK: "De klok van de telefoon liep {off} {way}.",
    Reden.GELIJK: "Alle cijfers zijn gelijk.",
    Reden.EERDER: "Binnengekomen voordat Wijkpeil zelf op opvallende dingen lette.",
}
