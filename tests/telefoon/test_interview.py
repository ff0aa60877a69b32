"""An interview on a phone, from the first tap to the coordinator's list and the score."""

import re
from itertools import chain

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from app.domain.persoonsgegevens import find_pieces
from app.models import Antwoord, Botsing, Straat
from app.overzichten import find_meetronde, total_score
from app.samenvoegingen import candidates, merge, propose
from app.web.release import STATIC_PREFIX
from tests.domain.test_persoonsgegevens import FOUND, LEFT_ALONE
from tests.telefoon.conftest import PHONE, link_phone, log_in, open_linked
from tests.telefoon.hand import (
    CHOICES,
    answer,
    begin,
    drafts,
    fill_in,
    go_on,
    question,
    save,
    stored,
    wait_for_question,
)
from tests.telefoon.look import look_at_phone

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def telefoon(open_page, server, world) -> Page:
    return open_linked(open_page, server, world.bilal)


@pytest.mark.parametrize("soort", ["straat", "portiek", "klant"])
def test_an_interview_reaches_the_coordinators_list_and_the_score(telefoon, open_page, server, soort):
    begin(telefoon, soort)
    fill_in(telefoon)
    number = save(telefoon)
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", number)
    assert drafts(telefoon, server) == []

    desk = open_page(viewport={"width": 1280, "height": 800}, locale="nl-NL")
    log_in(desk, server)
    desk.get_by_role("link", name="Interviews", exact=True).click()
    row = desk.locator("tbody tr", has_text="Colijnstraat")
    expect(row).to_contain_text(f"{soort.capitalize()}interview")
    row.get_by_role("link").click()
    expect(desk.get_by_text(number)).to_be_visible()
    expect(desk.get_by_text("Een bankje 🌳").first).to_be_visible()
    (interview,) = stored(server)
    with server.database.transaction() as session:
        score = total_score(session, find_meetronde(session, interview.meetronde_code))
    groep = score.klanten if soort == "klant" else score.bewoners
    assert groep.interviews == 1
    assert groep.maten["schoon"].verdeling.counts["6"] == 1
    assert groep.maten["straatladder"].verdeling.counts["3"] == 1


def test_a_question_that_does_not_apply_is_skipped(telefoon):
    begin(telefoon, "straat")
    fill_in(telefoon, until="bekendheid")
    answer(telefoon, "Nee")
    go_on(telefoon)
    assert question(telefoon) == "leefbaarheidsladder"
    telefoon.go_back()
    expect(telefoon.locator("#vraag-bekendheid")).to_be_visible()
    answer(telefoon)
    go_on(telefoon)
    assert question(telefoon) == "cijfer"


def test_an_answer_to_a_question_that_is_skipped_afterwards_is_not_sent(telefoon, server):
    begin(telefoon, "straat")
    fill_in(telefoon)
    telefoon.get_by_role("button", name=re.compile("zelf mee te maken")).click()
    expect(telefoon.locator("#vraag-bekendheid")).to_be_visible()
    answer(telefoon, "Nee")
    go_on(telefoon)
    assert question(telefoon) == "controle"
    save(telefoon)
    with server.database.transaction() as session:
        assert session.exec(select(Antwoord).where(Antwoord.vraag == "cijfer")).all() == []


def test_no_to_consent_ends_it_and_stores_only_that(telefoon, server):
    begin(telefoon, "straat")
    go_on(telefoon)
    answer(telefoon, "Nee")
    go_on(telefoon)
    assert question(telefoon) == "controle"
    save(telefoon)
    assert [interview.consent for interview in stored(server)] == [False]
    with server.database.transaction() as session:
        assert session.exec(select(Antwoord)).all() == []


def test_a_required_question_cannot_be_left_open(telefoon):
    begin(telefoon, "straat")
    go_on(telefoon)
    telefoon.get_by_role("button", name="Verder").click()
    expect(telefoon.get_by_role("alert").filter(visible=True)).to_have_text("Kies een antwoord.")
    assert question(telefoon) == "toestemming"


def test_a_number_out_of_range_is_said_at_once(telefoon):
    begin(telefoon, "klant")
    fill_in(telefoon, until="wachttijd")
    telefoon.locator("#vraag-wachttijd input[type=text]").fill("200")
    telefoon.get_by_role("button", name="Verder").click()
    expect(telefoon.get_by_text("Vul een heel getal in van 0 tot en met 104.")).to_be_visible()
    telefoon.locator("#vraag-wachttijd").get_by_text("Weet niet").click()
    assert telefoon.locator("#vraag-wachttijd input[type=text]").input_value() == ""
    go_on(telefoon)


def test_an_answer_that_excludes_others_takes_them_away(telefoon):
    begin(telefoon, "straat")
    fill_in(telefoon, until="overlast")
    vraag = telefoon.locator("#vraag-overlast")
    for label in ("Geluid", "Zwerfafval"):
        vraag.get_by_text(label).click()
    assert vraag.locator(":checked").count() == 2
    vraag.get_by_text("Nergens last van").click()
    assert [field.get_attribute("value") for field in vraag.locator(":checked").all()] == ["geen"]
    vraag.get_by_text("Weet niet").click()
    assert [field.get_attribute("value") for field in vraag.locator(":checked").all()] == ["weet_niet"]


def test_a_reload_comes_back_to_the_same_question_with_every_answer(telefoon, server):
    begin(telefoon, "straat")
    fill_in(telefoon, until="veilig")
    address = telefoon.url
    telefoon.reload()
    expect(telefoon.locator("#vraag-veilig")).to_be_visible()
    assert telefoon.url == address
    telefoon.get_by_role("button", name="Terug").click()
    expect(telefoon.locator("#vraag-schoon")).to_be_visible()
    assert telefoon.locator("#vraag-schoon :checked").get_attribute("value") == "6"
    assert len(drafts(telefoon, server)) == 1
    telefoon.locator("#concepten li > a").click()
    expect(telefoon.locator("#vraag-veilig")).to_be_visible()
    fill_in(telefoon)
    save(telefoon)
    assert len(stored(server)) == 1


def test_a_draft_opens_where_it_was_left(telefoon, server):
    begin(telefoon, "straat")
    fill_in(telefoon)
    drafts(telefoon, server)
    telefoon.locator("#concepten li > a").click()
    expect(telefoon.get_by_role("heading", name="Klopt alles?")).to_be_visible()
    save(telefoon)
    assert len(stored(server)) == 1


def test_back_goes_one_question_back(telefoon):
    begin(telefoon, "straat")
    fill_in(telefoon, until="straatladder")
    telefoon.go_back()
    expect(telefoon.locator("#vraag-contact_buren")).to_be_visible()
    telefoon.go_back()
    expect(telefoon.locator("#vraag-prettig_wonen")).to_be_visible()
    telefoon.go_forward()
    expect(telefoon.locator("#vraag-contact_buren")).to_be_visible()


def test_the_next_user_of_a_phone_does_not_see_what_the_last_one_left(telefoon, server, world):
    begin(telefoon, "straat")
    fill_in(telefoon, until="schoon")
    address = telefoon.url
    link_phone(telefoon, server, world.carla)
    assert drafts(telefoon, server) == []
    telefoon.goto(address)
    wait_for_question(telefoon)
    assert question(telefoon) != "schoon" or not telefoon.locator("#vraag-prettig_wonen :checked").count()
    link_phone(telefoon, server, world.bilal)
    assert len(drafts(telefoon, server)) == 1


def test_a_draft_can_be_thrown_away_after_a_question(telefoon, server):
    begin(telefoon, "straat")
    fill_in(telefoon, until="prettig_wonen")
    assert len(drafts(telefoon, server)) == 1
    telefoon.once("dialog", lambda dialog: dialog.dismiss())
    telefoon.get_by_role("button", name=re.compile("weggooien")).click()
    assert telefoon.locator("#concepten li").count() == 1
    telefoon.once("dialog", lambda dialog: dialog.accept())
    telefoon.get_by_role("button", name=re.compile("weggooien")).click()
    expect(telefoon.locator("#concepten")).to_be_hidden()


def test_the_keyboard_alone_is_enough(telefoon):
    begin(telefoon, "straat")
    telefoon.keyboard.press("Tab")
    assert telefoon.evaluate("() => document.activeElement.id") == "straatId"
    telefoon.keyboard.press("Enter")
    expect(telefoon.locator("#vraag-toestemming")).to_be_visible()
    telefoon.keyboard.press("Tab")
    telefoon.keyboard.press("Space")
    telefoon.keyboard.press("Enter")
    expect(telefoon.locator("#vraag-prettig_wonen")).to_be_visible()
    telefoon.keyboard.press("Tab")
    telefoon.keyboard.press("ArrowDown")
    assert telefoon.locator("#vraag-prettig_wonen :checked").get_attribute("value") == "prettig"


def test_without_script_it_is_one_long_form(open_page, server, world):
    page = open_page(**PHONE, java_script_enabled=False)
    link_phone(page, server, world.bilal, has_script=False)
    page.get_by_role("link", name="Straatinterview").click()
    page.get_by_label("Straat", exact=True).select_option(label="Colijnstraat")
    page.get_by_role("button", name="Interview opslaan").click()
    expect(page.get_by_role("alert")).to_contain_text("niet opgeslagen")
    for key, choice in (CHOICES | {"prettig_wonen": "Prettig", "leefbaarheidsladder": "Grote bijdrage"}).items():
        page.locator(f"#vraag-{key} label", has_text=re.compile(rf"(^|\s){choice}($|\b)")).first.click()
    page.get_by_role("button", name="Interview opslaan").click()
    expect(page.get_by_role("status")).to_contain_text("Ontvangstnummer")
    assert [interview.consent for interview in stored(server)] == [True]


def test_every_screen_is_accessible_fits_and_has_big_targets(telefoon, server):
    look_at_phone(telefoon, "home")
    begin(telefoon, "klant")
    seen = set()
    while (key := question(telefoon)) != "controle":
        answer(telefoon)
        kind = telefoon.locator(".vraag.huidig").get_attribute("data-soort")
        if kind not in seen:
            seen.add(kind)
            look_at_phone(telefoon, key)
        go_on(telefoon)
    look_at_phone(telefoon, "controle")
    save(telefoon)
    look_at_phone(telefoon, "klaar")
    telefoon.get_by_role("link", name="Verstuurd").click()
    look_at_phone(telefoon, "verstuurd")
    telefoon.locator(".rijen a").first.click()
    look_at_phone(telefoon, "eigen interview")


def test_no_question_waits_for_the_network(telefoon):
    begin(telefoon, "straat")
    expect(telefoon.get_by_role("group", name="Taal van de toonkaart")).to_be_visible()
    requests: list[str] = []
    telefoon.on("request", lambda request: requests.append(request.url))
    fill_in(telefoon)
    # The browser looks at the icon again at every new address, and the phone reports once; neither is waited for.
    assert [url for url in requests if not url.endswith(("/peilschaal.svg", "/api/v1/toestel"))] == []


FETCH_ANEW = """async () => {
  const { port1, port2 } = new MessageChannel();
  const done = new Promise((resolve) => (port1.onmessage = resolve));
  (await navigator.serviceWorker.ready).active.postMessage("ververs", [port2]);
  await done;
}"""
"""Have every page that is kept on the phone fetched anew, as it does by itself after some minutes."""


def test_an_interview_in_a_straat_that_was_merged_meanwhile_goes_on_and_lands_at_the_other(telefoon, server, world):
    begin(telefoon, "portiek")
    telefoon.locator("#portiekId").select_option(label="Ingang noord")
    fill_in(telefoon, until="schoon")
    with server.database.transaction() as session:
        straat = session.exec(select(Straat).where(Straat.name == "Colijnstraat")).one()
        into = candidates(session, straat)[0]
        seen = propose(session, straat, into).fingerprint
        merge(session, straat, into, session.merge(world.anna), adds_up=True, seen=seen)
        into_id = into.id
    telefoon.evaluate(FETCH_ANEW)
    telefoon.reload()
    expect(telefoon.locator("#vraag-schoon")).to_be_visible()
    fill_in(telefoon)
    expect(telefoon.locator("#controle")).to_contain_text("Colijnstraat, Ingang noord (Colijnstraat)")
    save(telefoon)
    (interview,) = stored(server)
    assert interview.straat_id == into_id
    assert interview.portiek_id is not None


def test_the_respondent_gets_a_code_and_withdraws_with_it(telefoon, open_page, server):
    begin(telefoon, "straat")
    fill_in(telefoon)
    save(telefoon)
    code = telefoon.locator("#intrekbriefje .intrekcode").inner_text()
    assert re.fullmatch(r"[a-z]+ [a-z]+ [0-9]{4}", code)
    look_at_phone(telefoon, "intrekbriefje")
    telefoon.reload()
    expect(telefoon.get_by_role("heading", name="Opgeslagen")).to_be_visible()
    expect(telefoon.locator("#intrekbriefje")).to_be_hidden()

    bewoner = open_page(**PHONE)
    bewoner.goto(f"{server.url}/intrekken")
    bewoner.get_by_label("De code op uw briefje").fill(code.title())
    bewoner.get_by_role("button", name="Zoek mijn gesprek").click()
    bewoner.get_by_role("button", name="Ja, wis mijn antwoorden").click()
    expect(bewoner.get_by_role("heading", name="Uw gesprek is ingetrokken")).to_be_visible()
    assert [interview.status for interview in stored(server)] == ["ingetrokken"]


def test_two_taps_save_one_interview_with_one_code(telefoon, server):
    """Each saving draws a code: saved twice it would be another interview under the same id."""
    begin(telefoon, "straat")
    fill_in(telefoon)
    codes = telefoon.evaluate_handle(
        """() => {
          const [codes, place] = [[], document.querySelector("#intrekbriefje .intrekcode")];
          new MutationObserver(() => codes.push(place.textContent)).observe(place, { childList: true });
          const save = document.getElementById("verder");
          save.click();
          const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true });
          document.getElementById("interview").dispatchEvent(enter);
          save.click();
          return codes;
        }"""
    )
    expect(telefoon.locator("#ontvangstnummer")).to_be_visible()
    assert len(codes.json_value()) == 1
    with server.database.snapshot() as session:
        assert session.exec(select(Botsing)).all() == []


def test_the_patterns_on_the_phone_are_those_of_the_server(telefoon):
    texts = [*chain.from_iterable(FOUND.values()), *LEFT_ALONE, " ; ".join(chain.from_iterable(FOUND.values()))]
    found = telefoon.evaluate(
        "async ([address, texts]) => texts.map((await import(address)).vindStukken)",
        [f"{STATIC_PREFIX}/telefoon/persoonsgegevens.js", texts],
    )
    for text, pieces in zip(texts, found, strict=True):
        assert [tuple(piece) for piece in pieces] == [(str(reden), piece) for reden, piece in find_pieces(text)], text


def test_what_points_at_somebody_is_warned_of_and_never_refused(telefoon, server):
    begin(telefoon, "straat")
    fill_in(telefoon, until="meer_doen")
    vraag, warning = telefoon.locator("#vraag-meer_doen"), telefoon.locator("#vraag-meer_doen .waarschuwing")
    vraag.locator("textarea").fill("Vraag buurman Kees")
    telefoon.get_by_role("button", name="Verder").click()
    expect(warning).to_contain_text("Dit lijkt op de naam van iemand: buurman Kees")
    look_at_phone(telefoon, "waarschuwing")
    warning.get_by_role("button", name="Verander het antwoord").click()
    expect(vraag.locator("textarea")).to_be_focused()
    vraag.locator("textarea").fill("Vraag buurman Kees het maar")
    telefoon.get_by_role("button", name="Verder").click()
    warning.get_by_role("button", name="Toch zo bewaren").click()
    expect(telefoon.get_by_role("heading", name="Klopt alles?")).to_be_visible()
    save(telefoon)
    with server.database.transaction() as session:
        kept = session.exec(select(Antwoord.text).where(Antwoord.vraag == "meer_doen")).all()
    assert kept == ["Vraag buurman Kees het maar"]
