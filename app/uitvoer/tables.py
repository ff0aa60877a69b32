"""The tables of an export: the rows with interviews or answers, the codebook, and what a reader must know."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.codeboek import (
    GEEN_ANTWOORD,
    NOT_ASKED,
    Codeboek,
    Meetniveau,
    Value,
    Variabele,
    Waarde,
    build_codeboek,
)
from app.domain.vragenlijst import Soort
from app.interviews import LOCAL_TIME
from app.models import Formaat, Status, Uitvoer, Vorm
from app.uitvoer.reading import Gesprek
from app.vragenlijsten import all_vragenlijsten

SHEETS = {Vorm.BREED: "interviews", Vorm.LANG: "antwoorden"}
ENDINGS = {Formaat.CSV: "zip", Formaat.CSV_NL: "zip", Formaat.XLSX: "xlsx", Formaat.SAV: "sav"}


@dataclass(frozen=True)
class Table:
    """A name, a line with the names of the columns, and the other lines."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Value]]


class Layout:
    """What stands in which column of an export."""

    def __init__(self, uitvoer: Uitvoer) -> None:
        self._uitvoer = uitvoer
        self._is_wide = uitvoer.vorm == Vorm.BREED
        self.codeboek = _codeboek(uitvoer, split=self._is_wide)

    @property
    def name(self) -> str:
        return SHEETS[Vorm(self._uitvoer.vorm)]

    @property
    def variabelen(self) -> tuple[Variabele, ...]:
        """The columns in their order."""
        return (*self._of_interview(), *(self.codeboek.variabelen if self._is_wide else OF_ANSWER))

    def rows_of(self, gesprek: Gesprek) -> Iterator[Sequence[Value]]:
        """One row of one interview, or one for each of its answers."""
        plek = gesprek.plek
        place: tuple[Value, ...] = (plek.straat, plek.huishoudens) if self._uitvoer.with_straat else ()
        own = [gesprek.number, self._uitvoer.meetronde_code, plek.wijk, *place, gesprek.soort,
               gesprek.vragenlijst.code, gesprek.status]  # fmt: skip
        if self._is_wide:
            yield own + self.codeboek.values(gesprek.vragenlijst, gesprek.antwoorden)
            return
        for key, value in self.codeboek.answers(gesprek.vragenlijst, gesprek.antwoorden):
            yield [*own, key, value]

    def papers(self, count: int, refusals: int) -> tuple[Table, ...]:
        """What belongs with the rows: what they are, and the codebook."""
        return (
            Table("lees mij", ("onderwerp", "uitleg"), _explanation(self._uitvoer, count, refusals)),
            Table("codeboek", CODEBOEK_HEADER, list(self._described())),
            Table("codes", CODES_HEADER, list(self._codes())),
        )

    def _described(self) -> Iterator[Sequence[Value]]:
        for each in self._all_variabelen():
            for text, vragenlijsten in each.texts:
                yield (
                    each.name,
                    each.meetniveau,
                    " ".join(text.split()),
                    each.minimum,
                    each.maximum,
                    " ".join(vragenlijsten),
                )

    def _codes(self) -> Iterator[Sequence[Value]]:
        for each in self._all_variabelen():
            for waarde in each.waarden:
                if self._is_wide or waarde.code not in (NOT_ASKED, GEEN_ANTWOORD):
                    is_missing = "ja" if waarde.is_missing else "nee"
                    code = waarde.code or "(leeg)"
                    yield each.name, code, waarde.label, is_missing, " ".join(waarde.vragenlijsten)

    def _all_variabelen(self) -> Sequence[Variabele]:
        """Those of the columns; in the long form also the questions that a row can be about."""
        return self.variabelen if self._is_wide else (*self.variabelen, *self.codeboek.variabelen)

    def _of_interview(self) -> Iterator[Variabele]:
        """What is known of an interview besides its answers."""
        for name, meetniveau, text, codes in OF_INTERVIEW:
            if self._uitvoer.with_straat or name not in OF_STRAAT:
                waarden = tuple(Waarde(code, number, label) for number, (code, label) in enumerate(codes, start=1))
                yield Variabele(name, meetniveau, ((text, ()),), waarden)


def file_name(uitvoer: Uitvoer) -> str:
    """What the file is called when it is fetched."""
    day = uitvoer.asked_at.astimezone(LOCAL_TIME).date()
    ending = ENDINGS[Formaat(uitvoer.formaat)]
    return f"wijkpeil-{uitvoer.meetronde_code}-{SHEETS[Vorm(uitvoer.vorm)]}-{day}.{ending}"


CODEBOEK_HEADER = ("variabele", "meetniveau", "vraag", "minimum", "maximum", "vragenlijsten")
CODES_HEADER = ("variabele", "code", "betekenis", "ontbreekt", "vragenlijsten")

OF_STRAAT = ("straat", "huishoudens")
STATUS_LABELS = ((Status.NIEUW, "Nog niet bekeken"), (Status.GOEDGEKEURD, "Goedgekeurd"),
                 (Status.TERUGGESTUURD, "Teruggestuurd met een vraag"))  # fmt: skip
SOORT_LABELS = ((Soort.STRAAT, "Straatinterview"), (Soort.PORTIEK, "Portiekinterview"),
                (Soort.KLANT, "Klantinterview"))  # fmt: skip

OF_INTERVIEW: Sequence[tuple[str, Meetniveau, str, Sequence[tuple[str, str]]]] = (
    ("rij", Meetniveau.NOMINAAL, "Nummer van het interview, alleen in dit bestand", ()),
    ("meetronde", Meetniveau.TEKST, "Code van de meetronde", ()),
    ("wijk", Meetniveau.TEKST, "Wijk", ()),
    ("straat", Meetniveau.TEKST, "Straat", ()),
    ("huishoudens", Meetniveau.GETAL, "Huishoudens in deze straat in deze meetronde; leeg als het niet bekend is", ()),
    ("soort", Meetniveau.NOMINAAL, "Soort interview", SOORT_LABELS),
    ("vragenlijst", Meetniveau.TEKST, "Vragenlijst en versie", ()),
    ("beoordeling", Meetniveau.NOMINAAL, "Of een coördinator het interview heeft nagekeken", STATUS_LABELS),
)  # fmt: skip
OF_ANSWER = (
    Variabele("vraag", Meetniveau.TEKST, (("De vraag; zie het codeboek", ()),)),
    Variabele("antwoord", Meetniveau.TEKST, (("Het antwoord: een code, een getal of tekst", ()),)),
)

CONFIDENTIAL = (
    "Dit bestand is vertrouwelijk. Er staan geen namen in, maar iemand die een bewoner kent, kan diens antwoorden soms "
    "herkennen. Het zijn dus persoonsgegevens (AVG). Deel het alleen met wie aan dit onderzoek werkt, bewaar het "
    "versleuteld, publiceer er geen losse rijen of kleine aantallen uit, en verwijder het als u klaar bent."
)

MISSING_EXPLAINED = (
    "weet_niet en wil_niet_zeggen: dat zei iemand. geen_antwoord: gevraagd en overgeslagen. Leeg: niet gevraagd. "
    "Tel deze nooit mee als cijfer."
)


def _codeboek(uitvoer: Uitvoer, *, split: bool) -> Codeboek:
    every = list(all_vragenlijsten().values())
    chosen = [each for each in every if uitvoer.soort in (None, each.soort)]
    return build_codeboek(every, chosen, with_text=uitvoer.with_text, split=split)


def _explanation(uitvoer: Uitvoer, count: int, refusals: int) -> list[tuple[str, Value]]:
    """What the file is, for who finds it on a disk in five years."""
    statuses = ", ".join(label.lower() for status, label in STATUS_LABELS if status in uitvoer.statuses)
    return [
        ("Wat is dit", "Interviews uit Wijkpeil, een onderzoek onder bewoners en klanten in wijken."),
        ("Vertrouwelijk", CONFIDENTIAL),
        ("Gemaakt op", str(uitvoer.asked_at.astimezone(LOCAL_TIME).date())),
        ("Meetronde", uitvoer.meetronde_code),
        ("Wijk", uitvoer.wijk_code or "alle"),
        ("Soort interview", uitvoer.soort or "alle"),
        ("Beoordeling", statuses),
        ("Interviews", count),
        ("Niet meegedaan", refusals),
        ("Open antwoorden", "staan erin" if uitvoer.with_text else "staan er niet in"),
        ("Straten", "staan erin" if uitvoer.with_straat else "staan er niet in"),
        ("Geen antwoord", MISSING_EXPLAINED),
        ("Nummers", "De kolom rij en de volgorde zijn elke keer anders. Twee bestanden zijn er niet mee te koppelen."),
    ]
