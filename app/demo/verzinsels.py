"""Inventing interviews that look like a neighbourhood: the same ones every time, from a seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from random import Random
from typing import Any

from app.domain.respons import Contactuitkomst
from app.domain.vragenlijst import WEET_NIET, WIL_NIET_ZEGGEN, Soort, Vraag, Vraagsoort, Vragenlijst

INTERVIEWS_PER_STRAAT = (12, 7, 4, 9, 0, 15, 6, 3)
KLANTEN_PER_STRAAT = (2, 0, 1, 1)

_OPEN_ANSWERS = {
    "ouderen": (
        "Samen eten, een keer in de week.",
        "Iemand die langskomt voor een praatje.",
        "Een bankje bij het plein, dan kun je even uitrusten.",
        "Hulp met de telefoon en de computer.",
        "Betere stoepen, met de rollator is het lastig.",
    ),
    "meer_doen": (
        "Vaker opruimen bij de containers.",
        "Meer voor kinderen na school.",
        "Een terras waar buren koffie kunnen drinken 🙂",
        "Snoei de struiken bij het fietspad.",
        "Een boodschappendienst zou mooi zijn.",
        "Niets, het gaat goed zo.",
    ),
    "diensten_anders": ("Een televisie aangesloten.", "Een kast in elkaar gezet."),
}


@dataclass(frozen=True)
class Plan:
    """One interview to invent: where, when, of which kind, and how people feel there (0 low, 1 high)."""

    soort: Soort
    straat: int
    day: int
    time: time
    minutes: int
    mood: float
    seed: str


def plan_interviews(straten: int, seed: str, *, with_klanten: bool) -> Iterator[Plan]:
    """Interviews over the straten, unevenly, so that every verdict occurs."""
    random = Random(seed)  # noqa: S311 -- invented people need no secrecy
    for straat in range(straten):
        mood = random.uniform(0.25, 0.85)
        per_straat = INTERVIEWS_PER_STRAAT[straat % len(INTERVIEWS_PER_STRAAT)]
        soorten = [random.choice([Soort.STRAAT, Soort.STRAAT, Soort.PORTIEK]) for _ in range(per_straat)]
        if with_klanten:
            soorten += [Soort.KLANT] * KLANTEN_PER_STRAAT[straat % len(KLANTEN_PER_STRAAT)]
        for number, soort in enumerate(soorten):
            yield Plan(
                soort=soort,
                straat=straat,
                day=random.randrange(80),
                time=time(random.randrange(8, 18), random.randrange(60)),
                minutes=random.randrange(3, 11),
                mood=mood,
                seed=f"{seed} {straat} {number}",
            )


def invent_antwoorden(vragenlijst: Vragenlijst, plan: Plan) -> dict[str, Any]:
    """Answers to every question that is asked, in the mood of the straat; about one in fifteen refuses."""
    random = Random(plan.seed)  # noqa: S311 -- as above
    antwoorden: dict[str, Any] = {}
    for vraag in vragenlijst.asked(antwoorden):
        answer = _invent(vraag, random, plan.mood)
        if answer is not None:
            antwoorden[vraag.key] = answer
    return antwoorden


def invent_households(number: int) -> int:
    """Between 40 and 300 households, the same for a straat every time."""
    return 40 + (number * 67) % 260


def invent_doel(number: int, soort: Soort) -> int:
    """How many interviews of a kind are wanted: reached in some straten, not in others; klanten not everywhere."""
    match soort:
        case Soort.STRAAT:
            return 4 + number % 3
        case Soort.PORTIEK:
            return 3
        case Soort.KLANT:
            return (number + 1) % 2


def invent_outcome(number: int) -> Contactuitkomst:
    """How a door ended: mostly nobody is at home."""
    random = Random(f"deur {number}")  # noqa: S311 -- as above
    return random.choices(list(Contactuitkomst), [5, 2, 1, 1, 1])[0]


def _invent(vraag: Vraag, random: Random, mood: float) -> Any:
    if vraag.ends_unless is not None:
        return vraag.ends_unless if random.random() > 1 / 15 else "nee"
    if vraag.nonresponse and random.random() < 0.05:
        return random.choice([WEET_NIET if vraag.weet_niet else WIL_NIET_ZEGGEN, WIL_NIET_ZEGGEN])
    match vraag.soort:
        case Vraagsoort.LADDER | Vraagsoort.CIJFER:
            mood = 0.78 if vraag.key == "cijfer" else mood  # the work is praised in every straat
            wanted = random.gauss(vraag.minimum + mood * (vraag.maximum - vraag.minimum), 0.14 * vraag.maximum)
            return max(vraag.minimum, min(vraag.maximum, round(wanted)))
        case Vraagsoort.GETAL:
            return random.randrange(9)
        case Vraagsoort.OPEN:
            return random.choice(_OPEN_ANSWERS[vraag.key]) if random.random() < 0.5 else None
        case Vraagsoort.MEERDERE:
            codes = [optie.code for optie in vraag.options if optie.code != vraag.exclusive]
            chosen = random.sample(codes, random.randrange(0, 3))
            return chosen or [vraag.exclusive or codes[0]]
        case _:
            weights = [mood if place < len(vraag.options) / 2 else 1 - mood for place in range(len(vraag.options))]
            return random.choices([optie.code for optie in vraag.options], weights)[0]
