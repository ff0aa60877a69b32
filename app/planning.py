"""What a meetronde expects of each straat: its households, and how many interviews of each kind are wanted there."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, insert
from sqlmodel import Session, col, select

from app.doelen import LONGEST_COUNT, is_count
from app.domain.antwoorden import Fout
from app.domain.vragenlijst import Soort
from app.errors import ChangedMeanwhile, InvalidInput, MeetrondeClosed
from app.models import Doel, Huishoudens, Meetronde, Straat, Wijk
from app.tellingen import Plantelling, count_plans, left_out

HUISHOUDENS = "huishoudens"
COLUMNS = (HUISHOUDENS, *Soort)

Sums = Mapping[str, Plantelling]
"""What a plan adds up to, by column."""


class Cell(NamedTuple):
    """One number of a plan: of a straat its households, or how many interviews of a kind are wanted."""

    straat_id: UUID
    column: str

    @property
    def name(self) -> str:
        """By what a form knows it."""
        return f"{self.column}.{self.straat_id}"


@dataclass(frozen=True)
class Plan:
    """The straten of a wijk with their numbers. What is not known, or not wanted, is not in it."""

    straten: Sequence[Straat]
    counts: Mapping[Cell, int]

    @property
    def cells(self) -> list[Cell]:
        return [Cell(straat.id, column) for straat in self.straten for column in COLUMNS]

    @property
    def texts(self) -> dict[str, str]:
        """Every cell by its name, as it is typed."""
        return {cell.name: str(self.counts.get(cell, "")) for cell in self.cells}

    @property
    def fingerprint(self) -> str:
        """By which one sees that somebody else changed it."""
        return hashlib.sha256(repr(sorted(self.texts.items())).encode()).hexdigest()


def plan_of(session: Session, meetronde: Meetronde, wijk: Wijk) -> Plan:
    """What a meetronde expects of the straten of a wijk that take part, by their names."""
    takes_part = col(Straat.id).not_in(left_out(meetronde.code))
    straten = session.exec(
        select(Straat).where(Straat.wijk_code == wijk.code, takes_part).order_by(col(Straat.name), col(Straat.id))
    ).all()
    of_wijk = select(Straat.id).where(Straat.wijk_code == wijk.code)
    counts: dict[Cell, int] = {}
    for households in session.exec(
        select(Huishoudens).where(Huishoudens.meetronde_code == meetronde.code, col(Huishoudens.straat_id).in_(of_wijk))
    ):
        counts[Cell(households.straat_id, HUISHOUDENS)] = households.count
    for doel in session.exec(
        select(Doel).where(Doel.meetronde_code == meetronde.code, col(Doel.straat_id).in_(of_wijk))
    ):
        counts[Cell(doel.straat_id, doel.soort)] = doel.count
    return Plan(straten, counts)


def save_plan(session: Session, meetronde: Meetronde, wijk: Wijk, typed: Mapping[str, str], seen: str) -> None:
    """Keep what was typed, by the name of each cell; an empty cell is taken away, one that is missing stays.

    `seen` is the fingerprint of the plan the coordinator was looking at. Raises InvalidInput naming every faulty cell,
    ChangedMeanwhile when a colleague was first, and MeetrondeClosed. Then nothing was kept.
    """
    session.refresh(meetronde, with_for_update=True)
    if not meetronde.is_open:
        raise MeetrondeClosed("Deze meetronde is gesloten. Heropen hem eerst als er nog iets moet veranderen.")
    plan = plan_of(session, meetronde, wijk)
    texts = {cell: typed[cell.name].strip() for cell in plan.cells if cell.name in typed}
    message = f"Vul een heel getal in van 0 tot en met {'9' * LONGEST_COUNT}, of laat het leeg."
    if faults := [Fout(cell.name, message) for cell, text in texts.items() if text and not is_count(text)]:
        raise InvalidInput("Er is niets opgeslagen. Verbeter de cellen met een melding.", faults=faults)
    if seen != plan.fingerprint:
        raise ChangedMeanwhile(
            "Iemand anders heeft deze tabel intussen gewijzigd. Er is niets opgeslagen. Bij elke cel waar u iets "
            "anders hebt staan, ziet u wat er nu staat. Kijk ze na en sla daarna nog eens op."
        )
    changed = {cell: int(text) if text else None for cell, text in texts.items() if text != plan.texts[cell.name]}
    _replace(session, meetronde, changed)


def sums_of(session: Session, meetronde: Meetronde) -> Mapping[str, Sums]:
    """What is expected in each wijk, by its code."""
    return all_sums(session).get(meetronde.code, {})


def all_sums(session: Session) -> Mapping[str, Mapping[str, Sums]]:
    """The same for every meetronde, by its code. A wijk or a column of which nothing is known is not in it."""
    found: dict[str, dict[str, dict[str, Plantelling]]] = defaultdict(lambda: defaultdict(dict))
    for each in count_plans(session, HUISHOUDENS):
        found[each.meetronde_code][each.wijk_code][each.column] = each
    return found


def add_up(wijken: Mapping[str, Sums]) -> Mapping[str, tuple[int, int]]:
    """All wijken together, by column: in how many straten, and how many."""
    return {
        column: (sum(each.straten for each in known), sum(each.total for each in known))
        for column in COLUMNS
        if (known := [sums[column] for sums in wijken.values() if column in sums])
    }


def _replace(session: Session, meetronde: Meetronde, changed: Mapping[Cell, int | None]) -> None:
    """In a few statements, however large the table is."""
    for table, columns in ((Huishoudens, [HUISHOUDENS]), (Doel, list(Soort))):
        keys = {
            cell: {"meetronde_code": meetronde.code, "straat_id": cell.straat_id}
            | ({} if table is Huishoudens else {"soort": cell.column})
            for cell in changed
            if cell.column in columns
        }
        if keys:
            names = list(next(iter(keys.values())))
            at = (getattr(table, name) == bindparam(f"at_{name}") for name in names)
            rows = [{f"at_{name}": key[name] for name in names} for key in keys.values()]
            session.connection().execute(delete(table).where(*at), rows)
        if new := [key | {"count": changed[cell]} for cell, key in keys.items() if changed[cell] is not None]:
            session.connection().execute(insert(table), new)
