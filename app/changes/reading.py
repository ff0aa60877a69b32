"""What a statement that was executed changed: read from the statement and its parameters, not from the database."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, TableClause, TextClause
from sqlalchemy.sql.dml import Insert, Update, UpdateBase
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, ClauseElement, ColumnElement
from sqlalchemy.sql.operators import and_, eq, in_op

from app.changes.change import Change, Verb, key_columns

MOST_KEYS = 20
"""Of how many rows of a table the keys are kept: an import of thousands counts the rest."""


def read_statement(statement: UpdateBase, rows: Sequence[Mapping[str, Any]], result: Any) -> Change | None:
    """What this statement did with these parameters; None when it did nothing."""
    table = statement.table
    assert isinstance(table, TableClause)  # noqa: S101 -- nobody writes in a join
    names = key_columns(table)
    if isinstance(statement, Insert):
        rows = _inserted(statement, rows)
        count = result.rowcount if statement.select is not None else len(rows)
        keys = (_key(names, row) for row in rows)
        return Change(table.name, Verb.NIEUW, count, list(_first(keys))) if count else None
    count = _count(result, len(rows))
    if count == 0:
        return None
    keys = (key for row in rows for key in _named(statement, names, row))
    if isinstance(statement, Update):
        return Change(table.name, Verb.ANDERS, count, list(_first(keys)), _changed_columns(statement, table, rows[0]))
    return Change(table.name, Verb.WEG, count, list(_first(keys)))


def read_text(statement: TextClause, result: Any) -> Change | None:
    """A statement that was written out: which table, which verb, and how many rows."""
    found = re.match(r"\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", statement.text, re.IGNORECASE)
    if found is None or not (count := _count(result, 1)):
        return None
    verb = {"I": Verb.NIEUW, "U": Verb.ANDERS, "D": Verb.WEG}[found[1][0].upper()]
    return Change(found[2], verb, count)


def _count(result: Any, asked: int) -> int:
    """How many rows it was. A driver may not know: of several statements at once, or of one that gives rows back."""
    known: int = result.rowcount
    return asked if known < 0 or (known == 0 and result.returns_rows) else known


def _inserted(statement: Any, rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The rows to insert, whether they came with the statement or stand in it."""
    if statement._multi_values:
        return [_by_name(row) for several in statement._multi_values for row in several]
    return [{**_by_name(statement._values), **row} for row in rows] if statement._values else rows


def _by_name(values: Mapping[Any, Any]) -> dict[str, Any]:
    return {getattr(key, "key", key): _known(value) for key, value in values.items()}


def _known(value: Any) -> Any:
    """A value as it stands in a statement; None when only the database knows it."""
    if isinstance(value, BindParameter):
        return value.effective_value
    return None if isinstance(value, ClauseElement) else value


def _first(keys: Iterable[str | None]) -> Iterator[str]:
    for number, key in enumerate(key for key in keys if key is not None):
        if number == MOST_KEYS:
            return
        yield key


def _key(names: Sequence[str], row: Mapping[str, Any]) -> str | None:
    parts = [row.get(name) for name in names]
    return "/".join(map(str, parts)) if parts and None not in parts else None


def _named(statement: Any, names: Sequence[str], row: Mapping[str, Any]) -> Iterator[str | None]:
    """The keys of the rows that the condition of a statement names; none when it is about anything else."""
    values: dict[str, list[Any]] = {}
    for clause in _conditions(statement.whereclause):
        column, bound = getattr(clause, "left", None), getattr(clause, "right", None)
        if isinstance(clause, BinaryExpression) and isinstance(bound, BindParameter):
            value = row.get(bound.key, bound.effective_value)
            if clause.operator is eq:
                values[getattr(column, "name", "")] = [value]
            elif clause.operator is in_op and isinstance(value, (list, tuple, set, frozenset)):
                values[getattr(column, "name", "")] = list(value)
    found = [values.get(name, []) for name in names]
    if len(names) == 1:
        yield from (str(value) for value in found[0])
    elif found and all(len(each) == 1 for each in found):
        yield _key(names, {name: each[0] for name, each in zip(names, found, strict=True)})


def _conditions(clause: ColumnElement[Any] | None) -> Iterator[ColumnElement[Any]]:
    if isinstance(clause, BooleanClauseList):
        for each in clause.clauses if clause.operator is and_ else ():
            yield from _conditions(each)
    elif clause is not None:
        yield clause


def _changed_columns(statement: Any, table: TableClause, row: Mapping[str, Any]) -> Sequence[str]:
    named = {getattr(key, "key", key) for key in statement._values or ()}
    return sorted(named | {name for name in row if name in table.c})
