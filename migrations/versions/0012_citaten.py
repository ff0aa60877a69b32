"""Passages marked in open answers by theme, one name for answers that say the same, and the text that is searched."""

import sqlalchemy as sa
from alembic import op

from app.domain.citaat import fold

revision = "0012"
down_revision = "0011"

AT_ONCE = 20_000
"""Answers in memory: a city has millions."""

THEMAS = {
    "samenredzaamheid": "Samenredzaamheid",
    "leefbaarheid": "Leefbaarheid",
    "zelfredzaamheid": "Zelfredzaamheid",
    "participatie": "Participatie",
}


def upgrade() -> None:
    op.add_column("antwoord", sa.Column("folded", sa.Text(), nullable=True))
    _fold_answers(op.get_bind())
    thema = op.create_table(
        "thema",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("code <> ''", name=op.f("ck_thema_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_thema")),
        sa.UniqueConstraint("name", name=op.f("uq_thema_name")),
    )
    op.bulk_insert(thema, [{"code": code, "name": name} for code, name in THEMAS.items()])
    op.create_table(
        "fragment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("vraag", sa.String(length=60), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_citaat", sa.Boolean(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_fragment_text")),
        sa.CheckConstraint("place >= 0", name=op.f("ck_fragment_place")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_fragment_interview_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fragment")),
    )
    op.create_index(op.f("ix_fragment_interview_id_vraag"), "fragment", ["interview_id", "vraag"])
    op.create_table(
        "indeling",
        sa.Column("fragment_id", sa.Uuid(), nullable=False),
        sa.Column("thema_code", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["fragment_id"], ["fragment.id"], name=op.f("fk_indeling_fragment_id")),
        sa.ForeignKeyConstraint(["thema_code"], ["thema.code"], name=op.f("fk_indeling_thema_code")),
        sa.PrimaryKeyConstraint("fragment_id", "thema_code", name=op.f("pk_indeling")),
    )
    op.create_index(op.f("ix_indeling_thema_code"), "indeling", ["thema_code"])
    op.create_table(
        "verzamelnaam",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("vraag", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_verzamelnaam_name")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_verzamelnaam_interview_id")),
        sa.PrimaryKeyConstraint("interview_id", "vraag", name=op.f("pk_verzamelnaam")),
    )


def downgrade() -> None:
    op.drop_table("verzamelnaam")
    op.drop_index(op.f("ix_indeling_thema_code"), "indeling")
    op.drop_table("indeling")
    op.drop_index(op.f("ix_fragment_interview_id_vraag"), "fragment")
    op.drop_table("fragment")
    op.drop_table("thema")
    op.drop_column("antwoord", "folded")


def _fold_answers(connection: sa.Connection) -> None:
    answer = sa.table(
        "antwoord",
        sa.column("interview_id", sa.Uuid()),
        *(sa.column(name, sa.Text()) for name in ("vraag", "code", "text", "folded")),
    )
    key = sa.tuple_(answer.c.interview_id, answer.c.vraag)
    query = sa.select(answer.c.interview_id, answer.c.vraag, answer.c.text).where(answer.c.text.is_not(None))
    query = query.order_by(answer.c.interview_id, answer.c.vraag).limit(AT_ONCE)
    write = sa.update(answer).where(
        answer.c.interview_id == sa.bindparam("of"),
        answer.c.vraag == sa.bindparam("to"),
        answer.c.code == "tekst",
    )
    write = write.values(folded=sa.bindparam("searched"))
    said = connection.execute(query).all()
    while said:
        rows = [{"of": each.interview_id, "to": each.vraag, "searched": fold(each.text)} for each in said]
        connection.execute(write, rows)
        after = sa.tuple_(sa.literal(said[-1].interview_id, sa.Uuid()), sa.literal(said[-1].vraag))
        said = connection.execute(query.where(key > after)).all()
