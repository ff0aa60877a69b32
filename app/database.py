"""The database: one engine, one transaction per request, committed before the answer leaves.

SQLite and PostgreSQL run the same code. What differs stands in this file, in `sqlite_engine`, in `statements`, and
nowhere else.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager, nullcontext
from functools import cached_property, partial
from pathlib import Path
from typing import Annotated, Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from fastapi import Depends
from psycopg.pq import PGconn, Ping
from pydantic_core import from_json
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from app import sqlite_engine
from app.addresses import route_of
from app.changes import BY_ITSELF, Origin, Who, begin_for, origin_of, watch, write_down
from app.errors import InvalidInput
from app.owed import is_owing, pay

SESSIONS_AT_ONCE = 10
"""As many as the pool has connections, and fewer than the server has threads: a request that waits for a connection
waits without holding a thread, so that the one that must give it back can always run."""

SQLITE_BUSY_SECONDS = 10

CONNECT_SECONDS = 5
"""How long a server that does not answer may keep somebody waiting; a stopped one refuses at once."""

MIGRATIONS = Path(__file__).parent.parent / "migrations"

MIGRATION_LOCK = 20191130
"""Any number that nothing else on the PostgreSQL server asks a lock for."""


def shred(session: Session) -> None:
    """What this transaction takes away must, after the commit, not be left in the database's own files either.

    On PostgreSQL that is for its vacuum, which nobody can be made to wait for here.
    """
    session.info[_SHRED] = True


_SHRED = "shred"


class Database:
    """An engine, and who may use it when."""

    def __init__(self, url: str, origin: Origin = BY_ITSELF, *, statement_seconds: float | None = None) -> None:
        """`statement_seconds` is how long one statement may take on PostgreSQL; without it, as long as it takes."""
        self.url = _read_url(url)
        self._origin = origin
        self._statement_seconds = statement_seconds
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = self._sqlite_engine() if self.is_sqlite else self._postgresql_engine()
        self._writing_engine = self.engine.execution_options(begin_immediate=True)
        watch(self._writing_engine)
        self._slots = asyncio.Semaphore(SESSIONS_AT_ONCE)
        # SQLite always reads of one moment; PostgreSQL lets each query see what was committed since the last one.
        self._reading_engine = (
            self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="REPEATABLE READ")
        )
        # SQLite has one writer. Waiting for our turn here is fair and short; in the database it polls, and the
        # slowest of 32 waits a second (measured). PostgreSQL needs no such turn.
        self._writer: asyncio.Lock | nullcontext[None] = asyncio.Lock() if self.is_sqlite else nullcontext()

    def _sqlite_engine(self) -> Engine:
        if self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            self.url,
            json_deserializer=from_json,  # in half the time; the telstand is all JSON
            hide_parameters=True,  # an error must not quote somebody's answers
            pool_size=SESSIONS_AT_ONCE,
            connect_args={"check_same_thread": False, "timeout": SQLITE_BUSY_SECONDS},
        )
        event.listen(engine, "connect", sqlite_engine.prepare)
        event.listen(engine, "begin", sqlite_engine.begin)
        return engine

    def _postgresql_engine(self) -> Engine:
        engine = create_engine(
            self.url,
            json_deserializer=from_json,
            hide_parameters=True,
            pool_size=SESSIONS_AT_ONCE,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_SECONDS},
        )
        if self._statement_seconds is not None:
            event.listen(engine, "connect", partial(_limit_statements, self._statement_seconds))
        return engine

    @asynccontextmanager
    async def request_session(self, *, writes: bool, origin: Origin | None = None) -> AsyncIterator[Session]:
        """A session for one request: raise rolls back, return keeps.

        Reading requests write nothing, and to them time stands still: what a page says twice is the same.
        """
        async with self._slots, self._writer if writes else nullcontext():
            session = self._open(writes=writes, origin=origin)
            try:
                yield session
                # Committed and closed in one go: going to another thread and back takes as long as a query.
                await run_in_threadpool(self._commit if writes else Session.close, session)
            except BaseException:
                await run_in_threadpool(session.close)
                raise

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session for the command line and the demo world: the same rule, without a server around it."""
        with self._open(writes=True) as session:
            with session.begin():
                yield session
                write_down(session)
            self._shred_if_asked(session)

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A session that only reads, and to which time stands still; it holds up nobody."""
        with self._open(writes=False) as session:
            yield session

    def _open(self, *, writes: bool, origin: Origin | None = None) -> Session:
        session = Session(self._writing_engine if writes else self._reading_engine, expire_on_commit=False)
        begin_for(session, origin or self._origin)
        return session

    def _commit(self, session: Session) -> None:
        try:
            write_down(session)
            session.commit()
            session.close()
        except BaseException:
            # The connection may still be inside its transaction and hold its locks: it must not go back to the pool.
            session.invalidate()
            raise
        self._shred_if_asked(session)

    def _shred_if_asked(self, session: Session) -> None:
        """Empty SQLite's log of what was there before the commit, unless somebody is still reading it."""
        if session.info.pop(_SHRED, False) and self.is_sqlite and self.url.database:
            with closing(sqlite3.connect(self.url.database, timeout=1)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def lets_others_in(self) -> bool:
        """Whether a PostgreSQL server is there and takes connections: whoever it refuses then need not wait for it.

        The failure itself does not tell the two apart but in words, and those in any language.
        """
        address = self.url.set(drivername="postgresql").update_query_dict({"connect_timeout": str(CONNECT_SECONDS)})
        told = address.render_as_string(hide_password=False).encode()
        return not self.is_sqlite and PGconn.ping(told) == Ping.OK

    def migrate(self, revision: str = "head") -> None:
        """Bring the tables to a revision: forward, or back when it lies behind. The whole way, or not a step.

        Raises InvalidInput when the tables were made by a newer Wijkpeil.
        """
        config = self._alembic_config()
        with self._changing_tables() as connection:
            config.attributes["connection"] = connection
            go = command.upgrade if _is_ahead(config, connection, revision) else command.downgrade
            go(config, revision)

    def is_up_to_date(self) -> bool:
        """Whether the tables are those of this edition."""
        with self.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == self._newest_revision

    @cached_property
    def _newest_revision(self) -> str:
        return _newest_first(self._alembic_config())[0]

    def has_revision(self, revision: str) -> bool:
        """Whether `migrate` can go there."""
        return revision == "head" or revision in _newest_first(self._alembic_config())

    def require_known(self, revision: str) -> None:
        """Raise InvalidInput when tables of this revision were made by a newer Wijkpeil."""
        _require_known(revision, _newest_first(self._alembic_config()))

    @contextmanager
    def _changing_tables(self) -> Iterator[Connection]:
        """A transaction for the tables themselves. Of several processes that start together, one at a time."""
        with self._writing_engine.connect() as connection:
            if self.is_sqlite:
                with sqlite_engine.rebuilding(connection):
                    yield connection
            else:
                with connection.begin():
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
                    yield connection

    def _alembic_config(self) -> Config:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        return config


def _read_url(url: str) -> URL:
    """The address of a database; raises InvalidInput. The message names no part of it: there is a password in it."""
    try:
        known = make_url(url)
        known.get_dialect()
    except (ArgumentError, ValueError):
        raise InvalidInput(
            "DATABASE_URL klopt niet. Schrijf postgresql+psycopg://naam:wachtwoord@machine/database of "
            "sqlite:///bestand. In een wachtwoord schrijft u %40 voor een @, en %2F voor een /."
        ) from None
    return known


def _is_ahead(config: Config, connection: Connection, revision: str) -> bool:
    """Whether this revision is still to come, as seen from where the tables are now."""
    newest_first = _newest_first(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        return revision != "base"
    _require_known(current, newest_first)
    return revision not in (*newest_first[newest_first.index(current) :], "base")


def _newest_first(config: Config) -> list[str]:
    return [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]


def _require_known(revision: str, known: Sequence[str]) -> None:
    if revision not in known:
        raise InvalidInput("Deze database is van een nieuwere Wijkpeil. Installeer eerst de nieuwste versie.")


def _limit_statements(seconds: float, connection: Any, _record: object) -> None:
    connection.execute(f"SET statement_timeout = {round(seconds * 1000)}")
    connection.commit()


async def get_session(request: Request) -> AsyncIterator[Session]:
    """The session of this request. Nobody else commits."""
    database: Database = request.app.state.database
    writes = request.method not in ("GET", "HEAD")
    # Who it is that asks, the porter says when it is known.
    origin = Origin(Who.NIEMAND, via=f"{request.method} {route_of(request.scope)}")
    async with database.request_session(writes=writes, origin=origin) as session:
        yield session
        if writes and is_owing(session):
            await run_in_threadpool(pay, session, session)
    if is_owing(session):  # it only read: it has let go of its place, so that none waits here for another
        async with database.request_session(writes=True, origin=origin_of(session)) as own:
            await run_in_threadpool(pay, session, own)


# scope="function": FastAPI would otherwise commit after the answer has left, and a phone that heard 201 throws its
# copy away.
DbSession = Annotated[Session, Depends(get_session, scope="function")]
