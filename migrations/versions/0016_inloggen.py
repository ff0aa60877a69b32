"""Logging in: when a login began and was last used, failures, a second step, and links to choose a new password."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

SESSIE = ("is_in", "last_used_at", "begun_at")

TERM = timedelta(hours=12)
"""How long a login worked at most until now."""


def upgrade() -> None:
    for name in ("begun_at", "last_used_at"):
        op.add_column("sessie", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("sessie", sa.Column("is_in", sa.Boolean(), nullable=False, server_default=sa.true()))
    _let_logins_go_on()
    with op.batch_alter_table("sessie") as table:
        for name in ("begun_at", "last_used_at"):
            table.alter_column(name, existing_type=sa.DateTime(timezone=True), nullable=False)
        table.alter_column("is_in", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    op.add_column("gebruiker", sa.Column("totp_secret", sa.String(length=64), nullable=True))
    op.add_column("gebruiker", sa.Column("totp_step", sa.Integer(), nullable=True))
    op.create_table(
        "inlogpoging",
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_inlogpoging_failures")),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_inlogpoging")),
    )
    op.create_table(
        "noodcode",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("gebruiker_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["gebruiker_id"], ["gebruiker.id"], name=op.f("fk_noodcode_gebruiker_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_noodcode")),
    )
    op.create_table(
        "herstelcode",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("gebruiker_id", sa.Uuid(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drops_second_step", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["gebruiker_id"], ["gebruiker.id"], name=op.f("fk_herstelcode_gebruiker_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["gebruiker.id"], name=op.f("fk_herstelcode_made_by_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_herstelcode")),
    )


def downgrade() -> None:
    for name in ("herstelcode", "noodcode", "inlogpoging"):
        op.drop_table(name)
    op.execute("DELETE FROM sessie WHERE NOT is_in")  # an older edition would let them in
    for table, names in (("gebruiker", ("totp_step", "totp_secret")), ("sessie", SESSIE)):
        for name in names:
            op.drop_column(table, name)


def _let_logins_go_on() -> None:
    """Whoever is logged in need not do so again: they began a term before their end, and count as used now."""
    sessie = sa.table(
        "sessie",
        sa.column("token_hash", sa.String()),
        *(sa.column(name, sa.DateTime(timezone=True)) for name in ("begun_at", "last_used_at", "expires_at")),
    )
    connection, now = op.get_bind(), datetime.now(UTC)
    for token_hash, expires_at in connection.execute(sa.select(sessie.c.token_hash, sessie.c.expires_at)).all():
        alive = {"begun_at": expires_at - TERM, "last_used_at": now}
        connection.execute(sa.update(sessie).where(sessie.c.token_hash == token_hash).values(alive))
