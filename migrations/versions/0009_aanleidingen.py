"""The reasons to look at an interview before it is approved, and the means to find them without reading every answer.

Nobody has looked, in this sense, at the interviews that are there: those still to be reviewed get that as their reason,
so that they are not approved unseen with the rest.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

REDENEN = ("bsn", "telefoon", "email", "adres", "kenteken", "naam", "botsing", "dubbel", "periode", "snel", "klok",
           "gelijk", "eerder")  # fmt: skip


def upgrade() -> None:
    op.add_column("interview", sa.Column("answers_hash", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_interview_answers_hash"), "interview", ["answers_hash"])
    op.create_index(
        op.f("ix_interview_meetronde_code_status_date_id"), "interview", ["meetronde_code", "status", "date", "id"]
    )
    listed = ", ".join(f"'{reden}'" for reden in REDENEN)
    op.create_table(
        "aanleiding",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("reden", sa.String(length=20), nullable=False),
        sa.Column("vraag", sa.String(length=60), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("other_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(f"reden IN ({listed})", name=op.f("ck_aanleiding_reden")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_aanleiding_interview_id")),
        sa.ForeignKeyConstraint(["other_id"], ["interview.id"], name=op.f("fk_aanleiding_other_id")),
        sa.PrimaryKeyConstraint("interview_id", "reden", "vraag", name=op.f("pk_aanleiding")),
    )
    op.execute(
        "INSERT INTO aanleiding (interview_id, reden, vraag) SELECT id, 'eerder', '' FROM interview"
        " WHERE status = 'nieuw'"
    )


def downgrade() -> None:
    op.drop_table("aanleiding")
    op.drop_index(op.f("ix_interview_meetronde_code_status_date_id"), "interview")
    op.drop_index(op.f("ix_interview_answers_hash"), "interview")
    op.drop_column("interview", "answers_hash")
