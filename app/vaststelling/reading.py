"""Reading what was published: which versions there are, and their documents."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.errors import NotFound
from app.models import Gebruiker, Meetronde, Publicatie, Vaststelling
from app.vaststelling.documents import Document
from app.vaststelling.publishing import WHOLE


def list_published(session: Session) -> list[tuple[Meetronde, Vaststelling]]:
    """Every meetronde of which something was published, the latest first, with its newest version."""
    query = select(Meetronde, Vaststelling).join(Vaststelling, col(Vaststelling.meetronde_code) == Meetronde.code)
    rows = session.exec(query.order_by(col(Meetronde.starts_on).desc(), Meetronde.code, col(Vaststelling.version)))
    newest = {meetronde.code: (meetronde, vaststelling) for meetronde, vaststelling in rows}
    return list(newest.values())


def list_publishers(session: Session, meetronde: Meetronde) -> Sequence[tuple[Vaststelling, str]]:
    """Every version, the newest first, with who published it; only colleagues hear that."""
    query = select(Vaststelling, Gebruiker.name).join(Gebruiker, col(Gebruiker.id) == Vaststelling.coordinator_id)
    query = query.where(Vaststelling.meetronde_code == meetronde.code)
    return session.exec(query.order_by(col(Vaststelling.version).desc())).all()


def list_vaststellingen(session: Session, meetronde: Meetronde) -> Sequence[Vaststelling]:
    """Every version, the newest first."""
    query = select(Vaststelling).where(Vaststelling.meetronde_code == meetronde.code)
    return session.exec(query.order_by(col(Vaststelling.version).desc())).all()


def find_vaststelling(session: Session, meetronde: Meetronde, version: int | None = None) -> Vaststelling:
    """This version, or the newest; raises NotFound, also when nothing was published yet."""
    vaststellingen = list_vaststellingen(session, meetronde)
    if not vaststellingen:
        raise NotFound(f"Van meetronde “{meetronde.name}” is nog niets gepubliceerd.")
    if version is None:
        return vaststellingen[0]
    for vaststelling in vaststellingen:
        if vaststelling.version == version:
            return vaststelling
    raise NotFound(f"Versie {version} is er niet. De nieuwste is versie {vaststellingen[0].version}.")


def find_document(session: Session, vaststelling: Vaststelling, wijk_code: str = WHOLE) -> Document:
    """What is told of this wijk, or of everything; raises NotFound when the wijk is not in it."""
    # These two columns only: the cellen beside them are larger than what is told, and must be read as JSON.
    found = session.exec(select(Publicatie.document, Publicatie.etag).where(*_is(vaststelling, wijk_code))).first()
    if found is None:
        raise _not_in_it(wijk_code)
    return Document(*found)


def find_etag(session: Session, vaststelling: Vaststelling, wijk_code: str = WHOLE) -> str:
    """The fingerprint of the same, without reading it: the document of a city is large."""
    etag = session.exec(select(Publicatie.etag).where(*_is(vaststelling, wijk_code))).first()
    if etag is None:
        raise _not_in_it(wijk_code)
    return etag


def _is(vaststelling: Vaststelling, wijk_code: str) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Publicatie.meetronde_code) == vaststelling.meetronde_code,
        col(Publicatie.version) == vaststelling.version,
        col(Publicatie.wijk_code) == wijk_code,
    )


def _not_in_it(wijk_code: str) -> NotFound:
    return NotFound(f"In deze publicatie staat geen wijk “{wijk_code}”.")
