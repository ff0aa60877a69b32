"""What was published of a meetronde, version by version."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "vaststelling",
        sa.Column("meetronde_code", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("coordinator_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("drempels", sa.JSON(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_vaststelling_version")),
        sa.CheckConstraint("version = 1 OR reason <> ''", name=op.f("ck_vaststelling_reason")),
        sa.CheckConstraint("threshold >= 5", name=op.f("ck_vaststelling_threshold")),
        sa.ForeignKeyConstraint(["meetronde_code"], ["meetronde.code"], name=op.f("fk_vaststelling_meetronde_code")),
        sa.ForeignKeyConstraint(["coordinator_id"], ["gebruiker.id"], name=op.f("fk_vaststelling_coordinator_id")),
        sa.PrimaryKeyConstraint("meetronde_code", "version", name=op.f("pk_vaststelling")),
    )
    op.create_table(
        "publicatie",
        sa.Column("meetronde_code", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wijk_code", sa.String(length=60), nullable=False),
        sa.Column("cellen", sa.JSON(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("etag", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["meetronde_code", "version"],
            ["vaststelling.meetronde_code", "vaststelling.version"],
            name=op.f("fk_publicatie_meetronde_code_version"),
        ),
        sa.PrimaryKeyConstraint("meetronde_code", "version", "wijk_code", name=op.f("pk_publicatie")),
    )


def downgrade() -> None:
    op.drop_table("publicatie")
    op.drop_table("vaststelling")
