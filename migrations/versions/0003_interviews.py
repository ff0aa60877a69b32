"""What was said: interviews, answers, doors that stayed shut, and the review."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "interview",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(length=20), nullable=False),
        sa.Column("vragenlijst_version", sa.Integer(), nullable=False),
        sa.Column("meetronde_code", sa.String(length=60), nullable=False),
        sa.Column("straat_id", sa.Uuid(), nullable=False),
        sa.Column("portiek_id", sa.Uuid(), nullable=True),
        sa.Column("interviewer_id", sa.Uuid(), nullable=True),
        sa.Column("api_sleutel_id", sa.Uuid(), nullable=True),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("portiek_id IS NULL OR soort = 'portiek'", name=op.f("ck_interview_portiek")),
        sa.CheckConstraint("soort IN ('straat', 'portiek', 'klant')", name=op.f("ck_interview_soort")),
        sa.CheckConstraint(
            "status IN ('nieuw', 'goedgekeurd', 'teruggestuurd', 'afgekeurd')",
            name=op.f("ck_interview_status"),
        ),
        sa.CheckConstraint(
            "interviewer_id IS NOT NULL OR api_sleutel_id IS NOT NULL", name=op.f("ck_interview_sender")
        ),
        sa.ForeignKeyConstraint(["api_sleutel_id"], ["api_sleutel.id"], name=op.f("fk_interview_api_sleutel_id")),
        sa.ForeignKeyConstraint(["interviewer_id"], ["gebruiker.id"], name=op.f("fk_interview_interviewer_id")),
        sa.ForeignKeyConstraint(["meetronde_code"], ["meetronde.code"], name=op.f("fk_interview_meetronde_code")),
        sa.ForeignKeyConstraint(["portiek_id"], ["portiek.id"], name=op.f("fk_interview_portiek_id")),
        sa.ForeignKeyConstraint(["straat_id"], ["straat.id"], name=op.f("fk_interview_straat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
    )
    op.create_index(op.f("ix_interview_date_id"), "interview", ["date", "id"])
    op.create_index(op.f("ix_interview_interviewer_id_date"), "interview", ["interviewer_id", "date"])
    op.create_index(
        op.f("ix_interview_meetronde_code_straat_id_soort_status"),
        "interview",
        ["meetronde_code", "straat_id", "soort", "status"],
    )
    op.create_table(
        "antwoord",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("vraag", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.CheckConstraint("(code = 'tekst') = (text IS NOT NULL)", name=op.f("ck_antwoord_text")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_antwoord_interview_id")),
        sa.PrimaryKeyConstraint("interview_id", "vraag", "code", name=op.f("pk_antwoord")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "botsing",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_botsing_interview_id")),
        sa.PrimaryKeyConstraint("interview_id", "content_hash", name=op.f("pk_botsing")),
    )
    op.create_table(
        "contactpoging",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meetronde_code", sa.String(length=60), nullable=False),
        sa.Column("straat_id", sa.Uuid(), nullable=False),
        sa.Column("portiek_id", sa.Uuid(), nullable=True),
        sa.Column("interviewer_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('niet_thuis', 'weigert', 'taal', 'geen_tijd', 'later_terugkomen')",
            name=op.f("ck_contactpoging_outcome"),
        ),
        sa.ForeignKeyConstraint(["interviewer_id"], ["gebruiker.id"], name=op.f("fk_contactpoging_interviewer_id")),
        sa.ForeignKeyConstraint(["meetronde_code"], ["meetronde.code"], name=op.f("fk_contactpoging_meetronde_code")),
        sa.ForeignKeyConstraint(["portiek_id"], ["portiek.id"], name=op.f("fk_contactpoging_portiek_id")),
        sa.ForeignKeyConstraint(["straat_id"], ["straat.id"], name=op.f("fk_contactpoging_straat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contactpoging")),
    )
    op.create_index(op.f("ix_contactpoging_meetronde_code_straat_id"), "contactpoging", ["meetronde_code", "straat_id"])
    op.create_table(
        "beoordeling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("coordinator_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('nieuw', 'goedgekeurd', 'teruggestuurd', 'afgekeurd')",
            name=op.f("ck_beoordeling_status"),
        ),
        sa.ForeignKeyConstraint(["coordinator_id"], ["gebruiker.id"], name=op.f("fk_beoordeling_coordinator_id")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_beoordeling_interview_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beoordeling")),
    )
    op.create_index(op.f("ix_beoordeling_interview_id_decided_at"), "beoordeling", ["interview_id", "decided_at"])


def downgrade() -> None:
    op.drop_table("beoordeling")
    op.drop_table("contactpoging")
    op.drop_table("botsing")
    op.drop_table("antwoord")
    op.drop_table("interview")
