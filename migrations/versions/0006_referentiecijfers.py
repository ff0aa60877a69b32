"""Figures that others measured, to stand beside ours."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "referentiecijfer",
        sa.Column("gebied_code", sa.String(length=60), nullable=False),
        sa.Column("maat", sa.String(length=60), nullable=False),
        sa.Column("periode", sa.String(length=20), nullable=False),
        sa.Column("gebied_name", sa.String(length=120), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.Column("eenheid", sa.String(length=20), nullable=False),
        sa.Column("bron", sa.String(length=200), nullable=False),
        sa.CheckConstraint("eenheid IN ('cijfer', 'procent')", name=op.f("ck_referentiecijfer_eenheid")),
        sa.CheckConstraint(
            "eenheid = 'cijfer' AND hundredths BETWEEN 100 AND 1000"
            " OR eenheid = 'procent' AND hundredths BETWEEN 0 AND 10000",
            name=op.f("ck_referentiecijfer_hundredths"),
        ),
        sa.CheckConstraint("length(bron) > 0", name=op.f("ck_referentiecijfer_bron")),
        sa.PrimaryKeyConstraint("gebied_code", "maat", "periode", name=op.f("pk_referentiecijfer")),
    )


def downgrade() -> None:
    op.drop_table("referentiecijfer")
