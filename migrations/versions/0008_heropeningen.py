"""Who let a closed meetronde take interviews again, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "heropening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meetronde_code", sa.String(length=60), nullable=False),
        sa.Column("coordinator_id", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_heropening_reason")),
        sa.ForeignKeyConstraint(["meetronde_code"], ["meetronde.code"], name=op.f("fk_heropening_meetronde_code")),
        sa.ForeignKeyConstraint(["coordinator_id"], ["gebruiker.id"], name=op.f("fk_heropening_coordinator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heropening")),
    )


def downgrade() -> None:
    op.drop_table("heropening")
