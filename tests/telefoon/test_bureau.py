"""The coordinator's desk in a real browser: htmx, without script, accessible, and on a phone too."""

import pytest
from playwright.sync_api import Page, expect

from app import demo
from tests.telefoon.conftest import PHONE, log_in
from tests.telefoon.look import assert_fits, look_for_barriers, look_in_the_dark, unfold

pytestmark = pytest.mark.xdist_group("browser")

DESK = {"viewport": {"width": 1280, "height": 800}, "locale": "nl-NL"}
A4 = {"width": 733, "height": 1060}
"""What is left between the margins, in CSS pixels."""

PICTURES = ["/overzicht/wijken/wielwijk", f"/overzicht/vergelijking?van={demo.NULMETING}&naar={demo.HERHAALMETING}"]
PAGES = [
    "/overzicht",
    f"/overzicht?meetronde={demo.NULMETING}",
    "/overzicht/wijken/wielwijk",
    "/overzicht/wijken/crabbehof?maat=schoon",
    f"/overzicht/vergelijking?van={demo.NULMETING}&naar={demo.HERHAALMETING}",
    "/interviews",
    "/interviews/uitvoer",
    "/nakijken",
    "/nakijken/rest",
    "/citaten",
    "/citaten/anders",
    f"/rapporten/{demo.NULMETING}/crabbehof",
    "/meetronden",
    "/meetronden/nieuw",
    f"/meetronden/{demo.HERHAALMETING}",
    f"/meetronden/{demo.NULMETING}",
    f"/meetronden/{demo.HERHAALMETING}/wijken/crabbehof",
    f"/meetronden/{demo.HERHAALMETING}/deelname",
    "/gebieden",
    "/gebieden/wijken/crabbehof",
    "/gebieden/wijken/crabbehof/opzoeken",
    "/gebieden/inlezen",
    "/mensen",
    "/mensen/nieuwe-interviewer",
    "/mensen/nieuwe-coordinator",
    "/talen",
    "/talen/ar",
    "/beheer",
]


@pytest.fixture
def world_file(full_template):
    """The desk is looked at with the whole demo world on it."""
    return full_template


@pytest.mark.parametrize("profile", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_is_accessible_and_fits(open_page, server, profile):
    page = open_page(**profile)
    for path in ("/inloggen", "/nergens", "/api/v1/documentatie"):
        page.goto(f"{server.url}{path}")
        look_for_barriers(page, path)
    log_in(page, server)
    for path in PAGES:
        page.goto(f"{server.url}{path}")
        unfold(page)
        if profile is PHONE:  # what is heard is the same on a desk, and what is seen by night the same on a phone
            look_for_barriers(page, path)
        else:
            assert_fits(page, path)
            look_in_the_dark(page, path)
    page.goto(f"{server.url}/interviews?status=teruggestuurd")
    page.locator("tbody a").first.click()
    page.wait_for_url("**/interviews/*-*")
    look_for_barriers(page, "interview")
    page.goto(f"{server.url}/gebieden/wijken/crabbehof")
    page.get_by_role("link", name="Colijnstraat").click()
    look_for_barriers(page, "straat")
    page.get_by_role("link", name="Voeg samen met een andere straat").click()
    page.get_by_label("Samen met").select_option("Troelstraweg")
    page.get_by_role("button", name="Bekijk wat er gebeurt").click()
    expect(page.get_by_role("alert")).to_contain_text("In Nulmeting 2019 zijn interviews uit Colijnstraat geteld")
    look_for_barriers(page, "merge")


def choose_klant(page: Page) -> None:
    page.get_by_label("Soort").select_option("klant")


def test_a_filter_works_at_once(open_page, server):
    page = open_page(**DESK)
    log_in(page, server)
    page.goto(f"{server.url}/interviews")
    page.wait_for_function("() => window.htmx")
    page.evaluate("() => { window.sameDocument = true; }")
    choose_klant(page)
    expect(page.locator("tbody td[data-label=Soort]").first).to_contain_text("Klantinterview")
    assert "soort=klant" in page.url
    page.get_by_role("link", name="Oudere interviews").click()
    page.wait_for_url("**na=*")
    assert set(page.locator("tbody td[data-label=Soort]").all_inner_texts()) <= {
        "Klantinterview",
        "Klantinterview, wilde niet meedoen",
    }
    assert page.evaluate("() => window.sameDocument"), "only the list was refreshed"


def test_the_switch_works_at_once(open_page, server):
    page = open_page(**DESK)
    log_in(page, server)
    page.wait_for_function("() => window.htmx")
    before = page.locator(".groep").first.inner_text()
    page.get_by_label("Alleen goedgekeurde interviews").check()
    expect(page.locator("#uitkomst > .melding")).to_contain_text("Alleen goedgekeurde interviews tellen mee.")
    assert page.locator(".groep").first.inner_text() != before
    assert "alleenGoedgekeurd=true" in page.url


@pytest.mark.parametrize("profile", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", PICTURES)
def test_another_measure_is_drawn_at_once(open_page, server, profile, path):
    page = open_page(**profile)
    log_in(page, server)
    page.goto(f"{server.url}{path}")
    page.wait_for_function("() => window.htmx")
    page.evaluate("() => { window.sameDocument = true; }")
    page.get_by_label("Maat in beeld").select_option("veilig")
    expect(page.get_by_role("heading", level=3, name="Veilig per").first).to_be_visible()
    assert "maat=veilig" in page.url
    assert page.evaluate("() => window.sameDocument"), "only the pictures were refreshed"
    page.reload()
    expect(page.get_by_label("Maat in beeld")).to_have_value("veilig")


@pytest.mark.parametrize("profile", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", PICTURES)
def test_a_picture_has_room_and_its_dots_lie_inside_it(open_page, server, profile, path):
    page = open_page(**profile)
    log_in(page, server)
    page.goto(f"{server.url}{path}")
    plots = page.locator(".beeld .plot:visible").all()
    assert len(plots) > 3
    for plot in plots:
        box = plot.bounding_box()
        assert box["width"] > 270
        for dot in plot.locator(".punt, .pijl circle").all():
            place = dot.bounding_box()
            assert box["x"] <= place["x"], path
            assert place["x"] + place["width"] <= box["x"] + box["width"], path
    if profile is PHONE:
        for select in page.locator("select:visible").all():
            assert select.bounding_box()["width"] > 300, "wide enough for what is chosen"


@pytest.mark.parametrize("path", PICTURES)
def test_on_paper_there_is_the_picture_and_nothing_to_press(open_page, server, path):
    page = open_page(**{**DESK, "viewport": A4})
    log_in(page, server)
    page.goto(f"{server.url}{path}")
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in (".balk", ".keuzebalk", "main > p > a"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".beeld .plot svg").first).to_be_visible()
    assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(22, 36, 43)", "dark on white"
    assert page.evaluate("() => document.documentElement.scrollWidth") == A4["width"]


def test_without_script_the_same_can_be_done(open_page, server):
    page = open_page(**DESK, java_script_enabled=False)
    log_in(page, server)
    page.get_by_role("link", name="Interviews", exact=True).click()
    choose_klant(page)
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**soort=klant*")
    page.get_by_role("link", name="Oudere interviews").click()
    page.locator("tbody a").first.click()
    page.get_by_label("Afkeuren").check()
    page.get_by_role("textbox", name="Opmerking").fill("Dubbel ingevuld.")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("De beoordeling is opgeslagen.")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Beoordeling: afgekeurd")).to_be_visible()


def test_htmx_comes_from_here_when_the_cdn_does_not_answer(open_page, server):
    """The server's policy allows the CDN; the network does not let it through."""
    server.stop()
    server.settings = server.settings.model_copy(update={"htmx_from_cdn": True})
    server.start()
    page = open_page(**DESK)
    page.route("https://cdn.jsdelivr.net/**", lambda route: route.abort())
    log_in(page, server)
    page.wait_for_function("() => window.htmx")
    sources = page.evaluate("() => [...document.scripts].map((script) => script.src)")
    assert any("/vendor/htmx" in source for source in sources)


def test_a_meetronde_is_planned_without_script(open_page, server):
    page = open_page(**PHONE, java_script_enabled=False)
    log_in(page, server)
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Meetronden", exact=True).click()
    page.get_by_role("link", name="Nieuwe meetronde").click()
    page.get_by_label("Naam").fill("Herhaalmeting 2030")
    page.get_by_label("Eerste dag").fill("2030-03-01")
    page.get_by_label("Herhaalmeting 2026").check()
    page.get_by_role("button", name="Maak de meetronde").click()
    expect(page.get_by_text("De meetronde is toegevoegd.")).to_be_visible()
    page.get_by_role("link", name="Crabbehof").click()
    cell = page.get_by_label("Straatinterviews in Talmaweg")
    cell.fill("veel")
    page.get_by_role("button", name="Sla de hele tabel op").click()
    expect(cell).to_have_value("veel")
    expect(page.get_by_text("Het gaat om 1 cel.")).to_be_visible()
    cell.fill("11")
    page.get_by_role("button", name="Sla de hele tabel op").click()
    expect(page.get_by_text("De tabel is opgeslagen.")).to_be_visible()
    page.get_by_role("link", name="Terug naar Herhaalmeting 2030").click()
    page.get_by_role("button", name="Sluit deze meetronde").click()
    page.get_by_label("Waarom?").fill("Er ligt nog één telefoon thuis.")
    page.get_by_role("button", name="Heropen deze meetronde").click()
    expect(page.get_by_text("De meetronde is weer open.")).to_be_visible()


def test_people_are_let_in_and_out_without_script(open_page, server):
    page = open_page(**PHONE, java_script_enabled=False)
    log_in(page, server)
    expect(page.get_by_role("link", name="Mensen", exact=True)).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Mensen", exact=True).click()
    page.get_by_role("link", name="Nieuwe interviewer").click()
    page.get_by_label("Naam").fill("Fatima")
    page.get_by_label("Wielwijk").check()
    page.get_by_role("button", name="Voeg toe").click()
    page.get_by_role("link", name="Wijzig de wijken van Fatima").click()
    page.get_by_label("Crabbehof").check()
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Werkt in Crabbehof en Wielwijk.")).to_be_visible()
    page.get_by_role("button", name="Blokkeer Fatima").click()
    expect(page.get_by_text("Wat nog op de telefoon staat, blijft daar bewaard.")).to_be_visible()
    page.get_by_role("button", name="Haal de blokkade weg van Fatima").click()
    expect(page.get_by_role("button", name="Nieuwe koppellink voor Fatima")).to_be_visible()


def test_a_file_with_straten_is_read_in_without_script(open_page, server, tmp_path):
    file = tmp_path / "straten.csv"
    page = open_page(**PHONE, java_script_enabled=False)
    log_in(page, server)
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Gebieden", exact=True).click()
    page.get_by_role("link", name="Bestand inlezen").click()
    for line, heading in (
        ("crabbehof;Crabbehof;", "Wijken en straten inlezen"),
        ("staart;Staart;“Kade”", "Wat er verandert"),
    ):
        file.write_text(f"wijkCode;wijkNaam;straatNaam\n{line}\n", encoding="utf-8")
        page.get_by_label("Bestand").set_input_files(file)
        page.get_by_role("button", name="Bekijk wat er verandert").click()
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        assert page.evaluate("() => document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
    page.get_by_role("button", name="Lees het zo in").click()
    expect(page.get_by_text("Alles is ingelezen.")).to_be_visible()
    page.get_by_role("link", name="Staart").click()
    expect(page.get_by_role("link", name="“Kade”")).to_be_visible()
