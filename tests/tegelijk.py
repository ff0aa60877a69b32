"""Two transactions at the same moment, on PostgreSQL: of SQLite there is never a second."""

import threading
from collections.abc import Callable

import psycopg
from sqlmodel import Session

from app.database import Database
from tests.test_migrations import WAITING


def second_waits(
    database: Database, first: Callable[[Session], object], second: Callable[[Session], object]
) -> BaseException | None:
    """Do the first, begin the second in another transaction, and commit the first when that one has to wait for it.

    What the second raised, if anything.
    """
    raised: list[BaseException] = []

    def do_second() -> None:
        try:
            with database.transaction() as session:
                second(session)
        except BaseException as failure:
            raised.append(failure)

    url = database.url.render_as_string(hide_password=False).replace("+psycopg", "")
    other = threading.Thread(target=do_second)
    with psycopg.connect(url, autocommit=True) as onlooker, database.transaction() as session:
        first(session)
        other.start()
        while other.is_alive() and not onlooker.execute(WAITING).fetchone():
            other.join(0.02)
        assert other.is_alive(), "it had to wait"
    other.join(10)
    return raised[0] if raised else None
