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
from app.tellingen import Niveau, Selectie, count_contactpogingen
from app.telstand import Stand, read

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
    standen: dict[str, list[Stand]] = defaultdict(list)
    gebied_of = _gebieden(session, niveau)
    for (straat_id, soort), stand in read(session, selectie).items():
        if soort in OF_BEWONERS:
            standen[gebied_of(straat_id)].append(stand)
    doors: dict[str, dict[Contactuitkomst, int]] = defaultdict(dict)
    for contacten in count_contactpogingen(session, selectie, niveau):
        doors[str(contacten.gebied)][Contactuitkomst(contacten.outcome)] = contacten.count
    found: dict[str, Respons] = defaultdict(Respons)
    for gebied in standen.keys() | doors.keys():
        found[gebied] = Respons(
            interviews=sum(stand.interviews for stand in standen[gebied]),
            refused=sum(stand.refusals for stand in standen[gebied]),
            doors=doors.get(gebied, {}),
        )
    return found


def _gebieden(session: Session, niveau: Niveau) -> Callable[[UUID], str]:
    """In which area a straat is counted, as `tellingen` names the areas."""
    match niveau:
        case Niveau.TOTAAL:
            return lambda _: ""
        case Niveau.STRAAT:
            return str
        case Niveau.WIJK:
            return dict(session.exec(select(Straat.id, Straat.wijk_code)).all()).__getitem__
