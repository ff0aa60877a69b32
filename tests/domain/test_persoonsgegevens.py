"""What in an open answer points at one person: examples that must be found, and that must be left alone."""

import pytest

from app.domain.persoonsgegevens import find_persoonsgegevens, passes_eleven_test
from app.domain.reden import Reden

FOUND = {
    Reden.TELEFOON: [
        "Bel me op 06-12345678",
        "0612345678",
        "06 12 34 56 78",
        "06 - 12345678",
        "mijn nummer is 06-1234 5678.",
        "06.12.34.56.78",
        "078-6123456",
        "(078) 612 34 56",
        "0184 123456 na zessen",
        "+31612345678",
        "+31 6 12345678",
        "+31 (0)6 1234 5678",
        "0031 6 12 34 56 78",
        "bel +48 601 234 567",
    ],
    Reden.EMAIL: [
        "mail jan.de-vries+wijk@example.nl",
        "JAN@EXAMPLE.ORG!",
        "(fatma_1@mail.example.com)",
    ],
    Reden.ADRES: [
        "Ik woon op 3317 AB 12",
        "3317AB nr. 12a",
        "3317ab 12",
        "3317 AB, huisnummer 7",
        "Talmaweg 12, 3317 AB Dordrecht",
        "Colijnstraat 104-b 3317AB",
    ],
    Reden.KENTEKEN: [
        "de auto met kenteken GZ-123-B staat er altijd",
        "12-BRN-3",
        "Op de stoep: 8-KXB-42",
        "RS-LT-45",
        "die bus, VBT14X",
        "kenteken gz-123-b",
        "kenteken: 12brn3",
        "DB-12-34",
    ],
    Reden.BSN: ["BSN 111222333", "mijn bsn is 123456782", "1112.22.333", "111 222 333"],
    Reden.NAAM: [
        "mevrouw Jansen klaagt",
        "Mevrouw De Vries",
        "dhr. de Vries",
        "dhr van der Berg van hiernaast",
        "mw. El Amrani",
        "Mevr.Bakker",
        "de heer Öztürk",
        "buurman Ahmed helpt altijd",
        "Buurvrouw Şeyma",
        "oma Riet van beneden",
        "familie 't Hart",
        "de familie Yılmaz",
        "Ik heet Fatima.",
        "mijn naam is Piet",
        "haar zoon heet Mo",
        "juf Anna van de school",
    ],
}

LEFT_ALONE = [
    "",
    "Een bankje 🌳",
    "Sinds 2009 wonen wij hier, vanaf 1995 al in de wijk.",
    "In 2019 en 2020 was het beter dan in 2016-2017.",
    "Het kostte € 1.250,00 en daarna 350 euro.",
    "De schade was 100.000.000 gulden",
    "nr. 1 in de buurt",
    "Nummer 12 is altijd lawaaiig",
    "Talmaweg 12 heeft een kapotte deur",
    "Op nummer 104-b is het een zooi",
    "3317 is onze postcode",
    "Hele 3317 AB is vies",
    "een heer van stand",
    "de heer van stand, zo was hij",
    "Mevrouw zei dat het goed was",
    "Een mevrouw. Zij deed de deur niet open.",
    "Ik vroeg het de buurman. Anders niemand.",
    "De buurman en de buurvrouw helpen",
    "Buurman Ik weet het niet",
    "mijn buurman is Pool",
    "Meester Lallerstraat is vies",
    "op de Dokter Schaepmanstraat",
    "de straat heet Talmaweg",
    "Oma en opa komen vaak",
    "Wijk voor Wijk doet het goed",
    "Admiraal de Ruyterweg moet schoner",
    "Ze zijn er 24-7",
    "Open van 10-12 en 14-16",
    "op 01-02-2019 14:30 gebeld",
    "01-02-2019 0930",
    "tussen 08:00 en 17:30",
    "1500kg 3 keer per jaar",
    "2019 is 5 jaar geleden",
    "drie @ de flat",
    "@wijkvoorwijk op internet",
    "bel 112 of 0900-8844",
    "het meldpunt 14078",
    "123456789",
    "000000000",
    "TV-pakket, A4-papier, 4G en HD-TV",
    "De 80-ers en 90-ers",
    "10-tm-12 personen",
    "HBO-er, MBO-4",
    "dr staat veel afval",
    "de oudere dr Ook niet",
    "100.000 of 1.000.000 mensen",
    "Geef het een 7,5 van de 10",
    "1-2-3 klaar",
]


@pytest.mark.parametrize(("reden", "text"), [(reden, text) for reden, texts in FOUND.items() for text in texts])
def test_what_points_at_a_person_is_found(reden, text):
    assert find_persoonsgegevens(text) == [reden]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_points_at_nobody_is_left_alone(text):
    assert find_persoonsgegevens(text) == []


def test_several_are_told_once_each_and_the_gravest_first():
    text = "buurman Ahmed, 06-12345678 of 06-87654321, ahmed@example.nl, bsn 111222333"
    assert find_persoonsgegevens(text) == [Reden.BSN, Reden.EMAIL, Reden.TELEFOON, Reden.NAAM]


def test_a_long_answer_is_read_in_no_time():
    """The longest text that passes, of what the patterns like best: no pattern may try every way to split it."""
    for piece in ("06-1 ", "a.", "van de ", "12 ", "mevrouw van de ", "1234 A", "a@b.", "+31 "):
        find_persoonsgegevens((piece * 4000)[:4000])


@pytest.mark.parametrize(("digits", "passes"), [("111222333", True), ("123456782", True), ("123456789", False)])
def test_the_eleven_test(digits, passes):
    assert passes_eleven_test(digits) == passes
