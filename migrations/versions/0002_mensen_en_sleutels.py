"""Who: people, their phones and logins, and keys for other systems."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "gebruiker",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role <> 'coordinator' OR (email IS NOT NULL AND password_hash IS NOT NULL)",
            name=op.f("ck_gebruiker_login"),
        ),
        sa.CheckConstraint("role IN ('coordinator', 'interviewer')", name=op.f("ck_gebruiker_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gebruiker")),
        sa.UniqueConstraint("email", name=op.f("uq_gebruiker_email")),
    )
    op.create_table(
        "inzet",
        sa.Column("gebruiker_id", sa.Uuid(), nullable=False),
        sa.Column("wijk_code", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["gebruiker_id"], ["gebruiker.id"], name=op.f("fk_inzet_gebruiker_id")),
        sa.ForeignKeyConstraint(["wijk_code"], ["wijk.code"], name=op.f("fk_inzet_wijk_code")),
        sa.PrimaryKeyConstraint("gebruiker_id", "wijk_code", name=op.f("pk_inzet")),
    )
    op.create_table(
        "koppelcode",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("gebruiker_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["gebruiker_id"], ["gebruiker.id"], name=op.f("fk_koppelcode_gebruiker_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_koppelcode")),
    )
    op.create_table(
        "toestel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gebruiker_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["gebruiker_id"], ["gebruiker.id"], name=op.f("fk_toestel_gebruiker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toestel")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_toestel_token_hash")),
    )
    op.create_table(
        "sessie",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("gebruiker_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["gebruiker_id"], ["gebruiker.id"], name=op.f("fk_sessie_gebruiker_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessie")),
    )
    op.create_table(
        "api_sleutel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_sleutel")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_api_sleutel_key_hash")),
    )


def downgrade() -> None:
    op.drop_table("api_sleutel")
    op.drop_table("sessie")
    op.drop_table("toestel")
    op.drop_table("koppelcode")
    op.drop_table("inzet")
    op.drop_table("gebruiker")
