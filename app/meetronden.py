"""Planning a meetronde: a new one, perhaps after an earlier one, what is said about it, closing, opening again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import insert, literal, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.domain.antwoorden import Fout
from app.domain.codes import CODE_LENGTH, code_after
from app.errors import ChangedMeanwhile, InvalidInput, MeetrondeClosed
from app.models import Doel, Gebruiker, Heropening, Huishoudens, Meetronde, Straat, Uitzondering, Vaststelling, Wijk
from app.tellingen import left_out

NAME_LENGTH, TEXT_LENGTH = 120, 2000
RESERVED = "nieuw"
"""The address of the form for a new meetronde."""


@dataclass(frozen=True)
class Description:
    """What a coordinator says about a meetronde. Without an end it lasts until it is closed."""

    name: str
    starts_on: date
    ends_on: date | None = None
    note: str = ""


def add_meetronde(session: Session, code: str, described: Description, example: Meetronde | None = None) -> Meetronde:
    """A new, open meetronde, with the households and the doelen of an example, the straten it left out, nothing else.

    What is out of use does not take part. Without a code it gets one after its name. Raises InvalidInput, naming every
    fault.
    """
    code = code.strip() or code_after(described.name)
    faults = [*_code_faults(session, code), *_faults(described)]
    if faults:
        raise InvalidInput("De meetronde is niet toegevoegd.", faults=faults)
    meetronde = Meetronde(code=code, name="", starts_on=described.starts_on)
    _describe(meetronde, described)
    session.add(meetronde)
    session.flush()
    _leave_out(session, meetronde, example)
    if example:
        _copy_plan(session, example, meetronde)
    return meetronde


def describe_meetronde(session: Session, meetronde: Meetronde, described: Description) -> None:
    """Say something else about a meetronde; its code stays. Raises InvalidInput, naming every fault."""
    if faults := _faults(described):
        raise InvalidInput("De meetronde is niet gewijzigd.", faults=faults)
    _describe(meetronde, described)
    session.add(meetronde)


def close_meetronde(session: Session, meetronde: Meetronde, coordinator: Gebruiker) -> None:
    """From now on the meetronde takes no interviews, and on record is who said so. Twice is harmless."""
    session.refresh(meetronde, with_for_update=True)
    if meetronde.closed_at is None:
        meetronde.closed_at, meetronde.closed_by_id = datetime.now(UTC), coordinator.id


def reopen_meetronde(session: Session, meetronde: Meetronde, coordinator: Gebruiker, reason: str) -> None:
    """Let a closed meetronde take interviews again, and record who did so and why.

    Raises InvalidInput without a reason, MeetrondeClosed when its scores were published, and ChangedMeanwhile when it
    is open.
    """
    reason = reason.strip()
    if not reason or len(reason) > TEXT_LENGTH:
        message = f"Maak de reden korter: hoogstens {TEXT_LENGTH} tekens." if reason else "Schrijf op waarom."
        raise InvalidInput("De meetronde is nog gesloten.", faults=[Fout("reden", message)])
    # Who publishes holds this row too: afterwards we see what was published, or they see that it is open.
    session.refresh(meetronde, with_for_update=True)
    if is_published(session, meetronde):
        raise MeetrondeClosed(
            f"De cijfers van {meetronde.name} zijn gepubliceerd. Deze meetronde kan daarom niet meer open. Komt er "
            "toch iets bij? Begin dan een nieuwe meetronde."
        )
    if meetronde.closed_at is None:
        raise ChangedMeanwhile("Deze meetronde is al open. Misschien was een collega u voor.")
    session.add(
        Heropening(
            meetronde_code=meetronde.code,
            coordinator_id=coordinator.id,
            closed_at=meetronde.closed_at,
            closed_by_id=meetronde.closed_by_id,
            reopened_at=datetime.now(UTC),
            reason=reason,
        )
    )
    meetronde.closed_at = meetronde.closed_by_id = None


def is_published(session: Session, meetronde: Meetronde) -> bool:
    """Whether outsiders were told its scores."""
    query = select(Vaststelling.version).where(Vaststelling.meetronde_code == meetronde.code)
    return session.exec(query).first() is not None


def heropeningen_of(session: Session, meetronde: Meetronde) -> Sequence[tuple[Heropening, str, str | None]]:
    """Every time it was opened again, by whom, and by whom it had been closed if that is known; the oldest first."""
    closer = aliased(Gebruiker)
    query = (
        select(Heropening, Gebruiker.name, closer.name)
        .join(Gebruiker, col(Gebruiker.id) == Heropening.coordinator_id)
        .outerjoin(closer, col(closer.id) == Heropening.closed_by_id)
        .where(Heropening.meetronde_code == meetronde.code)
        .order_by(col(Heropening.reopened_at))
    )
    return session.exec(query).all()


def _code_faults(session: Session, code: str) -> list[Fout]:
    if not re.fullmatch(rf"(?=.{{1,{CODE_LENGTH}}}$)[a-z0-9]+(-[a-z0-9]+)*", code) or code == RESERVED:
        message = f"Neem een code van hoogstens {CODE_LENGTH} kleine letters, cijfers en streepjes."
        return [Fout("code", message)]
    return [Fout("code", "Deze code is al in gebruik.")] if session.get(Meetronde, code) else []


def _faults(described: Description) -> list[Fout]:
    faults = []
    if not described.name.strip():
        faults.append(Fout("naam", "Geef de meetronde een naam."))
    elif len(described.name) > NAME_LENGTH:
        faults.append(Fout("naam", f"Maak de naam korter: hoogstens {NAME_LENGTH} tekens."))
    if len(described.note) > TEXT_LENGTH:
        faults.append(Fout("toelichting", f"Maak de toelichting korter: hoogstens {TEXT_LENGTH} tekens."))
    if described.ends_on is not None and described.ends_on < described.starts_on:
        faults.append(Fout("einddatum", "De einddatum ligt voor de begindatum."))
    return faults


def _describe(meetronde: Meetronde, described: Description) -> None:
    meetronde.name, meetronde.note = described.name.strip(), described.note.strip()
    meetronde.starts_on, meetronde.ends_on = described.starts_on, described.ends_on


def _leave_out(session: Session, meetronde: Meetronde, example: Meetronde | None) -> None:
    out_of_use = or_(
        col(Straat.retired_at).is_not(None), col(Straat.merged_into_id).is_not(None), col(Wijk.retired_at).is_not(None)
    )
    query = select(literal(meetronde.code), col(Straat.id)).join(Wijk, col(Wijk.code) == Straat.wijk_code)
    query = query.where(or_(out_of_use, col(Straat.id).in_(left_out(example.code))) if example else out_of_use)
    session.connection().execute(insert(Uitzondering).from_select(["meetronde_code", "straat_id"], query))


def _copy_plan(session: Session, source: Meetronde, target: Meetronde) -> None:
    """What a merged straat was to have is not copied: its plan lives on in the straat that it became a part of."""
    merged = select(Straat.id).where(col(Straat.merged_into_id).is_not(None))
    for table, columns in ((Huishoudens, ("straat_id", "count")), (Doel, ("straat_id", "soort", "count"))):
        copied = [getattr(table, name) for name in columns]
        rows = select(literal(target.code), *copied).where(table.meetronde_code == source.code)
        rows = rows.where(col(table.straat_id).not_in(merged))
        session.connection().execute(insert(table).from_select(["meetronde_code", *columns], rows))
