"""Asking for a file with interviews: what was chosen, and that it is written down who took which away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.domain.antwoorden import Fout
from app.domain.vragenlijst import Soort
from app.errors import InvalidInput, NotFound
from app.models import Formaat, Gebruiker, Meetronde, Status, Uitvoer, Vorm, Wijk
from app.tellingen import COUNTING

REASON_LIMIT = 1000
EXPORTABLE = (*COUNTING, Status.TERUGGESTUURD)
"""What was rejected never leaves: it was no interview."""


@dataclass(frozen=True)
class Uitvoerkeuze:
    """Which interviews, in which form. Without more than a meetronde: those that count in its scores."""

    meetronde: Meetronde
    wijk: Wijk | None = None
    soort: Soort | None = None
    statuses: Sequence[Status] = COUNTING
    formaat: Formaat = Formaat.CSV_NL
    vorm: Vorm = Vorm.BREED
    with_text: bool = False
    with_straat: bool = False
    reason: str = ""


def ask_uitvoer(session: Session, coordinator: Gebruiker, keuze: Uitvoerkeuze) -> Uitvoer:
    """Write down that a coordinator wants this file. Raises InvalidInput, naming every fault."""
    if faults := _faults(keuze):
        raise InvalidInput("Er is geen bestand gemaakt.", faults=faults)
    uitvoer = Uitvoer(
        coordinator_id=coordinator.id,
        asked_at=datetime.now(UTC),
        meetronde_code=keuze.meetronde.code,
        wijk_code=keuze.wijk.code if keuze.wijk else None,
        soort=keuze.soort,
        statuses=[str(status) for status in EXPORTABLE if status in keuze.statuses],
        formaat=keuze.formaat,
        vorm=keuze.vorm,
        with_text=keuze.with_text,
        with_straat=keuze.with_straat,
        reason=keuze.reason.strip(),
    )
    session.add(uitvoer)
    session.flush()
    return uitvoer


def _faults(keuze: Uitvoerkeuze) -> list[Fout]:
    faults = []
    if not keuze.statuses:
        faults.append(Fout("status", "Kies welke interviews u wilt: goedgekeurd, nog niet bekeken of teruggestuurd."))
    if set(keuze.statuses) - set(EXPORTABLE):
        faults.append(Fout("status", "Afgekeurde interviews kunt u niet uitvoeren."))
    if (keuze.with_text or keuze.with_straat) and not keuze.reason.strip():
        faults.append(Fout("reden", "Schrijf op waarvoor u open antwoorden of straten nodig hebt."))
    if len(keuze.reason.strip()) > REASON_LIMIT:
        faults.append(Fout("reden", f"Maak dit korter: hoogstens {REASON_LIMIT} tekens."))
    return faults


def find_uitvoer(session: Session, uitvoer_id: UUID, coordinator: Gebruiker) -> Uitvoer:
    """What this coordinator asked for; raises NotFound, also when it was somebody else."""
    uitvoer = session.get(Uitvoer, uitvoer_id)
    if uitvoer is None or uitvoer.coordinator_id != coordinator.id:
        raise NotFound(
            "Dit bestand is er niet, of een collega heeft het gevraagd. Alleen wie het vroeg, kan het ophalen."
        )
    return uitvoer


def list_uitvoeren(session: Session, limit: int) -> Sequence[tuple[Uitvoer, str, str, str | None]]:
    """The latest, newest first, each with the names of who asked, of the meetronde and of the wijk."""
    query = (
        select(Uitvoer, Gebruiker.name, Meetronde.name, Wijk.name)
        .join(Gebruiker, col(Gebruiker.id) == Uitvoer.coordinator_id)
        .join(Meetronde, col(Meetronde.code) == Uitvoer.meetronde_code)
        .outerjoin(Wijk, col(Wijk.code) == Uitvoer.wijk_code)
        .order_by(col(Uitvoer.asked_at).desc(), col(Uitvoer.id))
        .limit(limit)
    )
    return session.exec(query).all()


def note_finished(session: Session, uitvoer_id: UUID, count: int) -> None:
    """Write down that the file is there, and with how many interviews."""
    uitvoer = session.get_one(Uitvoer, uitvoer_id)
    uitvoer.finished_at, uitvoer.count = datetime.now(UTC), count


def note_fetched(session: Session, uitvoer_id: UUID) -> None:
    """Write down that the file was taken away."""
    session.get_one(Uitvoer, uitvoer_id).fetched_at = datetime.now(UTC)
