"""What was done and seen: a trail that is only added to, on a chain of which backups know the end; and a read log."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0019"

MEMBERS = "'coordinator', 'interviewer', 'sleutel', 'opdracht', 'server', 'niemand'"

APPEND_ONLY = ("spoor", "schakel")
VERBS = ("UPDATE", "DELETE")


def upgrade() -> None:
    op.create_table(
        "spoor",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=20), nullable=False),
        sa.Column("who_id", sa.Uuid(), nullable=True),
        sa.Column("via", sa.String(length=120), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.CheckConstraint(f"who IN ({MEMBERS})", name=op.f("ck_spoor_who")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spoor")),
    )
    op.create_index(op.f("ix_spoor_moment_id"), "spoor", ["moment", "id"])
    op.create_table(
        "schakel",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("spoor_id", sa.Uuid(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["spoor_id"], ["spoor.id"], name=op.f("fk_schakel_spoor_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_schakel")),
        sa.UniqueConstraint("spoor_id", name=op.f("uq_schakel_spoor_id")),
    )
    op.create_table(
        "ketencontrole",
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("checked_at", name=op.f("pk_ketencontrole")),
    )
    _create_inzage()
    with op.batch_alter_table("backup") as batch:
        batch.add_column(sa.Column("schakel_number", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("schakel_hash", sa.String(length=64), nullable=True))
    for table in APPEND_ONLY:
        for verb in VERBS:
            op.execute(_refusal(table, verb))


def downgrade() -> None:
    with op.batch_alter_table("backup") as batch:
        batch.drop_column("schakel_hash")
        batch.drop_column("schakel_number")
    op.drop_table("ingezien")
    op.drop_table("inzage")
    op.drop_table("ketencontrole")
    op.drop_table("schakel")
    op.drop_table("spoor")


def _create_inzage() -> None:
    op.create_table(
        "inzage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=20), nullable=False),
        sa.Column("who_id", sa.Uuid(), nullable=False),
        sa.Column("via", sa.String(length=120), nullable=False),
        sa.CheckConstraint(f"who IN ({MEMBERS})", name=op.f("ck_inzage_who")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inzage")),
    )
    op.create_index(op.f("ix_inzage_moment_id"), "inzage", ["moment", "id"])
    op.create_table(
        "ingezien",
        sa.Column("inzage_id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["inzage_id"], ["inzage.id"], name=op.f("fk_ingezien_inzage_id")),
        sa.PrimaryKeyConstraint("inzage_id", "interview_id", name=op.f("pk_ingezien")),
    )
    op.create_index(op.f("ix_ingezien_interview_id"), "ingezien", ["interview_id"])


def _refusal(table: str, verb: str) -> str:
    """What makes the database refuse every such statement. It goes with the table.

    SQLite: whoever builds one of these tables anew (`batch_alter_table`) must make its triggers anew too.
    PostgreSQL: a rule and not a trigger, for a trigger needs a function, and `pg_dump` of the tables leaves that out.
    What the rule puts in the place of the statement fails, and says why.
    """
    message = f"{table} is only added to"
    if op.get_bind().dialect.name == "sqlite":
        return (
            f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
    refuse = f"SELECT '{message}'::text::integer"
    return f"CREATE RULE {table}_{verb.lower()} AS ON {verb} TO {table} DO INSTEAD {refuse}"
