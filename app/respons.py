"""The response of a meetronde: as a whole, per wijk, per straat. Of bewoners only; klanten are telephoned.

Every interview that counts is in it, reviewed or not: of a door nobody can say later whether it was approved.
"""

from collections import defaultdict
from collections.abc import Mapping

from sqlmodel import Session

from app.domain.respons import Contactuitkomst, Respons
from app.domain.vragenlijst import Soort
from app.models import Meetronde, Wijk
from app.tellingen import Niveau, Selectie, count_contactpogingen, count_interviews

OF_BEWONERS = (Soort.STRAAT, Soort.PORTIEK)


def total_respons(session: Session, meetronde: Meetronde) -> Respons:
    """The meetronde as a whole."""
    return _respons(session, Selectie(meetronde.code), Niveau.TOTAAL)[""]


def wijk_respons(session: Session, meetronde: Meetronde) -> Mapping[str, Respons]:
    """Per wijk, by its code. Where there was no contact there is an empty one."""
    return _respons(session, Selectie(meetronde.code), Niveau.WIJK)


def straat_respons(session: Session, meetronde: Meetronde, wijk: Wijk) -> Mapping[str, Respons]:
    """Per straat of a wijk, by its id as text. Where there was no contact there is an empty one."""
    return _respons(session, Selectie(meetronde.code, wijk_code=wijk.code), Niveau.STRAAT)


def _respons(session: Session, selectie: Selectie, niveau: Niveau) -> Mapping[str, Respons]:
    interviews: dict[tuple[str, bool], int] = defaultdict(int)
    for telling in count_interviews(session, selectie, niveau):
        if telling.soort in OF_BEWONERS:
            interviews[str(telling.gebied), telling.consent] += telling.count
    doors: dict[str, dict[Contactuitkomst, int]] = defaultdict(dict)
    for contacten in count_contactpogingen(session, selectie, niveau):
        doors[str(contacten.gebied)][Contactuitkomst(contacten.outcome)] = contacten.count
    found: dict[str, Respons] = defaultdict(Respons)
    for gebied in {gebied for gebied, _ in interviews} | doors.keys():
        found[gebied] = Respons(
            interviews=interviews.get((gebied, True), 0),
            refused=interviews.get((gebied, False), 0),
            doors=doors.get(gebied, {}),
        )
    return found
