"""The data dictionary: it names all that is published and nothing else, and tells programs and people the same."""

import csv
import io
import re
from pathlib import Path

import pytest

from app.api.gegevenswoordenboek import Begripsoort, list_rubrieken
from app.api.vaststelling import comparison, table
from app.berichten import Message
from app.domain.afronding import EXTREME
from app.domain.betrouwbaarheid import Oordeel
from app.domain.schatting import Kanttekening
from app.domain.straatladder import CONTACT_FROM
from app.domain.tevredenheid import SATISFIED_FROM
from app.domain.verandering import Richting
from app.overzichten.heard import Populatie
from app.overzichten.veranderingen import KENMERKEN
from app.tellingen import Niveau
from app.vaststelling import change_messages, messages
from app.vaststelling.writing import questions_of
from tests.gegevenswoordenboek import PAGE, write_page

ADDRESS = "/api/v1/gegevenswoordenboek"
ROOT = PAGE.parent.parent
BEGRIPPEN = [begrip for rubriek in list_rubrieken() for begrip in rubriek.begrippen]
CODES = {"oordeel": Oordeel, "kanttekeningen": Kanttekening, "niveau": Niveau, "richting": Richting}


def of_soort(soort: Begripsoort) -> list[tuple[str, str]]:
    return [(begrip.rubriek, begrip.naam) for begrip in BEGRIPPEN if begrip.soort is soort]


def test_every_field_that_is_published_has_its_meaning_and_there_are_no_others():
    published = [
        (_place_of(message), field.alias)
        for message in _published_messages()
        for name, field in message.model_fields.items()
        if name in message.__annotations__
    ]
    assert len(published) > 50
    assert sorted(of_soort(Begripsoort.VELD)) == sorted(published)


def test_every_column_has_its_meaning():
    for rubriek in list_rubrieken():
        columns = [kolom for begrip in rubriek.begrippen for kolom in begrip.kolommen]
        assert len(columns) == len(set(columns)), "once at each place"
    assert {kolom for begrip in BEGRIPPEN for kolom in begrip.kolommen} == {*table.COLUMNS, *comparison.COLUMNS}


def test_every_maat_and_every_code_has_its_meaning():
    maten = dict.fromkeys([*questions_of(Populatie.KLANTEN), *KENMERKEN])
    assert [naam for _, naam in of_soort(Begripsoort.MAAT)] == list(maten)
    codes = [(rubriek, code.value) for rubriek, kind in CODES.items() for code in kind]
    assert sorted(of_soort(Begripsoort.CODE)) == sorted(codes)


@pytest.mark.parametrize("begrip", BEGRIPPEN, ids=lambda begrip: f"{begrip.rubriek}.{begrip.naam}")
def test_an_entry_says_all_there_is_to_say(begrip):
    assert begrip.betekenis.endswith(".")
    if begrip.soort is not Begripsoort.CODE:
        assert begrip.eenheid.endswith(".")
        assert begrip.leeg.endswith(".")
    if begrip.soort is Begripsoort.MAAT or begrip.rubriek in ("maat", "groep"):
        assert begrip.van_wie.endswith(".") or begrip.naam == "maat"
    if begrip.uitleg:
        paper, _, heading = begrip.uitleg.partition("#")
        assert heading in _headings(ROOT / paper), begrip.uitleg


def test_where_it_names_a_number_that_is_the_one_we_use():
    meaning = {(begrip.rubriek, begrip.naam): begrip for begrip in BEGRIPPEN}
    assert f"trede {CONTACT_FROM} of hoger" in meaning["maten", "straatladder"].eenheid
    assert f"een {SATISFIED_FROM} of hoger" in meaning["maten", "tevredenheid"].eenheid
    assert f"onder {EXTREME} en boven {100 - EXTREME}" in meaning["maat", "percentage"].leeg


def test_it_is_open_to_all_and_to_every_website(client):
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert [each["naam"] for each in answer.json()] == [begrip.naam for begrip in BEGRIPPEN]
    percentage = next(each for each in answer.json() if (each["rubriek"], each["naam"]) == ("maat", "percentage"))
    assert percentage["kolommen"] == ["percentage"]
    assert percentage["soort"] == "veld"


@pytest.mark.parametrize(("query", "delimiter"), [("", ","), ("?notatie=nl", ";")])
def test_it_is_a_table_too(client, query, delimiter):
    answer = client.get(ADDRESS + query, headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.headers["vary"].split(", ")[0]) == (200, "Accept")
    lines = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=delimiter))
    assert [line["betekenis"] for line in lines] == [begrip.betekenis for begrip in BEGRIPPEN]
    assert next(line["kolommen"] for line in lines if line["naam"] == "marge") == "margeLaag margeHoog"


@pytest.mark.parametrize(
    ("query", "accept", "status"), [("?notatie=fr", "*/*", 400), ("?taal=en", "*/*", 400), ("", "text/html", 406)]
)
def test_what_it_cannot_do_it_says(client, query, accept, status):
    assert client.get(ADDRESS + query, headers={"Accept": accept}).status_code == status


def test_the_page_of_the_docs_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == write_page(), "renew it with: python -m tests.gegevenswoordenboek"


def test_the_documentation_leads_to_it(client):
    assert f'href="{ADDRESS}"' in client.get("/api/v1/documentatie").text


def _published_messages() -> set[type[Message]]:
    named = [each for module in (messages, change_messages) for each in vars(module).values()]
    return {each for each in named if isinstance(each, type) and issubclass(each, Message)} - {Message}


def _place_of(message: type[Message]) -> str:
    return re.sub(r"^Vastgestelde?|Out$", "", message.__name__).lower()


def _headings(paper: Path) -> set[str]:
    """What one can link to; a heading that comes again gets a number."""
    found: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", paper.read_text(encoding="utf-8"), re.MULTILINE):
        slug = re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        number = next(number for number in range(100) if (f"{slug}-{number}" if number else slug) not in found)
        found.add(f"{slug}-{number}" if number else slug)
    return found
