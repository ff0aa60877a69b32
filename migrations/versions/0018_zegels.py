"""A key for phones to seal interviews with, and when a door was received: what is older than a backup is in it."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from joserfc.jwk import ECKey

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    keys = op.create_table(
        "zegelsleutel",
        sa.Column("kid", sa.String(length=64), nullable=False),
        sa.Column("jwk", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_zegelsleutel")),
    )
    key = ECKey.generate_key("P-256")
    row = {"kid": key.thumbprint(), "jwk": key.as_dict(private=True), "made_at": datetime.now(UTC)}
    op.bulk_insert(keys, [row])
    op.add_column("contactpoging", sa.Column("received_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("contactpoging", "received_at")
    op.drop_table("zegelsleutel")
