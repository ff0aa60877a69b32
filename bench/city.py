"""A city with very many interviews: the demo's two wijken and invented ones beside them, loaded in bulk."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, select

from app.database import Database
from app.domain.antwoorden import flatten
from app.domain.vragenlijst import JA
from app.interviews import Inzending, local_date
from app.models import Antwoord, Gebruiker, Interview, Status, Straat, Wijk
from app.vragenlijsten import newest_vragenlijst
from bench.interviews import interviews

WIJKEN = 20
STRATEN_PER_WIJK = 25
CHUNK = 5000


def build_city(database: Database, number: int) -> None:
    """Fill a furnished database with this many interviews, and leave it as its own housekeeping would."""
    with database.transaction() as session:
        _lay_out(session)
        bilal = session.exec(select(Gebruiker).where(Gebruiker.name == "Bilal")).one()
        held = interviews(session, number)
        for start in range(0, number, CHUNK):
            chunk = held[start : start + CHUNK]
            _load(session, Interview, [_interview(inzending, bilal) for inzending in chunk])
            _load(session, Antwoord, [row for inzending in chunk for row in _antwoorden(inzending)])
    if not database.is_sqlite:  # there it comes by itself, within minutes
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _lay_out(session: Session) -> None:
    for number in range(WIJKEN):
        session.add(Wijk(code=f"wijk-{number}", name=f"Wijk {number}"))
        session.flush()
        session.add_all(Straat(wijk_code=f"wijk-{number}", name=f"Straat {n}") for n in range(STRATEN_PER_WIJK))
    session.flush()


def _interview(inzending: Inzending, interviewer: Gebruiker) -> dict[str, Any]:
    """The row that `receive` would make; half of them approved."""
    return {
        "id": inzending.id,
        "soort": str(inzending.soort),
        "vragenlijst_version": inzending.vragenlijst_version,
        "meetronde_code": inzending.meetronde_code,
        "straat_id": inzending.straat_id,
        "portiek_id": inzending.portiek_id,
        "interviewer_id": interviewer.id,
        "consent": inzending.antwoorden["toestemming"] == JA,
        "date": local_date(inzending.started_at),
        "started_at": inzending.started_at,
        "finished_at": inzending.finished_at,
        "received_at": inzending.finished_at,
        "status": str(Status.GOEDGEKEURD if inzending.id.int % 2 else Status.NIEUW),
        "content_hash": "0" * 64,
    }


def _antwoorden(inzending: Inzending) -> Iterator[dict[str, Any]]:
    if inzending.antwoorden["toestemming"] == JA:
        for antwoord in flatten(newest_vragenlijst(inzending.soort), inzending.antwoorden):
            yield {"interview_id": inzending.id, "vraag": antwoord.vraag, "code": antwoord.code, "text": antwoord.text}


def _load(session: Session, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(insert(table), rows)
        return
    # One row after another takes PostgreSQL minutes.
    columns = ", ".join(rows[0])
    with connection.connection.cursor().copy(f"COPY {table.__tablename__} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(list(row.values()))
