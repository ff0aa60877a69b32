"""What is counted while a meetronde is followed, counted from an index alone: interviews, doors, and what is new.

Three indexes that were there become wider, so that no row has to be looked up; the queue of a wijk is one of them.
"""

from alembic import op

revision = "0013"
down_revision = "0012"

WIDER = {
    "ix_interview_gehouden": ("interview", ["meetronde_code", "straat_id", "soort", "consent", "status"]),
    "ix_contactpoging_deuren": ("contactpoging", ["meetronde_code", "straat_id", "outcome", "withdrawn_at"]),
    "ix_interview_wachtrij": ("interview", ["meetronde_code", "status", "date", "id", "straat_id"]),
}
NARROW = {
    "ix_interview_meetronde_code_straat_id_soort_status": (
        "interview",
        ["meetronde_code", "straat_id", "soort", "status"],
    ),
    "ix_contactpoging_meetronde_code_straat_id": ("contactpoging", ["meetronde_code", "straat_id"]),
    "ix_interview_meetronde_code_status_date_id": ("interview", ["meetronde_code", "status", "date", "id"]),
}
NEW = {
    "ix_interview_werk": (
        "interview",
        ["meetronde_code", "interviewer_id", "soort", "consent", "status", "date", "straat_id"],
    ),
    "ix_interview_meetronde_code_received_at": ("interview", ["meetronde_code", "received_at"]),
    "ix_contactpoging_meetronde_code_happened_at": ("contactpoging", ["meetronde_code", "happened_at"]),
}


def upgrade() -> None:
    for name, (table, columns) in (WIDER | NEW).items():
        op.create_index(name, table, columns)
    for name, (table, _) in NARROW.items():
        op.drop_index(name, table)


def downgrade() -> None:
    for name, (table, columns) in NARROW.items():
        op.create_index(name, table, columns)
    for name, (table, _) in (WIDER | NEW).items():
        op.drop_index(name, table)
