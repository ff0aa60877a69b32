"""The card in the respondent's hands: every kind of question in every language, tapping, reading, and the way back."""

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from app.domain.toonkaart import Kaartvraag
from app.domain.vragenlijst import Soort, Vraagsoort
from app.vragenlijsten import newest_vragenlijst
from app.vragenlijsten.toonkaarten import all_toonkaarten
from app.web.release import STATIC
from tests.telefoon.conftest import PHONE, link_phone, open_linked
from tests.telefoon.hand import begin, fill_in, finish, hold_back, stored, wait_for_outbox, wait_for_question
from tests.telefoon.look import look_at_phone, look_for_barriers

pytestmark = pytest.mark.xdist_group("browser")

EVERY_KIND = [
    (Soort.STRAAT, "toestemming"),
    (Soort.STRAAT, "prettig_wonen"),
    (Soort.STRAAT, "overlast"),
    (Soort.PORTIEK, "straatladder"),
    (Soort.STRAAT, "leefbaarheidsladder"),
    (Soort.STRAAT, "schoon"),
    (Soort.KLANT, "terugkomen"),
]

PARTS = ("toonkaart.js", "voorlezen.js", "taalkeuze.js", "toonkaart.css", "toonkaart.svg")

SHOW = """async ([taal, vragenlijst, sleutel, gekozen]) => {
  const { leesVraag, tekstenVan, toonKaart } = await import(document.querySelector("link[href$='/toonkaart.js']").href);
  const kaart = await (await fetch(`/telefoon/toonkaarten/${taal}`)).json();
  const vraag = leesVraag(document.getElementById(`vraag-${sleutel}`));
  window.heeftKaart = Boolean(tekstenVan(kaart, vragenlijst, vraag));
  if (!window.heeftKaart) return;
  window.antwoorden = [];
  window.isGesloten = 0;
  window.weg = toonKaart({
    kaart, vragenlijst, vraag, gekozen: gekozen ?? undefined,
    kies: (antwoord) => window.antwoorden.push(antwoord ?? null),
    sluit: () => { window.isGesloten += 1; },
  });
}"""

VOICES = """{
  const talen = TALEN;
  const spraak = new EventTarget();
  Object.assign(spraak, {
    stemmen: talen.map(([lang, localService]) => ({ lang, localService })), gezegd: [], speaking: false, pending: false,
    getVoices() { return this.stemmen; },
    speak(uitspraak) { this.speaking = true; this.gezegd.push(uitspraak); },
    cancel() { this.speaking = false; },
  });
  Object.defineProperty(window, "speechSynthesis", { value: spraak });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""

Show = Callable[..., Locator]


@pytest.fixture
def telefoon(open_page, server, world) -> Page:
    """A phone that keeps no pages: nothing here is tried without network."""
    return open_linked(open_page, server, world.bilal, service_workers="block")


@pytest.fixture
def show(telefoon: Page, server) -> Show:
    """Show the card of a question over the form where it is asked."""

    def show(taal: str, key: str, gekozen: object = None, soort: Soort = Soort.STRAAT) -> Locator:
        form = f"{server.url}/telefoon/interview/{soort}-v1"
        if telefoon.url.partition("#")[0] != form:
            telefoon.goto(form)
            wait_for_question(telefoon)
        telefoon.evaluate(SHOW, [taal, soort, key, gekozen])
        return telefoon.locator("dialog.toonkaart")

    return show


def text_on(taal: str, key: str, soort: Soort = Soort.STRAAT) -> Kaartvraag:
    return all_toonkaarten()[taal].vragen[soort][key]


def answers(page: Page) -> list[Any]:
    """What the card said that was tapped, in order; None when nothing is left."""
    return page.evaluate("() => window.antwoorden")


def back(card: Locator) -> Locator:
    return card.locator(".houdknop")


def labels_in_order(taal: str, key: str, soort: Soort) -> list[str]:
    """The answers as the respondent must see them: the highest rung on top, and what does not count last."""
    vraag, kaart = newest_vragenlijst(soort).by_key[key], all_toonkaarten()[taal]
    options = [(optie.code, optie.label) for optie in kaart.vragen[soort][key].options]
    if vraag.soort is Vraagsoort.LADDER:
        options = [each for each in reversed(options) if each[0] != str(vraag.weet_niet_trede)] + [
            each for each in options if each[0] == str(vraag.weet_niet_trede)
        ]
    if vraag.soort is Vraagsoort.CIJFER:
        options = [(str(cijfer), str(cijfer)) for cijfer in range(1, 11)]
    return [label for _, label in options] + [kaart.woorden[optie.code] for optie in vraag.nonresponse]


@pytest.mark.parametrize("taal", all_toonkaarten())
def test_every_kind_of_question_is_shown_whole_and_accessible(telefoon, show, taal):
    of_taal = all_toonkaarten()[taal].taal
    for soort, key in EVERY_KIND:
        card, text = show(taal, key, soort=soort), text_on(taal, key, soort)
        expect(card).to_have_attribute("lang", taal)
        expect(card).to_have_attribute("dir", of_taal.richting)
        expect(card.get_by_role("heading")).to_have_text(text.text)
        expect(card.locator("label")).to_have_text(labels_in_order(taal, key, soort))
        for more in (text.hint, text.low_label, text.high_label):
            expect(card).to_contain_text(more)
        look_for_barriers(telefoon, key)
        telefoon.evaluate("() => window.weg()")
        expect(card).to_have_count(0)


def test_the_card_stays_light_on_a_dark_phone(telefoon, show):
    """It is read in the sun, by somebody who never set this phone to dark."""
    telefoon.emulate_media(color_scheme="dark")
    card = show("nl", "straatladder")
    expect(card).to_have_css("background-color", "rgb(244, 243, 238)")
    expect(card).to_have_css("color", "rgb(22, 36, 43)")
    expect(telefoon.locator("html")).to_have_css("background-color", "rgb(16, 24, 28)")
    card.locator("label").first.click()
    look_for_barriers(telefoon, "card, dark")


@pytest.mark.parametrize("taal", ["nl", "ar", "pl"])
@pytest.mark.parametrize("size", ["100%", "200%"])
def test_every_card_fits_the_phone_is_large_and_scrolls_to_its_end(telefoon, show, taal, size):
    for soort, key in EVERY_KIND:
        card = show(taal, key, soort=soort)
        telefoon.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        for part in (card, card.locator(".kaartinhoud")):
            assert part.evaluate("(part) => [part.scrollWidth, part.clientWidth]") == [360, 360], key
        small = card.evaluate(
            "(card) => [...card.querySelectorAll('.kaartinhoud :is(h2, p, span, button)')]"
            ".filter((each) => each.checkVisibility() && parseFloat(getComputedStyle(each).fontSize) < 24)"
            ".map((each) => each.textContent)"
        )
        assert small == [], key
        for each in card.locator("label, button:visible").all():
            assert each.bounding_box()["height"] >= 48, key
        card.locator("label").last.scroll_into_view_if_needed()
        box, foot = card.locator("label").last.bounding_box(), back(card).bounding_box()
        assert box["y"] + box["height"] <= foot["y"], f"{key}: the last answer can be read above the way back"
        assert foot["y"] + foot["height"] <= 740
        telefoon.evaluate("() => window.weg()")


def test_every_question_with_fixed_answers_has_a_card_and_no_other(telefoon, show):
    for soort in Soort:
        for vraag in newest_vragenlijst(soort).vragen:
            card = show("tr", vraag.key, soort=soort)
            has_card = telefoon.evaluate("() => window.heeftKaart")
            assert has_card == (vraag.key in all_toonkaarten()["tr"].vragen[soort]), vraag.key
            if has_card:
                expect(card.get_by_role("heading")).to_have_text(text_on("tr", vraag.key, soort).text)
                telefoon.evaluate("() => window.weg()")


def test_a_question_with_an_answer_that_has_no_text_has_no_card(telefoon, show):
    """A draft of an older questionnaire may hold one; half a card would mislead."""
    show("en", "overlast")
    telefoon.evaluate("() => window.weg()")
    telefoon.evaluate("() => { document.querySelector('#vraag-overlast input').value = 'hondenpoep'; }")
    show("en", "overlast")
    assert not telefoon.evaluate("() => window.heeftKaart")


@pytest.mark.parametrize(
    ("key", "taps", "said"),
    [
        ("toestemming", ["Evet"], ["ja"]),
        ("prettig_wonen", ["Çok memnunum", "Hiç memnun değilim"], ["heel_prettig", "heel_onprettig"]),
        ("straatladder", ["Saldırganlık", "Sokağa birlikte sahip çıkmak"], [1, 5]),
        ("straatladder", ["Bilmiyorum"], ["weet_niet"]),
        ("leefbaarheidsladder", ["Bilmiyorum", "Fark yaratan"], [1, 4]),
        ("leefbaarheidsladder", ["Söylemek istemiyorum"], ["wil_niet_zeggen"]),
        ("overlast", ["Gürültü", "Yerlerdeki çöpler"], [["geluid"], ["zwerfafval", "geluid"]]),
        ("overlast", ["Gürültü", "Gürültü"], [["geluid"], None]),
        ("overlast", ["Gürültü", "Hiçbir şey", "Başka"], [["geluid"], ["geen"], ["anders"]]),
        ("overlast", ["Gürültü", "Bilmiyorum", "Gürültü"], [["geluid"], "weet_niet", ["geluid"]]),
    ],
)
def test_a_tap_is_told_as_the_answer_that_travels(telefoon, show, key, taps, said):
    card = show("tr", key)
    for label in taps:
        card.locator("label", has_text=label).tap()
    assert answers(telefoon) == said


@pytest.mark.parametrize("cijfer", [1, 7, 10])
def test_a_grade_is_told_as_a_number(telefoon, show, cijfer):
    card = show("ar", "schoon")
    card.get_by_role("radio", name=str(cijfer), exact=True).tap()
    assert answers(telefoon) == [cijfer]


@pytest.mark.parametrize(
    ("key", "gekozen", "checked"),
    [
        ("schoon", 10, ["10"]),
        ("schoon", "weet_niet", ["weet_niet"]),
        ("overlast", ["geluid", "anders"], ["geluid", "anders"]),
        ("leefbaarheidsladder", 1, ["1"]),
        ("bekendheid", None, []),
    ],
)
def test_the_card_shows_what_was_answered(show, key, gekozen, checked):
    card = show("pl", key, gekozen)
    assert [field.get_attribute("value") for field in card.locator(":checked").all()] == checked


def test_the_ladder_stands_upright_with_a_picture_on_every_rung(show):
    card = show("en", "straatladder")
    rungs = card.locator(".kaartkeuzes.ladder label")
    assert [rung.locator("input").get_attribute("value") for rung in rungs.all()] == ["5", "4", "3", "2", "1"]
    tops = [rung.bounding_box()["y"] for rung in rungs.all()]
    assert tops == sorted(tops)
    for rung in rungs.all():
        expect(rung.locator("img")).to_have_js_property("complete", True)
        assert rung.locator("img").evaluate("(img) => img.naturalWidth") > 0


def test_not_knowing_is_no_rung_of_the_leefbaarheidsladder(show):
    card = show("en", "leefbaarheidsladder")
    rungs = card.locator(".kaartkeuzes.ladder label")
    assert [rung.locator("input").get_attribute("value") for rung in rungs.all()] == ["5", "4", "3", "2"]
    not_knowing, declining = card.locator(".kaartkeuzes.klein label").all()
    expect(not_knowing).to_have_text("Don’t know")
    expect(not_knowing.locator("img")).to_have_count(0)
    style = "(label) => ['borderStyle', 'fontWeight', 'minHeight'].map((name) => getComputedStyle(label)[name])"
    assert not_knowing.evaluate(style) == declining.evaluate(style) != rungs.first.evaluate(style)


@pytest.mark.parametrize(("taal", "first_is_left"), [("en", True), ("ar", False)])
def test_the_grades_begin_where_the_language_begins(show, taal, first_is_left):
    card = show(taal, "schoon")
    one, two = (card.locator(f"label:has([value='{cijfer}'])").bounding_box()["x"] for cijfer in (1, 2))
    assert (one < two) is first_is_left


# --- the way back ------------------------------------------------------------------------------------------------


def press(page: Page, button: Locator) -> Callable[[], None]:
    """Put a finger on the button, and give what lifts it."""
    box = button.bounding_box()
    session = page.context.new_cdp_session(page)
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    return lambda: session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def stop_the_clock(page: Page) -> None:
    """From here on time passes only when the test says so."""
    page.clock.install(time="2026-06-01T10:00:00")
    page.clock.pause_at("2026-06-01T11:00:00")


@pytest.mark.parametrize("how", ["finger", "mouse"])
def test_a_hold_goes_back_and_lifting_it_presses_nothing_beneath(telefoon, show, how):
    card = show("ar", "schoon")
    telefoon.evaluate("() => { window.tikken = 0; addEventListener('click', () => { window.tikken += 1; }, true); }")
    began = telefoon.evaluate("() => performance.now()")
    if how == "finger":
        lift = press(telefoon, back(card))
    else:
        back(card).hover()
        telefoon.mouse.down()
        lift = telefoon.mouse.up
    expect(card).to_have_count(0)
    assert telefoon.evaluate("() => performance.now()") - began > 1000
    lift()
    assert telefoon.evaluate("() => [window.isGesloten, window.tikken]") == [1, 0]


@pytest.mark.parametrize("how", ["finger", "mouse", "mouse leaves", "Enter", "Space"])
def test_a_short_press_does_not(telefoon, show, how):
    stop_the_clock(telefoon)
    card = show("nl", "schoon")
    button = back(card)
    if how == "finger":
        lift = press(telefoon, button)
    elif how in ("Enter", "Space"):
        button.focus()
        telefoon.keyboard.down(how)
    else:
        button.hover()
        telefoon.mouse.down()
    expect(button).to_have_class("houdknop ingedrukt")
    telefoon.clock.run_for(999)
    match how:
        case "finger":
            lift()
        case "mouse":
            telefoon.mouse.up()
        case "mouse leaves":
            telefoon.mouse.move(180, 10)
        case key:
            telefoon.keyboard.up(key)
    expect(button).to_have_class("houdknop")
    telefoon.clock.run_for(5000)
    expect(card).to_be_visible()
    assert telefoon.evaluate("() => window.isGesloten") == 0


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_that_is_held_goes_back_once(telefoon, show, key):
    """The button that opened the card has the focus again: the key that is still down must not press it."""
    show("nl", "veilig")
    telefoon.evaluate("() => window.weg()")
    stop_the_clock(telefoon)
    telefoon.evaluate(
        "() => { const knop = document.createElement('button'); knop.id = 'opent'; document.body.append(knop);"
        " knop.focus(); knop.addEventListener('click', () => { window.opnieuw = true; }); }"
    )
    card = show("nl", "schoon")
    back(card).focus()
    telefoon.keyboard.down(key)
    telefoon.clock.run_for(1000)
    expect(card).to_have_count(0)
    expect(telefoon.locator("#opent")).to_be_focused()
    for _ in range(3):
        telefoon.keyboard.down(key)
    telefoon.keyboard.up(key)
    assert telefoon.evaluate("() => [window.isGesloten, window.opnieuw]") == [1, None]
    telefoon.keyboard.press(key)
    assert telefoon.evaluate("() => window.opnieuw") is True, "a new press is a press again"


def test_a_screen_reader_goes_back_without_holding(telefoon, show):
    card = show("nl", "schoon")
    back(card).evaluate("(button) => button.click()")
    expect(card).to_have_count(0)
    telefoon.evaluate("() => window.weg()")
    assert telefoon.evaluate("() => window.isGesloten") == 1, "closed is closed once"


def test_escape_does_not_go_back_however_often(telefoon, show):
    card = show("nl", "schoon")
    for _ in range(4):
        telefoon.keyboard.press("Escape")
    expect(card).to_be_visible()
    card.evaluate("(dialog) => dialog.requestClose()")
    card.evaluate("(dialog) => dialog.close()")
    expect(card).to_be_visible()
    assert telefoon.evaluate("() => window.isGesloten") == 0
    card.locator("label", has_text="7").tap()
    assert answers(telefoon) == [7]


def test_the_interviewer_reads_what_the_hold_is_for_in_dutch_too(show):
    assert back(show("en", "schoon")).inner_text().split("\n") == [
        "Press and hold to go back",
        "Houd ingedrukt om terug te gaan",
    ]


def test_without_motion_the_hold_is_the_same(telefoon, show):
    telefoon.emulate_media(reduced_motion="reduce")
    stop_the_clock(telefoon)
    card = show("nl", "schoon")
    press(telefoon, back(card))
    expect(back(card)).to_have_class("houdknop ingedrukt")
    moving = back(card).evaluate("(button) => getComputedStyle(button, '::before').transitionDuration")
    assert moving == "0s"
    telefoon.clock.run_for(999)
    expect(card).to_be_visible()
    telefoon.clock.run_for(1)
    expect(card).to_have_count(0)


def test_the_keyboard_alone_is_enough(telefoon, show):
    card = show("en", "schoon")
    expect(card.get_by_role("heading")).to_be_focused()
    telefoon.keyboard.press("Tab")
    telefoon.keyboard.press("Space")
    telefoon.keyboard.press("ArrowRight")
    assert answers(telefoon) == [1, 2]
    telefoon.keyboard.press("Tab")
    expect(back(card)).to_be_focused()


# --- reading aloud -----------------------------------------------------------------------------------------------


def give_voices(page: Page, voices: list[tuple[str, bool]]) -> None:
    """Make it a phone with these voices: of each its language, and whether it works without a network."""
    page.add_init_script(VOICES.replace("TALEN", json.dumps(voices)))


def spoken(page: Page) -> list[list[str]]:
    return page.evaluate("() => speechSynthesis.gezegd.map(({ text, lang }) => [lang, text])")


def test_without_a_voice_for_the_language_there_is_no_button(telefoon, show):
    give_voices(telefoon, [("nl-NL", True)])
    expect(show("ar", "schoon").locator(".voorleesknop")).to_be_hidden()


def test_a_voice_that_arrives_late_brings_the_button(telefoon, show):
    give_voices(telefoon, [])
    button = show("ar", "schoon").locator(".voorleesknop")
    expect(button).to_be_hidden()
    telefoon.evaluate(
        "() => { speechSynthesis.stemmen.push({ lang: 'ar_XA', localService: true });"
        " speechSynthesis.dispatchEvent(new Event('voiceschanged')); }"
    )
    expect(button).to_have_text("قراءة بصوت عالٍ")


def test_the_question_and_its_answers_are_read_in_the_order_of_the_screen(telefoon, show):
    give_voices(telefoon, [("nl-NL", True), ("pl-PL", False), ("pl-PL-x", True)])
    card = show("pl", "straatladder")
    card.get_by_role("button", name="Czytaj na głos").tap()
    texts = text_on("pl", "straatladder")
    ladder = [optie.label for optie in reversed(texts.options)]
    assert spoken(telefoon) == [
        ["pl-PL-x", text] for text in (texts.text, *ladder, "Nie wiem", "Nie chcę odpowiadać")
    ], "with the voice that needs no network"


def test_of_the_grades_the_ends_are_read(telefoon, show):
    give_voices(telefoon, [("nl-NL", True)])
    show("nl", "schoon").get_by_role("button", name="Voorlezen").tap()
    assert [text for _, text in spoken(telefoon)] == [
        "Hoe schoon vindt u de wijk? Geef een cijfer.",
        "1: heel vies",
        "10: heel schoon",
        "Weet niet",
        "Wil niet zeggen",
    ]


def test_reading_stops_with_the_button_at_the_end_and_when_the_card_closes(telefoon, show):
    give_voices(telefoon, [("en-GB", True)])
    card = show("en", "schoon")
    card.get_by_role("button", name="Read aloud").tap()
    card.get_by_role("button", name="Stop reading").tap()
    assert not telefoon.evaluate("() => speechSynthesis.speaking")
    card.get_by_role("button", name="Read aloud").tap()
    telefoon.evaluate("() => { speechSynthesis.speaking = false; speechSynthesis.gezegd.at(-1).onend(); }")
    card.get_by_role("button", name="Read aloud").tap()
    assert telefoon.evaluate("() => speechSynthesis.speaking")
    telefoon.evaluate("() => window.weg()")
    assert not telefoon.evaluate("() => speechSynthesis.speaking")


# --- the choice of the language ----------------------------------------------------------------------------------


def test_the_language_is_chosen_by_its_own_name_and_a_concept_says_so(telefoon, server):
    telefoon.goto(f"{server.url}/telefoon/interview/straat-v1")
    group = telefoon.get_by_role("group", name="Taal van de toonkaart")
    expect(group.locator("label")).to_have_text(
        [
            "Nederlands",
            "العربية Arabisch, concept",
            "English Engels, concept",
            "Polski Pools, concept",
            "Türkçe Turks, concept",
        ]
    )
    expect(group.get_by_role("radio", name="Nederlands")).to_be_checked()
    group.get_by_text("العربية").tap()
    look_at_phone(telefoon, "taalkeuze")


def test_the_respondent_taps_and_the_interviewer_goes_on_in_their_language(open_page, server, world):
    telefoon = open_page(**PHONE)
    link_phone(telefoon, server, world.bilal)
    server.stop()
    telefoon.goto(f"{server.url}/telefoon")
    begin(telefoon, "straat")
    telefoon.get_by_role("group", name="Taal van de toonkaart").get_by_text("Polski").tap()
    fill_in(telefoon, until="schoon")
    telefoon.get_by_role("button", name="Toonkaart").tap()
    card = telefoon.locator("dialog.toonkaart")
    expect(card).to_have_attribute("lang", "pl")
    card.locator("label", has_text="9").tap()
    hold_back(telefoon)
    assert telefoon.locator("#vraag-schoon :checked").get_attribute("value") == "9"
    telefoon.reload()
    assert telefoon.locator("#vraag-schoon :checked").get_attribute("value") == "9"
    expect(telefoon.get_by_role("button", name="Toonkaart")).to_be_visible()
    fill_in(telefoon)
    expect(telefoon.get_by_role("button", name="Toonkaart")).to_be_hidden()
    finish(telefoon)
    server.start()
    telefoon.get_by_role("link", name="Naar mijn straten").click()
    wait_for_outbox(telefoon, ["ontvangen"])
    assert [interview.language for interview in stored(server)] == ["pl"]


# --- its weight --------------------------------------------------------------------------------------------------


def test_the_card_is_light(telefoon, server):
    """On 400 kbit/s in a stairwell a visit must not feel what the card adds to it."""
    assert sum(len(gzip.compress((STATIC / "telefoon" / name).read_bytes())) for name in PARTS) < 8_192
    for taal in all_toonkaarten():
        kaart = telefoon.request.get(f"{server.url}/telefoon/toonkaarten/{taal}")
        assert len(gzip.compress(kaart.body())) < 5_000, taal
