"""Which questions are measured, and on what scale; what else is asked is only read."""

from collections.abc import Mapping, Sequence
from functools import cache

from app.domain import leefbaarheidsladder
from app.domain.straatladder import CONTACT_FROM
from app.domain.tevredenheid import KNOWS_IT, SATISFIED
from app.domain.verdeling import Verdeling, spread
from app.domain.vragenlijst import CIJFER_RANGE, LADDER_RUNGS
from app.tellingen import NO_ANSWER
from app.telstand import Stand
from app.vragenlijsten import all_vragenlijsten

SCALES: Mapping[str, range] = {
    "straatladder": LADDER_RUNGS,
    "leefbaarheidsladder": range(leefbaarheidsladder.WEET_NIET_TREDE + 1, LADDER_RUNGS.stop),
    "cijfer": CIJFER_RANGE,
    "schoon": CIJFER_RANGE,
    "veilig": CIJFER_RANGE,
    "gezellig": CIJFER_RANGE,
}
CHOICES = ("bekendheid", "opdrachtgever", "kent_via")
MULTIPLE_CHOICES = ("diensten",)
MEASURED = (*SCALES, *CHOICES, *MULTIPLE_CHOICES)

SHARES: Mapping[str, frozenset[str]] = {
    "straatladder": frozenset(str(rung) for rung in LADDER_RUNGS if rung >= CONTACT_FROM),
    "cijfer": SATISFIED,
    "bekendheid": KNOWS_IT,
}
"""What is also said as a percentage: the part of the people who gave one of these answers."""

OFF_SCALE: Mapping[str, Sequence[str]] = {"leefbaarheidsladder": [str(leefbaarheidsladder.WEET_NIET_TREDE)]}
"""Answers on a scale that mean "don't know"."""


def lay_out(stand: Stand) -> dict[str, Verdeling]:
    """The counts of every measured question over all answers it has had, also those nobody gave."""
    return {vraag: _lay_out(vraag, stand) for vraag in MEASURED}


def _lay_out(vraag: str, stand: Stand) -> Verdeling:
    counted = stand.answers(vraag, _answers(vraag))
    return spread(counted, _codes(vraag), OFF_SCALE.get(vraag, ())) if counted else _nobody(vraag)


@cache
def _nobody(vraag: str) -> Verdeling:
    """A question that nobody was asked: so often that it is laid out once."""
    return spread({}, _codes(vraag), OFF_SCALE.get(vraag, ()))


def option_labels(vraag: str) -> dict[str, str]:
    """The options of a question over all versions of all questionnaires, with the newest words for each."""
    labels: dict[str, str] = {}
    for vragenlijst in all_vragenlijsten().values():
        if vraag in vragenlijst.by_key:
            labels |= {optie.code: optie.label for optie in vragenlijst.by_key[vraag].options}
    return labels


@cache
def _codes(vraag: str) -> tuple[str, ...]:
    if vraag in SCALES:
        return tuple(str(step) for step in SCALES[vraag])
    return tuple(option_labels(vraag))


@cache
def _answers(vraag: str) -> tuple[str, ...]:
    """All that may be said to a question, on its scale or off it."""
    return (*_codes(vraag), *OFF_SCALE.get(vraag, ()), *NO_ANSWER)
