"""The desk's pages that are handed over: the report, the cards, and the words around the figures."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from app import demo
from app.citaten import mark
from app.domain.onderdeel import Onderdeel
from app.rapporten import huisteksten, limit_of
from tests.gesprekken import straat_in
from tests.test_pdf import _pango as _pango
from tests.test_vaststelling import hold, publish_now

ADDRESS = f"/rapporten/{demo.HERHAALMETING}/crabbehof"


@pytest.fixture
def straat(database, world) -> str:
    """A straat of which figures are told, with a citaat; beside it two with too few people."""
    with database.transaction() as session:
        first, *_ = hold(session, 14)
        for number in (1, 2):
            hold(session, 8, number=number)
        mark(session, first.id, "meer_doen", "Een bankje", ["leefbaarheid"], is_citaat=True)
        return straat_in(session, "crabbehof").name


def test_a_report_is_a_concept_until_it_is_published(as_anna, straat, database):
    assert ">concept<" in as_anna.get("/rapporten").text
    page = as_anna.get(ADDRESS).text
    assert "CONCEPT" in page
    assert "<q>Een bankje</q>" in page
    for part in ("In het kort", "Samenredzaamheid", "Leefbaarheid", "Zelfredzaamheid", "Participatie", "Tevredenheid"):
        assert f"<h2>{part}</h2>" in page
    with database.transaction() as session:
        publish_now(session)
    page = as_anna.get(ADDRESS).text
    assert "CONCEPT" not in page
    assert "versie 1." in page


@pytest.mark.usefixtures("_pango")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # laying out takes seconds, whatever the database
def test_the_report_as_a_pdf(as_anna, straat):
    answer = as_anna.get(f"{ADDRESS}/pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert f"rapport-crabbehof-{demo.HERHAALMETING}.pdf" in answer.headers["content-disposition"]
    report = PdfReader(BytesIO(answer.content))
    text = "\n".join(page.extract_text() for page in report.pages)
    assert "CONCEPT, niet doorgeven" in text
    assert f"bladzijde {len(report.pages)} van {len(report.pages)}" in text
    assert "“Een bankje”" in text
    assert "Anna" not in text


@pytest.mark.usefixtures("_pango")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_cards_as_a_pdf_are_a_sheet_for_each_straat(as_anna, straat, database):
    longest = "Wat wij gaan doen is nog geheim. " * (limit_of(Onderdeel.KAART) // 33)
    house = huisteksten()[Onderdeel.KAART].text
    as_anna.post(f"{ADDRESS}/teksten/kaart", data={"tekst": longest, "gezien": house})
    straten = as_anna.get(f"{ADDRESS}/kaarten").text.count('class="kaart"')
    assert len(_cards(as_anna)) == straten > 3, "also with the longest words and as a concept"
    as_anna.post(f"{ADDRESS}/teksten/kaart", data={"terug": "ja", "gezien": longest})
    with database.transaction() as session:
        publish_now(session)
    first, second, *others = _cards(as_anna)
    assert len(others) == straten - 2, "also in the largest letters"
    assert f"{straat}: dit zeggen de bewoners" in first
    assert "Wij spraken 14 bewoners van uw straat" in first
    assert "Crabbehof: dit zeggen de bewoners Voor de bewoners van:" in second
    assert "Wij spraken 30 bewoners." in second


def _cards(client) -> list[str]:
    document = PdfReader(BytesIO(client.get(f"{ADDRESS}/kaarten/pdf").content))
    return [" ".join(page.extract_text().split()) for page in document.pages]


def test_words_are_changed_kept_and_taken_back(as_anna, straat):
    house = huisteksten()["vervolg"].text
    form = {"tekst": "Eerst <b>de</b> containers.\r\n\r\nDan de lampen.", "gezien": house}
    answer = as_anna.post(f"{ADDRESS}/teksten/vervolg", data=form, follow_redirects=False)
    assert answer.headers["location"] == f"{ADDRESS}/teksten?klaar=vervolg#vervolg"
    assert "Opgeslagen." in as_anna.get(f"{ADDRESS}/teksten?klaar=vervolg").text
    page = as_anna.get(ADDRESS).text
    assert '<p class="tekst">Eerst &lt;b&gt;de&lt;/b&gt; containers.</p><p class="tekst">Dan de lampen.</p>' in page
    late = as_anna.post(f"{ADDRESS}/teksten/vervolg", data={"tekst": "Te laat", "gezien": house})
    assert late.status_code == 409
    assert ">Te laat</textarea>" in late.text
    assert "Dan de lampen." in late.text
    seen = {"gezien": "Eerst <b>de</b> containers.\n\nDan de lampen.", "terug": "ja"}
    as_anna.post(f"{ADDRESS}/teksten/vervolg", data=seen)
    assert house in as_anna.get(ADDRESS).text
    assert as_anna.post(f"{ADDRESS}/teksten/kaart", data={"tekst": "x" * 401}).status_code == 400


def test_a_quote_that_is_left_out_is_told_to_the_coordinator(as_anna, straat, database):
    with database.transaction() as session:
        (named,) = hold(session, 1, antwoorden={"meer_doen": "Vraag het mevrouw Jansen"})
        mark(session, named.id, "meer_doen", "mevrouw Jansen", ["leefbaarheid"], is_citaat=True)
    page = as_anna.get(ADDRESS).text
    assert "1 citaat staat niet in het rapport" in page
    assert "Jansen" not in page
    assert "Dit citaat komt niet in het rapport" in as_anna.get("/citaten?vraag=meer_doen&citaten=ja").text


def test_an_empty_wijk_has_a_report_that_says_so(as_anna):
    assert "te weinig interviews om cijfers te geven" in as_anna.get(ADDRESS).text
    assert "nog te weinig mensen gesproken" in as_anna.get(f"{ADDRESS}/kaarten").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/rapporten/nergens/crabbehof", 404),
        (f"/rapporten/{demo.HERHAALMETING}/nergens", 404),
        (f"{ADDRESS}/kaarten?straat=nergens", 404),
        (f"{ADDRESS}/teksten?klaar=x", 400),
    ],
)
def test_a_wrong_address(as_anna, address, status):
    assert as_anna.get(address).status_code == status


def test_a_part_that_a_report_does_not_have(as_anna):
    assert as_anna.post(f"{ADDRESS}/teksten/nergens", data={"tekst": "x"}).status_code == 404


def test_the_pages_are_for_coordinators(client, as_bilal):
    for stranger in (client, as_bilal):
        for address in ("/rapporten", ADDRESS, f"{ADDRESS}/pdf", f"{ADDRESS}/kaarten", f"{ADDRESS}/teksten"):
            assert stranger.get(address, follow_redirects=False).headers["location"] == f"/inloggen?naar={address}"
        assert stranger.post(f"{ADDRESS}/teksten/kaart", data={"tekst": "x"}).status_code == 401
