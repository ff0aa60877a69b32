"""What the phones of the chaos have to send: interviews and doors of which no two are the same."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from app import demo
from app.domain.respons import Contactuitkomst
from app.domain.vragenlijst import Soort
from bench.outboxes import Berichten
from tests.api.conftest import as_body
from tests.gesprekken import GRADES, gesprek

LANGUAGES = ("nl", "nl", "nl", "pl", "ar")
SOMEBODY_REFUSES = 0.1


def interviews(straten: Sequence[UUID], number: int, random: Random) -> Berichten:
    """This many interviews of all three questionnaires, some of them refused at the door."""
    return dict(_interview(random.choice(straten), n, random) for n in range(number))


def deuren(straten: Sequence[UUID], number: int, random: Random) -> Berichten:
    """This many doors without an interview."""
    return {_new_id(random): _deur(random.choice(straten), random) for _ in range(number)}


def _interview(straat_id: UUID, number: int, random: Random) -> tuple[UUID, dict[str, object]]:
    answers: dict[str, object] = {vraag: random.randint(1, 5) for vraag in GRADES}
    answers["meer_doen"] = f"Gesprek {number}: “een bankje” 🌳"
    inzending = gesprek(straat_id, random.choice(list(Soort)), id=_new_id(random), antwoorden=answers)
    bericht = as_body(inzending) | {"taal": random.choice(LANGUAGES), "klokverschil": random.randint(-90, 90)}
    if random.random() < SOMEBODY_REFUSES:
        bericht["antwoorden"] = {"toestemming": "nee"}
    return inzending.id, bericht


def _deur(straat_id: UUID, random: Random) -> dict[str, object]:
    return {
        "meetronde": demo.HERHAALMETING,
        "straatId": str(straat_id),
        "portiekId": None,
        "uitkomst": str(random.choice(list(Contactuitkomst))),
        "moment": (datetime.now(UTC) - timedelta(seconds=random.randint(0, 3600))).isoformat(),
    }


def _new_id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
