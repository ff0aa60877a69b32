"""An interview can be withdrawn with a code: its hash, when that was, and a status for what is left. And of consent is
kept when it was asked, in which language and in which words.
"""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0021"
down_revision = "0020"

STATUSES = ("nieuw", "goedgekeurd", "teruggestuurd", "afgekeurd")

WITHDRAWN, REJECTED = "ingetrokken", "afgekeurd"


CONSENT = ("consent_at", "consent_language", "toestemmingstekst_mark")


def upgrade() -> None:
    op.create_table(
        "toestemmingstekst",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("soort", sa.String(length=20), nullable=False),
        sa.Column("vragenlijst_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("soort IN ('straat', 'portiek', 'klant')", name=op.f("ck_toestemmingstekst_soort")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_toestemmingstekst_text")),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_toestemmingstekst")),
    )
    with op.batch_alter_table("interview") as table:
        table.add_column(sa.Column("consent_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("consent_language", sa.String(length=10), nullable=True))
        table.add_column(sa.Column("toestemmingstekst_mark", sa.String(length=64), nullable=True))
        pointer = op.f("fk_interview_toestemmingstekst_mark")
        table.create_foreign_key(pointer, "toestemmingstekst", ["toestemmingstekst_mark"], ["mark"])
        condition = "(consent_at IS NULL) = (consent_language IS NULL)"
        table.create_check_constraint(op.f("ck_interview_consent"), condition)
        table.add_column(sa.Column("intrekcode_hash", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        _list_statuses(table, "interview", (*STATUSES, WITHDRAWN))
        condition = "(status = 'ingetrokken') = (withdrawn_at IS NOT NULL)"
        table.create_check_constraint(op.f("ck_interview_withdrawn"), condition)
    op.create_index(op.f("ix_interview_intrekcode_hash"), "interview", ["intrekcode_hash"])
    for name in ("beoordeling", "telstand"):
        with op.batch_alter_table(name) as table:
            _list_statuses(table, name, (*STATUSES, WITHDRAWN))


def downgrade() -> None:
    op.drop_index(op.f("ix_interview_intrekcode_hash"), "interview")
    with op.batch_alter_table("interview") as table:
        for name in ("withdrawn", "consent"):
            table.drop_constraint(op.f(f"ck_interview_{name}"), type_="check")
    _reject_what_was_withdrawn()
    with op.batch_alter_table("interview") as table:
        _list_statuses(table, "interview", STATUSES)
        table.drop_constraint(op.f("fk_interview_toestemmingstekst_mark"), type_="foreignkey")
        for column in (*CONSENT, "withdrawn_at", "intrekcode_hash"):
            table.drop_column(column)
    op.drop_table("toestemmingstekst")
    for name in ("beoordeling", "telstand"):
        with op.batch_alter_table(name) as table:
            _list_statuses(table, name, STATUSES)


def _list_statuses(table: BatchOperations, name: str, statuses: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{status}'" for status in statuses)
    table.drop_constraint(op.f(f"ck_{name}_status"), type_="check")
    table.create_check_constraint(op.f(f"ck_{name}_status"), f"status IN ({listed})")


def _reject_what_was_withdrawn() -> None:
    """To tables that know no withdrawing it is rejected: it counts nowhere, and there is nothing in it."""
    connection = op.get_bind()
    connection.execute(sa.text(f"UPDATE interview SET status = '{REJECTED}' WHERE status = '{WITHDRAWN}'"))  # noqa: S608
    key = [sa.column(name) for name in ("meetronde_code", "straat_id", "soort")]
    stand = sa.table("telstand", *key, sa.column("status"), sa.column("counts", sa.JSON))
    withdrawn = connection.execute(sa.select(*key, stand.c.counts).where(stand.c.status == WITHDRAWN)).all()
    for *place, counts in withdrawn:
        at = sa.and_(*(stand.c[column.name] == value for column, value in zip(key, place, strict=True)))
        rejected = connection.scalar(sa.select(stand.c.counts).where(at, stand.c.status == REJECTED))
        own = sa.and_(at, stand.c.status == WITHDRAWN)
        if rejected is None:
            connection.execute(sa.update(stand).where(own).values(status=REJECTED))
        else:
            total = {name: rejected.get(name, 0) + counts.get(name, 0) for name in rejected.keys() | counts.keys()}
            connection.execute(sa.update(stand).where(at, stand.c.status == REJECTED).values(counts=total))
            connection.execute(sa.delete(stand).where(own))
