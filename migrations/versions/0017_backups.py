"""Which backups were made and found good, and before which moment everything received is in them."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "backup",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("safe_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("interviews", sa.Integer(), nullable=False),
        sa.Column("restored", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_backup_size")),
        sa.CheckConstraint("interviews >= 0", name=op.f("ck_backup_interviews")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_backup")),
    )


def downgrade() -> None:
    op.drop_table("backup")
