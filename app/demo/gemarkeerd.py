"""What Anna marked in the invented answers: some of them by theme, the best as citaat."""

from sqlmodel import Session, col, select

from app.citaten import add_thema, mark, take_together
from app.domain.antwoorden import OPEN_CODE
from app.models import Antwoord, Interview
from app.tellingen import COUNTING, Selectie

OWN_THEME = "Groen en onderhoud"

_PASSAGES = {
    "Samen eten, een keer in de week.": ("Samen eten", ["samenredzaamheid", "participatie"], True),
    "Iemand die langskomt voor een praatje.": ("langskomt voor een praatje", ["samenredzaamheid"], True),
    "Een bankje bij het plein, dan kun je even uitrusten.": ("Een bankje bij het plein", ["leefbaarheid"], False),
    "Hulp met de telefoon en de computer.": ("Hulp met de telefoon en de computer", ["zelfredzaamheid"], True),
    "Betere stoepen, met de rollator is het lastig.": (
        "met de rollator is het lastig", ["zelfredzaamheid", "leefbaarheid"], True
    ),
    "Vaker opruimen bij de containers.": ("Vaker opruimen bij de containers.", ["leefbaarheid"], True),
    "Meer voor kinderen na school.": ("Meer voor kinderen na school.", ["participatie"], True),
    "Een terras waar buren koffie kunnen drinken 🙂": (
        "Een terras waar buren koffie kunnen drinken", ["samenredzaamheid"], True
    ),
    "Snoei de struiken bij het fietspad.": ("Snoei de struiken", ["leefbaarheid", "groen-en-onderhoud"], False),
}  # fmt: skip
"""Of each answer which passage, about which themes, and whether it is a citaat."""

_NAMES = {"een televisie aangesloten.": "Apparaten"}


def mark_answers(session: Session, meetronden: list[str]) -> None:
    """Mark one of every three answers, and give one of the answers to “anders” a name."""
    add_thema(session, OWN_THEME)
    query = select(Antwoord).join(Interview).where(Antwoord.code == OPEN_CODE)
    query = query.where(col(Interview.status).in_(COUNTING)).order_by(col(Antwoord.interview_id), Antwoord.vraag)
    for number, answer in enumerate(session.exec(query).all()):
        if answer.text in _PASSAGES and number % 3 == 1:
            passage, themas, is_citaat = _PASSAGES[answer.text]
            is_citaat = is_citaat and number % 2 == 0
            mark(session, answer.interview_id, answer.vraag, passage, themas, is_citaat=is_citaat)
    for meetronde in meetronden:
        take_together(session, Selectie(meetronde), "diensten_anders", _NAMES)
