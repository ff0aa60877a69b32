"""When a login began and was last used, and how often logging in failed lately."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

TERM = timedelta(hours=12)
"""How long a login worked at most until now."""


def upgrade() -> None:
    for name in ("begun_at", "last_used_at"):
        op.add_column("sessie", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    _let_logins_go_on()
    with op.batch_alter_table("sessie") as table:
        for name in ("begun_at", "last_used_at"):
            table.alter_column(name, existing_type=sa.DateTime(timezone=True), nullable=False)
    op.create_table(
        "inlogpoging",
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_inlogpoging_failures")),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_inlogpoging")),
    )


def downgrade() -> None:
    op.drop_table("inlogpoging")
    op.drop_column("sessie", "last_used_at")
    op.drop_column("sessie", "begun_at")


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
