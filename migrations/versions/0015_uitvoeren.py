"""Who took interviews away as a file: which, when, in which form, how many, and what for."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

MEMBERS = {
    "soort": "'straat', 'portiek', 'klant'",
    "formaat": "'csv', 'csv-nl', 'xlsx', 'sav'",
    "vorm": "'breed', 'lang'",
}


def upgrade() -> None:
    op.create_table(
        "uitvoer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("coordinator_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meetronde_code", sa.String(length=60), nullable=False),
        sa.Column("wijk_code", sa.String(length=60), nullable=True),
        sa.Column("soort", sa.String(length=20), nullable=True),
        sa.Column("statuses", sa.JSON(), nullable=False),
        sa.Column("formaat", sa.String(length=20), nullable=False),
        sa.Column("vorm", sa.String(length=20), nullable=False),
        sa.Column("with_text", sa.Boolean(), nullable=False),
        sa.Column("with_straat", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.CheckConstraint(f"{column} IN ({members})", name=op.f(f"ck_uitvoer_{column}"))
            for column, members in MEMBERS.items()
        ),
        sa.CheckConstraint("count >= 0", name=op.f("ck_uitvoer_count")),
        sa.CheckConstraint("(finished_at IS NULL) = (count IS NULL)", name=op.f("ck_uitvoer_finished")),
        sa.CheckConstraint("reason <> '' OR NOT (with_text OR with_straat)", name=op.f("ck_uitvoer_reason")),
        sa.ForeignKeyConstraint(["coordinator_id"], ["gebruiker.id"], name=op.f("fk_uitvoer_coordinator_id")),
        sa.ForeignKeyConstraint(["meetronde_code"], ["meetronde.code"], name=op.f("fk_uitvoer_meetronde_code")),
        sa.ForeignKeyConstraint(["wijk_code"], ["wijk.code"], name=op.f("fk_uitvoer_wijk_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uitvoer")),
    )
    op.create_index(op.f("ix_uitvoer_asked_at"), "uitvoer", ["asked_at"])


def downgrade() -> None:
    op.drop_table("uitvoer")
