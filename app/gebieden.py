"""Where and when: reading wijken, straten and meetronden, and bringing straten in from a CSV file."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.doelen import LONGEST_COUNT, is_count, set_doel
from app.domain.antwoorden import Fout
from app.domain.vragenlijst import Soort
from app.errors import InvalidInput, NotFound
from app.models import Gebruiker, Huishoudens, Inzet, Meetronde, Portiek, Straat, Wijk
from app.table_file import REFUSED, Line, read_lines

REQUIRED_COLUMNS = ("wijkCode", "wijkNaam", "straatNaam")
DOEL_COLUMNS = {"doelStraat": Soort.STRAAT, "doelPortiek": Soort.PORTIEK, "doelKlant": Soort.KLANT}
MEETRONDE_COLUMNS = ("huishoudens", *DOEL_COLUMNS)
"""What a straat has only in a meetronde."""


@dataclass(frozen=True)
class Ingelezen:
    """What an import added; what was there already is left as it is."""

    wijken: int
    straten: int


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


def import_gebieden(session: Session, text: str, meetronde: Meetronde | None = None) -> Ingelezen:
    """Bring in wijken and straten from CSV (`wijkCode,wijkNaam,straatNaam[,bagId]`), and for a meetronde also
    `huishoudens`, `doelStraat`, `doelPortiek` and `doelKlant`.

    A comma or a semicolon may separate. Twice is harmless; a number replaces the one before, an empty cell does not.
    Raises InvalidInput, naming every faulty line, and then nothing was brought in.
    """
    lines = read_lines(text, REQUIRED_COLUMNS, _line_faults)
    if meetronde is None and any(line.get(column) for line in lines for column in MEETRONDE_COLUMNS):
        message = f"De kolommen {', '.join(MEETRONDE_COLUMNS)} horen bij een meetronde. Geef die mee: --meetronde CODE."
        raise InvalidInput(REFUSED, faults=[Fout("regel 1", message)])
    wijken = {wijk.code: wijk for wijk in list_wijken(session)}
    straten = {(straat.wijk_code, straat.name): straat for straat in session.exec(select(Straat))}
    before = len(wijken), len(straten)
    for line in lines:
        if line["wijkCode"] not in wijken:
            wijken[line["wijkCode"]] = Wijk(code=line["wijkCode"], name=line["wijkNaam"])
            session.add(wijken[line["wijkCode"]])
            session.flush()
        key = line["wijkCode"], line["straatNaam"]
        if key not in straten:
            straten[key] = Straat(wijk_code=key[0], name=key[1], bag_id=line.get("bagId") or None)
            session.add(straten[key])
        if meetronde:
            session.flush()
            _keep_for_meetronde(session, meetronde, straten[key], line)
    session.flush()
    return Ingelezen(wijken=len(wijken) - before[0], straten=len(straten) - before[1])


def _keep_for_meetronde(session: Session, meetronde: Meetronde, straat: Straat, line: Line) -> None:
    if line.get("huishoudens"):
        households = Huishoudens(meetronde_code=meetronde.code, straat_id=straat.id, count=int(line["huishoudens"]))
        session.merge(households)
    for column, soort in DOEL_COLUMNS.items():
        if line.get(column):
            set_doel(session, meetronde, straat, soort, int(line[column]))


def _line_faults(line: Line) -> list[str]:
    faults = [f"{column} is leeg." for column in REQUIRED_COLUMNS if not line[column]]
    bag_id = line.get("bagId", "")
    if bag_id and not (bag_id.isdecimal() and len(bag_id) == 16):
        faults.append("bagId heeft precies 16 cijfers.")
    for column in MEETRONDE_COLUMNS:
        count = line.get(column, "")
        if count and not is_count(count):
            faults.append(f"{column} is een getal van 0 tot en met {'9' * LONGEST_COUNT}.")
    return faults
