"""What was published as a table: one line per area, group and measure, so that no figure loses its n and its reason."""

from collections.abc import Iterator
from typing import Any

from app.api.csv_table import write_csv
from app.spreadsheet import Notatie

COLUMNS = (
    "meetronde", "versie", "niveau", "gebiedCode", "gebiedNaam", "wijk", "groep", "maat", "n", "nTekst", "gevraagd",
    "gemiddelde", "margeLaag", "margeHoog", "mediaan", "notatie", "percentage", "percentageTekst",
    "margePercentageLaag", "margePercentageHoog", "gewogen", "oordeel", "reden", "verdeling", "weetNietTekst",
    "kanttekeningen", "interviews", "interviewsTekst", "dekking", "respons", "vragenlijsten", "publicerenVanaf",
    "verdelingVanaf", "straatBetrouwbaarVanaf", "gebiedBetrouwbaarVanaf", "dekkingVanaf", "zekerheid", "voorlopig",
    "begindatum", "gepubliceerdOp", "redenVersie", "toelichting",
)  # fmt: skip


def write_table(document: dict[str, Any], notatie: Notatie) -> str:
    """CSV of a published document, of one wijk or of all."""
    about = {key: value for key, value in document.items() if key not in ("drempels", "wijk", "straten", "wijken")}
    about |= document["drempels"] | {"redenVersie": document["reden"]}
    return write_csv(COLUMNS, ({**about, **line} for score in _scores(document) for line in _lines(score)), notatie)


def _scores(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "totaal" in document:
        yield document["totaal"]
    for each in document.get("wijken", [document]):
        yield each["wijk"]
        yield from each["straten"]


def _lines(score: dict[str, Any]) -> Iterator[dict[str, Any]]:
    gebied = score["gebied"]
    area = {
        "niveau": gebied["niveau"],
        "gebiedCode": gebied["code"],
        "gebiedNaam": gebied["naam"],
        "wijk": gebied["wijk"],
    }
    for name in ("bewoners", "klanten"):
        groep = {key: value for key, value in score[name].items() if key != "maten"}
        for maat in score[name]["maten"]:
            verdeling = " ".join(f"{part['code']}:{part['tekst'].replace(' ', '')}" for part in maat["verdeling"] or [])
            yield {**area, **groep, "groep": name, **maat, "verdeling": verdeling}
