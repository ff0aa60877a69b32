"""A CSV file with wijken and straten: what it would change, and changing just that."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import bindparam, insert, literal, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from app.doelen import LONGEST_COUNT, is_count
from app.domain.antwoorden import Fout
from app.domain.codes import CODE_LENGTH
from app.domain.vragenlijst import Soort
from app.errors import InvalidInput, MeetrondeClosed
from app.gebieden import BAG_LENGTH, NAME_LENGTH, change_places_alone, is_bag_id, is_wijk_code, list_wijken
from app.models import Doel, Huishoudens, Meetronde, Straat, Wijk
from app.planning import HUISHOUDENS
from app.table_file import REFUSED, Line, read_lines

REQUIRED_COLUMNS = ("wijkCode", "wijkNaam", "straatNaam")
MEETRONDE_COLUMNS = {
    "huishoudens": HUISHOUDENS,
    "doelStraat": Soort.STRAAT,
    "doelPortiek": Soort.PORTIEK,
    "doelKlant": Soort.KLANT,
}
"""What a straat has only in a meetronde, and what a plan calls it."""

Place = tuple[str, str]
"""A straat as a file knows it: the code of its wijk, and its name."""

Number = tuple[Place, str]
"""A number in a plan: of which straat, and what it counts."""


@dataclass(frozen=True)
class Proposal:
    """What a file would add, and which numbers it would set: before (None when not known) and after.

    `bag_ids` are for straten that are there without one. What is there already keeps its name; `kept_names` are those
    of wijken that the file calls otherwise.
    """

    wijken: Mapping[str, str]
    straten: Mapping[Place, str | None]
    bag_ids: Mapping[Place, str]
    numbers: Mapping[Number, tuple[int | None, int]]
    kept_names: Mapping[str, tuple[str, str]]
    lines: int

    @property
    def is_empty(self) -> bool:
        return not (self.wijken or self.straten or self.bag_ids or self.numbers)

    @property
    def fingerprint(self) -> str:
        """By which one sees that something else would change than was shown."""
        changes = self.wijken, self.straten, self.bag_ids, self.numbers
        return hashlib.sha256(repr(changes).encode()).hexdigest()


def import_gebieden(session: Session, text: str, meetronde: Meetronde | None = None) -> Proposal:
    """Bring in wijken and straten at once: what was added and which numbers were set. Raises what `propose` raises."""
    change_places_alone(session)
    proposal = propose(session, text, meetronde)
    carry_out(session, proposal, meetronde)
    return proposal


def propose(session: Session, text: str, meetronde: Meetronde | None = None) -> Proposal:
    """What a CSV (`wijkCode,wijkNaam,straatNaam[,bagId]`) would change, and for a meetronde also with `huishoudens`,
    `doelStraat`, `doelPortiek` and `doelKlant`.

    A comma or a semicolon may separate. Twice is harmless; a number replaces the one before, an empty cell does not.
    Raises InvalidInput, naming every faulty line, and MeetrondeClosed.
    """
    if meetronde is not None and not meetronde.is_open:
        raise MeetrondeClosed("Deze meetronde is gesloten. Heropen hem eerst als er nog iets moet veranderen.")
    known = {wijk.code: wijk.name for wijk in list_wijken(session)}
    lines = read_lines(text, REQUIRED_COLUMNS, _fault_finder(known, _merged(session)))
    if meetronde is None and any(line.get(column) for line in lines for column in MEETRONDE_COLUMNS):
        message = f"De kolommen {', '.join(MEETRONDE_COLUMNS)} horen bij een meetronde. Zeg bij welke (--meetronde)."
        raise InvalidInput(REFUSED, faults=[Fout("regel 1", message)])
    places = _places(session)
    before = _numbers(session, meetronde, places) if meetronde else {}
    after = {number: count for line in lines for number, count in _numbers_in(line)}
    straten: dict[Place, str | None] = {}
    for line in lines:
        if (place := _place(line)) not in places:
            straten[place] = straten.get(place) or line.get("bagId") or None
    return Proposal(
        wijken={line["wijkCode"]: line["wijkNaam"] for line in lines if line["wijkCode"] not in known},
        straten=straten,
        bag_ids=_missing_bag_ids(session, lines),
        numbers={each: (before.get(each), count) for each, count in after.items() if before.get(each) != count},
        kept_names={
            code: (known[code], line["wijkNaam"])
            for line in lines
            if (code := line["wijkCode"]) in known and known[code] != line["wijkNaam"]
        },
        lines=len(lines),
    )


def table_of(session: Session, wijk: Wijk, straten: Mapping[str, str]) -> str:
    """The file that adds to a wijk those of these straten, by their id in the BAG, that it has not.

    A straat that is there under another name is known by that id, and stays as it is.
    """
    known = set(session.connection().scalars(select(col(Straat.bag_id)).where(col(Straat.wijk_code) == wijk.code)))
    table = io.StringIO()
    lines = csv.writer(table, delimiter=";", lineterminator="\n")
    lines.writerow([*REQUIRED_COLUMNS, "bagId"])
    lines.writerows([wijk.code, wijk.name, name, bag_id] for bag_id, name in straten.items() if bag_id not in known)
    return table.getvalue()


def carry_out(session: Session, proposal: Proposal, meetronde: Meetronde | None = None) -> None:
    """Make everything as was proposed, in a few statements however long the file was.

    Who proposed it in this transaction called `change_places_alone` first: else somebody may have added the same.
    """
    wijken = [{"code": code, "name": name, "cbs_codes": []} for code, name in proposal.wijken.items()]
    _insert(session, Wijk, wijken)
    straten = [
        {"id": uuid4(), "wijk_code": code, "name": name, "bag_id": bag_id}
        for (code, name), bag_id in proposal.straten.items()
    ]
    _insert(session, Straat, straten)
    places = _places(session)
    for place, bag_id in proposal.bag_ids.items():
        session.connection().execute(update(Straat).where(col(Straat.id) == places[place]).values(bag_id=bag_id))
    if meetronde is None:
        return
    for table, columns in ((Huishoudens, [HUISHOUDENS]), (Doel, list(Soort))):
        new: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        for (place, column), (before, after) in proposal.numbers.items():
            if column in columns:
                key = {"meetronde_code": meetronde.code, "straat_id": places[place]}
                row = key if table is Huishoudens else key | {"soort": column}
                (new if before is None else changed).append(row | {"count": after})
        _insert(session, table, new)
        _set_counts(session, table, changed)


def _insert(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(insert(table), rows)


def _set_counts(session: Session, table: type[Huishoudens] | type[Doel], rows: list[dict[str, Any]]) -> None:
    if rows:
        keys = [name for name in rows[0] if name != "count"]
        # Other names than those of the columns: an UPDATE takes those for what is to be set.
        change = update(table).where(*(getattr(table, name) == bindparam(f"at_{name}") for name in keys))
        change = change.values(count=bindparam("to_count"))
        session.connection().execute(
            change, [{**{f"at_{name}": row[name] for name in keys}, "to_count": row["count"]} for row in rows]
        )


def _places(session: Session) -> dict[Place, UUID]:
    query = select(col(Straat.wijk_code), col(Straat.name), col(Straat.id))
    return {(code, name): straat_id for code, name, straat_id in session.connection().execute(query)}


def _missing_bag_ids(session: Session, lines: Sequence[Line]) -> dict[Place, str]:
    """The first id that the file gives to each straat that is there and has none."""
    query = select(col(Straat.wijk_code), col(Straat.name)).where(col(Straat.bag_id).is_(None))
    without = {(code, name) for code, name in session.connection().execute(query)}
    found: dict[Place, str] = {}
    for line in lines:
        if _place(line) in without and line.get("bagId"):
            found.setdefault(_place(line), line["bagId"])
    return found


def _merged(session: Session) -> dict[Place, str]:
    """The straten that became a part of another, with the name of that one."""
    into = aliased(Straat)
    query = select(col(Straat.wijk_code), col(Straat.name), col(into.name))
    query = query.join(into, col(into.id) == Straat.merged_into_id)
    return {(code, name): of for code, name, of in session.connection().execute(query)}


def _numbers(session: Session, meetronde: Meetronde, places: Mapping[Place, UUID]) -> dict[Number, int]:
    names = {straat_id: place for place, straat_id in places.items()}
    households = select(col(Huishoudens.straat_id), literal(HUISHOUDENS), col(Huishoudens.count))
    doelen = select(col(Doel.straat_id), col(Doel.soort), col(Doel.count))
    return {
        (names[straat_id], column): count
        for query, table in ((households, Huishoudens), (doelen, Doel))
        for straat_id, column, count in session.connection().execute(
            query.where(col(table.meetronde_code) == meetronde.code)
        )
    }


def _place(line: Line) -> Place:
    return line["wijkCode"], line["straatNaam"]


def _numbers_in(line: Line) -> Iterator[tuple[Number, int]]:
    for column, planned in MEETRONDE_COLUMNS.items():
        if line.get(column):
            yield (_place(line), str(planned)), int(line[column])


def _fault_finder(known: Mapping[str, str], merged: Mapping[Place, str]) -> Callable[[Line], list[str]]:
    """Says what is wrong with a line, knowing the lines before it, the names of the wijken, and what was merged."""
    names, codes = dict(known), {name: code for code, name in known.items()}
    numbers: dict[Number, int] = {}

    def faults_of(line: Line) -> list[str]:
        if faults := _line_faults(line):
            return faults
        code, name = line["wijkCode"], line["wijkNaam"]
        if code not in known and names.setdefault(code, name) != name:
            faults.append(f"De wijk met code {code} heet eerder in het bestand “{names[code]}”.")
        elif code not in known and codes.setdefault(name, code) != code:
            faults.append(f"De wijk “{name}” heeft al een andere code: {codes[name]}.")
        if _place(line) in merged and any(_numbers_in(line)):
            into = merged[_place(line)]
            faults.append(f"Deze straat is samengevoegd met “{into}”. Zet het aantal bij die straat.")
        for number, count in _numbers_in(line):
            if numbers.setdefault(number, count) != count:
                faults.append("Deze straat staat eerder in het bestand met een ander aantal. Laat er één staan.")
        return faults

    return faults_of


def _line_faults(line: Line) -> list[str]:
    faults = [f"{column} is leeg." for column in REQUIRED_COLUMNS if not line[column]]
    faults += [
        f"{column} is te lang: hoogstens {NAME_LENGTH} tekens."
        for column in ("wijkNaam", "straatNaam")
        if len(line[column]) > NAME_LENGTH
    ]
    if line["wijkCode"] and not is_wijk_code(line["wijkCode"]):
        faults.append(f"wijkCode heeft hoogstens {CODE_LENGTH} letters, cijfers en streepjes.")
    if line.get("bagId") and not is_bag_id(line["bagId"]):
        faults.append(f"bagId heeft precies {BAG_LENGTH} cijfers.")
    return faults + [
        f"{column} is een getal van 0 tot en met {'9' * LONGEST_COUNT}."
        for column in MEETRONDE_COLUMNS
        if line.get(column) and not is_count(line[column])
    ]
