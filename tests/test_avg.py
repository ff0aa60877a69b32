"""The papers for the AVG keep up with what is kept: every table, and every term with its default."""

import re

from app.domain.bewaartermijn import Bewaarsoort
from app.models import Gebruiker
from app.opruimingen import NAMES, STAYS, TERMS
from app.settings import Settings
from tests.tables import TABLES
from tests.test_house import ROOT

AVG = ROOT / "docs" / "avg"
REGISTER = (AVG / "verwerkingsregister.md").read_text(encoding="utf-8")


def test_the_register_tells_of_every_table_with_its_term():
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", REGISTER, re.MULTILINE))
    assert rows.keys() == {table.name for table in TABLES}
    for table, kind in TERMS.items():
        assert rows[table.__tablename__].startswith(NAMES[kind]), table
    for table in STAYS:
        assert not rows[table.__tablename__].startswith(tuple(NAMES.values())), table
    assert rows[Gebruiker.__tablename__] == STAYS[Gebruiker]


def test_the_register_tells_the_terms_as_they_are_by_default():
    told = re.findall(r"^\| ([^|]+) \| `(WIJKPEIL_\w+)` \| (\d+) maanden \|", REGISTER, re.MULTILINE)
    assert [name for name, *_ in told] == [NAMES[kind] for kind in Bewaarsoort]
    defaults = {
        f"WIJKPEIL_{field.upper()}": str(known.default)
        for field, known in Settings.model_fields.items()
        if field.startswith("retention_") and field.endswith("_months")
    }
    assert {setting: months for _, setting, months in told} == defaults


def test_every_paper_is_linked_and_links_to_what_is_there():
    papers = sorted(AVG.glob("*.md"))
    assert len(papers) == 4
    manual = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")
    for paper in papers:
        assert f"avg/{paper.name}" in manual
        for link in re.findall(r"\]\(([^)#]+)\)", paper.read_text(encoding="utf-8")):
            assert (AVG / link).is_file(), f"{paper.name}: {link}"
