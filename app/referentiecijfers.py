"""Figures that others measured: brought in from a file, and shown beside what we measured, never mixed with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import Session, col, select

from app.models import Eenheid, Referentiecijfer, Wijk
from app.table_file import Line, read_lines

WHOLE_PLACE = ""
"""The code of the place that the wijken lie in."""

COLUMNS = ("gebiedCode", "gebiedNaam", "maat", "periode", "waarde", "eenheid", "bron")
LENGTHS = {"gebiedNaam": 120, "maat": 60, "periode": 20, "bron": 200}
"""How long a text may be that is not looked up."""

NUMBER = re.compile(r"[0-9]{1,3}([.,][0-9]{1,2})?")
"""A decimal comma or point, and no more decimals than we keep: what was published must not be rounded by us."""


class Key(NamedTuple):
    """What makes a referentiecijfer this one and no other."""

    gebied_code: str
    maat: str
    periode: str


@dataclass(frozen=True)
class Ingelezen:
    """What an import did; what was there already and is the same does not count."""

    added: int
    changed: int


@dataclass(frozen=True)
class BesideWijk:
    """What one source says of a wijk, beside the other wijken and the whole place: a row per maat, a cell per gebied.

    The wijk itself comes first, the whole place last. A cell holds every periode that was measured there.
    """

    bron: str
    gebieden: list[str]
    rows: list[tuple[str, list[list[Referentiecijfer]]]]


def import_referentiecijfers(session: Session, text: str) -> Ingelezen:
    """Bring in a CSV file; the same file twice changes nothing, another value replaces.

    Raises InvalidInput, naming every faulty line, and then nothing was brought in.
    """
    known = {_key(each): each for each in list_referentiecijfers(session)}
    place_names = {each.gebied_name for each in known.values() if each.gebied_code == WHOLE_PLACE}
    check = _Check(set(session.exec(select(Wijk.code))), next(iter(place_names), None))
    offered = [_referentiecijfer(line) for line in read_lines(text, COLUMNS, check.faults_of)]
    added = [each for each in offered if _key(each) not in known]
    changed = [each for each in offered if _key(each) in known and each.model_dump() != known[_key(each)].model_dump()]
    session.add_all(added)
    for each in changed:
        known[_key(each)].sqlmodel_update(each.model_dump())
    session.flush()
    return Ingelezen(added=len(added), changed=len(changed))


def list_referentiecijfers(session: Session, gebied_code: str | None = None) -> Sequence[Referentiecijfer]:
    """Every figure, or those of one gebied: per gebied, maat and periode; the whole place first."""
    query = select(Referentiecijfer)
    if gebied_code is not None:
        query = query.where(Referentiecijfer.gebied_code == gebied_code)
    order = (col(Referentiecijfer.gebied_code), col(Referentiecijfer.maat), col(Referentiecijfer.periode))
    return session.exec(query.order_by(*order)).all()


def beside_wijk(session: Session, wijk: Wijk) -> list[BesideWijk]:
    """What others say of this wijk, per source; of the other gebieden only what was measured in this wijk too."""
    figures = list_referentiecijfers(session)
    sources = sorted({each.bron for each in figures if each.gebied_code == wijk.code})
    return [_beside(wijk, bron, [each for each in figures if each.bron == bron]) for bron in sources]


def _beside(wijk: Wijk, bron: str, figures: list[Referentiecijfer]) -> BesideWijk:
    maten = sorted({each.maat for each in figures if each.gebied_code == wijk.code})
    names = {each.gebied_code: each.gebied_name for each in figures if each.maat in maten}
    codes = sorted(names, key=lambda code: (code != wijk.code, code == WHOLE_PLACE, names[code]))
    rows = [
        (maat, [[each for each in figures if (each.gebied_code, each.maat) == (code, maat)] for code in codes])
        for maat in maten
    ]
    return BesideWijk(bron, [names[code] for code in codes], rows)


@dataclass
class _Check:
    """What is wrong with a line, also in the light of the lines before it."""

    wijk_codes: set[str]
    place_name: str | None
    seen: set[Key] = field(default_factory=set)

    def faults_of(self, line: Line) -> list[str]:
        faults = [f"{column} is leeg." for column in COLUMNS if column != "gebiedCode" and not line[column]]
        faults += [
            f"{column} heeft hoogstens {most} tekens." for column, most in LENGTHS.items() if len(line[column]) > most
        ]
        return faults + self._gebied_faults(line) + _value_faults(line) + self._repeats(line)

    def _gebied_faults(self, line: Line) -> list[str]:
        code, name = line["gebiedCode"], line["gebiedNaam"]
        if code != WHOLE_PLACE:
            message = f"Er is geen wijk “{code}”. Laat gebiedCode leeg voor de hele plaats."
            return [] if code in self.wijk_codes else [message]
        self.place_name = self.place_name or name
        if name in ("", self.place_name):
            return []
        return [f"De hele plaats heet al “{self.place_name}”. Een andere plaats kan er niet bij."]

    def _repeats(self, line: Line) -> list[str]:
        key = Key(line["gebiedCode"], line["maat"], line["periode"])
        if key in self.seen:
            return ["Dit cijfer staat al op een eerdere regel: zelfde gebiedCode, maat en periode."]
        self.seen.add(key)
        return []


def _value_faults(line: Line) -> list[str]:
    value, eenheid = line["waarde"], line["eenheid"]
    faults = []
    if eenheid and eenheid not in list(Eenheid):
        faults.append(f"eenheid is {' of '.join(Eenheid)}.")
    if value and not NUMBER.fullmatch(value):
        faults.append("waarde is een getal zoals 6,5, met hoogstens twee cijfers achter de komma.")
    if value and not faults and eenheid:
        low, high = Eenheid(eenheid).range
        if not low <= _hundredths(value) <= high:
            faults.append(f"waarde is bij {eenheid} van {low // 100} tot en met {high // 100}.")
    return faults


def _hundredths(value: str) -> int:
    return int(Decimal(value.replace(",", ".")) * 100)


def _referentiecijfer(line: Line) -> Referentiecijfer:
    return Referentiecijfer(
        gebied_code=line["gebiedCode"],
        gebied_name=line["gebiedNaam"],
        maat=line["maat"],
        periode=line["periode"],
        hundredths=_hundredths(line["waarde"]),
        eenheid=Eenheid(line["eenheid"]),
        bron=line["bron"],
    )


def _key(referentiecijfer: Referentiecijfer) -> Key:
    return Key(referentiecijfer.gebied_code, referentiecijfer.maat, referentiecijfer.periode)
