"""All that a transaction changes, gathered from its statements as they are executed, and written down as one row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, Executable, TextClause, event, insert
from sqlalchemy.sql.dml import UpdateBase
from sqlmodel import Session, SQLModel

from app.changes.change import Change, Verb
from app.changes.origin import origin_of
from app.changes.reading import MOST_KEYS, read_statement, read_text

_GATHERED = "gathered"


@dataclass
class Gathered:
    """What a transaction changed so far, and where its savepoints stand in that."""

    changes: list[Change] = field(default_factory=list)
    savepoints: list[int] = field(default_factory=list)

    def summary(self) -> list[dict[str, Any]]:
        """Per table and verb, in the order in which they came."""
        found: dict[tuple[str, Verb], dict[str, Any]] = {}
        for change in self.changes:
            if change.is_exempt:
                continue
            place = {"tabel": change.table, "wat": str(change.verb), "aantal": 0, "sleutels": {}, "velden": {}}
            group = found.setdefault((change.table, change.verb), place)
            group["aantal"] += change.count
            group["velden"] |= dict.fromkeys(change.columns)
            if len(group["sleutels"]) < MOST_KEYS:
                group["sleutels"] |= dict.fromkeys(change.keys)
        return [
            group | {"sleutels": [*group["sleutels"]][:MOST_KEYS], "velden": sorted(group["velden"])}
            for group in found.values()
        ]


def watch(engine: Engine) -> None:
    """Gather what is changed over this engine."""
    event.listen(engine, "begin", _begin)
    event.listen(engine, "after_execute", _gather)
    event.listen(engine, "savepoint", _mark_savepoint)
    event.listen(engine, "release_savepoint", _leave_savepoint)
    event.listen(engine, "rollback_savepoint", _return_to_savepoint)


def note(session: Session, change: Change) -> None:
    """Add what no statement shows."""
    _gathered(session.connection()).changes.append(change)


def take_back(connection: Connection) -> None:
    """The last statement changed nothing: only the database could tell."""
    _gathered(connection).changes.pop()


def write_down(session: Session) -> None:
    """Add one row to the trail when anything was changed. For just before the commit."""
    session.flush()
    connection = session.connection()
    if changes := _gathered(connection).summary():
        origin = origin_of(session)
        row = {"id": uuid4(), "moment": datetime.now(UTC), "who": str(origin.who), "who_id": origin.who_id,
               "via": origin.via, "changes": changes}  # fmt: skip
        connection.execute(insert(SQLModel.metadata.tables["spoor"]), row)


def _gathered(connection: Connection) -> Gathered:
    gathered: Gathered = connection.info.setdefault(_GATHERED, Gathered())
    return gathered


def _begin(connection: Connection) -> None:
    # The connection comes from a pool: what stands here is of whoever had it before.
    connection.info[_GATHERED] = Gathered()


def _mark_savepoint(connection: Connection, _name: object) -> None:
    gathered = _gathered(connection)
    gathered.savepoints.append(len(gathered.changes))


def _leave_savepoint(connection: Connection, _name: object, _context: object) -> None:
    _gathered(connection).savepoints.pop()


def _return_to_savepoint(connection: Connection, _name: object, _context: object) -> None:
    gathered = _gathered(connection)
    del gathered.changes[gathered.savepoints.pop() :]


def _gather(
    connection: Connection,
    statement: Executable,
    multiparams: Sequence[Mapping[str, Any]],
    params: Mapping[str, Any],
    _options: Mapping[str, Any],
    result: Any,
) -> None:
    if isinstance(statement, UpdateBase):
        change = read_statement(statement, multiparams or [params], result)
    elif isinstance(statement, TextClause):
        change = read_text(statement, result)
    else:
        return
    if change:
        _gathered(connection).changes.append(change)
