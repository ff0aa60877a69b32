"""Straten that became one, places out of use, which straten take part in a meetronde, and who closed and blocked."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

POINTERS = {
    "wijk": {"retired_by_id": "gebruiker"},
    "straat": {"retired_by_id": "gebruiker", "merged_into_id": "straat"},
    "portiek": {"retired_by_id": "gebruiker"},
    "interview": {"sent_straat_id": "straat"},
    "contactpoging": {"sent_straat_id": "straat"},
    "meetronde": {"closed_by_id": "gebruiker"},
    "heropening": {"closed_by_id": "gebruiker"},
    "gebruiker": {"blocked_by_id": "gebruiker"},
}
"""Of every table the new columns that hold the id of a row elsewhere."""

PLACES = ("wijk", "straat", "portiek")

REDENEN = ("bsn", "telefoon", "email", "adres", "kenteken", "naam", "reactie", "botsing", "dubbel", "periode", "snel",
           "klok", "gelijk", "eerder")  # fmt: skip


def upgrade() -> None:
    _list_redenen((*REDENEN[:10], "deelname", *REDENEN[10:]))
    for name, columns in POINTERS.items():
        with op.batch_alter_table(name) as table:
            if name in PLACES:
                table.add_column(sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
            for column, pointed_at in columns.items():
                table.add_column(sa.Column(column, sa.Uuid(), nullable=True))
                table.create_foreign_key(op.f(f"fk_{name}_{column}"), pointed_at, [column], ["id"])
            if name == "straat":
                condition = "merged_into_id IS NULL OR merged_into_id <> id"
                table.create_check_constraint(op.f("ck_straat_merged_into_id"), condition)
    op.create_table(
        "uitzondering",
        sa.Column("meetronde_code", sa.String(length=60), nullable=False),
        sa.Column("straat_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["meetronde_code"], ["meetronde.code"], name=op.f("fk_uitzondering_meetronde_code")),
        sa.ForeignKeyConstraint(["straat_id"], ["straat.id"], name=op.f("fk_uitzondering_straat_id")),
        sa.PrimaryKeyConstraint("meetronde_code", "straat_id", name=op.f("pk_uitzondering")),
    )
    op.create_table(
        "samenvoeging",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("straat_id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("coordinator_id", sa.Uuid(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name=op.f("ck_samenvoeging_undone")),
        sa.ForeignKeyConstraint(["straat_id"], ["straat.id"], name=op.f("fk_samenvoeging_straat_id")),
        sa.ForeignKeyConstraint(["into_id"], ["straat.id"], name=op.f("fk_samenvoeging_into_id")),
        sa.ForeignKeyConstraint(["coordinator_id"], ["gebruiker.id"], name=op.f("fk_samenvoeging_coordinator_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["gebruiker.id"], name=op.f("fk_samenvoeging_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_samenvoeging")),
    )
    op.create_index(op.f("ix_samenvoeging_straat_id"), "samenvoeging", ["straat_id"])
    op.create_index(op.f("ix_samenvoeging_into_id"), "samenvoeging", ["into_id"])


def downgrade() -> None:
    _list_redenen(REDENEN)
    op.drop_table("samenvoeging")
    op.drop_table("uitzondering")
    for name, columns in reversed(POINTERS.items()):
        with op.batch_alter_table(name) as table:
            if name == "straat":
                table.drop_constraint(op.f("ck_straat_merged_into_id"))
            for column in columns:
                table.drop_constraint(op.f(f"fk_{name}_{column}"))
                table.drop_column(column)
            if name in PLACES:
                table.drop_column("retired_at")


def _list_redenen(redenen: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{reden}'" for reden in redenen)
    with op.batch_alter_table("aanleiding") as table:
        table.drop_constraint(op.f("ck_aanleiding_reden"), type_="check")
        table.create_check_constraint(op.f("ck_aanleiding_reden"), f"reden IN ({listed})")
