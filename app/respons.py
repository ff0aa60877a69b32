"""The response of a meetronde: as a whole, per wijk, per straat. Of bewoners only; klanten are telephoned.

Every interview that counts is in it, reviewed or not: of a door nobody can say later whether it was approved.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from uuid import UUID

from sqlmodel import Session, select

from app.domain.respons import Contactuitkomst, Respons
from app.domain.vragenlijst import Soort
from app.models import Meetronde, Straat, Wijk
from app.tellingen import Gehouden, Selectie, count_all_contactpogingen, count_contactpogingen, count_held

OF_BEWONERS = (Soort.STRAAT, Soort.PORTIEK)


def total_respons(session: Session, meetronde: Meetronde) -> Respons:
    """The meetronde as a whole."""
    selectie = Selectie(meetronde.code)
    return respons_of_all(count_held(session, selectie), count_all_contactpogingen(session, selectie))


def wijk_respons(session: Session, meetronde: Meetronde) -> Mapping[str, Respons]:
    """Per wijk, by its code. Where there was no contact there is an empty one."""
    wijk_of = dict(session.exec(select(Straat.id, Straat.wijk_code)).all())
    return _respons(session, Selectie(meetronde.code), wijk_of.__getitem__)


def straat_respons(session: Session, meetronde: Meetronde, wijk: Wijk) -> Mapping[str, Respons]:
    """Per straat of a wijk, by its id as text. Where there was no contact there is an empty one."""
    return respons_per_straat(session, Selectie(meetronde.code, wijk_code=wijk.code))


def respons_per_straat(session: Session, selectie: Selectie) -> Mapping[str, Respons]:
    """The same of any straten."""
    return _respons(session, selectie, str)


def respons_of_all(held: Mapping[tuple[UUID, str], Gehouden], doors: Mapping[Contactuitkomst, int]) -> Respons:
    """What was counted per straat and kind, and the doors by their outcome, taken together."""
    of_bewoners = [count for (_, soort), count in held.items() if soort in OF_BEWONERS]
    return Respons(
        interviews=sum(count.interviews for count in of_bewoners),
        refused=sum(count.refusals for count in of_bewoners),
        doors=doors,
    )


def _respons(session: Session, selectie: Selectie, gebied_of: Callable[[UUID], str]) -> Mapping[str, Respons]:
    held: dict[str, dict[tuple[UUID, str], Gehouden]] = defaultdict(dict)
    for (straat_id, soort), count in count_held(session, selectie).items():
        held[gebied_of(straat_id)][straat_id, soort] = count
    doors: dict[str, dict[Contactuitkomst, int]] = defaultdict(lambda: defaultdict(int))
    for door in count_contactpogingen(session, selectie):
        doors[gebied_of(door.straat_id)][Contactuitkomst(door.outcome)] += door.count
    found: dict[str, Respons] = defaultdict(Respons)
    for gebied in held.keys() | doors.keys():
        found[gebied] = respons_of_all(held[gebied], dict(doors[gebied]))
    return found
