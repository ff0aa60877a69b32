"""What was cleared away because its term was over, and people whose account was deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_LOGIN = "role <> 'coordinator' OR (email IS NOT NULL AND password_hash IS NOT NULL)"
_LOGIN_OR_LEFT = f"left_at IS NOT NULL OR {_LOGIN}"
_LEFT = (
    "left_at IS NULL OR (blocked_at IS NOT NULL AND email IS NULL AND password_hash IS NULL AND totp_secret IS NULL)"
)
_FORMER = "een oud-medewerker"
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
"""In the place of a password where the older tables want one: no password gives this hash."""


def upgrade() -> None:
    op.create_table(
        "opruiming",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opruiming")),
        sa.UniqueConstraint("day", name=op.f("uq_opruiming_day")),
    )
    op.create_table(
        "opruimpost",
        sa.Column("opruiming_id", sa.Uuid(), nullable=False),
        sa.Column("meetronde_code", sa.String(length=60), nullable=False),
        sa.Column("bewaarsoort", sa.String(length=20), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "bewaarsoort IN ('open_tekst', 'interviews', 'deuren', 'uitvoer', 'toegang')",
            name=op.f("ck_opruimpost_bewaarsoort"),
        ),
        sa.CheckConstraint("count >= 0", name=op.f("ck_opruimpost_count")),
        sa.CheckConstraint("months >= 1", name=op.f("ck_opruimpost_months")),
        sa.ForeignKeyConstraint(["opruiming_id"], ["opruiming.id"], name=op.f("fk_opruimpost_opruiming_id")),
        sa.PrimaryKeyConstraint("opruiming_id", "meetronde_code", "bewaarsoort", name=op.f("pk_opruimpost")),
    )
    op.create_index(op.f("ix_opruimpost_meetronde_code"), "opruimpost", ["meetronde_code"])
    with op.batch_alter_table("gebruiker") as batch:
        batch.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
        batch.drop_constraint(op.f("ck_gebruiker_login"), type_="check")
        batch.create_check_constraint(op.f("ck_gebruiker_login"), _LOGIN_OR_LEFT)
        batch.create_check_constraint(op.f("ck_gebruiker_left"), _LEFT)
    # Who had left before the tables went back, and had to be called something there.
    op.execute(
        sa.text(
            "UPDATE gebruiker SET left_at = blocked_at, email = NULL, password_hash = NULL, totp_secret = NULL"
            " WHERE name = :former AND blocked_at IS NOT NULL"
        ).bindparams(former=_FORMER)
    )


def downgrade() -> None:
    with op.batch_alter_table("gebruiker") as batch:
        batch.drop_constraint(op.f("ck_gebruiker_left"), type_="check")
    op.execute(
        sa.text(
            "UPDATE gebruiker SET email = 'verwijderd-' || CAST(id AS VARCHAR(36)) || '@example.invalid',"
            " password_hash = :nobody WHERE left_at IS NOT NULL AND role = 'coordinator'"
        ).bindparams(nobody=_NOBODY)
    )
    with op.batch_alter_table("gebruiker") as batch:
        batch.drop_constraint(op.f("ck_gebruiker_login"), type_="check")
        batch.drop_column("left_at")
        batch.create_check_constraint(op.f("ck_gebruiker_login"), _LOGIN)
    op.drop_index(op.f("ix_opruimpost_meetronde_code"), "opruimpost")
    op.drop_table("opruimpost")
    op.drop_table("opruiming")
