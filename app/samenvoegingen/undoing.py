"""Taking a merge back: everything returns to the straat it came from, unless something changed that forbids it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, update
from sqlmodel import Session, col, select

from app.errors import ChangedMeanwhile, NotFound
from app.gebieden import find_straat
from app.models import (
    Contactpoging,
    Doel,
    Gebruiker,
    Huishoudens,
    Interview,
    Meetronde,
    Portiek,
    Samenvoeging,
    Straat,
    Uitzondering,
)
from app.planning import HUISHOUDENS
from app.samenvoegingen.merging import set_number
from app.samenvoegingen.verhuizing import Aantal, Verhuizing, hold_still, moved_by, published_meetronden
from app.statements import insert_once
from app.telstand import Changes, count_stored, key_of


@dataclass(frozen=True)
class Terugkeer:
    """What would return, and in words everything that forbids it."""

    samenvoeging: Samenvoeging
    straat: Straat
    into: Straat
    verhuizing: Verhuizing
    interviews: int
    contactpogingen: int
    obstacles: Sequence[str]


def samenvoegingen_of(session: Session, straat: Straat) -> Sequence[tuple[Samenvoeging, Straat]]:
    """The straten that became a part of this one and still are, with their merge, the latest first."""
    query = (
        select(Samenvoeging, Straat)
        .join(Straat, col(Straat.id) == Samenvoeging.straat_id)
        .where(Samenvoeging.into_id == straat.id, col(Samenvoeging.undone_at).is_(None))
    )
    return session.exec(query.order_by(col(Samenvoeging.merged_at).desc(), col(Samenvoeging.id))).all()


def samenvoeging_of(session: Session, straat: Straat) -> tuple[Samenvoeging, Straat] | None:
    """The merge by which this straat became a part of another, and that other; None when it is a straat of its own."""
    query = (
        select(Samenvoeging, Straat)
        .join(Straat, col(Straat.id) == Samenvoeging.into_id)
        .where(Samenvoeging.straat_id == straat.id, col(Samenvoeging.undone_at).is_(None))
    )
    return session.exec(query).first()


def find_samenvoeging(session: Session, samenvoeging_id: UUID) -> Samenvoeging:
    """This merge; raises NotFound."""
    if (samenvoeging := session.get(Samenvoeging, samenvoeging_id)) is None:
        raise NotFound("Deze samenvoeging is er niet.")
    return samenvoeging


def look_back(session: Session, samenvoeging: Samenvoeging) -> Terugkeer:
    """What would return if this merge were undone now, and what forbids it."""
    straat, into = (find_straat(session, each) for each in (samenvoeging.straat_id, samenvoeging.into_id))
    move = moved_by(samenvoeging)
    counts = {table: _count_returning(session, table, samenvoeging, move) for table in (Interview, Contactpoging)}
    meetronden = {*move.meetronden, *(code for each in counts.values() for code in each)}
    return Terugkeer(
        samenvoeging,
        straat,
        into,
        move,
        interviews=sum(counts[Interview].values()),
        contactpogingen=sum(counts[Contactpoging].values()),
        obstacles=list(_obstacles(session, samenvoeging, straat, into, meetronden)),
    )


def undo(session: Session, samenvoeging: Samenvoeging, coordinator: Gebruiker) -> None:
    """Let everything return; what came in for the straat since then too. Raises ChangedMeanwhile when that cannot be.

    What was sent for the other straat stays there, unless it was at a portiek that returns.
    """
    straat, into = (find_straat(session, each) for each in (samenvoeging.straat_id, samenvoeging.into_id))
    hold_still(session, (straat, into))
    session.refresh(samenvoeging)
    terugkeer = look_back(session, samenvoeging)
    if terugkeer.obstacles:
        raise ChangedMeanwhile(" ".join(terugkeer.obstacles))
    move = terugkeer.verhuizing
    changes = _return_said(session, samenvoeging, move)
    _return_places(session, samenvoeging, move)
    for each in move.aantallen:
        set_number(session, each, straat.id, each.gone)
        set_number(session, each, into.id, each.stayed)
    open_again = sorted(set(move.closed_to) - published_meetronden(session).keys())
    session.connection().execute(
        delete(Uitzondering).where(
            col(Uitzondering.straat_id) == straat.id, col(Uitzondering.meetronde_code).in_(open_again)
        )
    )
    for code in move.opened_to:
        insert_once(session, Uitzondering, {"meetronde_code": code, "straat_id": into.id})
    samenvoeging.undone_at, samenvoeging.undone_by_id = datetime.now(UTC), coordinator.id
    session.add(samenvoeging)
    session.flush()
    changes.write(session)


def _obstacles(
    session: Session, samenvoeging: Samenvoeging, straat: Straat, into: Straat, meetronden: set[str]
) -> Iterator[str]:
    if samenvoeging.undone_at is not None:
        yield "Dit is al ongedaan gemaakt."
        return
    if into.merged_into_id is not None:
        other = find_straat(session, into.merged_into_id)
        yield f"{into.name} is daarna zelf samengevoegd met {other.name}. Maak dat eerst ongedaan."
        return
    published = published_meetronden(session)
    if told := [published[code] for code in sorted(meetronden) if code in published]:
        yield (
            f"De cijfers van {' en '.join(told)} zijn daarna gepubliceerd, met {straat.name} en {into.name} als één "
            "straat. Wat gepubliceerd is, verandert niet meer."
        )
        return
    for each in moved_by(samenvoeging).aantallen:
        now = _number(session, each, into.id)
        if now != each.together:
            name = session.get_one(Meetronde, each.meetronde).name
            what = "zijn de huishoudens" if each.column == HUISHOUDENS else f"is het doel voor {each.column}interviews"
            yield (
                f"In {name} {what} van {into.name} daarna veranderd: nu {_in_words(now)}, bij het samenvoegen "
                f"{_in_words(each.together)}. Zet dat eerst terug; noteer zelf wat er daarna moet staan."
            )


def _number(session: Session, aantal: Aantal, straat_id: UUID) -> int | None:
    if aantal.column == HUISHOUDENS:
        households = session.get(Huishoudens, (aantal.meetronde, straat_id), populate_existing=True)
        return households.count if households else None
    doel = session.get(Doel, (aantal.meetronde, straat_id, aantal.column), populate_existing=True)
    return doel.count if doel else None


def _in_words(count: int | None) -> str:
    return "niets" if count is None else str(count)


def _returning(
    table: type[Interview] | type[Contactpoging], samenvoeging: Samenvoeging, move: Verhuizing
) -> ColumnElement[bool]:
    """What is of the straat that went: it was sent for it, or was heard at one of its portieken."""
    was_sent = col(table.sent_straat_id).in_([samenvoeging.straat_id, *move.straten])
    is_there = col(table.portiek_id).in_([portiek.id for portiek in move.portieken])
    return (col(table.straat_id) == samenvoeging.into_id) & or_(was_sent, is_there)


def _count_returning(
    session: Session, table: type[Interview] | type[Contactpoging], samenvoeging: Samenvoeging, move: Verhuizing
) -> dict[str, int]:
    codes = session.exec(select(table.meetronde_code).where(_returning(table, samenvoeging, move))).all()
    return {code: codes.count(code) for code in set(codes)}


def _return_said(session: Session, samenvoeging: Samenvoeging, move: Verhuizing) -> Changes:
    changes = Changes()
    query = select(Interview).where(_returning(Interview, samenvoeging, move)).order_by(col(Interview.id))
    locked = query.with_for_update().execution_options(populate_existing=True)
    for interview in session.exec(locked):
        key = key_of(interview, interview.status)
        changes.move(key, key._replace(straat_id=samenvoeging.straat_id), count_stored(session, interview))
    for table in (Interview, Contactpoging):
        sent = func.nullif(func.coalesce(table.sent_straat_id, samenvoeging.into_id), samenvoeging.straat_id)
        session.connection().execute(
            update(table)
            .where(_returning(table, samenvoeging, move))
            .values(straat_id=samenvoeging.straat_id, sent_straat_id=sent)
        )
    return changes


def _return_places(session: Session, samenvoeging: Samenvoeging, move: Verhuizing) -> None:
    """A portiek that was given another name since keeps it."""
    for portiek in move.portieken:
        its_name = update(Portiek).where(col(Portiek.id) == portiek.id)
        session.connection().execute(its_name.values(straat_id=samenvoeging.straat_id))
        session.connection().execute(its_name.where(col(Portiek.name) == portiek.after).values(name=portiek.before))
    session.connection().execute(
        update(Straat).where(col(Straat.id).in_(move.straten)).values(merged_into_id=samenvoeging.straat_id)
    )
    session.connection().execute(
        update(Straat).where(col(Straat.id) == samenvoeging.straat_id).values(merged_into_id=None)
    )
    session.expire_all()
