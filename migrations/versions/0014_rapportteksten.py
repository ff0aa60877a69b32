"""The words around the figures in a report, where a coordinator changed them."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

ONDERDELEN = ("inleiding", "aanpak", "samenredzaamheid", "leefbaarheid", "zelfredzaamheid", "participatie",
              "tevredenheid", "bekendheid", "grenzen", "vervolg", "kaart")  # fmt: skip


def upgrade() -> None:
    listed = ", ".join(f"'{onderdeel}'" for onderdeel in ONDERDELEN)
    op.create_table(
        "rapporttekst",
        sa.Column("meetronde_code", sa.String(length=60), nullable=False),
        sa.Column("wijk_code", sa.String(length=60), nullable=False),
        sa.Column("onderdeel", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(f"onderdeel IN ({listed})", name=op.f("ck_rapporttekst_onderdeel")),
        sa.ForeignKeyConstraint(["meetronde_code"], ["meetronde.code"], name=op.f("fk_rapporttekst_meetronde_code")),
        sa.ForeignKeyConstraint(["wijk_code"], ["wijk.code"], name=op.f("fk_rapporttekst_wijk_code")),
        sa.PrimaryKeyConstraint("meetronde_code", "wijk_code", "onderdeel", name=op.f("pk_rapporttekst")),
    )


def downgrade() -> None:
    op.drop_table("rapporttekst")
