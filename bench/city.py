"""A city with very many interviews: invented wijken beside the two of the demo, loaded in bulk.

Every interview repeats one of some thousand invented ones in another straat: making up a million would take longer than
all that is measured. The same number gives the same city, whatever database it is put in.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from time import perf_counter
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import Session, select

from app import demo
from app.database import Database
from app.domain.antwoorden import flatten
from app.domain.citaat import fold
from app.interviews import Inzending
from app.models import Gebruiker, Huishoudens, Status, Straat, Wijk
from app.telstand import rebuild
from app.vragenlijsten import newest_vragenlijst
from bench.interviews import interviews

WIJKEN = 50
STRATEN_PER_WIJK = 40
HUISHOUDENS = 1200
SHEETS = 2000
HELD_AT = "2026-09-03 12:00:00.000000"

INTERVIEW = ("id", "soort", "vragenlijst_version", "meetronde_code", "straat_id", "interviewer_id", "consent", "date",
             "started_at", "finished_at", "received_at", "status", "content_hash")  # fmt: skip
ANTWOORD = ("interview_id", "vraag", "code", "text", "folded")


class Sheet(NamedTuple):
    """What somebody said: the kind of interview, whether it could be kept, and the answers as they are stored."""

    soort: str
    version: int
    consent: bool
    answers: Sequence[tuple[str, str, str | None, str | None]]


class Held(NamedTuple):
    """One interview of the city."""

    id: UUID
    straat_id: UUID
    status: str
    sheet: Sheet


@dataclass(frozen=True)
class City:
    """Straten, and this many interviews in them."""

    number: int
    sheets: Sequence[Sheet]

    @cached_property
    def straten(self) -> list[tuple[UUID, str]]:
        """The id of every straat, and in which wijk it lies."""
        random = Random(50)
        codes = [f"wijk-{number}" for number in range(WIJKEN) for _ in range(STRATEN_PER_WIJK)]
        return [(UUID(int=random.getrandbits(128)), code) for code in codes]

    def held(self) -> Iterator[Held]:
        """The interviews, by id: no database has to look for a place for each."""
        random = Random(self.number)
        statuses = (str(Status.NIEUW), str(Status.GOEDGEKEURD))
        for number in sorted(random.getrandbits(128) for _ in range(self.number)):
            straat_id, _ = random.choice(self.straten)
            yield Held(UUID(int=number), straat_id, statuses[number % 2], random.choice(self.sheets))


def build_city(database: Database, number: int) -> tuple[City, float]:
    """Fill a furnished database and leave it as its own housekeeping would; also how many seconds counting took."""
    with database.transaction() as session:
        city = City(number, [_sheet(inzending) for inzending in interviews(session, SHEETS)])
        _lay_out(session, city)
        bilal = session.exec(select(Gebruiker.id).where(Gebruiker.name == "Bilal")).one()
    (_load_sqlite if database.is_sqlite else _load_postgresql)(database, city, bilal)
    began = perf_counter()
    with database.transaction() as session:
        rebuild(session)
    seconds = perf_counter() - began
    if not database.is_sqlite:  # there it comes by itself, within minutes
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    return city, seconds


def answers_of(held: Iterable[Held]) -> Iterator[tuple[UUID, str, str, str | None, str | None]]:
    """The rows of the table of answers."""
    return ((each.id, *answer) for each in held for answer in each.sheet.answers)


def _sheet(inzending: Inzending) -> Sheet:
    vragenlijst = newest_vragenlijst(inzending.soort)
    said = flatten(vragenlijst, inzending.antwoorden) if inzending.has_consent else ()
    answers = [(each.vraag, each.code, each.text, each.text and fold(each.text)) for each in said]
    return Sheet(str(inzending.soort), vragenlijst.version, inzending.has_consent, answers)


def _lay_out(session: Session, city: City) -> None:
    session.add_all(Wijk(code=code, name=code) for code in dict.fromkeys(code for _, code in city.straten))
    session.flush()
    session.add_all(Straat(id=key, wijk_code=code, name=f"Straat {key}") for key, code in city.straten)
    session.flush()
    session.add_all(
        Huishoudens(meetronde_code=demo.NULMETING, straat_id=key, count=HUISHOUDENS) for key, _ in city.straten
    )


def _interview_rows(city: City, interviewer: UUID) -> Iterator[tuple[Any, ...]]:
    """The rows that `receive` would make, in the order of INTERVIEW."""
    moments = (HELD_AT, HELD_AT, HELD_AT)
    for held in city.held():
        sheet = held.sheet
        yield (held.id, sheet.soort, sheet.version, demo.NULMETING, held.straat_id, interviewer, sheet.consent,
               HELD_AT[:10], *moments, held.status, "0" * 64)  # fmt: skip


def _load_sqlite(database: Database, city: City, interviewer: UUID) -> None:
    connection: Any = database.engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")  # every row is known to point to something: looking it up takes minutes
    cursor.execute("BEGIN")
    for table, columns, rows in (
        ("interview", INTERVIEW, _interview_rows(city, interviewer)),
        ("antwoord", ANTWOORD, answers_of(city.held())),
    ):
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        cursor.executemany(statement, ([_hex(value) for value in row] for row in rows))
    cursor.execute("COMMIT")
    cursor.execute("PRAGMA foreign_keys=ON")
    connection.close()


def _load_postgresql(database: Database, city: City, interviewer: UUID) -> None:
    connection: Any = database.engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("ALTER TABLE antwoord DROP CONSTRAINT fk_antwoord_interview_id")  # as above
    with cursor.copy(f"COPY interview ({', '.join(INTERVIEW)}) FROM STDIN") as copy:
        for row in _interview_rows(city, interviewer):
            copy.write_row(row)
    with cursor.copy(f"COPY antwoord ({', '.join(ANTWOORD)}) FROM STDIN") as copy:
        for line in answer_lines(city):
            copy.write(line)
    cursor.execute(
        "ALTER TABLE antwoord ADD CONSTRAINT fk_antwoord_interview_id FOREIGN KEY (interview_id) REFERENCES interview"
    )
    connection.commit()
    connection.close()


def answer_lines(city: City) -> Iterator[str]:
    """All answers of one interview after another as PostgreSQL and DuckDB read them: columns between tabs."""
    written = {id(sheet): _lines(sheet) for sheet in city.sheets}
    return (written[id(held.sheet)].replace("\0", str(held.id)) for held in city.held())


def _lines(sheet: Sheet) -> str:
    """The answers with a place left open for the id."""
    return "".join(
        "\t".join(["\0", vraag, code, *("\\N" if text is None else " ".join(text.split()) for text in texts)]) + "\n"
        for vraag, code, *texts in sheet.answers
    )


def _hex(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) else value
