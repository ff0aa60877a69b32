"""The database seen from outside: what it is made of, what stands in it, and a row for a table that is empty."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    String,
    Table,
    TypeDecorator,
    Uuid,
    insert,
    inspect,
    select,
    text,
)
from sqlmodel import SQLModel

import app.models  # noqa: F401 -- fills the metadata

TABLES = SQLModel.metadata.sorted_tables
ALEMBIC = "alembic_version"
APPEND_ONLY = ("spoor", "schakel")

_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master",
    "postgresql": "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    " UNION SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace"
    " UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}


def names_in(connection: Connection) -> set[str]:
    """Everything that has a name in this database: tables, indexes, types, functions, sequences."""
    return set(connection.execute(text(_NAMES[connection.dialect.name])).scalars())


def schema_of(connection: Connection) -> dict[str, dict[str, Any]]:
    """Of every table its columns, keys, constraints and indexes by name, in the words of the database."""
    seen = inspect(connection)
    named = {
        "columns": seen.get_multi_columns(),
        "foreign keys": seen.get_multi_foreign_keys(),
        "unique": seen.get_multi_unique_constraints(),
        "indexes": seen.get_multi_indexes(),
        "checks": seen.get_multi_check_constraints(),
    }
    single = {"primary key": seen.get_multi_pk_constraint(), "options": seen.get_multi_table_options()}
    return {
        table: {part: {each["name"]: _words(each) for each in found[None, table]} for part, found in named.items()}
        | {part: found[None, table] for part, found in single.items()}
        for table in seen.get_table_names()
        if table != ALEMBIC
    }


def _words(part: Mapping[str, Any]) -> str:
    return " ".join(part["sqltext"].split()) if "sqltext" in part else repr(part)


@dataclass(frozen=True)
class Contents:
    """The rows of every table, as the database has the columns and not as the models do."""

    columns: dict[str, list[str]]
    rows: dict[str, list[Any]]

    @classmethod
    def of(cls, connection: Connection) -> "Contents":
        tables = [table for table in inspect(connection).get_table_names() if table != ALEMBIC]
        found = {table: connection.execute(text(f'SELECT * FROM "{table}"')) for table in tables}
        columns = {table: list(result.keys()) for table, result in found.items()}
        return cls(columns, {table: sorted(result.all(), key=repr) for table, result in found.items()})

    def shared_with(self, other: "Contents") -> dict[str, list[str]]:
        """These rows, as far as the other has the table and the columns too."""
        return {
            table: sorted(repr([row._mapping[column] for column in sorted(shared)]) for row in self.rows[table])
            for table, columns in self.columns.items()
            if (shared := set(columns) & set(other.columns.get(table, [])))
        }


def allow_changes(connection: Connection) -> None:
    """Take away, in this transaction, what refuses to change the tables that are only added to."""
    kind, where = ("TRIGGER", "") if connection.dialect.name == "sqlite" else ("RULE", " ON {}")
    for table in APPEND_ONLY:
        for verb in ("update", "delete"):
            connection.execute(text(f"DROP {kind} {table}_{verb}{where.format(table)}"))


def fill_empty_tables(connection: Connection) -> None:
    """One row in every table that has none, so that nothing passes a test by being empty."""
    for table in TABLES:
        if connection.execute(select(table).limit(1)).first() is None:
            row = {column.name: invent_value(connection, column) for column in table.columns}
            connection.execute(insert(table).values(row))


def invent_value(connection: Connection, column: Column[Any]) -> Any:
    """Something that this column may hold: where it points to a row or lists its members, one of those."""
    for key in column.foreign_keys:
        return connection.execute(select(key.column).limit(1)).scalar_one()
    for _, listing, members in listings(checks_of(column.table)):
        if listing == column.name:
            return members[0]
    return invent_other(column)


def invent_other(column: Column[Any]) -> Any:
    """Something of the right type that stands in no row."""
    of = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    match of:
        case Uuid():
            return uuid4()
        case String():
            return uuid4().hex[: of.length]
        case DateTime():
            return datetime(2026, 9, 3, 12, tzinfo=UTC)
        case Date():
            return date(2026, 9, 3)
        case Boolean():
            return True
        case Integer():
            return 4711
        case JSON():
            return []
        case LargeBinary():
            return b""
    raise NotImplementedError(f"Invent something for a column of type {of!r}.")


def listings(checks: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, list[str]]]:
    """Of these named CHECK constraints the ones that list what a column may hold: name, column, members."""
    for name, condition in checks:
        # `soort IN ('straat', ...)`; PostgreSQL says `soort::text = ANY (ARRAY['straat'::character varying, ...])`.
        if found := re.match(r"\W*(\w+)\W*(?:::\w+\W*)?(?: IN | = ANY )", condition):
            yield name, found[1], re.findall(r"'([^']*)'", condition)


def checks_of(table: Table) -> list[tuple[str, str]]:
    """The CHECK constraints of a table of the models, as (name, condition)."""
    constraints = [constraint for constraint in table.constraints if isinstance(constraint, CheckConstraint)]
    return [(str(constraint.name), str(constraint.sqltext)) for constraint in constraints]
