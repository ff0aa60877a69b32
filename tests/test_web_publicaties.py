"""The public pages: what was published and not a digit more, for everybody, and kept for a while."""

import gzip
import json
import re

import pytest
from sqlmodel import select

from app import demo
from app.models import Interview, Meetronde, Publicatie, Status, Straat
from app.vaststelling import publish
from app.web.beelden import CIJFERS, LADDER
from tests.conftest import app_on, people_of, visitor
from tests.gesprekken import decide
from tests.test_web_beelden import picture, rows
from tests.test_web_overzicht import words

WHOLE = f"/publicaties/{demo.NULMETING}"
MATEN = ("straatladder", "tevredenheid", "schoon", "veilig", "gezellig")
NAMES = {
    "Straatladder": "straatladder",
    "Tevredenheid": "tevredenheid",
    "Schoon": "schoon",
    "Veilig": "veilig",
    "Gezellig": "gezellig",
    "Bekendheid": "bekendheid",
    "Leefbaarheidsladder": "leefbaarheidsladder",
}


@pytest.fixture
def app(full_database):
    """The nulmeting of the demo world is published."""
    return app_on(full_database)


@pytest.fixture
def world(full_database):
    return people_of(full_database)


@pytest.fixture
def told(full_database):
    """The document of a wijk, or of everything, as it leaves over the API."""

    def told(wijk: str = "", version: int = 1):
        with full_database.transaction() as session:
            kept = session.get_one(Publicatie, (demo.NULMETING, version, wijk))
            return json.loads(gzip.decompress(kept.document))

    return told


@pytest.fixture
def second_version(full_database) -> None:
    """Many interviews of the nulmeting turn out to be wrong."""
    anna = people_of(full_database).anna
    with full_database.transaction() as session:
        query = (
            select(Interview.id)
            .join(Straat, Straat.id == Interview.straat_id)
            .where(Straat.wijk_code == "wielwijk", Interview.meetronde_code == demo.NULMETING, Interview.consent)
        )
        for interview_id in session.exec(query.order_by(Interview.id)).all()[:40]:
            decide(session, interview_id, Status.AFGEKEURD)
        meetronde = session.get_one(Meetronde, demo.NULMETING)
        publish(session, meetronde, anna, 2, "Dubbele interviews <eruit>.", threshold=10)


def maten(score, groep: str):
    return {maat["maat"]: maat for maat in score[groep]["maten"]}


def numbers(text: str) -> list[float]:
    """Every number in a text, also those of a percentage."""
    return [float(found.replace(",", ".")) for found in re.findall(r"\d+(?:,\d+)?", words(text))]


def published(maat) -> list[float]:
    """The numbers that stand in a row of a picture: the mean, its margin, and on how many answers it rests."""
    marge = maat["marge"]
    return [maat["gemiddelde"], *([marge["laag"], marge["hoog"]] if marge else []), maat["n"]]


def test_what_is_published_stands_in_a_list(client):
    page = client.get("/publicaties")
    assert (page.status_code, page.headers["cache-control"]) == (200, "public, max-age=300")
    assert "Nulmeting 2019 Interviews van 1 september 2019 tot en met 30 november 2019. Versie 1" in words(page.text)
    assert f'href="{WHOLE}"' in page.text
    assert "Herhaalmeting" not in page.text


def test_nothing_is_published_yet(database):
    with visitor(app_on(database)) as stranger:
        page = stranger.get("/publicaties")
    assert (page.status_code, "Er is nog niets gepubliceerd." in page.text) == (200, True)
    assert "meting" not in page.text, "a meetronde that is not published is not named"


@pytest.mark.parametrize("groep", ["bewoners", "klanten"])
@pytest.mark.parametrize("wijk", ["crabbehof", "wielwijk"])
@pytest.mark.parametrize("maat", MATEN)
def test_a_picture_holds_the_published_figures_and_nothing_finer(client, told, groep, wijk, maat):
    document = told(wijk)
    page = client.get(f"{WHOLE}/wijken/{wijk}?maat={maat}").text
    section = page.split('<section class="vlak gebied">')[1 if groep == "bewoners" else 2]
    if not any(each["n"] for each in document["wijk"][groep]["maten"]):
        assert "<table" not in section
        return
    axis = LADDER if maat == "straatladder" else CIJFERS
    scores = {"Hele wijk": document["wijk"]} | {each["gebied"]["naam"]: each for each in document["straten"]}
    for name, row in rows(picture(section, "ranglijst")).items():
        figure = maten(scores[name], groep)[maat]
        if figure["n"] is None:
            assert "<svg" not in row
            assert words(row).strip() == f"geen cijfer {figure['reden']}"
            continue
        row_words = row.split("</svg></td>")[-1]
        assert numbers(row_words) == published(figure)
        assert figure["oordeel"] in row_words
        places = {axis.at(value) for value in published(figure)[:-1]}
        assert float(re.search(r'cx="([\d.]+)%"', row)[1]) == axis.at(figure["gemiddelde"])
        assert {float(x) for x in re.findall(r'class="uitloper" x1="([\d.]+)%" x2="[\d.]+%"', row)} <= places


def test_every_row_of_the_whole_is_in_the_document(client, told):
    document = told()
    page = client.get(WHOLE).text
    areas = re.split(r'<section class="gebied vlak">', page)[1:]
    for area, score in zip(areas, [document["totaal"], *(each["wijk"] for each in document["wijken"])], strict=True):
        for part, groep in zip(area.split('<section class="groep">')[1:], ("bewoners", "klanten"), strict=True):
            figures = maten(score, groep)
            table = re.search(r'<table class="maten">.*?</table>', part, re.DOTALL)
            if table is None:
                assert figures["straatladder"]["reden"] in words(part)
                continue
            for name, row in re.findall(r'<th scope="row">(\w+) .*?</th>(.*?)</tr>', table[0], re.DOTALL):
                check_row(figures[NAMES[name]], row)


def check_row(maat, row: str) -> None:
    """All that is told of this measure, and no number beside it."""
    if maat["n"] is None:
        assert words(row).strip() == f"geen cijfer {maat['reden']}"
        return
    fixed = {3.0, 7.0, *numbers(maat["reden"]), *numbers(maat["notatie"] or "")}
    shares = maat["margePercentage"] or {}
    means = maat["marge"] or {}
    told = {maat["gemiddelde"], maat["n"], maat["gevraagd"], *numbers(maat["percentageTekst"] or "")}
    assert set(numbers(row)) <= fixed | told | set(shares.values()) | set(means.values())
    assert f"n {maat['nTekst']}" in words(row)
    for text in (maat["percentageTekst"], None if maat["oordeel"] == "betrouwbaar" else maat["reden"]):
        assert text is None or text.replace("<", "&lt;").replace(">", "&gt;") in words(row)


def test_the_rungs_show_only_shares_that_are_told(client, told):
    document = told("crabbehof")
    bar = rows(picture(client.get(f"{WHOLE}/wijken/crabbehof").text, "treden"))["Hele wijk"]
    parts = maten(document["wijk"], "bewoners")["straatladder"]["verdeling"]
    assert [part["tekst"] for part in parts if part["percentage"] is None] == ["<5 %"], "or this tests nothing"
    for part in parts:
        drawn = re.search(rf'class="trede-{part["code"]}" x="[\d.]+%" width="([\d.]+)%"', bar)
        assert (drawn and float(drawn[1])) == part["percentage"]
        assert part["tekst"].replace("<", "&lt;") in bar
    assert bar.count("niet-verteld") == 1


def test_dekking_and_respons_as_published(client, told):
    page = words(client.get(f"{WHOLE}/wijken/crabbehof").text)
    groep = told("crabbehof")["wijk"]["bewoners"]
    assert f"Dekking {groep['dekking']} % of iets meer" in page
    assert f"Respons {groep['respons']} %" in page


def test_each_wijk_is_a_link_away_and_back(client):
    assert f'href="{WHOLE}/wijken/wielwijk"' in client.get(WHOLE).text
    page = client.get(f"{WHOLE}/wijken/wielwijk").text
    assert f'href="{WHOLE}"' in page
    assert 'href="/api/v1/documentatie"' in page


def test_a_stranger_reads_it_and_meets_no_name_and_no_script(client, as_bilal, as_dashboard):
    for reader in (client, as_bilal, as_dashboard):
        for path in ("/publicaties", WHOLE, f"{WHOLE}/wijken/crabbehof"):
            answer = reader.get(path)
            assert answer.status_code == 200
            assert "set-cookie" not in answer.headers
            assert not re.search(r"Anna|Bilal|Carla|<script|hx-", answer.text)


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        (f"/publicaties/{demo.HERHAALMETING}", 404, "Van meetronde “Herhaalmeting 2026” is nog niets gepubliceerd."),
        (f"/publicaties/{demo.HERHAALMETING}/wijken/crabbehof", 404, "is nog niets gepubliceerd."),
        ("/publicaties/nooit", 404, "Er is geen meetronde “nooit”."),
        (f"{WHOLE}/wijken/nergens", 404, "In deze publicatie staat geen wijk “nergens”."),
        (f"{WHOLE}?versie=2", 404, "Versie 2 is er niet. De nieuwste is versie 1."),
        (f"{WHOLE}?versie=0", 400, "versie"),
        (f"{WHOLE}?versie=een", 400, "versie"),
        (f"{WHOLE}?versie=99999999999999999999", 404, "De nieuwste is versie 1."),
        (f"{WHOLE}/wijken/crabbehof?maat=kleur", 400, "Kies uit:"),
    ],
)
def test_what_is_not_there(client, path, status, says):
    answer = client.get(path)
    assert (answer.status_code, says in answer.text) == (status, True)
    assert answer.headers["cache-control"] == "private, no-store", "it may be there in a moment"
    assert 'href="/publicaties"' in answer.text


@pytest.mark.usefixtures("second_version")
@pytest.mark.parametrize("path", [WHOLE, f"{WHOLE}/wijken/wielwijk"])
def test_an_older_version_says_so_and_leads_to_the_newest(client, told, path):
    newest, old = words(client.get(path).text), client.get(f"{path}?versie=1")
    assert "U leest een oude versie" not in newest
    assert "Dubbele interviews &lt;eruit&gt;." in newest
    assert "U leest een oude versie: versie 1. Er is een nieuwere. Bekijk versie 2" in words(old.text)
    assert f'<a class="rustig" href="{path}">Bekijk versie 2</a>' in old.text
    assert f'href="{path}?versie=1"' in client.get(path).text
    counts = [maten(told("wielwijk", version)["wijk"], "bewoners")["straatladder"]["n"] for version in (1, 2)]
    assert counts[0] > counts[1], "or this tests nothing"
    assert [f"n {n} " in page for page, n in zip((words(old.text), newest), counts, strict=True)] == [True, True]


@pytest.mark.usefixtures("second_version")
def test_links_of_an_older_version_stay_with_it(client):
    assert f'href="{WHOLE}/wijken/wielwijk?versie=1"' in client.get(f"{WHOLE}?versie=1").text
    page = client.get(f"{WHOLE}/wijken/wielwijk?versie=1").text
    assert f'href="{WHOLE}?versie=1"' in page
    assert '<input type="hidden" name="versie" value="1">' in page
    assert 'name="versie"' not in client.get(f"{WHOLE}/wijken/wielwijk").text
    assert words(client.get("/publicaties").text).count("Nulmeting 2019") == 1


@pytest.mark.parametrize("path", [WHOLE, f"{WHOLE}/wijken/crabbehof?maat=veilig"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_page_may_be_kept_and_is_not_sent_twice(client, path, encoding):
    first = client.get(path, headers={"Accept-Encoding": encoding})
    assert first.headers["cache-control"] == "public, max-age=300"
    assert set(first.headers["vary"].split(", ")) == {"Accept-Encoding"}, "the same for every visitor"
    again = client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = client.get(path, headers={"If-None-Match": '"something-else"'})
    assert (other.status_code, "Nulmeting 2019" in other.text) == (200, True)


def test_a_newer_version_changes_what_was_kept(client, request):
    kept = [client.get(f"{WHOLE}{query}").headers["etag"] for query in ("", "?versie=1")]
    request.getfixturevalue("second_version")
    for query, etag in zip(("", "?versie=1"), kept, strict=True):
        answer = client.get(f"{WHOLE}{query}", headers={"If-None-Match": etag})
        assert (answer.status_code, "ersie 2" in answer.text) == (200, True), query


def test_the_way_to_it(client, as_anna):
    assert 'href="/publicaties"' in client.get("/inloggen").text
    assert f'href="{WHOLE}"' in as_anna.get(f"/overzicht?meetronde={demo.NULMETING}").text
    page = as_anna.get(f"/overzicht?meetronde={demo.HERHAALMETING}").text
    assert "/publicaties/" not in page
    assert f'href="/publiceren/{demo.HERHAALMETING}"' in page


@pytest.fixture
def later_round(full_database) -> None:
    """The herhaalmeting is published too, by somebody who was there before."""
    anna = people_of(full_database).anna
    with full_database.transaction() as session:
        publish(session, session.get_one(Meetronde, demo.HERHAALMETING), anna, 1, threshold=10)


@pytest.mark.usefixtures("later_round")
def test_then_against_now_as_the_api_tells_it(client, as_dashboard):
    path = f"/api/v1/meetrondes/{demo.NULMETING}/vergelijking/{demo.HERHAALMETING}?wijk=wielwijk"
    gebieden = {each["gebied"]["naam"]: each for each in as_dashboard.get(path).json()["gebieden"]}
    for maat in MATEN:
        page = client.get(f"/publicaties/{demo.HERHAALMETING}/wijken/wielwijk?maat={maat}").text
        axis = LADDER if maat == "straatladder" else CIJFERS
        drawn = rows(picture(page, "pijlen")) if 'class="beeld pijlen"' in page else {}
        for name, gebied in gebieden.items():
            change = next(each for each in gebied["bewoners"] if each["maat"] == maat)
            row = drawn.get("Hele wijk" if name == "Wielwijk" else name)
            if row is None:
                assert change["verschil"] is None
                continue
            figures = ("cijferVan", "cijferNaar", "verschil")
            marge = [abs(change["marge"][end]) for end in ("laag", "hoog")]
            told = [*(abs(change[each]) for each in figures), *marge, change["nVan"], change["nNaar"]]
            assert numbers(row.split("</svg></td>")[-1]) == told
            assert change["richting"].replace("-", " ") in words(row)
            ends = re.search(r'class="pijl [a-z-]+">\s*<line x1="([\d.]+)%" x2="([\d.]+)%"', row)
            assert [float(end) for end in ends.groups()] == [axis.at(change[each]) for each in figures[:2]]


@pytest.mark.usefixtures("later_round")
def test_the_first_round_has_nothing_before_it_and_the_later_has(client):
    assert "toen en nu" not in client.get(f"{WHOLE}/wijken/wielwijk").text
    page = words(client.get(f"/publicaties/{demo.HERHAALMETING}/wijken/wielwijk").text)
    assert "Toen is Nulmeting 2019, nu is Herhaalmeting 2026." in page
    assert "niet te vergelijken Van een van de meetronden is dit cijfer niet gepubliceerd." in page, "of klanten"
    assert words(client.get("/publicaties").text).index("Herhaalmeting") < words(client.get("/publicaties").text).index(
        "Nulmeting"
    ), "the latest first"


@pytest.mark.usefixtures("later_round")
def test_a_correction_of_the_round_before_changes_what_was_kept(client, request):
    later = f"/publicaties/{demo.HERHAALMETING}/wijken/wielwijk"
    kept = client.get(later).headers["etag"]
    assert client.get(later, headers={"If-None-Match": kept}).status_code == 304
    request.getfixturevalue("second_version")
    assert client.get(later, headers={"If-None-Match": kept}).status_code == 200
