"""Of what was taken out, cleared away or withdrawn the fingerprints go too: they would tell whether a guess is right.

What they were cannot be told from what is left, so going back leaves them as they are.
"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

INTERVIEWS = sa.text("""
    UPDATE interview SET content_hash = ''
    WHERE status = 'ingetrokken'
        OR id IN (SELECT interview_id FROM weglating)
        OR id IN (SELECT interview_id FROM antwoord WHERE code = 'tekst' AND text = '[weggehaald]')
""")
REACTIES = sa.text("""
    UPDATE reactie SET content_hash = ''
    WHERE interview_id IN (SELECT id FROM interview WHERE content_hash = '')
""")
BOTSING = sa.table(
    "botsing",
    sa.column("interview_id"),
    sa.column("content_hash"),
    sa.column("content", sa.JSON),
    sa.column("received_at"),
)


def upgrade() -> None:
    op.execute(INTERVIEWS)
    op.execute(REACTIES)
    connection = op.get_bind()
    of_these = BOTSING.c.interview_id.in_(sa.select(sa.column("interview_id")).select_from(sa.table("weglating")))
    kept = connection.execute(sa.select(BOTSING).where(of_these)).mappings().all()
    # Two that differed only in what went are one now.
    rows = {
        (row["interview_id"], mark): {**row, "content_hash": mark} for row in kept for mark in [_mark(row["content"])]
    }
    connection.execute(sa.delete(BOTSING).where(of_these))
    if rows:
        connection.execute(sa.insert(BOTSING), list(rows.values()))


def downgrade() -> None:
    pass


def _mark(content: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
