"""Where and when: wijken, straten, portieken, meetronden."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "wijk",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("cbs_codes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_wijk")),
        sa.UniqueConstraint("name", name=op.f("uq_wijk_name")),
    )
    op.create_table(
        "straat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wijk_code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("bag_id", sa.String(length=16), nullable=True),
        sa.CheckConstraint("bag_id IS NULL OR length(bag_id) = 16", name=op.f("ck_straat_bag_id")),
        sa.ForeignKeyConstraint(["wijk_code"], ["wijk.code"], name=op.f("fk_straat_wijk_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_straat")),
        sa.UniqueConstraint("wijk_code", "name", name=op.f("uq_straat_wijk_code_name")),
    )
    op.create_table(
        "portiek",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("straat_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["straat_id"], ["straat.id"], name=op.f("fk_portiek_straat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portiek")),
        sa.UniqueConstraint("straat_id", "name", name=op.f("uq_portiek_straat_id_name")),
    )
    op.create_table(
        "meetronde",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_meetronde_period")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_meetronde")),
    )
    op.create_table(
        "huishoudens",
        sa.Column("meetronde_code", sa.String(length=60), nullable=False),
        sa.Column("straat_id", sa.Uuid(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_huishoudens_count")),
        sa.ForeignKeyConstraint(["meetronde_code"], ["meetronde.code"], name=op.f("fk_huishoudens_meetronde_code")),
        sa.ForeignKeyConstraint(["straat_id"], ["straat.id"], name=op.f("fk_huishoudens_straat_id")),
        sa.PrimaryKeyConstraint("meetronde_code", "straat_id", name=op.f("pk_huishoudens")),
    )


def downgrade() -> None:
    op.drop_table("huishoudens")
    op.drop_table("meetronde")
    op.drop_table("portiek")
    op.drop_table("straat")
    op.drop_table("wijk")
