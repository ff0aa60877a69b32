"""What makes a city one that is worked in: days and interviewers, doors, doelen, phones, and what stands out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlmodel import Session

from app import demo
from app.database import Database
from app.domain.reden import Reden
from app.domain.vragenlijst import Soort
from app.models import Aanleiding, Contactpoging, Contactuitkomst, Doel, Gebruiker, Interview, Inzet, Rol, Toestel
from bench.city import City

INTERVIEWERS = 40
DAYS = 85
FIRST_DAY = date(2019, 9, 1)
LAST_DAY = FIRST_DAY + timedelta(days=DAYS - 1)
DOORS_PER_INTERVIEW = 1.4
FLAGGED = 0.05
NOTED = (Reden.TELEFOON, Reden.NAAM, Reden.SNEL, Reden.KLOK, Reden.GELIJK, Reden.DUBBEL)


def furnish_desk(database: Database, city: City) -> None:
    """Spread the interviews of a city over days and people, and put beside them what a coordinator's pages show."""
    random = Random(85)
    with database.transaction() as session:
        people = _hire(session, city, random)
        connection, table = session.connection(), Interview.__table__  # type: ignore[attr-defined]
        spread = update(table).where(table.c.id == bindparam("at")).values(
            date=bindparam("day"),
            interviewer_id=bindparam("who"),
            **{moment: bindparam("moment") for moment in ("started_at", "finished_at", "received_at")},
        )  # fmt: skip
        connection.execute(spread, list(_held(city, people, random)))
        connection.execute(insert(Contactpoging), list(_doors(city, people, random)))
        connection.execute(insert(Doel), list(_doelen(city, random)))
        connection.execute(insert(Aanleiding), list(_aanleidingen(city, random)))
    if not database.is_sqlite:  # there it comes by itself, within minutes
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _hire(session: Session, city: City, random: Random) -> list[UUID]:
    """Interviewers, each with a phone and a wijk to work in."""
    ids = [UUID(int=random.getrandbits(128)) for _ in range(INTERVIEWERS)]
    wijken = list(dict.fromkeys(code for _, code in city.straten))
    now = datetime.now(UTC)
    for number, key in enumerate(ids):
        session.add(Gebruiker(id=key, name=f"Interviewer {number}", role=Rol.INTERVIEWER))
        session.flush()
        session.add(Inzet(gebruiker_id=key, wijk_code=wijken[number % len(wijken)]))
        phone = {"token_hash": str(number), "linked_at": now, "last_contact_at": now, "unsent_count": number % 4}
        session.add(Toestel(gebruiker_id=key, **phone))
    session.flush()
    return ids


def _held(city: City, people: list[UUID], random: Random) -> Iterator[dict[str, Any]]:
    for held in city.held():
        moment = _moment(random)
        yield {"at": held.id, "day": moment.date(), "who": random.choice(people), "moment": moment}


def _doors(city: City, people: list[UUID], random: Random) -> Iterator[dict[str, Any]]:
    outcomes = list(Contactuitkomst)
    for _ in range(round(city.number * DOORS_PER_INTERVIEW)):
        yield {
            "id": UUID(int=random.getrandbits(128)),
            "meetronde_code": demo.NULMETING,
            "straat_id": random.choice(city.straten)[0],
            "interviewer_id": random.choice(people),
            "outcome": str(random.choice(outcomes)),
            "happened_at": _moment(random),
        }


def _doelen(city: City, random: Random) -> Iterator[dict[str, Any]]:
    for straat_id, _ in city.straten:
        for soort in Soort:
            wanted = random.randrange(10, 40)
            yield {"meetronde_code": demo.NULMETING, "straat_id": straat_id, "soort": str(soort), "count": wanted}


def _aanleidingen(city: City, random: Random) -> Iterator[dict[str, Any]]:
    for held in city.held():
        if random.random() < FLAGGED:
            reden = random.choice(NOTED)
            yield {"interview_id": held.id, "reden": str(reden), "vraag": "", "seconds": 30, "other_id": None}


def _moment(random: Random) -> datetime:
    day = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    return datetime(day.year, day.month, day.day, random.randrange(8, 18), random.randrange(60), tzinfo=UTC)
