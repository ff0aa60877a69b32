"""Where and when: reading wijken, straten and meetronden, adding, renaming and retiring places."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.domain.antwoorden import Fout
from app.domain.codes import CODE_LENGTH, code_after
from app.errors import InvalidInput, NotFound
from app.models import Gebruiker, Inzet, Meetronde, Portiek, Straat, Wijk
from app.statements import keep_others_from_writing
from app.tellingen import left_out

NAME_LENGTH = 120
BAG_LENGTH = 16


def list_meetronden(session: Session) -> Sequence[Meetronde]:
    """Every meetronde, the latest first."""
    return session.exec(select(Meetronde).order_by(col(Meetronde.starts_on).desc(), Meetronde.code)).all()


def open_meetronde(session: Session) -> Meetronde | None:
    """The meetronde that interviews are held for now: of the open ones the latest."""
    return next((meetronde for meetronde in list_meetronden(session) if meetronde.is_open), None)


def list_wijken(session: Session) -> Sequence[Wijk]:
    """Every wijk, by name."""
    return session.exec(select(Wijk).order_by(Wijk.name)).all()


def wijken_of(session: Session, interviewer: Gebruiker) -> Sequence[Wijk]:
    """The wijken an interviewer works in, by name."""
    query = select(Wijk).join(Inzet, col(Inzet.wijk_code) == Wijk.code).where(Inzet.gebruiker_id == interviewer.id)
    return session.exec(query.order_by(Wijk.name)).all()


def straten_of(session: Session, wijken: Sequence[Wijk]) -> Sequence[Straat]:
    """The straten of these wijken, by name."""
    codes = [wijk.code for wijk in wijken]
    return session.exec(
        select(Straat).where(col(Straat.wijk_code).in_(codes)).order_by(col(Straat.name), col(Straat.id))
    ).all()


def straten_to_visit(session: Session, meetronde: Meetronde | None, wijken: Sequence[Wijk]) -> Sequence[Straat]:
    """Where an interviewer who works in these wijken may go now, by name: what is in use and takes part."""
    codes = [wijk.code for wijk in wijken if wijk.is_in_use]
    in_use = (col(Straat.retired_at).is_(None), col(Straat.merged_into_id).is_(None))
    query = select(Straat).where(col(Straat.wijk_code).in_(codes), *in_use)
    if meetronde is not None:
        query = query.where(col(Straat.id).not_in(left_out(meetronde.code)))
    return session.exec(query.order_by(col(Straat.name), col(Straat.id))).all()


def portieken_of(session: Session, straten: Sequence[Straat]) -> Sequence[Portiek]:
    """The portieken of these straten, by name."""
    ids = [straat.id for straat in straten]
    query = select(Portiek).where(col(Portiek.straat_id).in_(ids)).order_by(col(Portiek.name), col(Portiek.id))
    return session.exec(query).all()


def find_wijk(session: Session, code: str) -> Wijk:
    """This wijk; raises NotFound."""
    if (wijk := session.get(Wijk, code)) is None:
        raise NotFound(f"Er is geen wijk “{code}”.")
    return wijk


def find_straat(session: Session, straat_id: UUID) -> Straat:
    """This straat; raises NotFound."""
    if (straat := session.get(Straat, straat_id)) is None:
        raise NotFound("Deze straat is er niet.")
    return straat


def find_portiek(session: Session, portiek_id: UUID) -> Portiek:
    """This portiek; raises NotFound."""
    if (portiek := session.get(Portiek, portiek_id)) is None:
        raise NotFound("Dit portiek is er niet.")
    return portiek


def add_wijk(session: Session, name: str, code: str = "") -> Wijk:
    """A new wijk, without a code with one after its name; raises InvalidInput, naming every fault."""
    change_places_alone(session)
    name, code = name.strip(), code.strip() or code_after(name)
    faults = _name_faults(name, [wijk.name for wijk in list_wijken(session)], "Deze wijk is er al.")
    if not is_wijk_code(code):
        faults.append(Fout("code", f"Neem een code van hoogstens {CODE_LENGTH} letters, cijfers en streepjes."))
    elif session.get(Wijk, code):
        faults.append(Fout("code", "Deze code is al in gebruik."))
    _refuse("De wijk is niet toegevoegd.", faults)
    wijk = Wijk(code=code, name=name)
    session.add(wijk)
    session.flush()
    return wijk


def is_wijk_code(code: str) -> bool:
    """Whether this can be the code of a wijk, and stand in an address."""
    return len(code) <= CODE_LENGTH and re.fullmatch(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*", code) is not None


def rename_wijk(session: Session, wijk: Wijk, name: str) -> None:
    """Call a wijk otherwise; its code stays, and so does what was published. Raises InvalidInput."""
    change_places_alone(session)
    others = [each.name for each in list_wijken(session) if each.code != wijk.code]
    _refuse("De wijk is niet gewijzigd.", _name_faults(name.strip(), others, "Er is al een wijk met deze naam."))
    wijk.name = name.strip()


def add_straat(session: Session, wijk: Wijk, name: str, bag_id: str = "") -> Straat:
    """A new straat in a wijk, perhaps with its 16 digits of the BAG; raises InvalidInput, naming every fault."""
    change_places_alone(session)
    _refuse("De straat is niet toegevoegd.", _straat_faults(session, wijk, None, name.strip(), bag_id.strip()))
    straat = Straat(wijk_code=wijk.code, name=name.strip(), bag_id=bag_id.strip() or None)
    session.add(straat)
    session.flush()
    return straat


def change_straat(session: Session, straat: Straat, name: str, bag_id: str) -> None:
    """Call a straat otherwise, or give it another id of the BAG. Raises InvalidInput, naming every fault."""
    change_places_alone(session)
    _refuse_merged(session, straat)
    wijk = find_wijk(session, straat.wijk_code)
    _refuse("De straat is niet gewijzigd.", _straat_faults(session, wijk, straat, name.strip(), bag_id.strip()))
    straat.name, straat.bag_id = name.strip(), bag_id.strip() or None


def is_bag_id(text: str) -> bool:
    """Whether this is an id as the BAG gives: 16 digits."""
    return len(text) == BAG_LENGTH and text.isdecimal() and text.isascii()


def add_portiek(session: Session, straat: Straat, name: str) -> Portiek:
    """A new portiek in a straat; raises InvalidInput, also when its name tells of one household only."""
    change_places_alone(session)
    _refuse_merged(session, straat)
    _refuse("Het portiek is niet toegevoegd.", _portiek_faults(session, straat, None, name.strip()))
    portiek = Portiek(straat_id=straat.id, name=name.strip())
    session.add(portiek)
    session.flush()
    return portiek


def rename_portiek(session: Session, portiek: Portiek, name: str) -> None:
    """Call a portiek otherwise; raises InvalidInput."""
    change_places_alone(session)
    straat = find_straat(session, portiek.straat_id)
    _refuse("Het portiek is niet gewijzigd.", _portiek_faults(session, straat, portiek, name.strip()))
    portiek.name = name.strip()


def retire(session: Session, place: Wijk | Straat | Portiek, coordinator: Gebruiker) -> None:
    """Send nobody there any more; what was heard there stays, and counts. Harmless when that was so already.

    What a phone still sends for it is received. Raises InvalidInput for a straat that was merged.
    """
    change_places_alone(session)
    if isinstance(place, Straat):
        _refuse_merged(session, place)
    if place.retired_at is None:
        place.retired_at, place.retired_by_id = datetime.now(UTC), coordinator.id


def bring_back(session: Session, place: Wijk | Straat | Portiek) -> None:
    """Use a place again that was out of use. Meetronden that began meanwhile do not get it by themselves."""
    change_places_alone(session)
    place.retired_at = place.retired_by_id = None


def change_places_alone(session: Session) -> None:
    """Let nobody else change a place until this transaction ends: names are looked up before they are given.

    Whoever does so calls this first, so that nobody holds a place while waiting for it.
    """
    keep_others_from_writing(session, Wijk)


def _refuse_merged(session: Session, straat: Straat) -> None:
    # It may have been merged since this transaction read it.
    session.refresh(straat)
    if straat.merged_into_id is not None:
        into = find_straat(session, straat.merged_into_id)
        raise InvalidInput(f"{straat.name} is samengevoegd met {into.name}. Wijzig die straat.")


def _straat_faults(session: Session, wijk: Wijk, straat: Straat | None, name: str, bag_id: str) -> list[Fout]:
    others = [each.name for each in straten_of(session, [wijk]) if each is not straat]
    faults = _name_faults(name, others, "Er is al een straat met deze naam in deze wijk.")
    if bag_id and not is_bag_id(bag_id):
        faults.append(Fout("bagId", f"Een BAG-id heeft precies {BAG_LENGTH} cijfers. Leeg mag ook."))
    return faults


def _portiek_faults(session: Session, straat: Straat, portiek: Portiek | None, name: str) -> list[Fout]:
    others = [each.name for each in portieken_of(session, [straat]) if each is not portiek]
    if re.fullmatch(r"\d+ ?[A-Za-z]?", name):
        message = "Dit is één huisnummer. Schrijf wat bij de deur staat voor iedereen, zoals “12 tot en met 34”."
        return [Fout("naam", message)]
    return _name_faults(name, others, "Er is al een portiek met deze naam in deze straat.")


def _name_faults(name: str, others: Sequence[str], taken: str) -> list[Fout]:
    if not 1 <= len(name) <= NAME_LENGTH:
        return [Fout("naam", f"Vul een naam in van hoogstens {NAME_LENGTH} tekens.")]
    return [Fout("naam", taken)] if name.casefold() in {other.casefold() for other in others} else []


def _refuse(message: str, faults: list[Fout]) -> None:
    if faults:
        raise InvalidInput(message, faults=faults)
