"""What comes of looking at an interview: replies, corrections, redactions, remarks, and a number for every change."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

REDENEN = ("bsn", "telefoon", "email", "adres", "kenteken", "naam", "botsing", "dubbel", "periode", "snel", "klok",
           "gelijk", "eerder")  # fmt: skip


def upgrade() -> None:
    op.add_column("interview", sa.Column("revision", sa.Integer(), server_default="0", nullable=False))
    _list_redenen((*REDENEN[:6], "reactie", *REDENEN[6:]))
    _add_table(
        "reactie",
        "interviewer_id",
        sa.Column("beoordeling_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["beoordeling_id"], ["beoordeling.id"], name=op.f("fk_reactie_beoordeling_id")),
    )
    _add_table(
        "correctie",
        "gebruiker_id",
        sa.Column("vraag", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("old", sa.JSON(), nullable=True),
        sa.Column("new", sa.JSON(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_correctie_reason")),
        key=("id", "vraag"),
    )
    _add_table(
        "weglating",
        "coordinator_id",
        sa.Column("vraag", sa.String(length=60), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
    )
    _add_table(
        "opmerking",
        "coordinator_id",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_opmerking_text")),
    )


def downgrade() -> None:
    for name in ("opmerking", "weglating", "correctie", "reactie"):
        op.drop_table(name)
    _list_redenen(REDENEN)
    op.drop_column("interview", "revision")


def _add_table(
    name: str, author: str, *more: sa.Column[object] | sa.Constraint, key: tuple[str, ...] = ("id",)
) -> None:
    """A table of what somebody did about an interview."""
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column(author, sa.Uuid(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f(f"fk_{name}_interview_id")),
        sa.ForeignKeyConstraint([author], ["gebruiker.id"], name=op.f(f"fk_{name}_{author}")),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_interview_id"), name, ["interview_id"])


def _list_redenen(redenen: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{reden}'" for reden in redenen)
    with op.batch_alter_table("aanleiding") as table:
        table.drop_constraint(op.f("ck_aanleiding_reden"), type_="check")
        table.create_check_constraint(op.f("ck_aanleiding_reden"), f"reden IN ({listed})")
