"""The city's meetronde published, and what is asked of it then: documents that were written beforehand."""

from collections.abc import Mapping
from time import perf_counter
from typing import NamedTuple

import httpx
from sqlmodel import Session, select

from app import demo
from app.database import Database
from app.models import Gebruiker, Meetronde
from app.vaststelling import publish

SCORES = f"/api/v1/meetrondes/{demo.NULMETING}/scores"
PACKED = {"Accept-Encoding": "gzip"}
AS_CSV = {"Accept": "text/csv"}


class Question(NamedTuple):
    """What is asked, how often, and with which status it is answered."""

    path: str
    times: int
    headers: Mapping[str, str] = {}
    expected: int = 200


def publish_city(database: Database) -> float:
    """Publish everything that was heard; how many seconds it took, until it was stored."""
    began = perf_counter()
    with database.transaction() as session:
        meetronde = session.get_one(Meetronde, demo.NULMETING)
        publish(session, meetronde, _anna(session), 1, threshold=demo.PUBLISHED_FROM)
    return perf_counter() - began


def published_questions(port: int, key: Mapping[str, str]) -> Mapping[str, Question]:
    """By what each is called in the table; only the server knows the ETag of what it has."""
    answer = httpx.head(f"http://127.0.0.1:{port}{SCORES}", headers=key | PACKED).raise_for_status()
    known = PACKED | {"If-None-Match": answer.headers["ETag"]}
    return {
        "published, one wijk complete": Question(f"{SCORES}/wijk-0", 100),
        "published, one wijk complete, gzip": Question(f"{SCORES}/wijk-0", 100, PACKED),
        "published, everything": Question(SCORES, 10),
        "published, everything, gzip": Question(SCORES, 20, PACKED),
        "published, everything, not changed (304)": Question(SCORES, 100, known, 304),
        "published, one wijk complete, CSV": Question(f"{SCORES}/wijk-0", 20, AS_CSV),
        "published, everything, CSV": Question(SCORES, 3, AS_CSV),
    }


def _anna(session: Session) -> Gebruiker:
    return session.exec(select(Gebruiker).where(Gebruiker.email == demo.ANNA_EMAIL)).one()
