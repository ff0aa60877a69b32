"""The pictures on the desk: what is drawn, what is withheld, and that every figure is there in words too."""

import re
from datetime import date

import pytest
from sqlmodel import select

from app import demo
from app.interviews import Afzender, receive
from app.models import Meetronde, Straat, Wijk
from tests.gesprekken import gesprek, straat_in
from tests.test_web_overzicht import words

WIJK = "/overzicht/wijken/crabbehof"
CHANGE = f"/overzicht/vergelijking?van={demo.NULMETING}&naar={demo.HERHAALMETING}"


@pytest.fixture
def hold(database, world):
    """Hold interviews in one of the straten of Crabbehof, each with this grade or rung."""

    def hold(number: int, answers: list[int], vraag: str = "schoon", meetronde: str = demo.HERHAALMETING) -> str:
        with database.transaction() as session:
            straat = straat_in(session, "crabbehof", number)
            for answer in answers:
                inzending = gesprek(straat.id, meetronde_code=meetronde, antwoorden={vraag: answer})
                receive(session, inzending, Afzender(interviewer_id=world.bilal.id))
            return straat.name

    return hold


def picture(page: str, kind: str) -> str:
    """The first picture of this kind."""
    return re.search(rf'<table class="beeld {kind}">.*?</table>', page, re.DOTALL)[0]


def rows(beeld: str) -> dict[str, str]:
    """What stands in each row, by its name, in the order on the page."""
    found = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', beeld, re.DOTALL)
    return {words(name).strip(): row for name, row in found}


def test_the_straten_by_their_figure_with_the_withheld_last(as_anna, database, hold):
    low, high, few = hold(0, [4, 5, 6, 5, 4]), hold(1, [9, 8, 9, 8, 9, 8]), hold(2, [7, 7, 7])
    with database.transaction() as session:
        others = session.exec(select(Straat.name).where(Straat.wijk_code == "crabbehof")).all()
    page = as_anna.get(f"{WIJK}?maat=schoon").text
    drawn = rows(picture(page, "ranglijst"))
    withheld = sorted(set(others) - {low, high}, key=str.casefold)
    assert list(drawn) == ["Hele wijk", high, low, *withheld]
    assert re.search(r"8,5 tussen 7,\d en 9,\d n 6 indicatief", words(drawn[high]))
    assert drawn[high].count("<circle") == 1
    assert words(drawn[few]).strip().startswith("geen cijfer 3 antwoorden: te weinig om een cijfer te geven.")
    assert "<svg" not in drawn[few]
    assert f"{high} staat bovenaan. De andere straat ligt daar met de hele marge onder." in words(page)


def test_what_one_must_know_to_read_a_margin_stands_below_the_picture(as_anna, hold):
    hold(0, [4, 5, 6, 5, 4])
    same = hold(1, [8, 8, 8, 8, 8])
    below = as_anna.get(f"{WIJK}?maat=schoon").text.split("</table>")[1]
    assert f"{same}: Alle antwoorden uit deze straat zijn gelijk." in words(below)


def test_a_straat_leads_to_its_interviews(as_anna, hold):
    hold(0, [4, 5, 6, 5, 4])
    address = re.search(r'<a href="(/interviews[^"]+)"', picture(as_anna.get(WIJK).text, "ranglijst"))[1]
    assert as_anna.get(address.replace("&amp;", "&")).status_code == 200


def test_the_rungs_as_a_bar_with_their_shares_in_words(as_anna, hold):
    name, few = hold(0, [1, 3, 3, 3, 4], "straatladder"), hold(1, [2, 2], "straatladder")
    page = as_anna.get(WIJK).text
    row = rows(picture(page, "treden"))[name]
    assert words(row).split() == [*"134", *["20", "%", "0", "%", "60", "%", "20", "%", "0", "%"], "5"]
    assert row.count("<rect") == 3, "nobody chose the others"
    assert re.search(rf"geen verdeling Te weinig antwoorden: [^.]*{few}", words(page))
    assert 'class="beeld treden"' not in as_anna.get(f"{WIJK}?maat=schoon").text


def test_nothing_but_withheld_straten(as_anna, hold):
    names = [hold(number, [7, 8]) for number in range(3)]
    page = as_anna.get(f"{WIJK}?maat=schoon").text
    assert list(rows(picture(page, "ranglijst"))) == ["Hele wijk"], "together they are enough"
    assert "Van geen enkele straat zijn er genoeg antwoorden voor een cijfer." in page
    assert all(f"{name} (n&nbsp;2)" in words(page) for name in names)


def test_an_empty_meetronde_has_no_picture(as_anna):
    for maat in ("straatladder", "tevredenheid", "schoon", "veilig", "gezellig"):
        page = as_anna.get(f"{WIJK}?maat={maat}").text
        assert "Nog geen interviews." in page
        assert 'class="beeld' not in page
        assert "nan" not in words(page).lower().split()


def test_a_wijk_without_straten(as_anna, database):
    with database.transaction() as session:
        session.add(Wijk(code="leeg", name="Leeg"))
    for address in ("/overzicht/wijken/leeg", CHANGE):
        assert as_anna.get(address).status_code == 200


def test_the_choice_stays_with_the_other_filters(as_anna, hold):
    hold(0, [4, 5, 6, 5, 4])
    page = as_anna.get(f"{WIJK}?meetronde={demo.HERHAALMETING}&maat=veilig&alleenGoedgekeurd=true").text
    assert '<option value="veilig" selected>' in page
    assert f'<option value="{demo.HERHAALMETING}" selected>' in page
    page = as_anna.get(f"{CHANGE}&maat=bekendheid&alleenGoedgekeurd=true").text
    assert '<option value="bekendheid" selected>' in page
    assert "alleenGoedgekeurd=true" in re.search(r'hx-get="([^"]+)"', page)[1]


@pytest.mark.parametrize("address", [f"{WIJK}?maat=kleur", f"{CHANGE}&maat=kleur"])
def test_a_measure_that_is_not_there(as_anna, address):
    answer = as_anna.get(address)
    assert (answer.status_code, "Kies uit:" in answer.text) == (400, True)


def test_dekking_and_respons_as_bars_with_their_words(as_anna, hold):
    hold(0, [7, 8, 7, 8, 7])
    page = as_anna.get(WIJK).text
    bars = re.search(r'<ul class="staven">.*?</ul>', page, re.DOTALL)[0]
    assert re.findall(r'class="vulling" width="([\d.]+)%"', bars)[1] == "100.0"
    assert re.search(r"Dekking \d+ %: .* Respons 100 % : 5 interviews van 5 contacten\.", words(bars))


def test_then_against_now_as_arrows(as_anna, hold):
    up, same, few = (
        [hold(number, answers, meetronde=meetronde) for meetronde, answers in rounds]
        for number, rounds in enumerate(
            [
                [(demo.NULMETING, [3, 4, 3, 4, 3]), (demo.HERHAALMETING, [8, 9, 8, 9, 8])],
                [(demo.NULMETING, [6, 7, 6, 7, 6]), (demo.HERHAALMETING, [6, 7, 7, 7, 6])],
                [(demo.NULMETING, [6]), (demo.HERHAALMETING, [6, 7, 7, 7, 6])],
            ]
        )
    )
    page = as_anna.get(f"{CHANGE}&maat=schoon").text
    wijken, *per_wijk = re.findall(r'<table class="beeld pijlen">.*?</table>', page, re.DOTALL)
    assert list(rows(wijken)) == ["Alle wijken samen", "Crabbehof", "Wielwijk"]
    straten = rows(per_wijk[0])
    assert re.search(r"3,4 → 8,4 \+5,0 gestegen tussen 4,\d en 5,\d n 5 en 5", words(straten[up[0]]))
    assert 'class="pijl gestegen"' in straten[up[0]]
    assert "geen aantoonbaar verschil" in words(straten[same[0]])
    assert words(straten[few[0]]).strip() == "geen cijfer te weinig gesprekken, n 1 en 5"
    assert "<svg" not in straten[few[0]]
    assert re.search(r"Gestegen: 1, geen aantoonbaar verschil: 1, te weinig gesprekken: \d\.", words(page))


def test_a_share_changes_in_points(as_anna, hold):
    for meetronde, answer in ((demo.NULMETING, 3), (demo.HERHAALMETING, 9)):
        hold(0, [answer] * 6, "cijfer", meetronde)
    row = rows(picture(as_anna.get(f"{CHANGE}&maat=tevreden").text, "pijlen"))["Crabbehof"]
    assert "0 % → 100 % +100 %-punt gestegen" in words(row)


def test_two_rounds_without_interviews_have_no_arrows(as_anna, database):
    with database.transaction() as session:
        for code in ("een", "twee"):
            session.add(Meetronde(code=code, name=code, starts_on=date(2030, 1, 1)))
    page = as_anna.get("/overzicht/vergelijking?van=een&naar=twee").text
    assert 'class="plot"' not in page
    assert "geen cijfer te weinig gesprekken, n 0 en 0" in words(page)
