"""The statements that SQLite and PostgreSQL do not write in the same way."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, SQLColumnExpression, TextClause, bindparam, func, literal, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from app.changes import take_back


def insert_once(session: Session, table: type[SQLModel], row: Mapping[str, Any]) -> bool:
    """Insert this row unless its primary key is taken; say whether it was new.

    One statement, so that of two senders at the same moment exactly one hears True.
    """
    statement, connection = _insert_once(table, session.get_bind().dialect.name), session.connection()
    is_new = connection.execute(statement, row).first() is not None
    if not is_new:
        take_back(connection)
    return is_new


@cache  # putting it together takes longer than asking it
def _insert_once(table: type[SQLModel], dialect: str) -> Executable:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    # RETURNING, for the number of rows is not told reliably for an insert.
    return insert(table).on_conflict_do_nothing().returning(literal(1))


def add_counts(session: Session, table: type[SQLModel], row: Mapping[str, Any]) -> None:
    """Insert this row, or add its `counts`, a JSON object of whole numbers, to those under its primary key.

    One statement, so that nothing is lost between reading and writing. What comes to 0 leaves the object.
    """
    session.connection().execute(_add_counts(table, session.get_bind().dialect.name), row)


@cache
def _add_counts(table: type[SQLModel], dialect: str) -> TextClause:
    each, as_object = _JSON[dialect]
    columns = list(table.__table__.columns)  # type: ignore[attr-defined]
    name, key = table.__tablename__, ", ".join(column.name for column in columns if column.primary_key)
    # Every name here is ours; the values are parameters.
    return text(
        f"""
        INSERT INTO {name} ({", ".join(column.name for column in columns)})
        VALUES ({", ".join(f":{column.name}" for column in columns)})
        ON CONFLICT ({key}) DO UPDATE SET counts = (
            SELECT coalesce({as_object}(key, total), '{{}}')
            FROM (
                SELECT key, sum(CAST(value AS integer)) AS total
                FROM (
                    SELECT key, value FROM {each}({name}.counts)
                    UNION ALL SELECT key, value FROM {each}(excluded.counts)
                ) AS stood_and_added
                GROUP BY key
            ) AS added_up
            WHERE total <> 0
        )
        """  # noqa: S608
    ).bindparams(*(bindparam(column.name, type_=column.type) for column in columns))


_JSON = {"sqlite": ("json_each", "json_group_object"), "postgresql": ("json_each_text", "json_object_agg")}
"""What each database calls the members of a JSON object one by one, and an object made of them."""


def occurs_in(session: Session, part: SQLColumnExpression[Any], whole: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Whether one text stands in another, letter for letter."""
    find = func.instr if session.get_bind().dialect.name == "sqlite" else func.strpos
    return find(whole, part) > 0


def keep_others_from_writing(session: Session, table: type[SQLModel]) -> None:
    """Wait until nobody has written in this table without committing, and let nobody do so until the transaction ends.

    Reading goes on. On SQLite whoever writes is alone already. On PostgreSQL this is the weakest lock that two of us
    cannot hold at once and that no INSERT, UPDATE or DELETE can be had beside. Whoever has changed a row of the table
    already holds that lock, so nobody can wait for us while we wait for their row.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().exec_driver_sql(f"LOCK TABLE {table.__tablename__} IN SHARE ROW EXCLUSIVE MODE")
