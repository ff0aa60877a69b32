"""In which language, by whose clock, doors taken back, targets per straat, and what a phone last reported."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # A CHECK that belongs to its column goes and comes with it, also on SQLite, which cannot alter a table's own.
    op.add_column(
        "interview",
        sa.Column(
            "language",
            sa.String(length=10),
            sa.CheckConstraint("length(language) BETWEEN 2 AND 10", name=op.f("ck_interview_language")),
            nullable=False,
            server_default="nl",
        ),
    )
    op.add_column("interview", sa.Column("clock_offset", sa.Integer(), nullable=True))
    op.add_column("contactpoging", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("toestel", sa.Column("last_contact_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "toestel",
        sa.Column(
            "unsent_count",
            sa.Integer(),
            sa.CheckConstraint("unsent_count >= 0", name=op.f("ck_toestel_unsent_count")),
            nullable=True,
        ),
    )
    op.create_table(
        "doel",
        sa.Column("meetronde_code", sa.String(length=60), nullable=False),
        sa.Column("straat_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_doel_count")),
        sa.CheckConstraint("soort IN ('straat', 'portiek', 'klant')", name=op.f("ck_doel_soort")),
        sa.ForeignKeyConstraint(["meetronde_code"], ["meetronde.code"], name=op.f("fk_doel_meetronde_code")),
        sa.ForeignKeyConstraint(["straat_id"], ["straat.id"], name=op.f("fk_doel_straat_id")),
        sa.PrimaryKeyConstraint("meetronde_code", "straat_id", "soort", name=op.f("pk_doel")),
    )


def downgrade() -> None:
    op.drop_table("doel")
    op.drop_column("toestel", "unsent_count")
    op.drop_column("toestel", "last_contact_at")
    op.drop_column("contactpoging", "withdrawn_at")
    op.drop_column("interview", "clock_offset")
    # A later revision may have built the table anew; then the CHECK no longer belongs to its column, and stays behind.
    with op.batch_alter_table("interview") as table:
        table.drop_constraint(op.f("ck_interview_language"))
        table.drop_column("language")
