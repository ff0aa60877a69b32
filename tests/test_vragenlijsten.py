"""The published questionnaires: what they ask, that they never change, and what a broken file says."""

from pathlib import Path

import pytest

import app.vragenlijsten as published
from app.domain.vragenlijst import WEET_NIET, Soort, Vraagsoort
from app.vragenlijsten import all_vragenlijsten, find_vragenlijst, load_vragenlijst, newest_vragenlijst
from app.vragenlijsten.vastgelegd import HASHES, changed_vragenlijsten

FILES = Path(published.__file__).parent
RESIDENTS = (Soort.STRAAT, Soort.PORTIEK)


def test_a_published_version_never_changes():
    assert changed_vragenlijsten() == set()
    assert {"klant-v1.toml", "portiek-v1.toml", "straat-v1.toml"} <= HASHES.keys()


def test_there_is_one_of_each_kind_in_a_fixed_order():
    assert list(all_vragenlijsten()) == ["straat-v1", "portiek-v1", "klant-v1"]
    assert [newest_vragenlijst(soort).version for soort in Soort] == [1, 1, 1]
    assert find_vragenlijst(Soort.STRAAT, 2) is None


@pytest.mark.parametrize("soort", Soort)
@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("toestemming", Vraagsoort.JA_NEE),
        ("bekendheid", Vraagsoort.EEN_VAN),
        ("schoon", Vraagsoort.CIJFER),
        ("veilig", Vraagsoort.CIJFER),
        ("gezellig", Vraagsoort.CIJFER),
        ("straatladder", Vraagsoort.LADDER),
        ("leefbaarheidsladder", Vraagsoort.LADDER),
        ("buurt_richting", Vraagsoort.EEN_VAN),
        ("meer_doen", Vraagsoort.OPEN),
    ],
)
def test_everybody_is_asked(soort, key, kind):
    assert newest_vragenlijst(soort).by_key[key].soort is kind


@pytest.mark.parametrize("soort", Soort)
def test_consent_comes_first_is_required_and_decides(soort):
    vragenlijst = newest_vragenlijst(soort)
    consent = vragenlijst.vragen[0]
    assert (consent.key, consent.required, consent.ends_unless) == ("toestemming", True, "ja")
    assert [vraag.key for vraag in vragenlijst.asked({"toestemming": "nee"})] == ["toestemming"]


@pytest.mark.parametrize("soort", Soort)
def test_the_same_answers_are_counted_in_every_kind(soort):
    by_key = newest_vragenlijst(soort).by_key
    assert by_key["leefbaarheidsladder"].weet_niet_trede == 1
    assert not by_key["leefbaarheidsladder"].weet_niet, "rung 1 says it already"
    assert [optie.code for optie in by_key["bekendheid"].options] == ["nee", "van_naam", "zelf_mee_te_maken"]
    assert [optie.code for optie in by_key["buurt_richting"].options] == ["vooruit", "gelijk", "achteruit"]
    assert by_key["straatladder"].weet_niet_trede is None


@pytest.mark.parametrize("soort", RESIDENTS)
@pytest.mark.parametrize(
    ("key", "codes"),
    [
        ("prettig_wonen", None),
        ("contact_buren", None),
        ("overlast", ["zwerfafval", "geluid", "drinken_op_straat", "rondhangen", "anders", "geen"]),
        ("zelf_actief", ["ja", "zou_willen", "nee"]),
        ("ouderen", []),
    ],
)
def test_residents_are_asked(soort, key, codes):
    vraag = newest_vragenlijst(soort).by_key[key]
    assert codes is None or [optie.code for optie in vraag.options] == codes


@pytest.mark.parametrize("soort", RESIDENTS)
def test_only_residents_with_experience_grade_the_services(soort):
    vragenlijst = newest_vragenlijst(soort)
    graded = {
        bekendheid
        for bekendheid in ("nee", "van_naam", "zelf_mee_te_maken", WEET_NIET)
        if "cijfer" in [v.key for v in vragenlijst.asked({"toestemming": "ja", "bekendheid": bekendheid})]
    }
    assert graded == {"zelf_mee_te_maken"}


def test_at_a_portiek_the_portiek_is_asked_about():
    by_key = newest_vragenlijst(Soort.PORTIEK).by_key
    assert by_key["portiek_schoon"].soort is Vraagsoort.CIJFER
    assert "contact_portiek" in by_key
    assert "portiek" in by_key["straatladder"].text
    assert "portiek" not in newest_vragenlijst(Soort.STRAAT).by_key["straatladder"].text


@pytest.mark.parametrize(
    ("key", "kind", "codes"),
    [
        ("opdrachtgever", Vraagsoort.EEN_VAN, {"particulier", "corporatie", "vve", "gemeente", "anders"}),
        ("diensten", Vraagsoort.MEERDERE, {"tuinonderhoud", "praatje", "zwerfvuil", "grof_vuil"}),
        ("cijfer", Vraagsoort.CIJFER, set()),
        ("wachttijd", Vraagsoort.GETAL, set()),
        ("terugkomen", Vraagsoort.JA_NEE, {"ja", "nee"}),
        ("kent_via", Vraagsoort.EEN_VAN, {"mond_tot_mond", "krant", "op_straat", "folder", "collega", "website"}),
    ],
)
def test_klanten_are_asked(key, kind, codes):
    vraag = newest_vragenlijst(Soort.KLANT).by_key[key]
    assert vraag.soort is kind
    assert codes <= {optie.code for optie in vraag.options}


@pytest.mark.parametrize("soort", Soort)
def test_nobody_is_made_to_answer(soort):
    """Whoever must give an answer may also say not to know, or not to want to say."""
    for vraag in newest_vragenlijst(soort).vragen[1:]:
        assert not vraag.required or vraag.nonresponse, vraag.key


@pytest.mark.parametrize("soort", Soort)
def test_codes_fit_the_columns_they_are_stored_in(soort):
    for vraag in newest_vragenlijst(soort).vragen:
        assert all(len(code) <= 60 for code in (vraag.key, *(optie.code for optie in vraag.options)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('soort = "straat', r"straat-v1\.toml: Unterminated string"),
        ('soort = "straat"', r"straat-v1\.toml: vragenlijst: missing setting inleiding, titel, versie, vragen"),
        ("vragen = [{ id = 'a', soort = 'open' }]", r"straat-v1\.toml: a: missing setting tekst"),
        ("vragen = [{ id = 'a', soort = 'opne', tekst = '?' }]", r"straat-v1\.toml: a: there is no kind"),
        ("vragen = [{ id = 'a', soort = 'ja_nee', tekst = '?', alleen_als = 3 }]", r"straat-v1\.toml: a: `alleen_als`"),
        (
            "vragen = [{ id = 'a', soort = 'een_van', tekst = '?', opties = ['x', 'y'] }]",
            r"straat-v1\.toml: a: 'x' is no table",
        ),
        ("vragen = [{ id = 'a', soort = 'open', tekst = 3 }]", r"straat-v1\.toml: a: `tekst`"),
        ("vragen = [3]", r"straat-v1\.toml: "),
        ("versie = '1'\nvragen = []", r"straat-v1\.toml: .*`versie`"),
        ("versie = 2\nvragen = []", r"straat-v1\.toml: holds straat-v2"),
    ],
)
def test_a_broken_file_says_which_and_where(tmp_path, text, message):
    file = tmp_path / "straat-v1.toml"
    whole = 'titel = "T"\ninleiding = "I"\n' + text
    if "vragen =" in text:
        whole = 'soort = "straat"\n' + ("" if "versie" in text else "versie = 1\n") + whole
    file.write_text(text if "vragen =" not in text else whole, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load_vragenlijst(file)
