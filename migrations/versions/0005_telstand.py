"""The standing counts of the interviews, made up from those that are already there."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

COLUMNS = ("meetronde_code", "straat_id", "soort", "status")

INTERVIEW = sa.table(
    "interview",
    sa.column("id", sa.Uuid()),
    sa.column("meetronde_code"),
    sa.column("straat_id", sa.Uuid()),
    sa.column("soort"),
    sa.column("status"),
    sa.column("vragenlijst_version"),
    sa.column("consent", sa.Boolean()),
)
ANTWOORD = sa.table("antwoord", sa.column("interview_id", sa.Uuid()), sa.column("vraag"), sa.column("code"))


def upgrade() -> None:
    telstand = op.create_table(
        "telstand",
        sa.Column("meetronde_code", sa.String(length=60), nullable=False),
        sa.Column("straat_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.CheckConstraint("soort IN ('straat', 'portiek', 'klant')", name=op.f("ck_telstand_soort")),
        sa.CheckConstraint(
            "status IN ('nieuw', 'goedgekeurd', 'teruggestuurd', 'afgekeurd')", name=op.f("ck_telstand_status")
        ),
        sa.ForeignKeyConstraint(["meetronde_code"], ["meetronde.code"], name=op.f("fk_telstand_meetronde_code")),
        sa.ForeignKeyConstraint(["straat_id"], ["straat.id"], name=op.f("fk_telstand_straat_id")),
        sa.PrimaryKeyConstraint("meetronde_code", "straat_id", "soort", "status", name=op.f("pk_telstand")),
    )
    counts: dict[tuple[Any, ...], dict[str, int]] = defaultdict(dict)
    for key, name, count in _counted(op.get_bind()):
        counts[key][name] = count
    rows = [dict(zip(COLUMNS, key, strict=True)) | {"counts": counted} for key, counted in counts.items()]
    op.bulk_insert(telstand, rows)


def _counted(connection: sa.Connection) -> Iterator[tuple[tuple[Any, ...], str, int]]:
    """How many interviews and refusals per version, people per question, and answers of each kind."""
    key = [INTERVIEW.c[column] for column in COLUMNS]
    version, consent, vraag, code = (
        INTERVIEW.c.vragenlijst_version,
        INTERVIEW.c.consent,
        ANTWOORD.c.vraag,
        ANTWOORD.c.code,
    )
    held = sa.select(*key, version, consent, sa.func.count()).group_by(*key, version, consent)
    for *of, number, agreed, count in connection.execute(held):
        yield tuple(of), f"{'#interview' if agreed else '#weigering'}/{number}", count
    said = sa.join(INTERVIEW, ANTWOORD, ANTWOORD.c.interview_id == INTERVIEW.c.id)
    people = sa.select(*key, vraag, sa.func.count(ANTWOORD.c.interview_id.distinct())).select_from(said)
    for *of, asked, count in connection.execute(
        people.where(code.not_in(["weet_niet", "wil_niet_zeggen"])).group_by(*key, vraag)
    ):
        yield tuple(of), f"#antwoord/{asked}", count
    answers = sa.select(*key, vraag, code, sa.func.count()).select_from(said).where(code != "tekst")
    for *of, asked, given, count in connection.execute(answers.group_by(*key, vraag, code)):
        yield tuple(of), f"{asked}/{given}", count


def downgrade() -> None:
    op.drop_table("telstand")
